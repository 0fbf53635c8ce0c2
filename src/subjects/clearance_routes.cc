// Searches on people who work here, over HTTP: which wait for a second person, and his answer.

#include <map>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "subjects/clearance.h"

namespace ombud::subjects {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_words = 1000;

Result<ordered_json> as_json(accounts::Office& office, const std::vector<Clearance>& all) {
  std::map<AccountId, std::string> names = TRY(accounts::names(office));
  ordered_json list = ordered_json::array();
  for (const Clearance& one : all)
    list.push_back({{"clearance", one.number},
                    {"account", text_json(names[one.account])},
                    {"kind", one.kind},
                    {"reference", one.reference},
                    {"asked_at", format_instant(one.asked_at)},
                    {"state", one.state},
                    {"decided_by", text_json(names[one.decided_by])},
                    {"decided_at", instant_json(one.decided_at)},
                    {"until", instant_json(one.until)},
                    {"note", text_json(one.note)}});
  return ordered_json{{"clearances", std::move(list)}};
}

Result<http::Answer> list_waiting(Visit& visit) {
  const std::vector<Clearance> all = TRY(clearances_waiting(visit.office));
  // Who searches whom at work: a look at it is an entry like any other.
  evidence::Told told;
  told.event = "subjects.clearances_listed";
  told.use = UseKind::list;
  told.account = visit.office.actor.account;
  told.criterion = "searches on people who work here";
  told.reference = "clearances";
  told.object = "clearances";
  visit.tell(std::move(told));
  return http::json(json_text(TRY(as_json(visit.office, all))));
}

Result<http::Answer> list_own(Visit& visit) {
  return http::json(json_text(TRY(as_json(visit.office, TRY(own_clearances(visit.office))))));
}

Result<http::Answer> decide_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const bool yes = TRY(fields.boolean("yes"));
  const std::string note = TRY(fields.optional_text("note", most_words)).value_or("");
  TRY(fields.no_more());
  TRY(decide_clearance(visit.office, visit.request.parameter("clearance"), yes, note));
  return http::done();
}

}  // namespace

std::vector<accounts::Route> clearance_routes() {
  return {{{.path = "/api/subjects/clearances", .permission = "subjects.clear", .tells = true},
           list_waiting},
          {{.path = "/api/subjects/own-clearances", .permission = "subjects.find"}, list_own},
          {{.method = http::Method::post,
            .path = "/api/subjects/clearances/{clearance}/decision",
            .permission = "subjects.clear",
            .work = http::Work::writes,
            .body = http::Body::json,
            .most_bytes = 8 * 1024,
            .step_up = true},
           decide_here}};
}

}  // namespace ombud::subjects
