#pragma once
// The list of findings as a document, to take to a meeting or to keep.

#include "documents/documents.h"
#include "drift/draft.h"

namespace ombud::drift {

/// What `wanted` asks for, whatever its number: rows are read page by page while it is written.
/// `office` and `kinds` must outlive it.
documents::Document document_of(accounts::Office& office, const records::Kinds& kinds,
                                const Wanted& wanted, Language language);

}  // namespace ombud::drift
