#include "retention/answers.h"

#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "base/json.h"
#include "retention/look.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using Json = nlohmann::ordered_json;

std::string_view word(Start::From from) {
  switch (from) {
    case Start::From::column:
      return "column";
    case Start::From::latest:
      return "latest";
    default:
      return "earliest";
  }
}

std::string_view word(Keep::Form form) {
  switch (form) {
    case Keep::Form::period:
      return "period";
    case Keep::Form::calendar_years:
      return "calendar_years";
    default:
      return "financial_years";
  }
}

std::string_view word(Schedule::Every every) {
  switch (every) {
    case Schedule::Every::day:
      return "day";
    case Schedule::Every::week:
      return "week";
    case Schedule::Every::month:
      return "month";
    default:
      return "event";
  }
}

Json day_json(const std::optional<Day>& day) {
  return day ? Json(format_day(*day)) : Json(nullptr);
}

Json groups_json(const std::vector<Group>& groups) {
  Json all = Json::array();
  for (const Group& group : groups)
    all.push_back(
        {{"key", group.key}, {"day", group.what}, {"rows", group.rows}, {"keys", group.keys}});
  return all;
}

Json found_json(const Findings& found, Day on) {
  return {{"on", format_day(on)},
          {"rows", found.all},
          {"started", found.started},
          {"chosen", found.chosen},
          {"already", found.already},
          {"held", found.held},
          {"open", found.open},
          {"kept", groups_json(found.kept)},
          {"review", groups_json(found.review)}};
}

// The groups of a kept result, said.
void say_groups(Json& groups, Language language) {
  for (Json& group : groups) {
    const Group of{group.value("key", ""), group.value("day", ""), 0, {}};
    const bool sentence = of.key.starts_with("retention.");
    group["text"] = sentence ? say(of.key, {{"day", of.what}}, language) : of.key;
  }
}

std::string name_of(Office& office, const AccountId& id) {
  const Result<accounts::Account> account = accounts::find(office, id);
  return account ? account->name : id.text;
}

Json standing_json(Office& office, const Stored& stored, Day today) {
  if (!stored.standing) return nullptr;
  return {{"decided_by", name_of(office, stored.standing->decided_by)},
          {"decided_at", format_instant(stored.standing->decided_at)},
          {"until", format_day(stored.standing->until)},
          {"ended", !stands(stored, today)}};
}

// The newest plan of this version that nobody has begun.
Result<Json> waiting_json(Office& office, const Stored& stored, Language language) {
  const std::vector<Look> planned = TRY(looks_with_action(office, stored, 1));
  if (planned.empty() || !TRY(is_open(office, planned.front()))) return Json(nullptr);
  const Look& look = planned.front();
  const actions::State state = TRY(actions::state_of(office, look.action));
  Json json = {{"action", look.action},
               {"state", actions::word(state)},
               {"chosen", look.chosen},
               {"waits", nullptr}};
  if (look.waits && !look.waits->empty())
    json["waits"] = {{"key", *look.waits}, {"text", say(*look.waits, {}, language)}};
  return json;
}

}  // namespace

Json parts_json(const Rule& rule) {
  Json unless = Json::array();
  for (const auto& [name, expression] : rule.unless)
    unless.push_back({{"name", name}, {"expression", expression}});
  Json shared = Json::array();
  for (const Day day : rule.shared_days) shared.push_back(format_day(day));
  return {{"system", rule.system},
          {"table", rule.table},
          {"starts",
           {{"from", word(rule.starts.from)},
            {"table", rule.starts.table},
            {"column", rule.starts.column},
            {"on", rule.starts.on},
            {"where", rule.starts.where}}},
          {"keep",
           {{"bound", rule.keep.bound == Bound::at_most ? "at_most" : "at_least"},
            {"form", word(rule.keep.form)},
            {"count", rule.keep.period.count},
            {"unit", word(rule.keep.period.unit)},
            {"text", format_keep(rule.keep)}}},
          {"unless", std::move(unless)},
          {"then", retention::word(rule.then)},
          {"only", rule.only},
          {"because", rule.because},
          {"law", rule.law},
          {"schedule", {{"every", word(rule.schedule.every)}, {"event", rule.schedule.event}}},
          {"lead_days", rule.lead_days},
          {"financial_year_ends", rule.financial_year_ends},
          {"activity", rule.activity},
          {"shared_days", std::move(shared)}};
}

