#include "retention/show.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/json.h"

namespace ombud::retention {

namespace {

using Json = nlohmann::ordered_json;

std::string label(const cli::Call& call, std::string_view key) {
  return say(key, {}, call.language());
}

std::string joined(const std::vector<std::string>& texts, std::string_view between = ", ") {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : std::string(between)) + text;
  return all;
}

Json day_json(const std::optional<Day>& day) {
  return day ? Json(format_day(*day)) : Json(nullptr);
}

std::string shown(const std::optional<Day>& day) { return day ? format_day(*day) : "\xe2\x80\x93"; }

std::string name_of(accounts::Office& office, const AccountId& id) {
  const Result<accounts::Account> account = accounts::find(office, id);
  return account ? account->name : id.text;
}

Json groups_json(const std::vector<Group>& groups, Language language) {
  Json all = Json::array();
  for (const Group& group : groups) {
    Json one = {{"key", group.key}, {"text", said(group, language)}, {"rows", group.rows}};
    if (!group.what.empty()) one["day"] = group.what;
    if (!group.keys.empty()) one["keys"] = group.keys;
    all.push_back(std::move(one));
  }
  return all;
}

// Of a rule on a row, in one cell.
std::string state_of(const cli::Call& call, const RuleOnRow& rule) {
  if (rule.taken_now) return label(call, "retention.row_due");
  if (!rule.review.empty()) {
    std::vector<std::string> texts;
    for (const std::string& key : rule.review) texts.push_back(label(call, key));
    return joined(texts, "; ");
  }
  if (!rule.kept_by.empty())
    return say("retention.row_kept_by", {{"names", joined(rule.kept_by)}}, call.language());
  if (!rule.open.empty())
    return say("retention.row_open", {{"names", joined(rule.open)}}, call.language());
  if (!rule.start) return label(call, "retention.row_no_start");
  return label(call, "retention.row_not_yet");
}

}  // namespace

std::string said(const Group& group, Language language) {
  if (!group.key.starts_with("retention.")) return group.key;
  return say(group.key, {{"day", group.what}}, language);
}

void print_json(cli::Call& call, const Json& json) { call.print_json(json_text(json, 2)); }

Json rule_json(accounts::Office& office, const Stored& stored) {
  const Rule& rule = stored.rule;
  Json json = {{"rule", rule.name},
               {"version", stored.version},
               {"subject", rule.system + "." + rule.table},
               {"keep", format_keep(rule.keep)},
               {"then", word(rule.then)},
               {"only", rule.only},
               {"because", rule.because},
               {"law", rule.law},
               {"schedule", format_schedule(rule.schedule)},
               {"lead_days", rule.lead_days},
               {"made_by", name_of(office, stored.made_by)},
               {"made_at", format_instant(stored.made_at)},
               {"standing", nullptr},
               {"yaml", write_rule(rule)}};
  if (stored.standing)
    json["standing"] = {{"decided_by", name_of(office, stored.standing->decided_by)},
                        {"decided_at", format_instant(stored.standing->decided_at)},
                        {"until", format_day(stored.standing->until)}};
  return json;
}

Json findings_json(const Findings& found, Language language) {
  return {{"rows", found.all},
          {"started", found.started},
          {"chosen", found.chosen},
          {"already", found.already},
          {"held", found.held},
          {"open", found.open},
          {"kept", groups_json(found.kept, language)},
          {"review", groups_json(found.review, language)}};
}

Json simulated_json(const Simulated& simulated, Language language) {
  Json json = findings_json(simulated.found, language);
  json["months"] = Json::array();
  for (const Simulated::Month& month : simulated.months)
    json["months"].push_back(
        {{"month", format_day(month.last).substr(0, 7)}, {"rows", month.rows}});
  json["by"] = Json::array();
  for (const auto& [value, rows] : simulated.by)
    json["by"].push_back({{"value", value}, {"rows", rows}});
  return json;
}

Json why_json(const Why& why) {
  Json json = {{"rules", Json::array()}, {"fields", Json::array()}, {"holds", why.holds}};
  for (const RuleOnRow& rule : why.rules)
    json["rules"].push_back({{"rule", rule.rule},
                             {"then", word(rule.then)},
                             {"only", rule.only},
                             {"start", day_json(rule.start)},
                             {"kept_through", day_json(rule.kept_through)},
                             {"due_from", day_json(rule.due_from)},
                             {"kept_by", rule.kept_by},
                             {"open", rule.open},
                             {"review", rule.review},
                             {"taken_now", rule.taken_now}});
  for (const FieldOnRow& field : why.fields)
    json["fields"].push_back({{"column", field.column},
                              {"rule", field.rule ? Json(*field.rule) : Json(nullptr)},
                              {"due_from", day_json(field.due_from)},
                              {"stays_because", field.because}});
  return json;
}

Json planned_json(const Planned& planned, Language language) {
  Json json = {{"rule", planned.rule},
               {"action", planned.action.empty() ? Json(nullptr) : Json(planned.action)},
               {"chosen", planned.chosen},
               {"held", planned.held},
               {"already", planned.already},
               {"open", planned.open},
               {"review", planned.review},
               {"again", planned.again},
               {"replaced", planned.replaced},
               {"approved", planned.approved},
               {"approved_by_rule", planned.approved_by_rule},
               {"waits", nullptr},
               {"gone_by", day_json(planned.gone_by)}};
  if (!planned.waits.empty())
    json["waits"] = {{"key", planned.waits}, {"text", say(planned.waits, {}, language)}};
  return json;
}

