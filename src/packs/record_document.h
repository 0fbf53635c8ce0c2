#pragma once
// The record on paper: who is responsible, each activity with all that it says, and what the
// activities share. One document, in the language of whoever asks.

#include "documents/documents.h"
#include "records/records.h"

namespace ombud::packs {

/// Errors of records::list().
Result<documents::Document> record_document(accounts::Office& office, const records::Kinds& kinds,
                                            Language language);

}  // namespace ombud::packs
