#include "actions/actions.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <set>

#include "actions/counsel.h"
#include "actions/erase.h"
#include "actions/extract.h"
#include "actions/grown.h"
#include "actions/planner.h"
#include "actions/receipt.h"
#include "actions/sealed_extract.h"
#include "actions/store.h"
#include "base/text.h"
#include "holds/holds.h"

namespace ombud::actions {

namespace {

// What stands in the way before any system is asked.
Result<void> may_be_planned(accounts::Office& office, const Wish& wish,
                            const subjects::Person& person) {
  if (trim(wish.reference).empty()) return fail(Errc::invalid, "actions.no_reference");
  if (person.needs_choice)
    return fail(Errc::conflict, "actions.ambiguous", {{"person", wish.person}});
  if (wish.kind == Kind::access) return {};
  const std::vector<holds::Hold> holds = TRY(holds::standing(office, person.id, std::nullopt));
  if (!holds.empty())
    return fail(Errc::conflict, "actions.hold",
                {{"number", holds.front().number}, {"reason", holds.front().reason}});
  if (office.organisation.public_body && !wish.disposal)
    return fail(Errc::conflict, "actions.no_disposal_decision",
                {{"body", office.organisation.name}});
  return {};
}

Result<void> may_be_planned_in(accounts::Office& office, const Wish& wish,
                               const subjects::Person& person, const connectors::System& system) {
  if (!system.controller.empty() && !wish.instruction)
    return fail(Errc::conflict, "actions.no_instruction",
                {{"system", system.name}, {"controller", system.controller}});
  if (wish.kind == Kind::access) return {};
  if (system.public_body && !wish.disposal)
    return fail(Errc::conflict, "actions.no_disposal_decision",
                {{"body", system.controller.empty() ? system.name : system.controller}});
  const std::vector<holds::Hold> holds = TRY(holds::standing(office, person.id, system.id));
  if (!holds.empty())
    return fail(Errc::conflict, "actions.hold",
                {{"number", holds.front().number}, {"reason", holds.front().reason}});
  return {};
}

// A system that can be planned in now, open.
struct Ready {
  std::unique_ptr<connectors::Connector> connector;
  datamap::Executable map;
};

bool has_matches(const subjects::Person& person, const connectors::System& system) {
  return std::any_of(person.matches.begin(), person.matches.end(),
                     [&](const subjects::Match& match) { return match.system == system.name; });
}

// Manual systems, systems without a map and systems that do not answer are said, not skipped.
Result<std::vector<Ready>> ready_systems(accounts::Office& office, const Wish& wish,
                                         const subjects::Person& person, Plan& plan) {
  std::vector<Ready> ready;
  for (const connectors::System& system : TRY(connectors::list(office))) {
    if (system.address.kind == connectors::Kind::manual) {
      plan.not_reached.push_back(
          {system.name, {Errc::conflict, "actions.by_hand", {{"system", system.name}}}, true});
      continue;
    }
    Result<std::unique_ptr<connectors::Connector>> connector = connectors::open(office, system);
    if (!connector) {
      plan.not_reached.push_back({system.name, connector.error(), false});
      continue;
    }
    Result<datamap::Executable> map = datamap::executable(office, **connector);
    if (!map && map.error().key == "datamap.none_confirmed") {
      plan.not_reached.push_back({system.name, map.error(), false});
      continue;
    }
    if (!map) return fail(map.error());
    if (!has_matches(person, system)) continue;
    TRY(may_be_planned_in(office, wish, person, system));
    ready.push_back({*std::move(connector), *std::move(map)});
  }
  return ready;
}

Result<std::vector<detectors::Identifier>> identifiers_in(accounts::Office& office,
                                                          const std::vector<Ready>& systems,
                                                          const subjects::Person& person) {
  std::vector<detectors::Identifier> all;
  for (const Ready& ready : systems)
    for (detectors::Identifier& identifier :
         TRY(subjects::identifiers(office, *ready.connector, ready.map.map, person)))
      if (std::none_of(all.begin(), all.end(), [&](const detectors::Identifier& other) {
            return other.kind == identifier.kind && other.value == identifier.value;
          }))
        all.push_back(std::move(identifier));
  return all;
}

// The head, then the lines by chunk.
std::vector<std::string> chunks_of(const Plan& plan, const std::vector<Line>& lines) {
  std::vector<std::string> chunks{write_head(plan)};
  for (std::size_t at = 0; at < lines.size(); at += chunk_lines) {
    const std::size_t end = std::min(at + chunk_lines, lines.size());
    chunks.push_back(write_lines(std::span(lines).subspan(at, end - at)));
  }
  return chunks;
}

void add_system(Plan& plan, std::vector<Line>& lines, SystemOutput output) {
  const std::size_t offset = plan.steps.size();
  for (Line& line : output.lines) {
    line.step += offset;
    lines.push_back(std::move(line));
  }
  for (Step& step : output.steps) plan.steps.push_back(std::move(step));
  plan.systems.push_back(std::move(output.system));
  plan.mentions_left += output.mentions_left;
}

// A number that no system knows may be mistyped: nothing is planned without it.
Result<void> all_chosen(const std::vector<std::string>& wished,
                        const std::set<std::string>& chosen) {
  for (const std::string& mention : wished)
    if (!chosen.contains(mention))
      return fail(Errc::not_found, "actions.unknown_mention", {{"mention", mention}});
  return {};
}

// One process runs an action on this machine; between machines the lock in the source decides.
class RunLock {
 public:
  explicit RunLock(const std::string& file) : file_(open(file.c_str(), O_RDWR | O_CREAT, 0600)) {
    held_ = file_ >= 0 && flock(file_, LOCK_EX | LOCK_NB) == 0;
  }

  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  ~RunLock() {
    if (file_ >= 0) close(file_);
  }

