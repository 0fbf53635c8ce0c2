#include "actions/receipt.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/texts.h"
#include "evidence/receipt.h"

namespace ombud::actions {

namespace {

using Json = nlohmann::json;

// A receipt says whole sentences in English; the numbers and names beside them are for programs.
std::string sentence(const std::string& key, const Params& params) { return say(key, params); }

// The same for whoever reads another language: `says` has the sentence's key and what stands in it.
Json with_sentence(Json item, const std::string& key, const Params& params) {
  Json places = Json::object();
  for (const auto& [name, value] : params) places[name] = value;
  item["text"] = sentence(key, params);
  item["says"] = {{"key", key}, {"params", places}};
  return item;
}

Json columns_of(const std::vector<Change>& changes) {
  Json columns = Json::array();
  for (const Change& change : changes)
    columns.push_back({{"column", change.column}, {"how", datamap::word(change.how)}});
  return columns;
}

std::string done_key(const Step& step) {
  switch (step.what) {
    case Step::What::remove:
      return "actions.receipt_removed";
    case Step::What::let_go:
      return "actions.receipt_let_go";
    default:
      return "actions.receipt_changed";
  }
}

Params rows_in(const std::string& system, const std::string& table, std::int64_t rows) {
  return {{"system", system}, {"table", table}, {"rows", std::to_string(rows)}};
}

Json done_part(const Plan& plan, const Report& report) {
  Json part = Json::array();
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    const Report::StepCount& count = report.steps[i];
    if (count.done + count.unchanged == 0) continue;
    part.push_back(with_sentence({{"system", step.system},
                                  {"table", step.table},
                                  {"what", word(step.what)},
                                  {"planned", step.rows},
                                  {"rows", count.done},
                                  {"unchanged", count.unchanged},
                                  {"columns", columns_of(step.changes)}},
                                 done_key(step), rows_in(step.system, step.table, count.done)));
  }
  if (report.extracted)
    for (const Extracted::Part& shown : report.extracted->parts)
      part.push_back(with_sentence({{"system", shown.system},
                                    {"table", shown.table},
                                    {"what", "show"},
                                    {"rows", shown.rows},
                                    {"left_out", shown.left_out}},
                                   "actions.receipt_shown",
                                   rows_in(shown.system, shown.table, shown.rows)));
  // What anonymity() found where it holds is done; each reason why it does not is not reached.
  for (const Error& found : report.anonymity)
    if (found.key == "actions.anonymous")
      part.push_back(with_sentence({{"system", plan.systems.front().name},
                                    {"table", plan.many->table},
                                    {"what", "anonymous"},
                                    {"rows", 0}},
                                   found.key, found.params));
  return part;
}

// A reason is either a sentence of ours by key or what a person wrote into the map.
std::string reason(const std::string& because) {
  return because.starts_with("actions.") ? sentence(because, {}) : datamap::say_reason(because);
}

// A law that keeps ten columns of a table is said once. By the reason as the plan writes it.
std::vector<std::pair<std::string, std::vector<std::string>>> stays_by_reason(const Step& step) {
  std::vector<std::pair<std::string, std::vector<std::string>>> grouped;
  for (const Stays& stay : step.stays) {
    const auto same = std::find_if(grouped.begin(), grouped.end(), [&](const auto& group) {
      return reason(group.first) == reason(stay.because);
    });
    if (same != grouped.end())
      same->second.push_back(stay.column);
    else
      grouped.push_back({stay.because, {stay.column}});
  }
  return grouped;
}

Json kept_of(const Step& step, const std::string& because,
             const std::vector<std::string>& columns) {
  std::string names;
  for (const std::string& column : columns) names += (names.empty() ? "" : ", ") + column;
  Json item = with_sentence({{"system", step.system},
                             {"table", step.table},
                             {"columns", columns},
                             {"rows", step.rows},
                             {"because", reason(because)}},
                            "actions.receipt_kept",
                            {{"system", step.system},
                             {"table", step.table},
                             {"column", names},
                             {"rows", std::to_string(step.rows)},
                             {"because", reason(because)}});
  item["says"]["params"]["because"] = because;  // To be said in the reader's language.
  return item;
}

Json kept_of(const Hit& hit) {
  const std::string key = hit.is == Hit::Is::shared      ? "actions.receipt_shared"
                          : hit.is == Hit::Is::name_part ? "actions.receipt_name_part"
                                                         : "actions.receipt_name_only";
  return with_sentence({{"system", hit.system},
                        {"table", hit.table},
                        {"column", hit.column},
                        {"kind", hit.kind},
                        {"rows", hit.rows}},
                       key,
                       {{"system", hit.system},
                        {"table", hit.table},
                        {"column", hit.column},
                        {"kind", hit.kind},
                        {"rows", std::to_string(hit.rows)}});
}

// Of many persons: who was not touched, and why.
void add_spared(const Plan& plan, const Report& report, Json& part) {
  const auto add = [&](const std::string& key, const std::string& table, std::int64_t rows) {
    if (rows == 0) return;
    const Params params = {{"table", table}, {"rows", std::to_string(rows)}};
    part.push_back(with_sentence(
        {{"system", plan.systems.front().name}, {"table", table}, {"rows", rows}}, key, params));
  };
  add("actions.receipt_held_at_plan", plan.many->table, plan.many->held);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    add("actions.receipt_spared", plan.steps[i].table, report.steps[i].spared);
    add("actions.receipt_held", plan.steps[i].table, report.steps[i].held);
  }
}

