#include "actions/plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "base/text.h"
#include "evidence/merkle.h"

namespace ombud::actions {

namespace {

using Json = nlohmann::json;

constexpr std::string_view whats[] = {"show", "let_go", "change", "remove", "keep"};
constexpr std::string_view kinds[] = {"access", "erase"};
constexpr std::string_view thens[] = {"erase", "anonymise", "de_identify"};
constexpr std::string_view states[] = {"planning", "planned",     "approved", "refused",
                                       "running",  "partly_done", "done",     "done_with_remainder",
                                       "closed"};
static_assert(std::size(states) == static_cast<std::size_t>(State::closed) + 1);

// Which of the words it is. Of a word that is none, value() throws as any other damage does.
std::size_t position(std::span<const std::string_view> words, const std::string& word) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) found = i;
  return found.value();
}

// Of a text that is none, throws too.
Instant instant_in(const Json& json) {
  const Result<Instant> at = parse_instant(json.get<std::string>());
  return (at ? std::optional(*at) : std::nullopt).value();
}

// Of what is no whole number it throws; to convert that would be undefined.
std::int64_t integer_in(const Json& json) { return json.get_ref<const Json::number_integer_t&>(); }

Json of(const Error& error) {
  Json params = Json::array();
  for (const auto& [name, value] : error.params) params.push_back({name, value});
  return {{"code", static_cast<int>(error.code)}, {"key", error.key}, {"params", params}};
}

Error error_in(const Json& json) {
  Error error{
      static_cast<Errc>(integer_in(json.at("code"))), json.at("key").get<std::string>(), {}};
  for (const Json& param : json.at("params"))
    error.params.emplace_back(param.at(0).get<std::string>(), param.at(1).get<std::string>());
  return error;
}

Json of(const Step& step) {
  Json changes = Json::array();
  for (const Change& change : step.changes)
    changes.push_back({{"column", change.column},
                       {"how", word(change.how)},
                       {"constant", change.constant},
                       {"category", word(change.category)}});
  Json stays = Json::array();
  for (const Stays& stay : step.stays)
    stays.push_back({{"column", stay.column}, {"because", stay.because}});
  return {{"what", word(step.what)},
          {"system", step.system},
          {"table", step.table},
          {"key_columns", step.key_columns},
          {"whole_row_is_key", step.whole_row_is_key},
          {"belongs_by", step.belongs_by},
          {"changes", changes},
          {"stays", stays},
          {"rows", step.rows},
          {"why", step.why}};
}

Step step_in(const Json& json) {
  Step step;
  step.what = static_cast<Step::What>(position(whats, json.at("what")));
  step.system = json.at("system");
  step.table = json.at("table");
  step.key_columns = json.at("key_columns").get<std::vector<std::string>>();
  step.whole_row_is_key = json.at("whole_row_is_key");
  step.belongs_by = json.at("belongs_by").get<std::vector<std::string>>();
  for (const Json& change : json.at("changes"))
    step.changes.push_back({change.at("column"),
                            datamap::erase_of(change.at("how").get<std::string>()).value(),
                            change.at("constant"),
                            data_category_of(change.at("category").get<std::string>()).value()});
  for (const Json& stay : json.at("stays"))
    step.stays.push_back({stay.at("column"), stay.at("because")});
  step.rows = integer_in(json.at("rows"));
  step.why = json.at("why");
  return step;
}

Json of(const PlannedSystem& system) {
  Json json = {{"id", system.id.text},
               {"name", system.name},
               {"kind", system.kind},
               {"controller", system.controller},
               {"map_version", system.map_version},
               {"catalogue", system.catalogue},
               {"identity", system.identity},
               {"by_itself", Json::array()},
               {"remarks", Json::array()}};
  for (const Error& error : system.by_itself) json["by_itself"].push_back(of(error));
  for (const Error& error : system.remarks) json["remarks"].push_back(of(error));
  return json;
}

PlannedSystem system_in(const Json& json) {
  PlannedSystem system;
  system.id.text = json.at("id");
  system.name = json.at("name");
  system.kind = json.at("kind");
  system.controller = json.at("controller");
  system.map_version = integer_in(json.at("map_version"));
  system.catalogue = json.at("catalogue");
  system.identity = json.at("identity");
  for (const Json& error : json.at("by_itself")) system.by_itself.push_back(error_in(error));
  for (const Json& error : json.at("remarks")) system.remarks.push_back(error_in(error));
  return system;
}

Json of(const Many& many) {
  Json places = Json::array();
  for (const auto& [table, column] : many.own_places) places.push_back({table, column});
  return {{"table", many.table},     {"meets", many.meets},  {"then", word(many.then)},
          {"only", many.only},       {"rule", many.rule},    {"approval", many.approval},
          {"persons", many.persons}, {"held", many.held},    {"already", many.already},
          {"shared", many.shared},   {"own_places", places}, {"has_scrubs", many.has_scrubs}};
}

