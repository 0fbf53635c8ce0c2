// Signing in and out over HTTP, who somebody is, proving it again, and his sessions.

#include "accounts/sign_in_routes.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "accounts/second_factor.h"
#include "accounts/sign_in_notices.h"
#include "accounts/sign_in_rate.h"
#include "http/cookie.h"
#include "http/fields.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view device_cookie = "ombud-browser";
constexpr std::chrono::hours device_is_known{365 * 24};
constexpr std::size_t most_code_bytes = 64;

ordered_json words_of(const std::set<Role>& roles) {
  ordered_json words = ordered_json::array();
  for (const Role role : roles) words.push_back(word(role));
  return words;
}

ordered_json permissions_of(const Actor& actor) {
  ordered_json all = ordered_json::array();
  for (const Permission permission : permissions())
    if (actor.may(permission)) all.push_back(permission);
  return all;
}

ordered_json as_json(const Session& session) {
  return {{"id", session.id.text},
          {"made_at", format_instant(session.made_at)},
          {"used_at", format_instant(session.used_at)},
          {"ends_at", format_instant(session.ends_at)}};
}

Result<ordered_json> who(Office& office, const Actor& actor, const std::string& csrf) {
  Door door = door_of(office);
  ordered_json told = ordered_json::array();
  for (const Notice& notice : TRY(notices(door, actor.account)))
    told.push_back({{"event", notice.event}, {"at", format_instant(notice.at)}});
  ordered_json elsewhere = ordered_json::array();
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    for (const Organisation& one : TRY(rows::organisations_of(transaction, actor.account)))
      elsewhere.push_back({{"id", one.id.text}, {"name", one.name}});
  }
  return ordered_json{{"account", {{"id", actor.account.text}, {"name", actor.name}}},
                      {"organisation",
                       {{"id", office.organisation.id.text},
                        {"name", office.organisation.name},
                        {"law", office.organisation.law},
                        {"public_body", office.organisation.public_body}}},
                      {"organisations", std::move(elsewhere)},
                      {"roles", words_of(actor.roles)},
                      {"permissions", permissions_of(actor)},
                      {"notices", std::move(told)},
                      {"csrf_token", csrf}};
}

Result<http::Answer> sign_in_here(Visit& visit, SignInRate& rate) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string name = TRY(fields.text("name", 64));
  const Secret password = TRY(fields.secret("password", 1024));
  TRY(fields.no_more());
  // Guesses are counted at the installation's door, wherever the name belongs.
  const vault::Vault& front = visit.office.vault;
  const Arrival arrival = arrival_of(visit);
  if (!is_known_browser(front, arrival, name)) {
    const std::chrono::seconds wait = rate.take(visit.address, visit.office.clock.now());
    if (wait.count() > 0)
      return fail(Errc::unavailable, "accounts.many_knock",
                  {{"seconds", std::to_string(wait.count())}});
  }
  const OrganisationId where = TRY(organisation_for(visit.office, name));
  Door door = door_of(*TRY(office_at(visit, where)));
  const Actor actor = TRY(sign_in_by_password(door, name, password, mark_of(front, arrival, name)));
  const Waits waits = TRY(waits_of(door, actor.account));
  return come_in(visit, actor, TRY(start_session(door, actor, {waits, "password"})));
}

// Half a session and a code make a whole one, with another token than the half had.
Result<http::Answer> give_code(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Secret code = TRY(fields.secret("code", most_code_bytes));
  TRY(fields.no_more());
  if (visit.waits != Waits::code) return fail(Errc::conflict, "accounts.no_code_asked");
  Door door = door_of(visit.office);
  const Arrival arrival = arrival_of(visit);
  const Actor actor = visit.office.actor;
  const vault::Vault& front = TRY(office_at(visit, {}))->vault;
  const bool known = is_known_browser(front, arrival, actor.name);
  TRY(take_code(door, actor, known ? lane_of(front, arrival, actor.name) : "strangers", code));
  return come_in(visit, actor, TRY(renew_session(door, actor, visit.session, "password and code")));
}

Result<http::Answer> who_am_i(Visit& visit) {
  return http::json(TRY(who(visit.office, visit.office.actor, visit.csrf)).dump());
}

Result<http::Answer> sign_out(Visit& visit) {
  TRY(end_session(visit.office, visit.session));
  http::Answer answer = http::done();
  give_cookie(visit, answer, "ombud-session", "", std::chrono::seconds(0));
  answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return answer;
}

