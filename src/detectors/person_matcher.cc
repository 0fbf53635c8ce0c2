// Finds one person in free text. Each word of the text is looked up among the first words of the
// person's patterns; a pattern then goes on word by word. A match that stands in a longer name or
// number is blocked by what it stands in, and comes free where that is itself part of a match.

#include <algorithm>
#include <set>
#include <utility>

#include "detectors/characters.h"
#include "detectors/detectors.h"
#include "detectors/digits.h"
#include "detectors/email.h"
#include "detectors/gaps.h"
#include "detectors/names.h"
#include "detectors/person_patterns.h"

namespace ombud::detectors {

struct PersonMatcher::Patterns : PersonPatterns {};

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

// A match, and the bytes that make it part of something longer (`nowhere`: none does).
struct Candidate {
  Span span;
  std::size_t before = nowhere;
  std::size_t after = nowhere;
};

// One search of one text.
class Search {
 public:
  Search(std::string_view text, const PersonPatterns& patterns)
      : text_(text), patterns_(patterns), words_(words_of(text)) {}

  std::vector<Span> spans() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto found = patterns_.by_first_word.find(words_[i].folded);
      if (found != patterns_.by_first_word.end())
        for (const std::size_t pattern : found->second) try_pattern(patterns_.patterns[pattern], i);
      if (words_[i].digits)
        for (const PhonePattern& phone : patterns_.phones) try_phone(phone, i);
    }
    add_emails();
    return united(accepted());
  }

 private:
  CodePoints gap_before(std::size_t word) const {
    const std::size_t from = words_[word - 1].end;
    // Longer gaps than these belong to no pattern; reading them whole would not be linear.
    constexpr std::size_t longest_bytes = 24;
    if (words_[word].start - from > longest_bytes) return CodePoints(longest_bytes, '?');
    return code_points(text_.substr(from, words_[word].start - from));
  }

  bool gap_fits(const Element& element, const Element& before, std::size_t word) const {
    const CodePoints gap = gap_before(word);
    switch (element.gap) {
      case Gap::exact:
        return matches_exactly(gap, element.written);
      case Gap::within:
        return is_name_gap(gap, before.initial) || (gap.size() == 1 && is_apostrophe(gap[0]));
      case Gap::name:
        return is_name_gap(gap, before.initial);
      case Gap::comma:
        return is_comma_gap(gap);
      case Gap::loose:
        return is_loose_gap(gap);
    }
    return false;
  }

  bool word_fits(const Element& element, std::size_t word) const {
    const Word& here = words_[word];
    if (std::find(element.words.begin(), element.words.end(), here.folded) == element.words.end())
      return false;
    if (element.capitals) return here.all_capitals;
    if (!element.initial) return true;
    if (here.end < text_.size() && text_[here.end] == '.') return true;
    // "i berg" and "å berg" are Swedish and no initials.
    const bool is_also_a_word = here.folded == "i" || here.folded == "å" || here.folded == "ö";
    return here.capital && !is_also_a_word;
  }

  void try_pattern(const Pattern& pattern, std::size_t first) {
    const std::vector<Element>& elements = pattern.elements;
    if (first + elements.size() > words_.size() || !word_fits(elements[0], first)) return;
    for (std::size_t i = 1; i < elements.size(); ++i)
      if (!word_fits(elements[i], first + i) || !gap_fits(elements[i], elements[i - 1], first + i))
        return;
    const std::size_t last = first + elements.size() - 1;
    Candidate candidate{{words_[first].start, words_[last].end}};
    if (elements.back().initial && candidate.span.end < text_.size() &&
        text_[candidate.span.end] == '.')
      ++candidate.span.end;
    block(candidate, pattern.boundary, first, last);
    candidates_.push_back(candidate);
  }

  void block(Candidate& candidate, Boundary boundary, std::size_t first, std::size_t last) const {
    switch (boundary) {
      case Boundary::number:
        block_number(candidate);
        break;
      case Boundary::token:
        block_token(candidate);
        break;
      case Boundary::address:
        block_address(candidate, last);
        break;
      case Boundary::surname:
        block_lower_case(candidate, first);
        block_after_given_name(candidate, first);
        block_name(candidate, last);
        break;
      case Boundary::reversed_name:
        block_name(candidate, last);
        block_after_given_name(candidate, first);
        block_before_surname(candidate, last);
        break;
      case Boundary::name:
        block_name(candidate, last);
        break;
    }
  }

  // "Anna-Johan Berg" and "Johan Berg-Lund" are others; "Johan Berg-ärendet" is about him.
  void block_name(Candidate& candidate, std::size_t last) const {
    const std::size_t start = candidate.span.start;
    if (start > 0) {
      const CodePoint joiner = code_point_before(text_, start);
      const std::size_t at = start - joiner.length;
      const bool joins = joiner.value == '-' || joiner.value == 0x2010 || joiner.value == 0x2011 ||
                         is_apostrophe(joiner.value);
      if (joins && at > 0 && is_letter(code_point_before(text_, at).value))
        candidate.before = at - code_point_before(text_, at).length;
    }
    const std::size_t end = candidate.span.end;
    if (end >= text_.size()) return;
    const CodePoint joiner = code_point_at(text_, end);
    const std::size_t next = end + joiner.length;
    const bool joins = joiner.value == '-' || joiner.value == 0x2010 || joiner.value == 0x2011;
    if (!joins || next >= text_.size()) return;
    const char32_t letter = code_point_at(text_, next).value;
    if (is_letter(letter) && (is_upper(letter) || !words_[last].capital)) candidate.after = next;
  }

  // A surname alone counts with a capital.
  void block_lower_case(Candidate& candidate, std::size_t first) const {
    if (!words_[first].capital) candidate.before = candidate.after = candidate.span.start;
  }

  static bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  // In "Karin Berg, Johan Ek" the surname is Karin's, and the given name Ek's.
  void block_after_given_name(Candidate& candidate, std::size_t first) const {
    if (first == 0 || !is_name_gap(gap_before(first), true)) return;
    const Word& previous = words_[first - 1];
    if (!has(patterns_.given, previous.folded) && is_given_name(previous.folded))
      candidate.before = previous.start;
  }

  void block_before_surname(Candidate& candidate, std::size_t last) const {
    if (last + 1 >= words_.size() || !is_name_gap(gap_before(last + 1), false)) return;
    const Word& next = words_[last + 1];
    if (is_surname(next.folded) && !is_given_name(next.folded) &&
        !has(patterns_.given, next.folded) && !has(patterns_.surnames, next.folded))
      candidate.after = next.start;
  }

  // 121212-1212 inside 55-121212-1212 or 121212-1212-99 is part of another number.
  void block_number(Candidate& candidate) const {
    const std::size_t start = candidate.span.start;
    if (start >= 2 && (text_[start - 1] == '-' || text_[start - 1] == '.') &&
        is_digit(text_[start - 2]))
      candidate.before = start - 2;
    const std::size_t end = candidate.span.end;
    if (end + 1 < text_.size() && (text_[end] == '-' || text_[end] == '.') &&
        is_digit(text_[end + 1]))
      candidate.after = end + 1;
  }

  // "jberg84-old", "x.jberg84" and "jberg84@example.se" are not "jberg84"; a full stop or a hyphen
  // that ends there is the text's.
  void block_token(Candidate& candidate) const {
    std::size_t start = candidate.span.start;
    while (start > 0 && is_token_mark(text_[start - 1])) --start;
    if (start > 0) {
      const CodePoint before = code_point_before(text_, start);
      if (is_word_part(before.value)) candidate.before = start - before.length;
    }
    std::size_t end = candidate.span.end;
    while (end < text_.size() && is_token_mark(text_[end])) ++end;
    if (end < text_.size() && is_word_part(code_point_at(text_, end).value)) candidate.after = end;
  }

  static bool is_token_mark(char c) { return std::string_view("._-@+").find(c) != nowhere; }

  // "Storgatan 1" is not "Storgatan 1 B".
  void block_address(Candidate& candidate, std::size_t last) const {
    if (last + 1 >= words_.size() || !is_digit(text_[words_[last].start])) return;
    const Word& next = words_[last + 1];
    const bool unit =
        next.capital && next.end - next.start == 1 && next.start == words_[last].end + 1;
    if (unit && text_[words_[last].end] == ' ') candidate.after = next.start;
  }

  void try_phone(const PhonePattern& phone, std::size_t first) {
    try_phone_digits(phone.national, first, true);
    for (const std::string& digits : phone.international) try_phone_digits(digits, first, false);
  }

  void try_phone_digits(std::string_view wanted, std::size_t first, bool national) {
    if (wanted.empty()) return;
    std::size_t last = first;
    for (std::size_t matched = 0;; ++last) {
      if (last == words_.size() || !words_[last].digits) return;
      if (last > first && !is_phone_gap(gap_before(last))) return;
      const std::string& digits = words_[last].folded;
      if (!wanted.substr(matched).starts_with(digits)) return;
      matched += digits.size();
      if (matched == wanted.size()) break;
    }
    Candidate candidate{{words_[first].start, words_[last].end}};
    block_phone(candidate, first, last, national);
    std::size_t& start = candidate.span.start;
    const std::string_view inside = text_.substr(start, candidate.span.end - start);
    if (start > 0 && text_[start - 1] == '(' && inside.find(')') < inside.find('(')) --start;
    if (start > 0 && text_[start - 1] == '+') --start;
    candidates_.push_back(candidate);
  }

  // "12 34 56 78" inside "12 34 56 78 90" or after "+47 " is another number than the Danish one.
  void block_phone(Candidate& candidate, std::size_t first, std::size_t last, bool national) const {
    const auto is_pair = [&](std::size_t word) {
      return words_[word].digits && words_[word].end - words_[word].start == 2;
    };
    const auto close = [&](std::size_t word) {
      return words_[word].start - words_[word - 1].end == 1 && is_phone_gap(gap_before(word));
    };
    if (first > 0 && close(first) && words_[first - 1].digits) {
      const Word& previous = words_[first - 1];
      const bool code = national && previous.start > 0 && text_[previous.start - 1] == '+';
      if (code || (is_pair(first) && is_pair(first - 1)) || text_[previous.end] == '-')
        candidate.before = previous.start;
    }
    if (last + 1 < words_.size() && close(last + 1) && words_[last + 1].digits &&
        ((is_pair(last) && is_pair(last + 1)) || text_[words_[last].end] == '-'))
      candidate.after = words_[last + 1].start;
  }

  void add_emails() {
    if (patterns_.emails.empty()) return;
    for (const FoundEmail& found : find_emails(text_)) {
      for (const std::string& own : patterns_.emails) {
        const Span span = own_email(own, found);
        if (span.end > span.start) candidates_.push_back({span});
      }
    }
  }

  // Where in `found` the address `own` stands; an empty span where it does not.
  Span own_email(std::string_view own, const FoundEmail& found) const {
    std::string_view normal = found.normal;
    Span span = found.span;
    // "_johan@example.se_": emphasis, not a part of the address.
    if (normal.starts_with("_") && !own.starts_with("_")) {
      normal.remove_prefix(1);
      ++span.start;
    }
    if (normal == own) return span;
    // A sentence after it whose blank was forgotten: "johan@example.se.Han ringde".
    const std::size_t dot = text_.substr(0, span.end).rfind('.');
    const std::size_t normal_dot = normal.rfind('.');
    if (normal.substr(0, normal_dot) == own && is_upper(code_point_at(text_, dot + 1).value) &&
        !is_upper(code_point_before(text_, dot).value))
      return {span.start, dot};
    return {0, 0};
  }

  static bool covers(const std::set<std::pair<std::size_t, std::size_t>>& taken, std::size_t at) {
    auto next = taken.upper_bound({at, nowhere});
    while (next != taken.begin()) {
      --next;
      if (next->second > at) return true;
      // Spans overlap only within a few words of each other.
      if (at - next->first > 1024) return false;
    }
    return false;
  }

  // A blocked match comes free when what blocks it is itself erased: else the text would show,
  // after the erasure, a match that was not there before.
  std::vector<Span> accepted() const {
    std::set<std::pair<std::size_t, std::size_t>> taken;
    std::vector<Candidate> waiting = candidates_;
    for (bool changed = true; changed;) {
      changed = false;
      std::vector<Candidate> still;
      for (const Candidate& candidate : waiting) {
        const bool free = (candidate.before == nowhere || covers(taken, candidate.before)) &&
                          (candidate.after == nowhere || covers(taken, candidate.after));
        if (free) {
          taken.insert({candidate.span.start, candidate.span.end});
          changed = true;
        } else {
          still.push_back(candidate);
        }
      }
      waiting = std::move(still);
    }
    std::vector<Span> spans;
    for (const auto& [start, end] : taken) spans.push_back({start, end});
    return spans;
  }

  // `spans` by start; what overlaps becomes one.
  static std::vector<Span> united(const std::vector<Span>& spans) {
    std::vector<Span> result;
    for (const Span& span : spans) {
      if (!result.empty() && span.start < result.back().end) {
        result.back().end = std::max(result.back().end, span.end);
      } else {
        result.push_back(span);
      }
    }
    return result;
  }

  std::string_view text_;
  const PersonPatterns& patterns_;
  std::vector<Word> words_;
  std::vector<Candidate> candidates_;
};

}  // namespace

PersonMatcher::PersonMatcher(std::vector<Identifier> identifiers, MatchOptions options)
    : patterns_(std::make_unique<Patterns>(Patterns{patterns_of(identifiers, options)})) {}

PersonMatcher::~PersonMatcher() = default;
PersonMatcher::PersonMatcher(PersonMatcher&&) noexcept = default;
PersonMatcher& PersonMatcher::operator=(PersonMatcher&&) noexcept = default;

std::vector<Span> PersonMatcher::find(std::string_view text) const {
  return Search(text, *patterns_).spans();
}

std::string scrub(std::string_view text, const std::vector<Span>& spans,
                  std::string_view replacement) {
  std::string result;
  result.reserve(text.size());
  std::size_t at = 0;
  for (const Span& span : spans) {
    must(at <= span.start && span.start <= span.end && span.end <= text.size());
    result += text.substr(at, span.start - at);
    result += replacement;
    at = span.end;
  }
  result += text.substr(at);
  return result;
}

}  // namespace ombud::detectors
