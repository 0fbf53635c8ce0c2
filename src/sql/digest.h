#pragma once

#include <string>
#include <string_view>

namespace ombud::sql {

/// SHA-256, 32 bytes: for fingerprints and for lock names of one length.
std::string sha256(std::string_view bytes);

}  // namespace ombud::sql
