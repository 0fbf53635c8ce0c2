// ombud init, ombud account add | list | close.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "accounts/accounts.h"
#include "accounts/organisations.h"
#include "accounts/passwords.h"
#include "accounts/rights_commands.h"
#include "accounts/sign_in.h"
#include "accounts/sign_in_commands.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

std::vector<std::string> role_choices() {
  std::vector<std::string> words;
  for (const Role role : all_roles()) words.emplace_back(word(role));
  return words;
}

std::string joined(const std::set<Role>& roles) {
  std::string text;
  for (const Role role : roles) text += (text.empty() ? "" : ", ") + std::string(word(role));
  return text;
}

Result<int> init(Entrance& entrance, cli::Call& call) {
  const Made made = TRY(entrance.make(call));
  if (call.json()) {
    call.print_json(ordered_json{
        {"folder", made.folder},
        {"key_file", made.key_file},
        {"organisation",
         {{"id", made.organisation.id.text},
          {"name", made.organisation.name},
          {"law", made.organisation.law},
          {"public_body", made.organisation.public_body}}},
        {"account",
         made.account}}.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  call.facts({{label("accounts.label_organisation"), made.organisation.name},
              {label("accounts.label_folder"), made.folder},
              {label("accounts.label_key_file"), made.key_file},
              {label("accounts.label_account"),
               made.account + " (" + joined({Role::coordinator, Role::administrator}) + ")"}});
  if (!made.fenced) call.remark(label("accounts.not_fenced"));
  call.remark(say("accounts.keep_the_key", {{"file", made.key_file}}, call.language()));
  return 0;
}

Result<int> add_account(Entrance& entrance, cli::Call& call) {
  Office& office = *TRY(entrance.enter(call, "accounts.add"));
  const std::string& name = call.value("NAME");
  std::set<Role> roles;
  for (const std::string& given : call.values("--role")) roles.insert(TRY(role_of(given)));
  std::optional<std::string> user;
  if (call.has("--system-user")) user = call.value("--system-user");
  const Secret password =
      TRY(ask_new_password(call, name, {"--new-password-file", "OMBUD_NEW_PASSWORD"}));
  const AccountId id = TRY(add(office, name, roles, password, user, limits_in(call)));
  if (call.json()) {
    ordered_json role_words = ordered_json::array();
    for (const Role role : roles) role_words.push_back(word(role));
    call.print_json(ordered_json{{"id", id.text}, {"name", name}, {"roles", role_words}}.dump(2));
  } else {
    call.line(
        say("accounts.added",
            {{"name", name},
             {"roles", roles.empty() ? say("accounts.none", {}, call.language()) : joined(roles)}},
            call.language()));
  }
  return 0;
}

// The name of who made the account; its id where that account is not of this organisation.
std::string maker(const Account& account, const std::vector<Account>& all) {
  if (!account.made_by) return "";
  const auto made_by = std::find_if(
      all.begin(), all.end(), [&](const Account& other) { return other.id == *account.made_by; });
  return made_by == all.end() ? account.made_by->text : made_by->name;
}

ordered_json as_json(const Account& account, const std::vector<Account>& all) {
  ordered_json roles = ordered_json::array();
  for (const Role role : account.roles) roles.push_back(word(role));
  ordered_json system_user;
  if (account.system_user) system_user = *account.system_user;
  ordered_json made_by;
  if (account.made_by) made_by = maker(account, all);
  ordered_json used_at;
  if (account.used_at) used_at = format_instant(*account.used_at);
  return {{"id", account.id.text},
          {"name", account.name},
          {"roles", roles},
          {"controllers", apart(account.limits).controllers},
          {"units", apart(account.limits).units},
          {"system_user", system_user},
          {"used_at", used_at},
          {"made_by", made_by},
          {"made_at", format_instant(account.made_at)},
          {"closed", account.closed}};
}

Result<int> list_accounts(Entrance& entrance, cli::Call& call) {
  Office& office = *TRY(entrance.enter(call, "accounts.list"));
  // The list is of people who work here: showing it leaves an entry like any other list.
  evidence::Told told;
  told.event = "accounts.listed";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = "all accounts";
  told.reference = "accounts";
  told.object = "accounts";
  TRY(office.log.append_now(told));
  const std::vector<Account> all = TRY(list(office));
  if (call.json()) {
    ordered_json accounts = ordered_json::array();
    for (const Account& account : all) accounts.push_back(as_json(account, all));
    call.print_json(accounts.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  for (const Account& account : all)
    rows.push_back({account.name, joined(account.roles), account.system_user.value_or(""),
                    maker(account, all),
                    format_day(std::chrono::floor<std::chrono::days>(account.made_at)),
                    account.closed ? label("accounts.state_closed") : ""});
  call.table({{label("accounts.column_name")},
              {label("accounts.column_roles")},
              {label("accounts.column_system_user")},
              {label("accounts.column_made_by")},
              {label("accounts.column_made_on")},
              {label("accounts.column_state")}},
             rows);
  return 0;
}

Result<int> close_account(Entrance& entrance, cli::Call& call) {
  Office& office = *TRY(entrance.enter(call, "accounts.close"));
  const std::string& name = call.value("NAME");
  TRY(close(office, name));
  if (call.json())
    call.print_json(ordered_json{{"name", name}, {"closed", true}}.dump(2));
  else
    call.line(say("accounts.now_closed", {{"name", name}}, call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(Entrance& entrance) {
  std::vector<cli::Command> all = {
      {.name = "init",
       .summary = "accounts.init_summary",
       .example = "ombud init --organisation \"Exempelförbundet\" --law se",
       .options = {{.name = "--organisation",
                    .help = "accounts.init_organisation",
                    .required = true,
                    .value_name = "NAME"},
                   {.name = "--law",
                    .help = "accounts.init_law",
                    .required = true,
                    .choices = {"se", "dk", "no", "fi"}},
                   {.name = "--public-body", .help = "accounts.init_public_body", .flag = true},
                   {.name = "--account", .help = "accounts.init_account", .value_name = "NAME"},
                   {.name = "--key-file", .help = "accounts.init_key_file", .value_name = "FILE"},
                   {.name = "--store", .help = "accounts.init_store", .value_name = "URL"}},
       .run = [&](cli::Call& call) { return init(entrance, call); },
       .more = "accounts.init_more"},
      {.name = "account add",
       .summary = "accounts.add_summary",
       .example = "ombud account add owner1 --role approver",
       .options = {{.name = "NAME", .help = "accounts.name_help", .required = true},
                   {.name = "--role",
                    .help = "accounts.role_help",
                    .repeated = true,
                    .choices = role_choices()},
                   controller_option(),
                   unit_option(),
                   {.name = "--system-user",
                    .help = "accounts.system_user_help",
                    .value_name = "USER"},
                   {.name = "--new-password-file",
                    .help = "accounts.new_password_file_help",
                    .value_name = "FILE"}},
       .run = [&](cli::Call& call) { return add_account(entrance, call); },
       .more = "accounts.add_more"},
      {.name = "account list",
       .summary = "accounts.list_summary",
       .example = "ombud account list",
       .run = [&](cli::Call& call) { return list_accounts(entrance, call); }},
      {.name = "account close",
       .summary = "accounts.close_summary",
       .example = "ombud account close owner1",
       .options = {{.name = "NAME", .help = "accounts.name_help", .required = true}},
       .run = [&](cli::Call& call) { return close_account(entrance, call); }},
  };
  for (cli::Command& command : organisation_commands(entrance)) all.push_back(std::move(command));
  for (cli::Command& command : sign_in_commands(entrance)) all.push_back(std::move(command));
  for (cli::Command& command : rights_commands(entrance)) all.push_back(std::move(command));
  for (cli::Command& command : review_commands(entrance)) all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::accounts
