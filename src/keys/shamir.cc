#include "keys/shamir.h"

#include "base/result.h"
#include "vault/vault.h"

namespace ombud::keys {

std::uint8_t multiplied(std::uint8_t a, std::uint8_t b) {
  unsigned product = 0;
  unsigned left = a;
  for (int bit = 0; bit < 8; ++bit) {
    product ^= left & (0u - (static_cast<unsigned>(b) >> bit & 1u));
    left = (left << 1) ^ (0x11bu & (0u - (left >> 7 & 1u)));
  }
  return static_cast<std::uint8_t>(product);
}

std::uint8_t inverse(std::uint8_t a) {
  must(a != 0);
  // a^254, which is 1/a because a^255 is 1.
  std::uint8_t power = a;
  std::uint8_t result = 1;
  for (int bit = 1; bit < 8; ++bit) {
    power = multiplied(power, power);
    result = multiplied(result, power);
  }
  return result;
}

std::vector<Share> split_secret(std::string_view secret, int needed, int count) {
  must(1 <= needed && needed <= count && count <= 255);
  std::vector<std::string> bytes(static_cast<std::size_t>(count));
  for (const char byte : secret) {
    // A polynomial through (0, byte), its other coefficients random.
    const Secret random(vault::random_bytes(static_cast<std::size_t>(needed - 1)));
    for (int x = 1; x <= count; ++x) {
      std::uint8_t value = 0;
      for (int i = needed - 2; i >= 0; --i)
        value = multiplied(
            value ^ static_cast<std::uint8_t>(random.reveal()[static_cast<std::size_t>(i)]),
            static_cast<std::uint8_t>(x));
      bytes[static_cast<std::size_t>(x - 1)] +=
          static_cast<char>(value ^ static_cast<std::uint8_t>(byte));
    }
  }
  std::vector<Share> shares;
  for (int x = 1; x <= count; ++x)
    shares.push_back(
        {static_cast<std::uint8_t>(x), Secret(std::move(bytes[static_cast<std::size_t>(x - 1)]))});
  return shares;
}

Secret joined_secret(const std::vector<Share>& shares) {
  must(!shares.empty());
  std::string secret(shares.front().bytes.reveal().size(), '\0');
  for (const Share& share : shares) {
    must(share.bytes.reveal().size() == secret.size());
    // Lagrange at 0: the product of x_j / (x_j - x_i), where subtraction is xor.
    std::uint8_t weight = 1;
    for (const Share& other : shares)
      if (other.x != share.x)
        weight = multiplied(weight, multiplied(other.x, inverse(other.x ^ share.x)));
    for (std::size_t i = 0; i < secret.size(); ++i)
      secret[i] = static_cast<char>(
          secret[i] ^ multiplied(weight, static_cast<std::uint8_t>(share.bytes.reveal()[i])));
  }
  return Secret(std::move(secret));
}

}  // namespace ombud::keys
