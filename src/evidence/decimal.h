#pragma once
// Numbers as they stand in checkpoints and proofs: ASCII digits in one spelling only.

#include <cstdint>
#include <optional>
#include <string_view>

namespace ombud::evidence {

/// Nothing where there is a sign, a leading zero, another character or more than 2^63 - 1.
inline std::optional<std::uint64_t> from_decimal(std::string_view text) {
  if (text.empty() || text.size() > 19 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');  // 19 digits stay below 2^64.
  }
  if (value > INT64_MAX) return std::nullopt;
  return value;
}

}  // namespace ombud::evidence
