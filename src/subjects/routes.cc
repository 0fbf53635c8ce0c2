// A person over HTTP: searched for, told apart, chosen, seen with values masked, one field in full.
// Whatever says whom somebody looks for, and why, comes in a body: addresses stay in histories.

#include "subjects/routes.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "holds/holds.h"
#include "http/fields.h"
#include "http/problem.h"
#include "subjects/clearance.h"
#include "subjects/criteria.h"
#include "subjects/show.h"

namespace ombud::subjects {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_criteria = 10;
constexpr std::size_t most_answered = 20;
constexpr std::size_t most_reference = 200;

ordered_json in_json(const accounts::Office& office, const Match& match) {
  return {{"row", row_number(office, match.system, match.table, match.key)},
          {"system", match.system},
          {"table", match.table},
          {"matched", match.matched},
          {"strong", match.strong},
          {"ambiguous", match.ambiguous}};
}

// A person may have been found in systems that the one who asks must not know of.
Result<std::set<std::string>> systems_seen(accounts::Office& office) {
  std::set<std::string> names;
  for (const connectors::System& system : TRY(connectors::list(office))) names.insert(system.name);
  return names;
}

ordered_json in_json(const accounts::Office& office, const Person& person,
                     const std::set<std::string>& seen) {
  ordered_json matches = ordered_json::array();
  for (const Match& match : person.matches)
    if (seen.contains(match.system)) matches.push_back(in_json(office, match));
  return {{"person", person.handle},
          {"needs_choice", person.needs_choice},
          {"matches", std::move(matches)}};
}

ordered_json in_json(const std::vector<NotSearched>& all, Language language) {
  ordered_json list = ordered_json::array();
  for (const NotSearched& one : all) {
    // Which file or host it was is the administrator's to know.
    const Error told =
        http::is_inside(one.why) ? Error{Errc::unavailable, "subjects.not_reached", {}} : one.why;
    list.push_back({{"system", one.system}, {"key", told.key}, {"why", say(told, language)}});
  }
  return list;
}

ordered_json in_json(const std::optional<std::string>& text) {
  return text ? ordered_json(*text) : ordered_json();
}

Result<std::vector<Criterion>> criteria_in(http::Fields& fields) {
  std::vector<Criterion> criteria;
  for (const std::string& line : TRY(fields.texts("criteria", most_criteria)))
    criteria.push_back(criterion_of(Secret(line)));
  return criteria;
}

Result<http::Answer> search_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reference = TRY(fields.text("reference", most_reference));
  const std::vector<Criterion> criteria = TRY(criteria_in(fields));
  TRY(fields.no_more());
  Silent silent;
  const Found found = TRY(subjects::find(visit.office, criteria, reference, silent));
  const std::set<std::string> seen = TRY(systems_seen(visit.office));
  ordered_json persons = ordered_json::array();
  for (std::size_t i = 0; i < found.persons.size() && i < most_answered; ++i)
    persons.push_back(in_json(visit.office, found.persons[i], seen));
  ordered_json alarms = ordered_json::array();
  for (const Raised& raised : found.alarms)
    alarms.push_back({{"alarm", raised.alarm}, {"kind", raised.kind}});
  return http::json(
      json_text({{"persons", std::move(persons)},
                 {"found", found.persons.size()},
                 {"searched", found.searched},
                 {"not_searched", in_json(found.not_searched, visit.request.language)},
                 {"by_index_only", found.by_index_only},
                 {"alarms", std::move(alarms)}}));
}

// As what each line would be searched for; nothing is looked up and nothing kept.
Result<http::Answer> read_lines(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::vector<Criterion> criteria = TRY(criteria_in(fields));
  TRY(fields.no_more());
  const detectors::Reading reading = reading_of(visit.office);
  ordered_json kinds = ordered_json::array();
  for (const Criterion& criterion : criteria) {
    const Result<Criteria> read = read_criteria({criterion}, reading);
    ordered_json kind;
    if (read && !read->values.empty()) kind = read->values.front().word();
    if (read && !read->numbers.empty()) kind = "number";
    if (read && !read->keys.empty()) kind = "key";
    kinds.push_back(std::move(kind));
  }
  return http::json(json_text({{"kinds", std::move(kinds)}}));
}

Result<http::Answer> compare_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reference = TRY(fields.text("reference", most_reference));
  const std::vector<std::string> persons = TRY(fields.texts("persons", most_compared));
  TRY(fields.no_more());
  const Compared compared = TRY(subjects::compare(visit.office, persons, reference));
  ordered_json sides = ordered_json::array();
  for (const Compared::Side& side : compared.sides)
    sides.push_back({{"person", side.person},
                     {"row", side.row},
                     {"system", side.system},
                     {"table", side.table},
                     {"subject", side.subject}});
  ordered_json lines = ordered_json::array();
  for (const Compared::Line& line : compared.lines) {
    ordered_json values = ordered_json::array();
    for (const auto& value : line.values) values.push_back(in_json(value));
    lines.push_back({{"category", word(line.category)},
                     {"values", std::move(values)},
                     {"differs", line.differs}});
  }
  return http::json(
      json_text({{"sides", std::move(sides)},
                 {"lines", std::move(lines)},
                 {"not_reached", in_json(compared.not_reached, visit.request.language)}}));
}

