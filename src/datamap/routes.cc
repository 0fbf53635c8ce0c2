// Maps over HTTP: how far each system's is, one version read, its changes since, and confirming the
// version that was read and no other.

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "datamap/summary.h"
#include "http/page.h"

namespace ombud::datamap {

namespace {

using accounts::Visit;
using connectors::System;
using nlohmann::ordered_json;

ordered_json number_or_null(std::int64_t number) {
  return number > 0 ? ordered_json(number) : ordered_json();
}

Result<System> system_of(Visit& visit) {
  return connectors::find(visit.office, visit.request.parameter("system"));
}

Result<http::Answer> list_maps(Visit& visit) {
  const std::vector<Standing> standings = TRY(datamap::standings(visit.office));
  ordered_json all = ordered_json::array();
  for (const System& system : TRY(connectors::list(visit.office))) {
    if (system.address.kind == connectors::Kind::manual) continue;  // Nothing there to map.
    const auto at = std::find_if(standings.begin(), standings.end(),
                                 [&](const Standing& one) { return one.system == system.id; });
    const Standing standing = at == standings.end() ? Standing() : *at;
    all.push_back({{"system", system.name},
                   {"newest", number_or_null(standing.newest)},
                   {"made_at", instant_json(standing.made_at)},
                   {"confirmed", number_or_null(standing.confirmed)},
                   {"confirmed_at", instant_json(standing.confirmed_at)}});
  }
  return http::json(json_text({{"maps", std::move(all)}}));
}

ordered_json as_json(const NamedVersion& named) {
  const Version& version = named.version;
  ordered_json json = {{"version", version.number},
                       {"made_at", format_instant(version.made_at)},
                       {"made_by", named.made_by},
                       {"confirmed_at", instant_json(version.confirmed_at)},
                       {"confirmed_by", nullptr}};
  if (!named.confirmed_by.empty()) json["confirmed_by"] = named.confirmed_by;
  return json;
}

// What identifies the state that somebody read: confirming it makes it another one.
std::string state_of(const Map& map) { return map.id.text + (map.confirmed ? " confirmed" : ""); }

// The tag is the same in every language: reasons are said in the reader's, the map is one.
Result<http::Answer> answer_map(Visit& visit, const System& system, const Map& map) {
  const std::string tag = http::etag_of(state_of(map));
  ordered_json json = {{"map", ordered_json::parse(to_json(map, visit.request.language))},
                       {"etag", tag}};
  for (const NamedVersion& named : TRY(named_versions(visit.office, system)))
    if (named.version.number == map.version) json.update(as_json(named));
  json.update(ordered_json{{"summary", summary_json(map, summary_of(map))}});
  http::Answer answer = http::json(json_text(json));
  answer.headers.emplace_back("ETag", tag);
  return answer;
}

Result<http::Answer> show_newest(Visit& visit) {
  const System system = TRY(system_of(visit));
  return answer_map(visit, system, TRY(latest(visit.office, system, false)));
}

Result<http::Answer> show_confirmed(Visit& visit) {
  const System system = TRY(system_of(visit));
  return answer_map(visit, system, TRY(latest(visit.office, system, true)));
}

Result<http::Answer> show_version(Visit& visit) {
  const System system = TRY(system_of(visit));
  const std::int64_t number = TRY(version_in(visit.request.parameter("version")));
  return answer_map(visit, system, TRY(version(visit.office, system, number)));
}

Result<http::Answer> list_versions(Visit& visit) {
  const System system = TRY(system_of(visit));
  ordered_json all = ordered_json::array();
  for (const NamedVersion& named : TRY(named_versions(visit.office, system)))
    all.push_back(as_json(named));
  return http::json(json_text({{"versions", std::move(all)}}));
}

Result<std::unique_ptr<connectors::Connector>> opened(Visit& visit, const System& system) {
  Result<std::unique_ptr<connectors::Connector>> connector = connectors::open(visit.office, system);
  if (!connector)
    return fail(connectors::in_plain_words(connector.error(), visit.request.language));
  return connector;
}

Result<http::Answer> confirm_map(Visit& visit) {
  const System system = TRY(system_of(visit));
  const Map map = TRY(latest(visit.office, system, false));
  TRY(http::check_version(visit.request, state_of(map)));
  const std::unique_ptr<connectors::Connector> connector = TRY(opened(visit, system));
  const Result<Map> done = confirm(visit.office, *connector, map, map.version);
  if (done) return answer_map(visit, system, *done);
  if (done.error().key == "datamap.newer_version")
    return fail(Errc::conflict, "http.changed_since");
  if (done.error().key != "datamap.faulty")
    return fail(connectors::in_plain_words(done.error(), visit.request.language));
  const std::vector<Error> found = faults(map, *TRY(connector->catalogue()));
  return fail(Errc::invalid, "datamap.faulty",
              {{"count", std::to_string(found.size())},
               {"first", found.empty() ? "" : say(found.front(), visit.request.language)}});
}

ordered_json as_json(const std::vector<Error>& errors, Language language) {
  ordered_json all = ordered_json::array();
  for (const Error& one : errors) all.push_back({{"key", one.key}, {"text", say(one, language)}});
  return all;
}

ordered_json as_json(const Change& change) {
  return {{"what", word(change.what)},
          {"table", change.table},
          {"column", change.column},
          {"was", change.was},
          {"is", change.is}};
}

// Columns of which the map says nothing: keys, states, and tables that are nobody's.
ordered_json left_out(const Map& map, const sql::Catalogue& catalogue) {
  ordered_json all = ordered_json::array();
  for (const sql::Table& table : catalogue.tables) {
    if (table.kind != sql::Table::Kind::table) continue;
    const std::string label = catalogue.label(table);
    const Table* mapped = map.table(label);
    ordered_json columns = ordered_json::array();
    for (const sql::Column& column : table.columns)
      if (mapped == nullptr || mapped->field(column.name.text()) == nullptr)
        columns.push_back(column.name.text());
    if (!columns.empty()) all.push_back({{"table", label}, {"columns", std::move(columns)}});
  }
  return all;
}

Result<void> tell_compared(accounts::Office& office, const System& system) {
  evidence::Told told;
  told.event = "datamap.compared";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "data map of " + system.name;
  told.object = "system " + system.name;
  TRY(office.log.append_now(told));
  return {};
}

// The newest map held against the system as it is now: no row is read.
Result<http::Answer> compare(Visit& visit) {
  const System system = TRY(system_of(visit));
  const Map map = TRY(latest(visit.office, system, false));
  TRY(tell_compared(visit.office, system));
  const std::unique_ptr<connectors::Connector> connector = TRY(opened(visit, system));
  const Result<std::optional<Changed>> changed = changed_since(visit.office, *connector);
  if (!changed) return fail(connectors::in_plain_words(changed.error(), visit.request.language));
  const sql::Catalogue& catalogue = *TRY(connector->catalogue());
  ordered_json changes = ordered_json::array();
  if (*changed)
    for (const Change& one : (*changed)->changes) changes.push_back(as_json(one));
  return http::json(json_text(
      {{"version", map.version},
       {"confirmed", *changed ? ordered_json((*changed)->confirmed.version) : ordered_json()},
       {"changes", std::move(changes)},
       {"faults", as_json(faults(map, catalogue), visit.request.language)},
       {"left_out", left_out(map, catalogue)}}));
}

}  // namespace

std::vector<accounts::Route> routes() {
  using http::Method;
  using http::Work;
  constexpr std::size_t at_a_time = 2;
  const std::string one = "/api/datamap/maps/{system}";
  return {{{.path = "/api/datamap/maps", .permission = "datamap.show"}, list_maps},
          {{.path = one, .permission = "datamap.show"}, show_newest},
          {{.path = one + "/confirmed", .permission = "datamap.show"}, show_confirmed},
          {{.path = one + "/versions", .permission = "datamap.show"}, list_versions},
          {{.path = one + "/versions/{version}", .permission = "datamap.show"}, show_version},
          {{.method = Method::post,
            .path = one + "/confirmation",
            .permission = "datamap.confirm",
            .work = Work::own,
            .side_by_side = at_a_time},
           confirm_map},
          {{.method = Method::post,
            .path = one + "/comparison",
            .permission = "datamap.show",
            .work = Work::own,
            .side_by_side = at_a_time},
           compare}};
}

}  // namespace ombud::datamap
