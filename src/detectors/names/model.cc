#include "detectors/names/model.h"

#include <charconv>
#include <cmath>

#include "base/result.h"

namespace ombud::detectors::tagging {

namespace {

constexpr std::size_t line_length = 96;

template <typename Number>
Number next_number(std::string_view& line) {
  Number number{};
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  must(error == std::errc());
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (line.starts_with(' ')) line.remove_prefix(1);
  return number;
}

}  // namespace

Weights read_weights(std::string_view text) {
  Weights weights;
  const std::size_t line_end = text.find('\n');
  must(line_end != std::string_view::npos);
  std::string_view line = text.substr(0, line_end);
  weights.slots = next_number<std::size_t>(line);
  weights.classes = next_number<std::size_t>(line);
  weights.scale = next_number<float>(line);
  weights.values.reserve(weights.slots * weights.classes);
  for (const char c : text.substr(line_end))
    if (c != '\n') weights.values.push_back(static_cast<std::int8_t>(c - '#' - largest_weight));
  must(weights.values.size() == weights.slots * weights.classes);
  return weights;
}

std::string written(const Weights& weights) {
  std::string text = std::to_string(weights.slots) + " " + std::to_string(weights.classes) + " " +
                     std::to_string(weights.scale);
  for (std::size_t i = 0; i < weights.values.size(); ++i) {
    if (i % line_length == 0) text += '\n';
    text += static_cast<char>(weights.values[i] + largest_weight + '#');
  }
  return text + "\n";
}

}  // namespace ombud::detectors::tagging
