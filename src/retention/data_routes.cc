// What asks a source, over HTTP: counting, simulating, checking and planning are jobs, whose
// results are fetched when they have ended; why one person's data is still here is asked at once,
// with the reason in the log before.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "holds/holds.h"
#include "http/fields.h"
#include "http/page.h"
#include "retention/answers.h"
#include "retention/asked.h"
#include "retention/routes.h"
#include "subjects/subjects.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using accounts::Visit;
using Json = nlohmann::ordered_json;

http::Answer accepted(const std::string& job) {
  http::Answer answer = http::json(json_text({{"job", job}}), 202);
  answer.headers.emplace_back("Location", "/api/jobs/" + job);
  return answer;
}

// Of the same thing one job at a time: who asks again gets the one that is at hand.
Result<http::Answer> enqueued(Office& office, const jobs::Kind& kind, jobs::Facts parameters,
                              const Stored* rule) {
  jobs::Wish wish;
  if (rule != nullptr) wish.controllers = TRY(controllers_of(office, *rule));
  wish.parameters = std::move(parameters);
  for (const auto& [name, value] : wish.parameters) wish.once += name + "=" + value + "\n";
  if (wish.once.empty()) wish.once = "all";
  wish.priority = 3;  // Somebody waits for it.
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const jobs::Enqueued made = TRY(jobs::enqueue(office, transaction, kind, wish));
  TRY(transaction.commit());
  return accepted(made.number);
}

Result<http::Answer> count_all(Visit& visit) {
  return enqueued(visit.office, count_kind(), {}, nullptr);
}

Result<http::Answer> count_one(Visit& visit) {
  const Stored stored = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  return enqueued(visit.office, count_kind(), {{"rule", stored.rule.name}}, &stored);
}

// What can be seen to be wrong is said at once, not by a job that fails.
Result<http::Answer> simulate_one(Visit& visit) {
  const Stored stored = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  jobs::Facts parameters = {{"rule", stored.rule.name}};
  if (const auto on = TRY(fields.optional_text("on", 10))) {
    TRY(parse_day(*on));
    parameters.emplace_back("on", *on);
  }
  if (const auto keep = TRY(fields.optional_text("keep", 200))) {
    TRY(parse_keep(*keep));
    parameters.emplace_back("keep", *keep);
  }
  if (const auto by = TRY(fields.optional_text("by", 128))) parameters.emplace_back("by", *by);
  TRY(fields.no_more());
  return enqueued(visit.office, simulate_kind(), std::move(parameters), &stored);
}

Result<http::Answer> check_one(Visit& visit) {
  const Stored stored = TRY(rule_seen(visit.office, visit.request.parameter("rule")));
  return enqueued(visit.office, check_kind(), {{"rule", stored.rule.name}}, &stored);
}

Result<std::optional<Json>> three(http::Fields& fields, std::string_view name) {
  const std::vector<std::string> parts = TRY(fields.texts(name, 3));
  if (parts.empty()) return std::optional<Json>();
  const bool whole = parts.size() == 3 && !parts[0].empty() && !parts[2].empty() &&
                     parse_day(parts[1]).has_value();
  if (!whole) return fail(Errc::invalid, "retention.three_parts", {{"field", std::string(name)}});
  return std::optional<Json>(Json(parts));
}

// An instruction may name somebody at the controller's, so it lies sealed and not with the job.
Result<http::Answer> plan_one(Visit& visit) {
  Office& office = visit.office;
  const Stored stored = TRY(rule_seen(office, visit.request.parameter("rule")));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Json wishes = Json::object();
  for (const char* const name : {"instruction", "disposal"})
    if (const std::optional<Json> parts = TRY(three(fields, name))) wishes[name] = *parts;
  TRY(fields.no_more());
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  jobs::Wish wish;
  wish.parameters = {{"rule", stored.rule.name}};
  wish.once = stored.rule.name;
  wish.priority = 3;
  wish.controllers = TRY(controllers_of(office, stored));
  const jobs::Enqueued made = TRY(jobs::enqueue(office, transaction, plan_kind(), wish));
  // The plan at hand would be made without them, and nobody would see that.
  if (made.was_there && !wishes.empty())
    return fail(Errc::conflict, "retention.planning_already", {{"job", made.number}});
  if (!wishes.empty())
    TRY(keep_result(office, transaction, stored, results::wishes, made.number, json_text(wishes)));
  TRY(transaction.commit());
  return accepted(made.number);
}

