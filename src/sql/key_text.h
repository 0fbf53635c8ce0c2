#pragma once
// A key as one text, for maps, sets and keyed hashes. Its form is part of the ledger's hashes: what
// was hashed once must come out the same for ever.

#include <string>

#include "sql/value.h"

namespace ombud::sql {

/// Length and canonical form of each value: no two keys have one text.
std::string key_text(const Row& key);

}  // namespace ombud::sql
