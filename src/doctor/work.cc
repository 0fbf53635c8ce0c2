// Jobs that nobody does, old passwords, and the systems that are looked after.

#include "accounts/rows.h"
#include "actions/actions.h"
#include "base/text.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "doctor/checks.h"
#include "jobs/jobs.h"
#include "records/records.h"

namespace ombud::doctor {

namespace {

constexpr std::chrono::minutes silent_for{10};
constexpr std::chrono::hours waits_for{1};
constexpr std::size_t most_jobs = 1000;

std::int64_t count_if(const std::vector<jobs::Job>& all, const auto& holds) {
  return std::count_if(all.begin(), all.end(), holds);
}

void check_jobs(accounts::Office& office, Findings& findings) {
  const Instant now = office.clock.now();
  const auto of = [&](jobs::State state) { return jobs::list(office, state, most_jobs); };
  const Result<std::vector<jobs::Job>> running = of(jobs::State::running);
  const Result<std::vector<jobs::Job>> waiting = of(jobs::State::waiting);
  const Result<std::vector<jobs::Job>> failed = of(jobs::State::failed);
  if (!running || !waiting || !failed) return;
  const std::int64_t silent = count_if(*running, [&](const jobs::Job& job) {
    return job.renewed_at.value_or(job.made_at) + silent_for < now;
  });
  const std::int64_t late = count_if(*waiting, [&](const jobs::Job& job) {
    return job.not_before.value_or(job.made_at) + waits_for < now;
  });
  if (silent > 0)
    findings.warn("jobs", "doctor.jobs_silent", {{"count", grouped(silent)}}, "ombud work");
  if (late > 0)
    findings.warn("jobs", "doctor.jobs_waiting", {{"count", grouped(late)}}, "ombud work");
  if (!failed->empty())
    findings.warn("jobs", "doctor.jobs_failed", {{"count", grouped(std::ssize(*failed))}},
                  "ombud jobs list --state failed");
  if (silent == 0 && late == 0 && failed->empty()) findings.ok("jobs", "doctor.jobs_done");
}

void check_extracts(accounts::Office& office, Findings& findings) {
  const Result<std::vector<std::string>> gone = actions::extracts_without_file(office);
  if (!gone) return findings.error("extracts", gone.error());
  for (const std::string& action : *gone)
    findings.warn("extracts", "doctor.extract_gone", {{"action", action}});
}

void check_attachments(accounts::Office& office, Findings& findings) {
  const Result<std::int64_t> gone = records::attachments_without_file(office);
  if (!gone) return findings.error("attachments", gone.error());
  if (*gone > 0)
    findings.warn("attachments", "doctor.attachments_gone", {{"count", grouped(*gone)}});
}

void check_passwords(accounts::Office& office, Findings& findings) {
  Result<store::Transaction> transaction = office.store.begin_installation(sql::Begin::read);
  if (!transaction) return;
  const Result<std::vector<std::string>> hashes = accounts::rows::password_hashes(*transaction);
  if (!hashes) return;
  const auto old = std::count_if(hashes->begin(), hashes->end(), [](const std::string& hash) {
    return !vault::password_hash_is_current(hash);
  });
  if (old > 0)
    findings.warn("passwords", "doctor.passwords_old", {{"count", grouped(old)}});
  else
    findings.ok("passwords", "doctor.passwords_current", {{"count", grouped(std::ssize(*hashes))}});
}

void check_system(accounts::Office& office, const connectors::System& system, Findings& findings) {
  const Result<std::unique_ptr<connectors::Connector>> connector = connectors::open(office, system);
  if (!connector) {
    findings.error("system " + system.name, connector.error(), State::wrong,
                   "ombud system test " + system.name);
    return;
  }
  const Result<datamap::Executable> map = datamap::executable(office, **connector);
  if (map) {
    findings.ok("system " + system.name, "doctor.system_fits", {{"system", system.name}});
    for (const Error& remark : map->remarks)
      findings.error("system " + system.name, remark, State::warning,
                     "ombud datamap propose " + system.name);
    return;
  }
  const bool unmapped = map.error().code == Errc::not_found;
  findings.error("system " + system.name, map.error(), unmapped ? State::warning : State::wrong,
                 "ombud datamap propose " + system.name);
}

}  // namespace

void check_work(accounts::Office& office, Findings& findings) {
  check_jobs(office, findings);
  check_extracts(office, findings);
  check_attachments(office, findings);
  check_passwords(office, findings);
}

void check_systems(accounts::Office& office, Progress& progress, Findings& findings) {
  const Result<std::vector<connectors::System>> systems = connectors::list(office);
  if (!systems) return findings.error("systems", systems.error());
  if (systems->empty()) findings.ok("systems", "doctor.no_systems");
  std::uint64_t done = 0;
  for (const connectors::System& system : *systems) {
    progress.tell("systems", done++, systems->size());
    if (system.address.kind == connectors::Kind::manual)
      findings.ok("system " + system.name, "doctor.manual_system", {{"system", system.name}});
    else
      check_system(office, system, findings);
  }
}

}  // namespace ombud::doctor
