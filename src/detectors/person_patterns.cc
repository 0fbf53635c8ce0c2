// A person's identifiers as patterns of words.

#include "detectors/person_patterns.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.h"
#include "detectors/characters.h"
#include "detectors/digits.h"
#include "detectors/phone.h"

namespace ombud::detectors {

namespace {

// Shorter numbers than this say nothing of whose they are.
constexpr std::size_t least_number_digits = 6;

// One written form, word by word, with what stands between them as it is written there.
Pattern exact_pattern(std::string_view form, Boundary boundary) {
  Pattern pattern;
  pattern.boundary = boundary;
  std::size_t end = 0;
  for (const Word& word : words_of(form)) {
    pattern.elements.push_back(
        {{word.folded}, Gap::exact, std::string(form.substr(end, word.start - end)), false, false});
    end = word.end;
  }
  return pattern;
}

void add_number(PersonPatterns& to, const Identifier& identifier, const Reading& reading) {
  const std::string normal =
      normal_form(identifier.kind, identifier.value, reading).value_or(trim(identifier.value));
  const auto digits = std::count_if(normal.begin(), normal.end(), is_digit);
  if (static_cast<std::size_t>(digits) < least_number_digits) return;
  for (const std::string& form : written_variants(identifier.kind, normal, reading))
    to.patterns.push_back(exact_pattern(form, Boundary::number));
}

void add_phone(PersonPatterns& to, const Identifier& identifier, const Reading& reading) {
  const std::optional<Phone> phone = read_phone(identifier.value, reading);
  if (!phone) return add_number(to, identifier, reading);
  const std::string digits = phone->normal.substr(1);
  PhonePattern pattern;
  pattern.international = {digits, "00" + digits};
  if (phone->country) {
    const std::string code(country_code(*phone->country));
    const std::string trunk(trunk_prefix(*phone->country));
    pattern.national = trunk + digits.substr(code.size());
    if (!trunk.empty()) {
      const std::string with_trunk = code + pattern.national;
      pattern.international.insert(pattern.international.end(), {with_trunk, "00" + with_trunk});
    }
  }
  to.phones.push_back(std::move(pattern));
}

Pattern address_pattern(const std::vector<std::string>& words) {
  Pattern pattern;
  pattern.boundary = Boundary::address;
  for (const std::string& word : words)
    pattern.elements.push_back({{word}, Gap::loose, {}, false, false});
  return pattern;
}

bool starts_with_digit(const std::string& word) { return is_digit(word.front()); }

// "storgatan 12b" and "storgatan 12 b", "12345 ort" and "123 45 ort": both are usual.
std::vector<std::vector<std::string>> address_spellings(const std::vector<std::string>& words) {
  std::vector<std::string> apart;
  std::vector<std::string> together;
  for (const std::string& word : words) {
    const std::size_t letter = word.find_first_not_of("0123456789");
    const bool number = starts_with_digit(word);
    if (number && letter != std::string::npos && word.size() == letter + 1) {
      apart.push_back(word.substr(0, letter));
      apart.push_back(word.substr(letter));
    } else if (number && word.size() == 5 && letter == std::string::npos) {
      apart.push_back(word.substr(0, 3));
      apart.push_back(word.substr(3));
    } else {
      apart.push_back(word);
    }
    const bool after_number = !together.empty() && starts_with_digit(together.back());
    const bool unit = after_number && word.size() == 1 && is_ascii_letter(word.front());
    const bool postal = after_number && number && together.back().size() == 3 && word.size() == 2;
    if (unit || postal) {
      together.back() += word;
    } else {
      together.push_back(word);
    }
  }
  return {words, apart, together};
}

// The street with its number: an address without town is the person's too.
std::vector<std::string> street_of(const std::vector<std::string>& words) {
  std::size_t end = 1;
  while (end < words.size() && !starts_with_digit(words[end])) ++end;
  if (end >= words.size()) return {};
  ++end;
  if (end < words.size() && words[end].size() == 1 && is_ascii_letter(words[end].front())) ++end;
  return {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(end)};
}

void add_address(PersonPatterns& to, const Identifier& identifier, const Reading& reading) {
  if (!is_valid(Kind::address, identifier.value, reading)) return;
  std::vector<std::string> words;
  for (const Word& word : words_of(identifier.value)) words.push_back(word.folded);
  for (const std::vector<std::string>& spelling : address_spellings(words)) {
    to.patterns.push_back(address_pattern(spelling));
    const std::vector<std::string> street = street_of(spelling);
    // "12 Storgatan" has its number first; a street is a word and a number.
    if (street.size() > 1 && !starts_with_digit(street.front()))
      to.patterns.push_back(address_pattern(street));
  }
}

void add_name(PersonPatterns& to, const Identifier& identifier, const MatchOptions& options) {
  const NameParts parts = name_parts(identifier.value);
  for (const std::vector<std::string>& given : parts.given)
    to.given.insert(to.given.end(), given.begin(), given.end());
  for (const std::vector<std::string>& surname : parts.surnames)
    to.surnames.insert(to.surnames.end(), surname.begin(), surname.end());
  std::vector<Pattern> patterns = name_patterns(parts, options);
  to.patterns.insert(to.patterns.end(), std::make_move_iterator(patterns.begin()),
                     std::make_move_iterator(patterns.end()));
}

// Words for an account that are nobody's in particular.
bool is_role(const std::string& word) {
  static const std::set<std::string> roles = {
      "admin",     "administrator", "user",      "test",      "tester",  "root",    "guest",
      "info",      "mail",          "support",   "service",   "system",  "super",   "demo",
      "webmaster", "web",           "office",    "kontakt",   "contact", "kund",    "kunde",
      "kunder",    "customer",      "client",    "konto",     "account", "login",   "member",
      "medlem",    "bruker",        "bruger",    "staff",     "gast",    "gäst",    "gjest",
      "kayttaja",  "api",           "bot",       "backup",    "version", "manager", "editor",
      "owner",     "default",       "anonymous", "användare", "käyttäjä"};
  return roles.contains(word);
}

// Could it be anything but a user name where it stands in a text? Letters alone are a word or a
// name, and so are hyphens between them ("e-post", "anna-karin"); digits alone are any number.
bool is_telling_username(const std::string& folded) {
  constexpr std::size_t least_characters = 5;
  const std::vector<Word> words = words_of(folded);
  if (words.empty() || words.front().start != 0 || words.back().end != folded.size()) return false;
  std::size_t characters = 0;
  bool mark = false;
  bool telling_word = false;
  std::string letters;
  const auto end_word = [&] {
    telling_word = telling_word || (!letters.empty() && !is_role(letters));
    letters.clear();
  };
  for (std::size_t at = 0; at < folded.size(); ++characters) {
    const CodePoint here = code_point_at(folded, at);
    if (is_blank(here.value)) return false;
    if (is_word_part(here.value) && !is_digit(folded[at])) {
      letters += folded.substr(at, here.length);
    } else {
      mark = mark || (!is_hyphen(here.value) && here.value != '\'' && here.value != 0x2019);
      end_word();
    }
    at += here.length;
  }
  end_word();
  return characters >= least_characters && mark && telling_word;
}

void add_username(PersonPatterns& to, const Identifier& identifier, const Reading& reading) {
  const std::optional<std::string> normal = normal_form(Kind::username, identifier.value, reading);
  if (normal && is_telling_username(*normal))
    to.patterns.push_back(exact_pattern(*normal, Boundary::token));
}

void index(PersonPatterns& patterns) {
  for (std::size_t i = 0; i < patterns.patterns.size(); ++i) {
    if (patterns.patterns[i].elements.empty()) continue;
    for (const std::string& word : patterns.patterns[i].elements.front().words)
      patterns.by_first_word[word].push_back(i);
  }
}

}  // namespace

PersonPatterns patterns_of(const std::vector<Identifier>& identifiers,
                           const MatchOptions& options) {
  PersonPatterns patterns;
  for (const Identifier& identifier : identifiers) {
    switch (identifier.kind) {
      case Kind::name:
        add_name(patterns, identifier, options);
        break;
      case Kind::email:
        if (std::optional<std::string> email = normal_form(Kind::email, identifier.value, {}))
          patterns.emails.push_back(std::move(*email));
        break;
      case Kind::phone:
        add_phone(patterns, identifier, options.reading);
        break;
      case Kind::address:
        add_address(patterns, identifier, options.reading);
        break;
      case Kind::username:
        add_username(patterns, identifier, options.reading);
        break;
      default:
        add_number(patterns, identifier, options.reading);
    }
  }
  index(patterns);
  return patterns;
}

}  // namespace ombud::detectors
