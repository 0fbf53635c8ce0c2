// Signing in and out over HTTP, who somebody is, his sessions, and the list of accounts.

#include <nlohmann/json.hpp>

#include "accounts/rights_routes.h"
#include "accounts/sessions.h"
#include "http/cookie.h"
#include "http/fields.h"
#include "http/page.h"

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

Result<http::Answer> list_accounts(Visit& visit) {
  ordered_json all = ordered_json::array();
  const std::vector<Account> accounts = TRY(list(visit.office));
  for (const Account& account : accounts) {
    ordered_json made_by;
    for (const Account& maker : accounts)
      if (account.made_by && maker.id == *account.made_by) made_by = maker.name;
    all.push_back({{"id", account.id.text},
                   {"name", account.name},
                   {"roles", words_of(account.roles)},
                   {"made_by", made_by},
                   {"controllers", account.controllers},
                   {"made_at", format_instant(account.made_at)},
                   {"used_at", nullptr},
                   {"closed", account.closed}});
    if (account.used_at) all.back()["used_at"] = format_instant(*account.used_at);
  }
  // The list is of people who work here: showing it leaves an entry like any other list.
  evidence::Told told;
  told.event = "accounts.listed";
  told.use = UseKind::list;
  told.account = visit.office.actor.account;
  told.criterion = "all accounts";
  told.reference = "accounts";
  told.object = "accounts";
  visit.tell(std::move(told));
  return http::json(ordered_json{{"accounts", std::move(all)}}.dump());
}

}  // namespace

std::vector<Route> routes() {
  using http::Method;
  using http::Work;
  std::vector<Route> all = {
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
      {{.path = "/api/accounts", .permission = "accounts.list", .tells = true}, list_accounts},
  };
  for (Route& route : rights_routes()) all.push_back(std::move(route));
  return all;
}

}  // namespace ombud::accounts
