// system add | list | show | test | remove.
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "connectors/registry.h"
#include "connectors/system_json.h"

namespace ombud::connectors {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* password_variable = "OMBUD_SYSTEM_PASSWORD";

/// Whose data the system holds, as it is shown.
std::string owner(const System& system, const accounts::Office& office) {
  return system.controller.empty() ? office.organisation.name : system.controller;
}

Json as_json(const System& system) {
  Json object = {{"name", system.name},
                 {"kind", word(system.address.kind)},
                 {"url", write_address(system.address)},
                 {"controller", nullptr},
                 {"public_body", system.public_body},
                 {"has_password", system.has_password}};
  if (!system.controller.empty()) object["controller"] = system.controller;
  return object;
}

/// Of the system, not of who acts: --password-file is the actor's where --as names one.
Result<Secret> system_password(cli::Call& call, const Address& address) {
  const char* in_environment = std::getenv(password_variable);
  const bool has_variable = in_environment != nullptr && *in_environment != '\0';
  const bool own_file = call.has("--system-password-file");
  const bool other_file = !own_file && !call.has("--as") && call.has("--password-file");
  if (!own_file && !other_file && !has_variable) return Secret();
  const bool takes_one = address.kind == Kind::postgresql || address.kind == Kind::mariadb;
  if (!takes_one && !own_file && !other_file) return Secret();
  if (!takes_one) return fail(Errc::invalid, "connectors.no_password_there");
  return call.secret(say("connectors.ask_password", {}, call.language()),
                     other_file ? "--password-file" : "--system-password-file", password_variable);
}

// A share may be connected later, so it is said and not refused.
void tell_what_is_not_there(cli::Call& call, const Address& address) {
  if (address.file.empty() || access(address.file.c_str(), F_OK) == 0) return;
  const bool folder = address.kind == Kind::csv;
  call.remark(folder ? say("connectors.no_folder", {{"folder", address.file}}, call.language())
                     : say("sql.no_such_file", {{"file", address.file}}, call.language()));
}

Result<int> add_system(accounts::Entrance& entrance, cli::Call& call) {
  System system;
  system.name = call.value("NAME");
  system.address = TRY(read_address(call.value("--url")));
  system.controller = call.value("--controller");
  system.public_body = call.has("--public-body");
  accounts::Office& office = *TRY(entrance.enter(call, "connectors.add"));
  const Secret password = TRY(system_password(call, system.address));
  const System added = TRY(connectors::add(office, system, password));
  if (call.json())
    call.print_json(json_text(as_json(added), 2));
  else
    call.line(say("connectors.added", {{"name", added.name}}, call.language()));
  tell_what_is_not_there(call, added.address);
  return 0;
}

Result<int> list_systems(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "connectors.list"));
  const std::vector<System> systems = TRY(connectors::list(office));
  if (call.json()) {
    Json all = Json::array();
    for (const System& system : systems) all.push_back(as_json(system));
    call.print_json(json_text(all, 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (systems.empty()) {
    call.line(label("connectors.none"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const System& system : systems)
    rows.push_back({system.name, write_address(system.address), owner(system, office),
                    system.has_password ? label("connectors.yes") : ""});
  call.table({{label("connectors.column_name")},
              {label("connectors.column_url")},
              {label("connectors.column_controller")},
              {label("connectors.column_password")}},
             rows);
  return 0;
}

Result<int> show_system(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "connectors.list"));
  const System system = TRY(connectors::find(office, call.value("NAME")));
  if (call.json()) {
    call.print_json(json_text(as_json(system), 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  const auto yes_or_no = [&](bool holds) {
    return label(holds ? "connectors.yes" : "connectors.no");
  };
  call.facts({{label("connectors.column_name"), system.name},
              {label("connectors.column_url"), write_address(system.address)},
              {label("connectors.column_controller"), owner(system, office)},
              {label("connectors.label_public_body"),
               yes_or_no(system.controller.empty() ? office.organisation.public_body
                                                   : system.public_body)},
              {label("connectors.column_password"), yes_or_no(system.has_password)}});
  return 0;
}

void show(cli::Call& call, const System& system, const Check& check) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  call.facts({{label("connectors.column_name"), system.name},
              {label("connectors.column_url"), write_address(system.address)},
              {label("connectors.label_version"), check.version},
              {label("connectors.label_tables"), std::to_string(check.tables)}});
  const auto missing = [&](bool lacks) { return lacks ? label("connectors.missing") : ""; };
  std::vector<std::vector<std::string>> rows;
  for (const Check::Lacking& one : check.lacking)
    rows.push_back({one.table, missing(one.read), missing(one.update), missing(one.erase)});
  if (!rows.empty()) {
    call.line("");
    call.table({{label("connectors.column_table")},
                {label("connectors.column_read")},
                {label("connectors.column_update")},
                {label("connectors.column_erase")}},
               rows);
  }
  call.line("");
  call.line(say(
      check.lacking.empty() ? "connectors.nothing_lacks" : "connectors.rights_lack",
      {{"count", std::to_string(check.lacking.size())}, {"tables", std::to_string(check.tables)}},
      call.language()));
  for (const Error& remark : check.remarks) call.line(say(remark, call.language()));
}

Result<int> test_system(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "connectors.test"));
  const System system = TRY(connectors::find(office, call.value("NAME")));
  // Before the system is touched, and whatever comes of it.
  TRY(office.log.append_now(administered(office, "connectors.tested", system)));
  const std::unique_ptr<Connector> connector = TRY(open(office, system));
  const Check found = TRY(check(*connector));
  if (call.json())
    call.print_json(json_text(system_json(system, found, call.language()), 2));
  else
    show(call, system, found);
  return found.lacking.empty() ? 0 : cli::found_false;
}

Result<int> remove_system(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "connectors.remove"));
  const System system = TRY(connectors::find(office, call.value("NAME")));
  const Params name = {{"name", system.name}};
  const bool sure = TRY(call.confirm(say("connectors.ask_remove", name, call.language())));
  if (sure) TRY(remove(office, system.name));
  if (call.json())
    call.print_json(json_text({{"name", system.name}, {"removed", sure}}, 2));
  else
    call.line(say(sure ? "connectors.removed" : "connectors.not_removed", name, call.language()));
  return 0;
}

