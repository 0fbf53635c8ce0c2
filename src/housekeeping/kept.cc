// The list of what is kept, with its periods.

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "accounts/rows.h"
#include "accounts/sessions.h"
#include "actions/actions.h"
#include "guests/guests.h"
#include "housekeeping/housekeeping.h"
#include "mail/mail.h"
#include "records/records.h"
#include "retention/retention.h"
#include "serve/answers.h"
#include "subjects/subjects.h"
#include "vault/files.h"

namespace ombud::housekeeping {

namespace {

using accounts::Office;

constexpr std::chrono::days plans_kept{90};
constexpr std::chrono::days delays_kept{7};
constexpr std::chrono::days migration_backups_kept{90};
constexpr std::size_t most_jobs = 100'000;

std::string days(std::chrono::days count) { return std::to_string(count.count()); }

// No action was planned before the beginning.
const Instant beginning{};

Result<std::int64_t> expire_jobs(Office& office, bool only_count) {
  const Instant before = office.clock.now() - jobs::kept_after_end;
  if (!only_count) return jobs::expire(office, before);
  const std::vector<jobs::Job> all = TRY(jobs::list(office, std::nullopt, most_jobs));
  return std::count_if(all.begin(), all.end(), [&](const jobs::Job& job) {
    return !jobs::is_live(job.state) && job.ended_at && *job.ended_at < before;
  });
}

Result<std::int64_t> expire_delays(Office& office, bool only_count) {
  if (only_count) return std::int64_t{0};  // They hold a keyed hash of a name, and are few.
  store::Transaction transaction = TRY(office.store.begin_installation());
  TRY(accounts::rows::forget_delays(transaction, office.clock.now() - delays_kept));
  TRY(transaction.commit());
  return std::int64_t{0};
}

Result<std::int64_t> expire_log_keys(Office& office, bool only_count) {
  const std::string month = evidence::first_kept_month(office.clock.now());
  if (only_count) return office.vault.count_months_before(month);
  if (TRY(office.vault.count_months_before(month)) == 0) return std::int64_t{0};
  return office.log.shred_before(month, office.actor.account);
}

// Of `ombud migrate`, in the data folder.
Result<std::int64_t> expire_migration_backups(Office& office, bool only_count) {
  std::int64_t count = 0;
  std::error_code error;
  const std::string folder = office.folder + "/backups";
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    struct stat facts{};
    const std::string path = entry.path().string();
    if (!path.ends_with(".before-migrate.backup") || stat(path.c_str(), &facts) != 0) continue;
    const Instant made{std::chrono::seconds(facts.st_mtime)};
    if (made >= office.clock.now() - migration_backups_kept) continue;
    if (!only_count && unlink(path.c_str()) != 0) return vault::write_failure(errno, path);
    ++count;
  }
  return count;
}

Result<std::int64_t> expire_sessions(Office& office, bool only_count) {
  store::Transaction transaction = TRY(office.store.begin_installation());
  const Instant now = office.clock.now();
  if (only_count) return accounts::count_ended_sessions(transaction, now);
  const std::int64_t gone = TRY(accounts::forget_ended_sessions(transaction, now));
  TRY(transaction.commit());
  return gone;
}

}  // namespace

const char* Kept::unit_key() const {
  if (what == "log_keys") return "housekeeping.months";
  if (what == "unattached") return "housekeeping.hours";
  return what == "answers" || what == "sessions" ? "housekeeping.hours" : "housekeeping.days";
}

Result<std::vector<Kept>> all_kept(Office& of) {
  const std::chrono::days ledger = TRY(ledger_kept(of));
  return std::vector<Kept>{
      {"rechecks", "30",
       [](Office& office, bool only_count) -> Result<std::int64_t> {
         return TRY(actions::expire(office, {beginning, beginning}, only_count)).rechecks;
       }},
      {"plans", days(plans_kept),
       [](Office& office, bool only_count) -> Result<std::int64_t> {
         const Instant now = office.clock.now();
         return TRY(actions::expire(office, {now - plans_kept, beginning}, only_count)).plans;
       }},
      {"ledger", days(ledger),
       [ledger](Office& office, bool only_count) -> Result<std::int64_t> {
         const Instant now = office.clock.now();
         return TRY(actions::expire(office, {beginning, now - ledger}, only_count)).ledger_segments;
       }},
      {"marks", days(ledger),
       [ledger](Office& office, bool only_count) -> Result<std::int64_t> {
         return actions::expire_marks(office, office.clock.now() - ledger, only_count);
       }},
      {"extracts", days(actions::extract_kept), actions::expire_extracts},
      {"wishes", days(actions::wishes_kept), actions::expire_wishes},
      {"searches", days(subjects::searches_kept), subjects::expire_searches},
      {"alarms", days(subjects::alarms_kept), subjects::expire_alarms},
      {"messages", days(mail::messages_kept), mail::expire_messages},
      {"incoming", days(mail::incoming_kept), mail::expire_incoming},
      {"guests", days(guests::contents_kept), guests::expire},
      {"jobs", days(jobs::kept_after_end), expire_jobs},
      {"counts", days(retention::results_kept),
       [](Office& office, bool only_count) -> Result<std::int64_t> {
         return retention::expire(office, office.clock.now() - retention::results_kept, only_count);
       }},
      {"delays", days(delays_kept), expire_delays},
      {"sessions", std::to_string(accounts::session_ends.count()), expire_sessions},
      {"answers", std::to_string(serve::answers_are_kept.count()),
       [](Office& office, bool only_count) -> Result<std::int64_t> {
         return only_count ? serve::count_expired(office) : serve::expire(office);
       }},
      {"log_keys", std::to_string(evidence::kept_months), expire_log_keys},
      {"unattached", "24", records::sweep_attachments},
      {"migration_backups", days(migration_backups_kept), expire_migration_backups},
  };
}

Result<std::vector<Swept>> sweep(Office& office, bool only_count, Progress& progress) {
  std::vector<Swept> all;
  for (const Kept& kept : TRY(all_kept(office))) {
    TRY(progress.go_on());
    const std::int64_t count = TRY(kept.expire(office, only_count));
    all.push_back({kept.what, count});
    if (only_count || count == 0) continue;
    evidence::Told told;
    told.event = "housekeeping.swept";
    told.use = UseKind::administer;
    told.account = office.actor.account;
    told.reference = "housekeeping";
    told.object = kept.what;
    told.details = {{"count", std::to_string(count)}};
    TRY(office.log.append_now(told));
  }
  return all;
}

}  // namespace ombud::housekeeping
