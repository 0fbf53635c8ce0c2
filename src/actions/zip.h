#pragma once
// Files in one: a ZIP without compression, as every computer opens it.

#include <string>
#include <utility>
#include <vector>

namespace ombud::actions {

/// Names and contents, in their order. Fewer than 65,536 files and 4 GiB in all.
using NamedFiles = std::vector<std::pair<std::string, std::string>>;

std::string zip(const NamedFiles& files);

}  // namespace ombud::actions
