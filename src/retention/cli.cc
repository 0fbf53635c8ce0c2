// ombud retention add | list | show | remove | check | simulate | why | plan | due | standing

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/yaml_tree.h"
#include "retention/look.h"
#include "retention/show.h"

namespace ombud::retention {

namespace {

using accounts::Office;
using Json = nlohmann::ordered_json;

// At most one byte more than a file may have, so that too large a one is seen as such.
Result<std::string> read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::string text(yaml_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.gcount() == 0) return fail(Errc::not_found, "retention.no_such_file", {{"file", name}});
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// All rules of the file are held against their systems before any is stored.
Result<int> run_add(cli::Call& call, Office& office) {
  const std::vector<Rule> rules = TRY(read_rules(TRY(read_file(call.value("FILE")))));
  std::vector<SystemId> systems;
  for (const Rule& rule : rules) {
    const Desk desk = TRY(Desk::open(office, rule.system));
    const Result<void> checked = check_against(rule, desk.setting());
    if (!checked) {
      call.remark(say("retention.of_rule", {{"rule", rule.name}}, call.language()));
      return fail(checked.error());
    }
    systems.push_back(desk.system().id);
  }
  Json all = Json::array();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Stored stored = TRY(store_rule(office, rules[i], systems[i]));
    all.push_back({{"rule", stored.rule.name}, {"version", stored.version}});
    call.line(say("retention.added",
                  {{"rule", stored.rule.name}, {"version", std::to_string(stored.version)}},
                  call.language()));
  }
  if (call.json()) print_json(call, all);
  call.remark(say("retention.next_simulate", {{"rule", rules.front().name}}, call.language()));
  return 0;
}

Result<int> run_list(cli::Call& call, Office& office) {
  const std::vector<Stored> rules = TRY(rules_seen(office));
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Stored& stored : rules) {
    const std::vector<Look> last = TRY(looks(office, stored, 1));
    Json json = rule_json(office, stored);
    json["looked_at"] = last.empty() ? Json(nullptr) : Json(format_instant(last.front().at));
    all.push_back(std::move(json));
    rows.push_back({stored.rule.name, std::to_string(stored.version),
                    stored.rule.system + "." + stored.rule.table, format_keep(stored.rule.keep),
                    std::string(word(stored.rule.then)), format_schedule(stored.rule.schedule),
                    last.empty() ? "\xe2\x80\x93" : format_instant(last.front().at).substr(0, 10)});
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (call.json())
    print_json(call, all);
  else if (rules.empty())
    call.line(label("retention.none"));
  else
    call.table({{label("retention.column_rule")},
                {label("retention.label_version"), true},
                {label("retention.column_subject")},
                {label("retention.column_keep")},
                {label("retention.column_then")},
                {label("retention.column_schedule")},
                {label("retention.column_looked")}},
               rows);
  return 0;
}

Result<int> run_show(cli::Call& call, Office& office) {
  const Stored stored = TRY(rule_seen(office, call.value("RULE")));
  if (call.json())
    print_json(call, rule_json(office, stored));
  else
    show_rule(call, office, stored);
  return 0;
}

Result<int> run_remove(cli::Call& call, Office& office) {
  const std::string& name = call.value("RULE");
  TRY(remove_rule(office, name, call.value("--reason")));
  if (call.json())
    print_json(call, {{"rule", name}, {"removed", true}});
  else
    call.line(say("retention.removed", {{"rule", name}}, call.language()));
  return 0;
}

Result<int> run_check(cli::Call& call, Office& office) {
  const Stored stored = TRY(rule_seen(office, call.value("RULE")));
  TRY(office.log.append_now(
      told_of(office, "retention.checked", stored, "rows to review of rule " + stored.rule.name)));
  const Desk desk = TRY(Desk::open(office, stored.rule.system));
  Findings found = TRY(findings(desk, stored.rule, true));
  TRY(leave_out(office, desk, stored, found, call.progress()));
  if (call.json())
    print_json(call, findings_json(found, call.language()));
  else
    show_findings(call, found);
  return found.review.empty() ? 0 : cli::found_false;
}

Result<int> run_simulate(cli::Call& call, Office& office) {
  Stored stored = TRY(rule_seen(office, call.value("RULE")));
  TRY(office.log.append_now(
      told_of(office, "retention.simulated", stored, "counts by rule " + stored.rule.name)));
  Desk desk = TRY(Desk::open(office, stored.rule.system));
  if (call.has("--on")) desk.move_to(TRY(parse_day(call.value("--on"))));
  if (call.has("--keep")) stored.rule.keep = TRY(parse_keep(call.value("--keep")));
  Simulated simulated = TRY(simulate(desk, stored.rule, call.value("--by")));
  TRY(leave_out(office, desk, stored, simulated.found, call.progress()));
  if (call.json())
    print_json(call, simulated_json(simulated, call.language()));
  else
    show_simulated(call, simulated, desk.today());
  return 0;
}

Result<int> run_why(cli::Call& call, Office& office) {
  const std::string& place = call.value("PLACE");
  const std::size_t dot = place.find('.');
  if (dot == std::string::npos)
    return fail(Errc::invalid, "retention.bad_place", {{"place", place}});
  evidence::Told told;
  told.event = "retention.asked_why";
  told.use = UseKind::view;
  told.account = office.actor.account;
  told.criterion = "one row of " + place;
  told.reference = call.value("--reference");
  told.object = "table " + place;
  TRY(office.log.append_now(told));
  const Desk desk = TRY(Desk::open(office, place.substr(0, dot)));
  const Why found = TRY(why(office, desk, place.substr(dot + 1), call.values("KEY")));
  if (call.json())
    print_json(call, why_json(found));
  else
    show_why(call, found);
  return 0;
}

Result<Wishes> wishes_of(const cli::Call& call) {
  Wishes wishes;
  wishes.instruction = TRY(actions::instruction_of(call));
  wishes.disposal = TRY(actions::disposal_of(call));
  return wishes;
}

Result<int> run_plan(cli::Call& call, Office& office) {
  const Planned planned =
      TRY(plan(office, call.value("RULE"), TRY(wishes_of(call)), call.progress()));
  if (call.json())
    print_json(call, planned_json(planned, call.language()));
  else
    show_planned(call, planned);
  return 0;
}

Result<int> run_due(cli::Call& call, Office& office) {
  const std::vector<Due> all = TRY(due(office, call.value("--event")));
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Due& one : all) {
    const std::string at = one.looked_at ? format_instant(*one.looked_at) : "";
    json.push_back({{"rule", one.rule},
                    {"schedule", one.schedule},
                    {"looked_at", at.empty() ? Json(nullptr) : Json(at)}});
    rows.push_back({one.rule, one.schedule, at.empty() ? "\xe2\x80\x93" : at.substr(0, 10)});
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (call.json())
    print_json(call, json);
  else if (all.empty())
    call.line(label("retention.nothing_to_look_at"));
  else
    call.table({{label("retention.column_rule")},
                {label("retention.column_schedule")},
                {label("retention.column_looked")}},
               rows);
  return 0;
}

// At most a year, after which somebody decides again (LAW.md: a standing decision ends by itself).
Result<int> run_standing(cli::Call& call, Office& office) {
  const std::string& name = call.value("RULE");
  const bool on = call.value("SWITCH") == "on";
  const Day today = std::chrono::floor<std::chrono::days>(office.clock.now());
  const Stored stored =
      on ? TRY(let_stand(office, name, add_months(today, 12), call.value("--reason")))
         : TRY(end_standing(office, name, call.value("--reason")));
  if (call.json())
    print_json(call, rule_json(office, stored));
  else
    call.line(say(on ? "retention.stands" : "retention.stands_no_more",
                  {{"rule", stored.label()}, {"day", on ? format_day(stored.standing->until) : ""}},
                  call.language()));
  return 0;
}

const cli::Option rule_argument{.name = "RULE", .help = "retention.help_rule", .required = true};
const cli::Option reason_option{
    .name = "--reason", .help = "retention.help_reason", .required = true, .value_name = "TEXT"};

std::vector<cli::Command> commands_of_rules(accounts::Entrance& entrance) {
  return {
      accounts::in_office(
          entrance,
          {.name = "retention add",
           .summary = "retention.help_add",
           .example = "ombud retention add rules.yaml",
           .options = {{.name = "FILE", .help = "retention.help_file", .required = true}},
           .more = "retention.more_add"},
          "retention.add", run_add),
      accounts::in_office(entrance,
                          {.name = "retention list",
                           .summary = "retention.help_list",
                           .example = "ombud retention list"},
                          "retention.show", run_list),
      accounts::in_office(entrance,
                          {.name = "retention show",
                           .summary = "retention.help_show",
                           .example = "ombud retention show former_members",
                           .options = {rule_argument}},
                          "retention.show", run_show),
      accounts::in_office(entrance,
                          {.name = "retention remove",
                           .summary = "retention.help_remove",
                           .example = "ombud retention remove former_members --reason \"board "
                                      "decision 2026-11-03\"",
                           .options = {rule_argument, reason_option}},
                          "retention.remove", run_remove),
      accounts::in_office(entrance,
                          {.name = "retention standing",
                           .summary = "retention.help_standing",
                           .example = "ombud retention standing former_members on --reason "
                                      "\"board decision 2026-11-03\"",
                           .options = {rule_argument,
                                       {.name = "SWITCH",
                                        .help = "retention.help_switch",
                                        .required = true,
                                        .choices = {"on", "off"}},
                                       reason_option},
                           .more = "retention.more_standing"},
                          "retention.standing", run_standing),
  };
}

std::vector<cli::Command> commands_of_data(accounts::Entrance& entrance) {
  return {
      accounts::in_office(entrance,
                          {.name = "retention check",
                           .summary = "retention.help_check",
                           .example = "ombud retention check former_members",
                           .options = {rule_argument}},
                          "retention.check", run_check),
      accounts::in_office(
          entrance,
          {.name = "retention simulate",
           .summary = "retention.help_simulate",
           .example = "ombud retention simulate former_members --on 2027-01-01 --keep \"at least 6 "
                      "months\" --by region",
           .options = {rule_argument,
                       {.name = "--on", .help = "retention.help_on", .value_name = "DAY"},
                       {.name = "--keep", .help = "retention.help_keep", .value_name = "PERIOD"},
                       {.name = "--by", .help = "retention.help_by", .value_name = "COLUMN"}}},
          "retention.simulate", run_simulate),
      accounts::in_office(
          entrance,
          {.name = "retention why",
           .summary = "retention.help_why",
           .example = "ombud retention why liva.member 4711 --reference \"question "
                      "of 2026-11-03\"",
           .options =
               {{.name = "PLACE", .help = "retention.help_place", .required = true},
                {.name = "KEY", .help = "retention.help_key", .required = true, .repeated = true},
                {.name = "--reference",
                 .help = "retention.help_reference",
                 .required = true,
                 .value_name = "TEXT"}}},
          "retention.why", run_why),
      accounts::in_office(entrance,
                          {.name = "retention plan",
                           .summary = "retention.help_plan",
                           .example = "ombud retention plan former_members",
                           .options = {rule_argument,
                                       {.name = "--instruction",
                                        .help = "retention.help_instruction",
                                        .value_name = "TEXT"},
                                       {.name = "--disposal",
                                        .help = "retention.help_disposal",
                                        .value_name = "TEXT"}},
                           .more = "retention.more_plan"},
                          "retention.plan", run_plan),
      accounts::in_office(
          entrance,
          {.name = "retention due",
           .summary = "retention.help_due",
           .example = "ombud retention due",
           .options = {{.name = "--event", .help = "retention.help_event", .value_name = "NAME"}}},
          "retention.show", run_due),
  };
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  std::vector<cli::Command> all = commands_of_rules(entrance);
  for (cli::Command& command : commands_of_data(entrance)) all.push_back(std::move(command));
  return all;
}

}  // namespace ombud::retention