Result<Found> result_in(Visit& visit, std::string_view kind) {
  const std::string& job = visit.request.parameter("job");
  const auto unknown = [&] { return fail(Errc::not_found, "retention.no_result", {{"job", job}}); };
  std::optional<Found> found = TRY(result_of(visit.office, kind, job));
  if (!found) return unknown();
  const Result<Stored> rule = rule_seen(visit.office, found->rule.substr(0, found->rule.find(' ')));
  if (!rule && rule.error().code == Errc::not_found) return unknown();
  if (!rule) return fail(rule.error());
  return *std::move(found);
}

Result<http::Answer> show_simulation(Visit& visit) {
  const Found found = TRY(result_in(visit, results::simulation));
  return http::json(json_text(result_json(found, visit.request.language)));
}

// Rows are named by their keys: showing them is a look at persons.
Result<http::Answer> show_check(Visit& visit) {
  const Found found = TRY(result_in(visit, results::check));
  evidence::Told told;
  told.event = "retention.check_shown";
  told.use = UseKind::list;
  told.account = visit.office.actor.account;
  told.criterion = "rows to review of rule " + found.rule;
  told.reference = "retention rule " + found.rule;
  told.object = "rule " + found.rule;
  visit.tell(std::move(told));
  return http::json(json_text(result_json(found, visit.request.language)));
}

// A system that does not answer must not hide what the others say.
Json place_json(Office& office, const subjects::Match& match, Language language) {
  Json json = {{"system", match.system},  {"table", match.table},   {"rules", Json::array()},
               {"fields", Json::array()}, {"holds", Json::array()}, {"fault", nullptr}};
  const auto asked = [&]() -> Result<Why> {
    const Desk desk = TRY(Desk::open(office, match.system));
    return why_of_row(office, desk, match.table, match.key);
  };
  const Result<Why> why = asked();
  if (!why) {
    json["fault"] = say(why.error(), language);
    return json;
  }
  const Json said = why_answer(*why, language);
  json["rules"] = said["rules"];
  json["fields"] = said["fields"];
  json["holds"] = why->holds;
  return json;
}

Result<http::Answer> say_why(Visit& visit) {
  Office& office = visit.office;
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string handle = TRY(fields.text("person", 40));
  const std::string reference = TRY(fields.text("reference", 1000));
  TRY(fields.no_more());
  if (reference.empty()) return fail(Errc::invalid, "retention.no_reason");
  const subjects::Person person = TRY(subjects::person(office, handle));
  if (person.needs_choice)
    return fail(Errc::conflict, "subjects.settle_first", {{"person", handle}});
  evidence::Told told;
  told.event = "retention.asked_why";
  told.use = UseKind::view;
  told.account = office.actor.account;
  told.person = person.id;
  told.criterion = "why what is known of a person is still here";
  told.reference = reference;
  told.object = "person";
  TRY(office.log.append_now(told));
  Json places = Json::array();
  for (const subjects::Match& match : person.matches)
    places.push_back(place_json(office, match, visit.request.language));
  Json held = Json::array();
  for (const holds::Hold& hold : TRY(holds::standing(office, person.id, std::nullopt)))
    held.push_back({{"number", hold.number}, {"review_on", format_day(hold.review_on)}});
  return http::json(json_text({{"places", std::move(places)}, {"holds", std::move(held)}}));
}

accounts::Route job_route(std::string path, std::string permission, http::Body body,
                          std::function<Result<http::Answer>(Visit&)> run) {
  return {{.method = http::Method::post,
           .path = std::move(path),
           .permission = std::move(permission),
           .work = http::Work::writes,
           .body = body},
          std::move(run)};
}

}  // namespace

std::vector<accounts::Route> routes_of_data() {
  using http::Body;
  return {
      job_route("/api/retention/counts", "retention.simulate", Body::none, count_all),
      job_route("/api/retention/rules/{rule}/counts", "retention.simulate", Body::none, count_one),
      job_route("/api/retention/rules/{rule}/simulations", "retention.simulate", Body::json,
                simulate_one),
      job_route("/api/retention/rules/{rule}/checks", "retention.check", Body::none, check_one),
      job_route("/api/retention/rules/{rule}/plans", "retention.plan", Body::json, plan_one),
      {{.path = "/api/retention/simulations/{job}", .permission = "retention.simulate"},
       show_simulation},
      {{.path = "/api/retention/checks/{job}", .permission = "retention.check", .tells = true},
       show_check},
      {{.method = http::Method::post,
        .path = "/api/retention/reasons",
        .permission = "retention.why",
        .work = http::Work::own,
        .body = Body::json,
        .needs_key = false},
       say_why},
  };
}

}  // namespace ombud::retention