Result<http::Answer> list_sessions(Visit& visit) {
  ordered_json all = ordered_json::array();
  for (const Session& session : TRY(sessions(visit.office))) {
    all.push_back(as_json(session));
    all.back()["this_one"] = session.id == visit.session;
  }
  return http::json(ordered_json{{"sessions", std::move(all)}}.dump());
}

Result<http::Answer> end_one(Visit& visit) {
  TRY(end_session(visit.office, SessionId{visit.request.parameter("session")}));
  return http::done();
}

Result<http::Answer> prove(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string by = TRY(fields.text("by", 16));
  const Secret given = TRY(fields.secret("given", 1024));
  TRY(fields.no_more());
  if (by == word(Proof::password))
    TRY(prove_by_password(visit.office, visit.session, given));
  else if (by == word(Proof::code))
    TRY(prove_by_code(visit.office, visit.session, given));
  else
    return fail(Errc::invalid, "http.wrong_kind", {{"field", "by"}, {"wanted", "password, code"}});
  return http::done();
}

Result<http::Answer> see_notices(Visit& visit) {
  TRY(clear_notices(visit.office));
  return http::done();
}

}  // namespace

void give_cookie(Visit& visit, http::Answer& answer, std::string_view name,
                 const std::string& value, std::chrono::seconds age) {
  answer.headers.emplace_back("Set-Cookie", http::set_cookie(http::own_cookie(name, visit.secure),
                                                             value, age, visit.secure));
}

Result<Office*> office_at(Visit& visit, const OrganisationId& organisation) {
  if (!visit.at || organisation == visit.office.organisation.id) return &visit.office;
  return visit.at(organisation);
}

Door door_of(Office& office) {
  return {office.clock, office.organisation, office.store, office.vault, office.log};
}

Arrival arrival_of(const Visit& visit) {
  return {visit.address, visit.request.cookie(http::own_cookie(device_cookie, visit.secure))};
}

Result<http::Answer> come_in(Visit& visit, const Actor& actor, const Started& started) {
  const std::string csrf = csrf_token(started.token.reveal());
  const Waits waits = started.session.waits_for;
  const bool whole = waits == Waits::nothing;
  Office& office = *TRY(office_at(visit, actor.organisation));
  const ordered_json body = whole ? TRY(who(office, actor, csrf))
                                  : ordered_json{{"waits_for", word(waits)}, {"csrf_token", csrf}};
  http::Answer answer = http::json(body.dump(), 201);
  answer.headers.emplace_back("Location", "/api/accounts/session");
  give_cookie(visit, answer, "ombud-session",
              text_of({std::string(started.token.reveal()), office.organisation.id}), session_ends);
  const vault::Vault& front = TRY(office_at(visit, {}))->vault;
  if (whole && !is_known_browser(front, arrival_of(visit), actor.name))
    give_cookie(visit, answer, device_cookie, new_device(front, actor.name), device_is_known);
  return answer;
}

std::vector<Route> sign_in_routes() {
  using http::Method;
  using http::Work;
  const auto rate = std::make_shared<SignInRate>();
  // Its transactions are its own: an attempt counts before the password is looked at, and that must
  // last whatever becomes of the answer. Two at a time: Argon2 takes 46 MiB each.
  const auto secret = [](std::string path, std::string_view permission) {
    return http::Declaration{.method = Method::post,
                             .path = std::move(path),
                             .permission = std::string(permission),
                             .work = Work::own,
                             .body = http::Body::json,
                             .most_bytes = 4096,
                             .needs_key = false,
                             .side_by_side = 2};
  };
  const std::string whole(http::signed_in);
  return {
      {secret("/api/accounts/session", http::anybody),
       [rate](Visit& visit) { return sign_in_here(visit, *rate); }},
      {{.path = "/api/accounts/session", .permission = whole}, who_am_i},
      {{.method = Method::erase,
        .path = "/api/accounts/session",
        .permission = std::string(http::half_signed_in),
        .work = Work::writes},
       sign_out},
      {{.path = "/api/accounts/sessions", .permission = whole}, list_sessions},
      {{.method = Method::erase,
        .path = "/api/accounts/sessions/{session}",
        .permission = whole,
        .work = Work::writes},
       end_one},
      {secret("/api/accounts/session/code", http::half_signed_in), give_code},
      {secret("/api/accounts/session/proof", http::signed_in), prove},
      {{.method = Method::erase,
        .path = "/api/accounts/notices",
        .permission = whole,
        .work = Work::writes},
       see_notices},
  };
}

}  // namespace ombud::accounts