Json kept_part(const Plan& plan, const Report& report) {
  Json part = Json::array();
  if (plan.many) add_spared(plan, report, part);
  for (const Step& step : plan.steps) {
    if (step.what == Step::What::remove || step.what == Step::What::show ||
        step.what == Step::What::let_go)
      continue;
    for (const auto& [because, columns] : stays_by_reason(step))
      part.push_back(kept_of(step, because, columns));
  }
  for (const Verified& verified : report.verified)
    for (const Hit& hit : verified.hits)
      if (hit.is != Hit::Is::left_over && hit.is != Hit::Is::kept && hit.is != Hit::Is::elsewhere)
        part.push_back(kept_of(hit));
  return part;
}

bool names_the_system(const Error& error) {
  Error without = error;
  std::erase_if(without.params, [](const auto& param) { return param.first == "system"; });
  return say(without) != say(error);
}

// With several systems, a sentence that does not say which one it is about is of no use.
void add(Json& part, const std::string& system, const Error& error) {
  Json item = with_sentence({{"system", system}, {"key", error.key}}, error.key, error.params);
  if (!names_the_system(error)) item["text"] = system + ": " + say(error);
  part.push_back(std::move(item));
}

Json not_reached_part(const Plan& plan, const Report& report) {
  Json part = Json::array();
  for (const NotReached& missed : plan.not_reached) add(part, missed.system, missed.why);
  if (report.extracted)
    for (const NotReached& missed : report.extracted->not_reached)
      add(part, missed.system, missed.why);
  for (const SystemReport& system : report.systems)
    for (const Error& remark : system.remarks) add(part, system.system, remark);
  for (std::size_t i = 0; i < report.steps.size() && i < plan.steps.size(); ++i)
    if (report.steps[i].left > 0)
      add(part, plan.steps[i].system,
          {Errc::conflict,
           "actions.rows_left",
           {{"table", plan.steps[i].table}, {"rows", std::to_string(report.steps[i].left)}}});
  for (const Verified& verified : report.verified) {
    for (const Hit& hit : verified.hits)
      if (hit.is == Hit::Is::left_over || hit.is == Hit::Is::elsewhere)
        add(part, hit.system,
            {Errc::conflict,
             hit.is == Hit::Is::elsewhere ? "actions.stands_elsewhere"
             : hit.column == "*"          ? "actions.rows_still_there"
             : hit.kind == "value"        ? "actions.values_still_there"
                                          : "actions.left_over",
             {{"system", hit.system},
              {"table", hit.table},
              {"column", hit.column},
              {"kind", hit.kind},
              {"rows", std::to_string(hit.rows)}}});
    for (const Error& error : verified.not_searched) add(part, verified.system, error);
  }
  for (const Error& found : report.anonymity)
    if (found.key != "actions.anonymous") add(part, plan.systems.front().name, found);
  if (plan.kind == Kind::erase)
    for (const PlannedSystem& system : plan.systems)
      add(part, system.name, {Errc::conflict, "actions.backups", {{"system", system.name}}});
  return part;
}

