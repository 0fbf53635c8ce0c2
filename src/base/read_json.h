#pragma once
// JSON that somebody wrote by hand: where it is broken, that is said.

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/result.h"

namespace ombud {

/// Errc::invalid "base.bad_json" {line, column}, counted from 1; a column is a character.
Result<nlohmann::ordered_json> json_in(std::string_view text);

}  // namespace ombud