void show_rule(cli::Call& call, accounts::Office& office, const Stored& stored) {
  const Rule& rule = stored.rule;
  call.raw(write_rule(rule));
  call.line("");
  std::string standing = label(call, "retention.no_standing");
  if (stored.standing)
    standing = say("retention.standing_until",
                   {{"day", format_day(stored.standing->until)},
                    {"name", name_of(office, stored.standing->decided_by)}},
                   call.language());
  call.facts({{label(call, "retention.label_version"), std::to_string(stored.version)},
              {label(call, "retention.label_made"), format_instant(stored.made_at).substr(0, 10) +
                                                        " " + name_of(office, stored.made_by)},
              {label(call, "retention.label_standing"), standing}});
}

void show_findings(cli::Call& call, const Findings& found) {
  const auto rows = [](std::int64_t number) { return std::to_string(number); };
  std::vector<std::pair<std::string, std::string>> facts = {
      {label(call, "retention.label_all"), rows(found.all)},
      {label(call, "retention.label_started"), rows(found.started)},
      {label(call, "retention.label_chosen"), rows(found.chosen)}};
  if (found.already > 0)
    facts.emplace_back(label(call, "retention.label_already"), rows(found.already));
  if (found.held > 0) facts.emplace_back(label(call, "retention.label_held"), rows(found.held));
  for (const Group& group : found.kept)
    facts.emplace_back(say("retention.label_kept_by", {{"name", group.key}}, call.language()),
                       rows(group.rows));
  facts.emplace_back(label(call, "retention.label_open"), rows(found.open));
  call.facts(facts);
  if (found.review.empty()) return;
  call.line("");
  call.line(label(call, "retention.title_review"));
  for (const Group& group : found.review) {
    call.line(fmt::format("  {}: {}", said(group, call.language()), group.rows));
    for (const std::string& key : group.keys) call.line("    " + key);
    if (static_cast<std::int64_t>(group.keys.size()) < group.rows && !group.keys.empty())
      call.line("    \xe2\x80\xa6");
  }
}

void show_simulated(cli::Call& call, const Simulated& simulated, Day day) {
  call.line(say("retention.simulated",
                {{"day", format_day(day)}, {"rows", std::to_string(simulated.found.chosen)}},
                call.language()));
  call.line("");
  show_findings(call, simulated.found);
  call.line("");
  std::vector<std::vector<std::string>> months;
  for (const Simulated::Month& month : simulated.months)
    months.push_back({format_day(month.last).substr(0, 7), std::to_string(month.rows)});
  call.table({{label(call, "retention.column_month")}, {label(call, "retention.column_due"), true}},
             months);
  if (simulated.by.empty()) return;
  call.line("");
  std::vector<std::vector<std::string>> groups;
  for (const auto& [value, rows] : simulated.by)
    groups.push_back({value.empty() ? "\xe2\x80\x93" : value, std::to_string(rows)});
  call.table(
      {{label(call, "retention.column_value")}, {label(call, "retention.column_rows"), true}},
      groups);
}

void show_why(cli::Call& call, const Why& why) {
  if (why.rules.empty()) {
    call.line(label(call, "retention.why_no_rule"));
  } else {
    std::vector<std::vector<std::string>> rules;
    for (const RuleOnRow& rule : why.rules)
      rules.push_back({rule.rule, shown(rule.start), shown(rule.kept_through), shown(rule.due_from),
                       state_of(call, rule)});
    call.table({{label(call, "retention.column_rule")},
                {label(call, "retention.column_start")},
                {label(call, "retention.column_through")},
                {label(call, "retention.column_due_from")},
                {label(call, "retention.column_state")}},
               rules);
  }
  std::vector<std::vector<std::string>> fields;
  for (const FieldOnRow& field : why.fields) {
    const std::string stays =
        field.because.empty()
            ? std::string()
            : say("retention.field_stays",
                  {{"because", datamap::say_reason(field.because, call.language())}},
                  call.language());
    fields.push_back({field.column, field.rule ? *field.rule : "\xe2\x80\x93",
                      stays.empty() ? shown(field.due_from) : stays});
  }
  if (!fields.empty()) {
    call.line("");
    call.table({{label(call, "retention.column_field")},
                {label(call, "retention.column_rule")},
                {label(call, "retention.column_until")}},
               fields);
  }
  if (!why.holds.empty())
    call.line(say("retention.why_holds", {{"numbers", joined(why.holds)}}, call.language()));
}

void show_planned(cli::Call& call, const Planned& planned) {
  const Params params = {
      {"rule", planned.rule}, {"action", planned.action}, {"rows", std::to_string(planned.chosen)}};
  if (planned.action.empty())
    call.line(say(planned.chosen == 0 ? "retention.nobody_due" : "retention.only_review", params,
                  call.language()));
  else
    call.line(say(planned.again ? "retention.planned_again" : "retention.planned", params,
                  call.language()));
  for (const std::string& action : planned.replaced)
    call.line(say("retention.replaced", {{"action", action}}, call.language()));
  if (planned.gone_by)
    call.line(say("retention.gone_by", {{"day", format_day(*planned.gone_by)}}, call.language()));
  const auto left = [&](std::string_view key, std::int64_t rows) {
    if (rows > 0) call.line(say(key, {{"rows", std::to_string(rows)}}, call.language()));
  };
  left("retention.left_already", planned.already);
  left("retention.left_held", planned.held);
  left("retention.left_for_review", planned.review);
  left("retention.left_open", planned.open);
  if (planned.action.empty()) return;
  if (planned.approved_by_rule)
    call.line(say("retention.approved_by_rule", params, call.language()));
  else if (planned.approved)
    call.line(say("retention.approved_by_person", params, call.language()));
  else
    call.line(label(call, planned.waits));
  call.remark(say(planned.approved ? "retention.next_run" : "retention.next_approve", params,
                  call.language()));
}

}  // namespace ombud::retention
