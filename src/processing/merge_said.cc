#include "processing/merge_said.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "processing/words.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using ombud::say;
using records::Field;
using records::Row;
using records::say;
using records::Type;
using records::Value;

constexpr std::string_view between = " · ";

// A choice or a name says by itself what it is; a day, a number or a yes does not.
bool needs_label(const Field& field) {
  return field.type == Type::yes_no || field.type == Type::day || field.type == Type::integer;
}

}  // namespace

std::string MergeTeller::said(const Field& field, const Row& row) const {
  std::string text;
  for (const Field& part : field.fields) {
    const Value* value = row.find(part.name);
    if (value == nullptr) continue;
    if (!text.empty()) text += between;
    if (needs_label(part)) text += say(part.label, language_) + ": ";
    text += records::shown(part, *value, merging_.names, language_);
  }
  return text;
}

std::vector<std::string> MergeTeller::lines(const Field& field, const Row& row) const {
  const Value* value = row.find(field.name);
  std::vector<std::string> all;
  if (value == nullptr) return all;
  if (field.type == Type::rows) {
    for (const Row& line : lines_of(row, field.name)) all.push_back(said(field, line));
  } else if (field.many) {
    for (const std::string& one : list_of(row, field.name))
      all.push_back(
          records::shown(field, std::vector<std::string>{one}, merging_.names, language_));
  } else {
    all.push_back(records::shown(field, *value, merging_.names, language_));
  }
  return all;
}

std::vector<std::string> MergeTeller::all(const std::vector<Error>& errors) const {
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(say(error, language_));
  return texts;
}

std::vector<std::string> MergeTeller::refused() const { return all(merging_.merged.refused); }

std::vector<std::string> MergeTeller::coarser() const { return all(merging_.merged.coarser); }

std::vector<std::string> MergeTeller::common() const {
  std::vector<std::string> texts;
  for (const Common& one : merging_.merged.common)
    texts.push_back(say(one.key,
                        {{"what", one.field.empty() ? one.word
                                                    : choice_label(kinds_, "activity", one.field,
                                                                   one.word, language_)}},
                        language_));
  return texts;
}

std::vector<std::string> MergeTeller::leading(bool follows) const {
  std::vector<std::string> texts;
  for (const Leading& one : merging_.leading)
    if (one.follows == follows) texts.push_back(one.record.number + " " + one.record.title);
  return texts;
}

std::string MergeTeller::about(const Clash& clash) const {
  const std::string label = field_label(kinds_, "activity", clash.field, language_);
  const std::string rows = clash.field.substr(0, clash.field.find('.'));
  const auto kind = kinds_.find("activity");
  const Field* field = kind ? (*kind)->field(rows) : nullptr;
  if (field == nullptr || clash.line.values.empty()) return label;
  return label + ": " + said(*field, clash.line);
}

std::string MergeTeller::option(const Clash& clash, const Clash::Option& option) const {
  if (option.says.values.empty()) return say("processing.merge_not_said", {}, language_);
  const auto kind = kinds_.find("activity");
  const std::size_t point = clash.field.find('.');
  const std::string above = point == std::string::npos ? "" : clash.field.substr(0, point + 1);
  std::string text;
  for (const auto& [name, value] : option.says.values) {
    const Field* field = kind ? (*kind)->at(above + name) : nullptr;
    if (field == nullptr) continue;
    if (!text.empty()) text += between;
    if (option.says.values.size() > 1 && needs_label(*field))
      text += say(field->label, language_) + ": ";
    text += records::shown(*field, value, merging_.names, language_);
  }
  return text;
}

ordered_json MergeTeller::as_json() const {
  const Merged& merged = merging_.merged;
  const auto kind = kinds_.find("activity");
  ordered_json json = {{"activities", ordered_json::array()},
                       {"refused", refused()},
                       {"common", common()},
                       {"coarser", coarser()},
                       {"clashes", ordered_json::array()},
                       {"missing", ordered_json::array()},
                       {"open", merged.is_open()},
                       {"state", merging_.state},
                       {"following", leading(true)},
                       {"staying", leading(false)},
                       {"tasks", merging_.tasks},
                       {"fields", ordered_json::array()}};
  for (const records::Record& one : merging_.activities)
    json["activities"].push_back({{"id", one.id.text},
                                  {"version", one.version},
                                  {"number", one.number},
                                  {"title", one.title},
                                  {"state_label", state_label(kinds_, one, language_)}});
  for (const Clash& clash : merged.clashes) {
    ordered_json options = ordered_json::array();
    for (const Clash::Option& one : clash.options)
      options.push_back({{"from", one.from}, {"text", option(clash, one)}});
    json["clashes"].push_back({{"path", clash.path},
                               {"about", about(clash)},
                               {"chosen", clash.chosen},
                               {"options", std::move(options)}});
  }
  if (!kind || !merged.refused.empty()) return json;
  for (const records::Fault& fault : merged.missing)
    json["missing"].push_back({{"label", records::label_of(**kind, fault.path, language_)},
                               {"text", say(fault.error, language_)}});
  for (const Field& field : (*kind)->fields) {
    ordered_json of = ordered_json::array();
    bool any = false;
    for (const records::Record& one : merging_.activities) {
      of.push_back(lines(field, one.row));
      any |= !of.back().empty();
    }
    const std::vector<std::string> result = lines(field, merged.row);
    if (any || !result.empty())
      json["fields"].push_back({{"name", field.name},
                                {"label", say(field.label, language_)},
                                {"of", std::move(of)},
                                {"result", result}});
  }
  return json;
}

}  // namespace ombud::processing
