// Finds one person in free text. Each word of the text is looked up among the first words of the
// person's patterns; a pattern then goes on word by word. A match that stands in a longer name or
// number is blocked by what it stands in, and comes free where that is itself part of a match.

#include "detectors/characters.h"
#include "detectors/detectors.h"
#include "detectors/digits.h"
#include "detectors/email.h"
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

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    points.push_back(here.value);
    at += here.length;
  }
  return points;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

bool matches_exactly(const std::vector<char32_t>& gap, std::string_view written) {
  std::vector<char32_t> seen = gap;
  if (written == "-" || written == "+") {
    // "121212 - 1212"
    if (!seen.empty() && is_blank(seen.front())) seen.erase(seen.begin());
    if (!seen.empty() && is_blank(seen.back())) seen.pop_back();
  }
  const std::vector<char32_t> wanted = code_points(written);
  if (seen.size() != wanted.size()) return false;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const bool same = seen[i] == wanted[i] || (is_hyphen(seen[i]) && is_hyphen(wanted[i])) ||
                      (is_blank(seen[i]) && is_blank(wanted[i]));
    if (!same) return false;
  }
  return true;
}

// One to three blanks; after an initial its full stop, hyphens between names.
bool is_name_gap(const std::vector<char32_t>& gap, bool after_initial) {
  if (gap.empty() || gap.size() > 4) return false;
  if (gap.size() == 1 && (gap[0] == '.' || gap[0] == '_' || is_hyphen(gap[0]))) return true;
  std::size_t from = 0;
  if (after_initial && gap[0] == '.') from = 1;
  if (from == 1 && gap.size() == 2 && is_hyphen(gap[1])) return true;
  return gap.size() - from <= 3 &&
         std::all_of(gap.begin() + static_cast<std::ptrdiff_t>(from), gap.end(), is_blank);
}

bool is_comma_gap(const std::vector<char32_t>& gap) {
  if (gap.size() > 4) return false;
  const auto commas =
      std::count_if(gap.begin(), gap.end(), [](char32_t c) { return c == ',' || c == ';'; });
  const auto blanks = std::count_if(gap.begin(), gap.end(), is_blank);
  return commas == 1 && static_cast<std::size_t>(commas + blanks) == gap.size();
}

bool is_loose_gap(const std::vector<char32_t>& gap) {
  return !gap.empty() && gap.size() <= 4 && std::all_of(gap.begin(), gap.end(), [](char32_t c) {
    return is_blank(c) || is_hyphen(c) || c == ',' || c == '.' || c == '/' || c == ';';
  });
}

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
  std::vector<char32_t> gap_before(std::size_t word) const {
    const std::size_t from = words_[word - 1].end;
    // Longer gaps than these belong to no pattern; reading them whole would not be linear.
    constexpr std::size_t longest_bytes = 24;
    if (words_[word].start - from > longest_bytes) return std::vector<char32_t>(longest_bytes, '?');
    return code_points(text_.substr(from, words_[word].start - from));
  }

  bool gap_fits(const Element& element, const Element& before, std::size_t word) const {
    const std::vector<char32_t> gap = gap_before(word);
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
      case Boundary::address:
        block_address(candidate, last);
        break;
      case Boundary::surname:
        block_surname(candidate, first);
        [[fallthrough]];
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

  // A surname alone counts with a capital, and not after somebody else's given name.
  void block_surname(Candidate& candidate, std::size_t first) const {
    if (!words_[first].capital) {
      candidate.before = candidate.after = candidate.span.start;
      return;
    }
    if (first == 0 || !is_name_gap(gap_before(first), true)) return;
    const Word& previous = words_[first - 1];
    const bool own = std::find(patterns_.given.begin(), patterns_.given.end(), previous.folded) !=
                     patterns_.given.end();
    if (!own && is_common_first_name(previous.folded)) candidate.before = previous.start;
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

  bool is_phone_gap(std::size_t word) const {
    const std::vector<char32_t> gap = gap_before(word);
    return gap.size() <= 3 && std::all_of(gap.begin(), gap.end(), [](char32_t c) {
             return is_blank(c) || is_hyphen(c) || c == '.' || c == '/' || c == '(' || c == ')';
           });
  }

  void try_phone_digits(std::string_view wanted, std::size_t first, bool national) {
    if (wanted.empty()) return;
    std::size_t last = first;
    for (std::size_t matched = 0;; ++last) {
      if (last == words_.size() || !words_[last].digits) return;
      if (last > first && !is_phone_gap(last)) return;
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
      return words_[word].start - words_[word - 1].end == 1 && is_phone_gap(word);
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
      std::string_view normal = found.normal;
      std::size_t start = found.span.start;
      // "_johan@example.se_": emphasis, not a part of the address.
      if (!is_own_email(normal, found.span) && normal.starts_with("_")) {
        normal.remove_prefix(1);
        ++start;
      }
      if (is_own_email(normal, {start, found.span.end}))
        candidates_.push_back({{start, found.span.end}});
    }
  }

  // The address itself, or with a sentence after it whose blank was forgotten ("a@b.se.Han …").
  bool is_own_email(std::string_view normal, Span span) const {
    return std::any_of(
        patterns_.emails.begin(), patterns_.emails.end(), [&](const std::string& own) {
          if (normal == own) return true;
          if (!normal.starts_with(own + ".")) return false;
          const std::size_t dot = text_.substr(0, span.end).rfind('.');
          const bool last_label = normal.substr(own.size() + 1).find('.') == nowhere;
          return last_label && dot > span.start && is_upper(code_point_at(text_, dot + 1).value) &&
                 !is_upper(code_point_before(text_, dot).value);
        });
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
