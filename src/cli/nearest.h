#pragma once
// "Did you mean …?"

#include <string>
#include <string_view>
#include <vector>

namespace ombud::cli {

/// The candidate that differs from `word` by the fewest added, dropped, changed or swapped letters;
/// empty where none is near enough that a typing error explains it.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace ombud::cli
