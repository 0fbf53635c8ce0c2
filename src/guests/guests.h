#pragma once
// Somebody without an account is asked something about exactly one record: a processor confirms its
// own entry, a department describes what it does. He gets a link by mail; what he answers is a
// proposal, which somebody with an account takes field by field.
//
//     waiting → answered → taken
//        ↑ ↘       │   ↘ refused
//        └──(sent back)     withdrawn: from waiting · expired: waiting, and its day is over
//
// The link leads to nothing of the record but a sealed copy of what was chosen for him; who opens
// it has no session and no permission, and no function of the record engine is asked for him.
//
// Law: GDPR arts. 5(1)(d), 28(3)(h), 30, 32(1)(b).

#include <span>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "records/records.h"

namespace ombud::guests {

/// How long an answer, and who was asked, is kept after the end; that it was asked stays.
inline constexpr std::chrono::days contents_kept{90};
/// What is older is emptied, and its links opened by nobody any more; how many.
Result<std::int64_t> expire(accounts::Office& office, bool only_count);

/// Answers that wait for whoever asked.
Result<records::Waits> answers_waiting(accounts::Office& office);
/// What nobody has answered after the last reminder, or before its day.
Result<records::Waits> silent_waiting(accounts::Office& office);

/// "guests.remind": of one request, seven days after it was sent and again seven days later.
std::vector<jobs::Kind> job_kinds();
std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds);
std::vector<accounts::Route> routes(records::KindsOf kinds);
std::span<const store::Migration> migrations();

}  // namespace ombud::guests
