#include "records/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "http/page.h"

namespace ombud::records {

namespace {

using nlohmann::ordered_json;

ordered_json account_json(const std::optional<AccountId>& id, const Names& names) {
  if (!id) return nullptr;
  return {{"id", id->text}, {"name", name_of(*id, names)}};
}

ordered_json form_of(const Kinds& kinds, const std::vector<Field>& fields, Language language) {
  ordered_json all = ordered_json::array();
  for (const Field& field : fields) {
    ordered_json one = {{"name", field.name},
                        {"label", say(field.label, language)},
                        {"type", word(field.type)},
                        {"format", word(field.format)},
                        {"help", say(field.help, language)},
                        {"law", field.law},
                        {"many", field.many},
                        {"required", field.required},
                        {"listed", field.listed},
                        {"searched", field.searched},
                        {"retired", field.retired},
                        {"least", field.least},
                        {"most", field.most},
                        {"to", field.to},
                        {"to_room", ""},
                        {"choices", ordered_json::array()},
                        {"fields", form_of(kinds, field.fields, language)},
                        {"when", nullptr}};
    for (const Choice& choice : field.choices)
      one["choices"].push_back({{"word", choice.word}, {"label", say(choice.label, language)}});
    if (const auto to = kinds.find(field.to)) one["to_room"] = (*to)->room;
    if (field.when) one["when"] = {{"field", field.when->field}, {"words", field.when->words}};
    all.push_back(std::move(one));
  }
  return all;
}

std::string shown_text(const Field& field, const std::string& text, const Names& names,
                       Language language) {
  if (field.type == Type::choice) {
    const auto choice = std::ranges::find(field.choices, text, &Choice::word);
    return choice == field.choices.end() ? text : say(choice->label, language);
  }
  if (field.type != Type::link && field.type != Type::account) return text;
  const auto at = names.find(text);
  if (at == names.end())
    return field.type == Type::link && is_uuid(text) ? say("records.not_to_be_seen", {}, language)
                                                     : text;
  return at->second.number.empty() ? at->second.title : at->second.number + " " + at->second.title;
}

ordered_json fault_json(const Kind& kind, const Fault& fault, Language language) {
  return {{"path", fault.path},
          {"key", fault.error.key},
          {"label", label_of(kind, fault.path, language)},
          {"text", say(fault.error, language)}};
}

}  // namespace

ordered_json as_json(const Kinds& kinds, const Record& record, const Names& names) {
  ordered_json links = ordered_json::object();
  if (const auto kind = kinds.find(record.kind)) {
    Row row = record.row;
    for (const Target& target : targets_in(**kind, row)) {
      const auto at = names.find(*target.value);
      if (at == names.end()) continue;
      links[*target.value] = {
          {"kind", at->second.kind}, {"number", at->second.number}, {"title", at->second.title}};
    }
  }
  return {{"kind", record.kind},
          {"number", record.number},
          {"id", record.id.text},
          {"version", record.version},
          {"title", record.title},
          {"state", record.state},
          {"owner", account_json(record.owner, names)},
          {"archived", record.archived},
          {"review_on", record.review_on ? ordered_json(format_day(*record.review_on)) : nullptr},
          {"made_at", format_instant(record.made_at)},
          {"changed_at", format_instant(record.changed_at)},
          {"changed_by", account_json(record.changed_by, names)},
          {"etag", http::etag_of(version_text(record))},
          {"fields", ordered_json::parse(write_json(record.row))},
          {"links", std::move(links)}};
}

ordered_json as_json(const Kinds& kinds, const Version& version, const Names& names) {
  return {{"version", version.version},
          {"change", version.change.text},
          {"at", format_instant(version.at)},
          {"by", name_of(version.by, names)},
          {"what", version.what},
          {"reason", version.reason},
          {"fields", version.fields},
          {"record", as_json(kinds, version.record, names)}};
}

std::string name_of(const AccountId& account, const Names& names) {
  const auto at = names.find(account.text);
  return at == names.end() ? account.text : at->second.title;
}

ordered_json as_json(const Kind& kind, const std::vector<Fault>& faults, Language language) {
  ordered_json all = ordered_json::array();
  for (const Fault& fault : faults) all.push_back(fault_json(kind, fault, language));
  return all;
}

ordered_json as_json(const Kind& kind, const std::string& number, const Fault& fault,
                     Language language) {
  ordered_json one = {{"number", number}};
  one.update(fault_json(kind, fault, language));
  return one;
}

ordered_json as_json(const Kinds& kinds, const Kind& kind, Language language) {
  ordered_json states = ordered_json::array();
  for (const State& state : kind.states)
    states.push_back(
        {{"name", state.name}, {"label", say(state.label, language)}, {"closed", state.closed}});
  ordered_json moves = ordered_json::array();
  for (const Move& move : kind.moves)
    moves.push_back({{"name", move.name},
                     {"label", say(move.label, language)},
                     {"from", move.from},
                     {"to", move.to},
                     {"permission", move.permission}});
  ordered_json sections = ordered_json::array();
  for (const Section& section : kind.sections)
    sections.push_back(
        {{"name", section.name}, {"label", say(section.label, language)}, {"from", section.from}});
  ordered_json documents = ordered_json::array();
  for (const AttachedDocument& one : kind.documents) {
    documents.push_back({{"name", one.name},
                         {"label", say(one.label, language)},
                         {"expected", one.expected},
                         {"when", nullptr}});
    if (one.when)
      documents.back()["when"] = {{"field", one.when->field}, {"words", one.when->words}};
  }
  return {{"kind", kind.name},
          {"room", kind.room},
          {"label", say(kind.label, language)},
          {"plural", say(kind.plural, language)},
          {"about", say(kind.about, language)},
          {"law", kind.law},
          {"series", kind.series},
          {"title", kind.title},
          {"review_months", kind.review_months},
          {"states", std::move(states)},
          {"moves", std::move(moves)},
          {"fields", form_of(kinds, kind.fields, language)},
          {"sections", std::move(sections)},
          {"documents", std::move(documents)}};
}

std::string fields_json(const Kinds& kinds, const std::vector<Field>& fields, Language language) {
  return json_text(form_of(kinds, fields, language));
}

std::string version_text(const Record& record) {
  return record.id.text + "." + std::to_string(record.version);
}

std::string label_of(const Kind& kind, const std::string& path, Language language) {
  const std::vector<Field>* fields = &kind.fields;
  std::string text;
  for (const std::string& part : split(path, '.')) {
    std::size_t place = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), place);
    if (error == std::errc() && end == part.data() + part.size()) {
      text += fmt::format(" {}", place + 1);
      continue;
    }
    const auto field = std::ranges::find(*fields, part, &Field::name);
    if (!text.empty()) text += ", ";
    text += field == fields->end() ? part : say(field->label, language);
    if (field != fields->end() && field->type == Type::rows) fields = &field->fields;
  }
  return text;
}

