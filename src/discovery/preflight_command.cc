// datamap preflight.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "discovery/preflight.h"

namespace ombud::discovery {

namespace {

using Json = nlohmann::ordered_json;

struct Counts {
  std::map<Grade, std::size_t> fields;
  std::size_t tables = 0;
};

Counts counts_of(const std::vector<TablePreflight>& all) {
  Counts counts;
  counts.tables = all.size();
  for (const TablePreflight& table : all) {
    for (const FieldPreflight& field : table.fields) ++counts.fields[field.grade];
  }
  return counts;
}

std::string sentence(const Finding& finding, Language language) {
  Params params = finding.what.params;
  for (auto& [name, value] : params) {
    if (name != "because") continue;
    for (const auto& [other, kept] : finding.what.params) {
      if (other == "because_as_kept") value = datamap::say_reason(kept, language);
    }
  }
  return say(finding.what.key, params, language);
}

std::string sentences(const std::vector<Finding>& findings, Language language) {
  std::string all;
  for (const Finding& one : findings) all += (all.empty() ? "" : " ") + sentence(one, language);
  return all;
}

Json json_of(const std::vector<Finding>& findings, Language language) {
  Json all = Json::array();
  for (const Finding& one : findings) {
    all.push_back(
        {{"grade", word(one.grade)}, {"key", one.what.key}, {"text", sentence(one, language)}});
  }
  return all;
}

Json json_of(const datamap::Map& map, const std::vector<TablePreflight>& all, Language language) {
  Json counts = Json::object();
  for (const auto& [grade, count] : counts_of(all).fields) counts[std::string(word(grade))] = count;
  Json tables = Json::array();
  for (const TablePreflight& table : all) {
    Json fields = Json::array();
    for (const FieldPreflight& field : table.fields) {
      fields.push_back({{"column", field.column},
                        {"erase", word(field.erase)},
                        {"grade", word(field.grade)},
                        {"findings", json_of(field.findings, language)}});
    }
    tables.push_back({{"table", table.table},
                      {"rows_go", table.rows_go},
                      {"grade", word(table.grade)},
                      {"findings", json_of(table.findings, language)},
                      {"fields", fields}});
  }
  return {{"system", map.system},
          {"version", map.version},
          {"confirmed", map.confirmed},
          {"fields", counts},
          {"tables", tables}};
}

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

Result<void> tell(accounts::Office& office, const connectors::System& system,
                  const datamap::Map& map) {
  evidence::Told told;
  told.event = "datamap.preflight";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "data map of " + system.name;
  told.object = "system " + system.name;
  told.details = {{"version", std::to_string(map.version)}};
  TRY(office.log.append_now(told));
  return {};
}

Result<datamap::Map> newest(accounts::Office& office, const connectors::System& system) {
  Result<datamap::Map> confirmed = datamap::latest(office, system, true);
  if (confirmed || confirmed.error().key != "datamap.none_confirmed") return confirmed;
  return datamap::latest(office, system, false);
}

Result<int> run_preflight(accounts::Entrance& entrance, cli::Call& call) {
  accounts::Office& office = *TRY(entrance.enter(call, "datamap.show"));
  const connectors::System system = TRY(connectors::find(office, call.value("SYSTEM")));
  const datamap::Map map = TRY(newest(office, system));
  TRY(tell(office, system, map));
  const auto connector = TRY(connectors::open(office, system));
  const std::vector<TablePreflight> all = TRY(preflight(*connector, map));
  if (call.json()) {
    call.print_json(
        json_of(map, all, call.language()).dump(2, ' ', false, Json::error_handler_t::replace));
  } else {
    show(call, map, all);
  }
  const bool blocked = counts_of(all).fields.contains(Grade::blocked);
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
