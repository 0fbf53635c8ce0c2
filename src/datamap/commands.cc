// datamap show | confirm | versions.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/yaml_tree.h"
#include "datamap/summary.h"

namespace ombud::datamap {

namespace {

using Json = nlohmann::ordered_json;
using connectors::System;

/// How much was found, and in how much of what.
std::string coverage(const Summary& summary, Language language) {
  return say(summary.personal == 0 ? "datamap.none_found" : "datamap.found",
             {{"fields", std::to_string(summary.personal)},
              {"with", std::to_string(summary.persons + summary.details)},
              {"tables", std::to_string(summary.tables)}},
             language);
}

std::string state_of(const Map& map, Language language) {
  return say(map.confirmed ? "datamap.state_confirmed" : "datamap.state_proposed",
             {{"system", map.system}, {"version", std::to_string(map.version)}}, language);
}

void show_table(cli::Call& call, const Map& map) {
  const Language language = call.language();
  const auto label = [&](std::string_view key) { return say(key, {}, language); };
  std::vector<std::vector<std::string>> rows;
  for (const Table& table : map.tables) {
    if (table.holds == Holds::reference) continue;
    const std::string what = table.subject.empty()
                                 ? std::string(word(table.holds))
                                 : std::string(word(table.holds)) + ": " + table.subject;
    rows.push_back({table.name, "", what, "",
                    label(table.delete_rows ? "datamap.row_goes" : "datamap.row_stays"),
                    fmt::format("{:.0f} %", table.confidence * 100),
                    say_reason(table.reason, language)});
    for (const Field& field : table.fields)
      if (field.is_personal())
        rows.push_back({"", field.column, std::string(word(field.category)),
                        std::string(word(field.data_class)),
                        table.delete_rows ? "" : std::string(word(field.erase)),
                        fmt::format("{:.0f} %", field.confidence * 100),
                        say_reason(field.reason, language)});
  }
  call.line(state_of(map, language));
  if (!rows.empty())
    call.table({{label("datamap.column_table")},
                {label("datamap.column_column")},
                {label("datamap.column_holds")},
                {label("datamap.column_class")},
                {label("datamap.column_erase")},
                {label("datamap.column_confidence"), true},
                {label("datamap.column_reason")}},
               rows);
  call.line(coverage(summary_of(map), language));
}

Result<int> show_map(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.show"));
  const System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const Map map = call.has("--map-version")
                      ? TRY(version(office, system, TRY(version_in(call.value("--map-version")))))
                      : TRY(latest(office, system, false));
  const std::string& format = call.value("--format");
  if (call.json() || format == "json")
    call.print_json(to_json(map, call.language()));
  else if (format == "yaml")
    call.raw(to_yaml(map));
  else if (format == "columns")
    call.raw(to_columns(map, call.language()));
  else
    show_table(call, map);
  return 0;
}

/// At most one byte more than a map may have, so that too large a file is seen as such.
Result<std::string> read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::string text(yaml_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  // A folder opens and gives nothing.
  if (file.gcount() == 0) return fail(Errc::not_found, "datamap.no_such_file", {{"file", name}});
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string counted(const auto& counts) {
  std::string text;
  for (const auto& [value, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word(value));
  return text.empty() ? "0" : text;
}

void show_confirmed(cli::Call& call, const Map& map, const Summary& summary) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  call.line(state_of(map, call.language()));
  call.facts({{label("datamap.label_persons"), std::to_string(summary.persons)},
              {label("datamap.label_details"), std::to_string(summary.details)},
              {label("datamap.label_classes"), counted(summary.by_class)},
              {label("datamap.label_rows_go"), std::to_string(summary.rows_go)},
              {label("datamap.label_methods"), counted(summary.by_method)}});
  call.line(coverage(summary, call.language()));
}

void remark_unmapped(cli::Call& call, const Map& map, const sql::Catalogue& catalogue) {
  for (const sql::Table& table : catalogue.tables) {
    const std::string name = catalogue.label(table);
    if (table.kind == sql::Table::Kind::table && map.table(name) == nullptr)
      call.remark(say("datamap.not_mapped", {{"table", name}}, call.language()));
  }
}

Result<int> confirm_map(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.confirm"));
  const System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const Map map = call.has("--file") ? TRY(from_yaml(TRY(read_file(call.value("--file")))))
                                     : TRY(latest(office, system, false));
  const std::unique_ptr<connectors::Connector> connector = TRY(connectors::open(office, system));
  const Result<Map> done = confirm(office, *connector, map);
  const sql::Catalogue& catalogue = *TRY(connector->catalogue());
  if (!done) {
    // All of the faults, so that they are corrected at once.
    if (done.error().key == "datamap.faulty")
      for (const Error& fault : faults(map, catalogue)) call.remark(say(fault, call.language()));
    return fail(done.error());
  }
  remark_unmapped(call, *done, catalogue);
  const Summary summary = summary_of(*done);
  if (call.json())
    call.print_json(json_text(summary_json(*done, summary), 2));
  else
    show_confirmed(call, *done, summary);
  return 0;
}

Result<int> list_versions(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.show"));
  const System system = TRY(connectors::find(office, call.value("SYSTEM")));
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const NamedVersion& named : TRY(named_versions(office, system))) {
    const Version& version = named.version;
    const std::string& made_by = named.made_by;
    const std::string& confirmed_by = named.confirmed_by;
    const std::string made_at = format_instant(version.made_at);
    const std::string confirmed_at =
        version.confirmed_at ? format_instant(*version.confirmed_at) : "";
    Json one = {{"version", version.number}, {"made_at", made_at}, {"made_by", made_by}};
    if (version.confirmed_at)
      one.update({{"confirmed_at", confirmed_at}, {"confirmed_by", confirmed_by}});
    all.push_back(one);
    rows.push_back({std::to_string(version.number), made_at, made_by, confirmed_at, confirmed_by});
  }
  if (call.json()) {
    call.print_json(json_text(all, 2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  if (rows.empty()) return fail(Errc::not_found, "datamap.none", {{"system", system.name}});
  call.table({{label("datamap.column_version"), true},
              {label("datamap.column_made_at")},
              {label("datamap.column_made_by")},
              {label("datamap.column_confirmed_at")},
              {label("datamap.column_confirmed_by")}},
             rows);
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  const cli::Option system = {.name = "SYSTEM", .help = "datamap.system_help", .required = true};
  return {
      {.name = "datamap show",
       .summary = "datamap.show_summary",
       .example = "ombud datamap show liva --format yaml",
       .options = {system,
                   {.name = "--format",
                    .help = "datamap.format_help",
                    .choices = {"table", "yaml", "json", "columns"}},
                   {.name = "--map-version",
                    .help = "datamap.version_help",
                    .value_name = "NUMBER"}},
       .run = [&](cli::Call& call) { return show_map(entrance, call); }},
      {.name = "datamap confirm",
       .summary = "datamap.confirm_summary",
       .example = "ombud datamap confirm liva --file liva.yaml",
       .options = {system, {.name = "--file", .help = "datamap.file_help", .value_name = "FILE"}},
       .run = [&](cli::Call& call) { return confirm_map(entrance, call); },
       .more = "datamap.confirm_more"},
      {.name = "datamap versions",
       .summary = "datamap.versions_summary",
       .example = "ombud datamap versions liva",
       .options = {system},
       .run = [&](cli::Call& call) { return list_versions(entrance, call); }},
  };
}

}  // namespace ombud::datamap
