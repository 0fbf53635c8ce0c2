// Alarms of searches, the limits that raise them, and by what somebody is known himself.

#include <map>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "subjects/alarms.h"
#include "subjects/limits.h"
#include "subjects/routes.h"
#include "subjects/staff.h"

namespace ombud::subjects {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_words = 1000;

using Names = std::map<AccountId, std::string>;

ordered_json name_or_null(const Names& names, const AccountId& account) {
  const auto at = names.find(account);
  return at == names.end() ? ordered_json() : ordered_json(at->second);
}

ordered_json as_json(const Alarm& alarm, const Names& names, const AccountId& me) {
  return {{"alarm", alarm.id},
          {"kind", alarm.kind},
          {"at", format_instant(alarm.at)},
          {"account", name_or_null(names, alarm.account)},
          {"own", alarm.account == me},
          {"reference", alarm.reference},
          {"explanation", text_json(alarm.explanation)},
          {"explained_at", instant_json(alarm.explained_at)},
          {"verdict", text_json(alarm.verdict)},
          {"note", text_json(alarm.note)},
          {"reviewed_by", name_or_null(names, alarm.reviewed_by)},
          {"reviewed_at", instant_json(alarm.reviewed_at)}};
}

Result<http::Answer> listed(Visit& visit, Which which) {
  const std::size_t limit = TRY(http::limit_in(visit.request, 100));
  const Names known = TRY(accounts::names(visit.office));
  ordered_json all = ordered_json::array();
  for (const Alarm& alarm : TRY(alarms(visit.office, which, limit)))
    all.push_back(as_json(alarm, known, visit.office.actor.account));
  return http::json(json_text({{"alarms", std::move(all)}}));
}

Result<http::Answer> list_alarms(Visit& visit) {
  const bool reviewed_too = visit.request.query("reviewed") == "yes";
  http::Answer answer = TRY(listed(visit, reviewed_too ? Which::all : Which::unreviewed));
  // The list tells what people who work here did: a look at it is an entry like any other.
  evidence::Told told;
  told.event = "subjects.alarms_listed";
  told.use = UseKind::list;
  told.account = visit.office.actor.account;
  told.criterion = reviewed_too ? "all alarms" : "alarms that wait";
  told.reference = "alarms";
  told.object = "alarms";
  visit.tell(std::move(told));
  return answer;
}

Result<http::Answer> list_own(Visit& visit) { return listed(visit, Which::own_unexplained); }

Result<http::Answer> explain_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string text = TRY(fields.text("text", most_words));
  TRY(fields.no_more());
  TRY(explain(visit.office, visit.request.parameter("alarm"), text));
  return http::done();
}

Result<http::Answer> review_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string verdict = TRY(fields.text("verdict", 32));
  const std::string note = TRY(fields.optional_text("note", most_words)).value_or("");
  TRY(fields.no_more());
  TRY(review(visit.office, visit.request.parameter("alarm"), verdict, note));
  return http::done();
}

Result<http::Answer> show_limits(Visit& visit) {
  store::Transaction transaction =
      TRY(visit.office.store.begin(visit.office.organisation.id, sql::Begin::read));
  const Limits now = TRY(limits(transaction));
  return http::json(json_text({{"searches_an_hour", now.searches_an_hour},
                               {"searches_without_action", now.searches_without_action},
                               {"first_hour", now.first_hour},
                               {"last_hour", now.last_hour},
                               {"free_days", now.free_days}}));
}

Result<http::Answer> put_limits(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Limits wanted;
  wanted.searches_an_hour = TRY(fields.integer("searches_an_hour"));
  wanted.searches_without_action = TRY(fields.integer("searches_without_action"));
  wanted.first_hour = TRY(fields.integer("first_hour"));
  wanted.last_hour = TRY(fields.integer("last_hour"));
  wanted.free_days = TRY(fields.boolean("free_days"));
  TRY(fields.no_more());
  TRY(set_limits(visit.office, wanted));
  return http::done();
}

Result<http::Answer> show_own_identifiers(Visit& visit) {
  return http::json(json_text({{"known", TRY(known_of_me(visit.office))}}));
}

Result<http::Answer> put_own_identifiers(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  OwnIdentifiers own;
  own.name = TRY(fields.optional_text("name", 200)).value_or("");
  own.national_id = TRY(fields.optional_text("national_id", 32)).value_or("");
  own.email = TRY(fields.optional_text("email", 254)).value_or("");
  own.street = TRY(fields.optional_text("street", 200)).value_or("");
  own.postal_code = TRY(fields.optional_text("postal_code", 16)).value_or("");
  TRY(fields.no_more());
  TRY(know_me(visit.office, own));
  return http::done();
}

http::Declaration changing(http::Method method, std::string path, std::string permission) {
  return {.method = method,
          .path = std::move(path),
          .permission = std::move(permission),
          .work = http::Work::writes,
          .body = http::Body::json,
          .most_bytes = 8 * 1024};
}

}  // namespace

std::vector<accounts::Route> alarm_routes() {
  using http::Method;
  return {
      {{.path = "/api/subjects/alarms",
        .permission = "subjects.alarms",
        .queries = {"reviewed", "limit"},
        .tells = true},
       list_alarms},
      {{.path = "/api/subjects/own-alarms", .permission = "subjects.find", .queries = {"limit"}},
       list_own},
      {changing(Method::post, "/api/subjects/alarms/{alarm}/explanation", "subjects.find"),
       explain_here},
      {changing(Method::post, "/api/subjects/alarms/{alarm}/review", "subjects.alarms"),
       review_here},
      {{.path = "/api/subjects/limits", .permission = "subjects.alarms"}, show_limits},
      {changing(Method::put, "/api/subjects/limits", "subjects.limits"), put_limits},
      {{.path = "/api/subjects/own-identifiers", .permission = "subjects.find"},
       show_own_identifiers},
      {changing(Method::put, "/api/subjects/own-identifiers", "subjects.find"),
       put_own_identifiers}};
}

}  // namespace ombud::subjects
