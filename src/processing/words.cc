#include "processing/words.h"

#include <unicode/locid.h>

#include <algorithm>

namespace ombud::processing {

std::string state_label(const records::Kinds& kinds, const records::Record& record,
                        Language language) {
  const auto kind = kinds.find(record.kind);
  const records::State* state = kind ? (*kind)->state(record.state) : nullptr;
  return state == nullptr ? record.state : records::say(state->label, language);
}

std::string choice_label(const records::Kinds& kinds, std::string_view kind, std::string_view path,
                         const std::string& word, Language language) {
  const auto found = kinds.find(kind);
  const records::Field* field = found ? (*found)->at(path) : nullptr;
  if (field == nullptr) return word;
  const auto choice = std::ranges::find(field->choices, word, &records::Choice::word);
  return choice == field->choices.end() ? word : records::say(choice->label, language);
}

std::string field_label(const records::Kinds& kinds, std::string_view kind, std::string_view path,
                        Language language) {
  const auto found = kinds.find(kind);
  const records::Field* field = found ? (*found)->at(path) : nullptr;
  return field == nullptr ? std::string(path) : records::say(field->label, language);
}

std::string country_name(const std::string& country, Language language) {
  icu::UnicodeString name;
  icu::Locale("", country.c_str())
      .getDisplayCountry(icu::Locale(std::string(code(language)).c_str()), name);
  std::string text;
  name.toUTF8String(text);
  return text.empty() ? country : text;
}

}  // namespace ombud::processing
