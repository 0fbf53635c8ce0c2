// Rules over HTTP: the list, one rule, writing and removing, and the standing decision. Nothing
// here but writing asks a source, and writing does so outside of any transaction: a rule is held
// against its system before it is stored.
#include "retention/routes.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "retention/answers.h"
#include "retention/look.h"

namespace ombud::retention {

namespace {

using accounts::Visit;
using Json = nlohmann::ordered_json;

constexpr std::size_t longest_yaml = 200'000;

Result<http::Answer> list_rules(Visit& visit) {
  const std::map<std::string, Found> counts = TRY(last_counts(visit.office));
  Json all = Json::array();
  for (const Stored& stored : TRY(rules_seen(visit.office)))
    all.push_back(TRY(rule_answer(visit.office, stored, counts, visit.request.language)));
  return http::json(json_text({{"rules", std::move(all)}}));
}

Result<Json> whole_rule(Visit& visit, const Stored& stored) {
  accounts::Office& office = visit.office;
  Json json = TRY(rule_answer(office, stored, TRY(last_counts(office)), visit.request.language));
  const Day today = TRY(zone_of(office)).day_of(office.clock.now());
  json["yaml"] = write_rule(stored.rule);
  json["today"] = format_day(today);
  json["cut_offs"] = cut_offs_json(stored.rule, today);
  json["looks"] = Json::array();
  for (const Look& look : TRY(looks(office, stored, 10)))
    json["looks"].push_back({{"at", format_instant(look.at)},
                             {"chosen", look.chosen},
                             {"action", look.action.empty() ? Json(nullptr) : Json(look.action)}});
  return json;
}

Result<http::Answer> show_one(Visit& visit) {
  const Stored stored = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  return http::json(json_text(TRY(whole_rule(visit, stored))));
}

// Line and column of what is wrong, where the error does not have them yet.
Error placed(Error error, const std::string& yaml, const std::string& rule) {
  if (place_of(error)) return error;
  if (const std::optional<PlaceInText> place = place_in(yaml, rule, error)) {
    error.params.emplace_back("line", std::to_string(place->line));
    error.params.emplace_back("character", std::to_string(place->column));
  }
  return error;
}

std::string rule_in(const Error& error) {
  for (const auto& [name, value] : error.params)
    if (name == "rule") return value;
  return "";
}

// Of a text alone: nothing is asked and nothing stored, so a page may ask at each pause.
Result<http::Answer> read_text(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string yaml = TRY(fields.text("yaml", longest_yaml));
  TRY(fields.no_more());
  Json json = {{"rules", Json::array()}, {"fault", nullptr}};
  const Result<std::vector<Rule>> rules = read_rules(yaml);
  if (!rules) {
    const Error error = placed(rules.error(), yaml, rule_in(rules.error()));
    const std::optional<PlaceInText> place = place_of(error);
    json["fault"] = {{"key", error.key},
                     {"text", say(error, visit.request.language)},
                     {"line", place ? Json(place->line) : Json(nullptr)},
                     {"column", place ? Json(place->column) : Json(nullptr)}};
    return http::json(json_text(json));
  }
  const Day today = TRY(zone_of(visit.office)).day_of(visit.office.clock.now());
  for (const Rule& rule : *rules)
    json["rules"].push_back({{"rule", rule.name},
                             {"parts", parts_json(rule)},
                             {"cut_offs", cut_offs_json(rule, today)}});
  return http::json(json_text(json));
}

// All are held against their systems before any is stored.
Result<std::vector<SystemId>> systems_of(accounts::Office& office, const std::vector<Rule>& rules,
                                         const std::string& yaml) {
  std::vector<SystemId> systems;
  for (const Rule& rule : rules) {
    const auto checked = [&]() -> Result<SystemId> {
      const Desk desk = TRY(Desk::open(office, rule.system));
      TRY(check_against(rule, desk.setting()));
      return desk.system().id;
    };
    const Result<SystemId> system = checked();
    if (!system) return fail(placed(system.error(), yaml, rule.name));
    systems.push_back(*system);
  }
  return systems;
}

Result<std::vector<Rule>> rules_in(const std::string& yaml) {
  Result<std::vector<Rule>> rules = read_rules(yaml);
  if (!rules) return fail(placed(rules.error(), yaml, rule_in(rules.error())));
  return rules;
}

Json stored_json(const Stored& stored) {
  return {{"rule", stored.rule.name}, {"version", stored.version}};
}

// New ones: a name that is taken is for whoever sees what he changes.
Result<http::Answer> add_rules(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string yaml = TRY(fields.text("yaml", longest_yaml));
  TRY(fields.no_more());
  const std::vector<Rule> rules = TRY(rules_in(yaml));
  const std::vector<SystemId> systems = TRY(systems_of(visit.office, rules, yaml));
  // All or none: in one frame, which nothing outside is asked in.
  store::Frame frame =
      TRY(visit.office.store.frame(visit.office.organisation.id, sql::Begin::write));
  Json all = Json::array();
  for (std::size_t i = 0; i < rules.size(); ++i)
    all.push_back(stored_json(TRY(store_rule(visit.office, rules[i], systems[i], 0))));
  TRY(frame.commit());
  return http::json(json_text({{"rules", std::move(all)}}), 201);
}

Result<http::Answer> replace_rule(Visit& visit) {
  const std::string& name = visit.request.parameter("rule");
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string yaml = TRY(fields.text("yaml", longest_yaml));
  const std::int64_t version = TRY(fields.integer("version"));
  TRY(fields.no_more());
  const std::vector<Rule> rules = TRY(rules_in(yaml));
  if (rules.size() != 1 || rules.front().name != name)
    return fail(Errc::invalid, "retention.another_name", {{"rule", name}});
  const std::vector<SystemId> systems = TRY(systems_of(visit.office, rules, yaml));
  const Stored stored = TRY(store_rule(visit.office, rules.front(), systems.front(), version));
  return http::json(json_text(stored_json(stored)));
}

Result<std::string> reason_in(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", 1000));
  TRY(fields.no_more());
  return reason;
}

Result<http::Answer> remove_one(Visit& visit) {
  const std::string reason = TRY(reason_in(visit));
  const Stored stored = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  TRY(remove_rule(visit.office, stored.rule.name, reason));
  return http::done();
}

// A year at most, after which somebody decides again.
Result<http::Answer> let_one_stand(Visit& visit) {
  const std::string reason = TRY(reason_in(visit));
  const Stored seen = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  const Day today = TRY(zone_of(visit.office)).day_of(visit.office.clock.now());
  const Stored stored = TRY(let_stand(visit.office, seen.rule.name, add_months(today, 12), reason));
  return http::json(json_text(TRY(whole_rule(visit, stored))));
}

Result<http::Answer> end_one_standing(Visit& visit) {
  const std::string reason = TRY(reason_in(visit));
  const Stored seen = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  const Stored stored = TRY(end_standing(visit.office, seen.rule.name, reason));
  return http::json(json_text(TRY(whole_rule(visit, stored))));
}

}  // namespace

std::vector<accounts::Route> routes_of_rules() {
  using http::Body;
  using http::Method;
  using http::Work;
  return {
      {{.path = "/api/retention/rules", .permission = "retention.show"}, list_rules},
      {{.path = "/api/retention/rules/{rule}", .permission = "retention.show"}, show_one},
      {{.method = Method::post,
        .path = "/api/retention/readings",
        .permission = "retention.add",
        .work = Work::own,
        .body = Body::json,
        .most_bytes = 256 * 1024,
        .needs_key = false},
       read_text},
      {{.method = Method::post,
        .path = "/api/retention/rules",
        .permission = "retention.add",
        .work = Work::own,
        .body = Body::json,
        .most_bytes = 256 * 1024},
       add_rules},
      {{.method = Method::put,
        .path = "/api/retention/rules/{rule}",
        .permission = "retention.add",
        .work = Work::own,
        .body = Body::json,
        .most_bytes = 256 * 1024},
       replace_rule},
      {{.method = Method::post,
        .path = "/api/retention/rules/{rule}/removal",
        .permission = "retention.remove",
        .work = Work::writes,
        .body = Body::json},
       remove_one},
      {{.method = Method::post,
        .path = "/api/retention/rules/{rule}/standing",
        .permission = "retention.standing",
        .work = Work::writes,
        .body = Body::json,
        .step_up = true},
       let_one_stand},
      {{.method = Method::post,
        .path = "/api/retention/rules/{rule}/standing-end",
        .permission = "retention.standing",
        .work = Work::writes,
        .body = Body::json},
       end_one_standing},
  };
}

std::vector<accounts::Route> routes() {
  std::vector<accounts::Route> all = routes_of_rules();
  for (accounts::Route& route : routes_of_data()) all.push_back(std::move(route));
  return all;
}

}  // namespace ombud::retention
