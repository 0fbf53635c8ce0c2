#include "retention/asked.h"

#include <nlohmann/json.hpp>

#include "retention/answers.h"
#include "retention/look.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using jobs::Facts;
using jobs::value_of;

std::string text_of(std::int64_t number) { return std::to_string(number); }

Result<void> keep(Office& office, jobs::Work& work, const Stored& stored, std::string_view kind,
                  const std::string& json) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(work.fence(transaction));
  TRY(keep_result(office, transaction, stored, kind, work.job(), json));
  return transaction.commit();
}

// What is different from the rule as it stands; all may be empty.
struct Otherwise {
  std::string on;
  std::string keep;
  std::string by;
};

Result<Simulated> simulated_by(Office& office, Stored& stored, const Otherwise& otherwise,
                               std::string_view kind, jobs::Work& work) {
  TRY(office.log.append_now(
      told_of(office, "retention.simulated", stored, "counts by rule " + stored.rule.name)));
  Desk desk = TRY(Desk::open(office, stored.rule.system));
  if (!otherwise.on.empty()) desk.move_to(TRY(parse_day(otherwise.on)));
  if (!otherwise.keep.empty()) stored.rule.keep = TRY(parse_keep(otherwise.keep));
  Simulated simulated = TRY(simulate(desk, stored.rule, otherwise.by));
  TRY(leave_out(office, desk, stored, simulated.found, work.progress()));
  TRY(keep(office, work, stored, kind, written_result(simulated, stored.rule, desk.today())));
  return simulated;
}

Facts facts_of(const Stored& stored, const Findings& found) {
  std::int64_t review = 0;
  for (const Group& group : found.review) review += group.rows;
  return {{"rule", stored.label()},
          {"chosen", text_of(found.chosen)},
          {"held", text_of(found.held)},
          {"review", text_of(review)}};
}

// A rule whose system does not answer must not keep the others from being counted.
Result<Facts> count(Office& office, const Facts& parameters, jobs::Work& work) {
  const std::string& only = value_of(parameters, "rule");
  std::vector<Stored> rules;
  if (only.empty())
    rules = TRY(rules_seen(office));
  else
    rules.push_back(TRY(rule_seen(office, only)));
  std::optional<Error> fault;
  std::int64_t chosen = 0;
  std::uint64_t done = 0;
  for (Stored& stored : rules) {
    TRY(work.go_on());
    work.progress().tell("rules", done++, rules.size());
    const Result<Simulated> simulated = simulated_by(office, stored, {}, results::count, work);
    if (!simulated)
      fault = simulated.error();
    else
      chosen += simulated->found.chosen;
  }
  if (fault) return fail(*fault);
  return Facts{{"rules", text_of(std::ssize(rules))}, {"chosen", text_of(chosen)}};
}

Result<Facts> simulate_one(Office& office, const Facts& parameters, jobs::Work& work) {
  Stored stored = TRY(rule_seen(office, value_of(parameters, "rule")));
  const Otherwise otherwise{value_of(parameters, "on"), value_of(parameters, "keep"),
                            value_of(parameters, "by")};
  const Simulated simulated =
      TRY(simulated_by(office, stored, otherwise, results::simulation, work));
  return facts_of(stored, simulated.found);
}

Result<Facts> check_one(Office& office, const Facts& parameters, jobs::Work& work) {
  const Stored stored = TRY(rule_seen(office, value_of(parameters, "rule")));
  TRY(office.log.append_now(
      told_of(office, "retention.checked", stored, "rows to review of rule " + stored.rule.name)));
  const Desk desk = TRY(Desk::open(office, stored.rule.system));
  Findings found = TRY(findings(desk, stored.rule, true));
  TRY(leave_out(office, desk, stored, found, work.progress()));
  TRY(keep(office, work, stored, results::check, written_result(found, desk.today())));
  return facts_of(stored, found);
}

Result<Wishes> wishes_for(Office& office, const std::string& job) {
  Wishes wishes;
  const std::optional<Found> kept = TRY(result_of(office, results::wishes, job));
  if (!kept) return wishes;
  const nlohmann::json json = nlohmann::json::parse(kept->json, nullptr, false);
  must(json.is_object());  // It was sealed: nobody else has written it.
  const auto parts = [&](const char* name, auto& wish) {
    if (!json.contains(name)) return;
    const nlohmann::json& three = json.at(name);
    wish.emplace();
    auto& [first, second, third] = *wish;
    first = three.at(0).get<std::string>();
    second = three.at(1).get<std::string>();
    third = three.at(2).get<std::string>();
  };
  parts("instruction", wishes.instruction);
  parts("disposal", wishes.disposal);
  return wishes;
}

Result<Facts> plan_one(Office& office, const Facts& parameters, jobs::Work& work) {
  const Wishes wishes = TRY(wishes_for(office, work.job()));
  const Planned planned = TRY(plan(office, value_of(parameters, "rule"), wishes, work.progress()));
  Facts facts = {{"rule", planned.rule},
                 {"action", planned.action},
                 {"chosen", text_of(planned.chosen)},
                 {"held", text_of(planned.held)},
                 {"already", text_of(planned.already)},
                 {"open", text_of(planned.open)},
                 {"review", text_of(planned.review)},
                 {"again", planned.again ? "yes" : "no"},
                 {"approved", planned.approved ? "yes" : "no"},
                 {"waits", planned.waits}};
  if (planned.gone_by) facts.emplace_back("gone_by", format_day(*planned.gone_by));
  return facts;
}

jobs::Kind asked(std::string name, std::string permission, auto run) {
  jobs::Kind kind;
  kind.name = std::move(name);
  kind.permission = std::move(permission);
  kind.run = std::move(run);
  kind.attempts = 1;  // Somebody waits for it and sees why it failed.
  return kind;
}

}  // namespace

jobs::Kind count_kind() { return asked("retention.count", "retention.simulate", count); }

jobs::Kind simulate_kind() {
  return asked("retention.simulate", "retention.simulate", simulate_one);
}

jobs::Kind check_kind() { return asked("retention.check", "retention.check", check_one); }

jobs::Kind plan_kind() { return asked("retention.plan", "retention.plan", plan_one); }

}  // namespace ombud::retention
