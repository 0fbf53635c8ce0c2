#include "drift/finding.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "drift/held.h"

namespace ombud::drift {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view what_words[] = {
    "unknown_system",    "unconnected_system", "undeclared_persons", "undeclared_data",
    "undeclared_column", "undeclared_party",   "undeclared_country", "not_in_data",
    "overdue",           "old_without_period", "said_none"};
constexpr std::string_view severity_words[] = {"hint", "minor", "important", "serious"};

template <class T>
std::optional<T> of(std::span<const std::string_view> words, std::string_view word) {
  const auto at = std::ranges::find(words, word);
  if (at == words.end()) return std::nullopt;
  return static_cast<T>(at - words.begin());
}

std::string choice(const records::Kinds& kinds, std::string_view kind, std::string_view path,
                   std::string_view wanted, Language language) {
  const Result<const records::Kind*> found = kinds.find(kind);
  const records::Field* field = found ? (*found)->at(path) : nullptr;
  if (field != nullptr)
    for (const records::Choice& one : field->choices)
      if (one.word == wanted) return records::say(one.label, language);
  return std::string(wanted);
}

// As it stands within a sentence: "E-mail" as "e-mail", "IP address" as it is.
std::string within(std::string label) {
  const auto is_small = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || letter == '-';
  };
  if (label.size() > 1 && label[0] >= 'A' && label[0] <= 'Z' && is_small(label[1]))
    label[0] = static_cast<char>(label[0] - 'A' + 'a');
  return label;
}

// And where it begins one.
std::string beginning(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

// "a, b, c and 4 more".
std::string listed(const std::vector<std::string>& all, std::int64_t count, std::size_t most,
                   Language language) {
  std::string text;
  for (std::size_t at = 0; at < std::min(all.size(), most); ++at)
    text += (at == 0 ? "" : ", ") + all[at];
  const std::int64_t more = count - static_cast<std::int64_t>(std::min(all.size(), most));
  if (more > 0) text += say("drift.and_more", {{"count", grouped(more)}}, language);
  return text;
}

std::string categories_in(const records::Kinds& kinds, const Evidence& evidence,
                          Language language) {
  std::vector<std::string> labels;
  for (const DataCategory category : evidence.categories)
    labels.push_back(within(label_of(kinds, category, language)));
  return listed(labels, std::ssize(labels), 6, language);
}

// Whose rows, as people call them.
std::string persons_in(const records::Kinds& kinds, const Evidence& evidence, Language language) {
  if (evidence.subject.empty()) return say("drift.persons_unnamed", {}, language);
  const std::string group = usual_group_of(evidence.subject);
  if (group == "other") return "\"" + evidence.subject + "\"";
  return within(choice(kinds, "person_category", "group", group, language));
}

}  // namespace

std::string_view word(What what) { return what_words[static_cast<std::size_t>(what)]; }

std::optional<What> what_of(std::string_view word) { return of<What>(what_words, word); }