std::vector<cli::Option> add_options() {
  return {{.name = "NAME", .help = "connectors.new_name_help", .required = true},
          {.name = "--url", .help = "connectors.url_help", .required = true, .value_name = "URL"},
          {.name = "--controller", .help = "connectors.controller_help", .value_name = "NAME"},
          {.name = "--public-body", .help = "connectors.public_body_help", .flag = true},
          {.name = "--system-password-file",
           .help = "connectors.system_password_file_help",
           .value_name = "FILE"}};
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  const cli::Option name = {.name = "NAME", .help = "connectors.name_help", .required = true};
  return {
      {.name = "system add",
       .summary = "connectors.add_summary",
       .example = "ombud system add liva --url mariadb://ombud@localhost/liva",
       .options = add_options(),
       .run = [&](cli::Call& call) { return add_system(entrance, call); },
       .more = "connectors.add_more"},
      {.name = "system list",
       .summary = "connectors.list_summary",
       .example = "ombud system list",
       .run = [&](cli::Call& call) { return list_systems(entrance, call); }},
      {.name = "system show",
       .summary = "connectors.show_summary",
       .example = "ombud system show liva",
       .options = {name},
       .run = [&](cli::Call& call) { return show_system(entrance, call); }},
      {.name = "system test",
       .summary = "connectors.test_summary",
       .example = "ombud system test liva",
       .options = {name},
       .run = [&](cli::Call& call) { return test_system(entrance, call); },
       .more = "connectors.test_more"},
      {.name = "system remove",
       .summary = "connectors.remove_summary",
       .example = "ombud system remove liva",
       .options = {name, {.name = "--yes", .help = "connectors.yes_help", .flag = true}},
       .run = [&](cli::Call& call) { return remove_system(entrance, call); },
       .more = "connectors.remove_more"},
  };
}

}  // namespace ombud::connectors
