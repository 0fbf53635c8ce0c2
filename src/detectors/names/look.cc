#include "detectors/names/look.h"

#include <algorithm>
#include <cmath>

namespace ombud::detectors::tagging {

Look look_of(const Weights& weights, std::string_view folded) {
  std::array<int, looks> sums{};
  for_each_gram(folded, [&](std::uint32_t hash) {
    const std::int8_t* weight = weights.at(hash);
    for (std::size_t i = 0; i < looks; ++i) sums[i] += weight[i];
  });
  const int largest = *std::max_element(sums.begin(), sums.end());
  std::array<float, looks> shares;
  float total = 0;
  for (std::size_t i = 0; i < looks; ++i)
    total += shares[i] = std::exp(static_cast<float>(sums[i] - largest) * weights.scale);
  Look look;
  for (std::size_t i = 0; i < looks; ++i)
    look[i] = static_cast<std::uint8_t>(100 * shares[i] / total);
  return look;
}

}  // namespace ombud::detectors::tagging
