// What strangers hand to a verifier: checkpoints, proofs, keys, receipts.
#include "base/result.h"
#include "evidence/checkpoint.h"
#include "evidence/evidence.h"
#include "evidence/receipt.h"

namespace ombud::fuzz {

void evidence_checkpoint(std::string_view input) {
  // Of nobody: whatever is signed, it is not by this key.
  static const evidence::VerifierKey key = [] {
    evidence::VerifierKey made{"ombud/corpus/1", std::string(32, 'k')};
    return evidence::read_verifier_key(evidence::write_verifier_key(made)).value();
  }();
  if (const auto checkpoint = evidence::read_unsigned(input))
    must(input.starts_with(evidence::note_text(*checkpoint)));
  must(!evidence::read_signed(input, key).has_value());  // Nobody has the private key.
  must(!evidence::check_receipt(input, key).has_value());
  if (const auto read = evidence::read_verifier_key(input))
    must(evidence::write_verifier_key(*read) == input);
  if (const auto proof = evidence::read_proof(input)) {
    const auto again = evidence::read_proof(evidence::write_proof(*proof));
    must(again.has_value() && again->hashes == proof->hashes && again->entry == proof->entry &&
         again->index == proof->index && again->checkpoint == proof->checkpoint);
    must(!evidence::check(*proof, key).has_value());
  }
}

}  // namespace ombud::fuzz
