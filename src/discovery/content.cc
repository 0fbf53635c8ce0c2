#include "discovery/content.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::discovery {

namespace {

using detectors::Kind;

constexpr std::size_t most_seen = 2000;

// Words by which a short text or a label says something of health, or of a trade union.
constexpr std::array<std::string_view, 19> health_words = {
    "sjuk",   "sick",      "syk",       "sygdom",  "sygem",       "sygef",   "vab",
    "läkar",  "läkare",    "rehab",     "diagnos", "disabil",     "pregnan", "gravid",
    "allerg", "maternity", "mediciner", "sjukhus", "barselsorlov"};
constexpr std::array<std::string_view, 7> union_words = {
    "facklig", "fackförbund", "fackförening", "fagforen", "fagforbund", "trade union", "unionen"};

template <std::size_t size>
bool begins_a_word(std::string_view text, const std::array<std::string_view, size>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view word) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) {
      if (at == 0 || !std::isalpha(static_cast<unsigned char>(text[at - 1]))) return true;
    }
    return false;
  });
}

bool is_image(std::string_view bytes) {
  return bytes.starts_with("\xFF\xD8\xFF") || bytes.starts_with("\x89PNG") ||
         bytes.starts_with("GIF8") || bytes.starts_with("BM");
}

std::vector<std::string> letters_of(std::string_view value) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalpha(byte) || byte >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// "Anna Lindström", "Berg, Johan": two to four words, the given name a common one.
bool is_a_persons_name(const std::vector<std::string>& words, std::string_view value) {
  if (words.size() < 2 || words.size() > 4 || value.size() > 60) return false;
  if (std::any_of(value.begin(), value.end(),
                  [](char c) { return std::isdigit(static_cast<unsigned char>(c)); })) {
    return false;
  }
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return detectors::is_common_first_name(word); });
}

// "Berg & Co AB", "Holm ApS": the legal form stands last.
bool is_a_companys_name(const std::vector<std::string>& words) {
  constexpr std::string_view forms =
      "ab as aps asa hb kb ks is da oy oyj ehf hf gmbh ag kg ltd limited inc llc plc bv nv sa "
      "sarl kommun kommune kommunen forening förening stiftelse stiftelsen handelsbolag enk nuf";
  return words.size() >= 2 && has_any({fold(words.back())}, forms);
}

bool may_be_phone(std::string_view value) {
  return value.size() >= 7 && value.size() <= 24 &&
         (value.front() == '+' || value.front() == '0' ||
          value.find_first_of(" -/") != std::string_view::npos);
}

constexpr std::array<Kind, 8> id_kinds = {
    Kind::personnummer, Kind::samordningsnummer, Kind::cpr,       Kind::fodselsnummer,
    Kind::d_number,     Kind::henkilotunnus,     Kind::kennitala, Kind::interimsnummer};

}  // namespace

void Look::count(std::string_view value) {
  ++facts_.sampled;
  ++facts_.filled;
  facts_.length += static_cast<std::int64_t>(value.size());
  if (seen_.size() < most_seen) seen_.insert(std::hash<std::string_view>{}(value));
}

void Look::look_for_ids(std::string_view value) {
  if (value.size() < 9 || value.size() > 16) return;
  const detectors::Reading reading{today_};
  for (const Kind kind : id_kinds) {
    if (!detectors::is_valid(kind, value, reading)) continue;
    ++facts_.national_ids;
    if (facts_.id_kind.empty()) facts_.id_kind = detectors::word(kind);
    return;
  }
  if (detectors::is_valid(Kind::organisation_number, value, reading)) {
    ++facts_.organisation_numbers;
  }
}

void Look::look_for_words(std::string_view value) {
  const std::string folded = fold(value);
  if (begins_a_word(folded, health_words)) ++facts_.health;
  if (begins_a_word(folded, union_words)) ++facts_.unions;
}

// What stands within is counted by the names that lead there.
void Look::look_inside(std::string_view value) {
  constexpr std::size_t most_places = 100;
  const Form form = open_value(value, [&](const std::string& path, const std::string& inner) {
    auto at = inside_.find(path);
    if (at == inside_.end()) {
      if (inside_.size() >= most_places || path.empty()) return;
      at = inside_.emplace(path, std::make_unique<Look>(today_)).first;
      at->second->within_ = true;
    }
    at->second->add_text(inner);
  });
  if (form == Form::none) return;
  ++facts_.structured;
  facts_.form = form;
}

void Look::add_text(std::string_view given) {
  const std::string text = trim(replace_broken_utf8(given));
  if (text.empty()) return add_missing();
  count(text);
  const detectors::Reading reading{today_};
  look_for_ids(text);
  look_for_words(text);
  const std::vector<std::string> words = letters_of(text);
  if (words.size() >= 3) ++facts_.spaced;
  if (!within_) look_inside(text);
  if (detectors::is_valid(Kind::email, text, reading)) {
    ++facts_.emails;
    return;
  }
  if (may_be_phone(text) && detectors::is_valid(Kind::phone, text, reading)) ++facts_.phones;
  if (detectors::is_valid(Kind::iban, text, reading)) ++facts_.ibans;
  if (is_a_companys_name(words)) {
    ++facts_.companies;
  } else if (is_a_persons_name(words, text)) {
    ++facts_.names;
    return;
  }
  if (std::any_of(words.begin(), words.end(),
                  [](const std::string& word) { return detectors::is_common_first_name(word); })) {
    ++facts_.given_names;
  }
  detectors::Options options;
  options.reading = reading;
  const auto found = detectors::find(text, options);
  const bool address =
      found.size() == 1 && found[0].kind == Kind::address && found[0].end >= text.size() * 2 / 3;
  if (address) ++facts_.addresses;
  const bool person = std::any_of(found.begin(), found.end(), [](const auto& one) {
    return one.kind == Kind::name || one.kind == Kind::email || one.kind == Kind::phone ||
           detectors::is_national_id(one.kind);
  });
  if (person && text.size() > 12) ++facts_.telling;
}

void Look::add_number(std::string_view digits) {
  count(digits);
  look_for_ids(digits);
}

void Look::add_bytes(std::string_view bytes) {
  if (bytes.empty()) return add_missing();
  if (is_image(bytes)) {
    count(bytes);
    ++facts_.images;
  } else if (is_utf8(bytes)) {
    add_text(bytes);
  } else {
    count(bytes);
  }
}

void Look::add_day(std::string_view iso) {
  count(iso);
  ++facts_.days;
  const auto day = parse_day(iso.substr(0, 10));
  if (!day) return;
  const auto age = (today_ - *day).count() / 365;
  if (age >= 14 && age <= 110) ++facts_.birth_days;
}

Facts Look::facts() const {
  Facts facts = facts_;
  facts.distinct = static_cast<std::int64_t>(seen_.size());
  for (const auto& [where, look] : inside_) facts.inside.push_back({where, look->facts()});
  return facts;
}

}  // namespace ombud::discovery