Json searched_part(const Report& report) {
  Json part = Json::array();
  for (const Verified& verified : report.verified)
    part.push_back(
        {{"system", verified.system}, {"tables", verified.tables}, {"rows", verified.rows}});
  return part;
}

Result<Json> people(accounts::Office& office, const Action& action) {
  const accounts::Account planner = TRY(accounts::find(office, action.planned_by));
  Json json = {{"planned_by", planner.name}, {"planned_at", format_instant(action.planned_at)}};
  if (!action.decided_by) return json;
  const accounts::Account approver = TRY(accounts::find(office, *action.decided_by));
  json["approved_by"] = approver.name;
  json["approved_at"] = format_instant(*action.decided_at);
  // Two accounts of one maker may be one pair of eyes; whoever reads the receipt should know.
  json["approver_made_by_planner"] = approver.made_by == action.planned_by;
  return json;
}

bool nothing_left(const Report& report) {
  for (const Report::StepCount& count : report.steps)
    if (count.left > 0) return false;
  for (const Verified& verified : report.verified)
    for (const Hit& hit : verified.hits)
      if (hit.is == Hit::Is::left_over) return false;
  return true;
}

}  // namespace

State state_after(const Plan& plan, const Report& report) {
  for (const SystemReport& system : report.systems)
    if (!system.complete || !system.verified) return State::partly_done;
  if (!nothing_left(report)) return State::partly_done;
  const bool lacks = report.extracted && !report.extracted->not_reached.empty();
  if (lacks) return report.as_certified ? State::done_with_remainder : State::partly_done;
  // Backups are never reached: an erasure has a third part as long as the sources have any.
  if (!plan.not_reached.empty() || (plan.kind == Kind::erase && !plan.systems.empty()))
    return State::done_with_remainder;
  return State::done;
}

Result<std::string> receipt_body(accounts::Office& office, const Action& action, const Plan& plan,
                                 const Report& report, State state) {
  Json systems = Json::array();
  for (const PlannedSystem& system : plan.systems)
    systems.push_back(
        {{"name", system.name},
         {"kind", system.kind},
         {"controller", system.controller.empty() ? office.organisation.name : system.controller},
         {"database", to_hex(vault::sha256(system.identity))},
         {"map_version", system.map_version}});
  Json body = {{"action", action.number},
               {"kind", word(action.kind)},
               {"state", word(state)},
               {"organisation", office.organisation.name},
               {"reference", action.reference},
               {"plan", action.plan_root},
               {"people", TRY(people(office, action))},
               {"written_at", format_instant(office.clock.now())},
               {"systems", systems},
               {"searched", searched_part(report)},
               {"done", done_part(plan, report)},
               {"kept", kept_part(plan, report)},
               {"not_reached", not_reached_part(plan, report)}};
  if (plan.many)
    body["many"] = {
        {"rule", plan.many->rule},       {"table", plan.many->table},
        {"then", word(plan.many->then)}, {"condition", to_hex(vault::sha256(plan.many->meets))},
        {"persons", plan.many->persons}, {"held", plan.many->held},
        {"already", plan.many->already}, {"ledger", report.ledger_root}};
  if (plan.instruction)
    body["instruction"] = {{"who", plan.instruction->who},
                           {"given_on", plan.instruction->given_on},
                           {"document", plan.instruction->document}};
  if (plan.disposal)
    body["disposal"] = {{"body", plan.disposal->body},
                        {"decided_on", plan.disposal->decided_on},
                        {"document", plan.disposal->document}};
  // What identifies the person is kept sealed for the next run, no longer than this.
  if (state == State::partly_done)
    if (const std::optional<Day> ends_on = TRY(recheck_ends(office, action)))
      body["identifiers_kept_until"] = format_day(*ends_on);
  if (report.extracted) {
    Json files = Json::array();
    for (const auto& [name, sha256] : report.extracted->files)
      files.push_back({{"name", name}, {"sha256", sha256}});
    body["files"] = files;
  }
  return evidence::canonical_json(body.dump());
}

Result<std::string> receipt_file(accounts::Office& office, const Action& action) {
  if (action.receipt_body.empty())
    return fail(Errc::conflict, "actions.no_receipt", {{"number", action.number}});
  const evidence::Proof proof = TRY(office.log.prove(action.receipt_entry));
  return evidence::write_receipt(action.receipt_body, proof, TRY(office.log.verifier_key()));
}

}  // namespace ombud::actions
