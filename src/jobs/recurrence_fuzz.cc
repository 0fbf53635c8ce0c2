// "weekly monday 02:30".
#include "base/result.h"
#include "jobs/recurrence.h"

namespace ombud::fuzz {

void jobs_recurrence(std::string_view input) {
  const Result<jobs::Recurrence> recurrence = jobs::Recurrence::parse(input);
  if (!recurrence) return;
  const Result<jobs::Recurrence> again = jobs::Recurrence::parse(recurrence->text());
  must(again.has_value() && *again == *recurrence);
  static const Zone zone = Zone::find("Europe/Copenhagen").value();
  // Around the hours that are skipped and that come twice.
  for (const char* text :
       {"2026-03-29T00:59:59Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z"}) {
    const Instant at = *parse_instant(text);
    const Instant next = recurrence->next(zone, at);
    must(next > at && recurrence->last(zone, at) <= at);
    must(recurrence->last(zone, next) == next);
    must(recurrence->last(zone, next - std::chrono::microseconds(1)) <= at);
  }
}

}  // namespace ombud::fuzz
