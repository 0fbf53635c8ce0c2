#pragma once
// One entry as bytes (docs/formats/evidence-log.md, Entry) and back.

#include <string>
#include <string_view>

#include "base/result.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

/// Tiles hold an entry's length in two bytes.
inline constexpr std::size_t largest_entry_bytes = 65'535;

/// What lies in an entry beside Entry's own fields.
struct StoredEntry {
  Entry entry;  // Without position and without its sealed part opened.
  std::string month;
  std::string sealed;
};

/// "2026-11": the month, in UTC, whose keys an entry of that time lies under.
std::string month_of(Instant at);
bool is_month(std::string_view text);

/// The bytes that are stored and hashed. Errc::invalid "evidence.entry_too_long" {bytes, most},
/// "evidence.bad_fact" {fact} where a text is not UTF-8 or a commitment stands twice.
Result<std::string> write_entry(const StoredEntry& stored);
/// Errc::invalid "evidence.bad_entry" unless exactly what write_entry() makes.
Result<StoredEntry> read_entry(std::string_view bytes);

/// What is sealed into an entry. Errc::invalid "evidence.bad_fact" {fact} where it is not UTF-8.
Result<std::string> write_sealed(const Entry::Sealed& sealed);
/// Errc::invalid "evidence.bad_entry".
Result<Entry::Sealed> read_sealed(std::string_view plain);

}  // namespace ombud::evidence
