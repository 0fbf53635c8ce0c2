#include "base/sentence.h"

#include <algorithm>

namespace ombud {

namespace {

// What the place says: "count", or "count:record|records".
std::string_view said_at(std::string_view place, std::string_view value) {
  const std::size_t colon = place.find(':');
  if (colon == std::string_view::npos) return value;
  const std::string_view words = place.substr(colon + 1);
  const std::size_t bar = words.find('|');
  if (bar == std::string_view::npos) return words;
  return value == "1" ? words.substr(0, bar) : words.substr(bar + 1);
}

}  // namespace

std::string filled(std::string_view sentence, const Params& params) {
  // From left to right, so that braces inside a parameter are not taken for a place.
  std::string said;
  for (std::size_t i = 0; i < sentence.size();) {
    const std::size_t end = sentence[i] == '{' ? sentence.find('}', i) : std::string_view::npos;
    const std::string_view place =
        end == std::string_view::npos ? std::string_view{} : sentence.substr(i + 1, end - i - 1);
    const std::string_view name = place.substr(0, place.find(':'));
    const auto param =
        std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.first == name; });
    if (end != std::string_view::npos && param != params.end()) {
      said += said_at(place, param->second);
      i = end + 1;
    } else {
      said += sentence[i++];
    }
  }
  return said;
}

}  // namespace ombud
