#include "mail/schedule.h"

#include "jobs/schedule.h"

namespace ombud::mail {

namespace {

Result<void> schedule(accounts::Office& office, const jobs::EntryWish& wish) {
  return jobs::have_entry(office, jobs::Kinds(mail::job_kinds({})), wish);
}

}  // namespace

Result<void> schedule_round(accounts::Office& office) {
  return schedule(office, {.name = "mail-round",
                           .kind = "mail.round",
                           .parameters = {},
                           .recurrence = "daily 06:30",
                           .zone = ""});
}

Result<void> schedule_fetch(accounts::Office& office) {
  return schedule(office, {.name = "mail-fetch",
                           .kind = "mail.fetch",
                           .parameters = {},
                           .recurrence = "every 5 minutes",
                           .zone = ""});
}

}  // namespace ombud::mail
