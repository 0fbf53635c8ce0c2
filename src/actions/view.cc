#include "actions/view.h"

#include <fmt/format.h>

#include "actions/background.h"
#include "actions/counsel.h"
#include "actions/decide.h"
#include "actions/sealed_extract.h"
#include "actions/show.h"
#include "base/json.h"
#include "http/page.h"

namespace ombud::actions {

namespace {

using accounts::Office;
using nlohmann::ordered_json;

std::string name_of(Office& office, const AccountId& id) {
  const Result<accounts::Account> account = accounts::find(office, id);
  return account ? account->name : id.text;
}

bool waits_for(const Office& office, const Action& action, const Result<void>& approval) {
  const bool mine = action.planned_by == office.actor.account;
  if (action.state == State::planned)
    return approval.has_value() && (mine || action.kind == Kind::erase);
  const bool goes_on = action.state == State::approved || action.state == State::partly_done;
  return goes_on && mine && office.actor.may("actions.run");
}

// A field is one change; several fields of one table stand together.
ordered_json columns_of(const Step& step, Language language) {
  ordered_json columns = ordered_json::array();
  for (const Change& change : step.changes)
    columns.push_back(
        {{"column", change.column},
         {"how", step.what == Step::What::change ? ordered_json(word(change.how)) : ordered_json()},
         {"text", step.what == Step::What::change
                      ? say(fmt::format("actions.how_{}", word(change.how)), {}, language)
                      : std::string()}});
  return columns;
}

ordered_json goes_of(const Plan& plan, Language language) {
  ordered_json all = ordered_json::array();
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const Step& step = plan.steps[i];
    if (step.what == Step::What::keep) continue;
    all.push_back(
        {{"step", i},
         {"system", step.system},
         {"table", step.table},
         {"what", word(step.what)},
         {"rows", step.rows},
         {"columns", columns_of(step, language)},
         // The data map says why rows go or stay; of a copy it says nothing.
         {"why", step.what == Step::What::show ? ordered_json()
                                               : text_json(reason_in_words(step.why, language))}});
  }
  return all;
}

void add_stay(ordered_json& all, const Step& step, const std::string& because,
              const std::string& column) {
  for (ordered_json& one : all)
    if (one["system"] == step.system && one["table"] == step.table && one["why"] == because &&
        one["rows"] == step.rows) {
      if (!column.empty()) one["columns"].push_back(column);
      return;
    }
  ordered_json columns = ordered_json::array();
  if (!column.empty()) columns.push_back(column);
  all.push_back({{"system", step.system},
                 {"table", step.table},
                 {"rows", step.rows},
                 {"columns", columns},
                 {"why", because}});
}

ordered_json stays_of(const Plan& plan, Language language) {
  ordered_json all = ordered_json::array();
  for (const Step& step : plan.steps) {
    if (step.what == Step::What::show || step.what == Step::What::remove) continue;
    for (const Stays& stay : step.stays)
      add_stay(all, step, reason_in_words(stay.because, language), stay.column);
    // A table that the map lists no fields of still has rows that stay.
    if (step.what == Step::What::keep && step.stays.empty())
      add_stay(all, step, reason_in_words(step.why, language), "");
  }
  return all;
}

ordered_json said(const std::vector<std::pair<std::string, Error>>& errors, Language language) {
  ordered_json all = ordered_json::array();
  for (const auto& [system, error] : errors)
    all.push_back({{"system", system}, {"text", say(error, language)}});
  return all;
}

ordered_json missed_of(const std::vector<NotReached>& parts, Language language) {
  ordered_json all = ordered_json::array();
  for (const NotReached& part : parts)
    all.push_back(
        {{"system", part.system}, {"text", say(part.why, language)}, {"by_hand", part.by_hand}});
  return all;
}

ordered_json of(const Many& many) {
  return {{"rule", many.rule},       {"table", many.table}, {"then", word(many.then)},
          {"persons", many.persons}, {"held", many.held},   {"already", many.already},
          {"shared", many.shared}};
}

ordered_json of(const Plan& plan, Language language) {
  std::vector<std::pair<std::string, Error>> by_itself;
  std::vector<std::pair<std::string, Error>> remarks;
  ordered_json systems = ordered_json::array();
  for (const PlannedSystem& system : plan.systems) {
    systems.push_back({{"name", system.name},
                       {"kind", system.kind},
                       {"controller", text_json(system.controller)},
                       {"map_version", system.map_version}});
    for (const Error& error : system.by_itself) by_itself.emplace_back(system.name, error);
    for (const Error& error : system.remarks) remarks.emplace_back(system.name, error);
  }
  ordered_json json = {{"systems", systems},
                       {"goes", goes_of(plan, language)},
                       {"stays", stays_of(plan, language)},
                       {"not_reached", missed_of(plan.not_reached, language)},
                       {"by_itself", said(by_itself, language)},
                       {"remarks", said(remarks, language)},
                       {"mentions_left", plan.mentions_left},
                       {"many", nullptr},
                       {"instruction", nullptr},
                       {"disposal", nullptr}};
  if (plan.many) json["many"] = of(*plan.many);
  if (plan.instruction)
    json["instruction"] = {{"who", plan.instruction->who},
                           {"given_on", plan.instruction->given_on},
                           {"document", plan.instruction->document}};
  if (plan.disposal)
    json["disposal"] = {{"who", plan.disposal->body},
                        {"given_on", plan.disposal->decided_on},
                        {"document", plan.disposal->document}};
  return json;
}

ordered_json of(const SealedExtract& extract, Language language) {
  ordered_json parts = ordered_json::array();
  for (const Extracted::Part& part : extract.report.parts)
    parts.push_back({{"system", part.system},
                     {"table", part.table},
                     {"rows", part.rows},
                     {"left_out", part.left_out}});
  ordered_json files = ordered_json::array();
  for (const auto& [name, sha256] : extract.report.files)
    files.push_back({{"name", name}, {"sha256", sha256}});
  return {{"made_at", format_instant(extract.made_at)},
          {"ends_at", format_instant(extract.ends_at)},
          {"rows", extract.report.rows},
          {"parts", parts},
          {"files", files},
          {"not_reached", missed_of(extract.report.not_reached, language)}};
}

// What whoever looks may do now, and where he may not approve, why.
ordered_json may_of(Office& office, const Action& action, const Result<void>& approval,
                    const ordered_json& found, Language language) {
  const auto may = [&](std::string_view permission) { return office.actor.may(permission); };
  const State state = action.state;
  const bool stopped = !found["stop"].is_null();
  const bool access = action.kind == Kind::access;
  const bool extract = !found["extract"].is_null();
  const bool begun = state == State::running || state == State::partly_done;
  const bool live = !found["job"].is_null() &&
                    (found["job"]["state"] == "waiting" || found["job"]["state"] == "running");
  const bool ready = state == State::approved || begun;
  return {
      {"extract", access && state == State::planned && may("actions.run") && !live},
      {"approve", state == State::planned && approval.has_value() && (!access || extract)},
      {"approve_not", state == State::planned && !approval
                          ? ordered_json(say(approval.error(), language))
                          : ordered_json()},
      {"refuse", (state == State::planned || state == State::approved) && may("actions.refuse")},
      {"advise", may("actions.advise")},
      {"run", ready && !stopped && !live && may("actions.run") && (!access || extract)},
      {"stop", begun && !stopped && may("actions.refuse")},
      {"let_go_on", begun && stopped && approval.has_value()},
      {"close", begun && !live && may("actions.refuse")},
      {"reveal", may("actions.reveal") && action.state != State::planning}};
}

ordered_json of(const jobs::Job& job, Language language) {
  ordered_json json = {{"job", job.number},
                       {"kind", job.kind},
                       {"state", jobs::word(job.state)},
                       {"progress", nullptr},
                       {"error", nullptr}};
  if (!job.progress_what.empty())
    json["progress"] = {
        {"what", job.progress_what}, {"done", job.progress_done}, {"all", job.progress_all}};
  if (job.error && job.state != jobs::State::done) json["error"] = say(*job.error, language);
  return json;
}

Result<void> add_counsel(Office& office, const Action& action, ordered_json& json) {
  json["opinions"] = ordered_json::array();
  for (const Opinion& opinion : TRY(opinions(office, action)))
    json["opinions"].push_back({{"by", name_of(office, opinion.by)},
                                {"at", format_instant(opinion.given_at)},
                                {"stance", word(opinion.stance)},
                                {"text", opinion.text}});
  json["stop"] = nullptr;
  if (const auto stop = TRY(standing_stop(office, action)))
    json["stop"] = {{"by", name_of(office, stop->by)},
                    {"at", format_instant(stop->stopped_at)},
                    {"reason", stop->reason}};
  return {};
}

// His handle, while it is still known.
ordered_json person_of(Office& office, const Action& action) {
  if (!action.person) return {};
  const Result<subjects::Person> person = subjects::person(office, *action.person);
  return person ? ordered_json(person->handle) : ordered_json();
}

}  // namespace

