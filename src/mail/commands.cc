// ombud mail server | inbox | address | checkpoint

#include "mail/commands.h"

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "mail/schedule.h"
#include "mail/settings.h"

namespace ombud::mail {

namespace {

using accounts::Entrance;
using accounts::Office;
using nlohmann::ordered_json;

cli::Option password_option() {
  return {.name = "--mail-password-file", .help = "mail.help_password", .value_name = "FILE"};
}

// Asked for only where a name to sign in with was given.
Result<Secret> password_in(cli::Call& call) {
  if (call.value("--sign-in").empty()) return Secret();
  return call.secret(say("mail.ask_password", {}, call.language()), "--mail-password-file",
                     "OMBUD_MAIL_PASSWORD");
}

Result<std::int64_t> days_in(const cli::Call& call, const char* option, std::int64_t otherwise) {
  const std::string& text = call.value(option);
  if (text.empty()) return otherwise;
  if (text.size() > 3 || text.find_first_not_of("0123456789") != std::string::npos)
    return fail(Errc::invalid, "mail.bad_days", {{"most", "60"}});
  std::int64_t days = 0;
  for (const char c : text) days = days * 10 + (c - '0');
  return days;
}

Result<int> set_server(cli::Call& call, Office& office) {
  Outgoing out;
  out.server = call.value("--server");
  out.from_address = call.value("--sender");
  out.sign_in = call.value("--sign-in");
  out.ca_file = call.value("--ca");
  out.pages = call.value("--pages");
  out.remind_days = TRY(days_in(call, "--remind", out.remind_days));
  out.escalate_days = TRY(days_in(call, "--escalate", out.escalate_days));
  TRY(set_outgoing(office, out, TRY(password_in(call))));
  TRY(schedule_round(office));
  if (call.json())
    call.print_json(json_text({{"server", out.server}, {"sender", out.from_address}}, 2));
  else
    call.line(say("mail.server_is_set", {{"server", host_of(out.server)}}, call.language()));
  return 0;
}

Result<int> set_in(cli::Call& call, Office& office) {
  Inbox in;
  in.place = call.value("PLACE");
  in.sign_in = call.value("--sign-in");
  in.ca_file = call.value("--ca");
  in.removes = call.has("--remove");
  TRY(mail::set_inbox(office, in, TRY(password_in(call))));
  if (!in.place.empty()) TRY(schedule_fetch(office));
  if (call.json())
    call.print_json(json_text({{"place", in.place}}, 2));
  else
    call.line(
        say(in.place.empty() ? "mail.inbox_is_off" : "mail.inbox_is_set", {}, call.language()));
  return 0;
}

ordered_json as_json(const Settings& all) {
  return {{"server", all.out.server},
          {"sender", all.out.from_address},
          {"sign_in", all.out.sign_in},
          {"has_password", all.out.has_password},
          {"ca_file", all.out.ca_file},
          {"pages", all.out.pages},
          {"remind_days", all.out.remind_days},
          {"escalate_days", all.out.escalate_days},
          {"inbox",
           {{"place", all.in.place},
            {"sign_in", all.in.sign_in},
            {"has_password", all.in.has_password},
            {"ca_file", all.in.ca_file},
            {"removes", all.in.removes}}}};
}

Result<int> show_server(cli::Call& call, Office& office) {
  const std::optional<Settings> all = TRY(settings(office));
  if (call.json()) {
    call.print_json(json_text(as_json(all.value_or(Settings{})), 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (!all || (all->out.server.empty() && all->in.place.empty())) {
    call.line(label("mail.nothing_set"));
    return 0;
  }
  const Params days{{"remind", std::to_string(all->out.remind_days)},
                    {"escalate", std::to_string(all->out.escalate_days)}};
  call.facts({{label("mail.label_server"), all->out.server},
              {label("mail.label_sender"), all->out.from_address},
              {label("mail.label_sign_in"), all->out.sign_in},
              {label("mail.label_ca"), all->out.ca_file},
              {label("mail.label_pages"), all->out.pages},
              {label("mail.label_days"), say("mail.days", days, call.language())},
              {label("mail.label_inbox"), all->in.place}});
  return 0;
}

// One line; asked for, or from --stdin or --from: an address does not stand in a command.
Result<std::vector<std::string>> addresses_in(cli::Call& call, const char* question) {
  std::vector<std::string> all;
  for (const Secret& line : TRY(call.secret_lines(say(question, {}, call.language()))))
    all.push_back(line.reveal());
  return all;
}

Language language_in(const cli::Call& call) {
  const Result<Language> given = language_of(call.value("--in"));
  return given ? *given : call.language();
}

Result<int> set_one(cli::Call& call, Office& office) {
  const accounts::Account account = TRY(accounts::find(office, call.value("ACCOUNT")));
  const std::vector<std::string> given = TRY(addresses_in(call, "mail.ask_address"));
  if (given.size() != 1) return fail(Errc::invalid, "mail.one_address");
  TRY(set_address(office, account.id, given.front(), language_in(call), !account.used_at));
  if (call.json())
    call.print_json(json_text({{"account", account.name}, {"set", true}}, 2));
  else
    call.line(say("mail.address_is_set", {{"name", account.name}}, call.language()));
  return 0;
}

Result<int> remove_one(cli::Call& call, Office& office) {
  const accounts::Account account = TRY(accounts::find(office, call.value("ACCOUNT")));
  TRY(remove_address(office, account.id, account.name));
  if (call.json())
    call.print_json(json_text({{"account", account.name}, {"removed", true}}, 2));
  else
    call.line(say("mail.address_is_removed", {{"name", account.name}}, call.language()));
  return 0;
}

Result<int> set_checkpoint(cli::Call& call, Office& office) {
  const std::vector<std::string> given = TRY(addresses_in(call, "mail.ask_anchors"));
  TRY(set_anchors(office, given, language_in(call)));
  if (call.json()) {
    call.print_json(json_text({{"addresses", given.size()}}, 2));
    return 0;
  }
  call.line(
      say("mail.anchors_are_set", {{"count", std::to_string(given.size())}}, call.language()));
  if (given.size() < 2) call.remark(say("mail.two_are_better", {}, call.language()));
  return 0;
}

Result<int> list_addresses(cli::Call& call, Office& office) {
  evidence::Told entry = told(office, "mail.listed", "addresses");
  entry.use = UseKind::list;
  entry.criterion = "addresses";
  TRY(office.log.append_now(entry));
  const std::vector<Address> all = TRY(addresses(office));
  ordered_json array = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  for (const Address& one : all) {
    const std::string whose = one.account ? TRY(name_of(office, *one.account)) : "";
    const std::string refused = one.refused_at ? format_instant(*one.refused_at) : "";
    array.push_back({{"account", one.account ? ordered_json(whose) : ordered_json()},
                     {"address", one.address},
                     {"language", code(one.language)},
                     {"refused_at", one.refused_at ? ordered_json(refused) : ordered_json()},
                     {"refused_code", one.refused_code}});
    rows.push_back({one.account ? whose : label("mail.gets_checkpoints"), one.address,
                    std::string(code(one.language)),
                    one.refused_at ? refused.substr(0, 10) + " (" + one.refused_code + ")" : ""});
  }
  if (call.json()) {
    call.print_json(json_text(array, 2));
  } else if (rows.empty()) {
    call.line(label("mail.no_addresses"));
  } else {
    call.table({{label("mail.column_whose")},
                {label("mail.column_address")},
                {label("mail.column_language")},
                {label("mail.column_refused")}},
               rows);
  }
  return 0;
}

std::vector<cli::Command> address_commands(Entrance& entrance) {
  const cli::Option account{.name = "ACCOUNT", .help = "mail.help_account", .required = true};
  const cli::Option language{
      .name = "--in", .help = "mail.help_in", .choices = {"en", "sv", "da", "nb"}};
  const cli::Option from{.name = "--from", .help = "mail.help_from", .value_name = "FILE"};
  const cli::Option standard{.name = "--stdin", .help = "mail.help_stdin", .flag = true};
  std::vector<cli::Command> all;
  const auto add = [&](cli::Command command, auto run) {
    all.push_back(in_office(entrance, std::move(command), "mail.manage", run));
  };
  add({.name = "mail address set",
       .summary = "mail.help_address_set",
       .example = "ombud mail address set owner1 --in sv --from address.txt",
       .options = {account, language, from, standard},
       .more = "mail.more_address_set"},
      set_one);
  add({.name = "mail address list",
       .summary = "mail.help_address_list",
       .example = "ombud mail address list"},
      list_addresses);
  add({.name = "mail address remove",
       .summary = "mail.help_address_remove",
       .example = "ombud mail address remove owner1",
       .options = {account}},
      remove_one);
  add({.name = "mail checkpoint set",
       .summary = "mail.help_checkpoint_set",
       .example = "ombud mail checkpoint set --from two-addresses.txt",
       .options = {language, from, standard},
       .more = "mail.more_checkpoint_set"},
      set_checkpoint);
  return all;
}

cli::Command server_command() {
  return {
      .name = "mail server set",
      .summary = "mail.help_server_set",
      .example =
          "ombud mail server set --server smtp://mail.example.org:587 --sender "
          "ombud@example.org --pages https://ombud.example.org --sign-in ombud",
      .options =
          {{.name = "--server", .help = "mail.help_server", .required = true, .value_name = "URL"},
           {.name = "--sender",
            .help = "mail.help_sender",
            .required = true,
            .value_name = "ADDRESS"},
           {.name = "--pages", .help = "mail.help_pages", .required = true, .value_name = "URL"},
           {.name = "--sign-in", .help = "mail.help_sign_in", .value_name = "NAME"},
           password_option(),
           {.name = "--ca", .help = "mail.help_ca", .value_name = "FILE"},
           {.name = "--remind", .help = "mail.help_remind", .value_name = "DAYS"},
           {.name = "--escalate", .help = "mail.help_escalate", .value_name = "DAYS"}},
      .more = "mail.more_server_set"};
}

cli::Command inbox_command() {
  return {.name = "mail inbox set",
          .summary = "mail.help_inbox_set",
          .example =
              "ombud mail inbox set imaps://mail.example.org/INBOX --sign-in dataskydd@example.org",
          .options = {{.name = "PLACE", .help = "mail.help_place", .required = true},
                      {.name = "--sign-in", .help = "mail.help_sign_in", .value_name = "NAME"},
                      password_option(),
                      {.name = "--ca", .help = "mail.help_ca", .value_name = "FILE"},
                      {.name = "--remove", .help = "mail.help_remove", .flag = true}},
          .more = "mail.more_inbox_set"};
}

}  // namespace

Result<std::string> name_of(Office& office, const AccountId& account) {
  const Result<accounts::Account> found = accounts::find(office, account);
  if (found) return found->name;
  if (found.error().code == Errc::not_found) return account.text;
  return fail(found.error());
}

std::vector<cli::Command> commands(Entrance& entrance) {
  std::vector<cli::Command> all;
  all.push_back(in_office(entrance, server_command(), "mail.manage", set_server));
  all.push_back(in_office(entrance,
                          {.name = "mail server show",
                           .summary = "mail.help_server_show",
                           .example = "ombud mail server show"},
                          "mail.manage", show_server));
  all.push_back(in_office(entrance, inbox_command(), "mail.manage", set_in));
  all.push_back(in_office(entrance,
                          {.name = "mail inbox off",
                           .summary = "mail.help_inbox_off",
                           .example = "ombud mail inbox off"},
                          "mail.manage", set_in));
  for (cli::Command& one : address_commands(entrance)) all.push_back(std::move(one));
  for (cli::Command& one : queue_commands(entrance)) all.push_back(std::move(one));
  for (cli::Command& one : incoming_commands(entrance)) all.push_back(std::move(one));
  return all;
}

}  // namespace ombud::mail
