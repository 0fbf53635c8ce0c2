#pragma once
// Which of the found rows are one person, and where only a person can say so. Pure.

#include <string>
#include <vector>

#include "subjects/search.h"

namespace ombud::subjects {

struct Group {
  std::vector<RowHit> rows;
  std::vector<bool> ambiguous;  // Of each row.
  bool needs_choice = false;
};

/// Rows that share a national id or an e-mail are one group. A row is ambiguous where only a name
/// met it, or where rows of the group disagree: other names or another national id for the same
/// e-mail. A row met by its key is certain.
std::vector<Group> group(std::vector<RowHit> hits);

/// Whether two names can be one person's: all words of the shorter stand in the longer.
bool names_agree(const std::string& one, const std::string& other);

}  // namespace ombud::subjects
