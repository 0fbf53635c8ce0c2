// Instants, days and ids.
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"

namespace ombud::fuzz {

void base_clock(std::string_view input) {
  if (const auto at = parse_instant(input)) {
    const auto again = parse_instant(format_instant(*at));
    must(again.has_value() && *again == *at);
  }
  if (const auto day = parse_day(input)) must(format_day(*day) == input);
  is_uuid(input);
}

}  // namespace ombud::fuzz
