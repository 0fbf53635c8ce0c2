#include "discovery/preflight_json.h"

namespace ombud::discovery {

namespace {

using Json = nlohmann::ordered_json;

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

Json json_of(const std::vector<Finding>& findings, Language language) {
  Json all = Json::array();
  for (const Finding& one : findings) {
    all.push_back(
        {{"grade", word(one.grade)}, {"key", one.what.key}, {"text", sentence(one, language)}});
  }
  return all;
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

}  // namespace

Counts counts_of(const std::vector<TablePreflight>& all) {
  Counts counts;
  counts.tables = all.size();
  for (const TablePreflight& table : all) {
    for (const FieldPreflight& field : table.fields) ++counts.fields[field.grade];
  }
  return counts;
}

std::string sentences(const std::vector<Finding>& findings, Language language) {
  std::string all;
  for (const Finding& one : findings) all += (all.empty() ? "" : " ") + sentence(one, language);
  return all;
}

Json preflight_json(const Preflight& preflight, Language language) {
  const datamap::Map& map = preflight.map;
  const std::vector<TablePreflight>& all = preflight.tables;
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

Result<Preflight> preflight_of(accounts::Office& office, const connectors::System& system) {
  Preflight done{TRY(newest(office, system)), {}};
  TRY(tell(office, system, done.map));
  const auto connector = TRY(connectors::open(office, system));
  done.tables = TRY(preflight(*connector, done.map));
  return done;
}

}  // namespace ombud::discovery
