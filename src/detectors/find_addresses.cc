// Postal addresses in running text. Each begins to be seen at a number: a house number after a word
// that ends as streets' names do, a box's number, or a postal code before its town.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

constexpr std::string_view street_endings[] = {
    "gatan",  "vägen",   "gata",    "gränd",   "gränden",    "stigen", "torget",  "backen",
    "allén",  "allé",    "alle",    "alléen",  "brinken",    "kroken", "platsen", "plan",
    "gade",   "gaden",   "vej",     "vejen",   "stræde",     "plads",  "pladsen", "parken",
    "gate",   "gaten",   "vei",     "veien",   "veg",        "vegen",  "plass",   "plassen",
    "bakken", "svingen", "tunet",   "katu",    "tie",        "kuja",   "polku",   "väylä",
    "rinne",  "kaari",   "stræti",  "vegur",   "gerði",      "väg",    "leden",   "strand",
    "kajen",  "brygga",  "bryggen", "kai",     "kaien",      "toften", "haven",   "vænget",
    "krogen", "bjerget", "ringen",  "slingan", "esplanaden", "götu",   "hólar",   "hagi"};

// The last two bytes of each ending: most words are told from a street by them alone.
bool may_end_as_a_street(std::string_view written) {
  static const std::array<bool, 0x10000> ends = [] {
    std::array<bool, 0x10000> table{};
    for (const std::string_view ending : street_endings) {
      const auto a = static_cast<unsigned char>(ending[ending.size() - 2] | 0x20);
      const auto b = static_cast<unsigned char>(ending[ending.size() - 1] | 0x20);
      table[static_cast<std::size_t>(a << 8 | b)] = true;
    }
    return table;
  }();
  if (written.size() < 2) return false;
  const auto a = static_cast<unsigned char>(written[written.size() - 2] | 0x20);
  const auto b = static_cast<unsigned char>(written[written.size() - 1] | 0x20);
  return ends[static_cast<std::size_t>(a << 8 | b)];
}

bool ends_as_a_street(std::string_view folded) {
  return std::any_of(std::begin(street_endings), std::end(street_endings),
                     [&](std::string_view ending) { return folded.ends_with(ending); });
}

constexpr std::size_t most_street_words = 4;

class AddressSearch {
 public:
  AddressSearch(Search& search, std::size_t digit) : search_(search), bytes_(search.bytes) {
    number_ = word_at(digit);
  }

  void run() {
    if (number_.start > 0 && is_digit(bytes_[number_.start - 1])) return;
    if (const std::size_t end = blank_before(number_.start); end != number_.start) {
      const Span before = word_ending_at(bytes_, end);
      if (before.start < before.end && !is_digit(bytes_[before.start])) {
        if (try_street(before)) return;
        try_box(before);
      }
    }
    try_town_alone();
  }

 private:
  std::string_view text(Span span) const {
    return bytes_.substr(span.start, span.end - span.start);
  }

  Span word_at(std::size_t at) const { return word_beginning_at(bytes_, at); }

  bool capital(Span word) const {
    return word.start < word.end && is_upper(code_point_at(bytes_, word.start).value);
  }

  // Where one blank stands before `at`, its beginning; else `at`.
  std::size_t blank_before(std::size_t at) const {
    if (at >= 1 && bytes_[at - 1] == ' ') return at - 1;
    if (at >= 2 && bytes_.substr(at - 2, 2) == "\xc2\xa0") return at - 2;
    return at;
  }

  // The word after one blank; empty where there is none.
  Span next_word(std::size_t at) const {
    if (at < bytes_.size() && bytes_[at] == ' ') return word_at(at + 1);
    if (bytes_.substr(at).starts_with("\xc2\xa0")) return word_at(at + 2);
    return {at, at};
  }

  void add(Span span, double score) { search_.add(Kind::address, span, score, fold(text(span))); }

  bool is_house_number() const {
    const std::string_view number = text(number_);
    if (all_digits(number)) return number.size() <= 4;
    // "12b"
    return number.size() <= 5 && all_digits(number.substr(0, number.size() - 1)) &&
           is_ascii_letter(number.back());
  }

