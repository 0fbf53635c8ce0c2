#pragma once
// Whether an entry's bytes are well-formed and say what its columns say, found out without reading
// them as JSON: canonical bytes can be written in one way only, so what the columns make is held
// against them piece by piece.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace ombud::evidence {

/// An entry's columns where the database holds them.
struct EntryColumns {
  std::string_view id;
  std::int64_t at = 0;  // Microseconds since 1970.
  std::string_view event;
  std::string_view object;
  std::string_view pseudonym;
  std::string_view month;
};

/// Remembers the day and the month of the entry before, which are mostly those of the next: one for
/// each thread.
class EntryMatch {
 public:
  /// True only where read_entry() takes `bytes` and all that it reads is what the columns say.
  /// False says nothing yet: a text that JSON writes with an escape is left to read_entry().
  bool holds(const EntryColumns& columns, std::string_view bytes);

 private:
  bool take_instant(std::string_view& rest, std::int64_t at);
  bool take_month(std::string_view& rest, std::string_view month);

  Day day_;
  std::string written_day_;  // Empty where `day_` can't be written.
  std::string month_;
};

}  // namespace ombud::evidence
