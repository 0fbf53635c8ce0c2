#pragma once
// Weights as they lie in a file: a first line "SLOTS CLASSES SCALE", then one character a weight,
// '#' being -45 and '}' 45, in units of SCALE; line ends between them mean nothing.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ombud::detectors {

/// The file NAME.model beside this one, compiled in; made by tools/names/train.
std::string_view model_file(std::string_view name);

}  // namespace ombud::detectors

namespace ombud::detectors::tagging {

struct Weights {
  std::size_t slots = 0;    // a power of two
  std::size_t classes = 0;  // weights a slot
  float scale = 0;
  std::vector<std::int8_t> values;

  const std::int8_t* at(std::uint32_t hash) const {
    return values.data() + (hash & (slots - 1)) * classes;
  }
};

constexpr int largest_weight = 45;

/// `text` must be such a file.
Weights read_weights(std::string_view text);
std::string written(const Weights& weights);

inline std::uint32_t mixed_hash(std::uint32_t a, std::uint32_t b) {
  std::uint32_t hash = (a + 0x9e3779b9u) * 0x85ebca6bu ^ (b + 0x7f4a7c15u) * 0xc2b2ae35u;
  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  return hash ^ hash >> 13;
}

}  // namespace ombud::detectors::tagging
