// ombud account set-password | reset-second-factor | demand-second-factor | add-provider |
// providers | remove-provider | invite | bind.

#include "accounts/sign_in_commands.h"

#include <nlohmann/json.hpp>

#include "accounts/oidc.h"
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

Result<int> add_a_provider(cli::Call& call, Office& office) {
  Provider provider;
  provider.name = call.value("NAME");
  provider.issuer = call.value("--issuer");
  provider.client_id = call.value("--client-id");
  provider.second_factor_by = call.values("--second-factor");
  if (!call.has("--public-client"))
    provider.client_secret = TRY(call.secret(say("accounts.ask_client_secret", {}, call.language()),
                                             "--client-secret-file", "OMBUD_CLIENT_SECRET"));
  const std::unique_ptr<Fetcher> network = by_network();
  const ProviderId id = TRY(add_provider(office, *network, provider));
  if (call.json())
    call.print_json(ordered_json{{"id", id.text}, {"name", provider.name}}.dump(2));
  else
    call.line(say("accounts.provider_is_added", {{"name", provider.name}}, call.language()));
  return 0;
}

Result<int> list_providers(cli::Call& call, Office& office) {
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  const std::vector<Provider> all = TRY(providers(door));
  if (call.json()) {
    ordered_json told = ordered_json::array();
    for (const Provider& one : all)
      told.push_back({{"id", one.id.text},
                      {"name", one.name},
                      {"issuer", one.issuer},
                      {"client_id", one.client_id},
                      {"second_factor_by", one.second_factor_by}});
    call.print_json(told.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (all.empty()) call.line(label("accounts.no_providers"));
  std::vector<std::vector<std::string>> rows;
  for (const Provider& one : all) {
    std::string words;
    for (const std::string& word : one.second_factor_by)
      words += (words.empty() ? "" : ", ") + word;
    rows.push_back({one.name, one.issuer, one.client_id, words});
  }
  if (!all.empty())
    call.table({{label("accounts.column_name")},
                {label("accounts.column_issuer")},
                {label("accounts.column_client")},
                {label("accounts.column_second_factor_by")}},
               rows);
  return 0;
}

Result<int> remove_a_provider(cli::Call& call, Office& office) {
  const std::string& name = call.value("NAME");
  TRY(remove_provider(office, name));
  if (call.json())
    call.print_json(ordered_json{{"name", name}, {"removed", true}}.dump(2));
  else
    call.line(say("accounts.provider_is_removed", {{"name", name}}, call.language()));
  return 0;
}

Result<int> invite_to_provider(cli::Call& call, Office& office) {
  const std::string& name = call.value("NAME");
  const Secret code = TRY(invite(office, name, call.value("--provider")));
  if (call.json()) {
    call.print_json(ordered_json{{"name", name}, {"invitation", code.reveal()}}.dump(2));
    return 0;
  }
  call.line(code.reveal());
  call.remark(say("accounts.invitation_is_made", {{"name", name}}, call.language()));
  return 0;
}

Result<int> bind_to_provider(cli::Call& call, Office& office) {
  const std::string& name = call.value("NAME");
  const Secret subject = TRY(call.secret(say("accounts.ask_subject", {}, call.language()),
                                         "--subject-file", "OMBUD_SUBJECT"));
  TRY(bind_identity(office, name, call.value("--provider"), subject));
  if (call.json())
    call.print_json(ordered_json{{"name", name}, {"bound", true}}.dump(2));
  else
    call.line(say("accounts.identity_is_bound", {{"name", name}}, call.language()));
  return 0;
}

std::vector<cli::Command> provider_commands(Entrance& entrance) {
  const cli::Option account = {.name = "NAME", .help = "accounts.name_help", .required = true};
  const cli::Option name = {
      .name = "NAME", .help = "accounts.provider_name_help", .required = true};
  const cli::Option provider = {.name = "--provider",
                                .help = "accounts.provider_name_help",
                                .required = true,
                                .value_name = "PROVIDER"};
  const auto file = [](std::string option, std::string help) {
    return cli::Option{.name = std::move(option), .help = std::move(help), .value_name = "FILE"};
  };
  return {
      in_office(entrance,
                {.name = "account add-provider",
                 .summary = "accounts.add_provider_summary",
                 .example = "ombud account add-provider \"Ansatt-ID\" --issuer "
                            "https://login.example.org --client-id ombud --second-factor amr=mfa",
                 .options = {name,
                             {.name = "--issuer",
                              .help = "accounts.issuer_help",
                              .required = true,
                              .value_name = "URL"},
                             {.name = "--client-id",
                              .help = "accounts.client_id_help",
                              .required = true,
                              .value_name = "ID"},
                             {.name = "--second-factor",
                              .help = "accounts.second_factor_by_help",
                              .repeated = true,
                              .value_name = "WORD"},
                             {.name = "--public-client",
                              .help = "accounts.public_client_help",
                              .flag = true},
                             file("--client-secret-file", "accounts.client_secret_file_help")},
                 .more = "accounts.add_provider_more"},
                "accounts.secure", add_a_provider),
      in_office(entrance,
                {.name = "account providers",
                 .summary = "accounts.providers_summary",
                 .example = "ombud account providers"},
                "accounts.secure", list_providers),
      in_office(entrance,
                {.name = "account remove-provider",
                 .summary = "accounts.remove_provider_summary",
                 .example = "ombud account remove-provider \"Ansatt-ID\"",
                 .options = {name}},
                "accounts.secure", remove_a_provider),
      in_office(entrance,
                {.name = "account invite",
                 .summary = "accounts.invite_summary",
                 .example = "ombud account invite owner1 --provider \"Ansatt-ID\"",
                 .options = {account, provider},
                 .more = "accounts.invite_more"},
                "accounts.secure", invite_to_provider),
      in_office(
          entrance,
          {.name = "account bind",
           .summary = "accounts.bind_summary",
           .example = "ombud account bind owner1 --provider \"Ansatt-ID\"",
           .options = {account, provider, file("--subject-file", "accounts.subject_file_help")},
           .more = "accounts.bind_more"},
          "accounts.secure", bind_to_provider),
  };
}

}  // namespace

std::vector<cli::Command> sign_in_commands(Entrance& entrance) {
  const cli::Option name = {.name = "NAME", .help = "accounts.name_help", .required = true};
  std::vector<cli::Command> all = provider_commands(entrance);
  const std::vector<cli::Command> own = {
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
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

}  // namespace ombud::accounts
