#include "subjects/limits.h"

#include "base/calendar.h"
#include "base/zones.h"

namespace ombud::subjects {

namespace {

struct Known {
  const char* name;
  std::int64_t least;
  std::int64_t most;
};

constexpr Known searches_an_hour{"searches_an_hour", 1, 1'000'000};
constexpr Known searches_without_action{"searches_without_action", 1, 1'000'000};
constexpr Known first_hour{"first_hour", 0, 23};
constexpr Known last_hour{"last_hour", 1, 24};
constexpr Known free_days{"free_days", 0, 1};

Result<void> put(store::Transaction& transaction, const Known& known, std::int64_t value) {
  if (value < known.least || value > known.most)
    return fail(Errc::invalid, "subjects.bad_limit",
                {{"name", known.name},
                 {"least", std::to_string(known.least)},
                 {"most", std::to_string(known.most)}});
  return transaction.execute_exactly(
      1,
      "insert into subjects_setting (organisation_id, name, value) values (?, ?, ?) "
      "on conflict (organisation_id, name) do update set value = excluded.value",
      {transaction.organisation().text, std::string(known.name), value});
}

}  // namespace

Result<Limits> limits(store::Transaction& transaction) {
  Limits read;
  for (const sql::Row& row :
       TRY(transaction.all("select name, value from subjects_setting where organisation_id = ?",
                           {transaction.organisation().text}))) {
    const std::string& name = store::text_in(row[0]);
    const std::int64_t value = store::integer_in(row[1]);
    if (name == searches_an_hour.name) read.searches_an_hour = value;
    if (name == searches_without_action.name) read.searches_without_action = value;
    if (name == first_hour.name) read.first_hour = value;
    if (name == last_hour.name) read.last_hour = value;
    if (name == free_days.name) read.free_days = value != 0;
  }
  return read;
}

Result<void> set_limits(accounts::Office& office, const Limits& limits) {
  if (limits.first_hour >= limits.last_hour)
    return fail(Errc::invalid, "subjects.bad_limit",
                {{"name", last_hour.name},
                 {"least", std::to_string(limits.first_hour + 1)},
                 {"most", std::to_string(last_hour.most)}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(put(transaction, searches_an_hour, limits.searches_an_hour));
  TRY(put(transaction, searches_without_action, limits.searches_without_action));
  TRY(put(transaction, first_hour, limits.first_hour));
  TRY(put(transaction, last_hour, limits.last_hour));
  TRY(put(transaction, free_days, limits.free_days ? 1 : 0));
  evidence::Told told;
  told.event = "subjects.limits_set";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = "limits of searching";
  told.details = {{searches_an_hour.name, std::to_string(limits.searches_an_hour)},
                  {searches_without_action.name, std::to_string(limits.searches_without_action)},
                  {first_hour.name, std::to_string(limits.first_hour)},
                  {last_hour.name, std::to_string(limits.last_hour)},
                  {free_days.name, limits.free_days ? "1" : "0"}};
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

bool is_working_time(const Limits& limits, const std::string& law, Instant now) {
  const Country country = country_of(law).value_or(Country::se);
  Day day = std::chrono::floor<std::chrono::days>(now);
  std::chrono::seconds since_midnight = std::chrono::duration_cast<std::chrono::seconds>(now - day);
  // A machine without zones is told of by `ombud doctor`; there the clock is UTC's.
  if (const Result<Zone> zone = Zone::find(zone_name(country))) {
    const LocalTime local = zone->local(now);
    day = local.day;
    since_midnight = local.since_midnight;
  }
  if (!limits.free_days && !working_day(country, day)) return false;
  return since_midnight >= std::chrono::hours(limits.first_hour) &&
         since_midnight < std::chrono::hours(limits.last_hour);
}

}  // namespace ombud::subjects
