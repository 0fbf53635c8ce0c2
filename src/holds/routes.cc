// Holds over HTTP: the open ones, setting and lifting. A person is named by the handle that a
// search gave; the list names nobody, because there is no list of persons.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "connectors/connectors.h"
#include "holds/holds.h"
#include "http/fields.h"

namespace ombud::holds {

namespace {

using accounts::Office;
using accounts::Visit;
using Json = nlohmann::ordered_json;

// Those on persons, and on systems that who asks may see.
Result<std::vector<Hold>> holds_seen(Office& office) {
  std::vector<Hold> holds = TRY(holds::list(office));
  const std::vector<connectors::System> systems = TRY(connectors::list(office));
  std::erase_if(holds, [&](const Hold& hold) {
    return hold.system && std::none_of(systems.begin(), systems.end(), [&](const auto& system) {
             return system.id == *hold.system;
           });
  });
  return holds;
}

Result<Json> as_json(Office& office, const Hold& hold) {
  Json json = {
      {"number", hold.number},
      {"on", hold.person ? "person" : "system"},
      {"system", nullptr},
      {"reason", hold.reason},
      {"review_on", format_day(hold.review_on)},
      {"review_due", hold.review_on <= std::chrono::floor<std::chrono::days>(office.clock.now())},
      {"set_by", TRY(accounts::find(office, hold.set_by)).name},
      {"set_at", format_instant(hold.set_at)}};
  if (hold.system)
    for (const connectors::System& system : TRY(connectors::list(office)))
      if (system.id == *hold.system) json["system"] = system.name;
  return json;
}

// Those whose day has come first.
Result<http::Answer> list_holds(Visit& visit) {
  Office& office = visit.office;
  std::vector<Hold> holds = TRY(holds_seen(office));
  std::stable_sort(holds.begin(), holds.end(),
                   [](const Hold& a, const Hold& b) { return a.review_on < b.review_on; });
  Json all = Json::array();
  for (const Hold& hold : holds) all.push_back(TRY(as_json(office, hold)));
  evidence::Told told;
  told.event = "holds.listed";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = "open holds";
  told.reference = "holds";
  told.object = "holds";
  visit.tell(std::move(told));
  return http::json(json_text({{"holds", std::move(all)}}));
}

// How many wait for a look: what the first page says, without a word of the cases.
Result<http::Answer> count_due(Visit& visit) {
  const Day today = std::chrono::floor<std::chrono::days>(visit.office.clock.now());
  std::int64_t open = 0;
  std::int64_t due = 0;
  for (const Hold& hold : TRY(holds_seen(visit.office))) {
    ++open;
    if (hold.review_on <= today) ++due;
  }
  return http::json(json_text({{"open", open}, {"due", due}}));
}

Result<http::Answer> set_hold(Visit& visit, const FindPerson& find_person) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::optional<std::string> person = TRY(fields.optional_text("person", 40));
  const std::optional<std::string> system = TRY(fields.optional_text("system", 200));
  Hold hold;
  hold.reason = TRY(fields.text("reason", 1000));
  hold.review_on = TRY(parse_day(TRY(fields.text("review_on", 10))));
  TRY(fields.no_more());
  if (person.has_value() == system.has_value())
    return fail(Errc::invalid, "holds.person_or_system");
  if (person)
    hold.person = TRY(find_person(visit.office, *person));
  else
    hold.system = TRY(connectors::find(visit.office, *system)).id;
  const Hold made = TRY(holds::set(visit.office, std::move(hold)));
  return http::json(json_text(TRY(as_json(visit.office, made))), 201);
}

Result<http::Answer> lift_hold(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", 1000));
  TRY(fields.no_more());
  const std::string& number = visit.request.parameter("hold");
  for (const Hold& hold : TRY(holds_seen(visit.office)))
    if (hold.number == number) {
      TRY(holds::lift(visit.office, number, reason));
      return http::done();
    }
  // One that was lifted is known as such; of another nothing is said.
  for (const Hold& hold : TRY(holds::list(visit.office)))
    if (hold.number == number) return fail(Errc::not_found, "holds.unknown", {{"number", number}});
  TRY(holds::lift(visit.office, number, reason));
  return http::done();
}

}  // namespace

std::vector<accounts::Route> routes(FindPerson find_person) {
  using http::Body;
  using http::Method;
  using http::Work;
  return {
      {{.path = "/api/holds", .permission = "holds.list", .tells = true}, list_holds},
      {{.path = "/api/holds/due", .permission = "holds.list"}, count_due},
      {{.method = Method::post,
        .path = "/api/holds",
        .permission = "holds.set",
        .work = Work::writes,
        .body = Body::json},
       [find_person = std::move(find_person)](Visit& visit) {
         return set_hold(visit, find_person);
       }},
      {{.method = Method::post,
        .path = "/api/holds/{hold}/lifting",
        .permission = "holds.lift",
        .work = Work::writes,
        .body = Body::json},
       lift_hold},
  };
}

}  // namespace ombud::holds