Many many_in(const Json& json) {
  Many many;
  many.table = json.at("table");
  many.meets = json.at("meets");
  many.then = static_cast<Then>(position(thens, json.at("then")));
  many.only = json.at("only").get<std::vector<std::string>>();
  many.rule = json.at("rule");
  many.approval = json.at("approval");
  many.persons = integer_in(json.at("persons"));
  many.held = integer_in(json.at("held"));
  many.already = integer_in(json.at("already"));
  many.shared = integer_in(json.at("shared"));
  for (const Json& place : json.at("own_places"))
    many.own_places.emplace_back(place.at(0), place.at(1));
  many.has_scrubs = json.at("has_scrubs");
  return many;
}

Plan plan_in(const Json& json) {
  Plan plan;
  plan.id.text = json.at("id");
  plan.number = json.at("number");
  plan.kind = json.at("kind") == kinds[0] ? Kind::access : Kind::erase;
  if (const Json& person = json.at("person"); !person.is_null())
    plan.person = PersonId{person.get<std::string>()};
  plan.reference = json.at("reference");
  plan.planned_by.text = json.at("planned_by");
  plan.planned_at = instant_in(json.at("planned_at"));
  plan.law = json.at("law");
  if (const Json& given = json.at("instruction"); !given.is_null())
    plan.instruction = Instruction{given.at("who"), given.at("given_on"), given.at("document")};
  if (const Json& given = json.at("disposal"); !given.is_null())
    plan.disposal = Disposal{given.at("body"), given.at("decided_on"), given.at("document")};
  for (const Json& system : json.at("systems")) plan.systems.push_back(system_in(system));
  for (const Json& step : json.at("steps")) plan.steps.push_back(step_in(step));
  for (const Json& part : json.at("not_reached"))
    plan.not_reached.push_back({part.at("system"), error_in(part.at("why")), part.at("by_hand")});
  plan.mentions_left = integer_in(json.at("mentions_left"));
  if (const Json& many = json.at("many"); !many.is_null()) plan.many = many_in(many);
  return plan;
}

}  // namespace

std::string_view word(Step::What what) { return whats[static_cast<std::size_t>(what)]; }

std::string_view word(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::string_view word(Then then) { return thens[static_cast<std::size_t>(then)]; }

std::string_view word(State state) { return states[static_cast<std::size_t>(state)]; }

std::string write_error(const Error& error) { return of(error).dump(); }

Result<Error> read_error(std::string_view text) {
  try {
    return error_in(Json::parse(text));
  } catch (const std::exception&) {  // As of a plan.
    return fail(Errc::internal, "actions.plan_damaged");
  }
}

std::string write_head(const Plan& plan) {
  Json json = {{"format", "ombud-plan@v2"},
               {"id", plan.id.text},
               {"number", plan.number},
               {"kind", word(plan.kind)},
               {"person", nullptr},
               {"many", nullptr},
               {"reference", plan.reference},
               {"planned_by", plan.planned_by.text},
               {"planned_at", format_instant(plan.planned_at)},
               {"law", plan.law},
               {"instruction", nullptr},
               {"disposal", nullptr},
               {"systems", Json::array()},
               {"steps", Json::array()},
               {"not_reached", Json::array()},
               {"mentions_left", plan.mentions_left}};
  if (plan.person) json["person"] = plan.person->text;
  if (plan.many) json["many"] = of(*plan.many);
  if (plan.instruction)
    json["instruction"] = {{"who", plan.instruction->who},
                           {"given_on", plan.instruction->given_on},
                           {"document", plan.instruction->document}};
  if (plan.disposal)
    json["disposal"] = {{"body", plan.disposal->body},
                        {"decided_on", plan.disposal->decided_on},
                        {"document", plan.disposal->document}};
  for (const PlannedSystem& system : plan.systems) json["systems"].push_back(of(system));
  for (const Step& step : plan.steps) json["steps"].push_back(of(step));
  for (const NotReached& part : plan.not_reached)
    json["not_reached"].push_back(
        {{"system", part.system}, {"why", of(part.why)}, {"by_hand", part.by_hand}});
  return json.dump();
}

Result<Plan> read_head(std::string_view bytes) {
  try {
    return plan_in(Json::parse(bytes));
  } catch (const std::exception&) {  // A plan is our own bytes: anything wrong with it is damage.
    return fail(Errc::internal, "actions.plan_damaged");
  }
}

std::string root_of(const std::vector<std::string>& chunks) {
  evidence::Frontier tree;
  for (const std::string& chunk : chunks) tree.add(evidence::leaf_hash(chunk));
  return to_hex(tree.root());
}

}  // namespace ombud::actions
