// Signing in and out over HTTP, who somebody is, proving it again, and his sessions.

#include <nlohmann/json.hpp>

#include "accounts/sessions.h"
#include "http/cookie.h"
#include "http/fields.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

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

ordered_json who(const Office& office, const Actor& actor, const std::string& csrf) {
  return {{"account", {{"id", actor.account.text}, {"name", actor.name}}},
          {"organisation",
           {{"id", office.organisation.id.text},
            {"name", office.organisation.name},
            {"law", office.organisation.law},
            {"public_body", office.organisation.public_body}}},
          {"roles", words_of(actor.roles)},
          {"permissions", permissions_of(actor)},
          {"csrf_token", csrf}};
}

Result<http::Answer> sign_in_here(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string name = TRY(fields.text("name", 64));
  const Secret password = TRY(fields.secret("password", 1024));
  TRY(fields.no_more());
  Office& office = visit.office;
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  const Actor actor = TRY(sign_in_by_password(door, name, password));
  const Started started = TRY(start_session(door, actor));
  http::Answer answer =
      http::json(who(office, actor, csrf_token(started.token.reveal())).dump(), 201);
  answer.headers.emplace_back("Location", "/api/accounts/session");
  answer.headers.emplace_back(
      "Set-Cookie", http::set_cookie(http::session_cookie(visit.secure), started.token.reveal(),
                                     session_ends, visit.secure));
  return answer;
}

Result<http::Answer> who_am_i(Visit& visit) {
  return http::json(who(visit.office, visit.office.actor, visit.csrf).dump());
}

Result<http::Answer> sign_out(Visit& visit) {
  TRY(end_session(visit.office, visit.session));
  http::Answer answer = http::done();
  answer.headers.emplace_back("Set-Cookie",
                              http::set_cookie(http::session_cookie(visit.secure), "",
                                               std::chrono::seconds(0), visit.secure));
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
  const Secret password = TRY(fields.secret("password", 1024));
  TRY(fields.no_more());
  TRY(prove_by_password(visit.office, visit.session, password));
  return http::done();
}

}  // namespace

std::vector<Route> sign_in_routes() {
  using http::Method;
  using http::Work;
  return {
      // Its transactions are its own: an attempt counts before the password is looked at, and that
      // must last whatever becomes of the answer. Two at a time: Argon2 takes 46 MiB each.
      {{.method = Method::post,
        .path = "/api/accounts/session",
        .permission = std::string(http::anybody),
        .work = Work::own,
        .body = http::Body::json,
        .most_bytes = 4096,
        .needs_key = false,
        .side_by_side = 2},
       sign_in_here},
      {{.path = "/api/accounts/session", .permission = std::string(http::signed_in)}, who_am_i},
      {{.method = Method::erase,
        .path = "/api/accounts/session",
        .permission = std::string(http::signed_in),
        .work = Work::writes},
       sign_out},
      {{.path = "/api/accounts/sessions", .permission = std::string(http::signed_in)},
       list_sessions},
      {{.method = Method::erase,
        .path = "/api/accounts/sessions/{session}",
        .permission = std::string(http::signed_in),
        .work = Work::writes},
       end_one},
      {{.method = Method::post,
        .path = "/api/accounts/session/proof",
        .permission = std::string(http::signed_in),
        .work = Work::own,
        .body = http::Body::json,
        .most_bytes = 4096,
        .needs_key = false,
        .side_by_side = 2},
       prove},
  };
}

}  // namespace ombud::accounts
