// Cutting names and looking their words up.
//
// Nordic compounds are written together ("medlemsnummer", "sjukfranvarotyp"), so a word that the
// dictionary lacks is tried as two or three words that it has, with the joining s or e between
// them.

#include "discovery/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

namespace ombud::discovery {

namespace {

using Dictionary = std::map<std::string, std::vector<std::string>, std::less<>>;

std::vector<std::string> by_spaces(std::string_view text) {
  std::vector<std::string> all;
  std::string word;
  for (const char c : text) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      all.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) all.push_back(std::move(word));
  return all;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// "foedsel", "fødsel" and "fodsel" are one word.
std::string spelt(std::string word) {
  replace_all(word, "aa", "a");
  replace_all(word, "ae", "a");
  replace_all(word, "oe", "o");
  return word;
}

Dictionary made_of(std::span<const Meaning> lines) {
  Dictionary all;
  for (const Meaning& line : lines) {
    for (const std::string& word : by_spaces(line.words)) {
      all.emplace(spelt(word), by_spaces(line.meaning));
    }
  }
  return all;
}

const Dictionary& column_words() {
  static const Dictionary all = made_of(column_dictionary());
  return all;
}

const Dictionary& table_words() {
  static const Dictionary all = made_of(table_dictionary());
  return all;
}

const std::vector<std::string>* exactly(std::string_view word, bool of_table) {
  const Dictionary& first = of_table ? table_words() : column_words();
  const Dictionary& second = of_table ? column_words() : table_words();
  if (const auto found = first.find(word); found != first.end()) return &found->second;
  if (const auto found = second.find(word); found != second.end()) return &found->second;
  return nullptr;
}

constexpr std::array<std::string_view, 14> endings = {
    "erna", "arna", "orna", "erne", "ene", "ens", "es", "er", "ar", "or", "en", "et", "s", "e"};

// The word itself, or without the ending of a plural or of a definite form.
const std::vector<std::string>* looked_up(std::string_view word, bool of_table) {
  if (const auto* found = exactly(word, of_table)) return found;
  for (const std::string_view ending : endings) {
    if (word.size() >= ending.size() + 4 && word.ends_with(ending)) {
      if (const auto* found = exactly(word.substr(0, word.size() - ending.size()), of_table)) {
        return found;
      }
    }
  }
  return nullptr;
}

bool may_end_a_compound(std::string_view word) {
  return word.size() >= 3 || word == "id" || word == "nr" || word == "no";
}

std::optional<std::vector<std::string>> as_compound(std::string_view word, bool of_table,
                                                    int parts) {
  for (std::size_t at = word.size() - 2; at >= 3 && at < word.size(); --at) {
    std::string_view front = word.substr(0, at);
    const std::string_view back = word.substr(at);
    const auto* first = exactly(front, of_table);
    if (first == nullptr && front.size() > 3 && (front.back() == 's' || front.back() == 'e')) {
      front.remove_suffix(1);
      first = exactly(front, of_table);
    }
    if (first == nullptr) continue;
    std::vector<std::string> all = *first;
    if (const auto* second = looked_up(back, of_table); second != nullptr) {
      if (!may_end_a_compound(back)) continue;
      all.insert(all.end(), second->begin(), second->end());
      return all;
    }
    if (parts > 2 && back.size() >= 5) {
      if (const auto rest = as_compound(back, of_table, parts - 1)) {
        all.insert(all.end(), rest->begin(), rest->end());
        return all;
      }
    }
  }
  return std::nullopt;
}

// Endings that say what a compound is whatever it begins with: "folkbokforingsadress",
// "produktnavn".
constexpr std::array<std::string_view, 13> telling_ends = {
    "adress", "adresse", "telefon", "namn",   "navn",  "nummer", "datum",
    "dato",   "epost",   "tekst",   "belopp", "belop", "konto"};

std::optional<std::vector<std::string>> by_its_end(const std::string& word, bool of_table) {
  for (const std::string_view end : telling_ends) {
    if (word.size() < end.size() + 3 || !word.ends_with(end)) continue;
    const auto* found = exactly(end, of_table);
    if (found == nullptr) continue;
    std::vector<std::string> all = {word.substr(0, word.size() - end.size())};
    all.insert(all.end(), found->begin(), found->end());
    return all;
  }
  return std::nullopt;
}

std::string stem(const std::string& word) {
  if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) {
    return word.substr(0, word.size() - 1);
  }
  return word;
}

// One letter of UTF-8 as it is compared: å as a, ø as o. Moves `at` behind it.
char plain_letter(std::string_view name, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(name[at++]);
  if (byte < 0x80) return static_cast<char>(byte);
  if (byte != 0xC3 || at >= name.size()) return '\0';
  const auto low = static_cast<unsigned char>(name[at++]);
  const bool upper = low < 0xA0;
  const auto letter = static_cast<unsigned char>(upper ? low + 0x20 : low);
  constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo?ouuuuyty";
  const char found = letter >= 0xA0 && letter <= 0xBF ? plain[letter - 0xA0] : '\0';
  return upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(found))) : found;
}

