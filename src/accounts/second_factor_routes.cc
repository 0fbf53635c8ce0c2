// One's own second factor, recovery codes and password over HTTP, and what an administrator resets.

#include <nlohmann/json.hpp>

#include "accounts/passwords.h"
#include "accounts/second_factor.h"
#include "accounts/second_factor_codes.h"
#include "accounts/sign_in_routes.h"
#include "http/fields.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

// Half a session may enrol only where it waits for that: who has the password alone must not put a
// second factor of his own in the place of the one that keeps him out.
Result<void> check_may_enrol(const Visit& visit) {
  if (visit.waits == Waits::code) return fail(Errc::forbidden, "serve.half_session");
  return {};
}

ordered_json texts_of(const std::vector<Secret>& codes) {
  ordered_json all = ordered_json::array();
  for (const Secret& code : codes) all.push_back(code.reveal());
  return all;
}

Result<http::Answer> show(Visit& visit) {
  const SecondFactor factor = TRY(second_factor(visit.office));
  ordered_json since;
  if (factor.since) since = format_instant(*factor.since);
  return http::json(ordered_json{
      {"since", since}, {"recovery_codes_left", factor.codes_left}, {"demanded", factor.demanded}}
                        .dump());
}

Result<http::Answer> enrol(Visit& visit) {
  TRY(check_may_enrol(visit));
  const Enrolment enrolment = TRY(begin_enrolment(visit.office));
  const QrCode picture = qr_code(enrolment.address.reveal());
  return http::json(ordered_json{{"secret", enrolment.secret.reveal()},
                                 {"address", enrolment.address.reveal()},
                                 {"picture", {{"size", picture.size}, {"path", picture.path}}}}
                        .dump(),
                    201);
}

Result<http::Answer> confirm(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Secret code = TRY(fields.secret("code", 64));
  TRY(fields.no_more());
  TRY(check_may_enrol(visit));
  const Actor actor = visit.office.actor;
  const std::vector<Secret> codes = TRY(confirm_enrolment(visit.office, visit.session, code));
  Door door = door_of(visit.office);
  const bool was_half = visit.waits != Waits::nothing;
  const Started started =
      TRY(renew_session(door, actor, visit.session, was_half ? "password and enrolment" : ""));
  http::Answer answer = TRY(come_in(visit, actor, started));
  const ordered_json session = ordered_json::parse(answer.body);
  answer.body = ordered_json{{"recovery_codes", texts_of(codes)}, {"session", session}}.dump();
  return answer;
}

Result<http::Answer> renew_codes(Visit& visit) {
  const std::vector<Secret> codes = TRY(renew_recovery_codes(visit.office));
  return http::json(ordered_json{{"recovery_codes", texts_of(codes)}}.dump(), 201);
}

Result<http::Answer> drop(Visit& visit) {
  TRY(drop_second_factor(visit.office, visit.session));
  return http::done();
}

Result<http::Answer> change_own_password(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Secret old = TRY(fields.secret("old", 1024));
  const Secret password = TRY(fields.secret("new", 1024));
  TRY(fields.no_more());
  const Actor actor = visit.office.actor;
  TRY(change_password(visit.office, visit.session, old, password));
  Door door = door_of(visit.office);
  return come_in(visit, actor, TRY(renew_session(door, actor, visit.session)));
}

Result<http::Answer> set_others_password(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Secret password = TRY(fields.secret("password", 1024));
  TRY(fields.no_more());
  const Account account = TRY(find(visit.office, AccountId{visit.request.parameter("account")}));
  TRY(set_password(visit.office, account.name, password));
  return http::done();
}

Result<http::Answer> reset(Visit& visit) {
  const Account account = TRY(find(visit.office, AccountId{visit.request.parameter("account")}));
  TRY(reset_second_factor(visit.office, account.name));
  return http::done();
}

Result<http::Answer> demand(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const bool demanded = TRY(fields.boolean("second_factor_demanded"));
  TRY(fields.no_more());
  TRY(demand_second_factor(visit.office, demanded));
  return http::done();
}

}  // namespace

std::vector<Route> second_factor_routes() {
  using http::Method;
  using http::Work;
  const std::string whole(http::signed_in);
  const std::string half(http::half_signed_in);
  // What is shown once is not kept as the answer to a key.
  const auto once = [](Method method, std::string path, std::string permission, Work work,
                       http::Body body = http::Body::none) {
    return http::Declaration{.method = method,
                             .path = std::move(path),
                             .permission = std::move(permission),
                             .work = work,
                             .body = body,
                             .most_bytes = 4096,
                             .needs_key = false,
                             .side_by_side = body == http::Body::json ? 2u : 0u,
                             .step_up = true};
  };
  const std::string own = "/api/accounts/second-factor";
  const http::Body json = http::Body::json;
  // It is a proof itself: the password of before comes with it.
  http::Declaration own_password =
      once(Method::put, "/api/accounts/password", whole, Work::own, json);
  own_password.step_up = false;
  return {
      {{.path = own, .permission = whole}, show},
      {once(Method::post, own + "/enrolment", half, Work::writes), enrol},
      {once(Method::post, own, half, Work::own, json), confirm},
      {once(Method::post, own + "/recovery-codes", whole, Work::writes), renew_codes},
      {once(Method::erase, own, whole, Work::writes), drop},
      {own_password, change_own_password},
      {once(Method::put, "/api/accounts/{account}/password", "accounts.reset", Work::own, json),
       set_others_password},
      {once(Method::erase, "/api/accounts/{account}/second-factor", "accounts.reset", Work::writes),
       reset},
      {once(Method::put, "/api/accounts/sign-in-rule", "accounts.secure", Work::writes, json),
       demand},
  };
}

}  // namespace ombud::accounts
