// Canonical JSON, and the log's entries made of it.
#include "base/result.h"
#include "evidence/entry.h"
#include "evidence/json.h"
#include "evidence/receipt.h"

namespace ombud::fuzz {

void evidence_json(std::string_view input) {
  const Result<evidence::Json> json = evidence::read_json(input);
  if (json) {
    const std::string text = evidence::written(*json);
    const Result<evidence::Json> again = evidence::read_canonical_json(text);
    must(again.has_value() && evidence::written(*again) == text);
  }
  if (const auto canonical = evidence::read_canonical_json(input))
    must(evidence::written(*canonical) == input);
  if (const auto stored = evidence::read_entry(input))
    must(evidence::write_entry(*stored).value() == input);
  if (const auto sealed = evidence::read_sealed(input))
    must(evidence::write_sealed(*sealed).value() == input);
  if (const auto hash = evidence::receipt_hash(input)) must(hash->size() == 64);
}

}  // namespace ombud::fuzz
