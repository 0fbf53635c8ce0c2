// From a rule to a plan. The rule's days are computed here and frozen in the plan's condition; the
// condition is asked when the plan is made and again of the locked rows of every batch, so whoever
// has come back or paid meanwhile stays.
//
// A rule has one plan that waits: who looks twice on a day gets the same again, and the plan of a
// later day takes the place of one that nobody has approved.
#include <algorithm>
#include <charconv>

#include "retention/findings.h"
#include "retention/look.h"
#include "retention/retention.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using conditions::Condition;

// How many earlier plans say what is usual.
constexpr std::size_t looks_of_usual = 10;

// A rule while it is looked at.
struct Looking {
  Office& office;
  const Stored& stored;
  const Desk& desk;
  const std::vector<Look>& earlier;  // From which plans came; newest first.
  std::int64_t plans = 0;            // How many there were.
  bool ran_before = false;
};

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

// Nothing where the log was restored from before it.
Result<std::optional<actions::State>> state_of(Office& office, const Look& look) {
  const Result<actions::State> state = actions::state_of(office, look.action);
  if (!state && state.error().code == Errc::not_found) return std::optional<actions::State>();
  return std::optional<actions::State>(TRY(state));
}

// Whether a run of this version, map and schema was approved and carried out before. The first such
// was approved by a person, because nothing else lets a rule approve itself.
Result<bool> ran_before(Office& office, const std::vector<Look>& earlier,
                        const std::string& state) {
  for (const Look& look : earlier) {
    if (look.state_of_system != state) continue;
    const std::optional<actions::State> now = TRY(state_of(office, look));
    if (now == actions::State::done || now == actions::State::done_with_remainder) return true;
  }
  return false;
}

// The key of why a person must approve; empty where the standing decision does.
std::string waits_for_person(const Looking& looking, const Planned& planned) {
  if (!stands(looking.stored, looking.desk.today())) return "retention.waits_always";
  if (!looking.ran_before) return "retention.waits_first";
  if (far_more_than_usual(looking.earlier, planned.chosen)) return "retention.waits_many";
  if (planned.review > 0) return "retention.waits_review";
  return "";
}

actions::Selection selection_of(const Desk& desk, const Stored& stored, const Findings& found) {
  actions::Selection selection;
  selection.system = desk.system().id;
  selection.table = stored.rule.table;
  selection.meets = found.meant;
  selection.then = then_of(stored.rule.then);
  selection.only = stored.rule.only;
  selection.reference = "retention rule " + stored.label();
  selection.rule = stored.label();
  selection.rule_name = stored.rule.name;
  selection.approval = "retention.approve";
  return selection;
}

std::int64_t count_in(const Error& error, std::string_view name) {
  std::int64_t count = 0;
  for (const auto& [key, value] : error.params)
    if (key == name) std::from_chars(value.data(), value.data() + value.size(), count);
  return count;
}

// The plan, and with it in one transaction that the rule was looked at: after a crash both are
// there or neither is. False where nobody is left to plan for: they were there a moment ago and are
// not any more, or have a hold, or the rule was carried out on them before.
Result<bool> make_action(const Looking& looking, actions::Selection selection, Look& look,
                         Planned& planned, Progress& progress) {
  selection.beside = [&](store::Transaction& transaction,
                         const actions::Chosen& chosen) -> Result<void> {
    planned.action = look.action = chosen.action;
    planned.chosen = look.chosen = chosen.persons;
    planned.held = chosen.held;
    planned.already = chosen.already;
    planned.waits = waits_for_person(looking, planned);
    look.waits = planned.waits;
    TRY(no_plan_since(transaction, looking.stored, looking.plans));
    return add_look(looking.office, transaction, looking.stored, look);
  };
  const Result<std::string> made = actions::plan_selection(looking.office, selection, progress);
  if (made) return true;
  if (made.error().key != "actions.nobody_chosen") return fail(made.error());
  planned.chosen = look.chosen = 0;
  planned.held = count_in(made.error(), "held");
  planned.already = count_in(made.error(), "already");
  return false;
}