  bool try_street(Span street) {
    if (!may_end_as_a_street(text(street)) || !is_house_number()) return false;
    if (!ends_as_a_street(FoldedWord(text(street)))) return false;
    Span first = street;
    for (std::size_t words = 1; words < most_street_words; ++words) {
      const std::size_t end = blank_before(first.start);
      if (end == first.start) break;
      const Span before = word_ending_at(bytes_, end);
      if (!capital(before)) break;
      first = before;
    }
    if (!capital(first)) return false;
    // "Kaj 5" and "Plan 3" are no streets: a lone word must be longer than its ending.
    if (first.start == street.start && letters(street) < 6) return false;
    Span last = number_;
    const Span entrance = next_word(last.end);
    if (capital(entrance) && entrance.end - entrance.start == 1) last = entrance;
    const std::size_t town = town_end(last.end);
    add({first.start, town == 0 ? last.end : town}, town == 0 ? 0.75 : 0.95);
    return true;
  }

  std::size_t letters(Span word) const {
    return static_cast<std::size_t>(
        std::count_if(bytes_.begin() + static_cast<std::ptrdiff_t>(word.start),
                      bytes_.begin() + static_cast<std::ptrdiff_t>(word.end),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  }

  void try_box(Span box) {
    if (box.end - box.start > 8 || !capital(box) || !all_digits(text(number_))) return;
    const FoldedWord word(text(box));
    const std::string_view folded = word;
    if (folded != "box" && folded != "postboks" && folded != "postbox" && folded != "pb" &&
        folded != "pl")
      return;
    if (const std::size_t town = town_end(number_.end)) add({box.start, town}, 0.8);
  }

  void try_town_alone() {
    const std::size_t code = postal_end(number_);
    if (code == 0) return;
    const Span town = next_word(code);
    if (!capital(town) || !stands_alone(bytes_, number_.start, code)) return;
    // 123 45 is a Swedish code; four or five digits in a row may be any number.
    add({number_.start, town.end}, code != number_.end ? 0.45 : 0.25);
  }

  // The end of a postal code that begins with the word, or 0.
  std::size_t postal_end(Span word) const {
    const std::string_view digits = text(word);
    if (!all_digits(digits)) return 0;
    if (digits.size() == 4 || digits.size() == 5) return word.end;
    const Span rest = next_word(word.end);
    const bool swedish = digits.size() == 3 && digits[0] != '0' && rest.end - rest.start == 2 &&
                         all_digits(text(rest));
    return swedish ? rest.end : 0;
  }

  // The end of a postal code and its town after what ends at `at`, or 0: "SE-123 45 Ort",
  // "0150 Oslo".
  std::size_t town_end(std::size_t at) const {
    std::size_t begin = at;
    while (begin < bytes_.size() && begin - at < 4 &&
           std::string_view(" ,.;-/\n\r\t").find(bytes_[begin]) != std::string_view::npos)
      ++begin;
    if (begin == at) return 0;
    Span code = word_at(begin);
    const FoldedWord country(text(code));
    const std::string_view prefix = country;
    if (prefix == "se" || prefix == "s" || prefix == "dk" || prefix == "no" || prefix == "n" ||
        prefix == "fi" || prefix == "fin" || prefix == "is") {
      if (code.end >= bytes_.size() || bytes_[code.end] != '-') return 0;
      code = word_at(code.end + 1);
    }
    const std::size_t code_end = postal_end(code);
    if (code_end == 0) return 0;
    const Span town = next_word(code_end);
    if (!capital(town)) return 0;
    // "København K", "Nørre Åby"
    const Span more = next_word(town.end);
    return capital(more) && letters(more) <= 2 ? more.end : town.end;
  }

  Search& search_;
  std::string_view bytes_;
  Span number_{0, 0};
};

}  // namespace

void find_address_at(Search& search, std::size_t digit) { AddressSearch(search, digit).run(); }

}  // namespace ombud::detectors