Json cut_offs_json(const Rule& rule, Day today) {
  Json all = Json::array();
  for (const int months : {0, 1, 3, 6, 12}) {
    const Day on = add_months(today, months);
    all.push_back({{"on", format_day(on)}, {"last_start", format_day(last_start_due(rule, on))}});
  }
  return all;
}

std::string written_result(const Simulated& simulated, const Rule& rule, Day on) {
  Json json = found_json(simulated.found, on);
  json["keep"] = format_keep(rule.keep);
  json["months"] = Json::array();
  for (const Simulated::Month& month : simulated.months)
    json["months"].push_back(
        {{"month", format_day(month.last).substr(0, 7)}, {"rows", month.rows}});
  json["by"] = Json::array();
  for (const auto& [value, rows] : simulated.by)
    json["by"].push_back({{"value", value}, {"rows", rows}});
  return json_text(json);
}

std::string written_result(const Findings& found, Day on) {
  return json_text(found_json(found, on));
}

Json result_json(const Found& kept, Language language) {
  Json json = Json::parse(kept.json, nullptr, false);
  must(json.is_object());  // It was sealed: nobody else has written it.
  say_groups(json["kept"], language);
  say_groups(json["review"], language);
  json["rule"] = kept.rule;
  json["job"] = kept.job;
  json["made_at"] = format_instant(kept.made_at);
  return json;
}

Result<Json> rule_answer(Office& office, const Stored& stored,
                         const std::map<std::string, Found>& counts, Language language) {
  const Day today = TRY(zone_of(office)).day_of(office.clock.now());
  const std::vector<Look> last = TRY(looks(office, stored, 1));
  Json json = {{"rule", stored.rule.name},
               {"version", stored.version},
               {"parts", parts_json(stored.rule)},
               {"made_by", name_of(office, stored.made_by)},
               {"made_at", format_instant(stored.made_at)},
               {"mine", stored.made_by == office.actor.account},
               {"standing", standing_json(office, stored, today)},
               {"next_look", nullptr},
               {"looked", nullptr},
               {"waiting", TRY(waiting_json(office, stored, language))},
               {"counted", nullptr}};
  json["next_look"] = day_json(TRY(next_look_of(office, stored, last)));
  if (!last.empty()) {
    json["looked"] = {{"at", format_instant(last.front().at)},
                      {"chosen", last.front().chosen},
                      {"action", nullptr}};
    if (!last.front().action.empty()) json["looked"]["action"] = last.front().action;
  }
  if (const auto counted = counts.find(stored.id); counted != counts.end())
    json["counted"] = result_json(counted->second, language);
  return json;
}

Json why_answer(const Why& why, Language language) {
  Json json = {{"rules", Json::array()}, {"fields", Json::array()}};
  for (const RuleOnRow& rule : why.rules) {
    Json review = Json::array();
    for (const std::string& key : rule.review) review.push_back(say(key, {}, language));
    json["rules"].push_back({{"rule", rule.rule},
                             {"then", word(rule.then)},
                             {"bound", rule.bound == Bound::at_most ? "at_most" : "at_least"},
                             {"only", rule.only},
                             {"start", day_json(rule.start)},
                             {"kept_through", day_json(rule.kept_through)},
                             {"due_from", day_json(rule.due_from)},
                             {"kept_by", rule.kept_by},
                             {"open", rule.open},
                             {"review", std::move(review)},
                             {"taken_now", rule.taken_now}});
  }
  for (const FieldOnRow& field : why.fields)
    json["fields"].push_back(
        {{"column", field.column},
         {"rule", field.rule ? Json(*field.rule) : Json(nullptr)},
         {"due_from", day_json(field.due_from)},
         {"stays_because", field.because.empty()
                               ? Json(nullptr)
                               : Json(datamap::say_reason(field.because, language))}});
  return json;
}

}  // namespace ombud::retention
