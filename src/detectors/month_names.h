#pragma once
// The months' names in Swedish, Danish, Norwegian, Finnish and English.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud::detectors {

/// 1 to 12 for a folded name, whole or abbreviated, Finnish also in the partitive of dates.
std::optional<int> month_of_name(std::string_view folded);
/// Every folded name of a month, 1 to 12.
std::vector<std::string> names_of_month(int month);

}  // namespace ombud::detectors