  bool held() const { return held_; }

 private:
  int file_;
  bool held_ = false;
};

Result<Outcome> finish_run(accounts::Office& office, const Action& action, const Plan& plan,
                           const Report& report) {
  const State state = state_after(plan, report);
  const std::string body = TRY(receipt_body(office, action, plan, report, state));
  std::vector<std::pair<std::string, std::string>> commitments = {
      {"plan", action.plan_root}, {"receipt", to_hex(vault::sha256(body))}};
  if (!report.ledger_root.empty()) commitments.emplace_back("ledger", report.ledger_root);
  TRY(finish(office, action, state, body, std::move(commitments)));
  if (state == State::done || state == State::done_with_remainder)
    TRY(forget_recheck(office, action));
  Outcome outcome{state, TRY(receipt_file(office, TRY(find_action(office, action.number)))), {}};
  for (const SystemReport& system : report.systems)
    outcome.remarks.insert(outcome.remarks.end(), system.remarks.begin(), system.remarks.end());
  return outcome;
}

// What was read and certified is what goes out: nothing is read anew.
Result<Outcome> run_sealed(accounts::Office& office, const Action& action, const Plan& plan) {
  const std::optional<SealedExtract> sealed = TRY(sealed_extract(office, action));
  if (!sealed) return fail(Errc::conflict, "actions.no_extract", {{"number", action.number}});
  Report report;
  report.steps.resize(plan.steps.size());
  report.extracted = sealed->report;
  report.as_certified = true;
  for (const PlannedSystem& system : plan.systems)
    report.systems.push_back({system.name, true, true, {}});
  return finish_run(office, action, plan, report);
}

// What was extracted shows once the action says so: before, it is no extract that anybody answers
// for.
Result<Outcome> run_extract(accounts::Office& office, const Action& action, const Plan& plan,
                            const Running& running, Progress& progress) {
  WorkingFolder working = TRY(WorkingFolder::make(running.folder, action.number));
  Report report;
  report.steps.resize(plan.steps.size());
  FolderOutlet outlet(working.path(), working.wished());
  report.extracted = TRY(extract(office, action, plan, outlet, running.language, progress));
  for (const PlannedSystem& system : plan.systems)
    report.systems.push_back({system.name, true, true, {}});
  Result<Outcome> outcome = finish_run(office, action, plan, report);
  if (!outcome) {
    // It may have been written down all the same, and only what came after failed.
    const Result<Action> now = find_action(office, action.number);
    if (now && now->state == State::running) return fail(outcome.error());
    if (!now) {
      working.leave();
      return fail(outcome.error());
    }
  }
  TRY(working.keep());
  return outcome;
}

Result<void> may_be_extracted(accounts::Office& office, const Action& action,
                              const Running& running) {
  if (!running.sealed) return may_extract_to(running.folder);
  if (!TRY(sealed_extract(office, action)))
    return fail(Errc::conflict, "actions.no_extract", {{"number", action.number}});
  return {};
}

}  // namespace

Result<std::string> plan(accounts::Office& office, const Wish& wish, Progress& progress) {
  TRY(forget_ended_rechecks(office));
  const subjects::Person person = TRY(subjects::person(office, wish.person));
  TRY(may_be_planned(office, wish, person));
  Plan plan;
  plan.kind = wish.kind;
  plan.person = person.id;
  plan.reference = wish.reference;
  plan.planned_by = office.actor.account;
  plan.planned_at = office.clock.now();
  plan.law = office.organisation.law;
  plan.instruction = wish.instruction;
  plan.disposal = wish.disposal;
  const std::vector<Ready> systems = TRY(ready_systems(office, wish, person, plan));
  const std::vector<detectors::Identifier> identifiers =
      TRY(identifiers_in(office, systems, person));
  std::vector<Line> lines;
  std::set<std::string> chosen{"all"};
  for (const Ready& ready : systems) {
    SystemOutput output =
        TRY(plan_system(office, *ready.connector, ready.map,
                        {person, identifiers, wish.mentions, wish.kind}, progress));
    chosen.insert(output.mentions_chosen.begin(), output.mentions_chosen.end());
    add_system(plan, lines, std::move(output));
  }
  if (wish.kind == Kind::erase) TRY(all_chosen(wish.mentions, chosen));
  if (plan.steps.empty() && plan.not_reached.empty())
    return fail(Errc::not_found, "actions.nothing_found", {{"person", wish.person}});
  TRY(subjects::acted_on(office, person.id));
  const Action action = TRY(insert(
      office, std::move(plan),
      [&](const Plan& numbered) -> Result<std::vector<std::string>> {
        return chunks_of(numbered, lines);
      },
      identifiers, wish.beside));
  return action.number;
}

Result<State> state_of(accounts::Office& office, const std::string& number) {
  return TRY(find_action(office, number)).state;
}

Result<Outcome> run(accounts::Office& office, const std::string& number, const Running& running,
                    Progress& progress) {
  Action action = TRY(find_action(office, number));
  const RunLock lock(fmt::format("{}/{}.lock", office.folder, action.id.text));
  if (!lock.held()) return fail(Errc::conflict, "actions.running_elsewhere", {{"number", number}});
  action = TRY(find_action(office, number));  // As it is now that nobody else can run it.
  if (action.state == State::done || action.state == State::done_with_remainder) {
    if (action.kind == Kind::access && TRY(WorkingFolder::keep_finished(running.folder, number)))
      return Outcome{action.state, TRY(receipt_file(office, action)), {}};
    return fail(Errc::conflict, "actions.already_done", {{"number", number}});
  }
  if (action.state == State::planning || action.state == State::planned ||
      action.state == State::refused || action.state == State::closed)
    return fail(Errc::conflict, "actions.not_approved",
                {{"number", number}, {"state", std::string(word(action.state))}});
  const Plan plan = TRY(checked_plan(office, action));
  TRY(forget_ended_rechecks(office));
  // What would end the run at once is said before the action's state changes.
  TRY(not_stopped(office, action));
  if (action.kind == Kind::access)
    TRY(may_be_extracted(office, action, running));
  else
    TRY(recheck_identifiers(office, action));  // Of many persons empty, but there for as long.
  // Only before the first batch: after that what is left of the plan is all that can be traced.
  if (action.kind == Kind::erase && action.state == State::approved)
    TRY(not_grown(office, action, plan));
  if (action.state != State::running) {
    TRY(move(office, action, {action.state, State::running, "actions.running", ""}));
    action.state = State::running;
  }
  if (action.kind == Kind::erase)
    return finish_run(office, action, plan, TRY(erase(office, action, plan, progress)));
  if (running.sealed) return run_sealed(office, action, plan);
  return run_extract(office, action, plan, running, progress);
}

Result<Outcome> close_action(accounts::Office& office, const std::string& number,
                             const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "actions.no_reason");
  Action action = TRY(find_action(office, number));
  const RunLock lock(fmt::format("{}/{}.lock", office.folder, action.id.text));
  if (!lock.held()) return fail(Errc::conflict, "actions.running_elsewhere", {{"number", number}});
  action = TRY(find_action(office, number));
  if (action.state != State::partly_done && action.state != State::running)
    return fail(Errc::conflict, "actions.not_partly_done",
                {{"number", number}, {"state", std::string(word(action.state))}});
  const Plan plan = TRY(checked_plan(office, action));
  Report report;
  report.steps.resize(plan.steps.size());
  TRY(count_steps(office, action, report));
  for (const PlannedSystem& system : plan.systems)
    report.systems.push_back({system.name,
                              false,
                              false,
                              {{Errc::conflict, "actions.closed", {{"system", system.name}}}}});
  const std::string body = TRY(receipt_body(office, action, plan, report, State::closed));
  TRY(finish(office, action, State::closed, body,
             {{"plan", action.plan_root},
              {"receipt", to_hex(vault::sha256(body))},
              {"ledger", report.ledger_root}},
             reason));
  TRY(forget_recheck(office, action));
  return Outcome{State::closed, TRY(receipt_file(office, TRY(find_action(office, number)))), {}};
}

}  // namespace ombud::actions
