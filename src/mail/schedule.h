#pragma once
// Setting mail up is enough for it to be done: the entries of the schedule come with it.

#include "base/result.h"
#include "mail/mail.h"

namespace ombud::mail {

/// "mail-round", daily 06:30; "mail-fetch", every 5 minutes. One that is there stays as somebody
/// has set it. Errors of jobs::add_entry.
Result<void> schedule_round(accounts::Office& office);
Result<void> schedule_fetch(accounts::Office& office);

}  // namespace ombud::mail
