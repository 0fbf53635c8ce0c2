#pragma once
// Whether several activities have a purpose in common. Pure.

#include <span>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace ombud::processing {

struct Common {
  std::string_view because;  // "same_task", "same_basis": as `merged_because` says it.
  std::string_view key;      // Of the sentence that says it, with {what}.
  std::string_view field;    // Whose choice `word` is; empty: it is said as it is.
  std::string word;
};

/// What all of them share, tasks before legal bases; empty: nothing.
std::vector<Common> common_to(std::span<const records::Record> activities);

}  // namespace ombud::processing
