#pragma once
// Whether several activities may be one: what keeps them apart, and the purpose that they have in
// common. Pure.

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

/// Between two and so many can be made one at once.
inline constexpr std::size_t most_merged = 50;

/// What keeps them apart whatever their purposes are, each with what to do: fewer than two, one of
/// them twice, too many, over or put away, several organisations of ours, roles or joint
/// controllers.
std::vector<Error> apart(const records::Kind& kind, std::span<const records::Record> activities);

/// What all of them share, tasks before legal bases; empty: nothing.
std::vector<Common> common_to(std::span<const records::Record> activities);

}  // namespace ombud::processing
