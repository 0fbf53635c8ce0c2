// Accounts made and closed, their roles, grants, substitutes, reviews and the field policy over
// HTTP. What one sees of others' rights is what `accounts.list` allows; one's own is everybody's.

#include "accounts/rights_routes.h"

#include "accounts/rights.h"
#include "accounts/rights_json.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::accounts {

namespace {

constexpr int in_one_line = -1;

void tell_list(Visit& visit, const char* what) {
  evidence::Told told;
  told.event = "accounts.listed";
  told.use = UseKind::list;
  told.account = visit.office.actor.account;
  told.criterion = what;
  told.reference = "accounts";
  told.object = what;
  visit.tell(std::move(told));
}

template <class T>
Result<http::Answer> answer(Visit& visit, const T& what, int status = 200) {
  return http::json(TRY(json_of(visit.office, what, in_one_line)), status);
}

Result<std::set<Role>> roles_in(http::Fields& fields) {
  std::set<Role> roles;
  for (const std::string& text : TRY(fields.texts("roles"))) roles.insert(TRY(role_of(text)));
  return roles;
}

Result<std::set<std::string>> limits_in(http::Fields& fields) {
  const std::vector<std::string> controllers = TRY(fields.texts("controllers"));
  const std::vector<std::string> units = TRY(fields.texts("units"));
  return together({{controllers.begin(), controllers.end()}, {units.begin(), units.end()}});
}

Result<http::Answer> list_names(Visit& visit) {
  return http::json(TRY(names_json(visit.office, in_one_line)));
}

Result<http::Answer> what_waits(Visit& visit) {
  return http::json(json_of(TRY(waiting(visit.office))));
}

Result<http::Answer> table(Visit&) { return http::json(table_json(in_one_line)); }

Result<http::Answer> add_account(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string name = TRY(fields.text("name", 64));
  const Secret password = TRY(fields.secret("password", 1024));
  const std::set<Role> roles = TRY(roles_in(fields));
  const std::set<std::string> limits = TRY(limits_in(fields));
  TRY(fields.no_more());
  const AccountId id = TRY(add(visit.office, name, roles, password, std::nullopt, limits));
  return http::json("{\"id\":\"" + id.text + "\"}", 201);
}

Result<http::Answer> close_account(Visit& visit) {
  const Account account = TRY(find(visit.office, AccountId{visit.request.parameter("account")}));
  TRY(close(visit.office, account.name));
  return http::done();
}

Result<http::Answer> put_roles(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::set<Role> roles = TRY(roles_in(fields));
  // Left out, either would open everybody's data to an account that was limited by it.
  for (const char* name : {"controllers", "units"})
    if (TRY(fields.list(name)).empty())
      return fail(Errc::invalid, "http.missing_field", {{"field", name}});
  const std::set<std::string> limits = TRY(limits_in(fields));
  TRY(fields.no_more());
  // Two who change the same account at once: who names the version that he has seen is told.
  if (!visit.request.header("if-match").empty()) {
    const Account known = TRY(find(visit.office, AccountId{visit.request.parameter("account")}));
    TRY(http::check_version(visit.request, version_of(known)));
  }
  TRY(set_roles(visit.office, AccountId{visit.request.parameter("account")}, roles, limits));
  return http::done();
}

// Whose rights are shown: everybody's to who may list accounts, else one's own.
std::optional<AccountId> whose(Visit& visit) {
  if (visit.office.actor.may("accounts.list")) return std::nullopt;
  return visit.office.actor.account;
}

Result<http::Answer> list_grants(Visit& visit) {
  tell_list(visit, "grants");
  return answer(visit, TRY(grants(visit.office, whose(visit))));
}

Result<http::Answer> ask_grant(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  GrantWish wish;
  wish.account =
      AccountId{TRY(fields.optional_text("account", 64)).value_or(visit.office.actor.account.text)};
  wish.role = TRY(role_of(TRY(fields.text("role", 64))));
  wish.limits = TRY(limits_in(fields));
  wish.reason = TRY(fields.text("reason"));
  wish.from = TRY(fields.optional_text("from", 10));
  wish.until = TRY(fields.text("until", 10));
  TRY(fields.no_more());
  return answer(visit, TRY(ask_for(visit.office, wish)), 201);
}

Result<http::Answer> decide_grant(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const bool granted = TRY(fields.boolean("granted"));
  const std::string reason = TRY(fields.text("reason"));
  TRY(fields.no_more());
  return answer(visit,
                TRY(decide(visit.office, visit.request.parameter("grant"), granted, reason)));
}

Result<http::Answer> end_grant(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason"));
  TRY(fields.no_more());
  return answer(visit, TRY(revoke(visit.office, visit.request.parameter("grant"), reason)));
}

Result<http::Answer> list_substitutes(Visit& visit) {
  tell_list(visit, "substitutes");
  return answer(visit, TRY(substitutes(visit.office, whose(visit))));
}

Result<http::Answer> add_substitute(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  SubstituteWish wish;
  wish.absent =
      AccountId{TRY(fields.optional_text("absent", 64)).value_or(visit.office.actor.account.text)};
  wish.substitute = AccountId{TRY(fields.text("substitute", 64))};
  wish.reason = TRY(fields.text("reason"));
  wish.from = TRY(fields.optional_text("from", 10));
  wish.until = TRY(fields.text("until", 10));
  TRY(fields.no_more());
  return answer(visit, TRY(appoint(visit.office, wish)), 201);
}

Result<http::Answer> stop_substitute(Visit& visit) {
  return answer(visit, TRY(end_substitute(visit.office, visit.request.parameter("substitute"))));
}

Result<http::Answer> list_reviews(Visit& visit) {
  return answer(visit, TRY(reviews(visit.office, false)));
}

Result<http::Answer> show_review(Visit& visit) {
  const std::string& number = visit.request.parameter("review");
  for (const Review& review : TRY(reviews(visit.office, true)))
    if (review.number == number) {
      tell_list(visit, "review");
      return answer(visit, review);
    }
  return fail(Errc::not_found, "accounts.unknown_review", {{"review", number}});
}

Result<http::Answer> start_review(Visit& visit) {
  return answer(visit, TRY(begin_review(visit.office)), 201);
}

Result<http::Answer> decide_review_line(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::int64_t line = TRY(fields.integer("line"));
  const bool keep = TRY(fields.boolean("keep"));
  const std::string reason = TRY(fields.optional_text("reason")).value_or("");
  TRY(fields.no_more());
  return answer(
      visit, TRY(decide_line(visit.office, visit.request.parameter("review"), line, keep, reason)));
}

Result<http::Answer> attest_review(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string next = TRY(fields.text("next_on", 10));
  TRY(fields.no_more());
  return answer(visit, TRY(attest(visit.office, visit.request.parameter("review"), next)));
}

Result<http::Answer> list_fields(Visit& visit) {
  return answer(visit, TRY(field_changes(visit.office)));
}

Result<http::Answer> ask_field(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  FieldChange change;
  const std::string task = TRY(fields.text("task", 64));
  const std::string data_class = TRY(fields.text("class", 64));
  change.role = TRY(role_of(TRY(fields.text("role", 64))));
  change.allowed = TRY(fields.boolean("allowed"));
  change.reason = TRY(fields.text("reason"));
  TRY(fields.no_more());
  change.task = TRY(task_in(task));
  change.data_class = TRY(data_class_in(data_class));
  return answer(visit, TRY(ask_field_change(visit.office, std::move(change))), 201);
}

Result<http::Answer> decide_field(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const bool agreed = TRY(fields.boolean("agreed"));
  TRY(fields.no_more());
  return answer(visit,
                TRY(decide_field_change(visit.office, visit.request.parameter("change"), agreed)));
}

Route reading(const char* path, const char* permission,
              std::function<Result<http::Answer>(Visit&)> run, bool tells = false) {
  return {{.path = path, .permission = permission, .tells = tells}, std::move(run)};
}

Route writing(const char* path, const char* permission,
              std::function<Result<http::Answer>(Visit&)> run, http::Body body = http::Body::json) {
  return {{.method = http::Method::post,
           .path = path,
           .permission = permission,
           .work = http::Work::writes,
           .body = body},
          std::move(run)};
}

// What gives somebody a right: not from a screen that was left alone.
Route giving(const char* path, const char* permission,
             std::function<Result<http::Answer>(Visit&)> run) {
  Route route = writing(path, permission, std::move(run));
  route.declared.step_up = true;
  return route;
}

}  // namespace

