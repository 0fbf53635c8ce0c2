// A proof as text (C2SP tlog-proof), and whether it holds.
#include <algorithm>

#include "base/text.h"
#include "evidence/decimal.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

namespace {

constexpr std::string_view format = "c2sp.org/tlog-proof@v1";
constexpr std::size_t most_hashes = 63;  // A log has at most 2^63 - 1 entries.

Failure bad_proof() { return fail(Errc::invalid, "evidence.bad_proof"); }

}  // namespace

Result<void> check(const Proof& proof, const VerifierKey& key) {
  const Checkpoint checkpoint = TRY(read_signed(proof.checkpoint, key));
  if (!inclusion_holds(leaf_hash(proof.entry), proof.index, checkpoint.size, proof.hashes,
                       checkpoint.root))
    return fail(Errc::invalid, "evidence.proof_does_not_hold");
  return {};
}

std::string write_proof(const Proof& proof) {
  std::string text = std::string(format) + "\n";
  if (!proof.entry.empty()) text += "extra " + to_base64(proof.entry) + "\n";
  text += "index " + std::to_string(proof.index) + "\n";
  for (const Hash& hash : proof.hashes) text += to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<Proof> read_proof(std::string_view text) {
  const std::size_t gap = text.find("\n\n");
  if (gap == std::string_view::npos) return bad_proof();
  const std::vector<std::string> lines = split(text.substr(0, gap), '\n');
  std::size_t next = 0;
  if (lines[next++] != format) return bad_proof();

  Proof proof;
  if (next < lines.size() && lines[next].starts_with("extra ")) {
    const Result<std::string> entry = from_base64(lines[next++].substr(6));
    if (!entry || entry->empty()) return bad_proof();
    proof.entry = *entry;
  }
  if (next == lines.size() || !lines[next].starts_with("index ")) return bad_proof();
  const std::optional<std::uint64_t> index = from_decimal(lines[next++].substr(6));
  if (!index || lines.size() - next > most_hashes) return bad_proof();
  proof.index = *index;
  for (; next < lines.size(); ++next) {
    const Result<std::string> hash = from_base64(lines[next]);
    if (!hash || hash->size() != 32) return bad_proof();
    proof.hashes.push_back(*hash);
  }
  proof.checkpoint = text.substr(gap + 2);
  return proof;
}

}  // namespace ombud::evidence
