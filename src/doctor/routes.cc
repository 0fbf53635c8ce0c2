// The health of the installation over HTTP: what is known at once, and what the last examination
// found. An examination itself is a job.
#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "accounts/folder.h"
#include "backup/backup.h"
#include "base/json.h"
#include "connectors/connectors.h"
#include "doctor/examination.h"
#include "evidence/rows.h"
#include "housekeeping/housekeeping.h"

namespace ombud::doctor {

namespace {

using accounts::Office;
using accounts::Visit;
using Json = nlohmann::ordered_json;

constexpr std::int64_t mebi = 1 << 20;
constexpr std::string_view of_system = "system ";  // Begins the name of a check of one.

// Room on the disk of the data folder, and what the store takes of it where it is a file there.
Json disk_json(const Office& office) {
  Json json = {{"free_mib", nullptr}, {"store_mib", nullptr}};
  struct statvfs room{};
  if (statvfs(office.folder.c_str(), &room) == 0)
    json["free_mib"] =
        static_cast<std::int64_t>(room.f_bavail) * static_cast<std::int64_t>(room.f_frsize) / mebi;
  std::error_code error;
  const auto size = std::filesystem::file_size(accounts::Folder(office.folder).store(), error);
  if (!error) json["store_mib"] = static_cast<std::int64_t>(size) / mebi;
  return json;
}

Result<Json> kept_json(Office& office, Language language) {
  Json all = Json::array();
  for (const housekeeping::Kept& kept : TRY(housekeeping::all_kept(office)))
    all.push_back({{"what", kept.what},
                   {"text", say(std::string("housekeeping") + ".what_" + kept.what, {}, language)},
                   {"period", say(kept.unit_key(), {{"count", kept.period}}, language)},
                   {"why", say(std::string("housekeeping") + ".why_" + kept.what, {}, language)}});
  return all;
}

// Who is limited to a controller hears nothing of the systems of others.
Result<void> leave_out_unseen(Office& office, std::vector<Finding>& findings) {
  const std::vector<connectors::System> seen = TRY(connectors::list(office));
  std::erase_if(findings, [&](const Finding& finding) {
    return finding.check.starts_with(of_system) &&
           std::none_of(seen.begin(), seen.end(), [&](const connectors::System& system) {
             return finding.check.substr(of_system.size()) == system.name;
           });
  });
  return {};
}

Json examination_json(const Examination& made, Language language) {
  Json json = {{"at", format_instant(made.made_at)},
               {"job", made.job},
               {"wrong", 0},
               {"warnings", 0},
               {"findings", Json::array()}};
  std::int64_t wrong = 0;
  std::int64_t warnings = 0;
  for (const State state : {State::wrong, State::warning, State::ok})
    for (const Finding& finding : made.findings) {
      if (finding.state != state) continue;
      wrong += state == State::wrong ? 1 : 0;
      warnings += state == State::warning ? 1 : 0;
      json["findings"].push_back({{"check", finding.check},
                                  {"state", word(finding.state)},
                                  {"key", finding.sentence.key},
                                  {"text", say(finding.sentence, language)},
                                  {"mend", finding.mend}});
    }
  json["wrong"] = wrong;
  json["warnings"] = warnings;
  return json;
}

Result<std::optional<Instant>> last_of(Office& office, const char* event) {
  evidence::Log::Filter filter;
  filter.event = event;
  filter.limit = 1;
  filter.open = false;
  const std::vector<evidence::Entry> entries = TRY(office.log.list(filter));
  if (entries.empty()) return std::optional<Instant>();
  return std::optional(entries.front().at);
}

// The last checkpoint of the log that is known to have left the house.
Result<std::optional<Instant>> last_left(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return evidence::rows::last_left(transaction);
}

Result<http::Answer> show_health(Visit& visit) {
  Office& office = visit.office;
  const backup::LastMade made = TRY(backup::last_made(office));
  std::optional<Examination> last = TRY(last_examination(office));
  if (last) TRY(leave_out_unseen(office, last->findings));
  const bool server = office.store.engine() == sql::Engine::postgresql;
  const Json json = {
      {"version", OMBUD_VERSION},
      {"store", server ? "postgresql" : "sqlite"},
      {"disk", disk_json(office)},
      {"backup", instant_json(made.of_store)},
      {"backup_of_keys", instant_json(made.of_keys)},
      {"escrow", instant_json(TRY(last_of(office, "keys.escrowed")))},
      {"anchored", instant_json(TRY(last_left(office)))},
      {"kept", TRY(kept_json(office, visit.request.language))},
      {"examined", last ? examination_json(*last, visit.request.language) : Json(nullptr)}};
  return http::json(json_text(json));
}

Result<http::Answer> examine(Visit& visit, const jobs::Kind& kind) {
  Office& office = visit.office;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const jobs::Enqueued made =
      TRY(jobs::enqueue(office, transaction, kind, {.once = "all", .priority = 3}));
  TRY(transaction.commit());
  http::Answer answer = http::json(json_text({{"job", made.number}}), 202);
  answer.headers.emplace_back("Location", "/api/jobs/" + made.number);
  return answer;
}

}  // namespace

std::vector<accounts::Route> routes() {
  const jobs::Kind kind = examine_kind({});  // To ask for; it is done by the one with rooms.
  return {{{.path = "/api/doctor/health", .permission = "doctor.show"}, show_health},
          {{.method = http::Method::post,
            .path = "/api/doctor/examinations",
            .permission = "doctor.show",
            .work = http::Work::writes},
           [kind](Visit& visit) { return examine(visit, kind); }}};
}

}  // namespace ombud::doctor
