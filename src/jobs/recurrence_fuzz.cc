// "weekly monday 02:30".
#include "base/result.h"
#include "jobs/recurrence.h"

namespace ombud::fuzz {

void jobs_recurrence(std::string_view input) {
  const Result<jobs::Recurrence> recurrence = jobs::Recurrence::parse(input);
  if (!recurrence) return;
  const Result<jobs::Recurrence> again = jobs::Recurrence::parse(recurrence->text());
  must(again.has_value() && *again == *recurrence);
}

}  // namespace ombud::fuzz
