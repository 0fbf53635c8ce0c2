// The log, and what would help after a fire: checkpoints and backups outside, the key on paper.

#include "backup/backup.h"
#include "base/text.h"
#include "doctor/checks.h"

namespace ombud::doctor {

namespace {

constexpr std::chrono::days anchor_lasts{7};
constexpr std::chrono::days backup_lasts{7};
constexpr std::chrono::days keys_last{30};
constexpr std::chrono::minutes clock_slack{5};

std::string days_between(Instant from, Instant to) {
  return grouped(std::chrono::duration_cast<std::chrono::days>(to - from).count());
}

void check_age(const std::string& check, const std::optional<Instant>& made, Instant now,
               std::chrono::days lasts, Findings& findings) {
  const std::string mend = check == "backup" ? "ombud backup TO" : "ombud backup keys TO";
  if (!made) return findings.warn(check, "doctor.no_" + check, {}, mend);
  const Params params{{"days", days_between(*made, now)}};
  if (now - *made > lasts) return findings.warn(check, "doctor.old_" + check, params, mend);
  findings.ok(check, "doctor.young_" + check, params);
}

std::optional<evidence::Entry> newest(accounts::Office& office,
                                      const std::optional<std::string>& event) {
  evidence::Log::Filter filter;
  filter.event = event;
  filter.limit = 1;
  filter.open = false;
  Result<std::vector<evidence::Entry>> entries = office.log.list(filter);
  if (!entries || entries->empty()) return std::nullopt;
  return std::move(entries->front());
}

void check_clock(accounts::Office& office, Findings& findings) {
  const std::optional<evidence::Entry> last = newest(office, std::nullopt);
  const Instant now = office.clock.now();
  if (last && last->at > now + clock_slack)
    findings.wrong("clock", "doctor.clock_back",
                   {{"now", format_instant(now)}, {"last", format_instant(last->at)}},
                   "timedatectl set-ntp true");
  else
    findings.ok("clock", "doctor.clock_right", {{"now", format_instant(now)}});
}

}  // namespace

void check_log(accounts::Office& office, Progress& progress, Findings& findings) {
  const Result<evidence::Verdict> verdict = office.log.verify(
      [&](std::uint64_t done, std::uint64_t all) { progress.tell("log entries", done, all); });
  if (!verdict) {
    findings.error("log", verdict.error());
  } else {
    for (const Error& fault : verdict->faults)
      findings.error("log", fault, State::wrong, "ombud evidence verify");
    if (verdict->sound)
      findings.ok("log", "doctor.log_sound",
                  {{"entries", grouped(static_cast<std::int64_t>(verdict->entries))}});
    const std::string mend = "ombud evidence export FOLDER";
    const Instant now = office.clock.now();
    if (!verdict->last_anchored)
      findings.warn("anchor", "doctor.no_anchor", {}, mend);
    else if (now - *verdict->last_anchored > anchor_lasts)
      findings.warn("anchor", "doctor.old_anchor",
                    {{"days", days_between(*verdict->last_anchored, now)}}, mend);
    else
      findings.ok("anchor", "doctor.young_anchor", {{"day", format_day(*verdict->last_anchored)}});
  }
  check_clock(office, findings);
  const Instant now = office.clock.now();
  if (const Result<backup::LastMade> made = backup::last_made(office)) {
    check_age("backup", made->of_store, now, backup_lasts, findings);
    check_age("keys", made->of_keys, now, keys_last, findings);
  }
  if (const auto escrow = newest(office, "keys.escrowed"))
    findings.ok("escrow", "doctor.escrow_made", {{"at", format_instant(escrow->at)}});
  else
    findings.warn("escrow", "doctor.no_escrow", {}, "ombud key escrow");
}

}  // namespace ombud::doctor
