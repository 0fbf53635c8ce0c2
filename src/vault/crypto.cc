#include "vault/crypto.h"

#include <sodium.h>

#include "base/result.h"
#include "vault/vault.h"

namespace ombud::vault {

namespace {

constexpr char sealed_version = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == key_bytes);

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

void start_sodium() {
  static const int started = sodium_init();
  must(started >= 0);
}

Key Key::make() {
  start_sodium();
  Key key;
  randombytes_buf(key.bytes_.data(), key_bytes);
  return key;
}

Key::Key(std::string_view bytes) {
  must(bytes.size() == key_bytes);
  std::copy(bytes.begin(), bytes.end(), bytes_.begin());
}

Key::~Key() { sodium_memzero(bytes_.data(), key_bytes); }

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) {
    must(part.size() <= UINT32_MAX);
    for (int shift = 24; shift >= 0; shift -= 8)
      all += static_cast<char>(part.size() >> shift & 0xff);
    all += part;
  }
  return all;
}

std::string keyed_hash(const Key& key, std::initializer_list<std::string_view> parts,
                       std::size_t size) {
  start_sodium();
  const std::string input = joined(parts);
  std::string hash(size, '\0');
  must(crypto_generichash(raw(hash), size, raw(input), input.size(), key.data(), key_bytes) == 0);
  return hash;
}

Key derive_key(const Key& from, std::initializer_list<std::string_view> label) {
  std::string bytes = keyed_hash(from, label);
  Key key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

std::string seal_with(const Key& key, std::string_view bound, std::string_view plain) {
  start_sodium();
  std::string sealed(1 + nonce_bytes + plain.size() + tag_bytes, '\0');
  sealed[0] = sealed_version;
  unsigned char* nonce = raw(sealed) + 1;
  randombytes_buf(nonce, nonce_bytes);
  must(crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, raw(plain),
                                                  plain.size(), raw(bound), bound.size(), nullptr,
                                                  nonce, key.data()) == 0);
  return sealed;
}

std::optional<Secret> open_with(const Key& key, std::string_view bound, std::string_view sealed) {
  start_sodium();
  if (sealed.size() < 1 + nonce_bytes + tag_bytes || sealed[0] != sealed_version)
    return std::nullopt;
  const std::string_view nonce = sealed.substr(1, nonce_bytes);
  const std::string_view cipher = sealed.substr(1 + nonce_bytes);
  std::string plain(cipher.size() - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(cipher),
                                                 cipher.size(), raw(bound), bound.size(),
                                                 raw(nonce), key.data()) != 0)
    return std::nullopt;
  return Secret(std::move(plain));
}

std::string sha256(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  must(crypto_hash_sha256(raw(hash), raw(bytes), bytes.size()) == 0);
  return hash;
}

bool signature_matches(std::string_view message, std::string_view signature,
                       std::string_view public_key) {
  start_sodium();
  if (signature.size() != crypto_sign_BYTES || public_key.size() != crypto_sign_PUBLICKEYBYTES)
    return false;
  return crypto_sign_verify_detached(raw(signature), raw(message), message.size(),
                                     raw(public_key)) == 0;
}

std::string random_bytes(std::size_t size) {
  start_sodium();
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), size);
  return bytes;
}

}  // namespace ombud::vault
