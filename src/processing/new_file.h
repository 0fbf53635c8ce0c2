#pragma once
// A file that a command leaves for its user.

#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud::processing {

/// Whole and on the disk under its name, or not there; readable by its owner only. Errc::conflict
/// "processing.file_there" {file}: nothing is overwritten; Errc::exhausted "processing.disk_full"
/// {file}; Errc::unavailable "processing.can_not_write" {file}.
Result<void> write_new_file(const std::string& file, std::string_view bytes);

}  // namespace ombud::processing