Result<std::string> version_of(Office& office, const Action& action) {
  const auto extract = TRY(sealed_extract(office, action));
  return action.plan_root + "|" + (extract ? extract->digest : "");
}

Result<ordered_json> line_of(Office& office, const Action& action) {
  const Result<void> approval =
      action.state == State::planned ? may_approve(office, action) : Result<void>();
  return ordered_json{{"action", action.number},
                      {"kind", word(action.kind)},
                      {"many", !action.person.has_value()},
                      {"state", word(action.state)},
                      {"reference", action.reference},
                      {"planned_by", name_of(office, action.planned_by)},
                      {"planned_at", format_instant(action.planned_at)},
                      {"mine", action.planned_by == office.actor.account},
                      {"waits_for_me", waits_for(office, action, approval)}};
}

Result<ordered_json> view_of(Office& office, const Action& action, Language language) {
  ordered_json json = TRY(line_of(office, action));
  json["person"] = person_of(office, action);
  json["decided"] = nullptr;
  if (action.decided_by)
    json["decided"] = {{"by", name_of(office, *action.decided_by)},
                       {"at", format_instant(*action.decided_at)},
                       {"reason", text_json(action.decision)}};
  json["hash"] = action.plan_root;
  json["version"] = http::etag_of(TRY(version_of(office, action)));
  const Result<Plan> plan =
      action.state == State::planning
          ? Result<Plan>(fail(Errc::not_found, "actions.plan_expired", {{"number", action.number}}))
          : checked_plan(office, action);
  if (!plan && plan.error().code != Errc::not_found) return fail(plan.error());
  json["plan"] = plan ? of(*plan, language) : ordered_json();
  TRY(add_counsel(office, action, json));
  const auto extract = TRY(sealed_extract(office, action));
  json["extract"] = extract ? of(*extract, language) : ordered_json();
  const auto job = TRY(job_of(office, action));
  json["job"] = job ? of(*job, language) : ordered_json();
  json["receipt"] = !action.receipt_body.empty();
  json["may"] = may_of(office, action, may_approve(office, action), json, language);
  return json;
}

}  // namespace ombud::actions