std::string label_and_path(const Kind& kind, const std::string& path, Language language) {
  if (path.empty()) return say(kind.label, language);
  std::string named;
  for (const std::string& part : split(path, '.')) {
    if (part.find_first_not_of("0123456789") == std::string::npos) continue;
    named += (named.empty() ? "" : ".") + part;
  }
  const std::string label = label_of(kind, path, language);
  return label == named ? label : fmt::format("{} ({})", label, named);
}

std::string shown(const Field& field, const Value& value, const Names& names, Language language) {
  if (const auto* text = std::get_if<std::string>(&value))
    return shown_text(field, *text, names, language);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return grouped(*number);
  if (const auto* yes = std::get_if<bool>(&value))
    return say(*yes ? "records.yes" : "records.no", {}, language);
  std::string all;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& one : *list)
      all += (all.empty() ? "" : "; ") + shown_text(field, one, names, language);
    return all;
  }
  for (const Row& row : std::get<std::vector<Row>>(value)) {
    std::string line;
    for (const auto& [name, inner] : row.values)
      if (const auto at = std::ranges::find(field.fields, name, &Field::name);
          at != field.fields.end())
        line += fmt::format("{}{}: {}", line.empty() ? "" : ", ", say(at->label, language),
                            shown(*at, inner, names, language));
    all += (all.empty() ? "" : "; ") + line;
  }
  return all;
}

}  // namespace ombud::records
