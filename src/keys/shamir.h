#pragma once
// A secret in n shares of which any k give it back and fewer tell nothing: Shamir's scheme, byte by
// byte in the field of 256 elements that AES uses (x^8 + x^4 + x^3 + x + 1). Ours, because the
// packaged libgfshare draws its polynomials from random() unless it is told otherwise, and computes
// with tables indexed by the secret; what is here is forty lines with vectors to hold them against.
// No branch and no index depends on the secret.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace ombud::keys {

/// In the field; for the tests too.
std::uint8_t multiplied(std::uint8_t a, std::uint8_t b);
/// must() not be 0.
std::uint8_t inverse(std::uint8_t a);

struct Share {
  std::uint8_t x = 0;  // 1 to 255; which share it is.
  Secret bytes;        // As many as the secret has.
};

/// `needed` of `count`; must() be 1 ≤ needed ≤ count ≤ 255.
std::vector<Share> split_secret(std::string_view secret, int needed, int count);
/// Of at least as many shares as are needed, their `x` all different and their lengths the same.
/// With fewer, or wrong ones, the answer is nonsense: whoever asks must be able to tell.
Secret joined_secret(const std::vector<Share>& shares);

}  // namespace ombud::keys
