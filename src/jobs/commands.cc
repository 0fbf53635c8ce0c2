// ombud jobs list | show | cancel | retry

#include "jobs/commands.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "base/json.h"
#include "base/text.h"
#include "jobs/queue.h"

namespace ombud::jobs {

namespace {

using accounts::Entrance;
using accounts::Office;
using Json = nlohmann::ordered_json;

constexpr std::size_t shown_at_most = 100;

Json as_json(const Facts& facts) {
  Json object = Json::object();
  for (const auto& [name, value] : facts) object[name] = value;
  return object;
}

Json as_json(const std::optional<Error>& error, Language language) {
  if (!error) return {};
  return {{"code", cli::error_word(error->code)},
          {"key", error->key},
          {"params", as_json(error->params)},
          {"text", ombud::say(*error, language)}};
}

Json as_json(const Job& job, const std::string& account, Language language) {
  Json json{{"job", job.number},
            {"kind", job.kind},
            {"state", word(job.state)},
            {"cancel_asked", job.cancel_asked},
            {"account", account},
            {"parameters", as_json(job.parameters)},
            {"priority", job.priority},
            {"made_at", format_instant(job.made_at)},
            {"not_before", instant_json(job.not_before)},
            {"due_at", instant_json(job.due_at)},
            {"started_at", instant_json(job.started_at)},
            {"renewed_at", instant_json(job.renewed_at)},
            {"ended_at", instant_json(job.ended_at)},
            {"attempts", job.attempts},
            {"attempts_most", job.attempts_most},
            {"worker", job.worker}};
  json["progress"] = job.progress_what.empty() ? Json()
                                               : Json{{"what", job.progress_what},
                                                      {"done", job.progress_done},
                                                      {"all", job.progress_all}};
  json["error"] = as_json(job.error, language);
  json["summary"] = job.state == State::done ? as_json(job.summary) : Json();
  return json;
}

// Cancelling that was asked for is not done yet, and one that came too late never was.
std::string state_text(const Job& job, Language language) {
  std::string text = ombud::say(fmt::format("jobs.state_{}", word(job.state)), {}, language);
  if (job.state == State::running && job.cancel_asked)
    text += ombud::say("jobs.and_cancel_asked", {}, language);
  if ((job.state == State::done || job.state == State::failed) && job.cancel_asked)
    text += ombud::say("jobs.and_cancelled_too_late", {}, language);
  if (job.state == State::waiting && job.attempts > 0)
    text += ombud::say(
        "jobs.and_tried",
        {{"attempts", std::to_string(job.attempts)}, {"most", std::to_string(job.attempts_most)}},
        language);
  return text;
}

std::string progress_text(const Job& job, Language language) {
  if (job.progress_what.empty()) return "";
  const Params params{{"done", grouped(job.progress_done)},
                      {"all", grouped(job.progress_all)},
                      {"what", job.progress_what}};
  return ombud::say(job.progress_all > 0 ? "jobs.progress_of" : "jobs.progress", params, language);
}

Result<void> tell_of_list(Office& office, const std::string& object) {
  evidence::Told entry = told(office, "jobs.listed", object);
  entry.use = UseKind::list;
  entry.criterion = object;
  TRY(office.log.append_now(entry));
  return {};
}

Result<int> run_list(cli::Call& call, Office& office) {
  std::optional<State> state;
  for (const State one : {State::waiting, State::running, State::done, State::failed,
                          State::refused, State::cancelled})
    if (call.value("--state") == word(one)) state = one;
  TRY(tell_of_list(office, "jobs"));
  std::vector<Job> all = TRY(jobs::list(office, state, shown_at_most + 1));
  const bool more = all.size() > shown_at_most;
  if (more) all.pop_back();
  if (call.json()) {
    Json array = Json::array();
    for (const Job& job : all)
      array.push_back(as_json(job, TRY(name_of(office, job.account)), call.language()));
    call.print_json(json_text({{"jobs", array}, {"more", more}}, 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return ombud::say(key, {}, call.language()); };
  if (all.empty()) {
    call.line(label(state ? "jobs.none_of_state" : "jobs.none"));
    return 0;
  }
  const Zone zone = TRY(zone_of(office));
  std::vector<std::vector<std::string>> rows;
  for (const Job& job : all)
    rows.push_back({job.number, job.kind, state_text(job, call.language()),
                    progress_text(job, call.language()), zone.show(job.made_at),
                    TRY(name_of(office, job.account))});
  call.table({{label("jobs.column_job")},
              {label("jobs.column_kind")},
              {label("jobs.column_state")},
              {label("jobs.column_progress")},
              {label("jobs.column_made")},
              {label("jobs.column_account")}},
             rows);
  if (more)
    call.remark(
        ombud::say("jobs.more", {{"shown", std::to_string(shown_at_most)}}, call.language()));
  return 0;
}

Json as_json(const std::vector<Attempt>& attempts, Language language) {
  Json array = Json::array();
  for (const Attempt& attempt : attempts)
    array.push_back({{"fencing_number", attempt.fencing_number},
                     {"worker", attempt.worker},
                     {"started_at", format_instant(attempt.started_at)},
                     {"ended_at", instant_json(attempt.ended_at)},
                     {"outcome", text_json(attempt.outcome)},
                     {"error", as_json(attempt.error, language)}});
  return array;
}

std::string joined(const Facts& facts) {
  std::string text;
  for (const auto& [name, value] : facts) text += (text.empty() ? "" : ", ") + name + "=" + value;
  return text;
}

void print_attempts(cli::Call& call, const Zone& zone, const std::vector<Attempt>& attempts) {
  const auto label = [&](std::string_view key) { return ombud::say(key, {}, call.language()); };
  if (attempts.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const Attempt& attempt : attempts)
    rows.push_back(
        {zone.show(attempt.started_at), attempt.ended_at ? zone.show(*attempt.ended_at) : "",
         attempt.outcome.empty() ? "" : label("jobs.outcome_" + attempt.outcome), attempt.worker,
         attempt.error ? ombud::say(*attempt.error, call.language()) : ""});
  call.line("");
  call.table({{label("jobs.column_began")},
              {label("jobs.column_ended")},
              {label("jobs.column_outcome")},
              {label("jobs.column_worker")},
              {label("jobs.column_error")}},
             rows);
}

Result<int> run_show(cli::Call& call, Office& office) {
  const Job job = TRY(jobs::find(office, call.value("JOB")));
  TRY(tell_of_list(office, job.number));
  const std::vector<Attempt> tries = TRY(attempts(office, job));
  const std::string account = TRY(name_of(office, job.account));
  if (call.json()) {
    Json json = as_json(job, account, call.language());
    json["attempts_made"] = as_json(tries, call.language());
    call.print_json(json_text(json, 2));
    return 0;
  }
  const Zone zone = TRY(zone_of(office));
  const auto label = [&](std::string_view key) { return ombud::say(key, {}, call.language()); };
  std::vector<std::pair<std::string, std::string>> facts{
      {label("jobs.column_job"), job.number},
      {label("jobs.column_kind"), job.kind},
      {label("jobs.column_state"), state_text(job, call.language())},
      {label("jobs.column_account"), account},
      {label("jobs.column_made"), zone.show(job.made_at)}};
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) facts.emplace_back(label(key), value);
  };
  add("jobs.fact_parameters", joined(job.parameters));
  if (job.due_at) add("jobs.fact_due", zone.show(*job.due_at));
  if (job.state == State::waiting && job.not_before)
    add("jobs.fact_not_before", zone.show(*job.not_before));
  add("jobs.column_progress", progress_text(job, call.language()));
  if (job.state == State::running && job.renewed_at)
    add("jobs.fact_renewed", zone.show(*job.renewed_at));
  if (job.ended_at) add("jobs.column_ended", zone.show(*job.ended_at));
  if (job.error) add("jobs.column_error", ombud::say(*job.error, call.language()));
  add("jobs.fact_summary", joined(job.summary));
  call.facts(facts);
  print_attempts(call, zone, tries);
  return 0;
}

Result<int> run_cancel(cli::Call& call, Office& office) {
  const std::string& number = call.value("JOB");
  const State state = TRY(cancel(office, number));
  if (call.json())
    call.print_json(
        json_text({{"job", number}, {"state", word(state)}, {"cancel_asked", true}}, 2));
  else
    call.line(ombud::say(state == State::cancelled ? "jobs.is_cancelled" : "jobs.will_be_cancelled",
                         {{"job", number}}, call.language()));
  return 0;
}

Result<int> run_retry(cli::Call& call, Office& office, const Kinds& kinds) {
  const std::string& number = call.value("JOB");
  TRY(retry(office, kinds, number));
  if (call.json())
    call.print_json(json_text({{"job", number}, {"state", word(State::waiting)}}, 2));
  else
    call.line(ombud::say("jobs.waits_again", {{"job", number}}, call.language()));
  return 0;
}

const cli::Option job_argument{.name = "JOB", .help = "jobs.help_job", .required = true};

}  // namespace

Result<Zone> zone_of(const Office& office) {
  const std::optional<Country> country = country_of(office.organisation.law);
  must(country.has_value());
  return Zone::find(zone_name(*country));
}

Result<std::string> name_of(Office& office, const AccountId& account) {
  const Result<accounts::Account> found = accounts::find(office, account);
  if (found) return found->name;
  if (found.error().code == Errc::not_found) return account.text;
  return fail(found.error());
}

Result<Facts> facts_of(const cli::Call& call, std::string_view option) {
  Facts facts;
  for (const std::string& given : call.values(option)) {
    const std::size_t at = given.find('=');
    if (at == std::string::npos || at == 0) return fail(Errc::invalid, "jobs.bad_parameters");
    facts.emplace_back(given.substr(0, at), given.substr(at + 1));
  }
  TRY(check_parameters(facts));
  return facts;
}

std::vector<cli::Command> commands(Entrance& entrance, Kinds known) {
  const auto kinds = std::make_shared<const Kinds>(std::move(known));
  std::vector<cli::Command> all;
  all.push_back(work_command(entrance, kinds));
  all.push_back(in_office(
      entrance,
      {.name = "jobs list",
       .summary = "jobs.help_list",
       .example = "ombud jobs list --state failed",
       .options = {{.name = "--state",
                    .help = "jobs.help_state",
                    .choices = {"waiting", "running", "done", "failed", "refused", "cancelled"},
                    .value_name = "STATE"}}},
      "jobs.list", run_list));
  all.push_back(in_office(entrance,
                          {.name = "jobs show",
                           .summary = "jobs.help_show",
                           .example = "ombud jobs show J-0001",
                           .options = {job_argument}},
                          "jobs.list", run_show));
  all.push_back(in_office(entrance,
                          {.name = "jobs cancel",
                           .summary = "jobs.help_cancel",
                           .example = "ombud jobs cancel J-0001",
                           .options = {job_argument},
                           .more = "jobs.help_cancel_more"},
                          "jobs.cancel", run_cancel));
  all.push_back(in_office(entrance,
                          {.name = "jobs retry",
                           .summary = "jobs.help_retry",
                           .example = "ombud jobs retry J-0001",
                           .options = {job_argument},
                           .more = "jobs.help_retry_more"},
                          "jobs.retry", [kinds](cli::Call& call, Office& office) {
                            return run_retry(call, office, *kinds);
                          }));
  std::vector<cli::Command> schedule = schedule_commands(entrance, kinds);
  all.insert(all.end(), std::make_move_iterator(schedule.begin()),
             std::make_move_iterator(schedule.end()));
  return all;
}

}  // namespace ombud::jobs
