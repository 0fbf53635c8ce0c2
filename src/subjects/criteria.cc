#include "subjects/criteria.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace ombud::subjects {

namespace {

// Only one person has it. A phone number is a household's or an office's.
bool is_strong(DataCategory category) {
  return category == DataCategory::national_id || category == DataCategory::email;
}

std::optional<Sought> sought_as(detectors::Kind kind, const std::string& value,
                                const detectors::Reading& reading) {
  const auto normal = detectors::normal_form(kind, value, reading);
  if (!normal) return std::nullopt;
  Sought sought{detectors::category_of(kind), kind, *normal, {value}, false};
  sought.strong = is_strong(sought.category);
  for (std::string& form : detectors::written_variants(kind, *normal, reading))
    if (std::find(sought.forms.begin(), sought.forms.end(), form) == sought.forms.end())
      sought.forms.push_back(std::move(form));
  return sought;
}

// The kind of a value that nobody named: the strictest that takes it, else a name.
std::optional<Sought> sought_of_any_kind(const std::string& value,
                                         const detectors::Reading& reading) {
  for (const detectors::Kind kind : detectors::all_kinds()) {
    if (!detectors::is_national_id(kind) && kind != detectors::Kind::email &&
        kind != detectors::Kind::phone)
      continue;
    if (auto sought = sought_as(kind, value, reading)) return sought;
  }
  return sought_as(detectors::Kind::name, value, reading);
}

}  // namespace

std::set<std::string> words_of(const std::string& name) {
  std::set<std::string> words;
  std::string plain = fold(name);
  std::replace(plain.begin(), plain.end(), ',', ' ');
  for (std::string& word : split(plain, ' '))
    if (!word.empty()) words.insert(std::move(word));
  return words;
}

std::string Sought::word() const { return std::string(detectors::word(kind)); }

Criterion criterion_of(const Secret& line) {
  const std::string& text = line.reveal();
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {"", Secret(trim(text))};
  const std::string kind = fold(std::string_view(text).substr(0, colon));
  const bool known = kind == "key" || kind == "number" || kind == "national_id" ||
                     detectors::kind_of_word(kind).has_value();
  // "12:30" or a URL is a value, a word with a colon after it is meant as a kind.
  const bool word = !kind.empty() && std::all_of(kind.begin(), kind.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || c == '-';
  });
  if (!known && !word) return {"", Secret(trim(text))};
  return {kind, Secret(trim(std::string_view(text).substr(colon + 1)))};
}

Result<Criteria> read_criteria(const std::vector<Criterion>& criteria,
                               const detectors::Reading& reading) {
  Criteria read;
  for (const Criterion& criterion : criteria) {
    const std::string& value = criterion.value.reveal();
    const Failure bad =
        fail(Errc::invalid, "subjects.bad_criterion",
             {{"kind", criterion.kind.empty() ? std::string("?") : criterion.kind}});
    if (value.empty()) return bad;
    std::optional<Sought> sought;
    if (criterion.kind == "key") {
      const auto key = read_key(value);
      if (!key) return fail(Errc::invalid, "subjects.bad_key");
      read.keys.push_back(*key);
      continue;
    }
    if (criterion.kind == "number") {
      if (is_placeholder(value) && value.size() > 2) return bad;
      read.numbers.push_back(value);
      continue;
    }
    if (criterion.kind.empty()) {
      sought = sought_of_any_kind(value, reading);
    } else if (criterion.kind == "national_id") {
      sought = sought_of(DataCategory::national_id, value, reading);
    } else if (const auto kind = detectors::kind_of_word(criterion.kind)) {
      sought = sought_as(*kind, value, reading);
    }
    if (!sought) return bad;
    read.values.push_back(*std::move(sought));
  }
  if (read.is_empty()) return fail(Errc::invalid, "subjects.nothing_to_search");
  return read;
}

std::optional<Sought> sought_of(DataCategory category, const std::string& value,
                                const detectors::Reading& reading) {
  if (is_placeholder(value)) return std::nullopt;
  for (const detectors::Kind kind : detectors::all_kinds())
    if (detectors::category_of(kind) == category)
      if (auto sought = sought_as(kind, value, reading)) return sought;
  return std::nullopt;
}

bool is_met(const Sought& sought, const std::string& stored, const detectors::Reading& reading) {
  if (stored.empty()) return false;
  if (std::find(sought.forms.begin(), sought.forms.end(), stored) != sought.forms.end())
    return true;
  return detectors::normal_form(sought.kind, stored, reading) == sought.normal;
}

bool name_is_met(const Sought& sought, const std::string& full_name) {
  const std::set<std::string> wanted = words_of(sought.normal);
  const std::set<std::string> have = words_of(full_name);
  // A single given name is nobody in particular.
  return wanted.size() > 1 && std::includes(have.begin(), have.end(), wanted.begin(), wanted.end());
}

bool is_placeholder(const std::string& value) {
  static const std::set<std::string> nothing = {"none",  "null",   "n/a",    "na",   "unknown",
                                                "okänd", "ukendt", "ukjent", "test", "saknas",
                                                "ingen", "xxx",    "xxxx",   "????", "anonymous"};
  const std::string text = fold(value);
  if (text.size() < 3 || nothing.contains(text)) return true;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c == text.front() || c == '-' || c == ' ' || c == '.'; });
}

std::optional<SoughtKey> read_key(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t dot = text.find('.');
  if (equals == std::string::npos || dot == std::string::npos || dot > equals || dot == 0 ||
      dot + 1 == equals || equals + 1 == text.size())
    return std::nullopt;
  return SoughtKey{text.substr(0, dot), text.substr(dot + 1, equals - dot - 1),
                   split(text.substr(equals + 1), ',')};
}

std::string write_key(const std::string& system, const std::string& table, const sql::Row& key) {
  std::string text = system + "." + table + "=";
  for (std::size_t i = 0; i < key.size(); ++i) text += (i > 0 ? "," : "") + sql::plain(key[i]);
  return text;
}

detectors::Reading reading_of(const accounts::Office& office) {
  return {std::chrono::floor<std::chrono::days>(office.clock.now()),
          detectors::country_of_word(office.organisation.law).value_or(detectors::Country::se)};
}

}  // namespace ombud::subjects
