#pragma once
// What this room's tests and the corpus of tests/verifiers make logs with. Included by tests only.

#include <sodium.h>

#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/checkpoint.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

/// Somebody who signs checkpoints, with a key of his own.
class Signer {
 public:
  /// With a new key, or with the one that 32 bytes of `seed` give.
  explicit Signer(std::string name, std::string seed = {}) : secret_(64, '\0') {
    must(sodium_init() >= 0);
    seed.resize(32, '\0');
    if (seed == std::string(32, '\0')) randombytes_buf(seed.data(), seed.size());
    key_ = {std::move(name), std::string(32, '\0')};
    must(crypto_sign_seed_keypair(bytes(key_.public_key), bytes(secret_), bytes(seed)) == 0);
  }

  const VerifierKey& key() const { return key_; }

  std::string signature(const std::string& text) const {
    std::string signature(64, '\0');
    must(crypto_sign_detached(bytes(signature), nullptr,
                              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                              reinterpret_cast<const unsigned char*>(secret_.data())) == 0);
    return signature;
  }

  std::string sign(const Checkpoint& checkpoint) const {
    return write_signed(checkpoint, key_, signature(note_text(checkpoint)));
  }

  /// Any text, in the form of a note.
  std::string sign_text(const std::string& text) const {
    const std::string line = write_signed({}, key_, signature(text));
    return text + "\n" + line.substr(line.find("\u2014"));
  }

 private:
  static unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
  }

  VerifierKey key_;
  std::string secret_;
};

/// A log in memory.
class TestLog {
 public:
  TestLog(std::size_t size, const Signer& signer) : TestLog(some_entries(size), signer) {}

  TestLog(std::vector<std::string> entries, const Signer& signer)
      : entries_(std::move(entries)), signer_(signer) {}

  static std::vector<std::string> some_entries(std::size_t size) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < size; ++i) entries.push_back("entry " + std::to_string(i));
    return entries;
  }

  const std::vector<std::string>& entries() const { return entries_; }

  Checkpoint checkpoint() const {
    Frontier frontier;
    for (const std::string& entry : entries_) frontier.add(leaf_hash(entry));
    return {signer_.key().name, entries_.size(), frontier.root()};
  }

  std::string note() const { return signer_.sign(checkpoint()); }

  Proof prove(std::uint64_t index) const {
    const auto subtree = [this](unsigned level, std::uint64_t at) -> Result<Hash> {
      Frontier frontier;
      for (std::uint64_t i = at << level; i < (at + 1) << level; ++i)
        frontier.add(leaf_hash(entries_[i]));
      return frontier.root();
    };
    return {index, *inclusion_proof(index, entries_.size(), subtree), note(), entries_[index]};
  }

 private:
  std::vector<std::string> entries_;
  const Signer& signer_;
};

}  // namespace ombud::evidence
