#pragma once
// What the vault asks of libsodium, in the vault's own words. Each key is used for one thing only:
// from one secret, derive_key() makes as many independent ones as there are labels.

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace ombud::vault {

inline constexpr std::size_t key_bytes = 32;

/// 256 secret bits, overwritten when they go.
class Key {
 public:
  /// A new random key.
  static Key make();
  /// must() be 32 bytes.
  explicit Key(std::string_view bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), key_bytes};
  }

  const unsigned char* data() const { return bytes_.data(); }

 private:
  Key() = default;
  std::array<unsigned char, key_bytes> bytes_{};
};

/// Each part preceded by its length in four bytes, so that ("ab", "c") and ("a", "bc") differ.
std::string joined(std::initializer_list<std::string_view> parts);

/// BLAKE2b with `key` over the parts; `size` 16 to 64 bytes.
std::string keyed_hash(const Key& key, std::initializer_list<std::string_view> parts,
                       std::size_t size = 32);
Key derive_key(const Key& from, std::initializer_list<std::string_view> label);

/// Version byte 1, a random nonce of 24 bytes, then XChaCha20-Poly1305's ciphertext and tag.
/// `bound` is authenticated with it and must be the same to open.
std::string seal_with(const Key& key, std::string_view bound, std::string_view plain);
/// Nothing where key, `bound` or a byte is another.
std::optional<Secret> open_with(const Key& key, std::string_view bound, std::string_view sealed);

/// Starts libsodium; the functions of this room call it themselves.
void start_sodium();

}  // namespace ombud::vault
