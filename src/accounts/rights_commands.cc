// ombud account roles | rights, ombud grant …, substitute …, review …, field ….

#include "accounts/rights_commands.h"

#include "accounts/rights.h"
#include "accounts/rights_json.h"

namespace ombud::accounts {

namespace {

constexpr int indented = 2;

std::string label(cli::Call& call, std::string_view key) { return say(key, {}, call.language()); }

std::string day_of(Instant at) { return format_day(std::chrono::floor<std::chrono::days>(at)); }

// The last day of what ends at its end.
std::string last_day(Instant until) { return day_of(until - std::chrono::seconds(1)); }

std::string joined(const auto& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + std::string(text);
  return all;
}

Result<std::map<std::string, std::string>> names_of(Office& office) {
  std::map<std::string, std::string> names;
  for (const Account& account : TRY(list(office))) names[account.id.text] = account.name;
  return names;
}

Result<AccountId> named(Office& office, cli::Call& call, std::string_view option) {
  if (!call.has(option)) return office.actor.account;
  return TRY(find(office, call.value(option))).id;
}

std::optional<std::string> optional(cli::Call& call, std::string_view option) {
  return call.has(option) ? std::optional(call.value(option)) : std::nullopt;
}

std::string limits_text(const std::set<std::string>& limits) {
  Whose whose = apart(limits);
  whose.controllers.merge(whose.units);
  return joined(whose.controllers);
}

std::set<std::string> set_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

Result<void> tell_list(Office& office, const char* what) {
  evidence::Told told;
  told.event = "accounts.listed";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = what;
  told.reference = "accounts";
  told.object = what;
  TRY(office.log.append_now(told));
  return {};
}

std::optional<AccountId> whose(const Office& office) {
  if (office.actor.may("accounts.list")) return std::nullopt;
  return office.actor.account;
}

// What was done, as JSON or in one sentence.
template <class T>
Result<int> said(cli::Call& call, Office& office, const T& what, std::string_view key,
                 Params params) {
  if (call.json())
    call.print_json(TRY(json_of(office, what, indented)));
  else
    call.line(say(key, params, call.language()));
  return 0;
}

Result<int> roles(cli::Call& call, Office& office) {
  const Account account = TRY(find(office, call.value("NAME")));
  std::set<Role> wanted;
  for (const std::string& text : call.values("--role")) wanted.insert(TRY(role_of(text)));
  TRY(set_roles(office, account.id, wanted, limits_in(call)));
  if (call.json()) {
    call.print_json(TRY(names_json(office, indented)));
    return 0;
  }
  std::vector<std::string_view> words;
  for (const Role role : wanted) words.push_back(word(role));
  call.line(say("accounts.roles_now",
                {{"name", account.name},
                 {"roles", words.empty() ? label(call, "accounts.none") : joined(words)}},
                call.language()));
  return 0;
}

Result<int> rights(cli::Call& call, Office&) {
  if (call.json()) {
    call.print_json(table_json(indented));
    return 0;
  }
  std::vector<cli::Column> columns = {{label(call, "accounts.column_permission")}};
  for (const Role role : all_roles()) columns.push_back({std::string(word(role))});
  std::vector<std::vector<std::string>> rows;
  for (const Permission permission : permissions()) {
    rows.push_back({std::string(permission)});
    for (const Role role : all_roles()) {
      Actor actor;
      actor.roles = {role};
      rows.back().emplace_back(actor.may(permission) ? "x" : "");
    }
  }
  call.table(columns, rows);
  return 0;
}

Result<int> ask_grant(cli::Call& call, Office& office) {
  GrantWish wish;
  wish.account = TRY(named(office, call, "--account"));
  wish.role = TRY(role_of(call.value("--role")));
  wish.limits = limits_in(call);
  wish.reason = call.value("--reason");
  wish.from = optional(call, "--from");
  wish.until = call.value("--until");
  const Grant grant = TRY(ask_for(office, wish));
  return said(call, office, grant, "accounts.grant_asked", {{"grant", grant.number}});
}

std::string state_of(cli::Call& call, const Grant& grant, Instant now) {
  if (grant.state == GrantState::granted && grant.until <= now)
    return label(call, "accounts.state_ended");
  constexpr std::string_view keys[] = {"accounts.state_asked", "accounts.state_granted",
                                       "accounts.state_refused", "accounts.state_withdrawn",
                                       "accounts.state_revoked"};
  return label(call, keys[static_cast<std::size_t>(grant.state)]);
}

Result<int> list_grants(cli::Call& call, Office& office) {
  TRY(tell_list(office, "grants"));
  const std::vector<Grant> all = TRY(grants(office, whose(office)));
  if (call.json()) {
    call.print_json(TRY(json_of(office, all, indented)));
    return 0;
  }
  if (all.empty()) {
    call.line(label(call, "accounts.no_grants"));
    return 0;
  }
  auto names = TRY(names_of(office));
  std::vector<std::vector<std::string>> rows;
  for (const Grant& grant : all) {
    const GrantStep& last = grant.steps.back();
    rows.push_back({grant.number, names[grant.account.text], std::string(word(grant.role)),
                    limits_text(grant.limits), day_of(grant.from), last_day(grant.until),
                    state_of(call, grant, office.clock.now()), names[last.by.text], grant.reason});
  }
  call.table({{label(call, "accounts.column_number")},
              {label(call, "accounts.column_name")},
              {label(call, "accounts.column_role")},
              {label(call, "accounts.column_controller")},
              {label(call, "accounts.column_from")},
              {label(call, "accounts.column_until")},
              {label(call, "accounts.column_state")},
              {label(call, "accounts.column_by")},
              {label(call, "accounts.column_reason")}},
             rows);
  return 0;
}

Result<int> decide_grant(cli::Call& call, Office& office) {
  const bool granted = !call.has("--refuse");
  const Grant grant = TRY(decide(office, call.value("GRANT"), granted, call.value("--reason")));
  return said(call, office, grant, granted ? "accounts.grant_granted" : "accounts.grant_refused",
              {{"grant", grant.number}, {"until", last_day(grant.until)}});
}

Result<int> end_grant(cli::Call& call, Office& office) {
  const Grant grant = TRY(revoke(office, call.value("GRANT"), call.value("--reason")));
  return said(call, office, grant, "accounts.grant_ended_now", {{"grant", grant.number}});
}

Result<int> add_substitute(cli::Call& call, Office& office) {
  SubstituteWish wish;
  wish.absent = TRY(named(office, call, "--for"));
  wish.substitute = TRY(find(office, call.value("NAME"))).id;
  wish.reason = call.value("--reason");
  wish.from = optional(call, "--from");
  wish.until = call.value("--until");
  const Substitute made = TRY(appoint(office, wish));
  return said(call, office, made, "accounts.substitute_made",
              {{"substitute", made.number}, {"until", last_day(made.until)}});
}

Result<int> list_substitutes(cli::Call& call, Office& office) {
  TRY(tell_list(office, "substitutes"));
  const std::vector<Substitute> all = TRY(substitutes(office, whose(office)));
  if (call.json()) {
    call.print_json(TRY(json_of(office, all, indented)));
    return 0;
  }
  if (all.empty()) {
    call.line(label(call, "accounts.no_substitutes"));
    return 0;
  }
  auto names = TRY(names_of(office));
  std::vector<std::vector<std::string>> rows;
  for (const Substitute& one : all)
    rows.push_back({one.number, names[one.absent.text], names[one.substitute.text],
                    day_of(one.from), last_day(one.until),
                    one.in_force(office.clock.now()) ? label(call, "accounts.state_granted")
                    : one.ended_at || one.until <= office.clock.now()
                        ? label(call, "accounts.state_ended")
                        : label(call, "accounts.state_coming"),
                    one.reason});
  call.table({{label(call, "accounts.column_number")},
              {label(call, "accounts.column_absent")},
              {label(call, "accounts.column_substitute")},
              {label(call, "accounts.column_from")},
              {label(call, "accounts.column_until")},
              {label(call, "accounts.column_state")},
              {label(call, "accounts.column_reason")}},
             rows);
  return 0;
}

Result<int> stop_substitute(cli::Call& call, Office& office) {
  const Substitute ended = TRY(end_substitute(office, call.value("SUBSTITUTE")));
  return said(call, office, ended, "accounts.substitute_ended", {{"substitute", ended.number}});
}

cli::Option needed(std::string name, std::string help, std::string value_name = "") {
  return {.name = std::move(name),
          .help = std::move(help),
          .required = true,
          .value_name = std::move(value_name)};
}

cli::Option optional_of(std::string name, std::string help, std::string value_name) {
  return {.name = std::move(name), .help = std::move(help), .value_name = std::move(value_name)};
}

cli::Option role_option(bool required, bool repeated) {
  cli::Option option{
      .name = "--role", .help = "accounts.role_help", .required = required, .repeated = repeated};
  for (const Role role : all_roles()) option.choices.emplace_back(word(role));
  return option;
}

}  // namespace

cli::Option controller_option() {
  return {.name = "--controller",
          .help = "accounts.controller_help",
          .repeated = true,
          .value_name = "NAME"};
}

cli::Option unit_option() {
  return {.name = "--unit", .help = "accounts.unit_help", .repeated = true, .value_name = "NUMBER"};
}

std::set<std::string> limits_in(const cli::Call& call) {
  return together({set_of(call.values("--controller")), set_of(call.values("--unit"))});
}

std::vector<cli::Command> rights_commands(Entrance& entrance) {
  const auto reason = [] { return needed("--reason", "accounts.reason_help", "TEXT"); };
  const auto until = [] { return needed("--until", "accounts.until_help", "DAY"); };
  const auto from = [] { return optional_of("--from", "accounts.from_help", "DAY"); };
  return {
      in_office(entrance,
                {.name = "account roles",
                 .summary = "accounts.roles_summary",
                 .example = "ombud account roles owner1 --role approver --role dpo",
                 .options = {needed("NAME", "accounts.name_help"), role_option(false, true),
                             controller_option(), unit_option()},
                 .more = "accounts.roles_more"},
                "accounts.roles", roles),
      in_office(entrance,
                {.name = "account rights",
                 .summary = "accounts.rights_summary",
                 .example = "ombud account rights --json"},
                "accounts.own", rights),
      in_office(entrance,
                {.name = "grant ask",
                 .summary = "accounts.grant_ask_summary",
                 .example = "ombud grant ask --role handler --until 2026-12-31 --reason \"R-0007\"",
                 .options = {role_option(true, false), until(), reason(), from(),
                             controller_option(), unit_option(),
                             optional_of("--account", "accounts.grant_account_help", "NAME")},
                 .more = "accounts.grant_more"},
                "accounts.own", ask_grant),
      in_office(entrance,
                {.name = "grant list",
                 .summary = "accounts.grant_list_summary",
                 .example = "ombud grant list"},
                "accounts.own", list_grants),
      in_office(entrance,
                {.name = "grant decide",
                 .summary = "accounts.grant_decide_summary",
                 .example = "ombud grant decide G-0001 --reason \"needed for the case\"",
                 .options = {needed("GRANT", "accounts.grant_help"),
                             reason(),
                             {.name = "--refuse", .help = "accounts.refuse_help", .flag = true}}},
                "accounts.decide", decide_grant),
      in_office(entrance,
                {.name = "grant end",
                 .summary = "accounts.grant_end_summary",
                 .example = "ombud grant end G-0001 --reason \"the case is closed\"",
                 .options = {needed("GRANT", "accounts.grant_help"), reason()}},
                "accounts.own", end_grant),
      in_office(entrance,
                {.name = "substitute add",
                 .summary = "accounts.substitute_add_summary",
                 .example = "ombud substitute add bo --until 2026-12-31 --reason leave",
                 .options = {needed("NAME", "accounts.substitute_name_help"), until(), reason(),
                             from(), optional_of("--for", "accounts.substitute_for_help", "NAME")}},
                "accounts.own", add_substitute),
      in_office(entrance,
                {.name = "substitute list",
                 .summary = "accounts.substitute_list_summary",
                 .example = "ombud substitute list"},
                "accounts.own", list_substitutes),
      in_office(entrance,
                {.name = "substitute end",
                 .summary = "accounts.substitute_end_summary",
                 .example = "ombud substitute end S-0001",
                 .options = {needed("SUBSTITUTE", "accounts.substitute_help")}},
                "accounts.own", stop_substitute),
  };
}

}  // namespace ombud::accounts
