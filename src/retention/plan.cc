// From a rule to a plan. The rule's days are computed here and frozen in the plan's condition; the
// condition is asked when the plan is made and again of the locked rows of every batch, so whoever
// has come back or paid meanwhile stays.
#include <algorithm>

#include "retention/findings.h"
#include "retention/retention.h"

namespace ombud::retention {

namespace {

using conditions::Condition;

// How many earlier plans say what is usual.
constexpr std::size_t looks_of_usual = 10;

actions::Then then_of(Then then) {
  if (then == Then::anonymise) return actions::Then::anonymise;
  if (then == Then::de_identify) return actions::Then::de_identify;
  must(then == Then::erase);
  return actions::Then::erase;
}

// By whose end the first of the chosen must be gone: the source is asked whether any started before
// a day, and the day is drawn closer.
Result<std::optional<Day>> first_gone_by(const Desk& desk, const Rule& rule,
                                         const Findings& found) {
  if (rule.keep.bound == Bound::at_least || found.chosen == 0) return std::optional<Day>();
  const Setting setting = desk.setting();
  const sql::Table& table = *TRY(table_of(rule, setting));
  Day least = Day(std::chrono::year(1901) / 1 / 1);
  Day most = last_start_due(rule, setting.today);
  while (least < most) {
    const Day middle = least + (most - least) / 2;
    const Condition earlier = TRY(started_by(rule, setting, middle));
    if (TRY(desk.any(table, conditions::all_of({found.meant, earlier}))))
      most = middle;
    else
      least = middle + std::chrono::days(1);
  }
  return std::optional<Day>(kept_through(rule, least));
}

// Three times the most that was chosen before, and ten more.
bool far_more_than_usual(const std::vector<Look>& earlier, std::int64_t chosen) {
  std::int64_t most = 0;
  for (const Look& look : earlier) most = std::max(most, look.chosen);
  return chosen > 3 * most + 10;
}

// Whether a run of this version, map and schema was approved and carried out before. The first such
// was approved by a person, because nothing else lets a rule approve itself.
Result<bool> ran_before(accounts::Office& office, const std::vector<Look>& earlier,
                        const std::string& state) {
  for (const Look& look : earlier) {
    if (look.action.empty() || look.state_of_system != state) continue;
    const Result<actions::State> ended = actions::state_of(office, look.action);
    if (!ended && ended.error().code == Errc::not_found) continue;  // Of a log that was restored.
    const actions::State state_now = TRY(ended);
    if (state_now == actions::State::done || state_now == actions::State::done_with_remainder)
      return true;
  }
  return false;
}

// The key of why a person must approve; empty where the standing decision does.
Result<std::string> waits_for_person(accounts::Office& office, const Desk& desk,
                                     const Stored& stored, const Planned& planned,
                                     const std::vector<Look>& earlier) {
  if (!stored.standing || stored.standing->until < desk.today())
    return std::string("retention.waits_always");
  if (!TRY(ran_before(office, earlier, desk.state()))) return std::string("retention.waits_first");
  if (far_more_than_usual(earlier, planned.chosen)) return std::string("retention.waits_many");
  if (planned.review > 0) return std::string("retention.waits_review");
  return std::string();
}

Result<std::string> make_action(accounts::Office& office, const Desk& desk, const Stored& stored,
                                const Findings& found, const Wishes& wishes, Progress& progress) {
  actions::Selection selection;
  selection.system = desk.system().id;
  selection.table = stored.rule.table;
  selection.meets = found.meant;
  selection.then = then_of(stored.rule.then);
  selection.only = stored.rule.only;
  selection.reference = "retention rule " + stored.label();
  selection.rule = stored.label();
  selection.approval = "retention.approve";
  selection.instruction = wishes.instruction;
  selection.disposal = wishes.disposal;
  Result<std::string> number = actions::plan_selection(office, selection, progress);
  // They were there a moment ago and are not any more, or every one of them has a hold.
  if (!number && number.error().key == "actions.nobody_chosen") return std::string();
  return number;
}

}  // namespace

Result<Planned> plan(accounts::Office& office, const std::string& rule, const Wishes& wishes,
                     Progress& progress) {
  const Stored stored = TRY(find_rule(office, rule));
  Planned planned;
  Look look{office.clock.now(), 0, "", ""};
  const std::vector<Look> earlier = TRY(looks_with_action(office, stored, looks_of_usual));
  {
    const Desk desk = TRY(Desk::open(office, stored.rule.system));
    TRY(check_against(stored.rule, desk.setting()));
    const Findings found = TRY(findings(desk, stored.rule, false));
    planned.rule = stored.label();
    planned.chosen = look.chosen = found.chosen;
    planned.open = found.open;
    for (const Group& group : found.review) planned.review += group.rows;
    look.state_of_system = desk.state();
    planned.gone_by = TRY(first_gone_by(desk, stored.rule, found));
    planned.waits = TRY(waits_for_person(office, desk, stored, planned, earlier));
    if (found.chosen > 0 && stored.rule.then != Then::review)
      planned.action = look.action =
          TRY(make_action(office, desk, stored, found, wishes, progress));
  }
  TRY(add_look(office, stored, look));
  if (planned.action.empty() || !planned.waits.empty()) return planned;
  const Standing& standing = *stored.standing;
  TRY(actions::approve_by_standing(
      office, planned.action,
      {standing.decided_by, "standing decision of " + format_instant(standing.decided_at) +
                                " for retention rule " + stored.label()}));
  planned.approved_by_rule = true;
  return planned;
}

}  // namespace ombud::retention
