// The ways in which a person's name is written in free text.

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "detectors/characters.h"
#include "detectors/digits.h"
#include "detectors/person_patterns.h"

namespace ombud::detectors {

namespace {

using Part = std::vector<std::string>;  // The words of one name: {"anna", "karin"}.

// More given names than people use at once; the subsets of more would be too many.
constexpr std::size_t most_given_names = 4;
constexpr std::size_t most_surnames = 3;

constexpr std::string_view particles[] = {"von", "af",  "av",  "de",  "van", "der", "den", "di",
                                          "da",  "dos", "del", "la",  "le",  "du",  "el",  "al",
                                          "bin", "ibn", "abu", "ten", "ter", "zu",  "zur", "ben"};

constexpr std::string_view titles[] = {"dr",  "prof", "professor", "herr", "hr",  "fru",
                                       "mr",  "mrs",  "ms",        "miss", "frk", "fröken",
                                       "sir", "jur",  "med",       "fil",  "phd", "doktor"};

bool is_title(std::string_view word) {
  return std::find(std::begin(titles), std::end(titles), word) != std::end(titles);
}

bool is_particle(std::string_view word) {
  return std::find(std::begin(particles), std::end(particles), word) != std::end(particles);
}

// "anna-karin berg" as {{"anna","karin"},{"berg"}}: blanks part names, other marks join words.
std::vector<Part> parts_by_blanks(std::string_view text) {
  std::vector<Part> parts;
  std::size_t end = 0;
  for (const Word& word : words_of(text)) {
    // "Johan Berg 2": numbers are no names.
    if (is_digit(word.folded.front())) continue;
    const std::string_view gap = text.substr(end, word.start - end);
    const bool joined = !parts.empty() && !gap.empty() &&
                        gap.find_first_of(" \t\r\n.,\xc2") == std::string_view::npos;
    if (!joined) parts.emplace_back();
    parts.back().push_back(word.folded);
    end = word.end;
  }
  return parts;
}

// A particle belongs to the surname after it: {{"von"},{"essen"}} becomes {{"von","essen"}}.
std::vector<Part> with_particles_joined(const std::vector<Part>& parts) {
  std::vector<Part> joined;
  Part waiting;
  for (const Part& part : parts) {
    waiting.insert(waiting.end(), part.begin(), part.end());
    if (part.size() == 1 && is_particle(part.front()) && &part != &parts.back()) continue;
    joined.push_back(std::exchange(waiting, {}));
  }
  return joined;
}

// Without the titles before a name: "Dr. Johan Berg" is not to be found as "Dr Berg".
std::vector<Part> without_titles(std::vector<Part> parts) {
  while (parts.size() > 1 && parts.front().size() == 1 && is_title(parts.front().front()))
    parts.erase(parts.begin());
  return parts;
}

bool is_one_letter(const Part& part) {
  return part.size() == 1 && part.front().size() == code_point_at(part.front(), 0).length;
}

std::string first_letter(std::string_view folded) {
  return std::string(folded.substr(0, code_point_at(folded, 0).length));
}

// "Bergs"; "Mattilan", "Virtasen". Finnish endings that would make another common surname of it
// (Lund, Lundin) are left out.
std::vector<std::string> with_endings(const std::string& word, const MatchOptions& options) {
  std::vector<std::string> forms{word, word + "s"};
  const auto add = [&](const std::string& form) {
    if (!is_common_surname(form)) forms.push_back(form);
  };
  const bool vowel = std::string_view("aeiouy").find(word.back()) != std::string_view::npos ||
                     word.ends_with("ä") || word.ends_with("ö");
  if (word.ends_with("nen")) {
    const std::string stem = word.substr(0, word.size() - 3) + "se";
    for (const char* ending : {"n", "lle", "lta", "ltä", "lla", "llä", "ssa", "sta", "stä"})
      add(stem + ending);
    add(word.substr(0, word.size() - 3) + "sta");
    add(word.substr(0, word.size() - 3) + "stä");
  } else if (options.reading.country == Country::fi) {
    const std::string stem = vowel ? word : word + "i";
    for (const char* ending : {"n", "lle", "lta", "ltä", "lla", "llä"}) add(stem + ending);
  }
  return forms;
}

// The elements of a name written out.
std::vector<Element> written_out(const Part& part, Gap gap) {
  std::vector<Element> elements;
  for (const std::string& word : part) {
    elements.push_back(
        {{word}, elements.empty() ? gap : Gap::within, {}, is_one_letter(part), false});
  }
  return elements;
}

void append(std::vector<Element>& to, std::vector<Element> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

using Row = std::vector<Element>;

// Given names as they stand before or after a surname: any of them, in their order, written out or
// as initials; initials alone begin with the first name's.
std::vector<Row> given_rows(const std::vector<Part>& given, Gap first_gap) {
  const std::size_t count = std::min(given.size(), most_given_names);
  std::vector<Row> rows;
  std::size_t codes = 1;
  for (std::size_t i = 0; i < count; ++i) codes *= 3;
  for (std::size_t code = 1; code < codes; ++code) {
    Row row;
    bool any_full = false;
    bool first_initial = false;
    std::size_t rest = code;
    for (std::size_t i = 0; i < count; ++i, rest /= 3) {
      if (rest % 3 == 0) continue;
      const Gap gap = row.empty() ? first_gap : Gap::name;
      // "Johan E Berg": an initial is never written out.
      if (rest % 3 == 1 && is_one_letter(given[i])) {
        any_full = first_initial = false;
        break;
      }
      any_full = any_full || rest % 3 == 1;
      first_initial = first_initial || (i == 0 && rest % 3 == 2);
      if (rest % 3 == 1) {
        append(row, written_out(given[i], gap));
      } else {
        row.push_back({{first_letter(given[i].front())}, gap, {}, true, false});
      }
    }
    if (any_full || first_initial) rows.push_back(std::move(row));
  }
  std::string capitals;
  for (std::size_t i = 0; i < count; ++i) {
    Row hyphened;
    for (const std::string& word : given[i]) {
      capitals += first_letter(word);
      hyphened.push_back(
          {{first_letter(word)}, hyphened.empty() ? first_gap : Gap::name, {}, true, false});
    }
    // "A-K Berg" for Anna-Karin.
    if (i == 0 && hyphened.size() > 1) rows.push_back(std::move(hyphened));
    if (i > 0 || given[0].size() > 1) rows.push_back({{{capitals}, first_gap, {}, false, true}});
  }
  return rows;
}

// Surnames as they are used: any of them, in their order.
std::vector<Row> surname_rows(const std::vector<Part>& surnames, Gap first_gap) {
  const std::size_t count = std::min(surnames.size(), most_surnames);
  std::vector<Row> rows;
  for (std::size_t code = 1; code < (std::size_t{1} << count); ++code) {
    Row row;
    for (std::size_t i = 0; i < count; ++i) {
      if ((code >> i & 1) == 0) continue;
      append(row, written_out(surnames[i], row.empty() ? first_gap : Gap::within));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Pattern pattern_of(const Row& first, const Row& second, const MatchOptions& options) {
  Pattern pattern;
  pattern.elements = first;
  append(pattern.elements, second);
  Element& last = pattern.elements.back();
  if (!last.initial && !last.capitals) last.words = with_endings(last.words.front(), options);
  return pattern;
}

}  // namespace

NameParts name_parts(std::string_view name) {
  NameParts parts;
  const std::size_t comma = name.find(',');
  if (comma != std::string_view::npos) {
    parts.surnames = with_particles_joined(parts_by_blanks(name.substr(0, comma)));
    parts.given = without_titles(parts_by_blanks(name.substr(comma + 1)));
    return parts;
  }
  std::vector<Part> all = with_particles_joined(without_titles(parts_by_blanks(name)));
  if (all.empty()) return parts;
  std::size_t surnames_from = all.size() - 1;
  // "Johan Berg Lund": a name in the middle that is a surname and no given name begins them.
  while (surnames_from > 1 && all[surnames_from - 1].size() == 1 &&
         is_common_surname(all[surnames_from - 1].front()) &&
         !is_common_first_name(all[surnames_from - 1].front()))
    --surnames_from;
  parts.given.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(surnames_from));
  parts.surnames.assign(all.begin() + static_cast<std::ptrdiff_t>(surnames_from), all.end());
  return parts;
}

std::vector<Pattern> name_patterns(const NameParts& parts, const MatchOptions& options) {
  std::vector<Pattern> patterns;
  for (const Row& given : given_rows(parts.given, Gap::name)) {
    for (const Row& surname : surname_rows(parts.surnames, Gap::name)) {
      patterns.push_back(pattern_of(given, surname, options));
      patterns.push_back(pattern_of(surname, given, options));
      patterns.back().boundary = Boundary::reversed_name;
    }
  }
  for (const Row& given : given_rows(parts.given, Gap::comma)) {
    for (const Row& surname : surname_rows(parts.surnames, Gap::name)) {
      patterns.push_back(pattern_of(surname, given, options));
      patterns.back().boundary = Boundary::reversed_name;
    }
  }
  if (options.surname_alone) {
    for (const Row& surname : surname_rows(parts.surnames, Gap::name)) {
      if (surname.size() == 1 && is_common_first_name(surname.front().words.front())) continue;
      patterns.push_back(pattern_of(surname, {}, options));
      patterns.back().boundary = Boundary::surname;
    }
  }
  return patterns;
}

}  // namespace ombud::detectors
