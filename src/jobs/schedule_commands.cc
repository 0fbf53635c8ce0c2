// ombud jobs schedule list | add | remove

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "jobs/commands.h"
#include "jobs/queue.h"
#include "jobs/schedule.h"

namespace ombud::jobs {

namespace {

using accounts::Entrance;
using accounts::Office;
using Json = nlohmann::ordered_json;

Json as_json(const Entry& entry, const std::string& account) {
  Json parameters = Json::object();
  for (const auto& [name, value] : entry.parameters) parameters[name] = value;
  return {{"name", entry.name},
          {"kind", entry.kind},
          {"account", account},
          {"parameters", parameters},
          {"when", entry.recurrence.text()},
          {"zone", entry.zone},
          {"next_due", format_instant(entry.next_due)},
          {"last_due", entry.last_due ? Json(format_instant(*entry.last_due)) : Json()},
          {"last_job", text_json(entry.last_job)},
          {"skipped", entry.skipped}};
}

Result<int> run_list(cli::Call& call, Office& office) {
  evidence::Told entry = told(office, "jobs.listed", "schedule");
  entry.use = UseKind::list;
  entry.criterion = "schedule";
  TRY(office.log.append_now(entry));
  const std::vector<Entry> all = TRY(entries(office));
  if (call.json()) {
    Json array = Json::array();
    for (const Entry& one : all) array.push_back(as_json(one, TRY(name_of(office, one.account))));
    call.print_json(json_text(array, 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return ombud::say(key, {}, call.language()); };
  if (all.empty()) {
    call.line(label("jobs.no_entries"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Entry& one : all)
    rows.push_back({one.name, one.kind, one.recurrence.text(),
                    TRY(Zone::find(one.zone)).show(one.next_due), one.last_job,
                    one.skipped == 0 ? "" : std::to_string(one.skipped),
                    TRY(name_of(office, one.account))});
  call.table({{label("jobs.column_name")},
              {label("jobs.column_kind")},
              {label("jobs.column_when")},
              {label("jobs.column_next")},
              {label("jobs.column_last_job")},
              {label("jobs.column_skipped"), true},
              {label("jobs.column_account")}},
             rows);
  return 0;
}

Result<int> run_add(cli::Call& call, Office& office, const Kinds& kinds) {
  const Entry entry = TRY(add_entry(office, kinds,
                                    {.name = call.value("NAME"),
                                     .kind = call.value("KIND"),
                                     .parameters = TRY(facts_of(call, "--parameter")),
                                     .recurrence = call.value("--when"),
                                     .zone = call.value("--zone")}));
  if (call.json()) {
    call.print_json(json_text(as_json(entry, office.actor.name), 2));
    return 0;
  }
  call.line(ombud::say("jobs.entry_added",
                       {{"name", entry.name},
                        {"when", entry.recurrence.text()},
                        {"next", TRY(Zone::find(entry.zone)).show(entry.next_due)}},
                       call.language()));
  return 0;
}

Result<int> run_remove(cli::Call& call, Office& office) {
  const std::string& name = call.value("NAME");
  TRY(remove_entry(office, name));
  if (call.json())
    call.print_json(json_text({{"name", name}, {"removed", true}}, 2));
  else
    call.line(ombud::say("jobs.entry_removed", {{"name", name}}, call.language()));
  return 0;
}

cli::Command add_command() {
  return {.name = "jobs schedule add",
          .summary = "jobs.help_schedule_add",
          .example =
              "ombud jobs schedule add nightly actions.run --when \"daily 02:30\" "
              "--parameter action=A-0001",
          .options = {{.name = "NAME", .help = "jobs.help_entry_name", .required = true},
                      {.name = "KIND", .help = "jobs.help_kind", .required = true},
                      {.name = "--when",
                       .help = "jobs.help_when",
                       .required = true,
                       .value_name = "RECURRENCE"},
                      {.name = "--zone", .help = "jobs.help_zone", .value_name = "ZONE"},
                      {.name = "--parameter",
                       .help = "jobs.help_parameter",
                       .repeated = true,
                       .value_name = "NAME=VALUE"}},
          .more = "jobs.help_schedule_add_more"};
}

}  // namespace

std::vector<cli::Command> schedule_commands(Entrance& entrance, const SharedKinds& kinds) {
  std::vector<cli::Command> all;
  all.push_back(in_office(entrance,
                          {.name = "jobs schedule list",
                           .summary = "jobs.help_schedule",
                           .example = "ombud jobs schedule list"},
                          "jobs.list", run_list));
  all.push_back(in_office(
      entrance, add_command(), "jobs.schedule",
      [kinds](cli::Call& call, Office& office) { return run_add(call, office, *kinds); }));
  all.push_back(
      in_office(entrance,
                {.name = "jobs schedule remove",
                 .summary = "jobs.help_schedule_remove",
                 .example = "ombud jobs schedule remove nightly",
                 .options = {{.name = "NAME", .help = "jobs.help_entry_name", .required = true}}},
                "jobs.schedule", run_remove));
  return all;
}

}  // namespace ombud::jobs
