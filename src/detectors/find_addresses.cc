// Postal addresses in running text: a word that ends as streets' names do, with a number; after it,
// or alone, a postal code with its town.

#include <algorithm>

#include "base/text.h"
#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/gaps.h"

namespace ombud::detectors {

namespace {

bool ends_as_a_street(std::string_view folded) {
  for (const std::string_view ending :
       {"gatan",  "vägen",   "gata",    "gränd",   "gränden",    "stigen", "torget",  "backen",
        "allén",  "allé",    "alle",    "alléen",  "brinken",    "kroken", "platsen", "plan",
        "gade",   "gaden",   "vej",     "vejen",   "stræde",     "plads",  "pladsen", "parken",
        "gate",   "gaten",   "vei",     "veien",   "veg",        "vegen",  "plass",   "plassen",
        "bakken", "svingen", "tunet",   "katu",    "tie",        "kuja",   "polku",   "väylä",
        "rinne",  "kaari",   "stræti",  "vegur",   "gerði",      "väg",    "leden",   "strand",
        "kajen",  "brygga",  "bryggen", "kai",     "kaien",      "toften", "haven",   "vænget",
        "krogen", "bjerget", "ringen",  "slingan", "esplanaden", "götu",   "hólar",   "hagi"})
    if (folded.ends_with(ending)) return true;
  return false;
}

// Words that stand before a street's last word: "Norra Esplanaden", "Sankt Eriks gata".
constexpr std::size_t most_street_words = 4;

bool is_house_number(const Word& word) {
  if (word.digits) return word.end - word.start <= 4;
  // "12b"
  const std::string& folded = word.folded;
  return folded.size() >= 2 && folded.size() <= 5 &&
         all_digits(folded.substr(0, folded.size() - 1)) && is_ascii_letter(folded.back());
}

bool is_one_blank(std::string_view gap) { return gap == " " || gap == "\xc2\xa0"; }

class AddressSearch {
 public:
  AddressSearch(const Text& text, std::vector<Finding>& found) : text_(text), found_(found) {}

  void run() {
    for (std::size_t i = 0; i < text_.words.size(); ++i) {
      if (!word(i).digits && ends_as_a_street(word(i).folded)) try_street(i);
      if (is_box(i)) try_box(i);
      if (word(i).digits) try_town_alone(i);
    }
  }

 private:
  const Word& word(std::size_t i) const { return text_.words[i]; }

  bool exists(std::size_t i) const { return i < text_.words.size(); }

  void add(std::size_t first, std::size_t last, double score) {
    score += context_score(text_, first, Kind::address);
    found_.push_back({Kind::address, word(first).start, word(last).end,
                      std::clamp(score, 0.0, 0.99), fold(text_.between(first, last))});
  }

  void try_street(std::size_t street) {
    if (!exists(street + 1) || !is_one_blank(text_.gap_before(street + 1)) ||
        !is_house_number(word(street + 1)))
      return;
    std::size_t first = street;
    while (first > 0 && street - first + 1 < most_street_words && word(first - 1).capital &&
           is_one_blank(text_.gap_before(first)))
      --first;
    if (!word(first).capital) return;
    // "Kaj 5" and "Plan 3" are no streets: a lone word must be longer than its ending.
    if (first == street && code_points(word(street).folded).size() < 6) return;
    std::size_t last = street + 1;
    // "12 B", "12 A lgh 1101", "12 3. sal"
    if (exists(last + 1) && is_one_blank(text_.gap_before(last + 1)) && word(last + 1).capital &&
        word(last + 1).folded.size() == 1)
      ++last;
    const std::size_t town = town_end(last + 1);
    if (town > last + 1) {
      add(first, town - 1, 0.95);
    } else {
      add(first, last, 0.75);
    }
  }

  bool is_box(std::size_t i) const {
    const std::string& folded = word(i).folded;
    return folded == "box" || folded == "postboks" || folded == "postbox" || folded == "pb" ||
           folded == "pl";
  }

  void try_box(std::size_t box) {
    if (!word(box).capital || !exists(box + 1) || !word(box + 1).digits ||
        !is_one_blank(text_.gap_before(box + 1)))
      return;
    const std::size_t town = town_end(box + 2);
    if (town > box + 2) add(box, town - 1, 0.8);
  }

  void try_town_alone(std::size_t i) {
    if (i > 0 && !stands_alone(text_.bytes, word(i).start, word(i).end)) return;
    const std::size_t end = postal_end(i);
    // 123 45 is a Swedish code; four or five digits in a row may be any number.
    if (end == i || !exists(end) || !is_one_blank(text_.gap_before(end)) || !word(end).capital)
      return;
    add(i, end, end - i == 2 ? 0.45 : 0.25);
  }

  // One past the words of a postal code that begins at `i`, or `i`.
  std::size_t postal_end(std::size_t i) const {
    if (!exists(i) || !word(i).digits) return i;
    const std::size_t length = word(i).end - word(i).start;
    if (length == 4 || length == 5) return i + 1;
    if (length == 3 && exists(i + 1) && word(i + 1).digits &&
        word(i + 1).end - word(i + 1).start == 2 && is_one_blank(text_.gap_before(i + 1)) &&
        text_.bytes[word(i).start] != '0')
      return i + 2;
    return i;
  }

  // One past a postal code and its town that begin at `i`, or `i`; "SE-123 45 Ort", "0150 Oslo".
  std::size_t town_end(std::size_t i) const {
    if (!exists(i) || !is_loose_gap(code_points(text_.gap_before(i)))) return i;
    std::size_t code = i;
    const std::string& prefix = word(i).folded;
    const bool country = prefix == "se" || prefix == "s" || prefix == "dk" || prefix == "no" ||
                         prefix == "n" || prefix == "fi" || prefix == "fin" || prefix == "is";
    if (country && exists(i + 1) && text_.gap_before(i + 1) == "-") ++code;
    std::size_t end = postal_end(code);
    if (end == code || !exists(end) || !word(end).capital || !is_one_blank(text_.gap_before(end)))
      return i;
    ++end;
    // "København K", "Nørre Åby"
    if (exists(end) && word(end).capital && is_one_blank(text_.gap_before(end)) &&
        code_points(word(end).folded).size() <= 2)
      ++end;
    return end;
  }

  const Text& text_;
  std::vector<Finding>& found_;
};

}  // namespace

void find_addresses(const Text& text, std::vector<Finding>& found) {
  AddressSearch(text, found).run();
}

}  // namespace ombud::detectors
