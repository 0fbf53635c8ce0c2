#pragma once
// What a word looks like by the letters it is made of: an ordinary word, a given name, a surname or
// a place. It tells of words that are in no list.

#include <array>
#include <cstdint>
#include <string_view>

#include "detectors/names/model.h"

namespace ombud::detectors::tagging {

constexpr std::size_t looks = 4;  // ordinary word, given name, surname, place
constexpr std::size_t longest_gram = 5;

/// Calls `with` with the hash of each piece of `word`, which is folded: 2 to 5 bytes, its beginning
/// and its end being bytes too.
template <typename With>
void for_each_gram(std::string_view word, With with) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    if (i == 0) return 2;
    return i <= word.size() ? static_cast<unsigned char>(word[i - 1]) : 3;
  };
  for (std::size_t start = 0; start < word.size() + 1; ++start) {
    std::uint32_t hash = byte(start);
    for (std::size_t length = 2; length <= longest_gram && start + length <= word.size() + 2;
         ++length) {
      hash = (hash * 0x01000193u) ^ (byte(start + length - 1) * 0x9e3779b1u);
      with(hash ^ hash >> 15);
    }
  }
}

/// How likely each look is, in per cent.
using Look = std::array<std::uint8_t, looks>;

Look look_of(const Weights& weights, std::string_view folded);

}  // namespace ombud::detectors::tagging
