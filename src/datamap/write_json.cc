// A map as JSON, whole or field by field.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "datamap/datamap.h"

namespace ombud::datamap {

namespace {

using Json = nlohmann::ordered_json;

void add(Json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

Json written(const Field& field, Language language) {
  Json object = {{"column", field.column}, {"category", word(field.category)}};
  add(object, "part", field.part);
  object["class"] = word(field.data_class);
  object["origin"] = word(field.origin);
  object["identifies"] = field.identifies;
  object["erase"] = word(field.erase);
  if (field.erase == Erase::constant) object["constant"] = field.constant;
  add(object, "because", say_reason(field.because, language));
  for (const Inside& one : field.inside)
    object["inside"].push_back(
        {{"where", one.where}, {"category", word(one.category)}, {"class", word(one.data_class)}});
  object["confidence"] = field.confidence;
  add(object, "reason", say_reason(field.reason, language));
  return object;
}

Json written(const Table& table, Language language) {
  Json object = {{"table", table.name}, {"holds", word(table.holds)}};
  add(object, "subject", table.subject);
  object["delete_rows"] = table.delete_rows;
  add(object, "because", say_reason(table.because, language));
  object["confidence"] = table.confidence;
  add(object, "reason", say_reason(table.reason, language));
  object["fields"] = Json::array();
  for (const Field& field : table.fields) object["fields"].push_back(written(field, language));
  return object;
}

Json written(const Link& link, Language language) {
  Json object = {{"from", link.from_table},   {"columns", link.from_columns},
                 {"to", link.to_table},       {"to_columns", link.to_columns},
                 {"means", word(link.means)}, {"kind", word(link.kind)}};
  if (!link.where_column.empty()) {
    object["where_column"] = link.where_column;
    object["where_value"] = link.where_value;
  }
  object["confidence"] = link.confidence;
  add(object, "reason", say_reason(link.reason, language));
  return object;
}

}  // namespace

std::string to_json(const Map& map, Language language) {
  Json object = {{"system", map.system},       {"version", map.version},
                 {"confirmed", map.confirmed}, {"catalogue", map.catalogue},
                 {"tables", Json::array()},    {"links", Json::array()}};
  for (const Table& table : map.tables) object["tables"].push_back(written(table, language));
  for (const Link& link : map.links) object["links"].push_back(written(link, language));
  return json_text(object, 2) + "\n";
}

std::string to_columns(const Map& map, Language language) {
  std::string out;
  for (const Table& table : map.tables) {
    if (table.holds == Holds::reference) continue;
    for (const Field& field : table.fields) {
      if (!field.is_personal()) continue;
      const Json line = {{"table", table.name},
                         {"column", field.column},
                         {"category", word(field.category)},
                         {"class", word(field.data_class)},
                         {"confidence", field.confidence},
                         {"reason", say_reason(field.reason, language)}};
      out += json_text(line) + "\n";
    }
  }
  return out;
}

}  // namespace ombud::datamap
