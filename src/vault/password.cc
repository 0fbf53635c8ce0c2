// Passwords as Argon2id hashes. One hash takes 46 MiB and some 70 ms of one core, so only two run
// at a time: a flood of sign-ins waits instead of taking all memory.

#include <sodium.h>

#include <new>
#include <semaphore>

#include "vault/crypto.h"
#include "vault/vault.h"

namespace ombud::vault {

namespace {

constexpr std::size_t memory_bytes = 46u << 20;
constexpr unsigned long long passes = 1;

// The hash of a random password that nobody knows: an account that does not exist is checked
// against it and takes as long as one that does.
constexpr const char* nobodys_hash =
    "$argon2id$v=19$m=47104,t=1,p=1$grhu0Od/G/+GYQmU02/IzQ"
    "$5sqOg7vVWhcrvq7XLiN9w0O19VnOUrSoc6N8mjwWYZg";

std::counting_semaphore<2>& places() {
  static std::counting_semaphore<2> both(2);
  return both;
}

class Place {
 public:
  Place() { places().acquire(); }

  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  ~Place() { places().release(); }
};

}  // namespace

std::string hash_password(const Secret& password) {
  start_sodium();
  const Place place;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  // It fails only where there is no memory.
  if (crypto_pwhash_str_alg(hash.data(), password.reveal().data(), password.reveal().size(), passes,
                            memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return hash.data();
}

bool password_matches(std::string_view hash, const Secret& password) {
  start_sodium();
  const Place place;
  const std::string asked(hash.empty() ? nobodys_hash : hash);
  const bool matches = crypto_pwhash_str_verify(asked.c_str(), password.reveal().data(),
                                                password.reveal().size()) == 0;
  return matches && !hash.empty();
}

bool password_hash_is_current(const std::string& hash) {
  start_sodium();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory_bytes) == 0;
}

}  // namespace ombud::vault
