#include "doctor/examination.h"

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "doctor/checks.h"

namespace ombud::doctor {

namespace {

using Json = nlohmann::ordered_json;

State state_of(std::string_view text) {
  for (const State state : {State::ok, State::warning})
    if (text == word(state)) return state;
  return State::wrong;
}

std::string written(const std::vector<Finding>& findings) {
  Json all = Json::array();
  for (const Finding& finding : findings) {
    Json params = Json::object();
    for (const auto& [name, value] : finding.sentence.params) params[name] = value;
    all.push_back({{"check", finding.check},
                   {"state", word(finding.state)},
                   {"key", finding.sentence.key},
                   {"params", std::move(params)},
                   {"mend", finding.mend}});
  }
  return json_text(all);
}

std::vector<Finding> read(const std::string& text) {
  const Json all = Json::parse(text, nullptr, false);
  must(all.is_array());  // Only written() wrote it.
  std::vector<Finding> findings;
  for (const Json& one : all) {
    Finding finding{
        one.value("check", ""), state_of(one.value("state", "")), {}, one.value("mend", "")};
    finding.sentence.key = one.value("key", "");
    for (const auto& [name, value] : one.at("params").items())
      finding.sentence.params.emplace_back(name, value.get<std::string>());
    findings.push_back(std::move(finding));
  }
  return findings;
}

Result<void> keep(accounts::Office& office, jobs::Work& work, const Findings& findings) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(work.fence(transaction));
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute("delete from doctor_examination where organisation_id = ?",
                          {organisation}));
  TRY(transaction.execute(
      "insert into doctor_examination (organisation_id, job, made_at, findings) values (?, ?, ?, "
      "?)",
      {organisation, work.job(), store::of_instant(office.clock.now()), written(findings.all())}));
  evidence::Told told;
  told.event = "doctor.examined";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "doctor";
  told.object = "installation";
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<jobs::Facts> examine(accounts::Office& office, const Rooms& rooms, jobs::Work& work) {
  Findings findings;
  const accounts::Folder folder(office.folder);
  check_folder(folder, office.clock.now(), findings);
  if (const Result<accounts::Settings> settings = folder.read())
    check_keys(folder, *settings, findings);
  else
    findings.error("folder", settings.error());
  TRY(work.go_on());
  check_store(office.store, rooms, findings);
  check_log(office, work.progress(), findings);
  TRY(work.go_on());
  check_work(office, findings);
  check_systems(office, work.progress(), findings);
  TRY(keep(office, work, findings));
  std::int64_t wrong = 0;
  std::int64_t warnings = 0;
  for (const Finding& finding : findings.all()) {
    wrong += finding.state == State::wrong ? 1 : 0;
    warnings += finding.state == State::warning ? 1 : 0;
  }
  return jobs::Facts{{"wrong", std::to_string(wrong)}, {"warnings", std::to_string(warnings)}};
}

}  // namespace

Result<std::optional<Examination>> last_examination(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select job, made_at, findings from doctor_examination where organisation_id = ?",
      {transaction.organisation().text}));
  if (!row) return std::optional<Examination>();
  return std::optional(Examination{store::text_in((*row)[0]), TRY(store::instant_in((*row)[1])),
                                   read(store::text_in((*row)[2]))});
}

jobs::Kind examine_kind(Rooms rooms) {
  jobs::Kind kind;
  kind.name = "doctor.examine";
  kind.permission = "doctor.show";
  kind.attempts = 1;  // Somebody waits for it and sees why it failed.
  kind.run = [rooms = std::move(rooms)](accounts::Office& office, const jobs::Facts&,
                                        jobs::Work& work) { return examine(office, rooms, work); };
  return kind;
}

std::vector<jobs::Kind> job_kinds(Rooms rooms) { return {examine_kind(std::move(rooms))}; }

}  // namespace ombud::doctor
