#include "actions/show.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ombud::actions {

namespace {

using Json = nlohmann::ordered_json;

std::string account_name(accounts::Office& office, const AccountId& id) {
  const Result<accounts::Account> account = accounts::find(office, id);
  return account ? account->name : id.text;
}

void show_head(cli::Call& call, accounts::Office& office, const Action& action, const Plan& plan) {
  const auto word_of = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::pair<std::string, std::string>> facts = {
      {word_of("actions.head_action"),
       fmt::format("{} · {}", action.number,
                   word_of(fmt::format("actions.kind_{}", word(action.kind))))},
      {word_of("actions.head_state"), word_of(fmt::format("actions.state_{}", word(action.state)))},
      {word_of("actions.head_reference"), action.reference},
      {word_of("actions.head_planned"),
       fmt::format("{} · {}", account_name(office, action.planned_by),
                   format_instant(action.planned_at))},
      {word_of("actions.head_plan"), action.plan_root}};
  if (plan.many) {
    facts.emplace_back(word_of("actions.head_rule"), plan.many->rule);
    facts.emplace_back(word_of("actions.head_then"),
                       word_of(fmt::format("actions.then_{}", word(plan.many->then))));
    facts.emplace_back(word_of("actions.head_chosen"),
                       say("actions.many_chosen",
                           {{"persons", grouped(plan.many->persons)},
                            {"table", plan.many->table},
                            {"held", grouped(plan.many->held)},
                            {"already", grouped(plan.many->already)},
                            {"shared", grouped(plan.many->shared)}},
                           call.language()));
  }
  if (action.decided_by)
    facts.emplace_back(
        word_of(action.state == State::refused ? "actions.head_refused" : "actions.head_approved"),
        fmt::format("{} · {}{}{}", account_name(office, *action.decided_by),
                    format_instant(*action.decided_at), action.decision.empty() ? "" : " · ",
                    action.decision));
  if (plan.instruction)
    facts.emplace_back(word_of("actions.head_instruction"),
                       fmt::format("{} · {} · {}", plan.instruction->who,
                                   plan.instruction->given_on, plan.instruction->document));
  if (plan.disposal)
    facts.emplace_back(word_of("actions.head_disposal"),
                       fmt::format("{} · {} · {}", plan.disposal->body, plan.disposal->decided_on,
                                   plan.disposal->document));
  call.facts(facts);
}

std::string what_in_words(const Step& step, Language language) {
  const std::string what = say(fmt::format("actions.what_{}", word(step.what)), {}, language);
  const std::string changes = changes_in_words(step, language);
  return changes.empty() || step.what == Step::What::show ? what : what + ": " + changes;
}

void show_steps(cli::Call& call, const Plan& plan, std::string_view title, bool kept) {
  const auto word_of = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  for (const Step& step : plan.steps) {
    if (kept) {
      for (const Stays& stay : step.stays)
        rows.push_back({step.system, step.table + "." + stay.column, grouped(step.rows),
                        reason_in_words(stay.because, call.language())});
      // A table that the map lists no fields of still has rows that stay.
      if (step.what == Step::What::keep && step.stays.empty())
        rows.push_back({step.system, step.table, grouped(step.rows),
                        reason_in_words(step.why, call.language())});
    } else if (step.what != Step::What::keep) {
      rows.push_back(
          {step.system, step.table, grouped(step.rows), what_in_words(step, call.language())});
    }
  }
  if (rows.empty()) return;
  call.line("");
  call.line(word_of(title));
  call.table({{word_of("actions.column_system"), false},
              {word_of("actions.column_table"), false},
              {word_of("actions.column_rows"), true},
              {word_of(kept ? "actions.column_why" : "actions.column_what"), false}},
             rows);
}

void show_errors(cli::Call& call, std::string_view title,
                 const std::vector<std::pair<std::string, Error>>& errors) {
  if (errors.empty()) return;
  call.line("");
  call.line(say(title, {}, call.language()));
  for (const auto& [system, error] : errors)
    call.line(fmt::format("  {}: {}", system, say(error, call.language())));
}

Json json_of(const Error& error) {
  Json params = Json::object();
  for (const auto& [name, value] : error.params) params[name] = value;
  return {{"key", error.key}, {"params", params}, {"text", say(error)}};
}

Json json_of(const Step& step) {
  Json changes = Json::array();
  for (const Change& change : step.changes)
    changes.push_back({{"column", change.column},
                       {"category", word(change.category)},
                       {"how", word(change.how)}});
  Json stays = Json::array();
  for (const Stays& stay : step.stays)
    stays.push_back(
        {{"column", stay.column}, {"because", reason_in_words(stay.because, Language::en)}});
  return {{"what", word(step.what)},
          {"system", step.system},
          {"table", step.table},
          {"rows", step.rows},
          {"changes", changes},
          {"stays", stays},
          {"why", reason_in_words(step.why, Language::en)}};
}

}  // namespace

