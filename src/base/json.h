#pragma once
// How JSON leaves the program: in answers, on standard output, in what is sealed.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "base/clock.h"

namespace ombud {

/// On one line, or a line a value with so many blanks a level. Bytes that are no UTF-8 become
/// U+FFFD: what came out of somebody's database must not end an answer.
std::string json_text(const nlohmann::ordered_json& json, int indent = -1);

/// Null where it is empty.
nlohmann::ordered_json text_json(const std::string& text);

/// As format_instant() writes it; null where there is none.
nlohmann::ordered_json instant_json(const std::optional<Instant>& at);

}  // namespace ombud
