#include "records/import_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "records/headings.h"
#include "records/view.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t values_shown = 3;
constexpr std::size_t longest_shown = 80;  // Bytes.

std::vector<std::string> some_values(const tables::Table& table, std::size_t column) {
  std::vector<std::string> all;
  for (const tables::Line& line : table.lines) {
    std::string text = shown(line.at(column));
    if (text.empty() || std::ranges::find(all, text) != all.end()) continue;
    all.push_back(std::move(text));
    if (all.size() == values_shown) break;
  }
  return all;
}

}  // namespace

std::string shown(const tables::Value& value) {
  std::string text = value.text;
  if (value.kind == tables::Value::Kind::broken) text = "#";
  for (const tables::Value& item : value.items) {
    const std::string one = shown(item);
    if (!one.empty()) text += (text.empty() ? "" : "; ") + one;
    if (text.size() > longest_shown) break;
  }
  std::ranges::replace(text, '\n', ' ');
  if (text.size() <= longest_shown) return text;
  std::size_t end = longest_shown;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string label_of_path(const Kind& kind, const std::string& path, Language language) {
  for (const Heading& heading : headings_of(kind, language))
    if (heading.path == path) return heading.label;
  return label_of(kind, path, language);
}

ordered_json columns_json(const Kind& kind, const tables::Table& table, const Mapping& mapping,
                          Language language) {
  ordered_json columns = ordered_json::array();
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::string& name = table.columns[column];
    ordered_json fields = ordered_json::array();
    bool ignored = false;
    for (const ColumnRule& rule : mapping.columns) {
      if (rule.column != name) continue;
      ignored = ignored || rule.field.empty();
      if (!rule.field.empty()) fields.push_back(rule.field);
    }
    columns.push_back({{"column", name},
                       {"fields", std::move(fields)},
                       {"ignored", ignored},
                       {"values", some_values(table, column)}});
  }
  ordered_json fields = ordered_json::array();
  for (const Heading& heading : headings_of(kind, language))
    fields.push_back({{"path", heading.path}, {"label", heading.label}});
  return {{"files", table.files},
          {"sheet", table.sheet},
          {"sheets", table.sheets},
          {"lines", table.lines.size()},
          {"columns", std::move(columns)},
          {"fields", std::move(fields)},
          {"keys", keys_of(kind)},
          {"mapping", ordered_json::parse(write_mapping(kind, mapping))}};
}

ordered_json import_json(const Kind& kind, const tables::Table& table, const Import& import,
                         std::size_t most, Language language) {
  ordered_json records = ordered_json::array();
  for (const ImportedRecord& one : import.records) {
    const bool writes = one.came == Came::fresh || one.came == Came::changed;
    if (!writes || records.size() == most) continue;
    ordered_json labels = ordered_json::array();
    for (const std::string& field : one.fields) labels.push_back(label_of(kind, field, language));
    records.push_back({{"row", table.lines[one.line].number},
                       {"place", place_of(table, table.lines[one.line], language)},
                       {"came", word(one.came)},
                       {"number", one.number},
                       {"title", one.title},
                       {"fields", std::move(labels)}});
  }
  ordered_json faults = ordered_json::array();
  for (const CellFault& fault : import.faults) {
    if (faults.size() == most) break;
    faults.push_back({{"row", table.lines[fault.line].number},
                      {"place", place_of(table, table.lines[fault.line], language)},
                      {"column", fault.column},
                      {"path", fault.path},
                      {"label", label_of(kind, fault.path, language)},
                      {"said", shown({tables::Value::Kind::text, fault.said, {}})},
                      {"key", fault.error.key},
                      {"text", say(fault.error, language)}});
  }
  return {{"key", import.key},
          {"new", import.count(Came::fresh)},
          {"changed", import.count(Came::changed)},
          {"same", import.count(Came::same)},
          {"wrong", import.count(Came::wrong)},
          {"unsaid", import.unsaid},
          {"change", import.change ? ordered_json(import.change->text) : ordered_json()},
          {"fault_count", import.faults.size()},
          {"records", std::move(records)},
          {"faults", std::move(faults)}};
}

ordered_json as_json(const Kind& kind, const SavedMapping& saved) {
  return {{"id", saved.id},
          {"name", saved.name},
          {"saved_at", format_instant(saved.saved_at)},
          {"mapping", ordered_json::parse(write_mapping(kind, saved.mapping))}};
}

}  // namespace ombud::records