std::vector<Route> rights_routes() {
  std::vector<Route> all = {
      reading("/api/accounts/names", "accounts.own", list_names),
      reading("/api/accounts/roles", "accounts.own", table),
      reading("/api/accounts/waiting", "accounts.own", what_waits),
      reading("/api/accounts/grants", "accounts.own", list_grants, true),
      reading("/api/accounts/substitutes", "accounts.own", list_substitutes, true),
      reading("/api/accounts/reviews", "accounts.list", list_reviews),
      reading("/api/accounts/reviews/{review}", "accounts.list", show_review, true),
      reading("/api/accounts/fields", "accounts.own", list_fields),
      giving("/api/accounts", "accounts.add", add_account),
      writing("/api/accounts/{account}/closing", "accounts.close", close_account, http::Body::none),
      giving("/api/accounts/{account}/roles", "accounts.roles", put_roles),
      writing("/api/accounts/grants", "accounts.own", ask_grant),
      giving("/api/accounts/grants/{grant}/decision", "accounts.decide", decide_grant),
      writing("/api/accounts/grants/{grant}/end", "accounts.own", end_grant),
      writing("/api/accounts/substitutes", "accounts.own", add_substitute),
      writing("/api/accounts/substitutes/{substitute}/end", "accounts.own", stop_substitute,
              http::Body::none),
      writing("/api/accounts/reviews", "accounts.review", start_review, http::Body::none),
      writing("/api/accounts/reviews/{review}/verdicts", "accounts.review", decide_review_line),
      writing("/api/accounts/reviews/{review}/attestation", "accounts.review", attest_review),
      writing("/api/accounts/fields", "accounts.fields", ask_field),
      giving("/api/accounts/fields/{change}/decision", "accounts.fields", decide_field),
  };
  return all;
}

}  // namespace ombud::accounts
