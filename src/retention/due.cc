// Which rules are to be looked at: a schedule says when, never how long anything is kept.
#include "base/calendar.h"
#include "retention/desk.h"
#include "retention/look.h"
#include "retention/retention.h"
#include "retention/store.h"

namespace ombud::retention {

namespace {

using std::chrono::days;

Day next_look(const Schedule& schedule, Day last) {
  switch (schedule.every) {
    case Schedule::Every::day:
      return last + days(1);
    case Schedule::Every::week:
      return last + days(7);
    case Schedule::Every::month:
      return add_months(last, 1);
    case Schedule::Every::event:
      return last;
  }
  std::abort();
}

}  // namespace

Result<Zone> zone_of(const accounts::Office& office) {
  return Zone::find(zone_name(country_of(office.organisation.law).value_or(Country::se)));
}

Result<std::optional<Day>> next_look_of(const accounts::Office& office, const Stored& stored,
                                        const std::vector<Look>& newest) {
  const Zone zone = TRY(zone_of(office));
  if (stored.rule.schedule.every == Schedule::Every::event) return std::optional<Day>();
  if (newest.empty()) return std::optional<Day>(zone.day_of(office.clock.now()));
  return std::optional<Day>(next_look(stored.rule.schedule, zone.day_of(newest.front().at)));
}

Result<std::vector<Due>> due(accounts::Office& office, const std::string& event) {
  const Zone zone = TRY(zone_of(office));
  const Day today = zone.day_of(office.clock.now());
  std::vector<Due> all;
  for (const Stored& stored : TRY(rules_seen(office))) {
    const Schedule& schedule = stored.rule.schedule;
    const std::vector<Look> last = TRY(looks(office, stored, 1));
    const bool on_event = schedule.every == Schedule::Every::event;
    const bool wanted =
        on_event ? schedule.event == event && !event.empty()
                 : last.empty() || next_look(schedule, zone.day_of(last.front().at)) <= today;
    if (!wanted) continue;
    Due one{stored.rule.name, format_schedule(schedule), std::nullopt};
    if (!last.empty()) one.looked_at = last.front().at;
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace ombud::retention
