#pragma once
// A data processing agreement drafted of its record: what GDPR Art. 28(3) demands stands in it
// whatever the record says, the record fills in what is this agreement's own, and what it lacks is
// left open and named at the top. Law: GDPR Art. 28(2)-(4), 28(9), 33(2).

#include <string>

#include "accounts/accounts.h"
#include "documents/documents.h"
#include "records/records.h"

namespace ombud::parties {

/// `agreement`: of type "processing" or "sub_processing". Errc::conflict "parties.not_drafted"
/// {number} for another type, or where each decides for itself; errors of records::find().
Result<documents::Document> draft(accounts::Office& office, const records::Kinds& kinds,
                                  const records::Record& agreement, Language language);

}  // namespace ombud::parties
