// One pass over the bytes. ASCII is read by a table of 256 entries; of the rest, the letters of
// Latin-1 and Latin Extended-A (what Nordic and most European names need) by arithmetic, all others
// by ICU.

#include "detectors/names/tokens.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "detectors/characters.h"

namespace ombud::detectors::tagging {

namespace {

enum Byte : std::uint8_t { other, lower, upper, digit, high };

constexpr auto bytes = [] {
  std::array<Byte, 256> kinds{};
  for (int i = 'a'; i <= 'z'; ++i) kinds[i] = lower;
  for (int i = 'A'; i <= 'Z'; ++i) kinds[i] = upper;
  for (int i = '0'; i <= '9'; ++i) kinds[i] = digit;
  for (int i = 0x80; i < 0x100; ++i) kinds[i] = high;
  return kinds;
}();

Byte kind(char c) { return bytes[static_cast<unsigned char>(c)]; }

struct Letter {
  Byte kind;
  std::uint8_t length;
};

bool is_latin_extended(unsigned char lead) { return lead == 0xc4 || lead == 0xc5; }

// U+0100 to U+017F: capitals are even up to U+0137 and from U+014A to U+0177, odd in between.
bool is_upper_extended(unsigned value) {
  if (value == 0x138 || value == 0x149 || value == 0x17f) return false;
  if (value == 0x178) return true;
  const bool odd_capitals = (value >= 0x139 && value <= 0x148) || value >= 0x179;
  return (value % 2 == 1) == odd_capitals;
}

Letter letter_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (at + 1 < text.size()) {
    const auto tail = static_cast<unsigned char>(text[at + 1]);
    if (lead == 0xc3 && (tail & 0xc0) == 0x80) {
      if (tail == 0x97 || tail == 0xb7) return {other, 2};
      return {tail < 0x9f ? upper : lower, 2};
    }
    if (is_latin_extended(lead) && (tail & 0xc0) == 0x80)
      return {is_upper_extended((lead & 0x1fu) << 6 | (tail & 0x3fu)) ? upper : lower, 2};
  }
  const CodePoint here = code_point_at(text, at);
  const auto length = static_cast<std::uint8_t>(here.length);
  // Soft hyphens and joiners are parts of the word around them.
  if (here.value == 0xad || (here.value >= 0x200b && here.value <= 0x200d)) return {lower, length};
  if (!is_word_part(here.value)) return {other, length};
  return {is_letter(here.value) ? (is_upper(here.value) ? upper : lower) : digit, length};
}

Letter read(std::string_view text, std::size_t at) {
  const Byte here = kind(text[at]);
  return here == high ? letter_at(text, at) : Letter{here, 1};
}

// Of the mark at `at`: its length where it joins letters to one word, else 0.
std::size_t joiner(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '-' || c == '\'' || c == ':') return 1;
  if (c == '\xe2' && text.substr(at).starts_with("\xe2\x80\x99")) return 3;
  if (c == '\xe2' && text.substr(at).starts_with("\xe2\x80\x91")) return 3;
  return 0;
}

// What is counted while a word is read.
struct Word {
  unsigned uppers = 0;
  unsigned lowers = 0;
  unsigned digits = 0;
  bool first_upper = false;
  bool ascii_lower = true;
  bool after_hyphen_lower = false;
  bool after_hyphen_upper = false;
  bool colon = false;
  bool upper_after_lower = false;
  bool capitals_first = false;  // More than one capital before the first hyphen, and no lower.
};

