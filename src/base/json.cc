#include "base/json.h"

#include <nlohmann/json.hpp>

namespace ombud {

using nlohmann::ordered_json;

std::string json_text(const ordered_json& json, int indent) {
  return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json text_json(const std::string& text) {
  return text.empty() ? ordered_json() : ordered_json(text);
}

ordered_json instant_json(const std::optional<Instant>& at) {
  return at ? ordered_json(format_instant(*at)) : ordered_json();
}

}  // namespace ombud
