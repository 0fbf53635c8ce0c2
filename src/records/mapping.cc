#include "records/mapping.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "records/headings.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view format_word = "ombud-mapping-1";
constexpr std::string_view forms[] = {"yyyy-mm-dd", "dd-mm-yyyy", "dd.mm.yyyy",
                                      "dd/mm/yyyy", "mm/dd/yyyy", "yyyymmdd"};

Failure bad(std::string_view word) {
  return fail(Errc::invalid, "records.bad_mapping", {{"word", std::string(word)}});
}

// Text by text, in the order of the object.
Result<std::vector<std::pair<std::string, std::string>>> pairs_in(const ordered_json& object,
                                                                  std::string_view word) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (!object.is_object()) return bad(word);
  for (const auto& [from, to] : object.items()) {
    if (!to.is_string()) return bad(word);
    pairs.emplace_back(from, to.get<std::string>());
  }
  return pairs;
}

Result<ColumnRule> rule_in(const ordered_json& json) {
  if (!json.is_object()) return bad("columns");
  ColumnRule rule;
  bool ignored = false;
  for (const auto& [name, value] : json.items()) {
    if (name == "values") {
      rule.values = TRY(pairs_in(value, "values"));
    } else if (name == "ignore" && value.is_boolean()) {
      ignored = value.get<bool>();
    } else if (!value.is_string()) {
      return bad(name);
    } else if (name == "column") {
      rule.column = value.get<std::string>();
    } else if (name == "field") {
      rule.field = value.get<std::string>();
    } else if (name == "split") {
      rule.split = value.get<std::string>();
    } else if (name == "days") {
      rule.days = value.get<std::string>();
    } else {
      return bad(name);
    }
  }
  if (rule.column.empty()) return bad("column");
  if (ignored != rule.field.empty()) return bad("field");
  return rule;
}

bool takes_several(const Kind& kind, const std::string& path) {
  const Field* field = kind.at(path);
  return field != nullptr && (field->many || path.find('.') != std::string::npos);
}

bool is_path(const Kind& kind, const std::string& path) {
  if (path == number_path || path == state_path || path == owner_path) return true;
  const Field* field = kind.at(path);
  return field != nullptr && field->type != Type::rows;
}

ordered_json object_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  ordered_json object = ordered_json::object();
  for (const auto& [from, to] : pairs) object[from] = to;
  return object;
}

}  // namespace

bool Mapping::uses(std::string_view field) const {
  return std::ranges::find(columns, field, &ColumnRule::field) != columns.end();
}

std::span<const std::string_view> day_forms() { return forms; }

std::optional<Day> day_in(std::string_view text, std::string_view form) {
  if (form.empty()) form = forms[0];
  std::string year;
  std::string month;
  std::string day;
  std::size_t at = 0;
  for (std::size_t i = 0; i < form.size() && at <= text.size(); ++i) {
    std::string* part = form[i] == 'y' ? &year : form[i] == 'm' ? &month : &day;
    const bool letter = form[i] == 'y' || form[i] == 'm' || form[i] == 'd';
    const bool digit = at < text.size() && text[at] >= '0' && text[at] <= '9';
    if (letter && digit) {
      *part += text[at++];
      continue;
    }
    // "3-7-2026" for the third of July: one digit where two could stand, before a separator.
    const bool short_part = letter && part != &year && part->size() == 1 && form.size() == 10;
    if (short_part) continue;
    if (letter || at == text.size() || text[at++] != form[i]) return std::nullopt;
  }
  if (at != text.size() || year.size() != 4) return std::nullopt;
  if (month.size() == 1) month.insert(0, "0");
  if (day.size() == 1) day.insert(0, "0");
  const Result<Day> found = parse_day(year + "-" + month + "-" + day);
  return found ? std::optional(*found) : std::nullopt;
}

std::vector<std::string> keys_of(const Kind& kind) {
  std::vector<std::string> keys{std::string(number_path), kind.title};
  for (const Field& field : kind.fields) {
    const bool plain = field.type == Type::text || field.type == Type::integer;
    if (field.listed && plain && !field.many && field.name != kind.title)
      keys.push_back(field.name);
  }
  return keys;
}

Result<void> check_mapping(const Kind& kind, const Mapping& mapping) {
  std::set<std::string> taken;
  for (const ColumnRule& rule : mapping.columns) {
    if (rule.field.empty()) continue;
    if (!is_path(kind, rule.field))
      return fail(Errc::invalid, "records.mapping_no_field",
                  {{"column", rule.column}, {"field", rule.field}, {"kind", kind.name}});
    if (!taken.insert(rule.field).second && !takes_several(kind, rule.field))
      return fail(Errc::invalid, "records.mapping_twice", {{"field", rule.field}});
    if (!rule.days.empty() && std::ranges::find(forms, rule.days) == std::end(forms))
      return fail(Errc::invalid, "records.mapping_bad_days",
                  {{"days", rule.days}, {"forms", fmt::format("{}", fmt::join(forms, ", "))}});
  }
  for (const auto& [path, value] : mapping.fresh)
    if (!is_path(kind, path) || path == number_path || path.find('.') != std::string::npos)
      return fail(Errc::invalid, "records.mapping_no_field",
                  {{"column", "new"}, {"field", path}, {"kind", kind.name}});
  const std::vector<std::string> keys = keys_of(kind);
  if (!mapping.key.empty() && std::ranges::find(keys, mapping.key) == keys.end())
    return fail(Errc::invalid, "records.mapping_bad_key",
                {{"key", mapping.key}, {"keys", fmt::format("{}", fmt::join(keys, ", "))}});
  return {};
}

Result<Mapping> read_mapping(const Kind& kind, std::string_view json) {
  const ordered_json object = ordered_json::parse(json, nullptr, false);
  if (!object.is_object()) return bad("JSON");
  Mapping mapping;
  for (const auto& [name, value] : object.items()) {
    if (name == "format") {
      if (value != format_word) return bad(name);
    } else if (name == "kind") {
      if (value != kind.name)
        return fail(
            Errc::invalid, "records.mapping_of",
            {{"kind", value.is_string() ? value.get<std::string>() : ""}, {"wanted", kind.name}});
    } else if (name == "key") {
      if (!value.is_string()) return bad(name);
      mapping.key = value.get<std::string>();
    } else if (name == "new") {
      mapping.fresh = TRY(pairs_in(value, name));
    } else if (name == "columns" && value.is_array()) {
      for (const ordered_json& one : value) mapping.columns.push_back(TRY(rule_in(one)));
    } else {
      return bad(name);
    }
  }
  TRY(check_mapping(kind, mapping));
  return mapping;
}

std::string write_mapping(const Kind& kind, const Mapping& mapping) {
  ordered_json columns = ordered_json::array();
  for (const ColumnRule& rule : mapping.columns) {
    ordered_json one = {{"column", rule.column}};
    if (rule.field.empty())
      one["ignore"] = true;
    else
      one["field"] = rule.field;
    if (!rule.split.empty()) one["split"] = rule.split;
    if (!rule.days.empty()) one["days"] = rule.days;
    if (!rule.values.empty()) one["values"] = object_of(rule.values);
    columns.push_back(std::move(one));
  }
  ordered_json object = {{"format", format_word}, {"kind", kind.name}};
  if (!mapping.key.empty()) object["key"] = mapping.key;
  object["columns"] = std::move(columns);
  if (!mapping.fresh.empty()) object["new"] = object_of(mapping.fresh);
  return json_text(object);
}

}  // namespace ombud::records
