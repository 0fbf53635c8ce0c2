#pragma once
// What the person matcher looks for: sequences of words, each with what may stand before it. Made
// once for a person, so that searching a text is a look-up by its words.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "detectors/detectors.h"

namespace ombud::detectors {

// What may stand between two words of a pattern.
enum class Gap : std::uint8_t {
  exact,   // `written`, any hyphen being a hyphen and any blank a blank
  within,  // parts of one name: a hyphen, a blank or an apostrophe
  name,    // between names: up to three blanks; '.' too after an initial; '.' or '_' alone
  comma,   // a comma or semicolon, blanks around it
  loose,   // addresses: up to four blanks, commas, full stops, hyphens, slashes
};

struct Element {
  std::vector<std::string> words;  // Folded; any of them.
  Gap gap = Gap::name;
  std::string written;    // Of Gap::exact.
  bool initial = false;   // One letter for a name; a capital, or with '.' after it.
  bool capitals = false;  // "JE": counts only in capitals.
};

// What may not stand beside a match.
enum class Boundary : std::uint8_t { name, reversed_name, number, address, surname, token };

struct Pattern {
  std::vector<Element> elements;
  Boundary boundary = Boundary::name;
};

/// A telephone number in free text: its digits however they are grouped.
struct PhonePattern {
  std::string national;                    // With trunk prefix where the country has one.
  std::vector<std::string> international;  // "46701740605", "0046701740605", with "(0)" too
};

struct PersonPatterns {
  std::vector<Pattern> patterns;
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_word;
  std::vector<PhonePattern> phones;
  std::vector<std::string> emails;  // Normal forms.
  // The person's own names, folded: beside a match they do not make it another's.
  std::vector<std::string> given;
  std::vector<std::string> surnames;
};

PersonPatterns patterns_of(const std::vector<Identifier>& identifiers, const MatchOptions& options);

/// How one name is made up, by its commas, particles and the dictionary of names. Each part is a
/// name of one or more words: {{"anna", "karin"}} is "Anna-Karin".
struct NameParts {
  std::vector<std::vector<std::string>> given;
  std::vector<std::vector<std::string>> surnames;
};

NameParts name_parts(std::string_view name);
/// The patterns of a name in free text.
std::vector<Pattern> name_patterns(const NameParts& parts, const MatchOptions& options);

}  // namespace ombud::detectors