// Of today, with the same map and schema: what is still to be approved or run is not planned twice.
Result<std::optional<Planned>> planned_today(const Looking& looking) {
  const Desk& desk = looking.desk;
  for (const Look& look : looking.earlier) {
    if (desk.setting().zone.day_of(look.at) != desk.today() ||
        look.state_of_system != desk.state() || !TRY(is_open(looking.office, look)))
      continue;
    Planned again;
    again.rule = looking.stored.label();
    again.action = look.action;
    again.chosen = look.chosen;
    again.again = true;
    again.waits = look.waits.value_or("retention.waits_always");
    TRY(approve_by_rule(looking.office, looking.stored, look, desk.today()));
    again.approved = TRY(state_of(looking.office, look)) == actions::State::approved;
    again.approved_by_rule = again.approved && again.waits.empty();
    return std::optional<Planned>(std::move(again));
  }
  return std::optional<Planned>();
}

// Whoever approved both would have the second find everybody as the first has left him.
Result<void> replace_earlier(const Looking& looking, Planned& planned) {
  for (const Look& look : looking.earlier) {
    if (TRY(state_of(looking.office, look)) != actions::State::planned) continue;
    TRY(actions::refuse(looking.office, look.action, planned.action + " takes its place"));
    planned.replaced.push_back(look.action);
  }
  return {};
}

Result<std::int64_t> plans_of(Office& office, const Stored& stored) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return count_plans(transaction, stored);
}

Result<void> look_at(const Looking& looking, const Wishes& wishes, Planned& planned,
                     Progress& progress) {
  const Stored& stored = looking.stored;
  const Desk& desk = looking.desk;
  Look look;
  look.at = looking.office.clock.now();
  look.state_of_system = desk.state();
  const Findings found = TRY(findings(desk, stored.rule, false));
  planned.chosen = look.chosen = found.chosen;
  planned.open = found.open;
  for (const Group& group : found.review) planned.review += group.rows;
  planned.gone_by = TRY(first_gone_by(desk, stored.rule, found));
  if (found.chosen > 0 && stored.rule.then != Then::review) {
    actions::Selection selection = selection_of(desk, stored, found);
    selection.instruction = wishes.instruction;
    selection.disposal = wishes.disposal;
    if (TRY(make_action(looking, std::move(selection), look, planned, progress))) return {};
  }
  store::Transaction transaction = TRY(looking.office.store.begin(looking.office.organisation.id));
  TRY(add_look(looking.office, transaction, stored, look));
  return transaction.commit();
}

}  // namespace

bool stands(const Stored& stored, Day today) {
  return stored.standing && today <= stored.standing->until;
}

Result<bool> is_open(Office& office, const Look& look) {
  const std::optional<actions::State> state = TRY(state_of(office, look));
  return state == actions::State::planned || state == actions::State::approved;
}

Result<bool> approve_by_rule(Office& office, const Stored& stored, const Look& look, Day today) {
  if (look.waits != "" || !stands(stored, today) ||
      TRY(state_of(office, look)) != actions::State::planned)
    return false;
  TRY(actions::approve_by_standing(
      office, look.action,
      {stored.standing->decided_by, "standing decision of " +
                                        format_instant(stored.standing->decided_at) +
                                        " for retention rule " + stored.label()}));
  return true;
}

Result<void> leave_out(Office& office, const Desk& desk, const Stored& stored, Findings& found,
                       Progress& progress) {
  if (found.chosen == 0 || stored.rule.then == Then::review) return {};
  const actions::Chosen chosen =
      TRY(actions::count_selection(office, selection_of(desk, stored, found), progress));
  found.chosen = chosen.persons;
  found.already = chosen.already;
  found.held = chosen.held;
  return {};
}

Result<Planned> plan(Office& office, const std::string& rule, const Wishes& wishes,
                     Progress& progress) {
  const Stored stored = TRY(rule_seen(office, rule));
  const std::int64_t plans = TRY(plans_of(office, stored));
  const std::vector<Look> earlier = TRY(looks_with_action(office, stored, looks_of_usual));
  const Desk desk = TRY(Desk::open(office, stored.rule.system));
  TRY(check_against(stored.rule, desk.setting()));
  Looking looking{office, stored, desk, earlier, plans};
  looking.ran_before = TRY(ran_before(office, earlier, desk.state()));
  if (std::optional<Planned> again = TRY(planned_today(looking))) return *std::move(again);
  Planned planned;
  planned.rule = stored.label();
  TRY(look_at(looking, wishes, planned, progress));
  if (planned.action.empty()) return planned;
  TRY(replace_earlier(looking, planned));
  Look look;
  look.action = planned.action;
  look.waits = planned.waits;
  planned.approved_by_rule = TRY(approve_by_rule(office, stored, look, desk.today()));
  planned.approved = planned.approved_by_rule;
  return planned;
}

}  // namespace ombud::retention
