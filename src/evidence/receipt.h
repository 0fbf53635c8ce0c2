#pragma once
// A receipt (docs/formats/receipt.md): a statement without personal data, bound to an entry of the
// log by its hash, and the proof that the entry is in the log. Checked with nothing but a verifier
// key.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

/// The event and the name of the commitment that bind a receipt.
inline constexpr std::string_view receipt_event = "actions.receipt";
inline constexpr std::string_view receipt_commitment = "receipt";

/// The one way in which this JSON is written (docs/formats/canonical-json.md). Errc::invalid
/// "evidence.bad_json" {at}: no such JSON; `at` is the byte, from 1, at which it stops being so.
Result<std::string> canonical_json(std::string_view text);

/// What the entry must commit to under `receipt_commitment`: SHA-256 of the body's canonical bytes,
/// in hex. Errors of canonical_json.
Result<std::string> receipt_hash(std::string_view body_json);

/// The file. `proof` with its entry, whose commitment must be receipt_hash(body_json). Errors of
/// canonical_json and of check_receipt: what would be refused is not written.
Result<std::string> write_receipt(std::string_view body_json, const Proof& proof,
                                  const VerifierKey& key);

struct CheckedReceipt {
  Entry entry;  // Its sealed part is closed.
  std::uint64_t index = 0;
  Checkpoint checkpoint;
  std::string body;  // Canonical JSON.
  /// The texts of the body's three parts, where it has them.
  std::vector<std::string> done, kept, not_reached;
};

/// In the order in which it is checked: Errc::invalid "evidence.bad_receipt" {what}; the errors of
/// read_signed; Errc::invalid "evidence.bad_receipt" {what} where the key named is another;
/// "evidence.proof_does_not_hold"; "evidence.not_this_receipts_entry"; "evidence.receipt_changed".
Result<CheckedReceipt> check_receipt(std::string_view file, const VerifierKey& trusted);

}  // namespace ombud::evidence