std::string in_plain_letters(std::string_view name) {
  std::string plain;
  for (std::size_t at = 0; at < name.size();) {
    if (const char letter = plain_letter(name, at); letter != '\0') plain += letter;
  }
  return plain;
}

bool upper(char c) { return c >= 'A' && c <= 'Z'; }

bool lower(char c) { return c >= 'a' && c <= 'z'; }

bool digit(char c) { return c >= '0' && c <= '9'; }

// Whether a new word begins at `at` without a separator: "orderId", "IDNumber", "line2".
bool begins_word(std::string_view name, std::size_t at, bool camel) {
  const char before = name[at - 1];
  const char here = name[at];
  if (digit(here) != digit(before)) return true;
  if (!camel || !upper(here)) return false;
  return lower(before) || (upper(before) && at + 1 < name.size() && lower(name[at + 1]));
}

}  // namespace

std::vector<std::string> cut(std::string_view name) {
  const std::string plain = in_plain_letters(name);
  const bool camel = std::any_of(plain.begin(), plain.end(), lower);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    // "e-mail", "e_post": one word.
    if (!words.empty() && words.back() == "e" && (word == "mail" || word == "post")) {
      words.back() = "email";
    } else {
      words.push_back(spelt(word));
    }
    word.clear();
  };
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    if (!upper(c) && !lower(c) && !digit(c)) {
      end_word();
      continue;
    }
    if (!word.empty() && begins_word(plain, at, camel)) end_word();
    word += upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  end_word();
  return words;
}

namespace {

// "feedBack", "nick_name": one word that was cut in two, where the dictionary has it whole and
// lacks a half.
std::vector<std::string> joined_again(const std::vector<std::string>& words, bool of_table) {
  std::vector<std::string> all;
  for (const std::string& word : words) {
    const bool halves =
        !all.empty() && all.back().size() + word.size() >= 6 &&
        (looked_up(all.back(), of_table) == nullptr || looked_up(word, of_table) == nullptr);
    if (halves && exactly(all.back() + word, of_table) != nullptr) {
      all.back() += word;
    } else {
      all.push_back(word);
    }
  }
  return all;
}

std::vector<std::string> meanings_in(const std::vector<std::string>& words, bool of_table) {
  std::vector<std::string> all;
  for (const std::string& word : joined_again(words, of_table)) {
    if (const auto* found = looked_up(word, of_table)) {
      all.insert(all.end(), found->begin(), found->end());
    } else if (const auto parts =
                   word.size() >= 5 ? as_compound(word, of_table, 3) : std::nullopt) {
      all.insert(all.end(), parts->begin(), parts->end());
    } else if (const auto end = by_its_end(word, of_table)) {
      all.insert(all.end(), end->begin(), end->end());
    } else {
      all.push_back(stem(word));
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> meanings(std::string_view column_name) {
  return meanings_in(cut(column_name), false);
}

std::vector<std::string> column_meanings(const std::vector<std::string>& words) {
  return meanings_in(words, false);
}

bool is_known(std::string_view word) { return looked_up(word, false) != nullptr; }

std::vector<std::string> table_meanings(const std::vector<std::string>& words) {
  return meanings_in(words, true);
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_all(const std::vector<std::string>& words, std::string_view wanted) {
  const std::vector<std::string> all = by_spaces(wanted);
  return std::all_of(all.begin(), all.end(), [&](const auto& word) { return has(words, word); });
}

bool has_any(const std::vector<std::string>& words, std::string_view wanted) {
  const std::vector<std::string> all = by_spaces(wanted);
  return std::any_of(all.begin(), all.end(), [&](const auto& word) { return has(words, word); });
}

}  // namespace ombud::discovery
