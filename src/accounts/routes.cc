// The list of accounts over HTTP; signing in is in sign_in_routes.cc.

#include <nlohmann/json.hpp>

#include "accounts/oidc.h"
#include "accounts/rights_routes.h"
#include "accounts/sessions.h"
#include "http/page.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

ordered_json words_of(const std::set<Role>& roles) {
  ordered_json words = ordered_json::array();
  for (const Role role : roles) words.push_back(word(role));
  return words;
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
                   {"controllers", apart(account.limits).controllers},
                   {"units", apart(account.limits).units},
                   {"made_at", format_instant(account.made_at)},
                   {"used_at", nullptr},
                   {"closed", account.closed},
                   {"version", http::etag_of(version_of(account))}});
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

std::string version_of(const Account& account) {
  std::string version = account.closed ? "closed" : "open";
  for (const Role role : account.roles) version += "\n" + std::string(word(role));
  for (const std::string& line : account.limits) version += "\nfor " + line;
  return version;
}

std::vector<Route> routes() {
  std::vector<Route> all = sign_in_routes();
  for (Route& route : second_factor_routes()) all.push_back(std::move(route));
  for (Route& route : organisation_routes()) all.push_back(std::move(route));
  for (Route& route : provider_routes()) all.push_back(std::move(route));
  for (Route& route : provider_settings_routes()) all.push_back(std::move(route));
  all.push_back(
      {{.path = "/api/accounts", .permission = "accounts.list", .tells = true}, list_accounts});
  for (Route& route : rights_routes()) all.push_back(std::move(route));
  return all;
}

}  // namespace ombud::accounts