std::string reason_in_words(const std::string& because, Language language) {
  return because.starts_with("actions.") ? say(because, {}, language)
                                         : datamap::say_reason(because, language);
}

std::string changes_in_words(const Step& step, Language language) {
  if (step.what == Step::What::remove) return {};
  std::string words;
  for (const Change& change : step.changes)
    words += fmt::format("{}{} \xe2\x86\x92 {}", words.empty() ? "" : ", ", change.column,
                         say(fmt::format("actions.how_{}", word(change.how)), {}, language));
  return words;
}

void show(cli::Call& call, accounts::Office& office, const Action& action, const Plan& plan) {
  show_head(call, office, action, plan);
  const bool copies = plan.kind == Kind::access;
  show_steps(call, plan, copies ? "actions.title_copied" : "actions.title_done", false);
  show_steps(call, plan, copies ? "actions.title_named" : "actions.title_kept", true);
  std::vector<std::pair<std::string, Error>> by_itself;
  std::vector<std::pair<std::string, Error>> remarks;
  std::vector<std::pair<std::string, Error>> missed;
  for (const PlannedSystem& system : plan.systems) {
    for (const Error& error : system.by_itself) by_itself.emplace_back(system.name, error);
    for (const Error& error : system.remarks) remarks.emplace_back(system.name, error);
  }
  for (const NotReached& part : plan.not_reached) missed.emplace_back(part.system, part.why);
  show_errors(call, "actions.title_by_itself", by_itself);
  show_errors(call, "actions.title_remarks", remarks);
  show_errors(call, "actions.title_not_reached", missed);
  if (plan.mentions_left > 0) {
    call.line("");
    call.line(
        say("actions.mentions_left", {{"rows", grouped(plan.mentions_left)}}, call.language()));
  }
}

std::string show_json(accounts::Office& office, const Action& action, const Plan& plan) {
  Json json = {{"action", action.number},
               {"kind", word(action.kind)},
               {"state", word(action.state)},
               {"reference", action.reference},
               {"planned_by", account_name(office, action.planned_by)},
               {"planned_at", format_instant(action.planned_at)},
               {"plan", action.plan_root},
               {"mentions_left", plan.mentions_left},
               {"systems", Json::array()},
               {"steps", Json::array()},
               {"not_reached", Json::array()}};
  if (action.decided_by) {
    json["decided_by"] = account_name(office, *action.decided_by);
    json["decided_at"] = format_instant(*action.decided_at);
  }
  if (plan.many)
    json["many"] = {{"rule", plan.many->rule},        {"table", plan.many->table},
                    {"then", word(plan.many->then)},  {"only", plan.many->only},
                    {"persons", plan.many->persons},  {"held", plan.many->held},
                    {"already", plan.many->already},  {"shared", plan.many->shared},
                    {"approval", plan.many->approval}};
  for (const PlannedSystem& system : plan.systems) {
    Json one = {{"name", system.name},
                {"kind", system.kind},
                {"controller", system.controller},
                {"map_version", system.map_version},
                {"by_itself", Json::array()},
                {"remarks", Json::array()}};
    for (const Error& error : system.by_itself) one["by_itself"].push_back(json_of(error));
    for (const Error& error : system.remarks) one["remarks"].push_back(json_of(error));
    json["systems"].push_back(one);
  }
  for (const Step& step : plan.steps) json["steps"].push_back(json_of(step));
  for (const NotReached& part : plan.not_reached)
    json["not_reached"].push_back(
        {{"system", part.system}, {"why", json_of(part.why)}, {"by_hand", part.by_hand}});
  return json.dump(2);
}

}  // namespace ombud::actions
