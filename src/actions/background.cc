#include "actions/background.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "actions/counsel.h"
#include "actions/extract.h"
#include "actions/sealed_extract.h"
#include "actions/wishes.h"

namespace ombud::actions {

namespace {

using accounts::Office;

Result<void> check_ready(const Action& action) {
  if (action.state == State::done || action.state == State::done_with_remainder)
    return fail(Errc::conflict, "actions.already_done", {{"number", action.number}});
  if (action.state == State::planning || action.state == State::planned ||
      action.state == State::refused)
    return fail(Errc::conflict, "actions.not_approved",
                {{"number", action.number}, {"state", std::string(word(action.state))}});
  return {};
}

jobs::Facts answer(const std::string& number, State state) {
  return {{"action", number}, {"state", std::string(word(state))}};
}

// A system that did not answer may answer later; what else is missing wants a person.
Failure partly(const std::string& number, const Outcome& outcome) {
  const bool away =
      std::any_of(outcome.remarks.begin(), outcome.remarks.end(),
                  [](const Error& remark) { return remark.code == Errc::unavailable; });
  return fail(away ? Errc::unavailable : Errc::conflict, "actions.only_partly_done",
              {{"number", number}});
}

Result<jobs::Facts> run_job(Office& office, const jobs::Facts& parameters, jobs::Work& work) {
  const std::string& number = jobs::value_of(parameters, "action");
  TRY(work.go_on());
  const Running running{jobs::value_of(parameters, "folder"),
                        TRY(language_of(jobs::value_of(parameters, "language"))),
                        !jobs::value_of(parameters, "sealed").empty()};
  const Result<Outcome> outcome = run(office, number, running, work.progress());
  if (outcome && outcome->state == State::partly_done) {
    TRY(work.go_on());  // It ended early because it was to: handed back, or cancelled.
    return partly(number, *outcome);
  }
  if (outcome) return answer(number, outcome->state);
  // Done by the attempt before, whose worker died before it could say so.
  if (outcome.error().key == "actions.already_done")
    return answer(number, TRY(find_action(office, number)).state);
  return fail(outcome.error());
}

jobs::Kind run_kind() {
  jobs::Kind kind;
  kind.name = "actions.run";
  kind.permission = "actions.run";
  kind.run = run_job;
  // A worker that was stopped may still hold it; so may somebody at a terminal.
  kind.also_retried = {"actions.running_elsewhere"};
  return kind;
}

}  // namespace

std::vector<jobs::Kind> job_kinds() { return {run_kind(), plan_kind(), extract_kind()}; }

Result<jobs::Enqueued> enqueue_for_action(Office& office, const Action& action,
                                          const jobs::Kind& kind, jobs::Wish wish) {
  const std::optional<std::set<std::string>> controllers = TRY(controllers_of(office, action));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  wish.controllers = controllers;
  const jobs::Enqueued job = TRY(jobs::enqueue(office, transaction, kind, wish));
  TRY(transaction.execute("DELETE FROM actions_job WHERE organisation_id = ? AND action_id = ?",
                          {office.organisation.id.text, action.id.text}));
  TRY(transaction.execute_exactly(
      1, "INSERT INTO actions_job (organisation_id, action_id, job) VALUES (?, ?, ?)",
      {office.organisation.id.text, action.id.text, job.number}));
  TRY(transaction.commit());
  return job;
}

Result<std::optional<jobs::Job>> job_of(Office& office, const Action& action) {
  std::string number;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    const auto row = TRY(
        transaction.one("SELECT job FROM actions_job WHERE organisation_id = ? AND action_id = ?",
                        {office.organisation.id.text, action.id.text}));
    if (!row) return std::optional<jobs::Job>();
    number = store::text_in(row->front());
  }
  Result<jobs::Job> job = jobs::find(office, number);
  if (!job && job.error().code == Errc::not_found) return std::optional<jobs::Job>();
  if (!job) return fail(job.error());
  return std::optional(*std::move(job));
}

Result<jobs::Enqueued> enqueue_run(Office& office, const std::string& number,
                                   const Running& running) {
  const Action action = TRY(find_action(office, number));
  TRY(check_ready(action));
  TRY(not_stopped(office, action));
  jobs::Wish wish;
  wish.once = action.number;
  wish.parameters = {{"action", action.number}, {"language", std::string(code(running.language))}};
  if (action.kind == Kind::access && running.sealed) {
    if (!TRY(sealed_extract(office, action)))
      return fail(Errc::conflict, "actions.no_extract", {{"number", number}});
    wish.parameters.emplace_back("sealed", "yes");
  } else if (action.kind == Kind::access) {
    // The worker stands in another folder.
    const std::string folder =
        running.folder.empty() ? "" : std::filesystem::absolute(running.folder).string();
    TRY(may_extract_to(folder));
    wish.parameters.emplace_back("folder", folder);
  }
  return enqueue_for_action(office, action, run_kind(), wish);
}

Result<int> run_in_background(cli::Call& call, Office& office) {
  if (call.has("--receipt")) return fail(Errc::invalid, "actions.background_receipt");
  const std::string& number = call.value("ACTION");
  const jobs::Enqueued job =
      TRY(enqueue_run(office, number, {call.value("--to"), call.language()}));
  if (call.json())
    call.print_json(nlohmann::ordered_json{
        {"action", number}, {"job", job.number}, {"was_there", job.was_there}}
                        .dump());
  else
    call.line(say(job.was_there ? "jobs.already_in_background" : "jobs.in_background",
                  {{"job", job.number}, {"what", number}}, call.language()));
  return 0;
}

}  // namespace ombud::actions