Result<http::Answer> choose_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reference = TRY(fields.text("reference", most_reference));
  const std::vector<std::string> persons = TRY(fields.texts("persons", most_answered));
  const std::vector<std::string> rows = TRY(fields.texts("rows"));
  TRY(fields.no_more());
  if (persons.empty()) return fail(Errc::invalid, "subjects.nothing_chosen");
  const Person chosen = TRY(subjects::choose(visit.office, persons, rows, reference));
  return http::json(json_text(in_json(visit.office, chosen, TRY(systems_seen(visit.office)))));
}

ordered_json in_json(const ShownTable& table, const accounts::Actor& actor) {
  ordered_json fields = ordered_json::array();
  for (const datamap::Field& field : table.fields)
    fields.push_back(
        {{"column", field.column},
         {"category", word(field.category)},
         {"part", field.part},
         {"class", word(field.data_class)},
         {"may_reveal", actor.may("subjects.reveal") &&
                            accounts::may_read(actor, field.data_class, accounts::Task::reveal)}});
  ordered_json rows = ordered_json::array();
  for (const ShownRow& row : table.shown) {
    ordered_json values = ordered_json::array();
    for (const auto& value : row.values) values.push_back(in_json(value));
    rows.push_back({{"row", row.row}, {"shared", row.shared}, {"values", std::move(values)}});
  }
  return {{"system", table.system},  {"table", table.table},   {"subject", table.subject},
          {"rows", table.rows},      {"shared", table.shared}, {"fields", std::move(fields)},
          {"shown", std::move(rows)}};
}

Result<ordered_json> holds_of(accounts::Office& office, const Person& person) {
  ordered_json all = ordered_json::array();
  for (const holds::Hold& hold : TRY(holds::standing(office, person.id, std::nullopt)))
    all.push_back({{"hold", hold.number},
                   {"reason", hold.reason},
                   {"review_on", format_day(hold.review_on)}});
  return all;
}

Result<http::Answer> show_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reference = TRY(fields.text("reference", most_reference));
  TRY(fields.no_more());
  Silent silent;
  const Shown shown =
      TRY(subjects::show(visit.office, visit.request.parameter("person"), reference, silent));
  ordered_json tables = ordered_json::array();
  for (const ShownTable& table : shown.tables) tables.push_back(in_json(table, visit.office.actor));
  ordered_json pointing = ordered_json::array();
  for (const Pointing& one : shown.pointing)
    pointing.push_back({{"system", one.system}, {"table", one.table}, {"rows", one.rows}});
  return http::json(json_text({{"person", shown.person.handle},
                               {"tables", std::move(tables)},
                               {"pointing", std::move(pointing)},
                               {"not_reached", in_json(shown.not_reached, visit.request.language)},
                               {"holds", TRY(holds_of(visit.office, shown.person))}}));
}

Result<http::Answer> reveal_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Revealing wanted{visit.request.parameter("person"), TRY(fields.text("system")),
                         TRY(fields.text("table")), TRY(fields.text("column")),
                         TRY(fields.text("reference", most_reference))};
  TRY(fields.no_more());
  Silent silent;
  ordered_json values = ordered_json::array();
  for (const Revealed& one : TRY(subjects::reveal(visit.office, wanted, silent)))
    values.push_back({{"row", one.row}, {"value", in_json(one.value)}});
  return http::json(json_text({{"values", std::move(values)}}));
}

accounts::Route asking(std::string path, std::string permission,
                       std::function<Result<http::Answer>(Visit&)> run) {
  // It asks systems, and its entry lasts before it does. Done twice it finds the same, so its
  // answer is not kept under a key.
  return {{.method = http::Method::post,
           .path = std::move(path),
           .permission = std::move(permission),
           .work = http::Work::own,
           .body = http::Body::json,
           .most_bytes = 16 * 1024,
           .needs_key = false},
          std::move(run)};
}

}  // namespace

std::vector<accounts::Route> routes() {
  std::vector<accounts::Route> all{
      asking("/api/subjects/searches", "subjects.find", search_here),
      asking("/api/subjects/readings", "subjects.find", read_lines),
      asking("/api/subjects/comparisons", "subjects.choose", compare_here),
      asking("/api/subjects/persons/{person}/views", "subjects.show", show_here),
      asking("/api/subjects/persons/{person}/reveals", "subjects.reveal", reveal_here),
      {{.method = http::Method::post,
        .path = "/api/subjects/choices",
        .permission = "subjects.choose",
        .work = http::Work::writes,
        .body = http::Body::json},
       choose_here}};
  for (accounts::Route& route : all)
    route.declared.step_up = route.declared.permission == "subjects.reveal";
  for (accounts::Route& route : alarm_routes()) all.push_back(std::move(route));
  for (accounts::Route& route : clearance_routes()) all.push_back(std::move(route));
  return all;
}

}  // namespace ombud::subjects
