// The bytes by which a run over many persons looks for them again.
#include <cstring>

#include "actions/bytes.h"
#include "actions/many.h"

namespace ombud::actions {

std::string write_recheck(const Recheck& recheck) {
  std::string bytes;
  put_number(bytes, recheck.sought.size());
  for (const Sought& sought : recheck.sought) {
    char raw[12];
    std::memcpy(raw, &sought.hash, 8);
    std::memcpy(raw + 8, &sought.tail, 4);
    bytes.append(raw, sizeof raw);
  }
  put_number(bytes, recheck.identifiers.size());
  for (const detectors::Identifier& identifier : recheck.identifiers) {
    put_text(bytes, detectors::word(identifier.kind));
    put_text(bytes, identifier.value);
  }
  return bytes;
}

Result<Recheck> read_recheck(std::string_view bytes) {
  const Failure damaged = fail(Errc::internal, "actions.plan_damaged");
  Recheck recheck;
  Reader reader(bytes);
  const std::uint64_t sought = reader.number();
  for (std::uint64_t i = 0; i < sought && reader.ok(); ++i) {
    const std::string_view raw = reader.text(12);
    if (!reader.ok()) return damaged;
    Sought one;
    std::memcpy(&one.hash, raw.data(), 8);
    std::memcpy(&one.tail, raw.data() + 8, 4);
    recheck.sought.push_back(one);
  }
  const std::uint64_t identifiers = reader.number();
  for (std::uint64_t i = 0; i < identifiers && reader.ok(); ++i) {
    const auto kind = detectors::kind_of_word(reader.text());
    const std::string value(reader.text());
    if (!reader.ok() || !kind) return damaged;
    recheck.identifiers.push_back({*kind, value});
  }
  if (!reader.ok() || !reader.at_end()) return damaged;
  return recheck;
}

}  // namespace ombud::actions
