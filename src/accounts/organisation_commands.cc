// ombud organisation add | list, ombud account join.

#include <nlohmann/json.hpp>

#include "accounts/organisations.h"
#include "accounts/rights_commands.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

ordered_json as_json(const Organisation& organisation) {
  return {{"id", organisation.id.text},
          {"name", organisation.name},
          {"law", organisation.law},
          {"public_body", organisation.public_body}};
}

Result<int> add_one(cli::Call& call, Office& office) {
  const Made made = TRY(
      add_organisation(office, {call.value("NAME"), call.value("--law"), call.has("--public-body"),
                                call.value("--account"), call.value("--key-file")}));
  if (call.json()) {
    call.print_json(ordered_json{
        {"organisation", as_json(made.organisation)},
        {"folder", made.folder},
        {"key_file",
         made.key_file}}.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  call.facts(
      {{label("accounts.label_organisation"), made.organisation.name},
       {label("accounts.label_folder"), made.folder},
       {label("accounts.label_key_file"), made.key_file},
       {label("accounts.label_account"), made.account.empty() ? office.actor.name : made.account}});
  if (!made.fenced) call.remark(label("accounts.not_fenced"));
  call.remark(say("accounts.keep_the_key", {{"file", made.key_file}}, call.language()));
  call.remark(say("accounts.work_there", {{"name", made.organisation.name}}, call.language()));
  return 0;
}

Result<int> list_them(cli::Call& call, Office& office) {
  const std::vector<Organisation> all = TRY(organisations(office));
  if (call.json()) {
    ordered_json told = ordered_json::array();
    for (const Organisation& one : all) {
      told.push_back(as_json(one));
      told.back()["here"] = one.id == office.organisation.id;
    }
    call.print_json(told.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  for (const Organisation& one : all)
    rows.push_back({one.name, one.law, one.public_body ? label("accounts.public_body") : "",
                    one.id == office.organisation.id ? label("accounts.here") : ""});
  call.table({{label("accounts.column_name")},
              {label("accounts.column_law")},
              {label("accounts.column_kind")},
              {label("accounts.column_state")}},
             rows);
  return 0;
}

Result<int> join_here(cli::Call& call, Office& office) {
  std::set<Role> roles;
  for (const std::string& given : call.values("--role")) roles.insert(TRY(role_of(given)));
  const std::string& name = call.value("NAME");
  const AccountId id = TRY(join(office, name, roles, limits_in(call)));
  if (call.json())
    call.print_json(ordered_json{{"id", id.text}, {"name", name}}.dump(2));
  else
    call.line(say("accounts.has_joined",
                  {{"name", name}, {"organisation", office.organisation.name}}, call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> organisation_commands(Entrance& entrance) {
  std::vector<std::string> roles;
  for (const Role role : all_roles()) roles.emplace_back(word(role));
  return {
      in_office(
          entrance,
          {.name = "organisation add",
           .summary = "accounts.organisation_add_summary",
           .example = "ombud organisation add \"Nordby kommune\" --law no --public-body",
           .options =
               {{.name = "NAME", .help = "accounts.init_organisation", .required = true},
                {.name = "--law",
                 .help = "accounts.init_law",
                 .required = true,
                 .choices = {"se", "dk", "no", "fi"}},
                {.name = "--public-body", .help = "accounts.init_public_body", .flag = true},
                {.name = "--account",
                 .help = "accounts.organisation_account_help",
                 .value_name = "NAME"},
                {.name = "--key-file", .help = "accounts.init_key_file", .value_name = "FILE"}},
           .more = "accounts.organisation_add_more"},
          "accounts.add_organisation", add_one),
      in_office(entrance,
                {.name = "organisation list",
                 .summary = "accounts.organisation_list_summary",
                 .example = "ombud organisation list"},
                "accounts.organisations", list_them),
      in_office(entrance,
                {.name = "account join",
                 .summary = "accounts.join_summary",
                 .example = "ombud account join owner1 --role dpo --at \"Nordby kommune\"",
                 .options = {{.name = "NAME", .help = "accounts.name_help", .required = true},
                             {.name = "--role",
                              .help = "accounts.role_help",
                              .repeated = true,
                              .choices = roles},
                             controller_option(),
                             unit_option()},
                 .more = "accounts.join_more"},
                "accounts.join", join_here),
  };
}

}  // namespace ombud::accounts