std::string_view word(Severity severity) {
  return severity_words[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_of(std::string_view word) {
  return of<Severity>(severity_words, word);
}

std::string Found::key() const {
  return std::string(word(what)) + "|" + system.text + "|" + record.id + "|" + about;
}

std::string to_json(const Evidence& evidence) {
  Json json = {{"subject", evidence.subject},
               {"categories", Json::array()},
               {"class", word(evidence.data_class)},
               {"declared", evidence.declared ? Json(word(*evidence.declared)) : Json()},
               {"places", evidence.places},
               {"places_all", evidence.places_all},
               {"rows", evidence.rows},
               {"of", evidence.of},
               {"oldest", evidence.oldest},
               {"before", evidence.before},
               {"period", evidence.period},
               {"years", evidence.years},
               {"name", evidence.name},
               {"sampled", evidence.sampled},
               {"there", evidence.there}};
  for (const DataCategory category : evidence.categories)
    json["categories"].push_back(word(category));
  return json_text(json);
}

Result<Evidence> evidence_in(const std::string& text) {
  const auto damaged = [] { return fail(Errc::internal, "drift.evidence_damaged"); };
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return damaged();
  Evidence evidence;
  try {
    evidence.subject = json.at("subject").get<std::string>();
    for (const Json& one : json.at("categories"))
      if (const auto category = data_category_of(one.get<std::string>()))
        evidence.categories.push_back(*category);
    evidence.data_class =
        data_class_of(json.at("class").get<std::string>()).value_or(DataClass::ordinary);
    if (json.at("declared").is_string())
      evidence.declared = data_class_of(json.at("declared").get<std::string>());
    evidence.places = json.at("places").get<std::vector<std::string>>();
    evidence.places_all = json.at("places_all").get<std::int64_t>();
    evidence.rows = json.at("rows").get<std::int64_t>();
    evidence.of = json.at("of").get<std::int64_t>();
    evidence.oldest = json.at("oldest").get<std::string>();
    evidence.before = json.at("before").get<std::string>();
    evidence.period = json.at("period").get<std::string>();
    evidence.years = json.at("years").get<std::int64_t>();
    evidence.name = json.at("name").get<std::string>();
    evidence.sampled = json.at("sampled").get<std::int64_t>();
    evidence.there = json.at("there").get<std::int64_t>();
  } catch (const Json::exception&) {
    return damaged();
  }
  return evidence;
}

std::string_view law_of(What what) {
  switch (what) {
    case What::unknown_system:
    case What::unconnected_system:
    case What::undeclared_column:
      return "GDPR Arts. 5(2), 30(1)";
    case What::undeclared_persons:
    case What::undeclared_data:
      return "GDPR Art. 30(1)(c)";
    case What::undeclared_party:
      return "GDPR Art. 30(1)(a), 30(2)(a)";
    case What::undeclared_country:
      return "GDPR Arts. 30(1)(e), 44";
    case What::not_in_data:
      return "GDPR Arts. 5(1)(c), 5(2)";
    case What::overdue:
      return "GDPR Arts. 5(1)(e), 30(1)(f)";
    case What::old_without_period:
      return "GDPR Art. 5(1)(e)";
    case What::said_none:
      return "GDPR Arts. 5(2), 9";
  }
  std::abort();
}

std::string label_of(const records::Kinds& kinds, DataCategory category, Language language) {
  return choice(kinds, "data_category", "category", word(category), language);
}

std::string label_of(const records::Kinds& kinds, DataClass data_class, Language language) {
  return choice(kinds, "data_category", "class", word(data_class), language);
}

Sentences sentences(const records::Kinds& kinds, What what, const std::string& system,
                    const std::string& record, const Evidence& evidence, Language language) {
  const Params params = {
      {"system", system},
      {"record", record},
      {"persons", persons_in(kinds, evidence, language)},
      {"categories", categories_in(kinds, evidence, language)},
      {"class", within(label_of(kinds, evidence.data_class, language))},
      {"declared", evidence.declared ? within(label_of(kinds, *evidence.declared, language)) : ""},
      {"places", listed(evidence.places, evidence.places_all, 3, language)},
      {"rows", grouped(std::max<std::int64_t>(evidence.rows, 0))},
      {"of", grouped(std::max<std::int64_t>(evidence.of, 0))},
      {"oldest", evidence.oldest.empty() ? evidence.before : evidence.oldest},
      {"before", evidence.before},
      {"period", evidence.period},
      {"years", std::to_string(evidence.years)},
      {"name", evidence.name},
      {"sampled", grouped(std::max<std::int64_t>(evidence.sampled, 0))},
      {"there", grouped(std::max<std::int64_t>(evidence.there, 0))}};
  std::string about(word(what));
  if (what == What::undeclared_data && evidence.declared) about = "undeclared_class";
  if (what == What::overdue && evidence.of < 0) about = "overdue_by_rule";
  if (what == What::unknown_system && evidence.categories.empty()) about = "unknown_without_map";
  const std::string wrong_key = "drift.wrong_" + about;
  const std::string mend_key = "drift.mend_" + std::string(word(what));
  std::string wrong = say(wrong_key, params, language);
  if (what == What::undeclared_data && evidence.declared) wrong = beginning(std::move(wrong));
  if (what == What::not_in_data && evidence.sampled >= 0)
    wrong += " " + say("drift.looked_at", params, language);
  return {std::move(wrong), say(mend_key, params, language)};
}

}  // namespace ombud::drift