class Reader {
 public:
  Reader(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  void run() {
    std::size_t gap_start = 0;
    for (std::size_t at = 0; at < text_.size();) {
      const Letter here = read(text_, at);
      if (here.kind == other) {
        at += here.length;
        continue;
      }
      const std::size_t end = read_word(at);
      add(gap_start, at, end);
      gap_start = at = end;
    }
  }

 private:
  void count(Byte kind, bool first) {
    if (kind == upper) {
      word_.upper_after_lower = word_.upper_after_lower || word_.lowers > 0;
      ++word_.uppers;
      if (first) word_.first_upper = true;
    } else if (kind == lower) {
      ++word_.lowers;
    } else {
      ++word_.digits;
    }
    if (kind != lower) word_.ascii_lower = false;
  }

  std::size_t read_word(std::size_t at) {
    word_ = {};
    const std::size_t start = at;
    while (at < text_.size()) {
      const Letter here = read(text_, at);
      if (here.kind != other) {
        if (here.length > 1) word_.ascii_lower = false;
        count(here.kind, at == start);
        at += here.length;
        continue;
      }
      const std::size_t joined = joiner(text_, at);
      if (joined == 0 || at + joined >= text_.size() || word_.uppers + word_.lowers == 0) break;
      const Letter next = read(text_, at + joined);
      if (next.kind != lower && next.kind != upper) break;
      if (text_[at] == ':') {
        // "SVT:s": an ending of three letters at most.
        if (next.kind != lower || word_.uppers == 0 || !short_ending(at + 1)) break;
        word_.colon = true;
      } else if (text_[at] == '-' || text_[at] == '\xe2') {
        if (!word_.after_hyphen_lower && !word_.after_hyphen_upper)
          word_.capitals_first = word_.lowers == 0 && word_.uppers > 1;
        (next.kind == lower ? word_.after_hyphen_lower : word_.after_hyphen_upper) = true;
      }
      word_.ascii_lower = false;
      at += joined;
    }
    return at;
  }

  bool short_ending(std::size_t at) const {
    std::size_t letters = 0;
    while (at < text_.size() && kind(text_[at]) == lower) ++at, ++letters;
    return letters <= 3 && (at == text_.size() || kind(text_[at]) == other);
  }

  Shape shape_of(std::size_t end) const {
    if (word_.digits > 0) return Shape::digits;
    if (word_.uppers == 0) return Shape::lower;
    if (word_.uppers == 1 && word_.lowers == 0)
      return end < text_.size() && text_[end] == '.' ? Shape::initial : Shape::letter;
    if (word_.colon) return Shape::capitals_genitive;
    if (word_.lowers == 0) return Shape::capitals;
    if (word_.after_hyphen_lower)
      return word_.capitals_first ? Shape::capitals_lower : Shape::capital_lower;
    if (word_.after_hyphen_upper) return Shape::capital_capital;
    if (!word_.first_upper || word_.upper_after_lower || word_.uppers > 1) return Shape::inner;
    return Shape::capital;
  }

  Gap gap_of(std::size_t start, std::size_t end) const {
    if (tokens_.empty() && start == 0 && end == 0) return Gap::edge;
    const std::string_view gap = text_.substr(start, end - start);
    if (gap == " ") return Gap::blank;
    const bool after_initial = !tokens_.empty() && tokens_.back().shape == Shape::initial;
    if (after_initial && (gap == "." || gap == ". " || gap == ".-")) return Gap::initial;
    const auto has = [&](std::string_view any) {
      return gap.find_first_of(any) != std::string_view::npos;
    };
    if (has("\n\r")) return gap == "\n" && is_wrapped(start) ? Gap::blank : Gap::line;
    const bool blanks = has(" \t") || gap.find("\xc2\xa0") != std::string_view::npos;
    if (has("@_") || (!blanks && gap.find_first_not_of(".") == std::string_view::npos))
      return Gap::glued;
    if (has(".!?")) return Gap::stop;
    if (has(":")) return Gap::colon;
    if (has("\"([«»<>")) return Gap::quote;
    if (gap.find("\xe2\x80\x9c") != gap.npos || gap.find("\xe2\x80\x9d") != gap.npos ||
        gap.find("\xc2\xab") != gap.npos || gap.find("\xc2\xbb") != gap.npos)
      return Gap::quote;
    if (gap.find("\xe2\x80\x93") != gap.npos || gap.find("\xe2\x80\x94") != gap.npos || has("-"))
      return Gap::dash;
    if (has(",;")) return Gap::comma;
    if (has("/|\\")) return Gap::slash;
    if (gap.size() <= 4 && gap.find_first_not_of(" \t\xc2\xa0") == std::string_view::npos)
      return Gap::blank;
    if (tokens_.empty()) return Gap::edge;
    return Gap::other;
  }

  // True where the line that ends at `at` is so long that somebody's program broke it.
  bool is_wrapped(std::size_t at) const {
    const std::size_t line = text_.rfind('\n', at - 1);
    return at - (line == std::string_view::npos ? 0 : line + 1) >= 56;
  }

  void add(std::size_t gap_start, std::size_t start, std::size_t end) {
    Token token{static_cast<std::uint32_t>(start),
                static_cast<std::uint32_t>(end),
                0,
                0,
                shape_of(end),
                Gap::edge};
    token.gap = gap_of(gap_start, start);
    const std::string_view written = text_.substr(start, end - start);
    if (word_.ascii_lower) {
      token.key = key_of(written);
      token.classes = lexicon_.classes(token.key);
    } else if (token.shape != Shape::digits) {
      Folded folded;
      fold_word(written, folded);
      token.key = key_of(folded.view());
      token.classes = lexicon_.classes(token.key);
      if (word_.uppers > 0) token.classes |= derived(folded.view(), token.classes);
    }
    tokens_.push_back(token);
  }

  Classes of(std::string_view folded) const { return lexicon_.classes(key_of(folded)); }

  // What is known of a capitalised word by its parts: without a genitive's ending, by what stands
  // beside its hyphen.
  Classes derived(std::string_view word, Classes known) const {
    constexpr Classes names = any_name | any_place | is_organisation | is_calendar;
    if (known & (names | is_ordinary)) return 0;
    if (const std::size_t hyphen = word.find('-'); hyphen != std::string_view::npos && hyphen > 0) {
      const Classes first = of(word.substr(0, hyphen));
      const Classes last = of(word.substr(word.rfind('-') + 1));
      if (word_.after_hyphen_lower) return first & (any_place | is_organisation);
      return (first & last & any_given) | (last & any_surname) | (first & last & any_place);
    }
    if (word.size() > 3 && word.ends_with('s')) {
      std::size_t cut = 1;
      if (word_.colon && word[word.size() - 2] == ':') cut = 2;
      if (word.size() > 4 && word[word.size() - 2] == '\'') cut = 2;
      if (word.size() > 6 && word.ends_with("\xe2\x80\x99s")) cut = 4;
      if (const Classes found = of(word.substr(0, word.size() - cut)) & names)
        return found | is_genitive;
    }
    return finnish(word);
  }

  // "Virtasen", "Annalle": without the case endings that names bear most.
  Classes finnish(std::string_view word) const {
    for (const std::string_view ending : {"lle", "lla", "lta", "sta", "ssa", "stä", "ssä", "llä",
                                          "ltä", "ksi", "kin", "in", "en", "n", "a", "ä"}) {
      if (word.size() < ending.size() + 3 || !word.ends_with(ending)) continue;
      const std::string_view stem = word.substr(0, word.size() - ending.size());
      constexpr Classes names = any_name | any_place;
      if (const Classes found = of(stem) & names) return found | is_inflected;
      if (stem.ends_with("se") || (stem.ends_with("s") && ending == "en")) {
        Folded nominative;
        const std::size_t keep = stem.rfind('s');
        if (keep + 3 > sizeof nominative.bytes) continue;
        std::memcpy(nominative.bytes, stem.data(), keep);
        std::memcpy(nominative.bytes + keep, "nen", 3);
        nominative.size = keep + 3;
        if (const Classes found = of(nominative.view()) & names) return found | is_inflected;
      }
    }
    return 0;
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
  const Lexicon& lexicon_ = Lexicon::the();
  Word word_;
};

// By ICU, for letters that the quick way does not know, and for letters with marks of their own.
void fold_slowly(std::string_view word, Folded& folded) {
  std::string whole = fold(word);
  for (const std::string_view invisible :
       {"\xc2\xad", "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d"})
    for (std::size_t at = whole.find(invisible); at != std::string::npos;
         at = whole.find(invisible))
      whole.erase(at, invisible.size());
  folded.size = whole.size() <= sizeof folded.bytes ? whole.size() : 0;
  std::memcpy(folded.bytes, whole.data(), folded.size);
}

}  // namespace

void fold_word(std::string_view word, Folded& folded) {
  folded.size = 0;
  if (word.size() > sizeof folded.bytes) return;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      folded.bytes[at] = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
      continue;
    }
    const unsigned char tail = at + 1 < word.size() ? static_cast<unsigned char>(word[at + 1]) : 0;
    const bool latin = (byte == 0xc3 && tail != 0x9f && tail != 0x97 && tail != 0xb7) ||
                       (is_latin_extended(byte) && byte != 0xc4) || byte == 0xc4;
    const bool odd =
        (byte == 0xc4 && (tail == 0xb0 || tail == 0xb1 || tail == 0xbf)) ||
        (byte == 0xc5 && (tail == 0x80 || tail == 0x89 || tail == 0xb8 || tail == 0xbf));
    if (!latin || odd || (tail & 0xc0) != 0x80) return fold_slowly(word, folded);
    unsigned value = (byte & 0x1fu) << 6 | (tail & 0x3fu);
    if (byte == 0xc3)
      value |= 0x20;
    else if (is_upper_extended(value))
      ++value;
    folded.bytes[at] = static_cast<char>(0xc0 | value >> 6);
    folded.bytes[at + 1] = static_cast<char>(0x80 | (value & 0x3f));
    ++at;
  }
  folded.size = word.size();
}

void read_tokens(std::string_view block, std::vector<Token>& tokens) {
  tokens.clear();
  Reader(block, tokens).run();
}

}  // namespace ombud::detectors::tagging
