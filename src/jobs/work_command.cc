// ombud work: one worker in this process, or several that it starts and looks after.

#include <nlohmann/json.hpp>

#include "jobs/commands.h"
#include "jobs/crew.h"
#include "jobs/stop.h"
#include "jobs/worker.h"

namespace ombud::jobs {

namespace {

using accounts::Entrance;
using accounts::Office;

// One line a happening, "name=value" with blanks between: for people and for programs.
std::string line_of(const Said& said, const std::string& worker, const Clock& clock) {
  std::string line =
      "at=" + format_instant(clock.now()) + " worker=" + worker + " event=" + said.event;
  if (!said.job.empty())
    line += " job=" + said.job + " kind=" + said.kind + " attempt=" + std::to_string(said.attempt) +
            " ms=" + std::to_string(said.milliseconds);
  if (!said.error.empty()) line += " error=" + said.error;
  return line;
}

Until until_of(const cli::Call& call) {
  if (call.has("--once")) return Until::once;
  return call.has("--until-idle") ? Until::idle : Until::stopped;
}

Result<int> how_many(const cli::Call& call) {
  if (!call.has("--jobs")) return 1;
  const std::string& given = call.value("--jobs");
  const bool number = !given.empty() && given.size() <= 2 &&
                      given.find_first_not_of("0123456789") == std::string::npos;
  int jobs = 0;
  for (const char digit : given) jobs = number ? jobs * 10 + (digit - '0') : 0;
  if (jobs < 1 || jobs > most_workers)
    return fail(Errc::invalid, "jobs.bad_count", {{"most", std::to_string(most_workers)}});
  return jobs;
}

// What waits for a later time is not done, and is said.
Result<void> tell_of_waiting(cli::Call& call, Office& office) {
  rows::Later later;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    later = TRY(rows::later(transaction, office.clock.now()));
  }
  if (later.jobs == 0) return {};
  call.remark(ombud::say(
      "jobs.some_wait",
      {{"jobs", std::to_string(later.jobs)}, {"first", TRY(zone_of(office)).show(later.first)}},
      call.language()));
  return {};
}

void print(cli::Call& call, const Tally& tally) {
  if (call.json()) {
    call.print_json(nlohmann::ordered_json{{"done", tally.done},
                                           {"put_off", tally.put_off},
                                           {"failed", tally.failed},
                                           {"refused", tally.refused},
                                           {"cancelled", tally.cancelled},
                                           {"handed_back", tally.handed_back},
                                           {"lost", tally.lost},
                                           {"enqueued", tally.enqueued}}
                        .dump());
    return;
  }
  if (jobs_in(tally) == 0) {
    call.line(ombud::say("jobs.nothing_done", {}, call.language()));
    return;
  }
  std::vector<std::pair<std::string, std::string>> facts;
  const auto add = [&](std::string_view key, std::int64_t count) {
    if (count > 0) facts.emplace_back(ombud::say(key, {}, call.language()), std::to_string(count));
  };
  add("jobs.state_done", tally.done);
  add("jobs.outcome_put_off", tally.put_off);
  add("jobs.state_failed", tally.failed);
  add("jobs.state_refused", tally.refused);
  add("jobs.state_cancelled", tally.cancelled);
  add("jobs.outcome_handed_back", tally.handed_back);
  add("jobs.outcome_lost", tally.lost);
  call.facts(facts);
}

int code_of(const Tally& tally, Until until) {
  const bool all_done = tally.put_off + tally.failed + tally.refused + tally.lost == 0;
  return until == Until::stopped || all_done ? 0 : cli::partly_done;
}

Result<Tally> work_here(Entrance& entrance, cli::Call& call, const Kinds& kinds, Stop& stop,
                        const std::function<void()>& entered) {
  Office& office = *TRY(entrance.enter(call, "jobs.work"));
  entered();
  std::string name;
  Surroundings surroundings;
  surroundings.wait = [&](std::chrono::milliseconds time) { return stop.wait(time); };
  surroundings.ticks = [] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
  };
  surroundings.say = [&](const Said& said) { call.remark(line_of(said, name, office.clock)); };
  Worker worker(office, kinds, surroundings);
  name = worker.name();
  surroundings.say({.event = "ready"});
  const Until until = until_of(call);
  Tally tally = TRY(worker.work(until));
  surroundings.say({.event = stop.asked() ? "stopped" : "ended"});
  if (until != Until::stopped && !stop.asked()) TRY(tell_of_waiting(call, office));
  return tally;
}

Result<int> run_work(Entrance& entrance, cli::Call& call, const Kinds& kinds) {
  if (call.has("--once") && call.has("--until-idle")) return fail(Errc::invalid, "jobs.one_end");
  const int workers = TRY(how_many(call));
  const Until until = until_of(call);
  if (workers == 1) {
    Stop stop;
    const Tally tally = TRY(work_here(entrance, call, kinds, stop, [] {}));
    print(call, tally);
    return stop.asked() ? 0 : code_of(tally, until);
  }
  // Asked once, by this process: the workers sign in with what was answered.
  if (call.has("--as") && !call.has("--password-file")) {
    const std::string question =
        ombud::say("accounts.ask_password", {{"name", call.value("--as")}}, call.language());
    const Secret password = TRY(call.secret(question, "--password-file", "OMBUD_PASSWORD"));
    setenv("OMBUD_PASSWORD", std::string(password.reveal()).c_str(), 1);
  }
  Crew crew(workers, until == Until::stopped,
            [&](const std::string& event) { call.remark("event=" + event); });
  const std::optional<Berth> berth = TRY(crew.muster());
  if (berth) {  // In the child: it works and answers nothing itself.
    Stop stop;
    const Tally tally = TRY(work_here(entrance, call, kinds, stop, [&] { berth->entered(); }));
    berth->ended(tally);
    return 0;
  }
  print(call, crew.tally());
  if (crew.code() != 0) return crew.code();
  return crew.stopped() ? 0 : code_of(crew.tally(), until);
}

}  // namespace

cli::Command work_command(Entrance& entrance, const SharedKinds& kinds) {
  return {.name = "work",
          .summary = "jobs.help_work",
          .example = "ombud work --until-idle",
          .options = {{.name = "--once", .help = "jobs.help_once", .flag = true},
                      {.name = "--until-idle", .help = "jobs.help_until_idle", .flag = true},
                      {.name = "--jobs", .help = "jobs.help_jobs", .value_name = "N"}},
          .run = [&entrance, kinds](cli::Call& call) { return run_work(entrance, call, *kinds); },
          .more = "jobs.help_work_more"};
}

}  // namespace ombud::jobs
