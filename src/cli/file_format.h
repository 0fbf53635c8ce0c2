#pragma once
// In which format a command writes a file.

#include <initializer_list>
#include <string>

#include "cli/cli.h"

namespace ombud::cli {

/// What --format says; without it the ending of the file at --out where it is one of `known`
/// ("list.PDF" is a pdf); else `otherwise`.
std::string file_format(const Call& call, std::initializer_list<std::string_view> known,
                        std::string_view otherwise);

}  // namespace ombud::cli
