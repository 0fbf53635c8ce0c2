#include "holds/seen.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace ombud::holds {

namespace {

using accounts::Office;
using Json = nlohmann::ordered_json;

// By id, of those that who acts may see.
Result<std::map<std::string, std::string>> system_names(Office& office) {
  std::map<std::string, std::string> names;
  for (const connectors::System& system : TRY(connectors::list(office)))
    names.emplace(system.id.text, system.name);
  return names;
}

}  // namespace

Result<std::vector<Hold>> seen(Office& office, const SeesPerson& sees_person) {
  const std::map<std::string, std::string> systems = TRY(system_names(office));
  std::vector<Hold> all;
  for (Hold& hold : TRY(holds::list(office)))
    if (hold.system ? systems.contains(hold.system->text) : TRY(sees_person(office, *hold.person)))
      all.push_back(std::move(hold));
  return all;
}

Result<void> lift_seen(Office& office, const SeesPerson& sees_person, const std::string& number,
                       const std::string& reason) {
  const std::vector<Hold> known = TRY(seen(office, sees_person));
  const bool is_seen = std::any_of(known.begin(), known.end(),
                                   [&](const Hold& hold) { return hold.number == number; });
  if (is_seen || !accounts::is_limited(office.actor)) return holds::lift(office, number, reason);
  accounts::note_hidden(office, "hold " + number);
  return fail(Errc::not_found, "holds.unknown", {{"number", number}});
}

bool is_due(const Office& office, const Hold& hold) {
  return hold.review_on <= std::chrono::floor<std::chrono::days>(office.clock.now());
}

evidence::Told told_of_list(const Office& office) {
  evidence::Told told;
  told.event = "holds.listed";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = "open holds";
  told.reference = "holds";
  told.object = "holds";
  return told;
}

Result<Json> as_json(Office& office, const std::vector<Hold>& holds) {
  const std::map<std::string, std::string> systems = TRY(system_names(office));
  Json all = Json::array();
  for (const Hold& hold : holds) {
    const auto system = hold.system ? systems.find(hold.system->text) : systems.end();
    all.push_back({{"number", hold.number},
                   {"on", hold.person ? "person" : "system"},
                   {"system", system == systems.end() ? Json() : Json(system->second)},
                   {"reason", hold.reason},
                   {"review_on", format_day(hold.review_on)},
                   {"review_due", is_due(office, hold)},
                   {"set_by", TRY(accounts::find(office, hold.set_by)).name},
                   {"set_at", format_instant(hold.set_at)}});
  }
  return all;
}

}  // namespace ombud::holds
