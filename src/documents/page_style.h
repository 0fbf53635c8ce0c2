#pragma once
// The one style sheet of every page, in light, dark and print.

#include <string_view>

namespace ombud::documents {

std::string_view page_style();

}  // namespace ombud::documents
