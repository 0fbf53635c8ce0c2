// ombud account set-password | reset-second-factor | demand-second-factor.

#include "accounts/sign_in_commands.h"

#include <nlohmann/json.hpp>

#include "accounts/passwords.h"
#include "accounts/second_factor.h"

namespace ombud::accounts {

namespace {

using nlohmann::ordered_json;

Result<int> set_a_password(cli::Call& call, Office& office) {
  const std::string& name = call.value("NAME");
  const Secret password =
      TRY(ask_new_password(call, name, {"--new-password-file", "OMBUD_NEW_PASSWORD"}));
  TRY(set_password(office, name, password));
  if (call.json())
    call.print_json(ordered_json{{"name", name}, {"password_set", true}}.dump(2));
  else
    call.line(say("accounts.password_is_set", {{"name", name}}, call.language()));
  return 0;
}

Result<int> reset_a_second_factor(cli::Call& call, Office& office) {
  const std::string& name = call.value("NAME");
  TRY(reset_second_factor(office, name));
  if (call.json())
    call.print_json(ordered_json{{"name", name}, {"second_factor", false}}.dump(2));
  else
    call.line(say("accounts.second_factor_is_reset", {{"name", name}}, call.language()));
  return 0;
}

Result<int> demand(cli::Call& call, Office& office) {
  const bool demanded = !call.has("--off");
  TRY(demand_second_factor(office, demanded));
  if (call.json())
    call.print_json(ordered_json{{"second_factor_demanded", demanded}}.dump(2));
  else
    call.line(say(demanded ? "accounts.now_demanded" : "accounts.no_longer_demanded", {},
                  call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> sign_in_commands(Entrance& entrance) {
  const cli::Option name = {.name = "NAME", .help = "accounts.name_help", .required = true};
  return {
      in_office(entrance,
                {.name = "account set-password",
                 .summary = "accounts.set_password_summary",
                 .example = "ombud account set-password owner1",
                 .options = {name,
                             {.name = "--new-password-file",
                              .help = "accounts.new_password_file_help",
                              .value_name = "FILE"}},
                 .more = "accounts.set_password_more"},
                "accounts.reset", set_a_password),
      in_office(entrance,
                {.name = "account reset-second-factor",
                 .summary = "accounts.reset_second_factor_summary",
                 .example = "ombud account reset-second-factor owner1",
                 .options = {name},
                 .more = "accounts.reset_second_factor_more"},
                "accounts.reset", reset_a_second_factor),
      in_office(entrance,
                {.name = "account demand-second-factor",
                 .summary = "accounts.demand_summary",
                 .example = "ombud account demand-second-factor",
                 .options = {{.name = "--off", .help = "accounts.demand_off", .flag = true}},
                 .more = "accounts.demand_more"},
                "accounts.secure", demand),
  };
}

}  // namespace ombud::accounts
