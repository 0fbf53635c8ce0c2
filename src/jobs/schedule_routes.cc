// The schedule over HTTP: what is done again and again, set and removed.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "jobs/commands.h"
#include "jobs/schedule.h"

namespace ombud::jobs {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

Result<ordered_json> as_json(accounts::Office& office, const Entry& entry) {
  ordered_json parameters = ordered_json::object();
  for (const auto& [name, value] : entry.parameters) parameters[name] = value;
  return ordered_json{
      {"name", entry.name},
      {"kind", entry.kind},
      {"account", TRY(name_of(office, entry.account))},
      {"parameters", std::move(parameters)},
      {"when", entry.recurrence.text()},
      {"zone", entry.zone},
      {"next_due", format_instant(entry.next_due)},
      {"last_due", entry.last_due ? ordered_json(format_instant(*entry.last_due)) : ordered_json()},
      {"last_job", text_json(entry.last_job)},
      {"skipped", entry.skipped}};
}

Result<http::Answer> list_entries(Visit& visit) {
  ordered_json all = ordered_json::array();
  for (const Entry& entry : TRY(entries(visit.office)))
    all.push_back(TRY(as_json(visit.office, entry)));
  return http::json(json_text({{"entries", std::move(all)}}));
}

// "name=value"; no form has more than a few.
Result<Facts> facts_in(http::Fields& fields) {
  Facts facts;
  for (const std::string& text : TRY(fields.texts("parameters", 20))) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return fail(Errc::invalid, "jobs.bad_parameters");
    facts.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return facts;
}

// An entry of that name is replaced: who sets it is the one on whose behalf it is done from then
// on.
Result<http::Answer> set_entry(Visit& visit, const Kinds& kinds) {
  EntryWish wish;
  wish.name = visit.request.parameter("entry");
  http::Fields fields = TRY(http::Fields::of(visit.request));
  wish.kind = TRY(fields.text("kind", 100));
  wish.recurrence = TRY(fields.text("when", 100));
  wish.zone = TRY(fields.optional_text("zone", 100)).value_or("");
  wish.parameters = TRY(facts_in(fields));
  TRY(fields.no_more());
  for (const Entry& entry : TRY(entries(visit.office)))
    if (entry.name == wish.name) TRY(remove_entry(visit.office, entry.name));
  const Entry set = TRY(add_entry(visit.office, kinds, wish));
  return http::json(json_text(TRY(as_json(visit.office, set))));
}

Result<http::Answer> remove_one(Visit& visit) {
  TRY(remove_entry(visit.office, visit.request.parameter("entry")));
  return http::done();
}

}  // namespace

std::vector<accounts::Route> schedule_routes(const SharedKinds& kinds) {
  using http::Method;
  using http::Work;
  return {
      {{.path = "/api/jobs/schedule", .permission = "jobs.list"}, list_entries},
      {{.method = Method::put,
        .path = "/api/jobs/schedule/{entry}",
        .permission = "jobs.schedule",
        .work = Work::writes,
        .body = http::Body::json},
       [kinds](Visit& visit) { return set_entry(visit, *kinds); }},
      {{.method = Method::erase,
        .path = "/api/jobs/schedule/{entry}",
        .permission = "jobs.schedule",
        .work = Work::writes},
       remove_one},
  };
}

}  // namespace ombud::jobs
