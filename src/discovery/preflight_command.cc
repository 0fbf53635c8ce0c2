// datamap preflight.
#include "base/json.h"
#include "base/text.h"
#include "discovery/preflight_json.h"

namespace ombud::discovery {

namespace {

void show(cli::Call& call, const datamap::Map& map, const std::vector<TablePreflight>& all) {
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  const auto grade = [&](Grade value) {
    return label("discovery.grade_" + std::string(word(value)));
  };
  std::vector<std::vector<std::string>> rows;
  for (const TablePreflight& table : all) {
    rows.push_back({table.table, "",
                    label(table.rows_go ? "discovery.rows_go" : "discovery.rows_stay"),
                    grade(table.grade), sentences(table.findings, call.language())});
    for (const FieldPreflight& field : table.fields) {
      if (table.rows_go && field.findings.empty()) continue;
      rows.push_back({"", field.column, std::string(word(field.erase)), grade(field.grade),
                      sentences(field.findings, call.language())});
    }
  }
  call.line(
      say(map.confirmed ? "discovery.preflight_of_confirmed" : "discovery.preflight_of_proposed",
          {{"system", map.system}, {"version", std::to_string(map.version)}}, call.language()));
  if (rows.empty()) return call.line(label("discovery.preflight_nothing"));
  call.table({{label("discovery.column_table")},
              {label("discovery.column_column")},
              {label("discovery.column_erase")},
              {label("discovery.column_grade")},
              {label("discovery.column_why")}},
             rows);
  const Counts counts = counts_of(all);
  const auto count = [&](Grade value) {
    const auto at = counts.fields.find(value);
    return std::to_string(at == counts.fields.end() ? 0 : at->second);
  };
  call.line(say("discovery.preflight_sum",
                {{"tables", std::to_string(counts.tables)},
                 {"ready", count(Grade::ready)},
                 {"care", count(Grade::care)},
                 {"kept", count(Grade::kept)},
                 {"blocked", count(Grade::blocked)}},
                call.language()));
}

Result<int> run_preflight(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.show"));
  const connectors::System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const Preflight done = TRY(preflight_of(office, system));
  if (call.json()) {
    call.print_json(json_text(preflight_json(done, call.language()), 2));
  } else {
    show(call, done.map, done.tables);
  }
  const bool blocked = counts_of(done.tables).fields.contains(Grade::blocked);
  return blocked ? 1 : 0;
}

}  // namespace

cli::Command preflight_command(accounts::Entrance& entrance) {
  return {.name = "datamap preflight",
          .summary = "discovery.preflight_summary",
          .example = "ombud datamap preflight liva",
          .options = {{.name = "SYSTEM", .help = "discovery.system_help", .required = true}},
          .run = [&](cli::Call& call) { return run_preflight(entrance, call); },
          .more = "discovery.preflight_more"};
}

}  // namespace ombud::discovery
