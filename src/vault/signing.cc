#include "vault/signing.h"

#include <sodium.h>

#include "base/result.h"

namespace ombud::vault {

namespace {

// Overwritten when it goes.
struct Pair {
  std::string public_key = std::string(crypto_sign_PUBLICKEYBYTES, '\0');
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};

  explicit Pair(const Key& seed) {
    start_sodium();
    must(crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()),
                                  secret.data(), seed.data()) == 0);
  }

  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;

  ~Pair() { sodium_memzero(secret.data(), secret.size()); }
};

}  // namespace

std::string public_of(const Key& seed) { return Pair(seed).public_key; }

std::string signed_with(const Key& seed, std::string_view message) {
  const Pair pair(seed);
  std::string signature(crypto_sign_BYTES, '\0');
  must(crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                            pair.secret.data()) == 0);
  return signature;
}

}  // namespace ombud::vault
