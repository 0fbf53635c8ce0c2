#include "processing/teller.h"

#include <algorithm>

#include "base/text.h"
#include "processing/words.h"

namespace ombud::processing {

using records::Field;
using records::Record;
using records::Row;
using records::Type;

std::string Teller::said(std::string_view key, const Params& params) const {
  return say(key, params, language_);
}

std::string Teller::label(std::string_view kind, std::string_view path) const {
  return field_label(kinds_, kind, path, language_);
}

std::string Teller::title(std::string_view id) const {
  const Record* record = all_.find(id);
  return record == nullptr ? said("processing.list_hidden") : record->number + " " + record->title;
}

std::string Teller::one(const Field& field, const std::string& text) const {
  if (field.type == Type::link) return title(text);
  if (field.type == Type::choice) {
    const auto choice = std::ranges::find(field.choices, text, &records::Choice::word);
    return choice == field.choices.end() ? text : records::say(choice->label, language_);
  }
  return field.format == records::Format::country ? country_name(text, language_) : text;
}

std::string Teller::value(std::string_view kind, const Row& row, std::string_view path) const {
  const auto declared = kinds_.find(kind);
  const Field* field = declared ? (*declared)->at(path) : nullptr;
  if (field == nullptr) return "";
  const records::Value* value = row.find(field->name);
  if (value == nullptr) return "";
  if (const auto* text = std::get_if<std::string>(value)) return one(*field, *text);
  if (const auto* number = std::get_if<std::int64_t>(value)) return std::to_string(*number);
  if (const auto* yes = std::get_if<bool>(value)) return said(*yes ? "records.yes" : "records.no");
  std::string all;
  if (const auto* list = std::get_if<std::vector<std::string>>(value))
    for (const std::string& text : *list) all += (all.empty() ? "" : "\n") + one(*field, text);
  return all;
}

std::string Teller::value(const Record& record, std::string_view path) const {
  return value(record.kind, record.row, path);
}

std::vector<std::pair<std::string, std::string>> Teller::facts(
    const Record& record, std::initializer_list<std::string_view> paths) const {
  std::vector<std::pair<std::string, std::string>> facts;
  for (const std::string_view path : paths)
    if (std::string said = value(record, path); !said.empty())
      facts.emplace_back(label(record.kind, path), std::move(said));
  return facts;
}

std::string Teller::period(const Record& period) const {
  std::string text;
  if (period.row.text("length") == "fixed")
    text = said("processing.period_fixed", {{"count", value(period, "period")},
                                            {"unit", value(period, "period_unit")},
                                            {"bound", value(period, "bound")}});
  else if (period.row.text("length") == "criteria")
    text = period.row.text("criteria");
  else
    text = value(period, "length");
  std::string from = value(period, "event");
  if (const std::string& words = period.row.text("event_text"); !words.empty()) from = words;
  return said("processing.period_from",
              {{"period", text}, {"event", from}, {"action", value(period, "action")}});
}

std::string Teller::contact(const Record& party) const {
  std::string text = party.title;
  for (const std::string_view field : {"organisation_number", "address", "email", "phone"})
    if (const std::string& said = party.row.text(field); !said.empty()) text += "\n" + said;
  return text;
}

}  // namespace ombud::processing
