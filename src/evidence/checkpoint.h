#pragma once
// A checkpoint is a signed sentence "this log had these entries": C2SP tlog-checkpoint in a signed
// note. The verifier key that the organisation hands out is written NAME+KEYID+BASE64 (C2SP
// signed-note), e.g. "ombud.example/7c…+1a2b3c4d+AQ…".

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "evidence/merkle.h"

namespace ombud::evidence {

struct Checkpoint {
  std::string origin;  // Names the log and its epoch; the same as the key's name.
  std::uint64_t size = 0;
  Hash root;
};

/// "origin\nsize\nbase64(root)\n".
std::string note_text(const Checkpoint& checkpoint);

struct VerifierKey {
  std::string name;
  std::string public_key;  // 32 bytes, Ed25519
};

/// Errc::invalid "evidence.bad_key".
Result<VerifierKey> read_verifier_key(std::string_view text);
std::string write_verifier_key(const VerifierKey& key);

/// Text, blank line and "— name base64(keyID||signature)".
std::string write_signed(const Checkpoint& checkpoint, const VerifierKey& key,
                         std::string_view signature);
/// The checkpoint, once a signature of `key` on it holds; signatures of unknown keys are passed
/// over (up to 16 lines). Errc::invalid "evidence.bad_checkpoint", Errc::forbidden
/// "evidence.unknown_key" {key} (no line of this key), "evidence.bad_signature" {key},
/// "evidence.other_origin" {key, origin} (the key's name is not the origin).
Result<Checkpoint> read_signed(std::string_view note, const VerifierKey& key);

/// What a note says before anybody trusts it. Errc::invalid "evidence.bad_checkpoint".
Result<Checkpoint> read_unsigned(std::string_view note);

}  // namespace ombud::evidence
