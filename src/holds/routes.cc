// Holds over HTTP: the open ones, setting and lifting. A person is named by the handle that a
// search gave; the list names nobody, because there is no list of persons.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "holds/seen.h"
#include "http/fields.h"

namespace ombud::holds {

namespace {

using accounts::Visit;

// Those whose day has come first.
Result<http::Answer> list_holds(Visit& visit, const SeesPerson& sees_person) {
  std::vector<Hold> all = TRY(seen(visit.office, sees_person));
  std::stable_sort(all.begin(), all.end(),
                   [](const Hold& a, const Hold& b) { return a.review_on < b.review_on; });
  visit.tell(told_of_list(visit.office));
  return http::json(json_text({{"holds", TRY(as_json(visit.office, all))}}));
}

// How many wait for a look: what the first page says, without a word of the cases.
Result<http::Answer> count_due(Visit& visit, const SeesPerson& sees_person) {
  const std::vector<Hold> open = TRY(seen(visit.office, sees_person));
  const std::ptrdiff_t due = std::count_if(
      open.begin(), open.end(), [&](const Hold& hold) { return is_due(visit.office, hold); });
  return http::json(json_text({{"open", open.size()}, {"due", due}}));
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
  return http::json(json_text(TRY(as_json(visit.office, {made})).front()), 201);
}

Result<http::Answer> lift_hold(Visit& visit, const SeesPerson& sees_person) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", 1000));
  TRY(fields.no_more());
  TRY(lift_seen(visit.office, sees_person, visit.request.parameter("hold"), reason));
  return http::done();
}

}  // namespace

std::vector<accounts::Route> routes(FindPerson find_person, SeesPerson sees_person) {
  using http::Body;
  using http::Method;
  using http::Work;
  return {
      {{.path = "/api/holds", .permission = "holds.list", .tells = true},
       [sees_person](Visit& visit) { return list_holds(visit, sees_person); }},
      {{.path = "/api/holds/due", .permission = "holds.list"},
       [sees_person](Visit& visit) { return count_due(visit, sees_person); }},
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
       [sees_person](Visit& visit) { return lift_hold(visit, sees_person); }},
  };
}

}  // namespace ombud::holds
