#pragma once
// A text as the name finder sees it: words with what is known of each, and what stands between
// them. "Carl-Johan", "O'Brien" and "SVT:s" are one word here. Nothing is allocated per word.

#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/names/lexicon.h"

namespace ombud::detectors::tagging {

/// How a word is written.
enum class Shape : std::uint8_t {
  lower,
  capital,            // Anna
  capitals,           // ANNA
  initial,            // A.
  letter,             // A
  inner,              // McDonald, iPhone
  capital_capital,    // Carl-Johan
  capital_lower,      // Oslo-mannen
  capitals_lower,     // VG-journalist
  capitals_genitive,  // SVT:s
  digits,             // 17, B2
};
constexpr unsigned shapes = 11;

/// What stands before a word.
enum class Gap : std::uint8_t {
  edge,     // nothing: the text begins
  blank,    // what may stand inside a name
  initial,  // the full stop of an initial, or none: "J.K."
  comma,
  colon,
  stop,   // . ! ?
  line,   // a new line
  quote,  // quotation marks and brackets
  dash,
  slash,
  glued,  // "anna.berg@", "anna_berg"
  other,
};
constexpr unsigned gaps = 12;

struct Token {
  std::uint32_t start;  // Bytes in the block.
  std::uint32_t end;
  std::uint32_t key;  // Of the folded word.
  Classes classes;
  Shape shape;
  Gap gap;
};

/// The words of `block`, which must be shorter than 4 GiB; `tokens` is filled anew.
void read_tokens(std::string_view block, std::vector<Token>& tokens);

/// The word folded, into `buffer`; empty where it has no room.
struct Folded {
  char bytes[64];
  std::size_t size = 0;

  std::string_view view() const { return {bytes, size}; }
};

void fold_word(std::string_view word, Folded& folded);

inline bool has_capital(Shape shape) { return shape != Shape::lower && shape != Shape::digits; }

}  // namespace ombud::detectors::tagging
