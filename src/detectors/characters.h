#pragma once
// Text as people read it: code points and words. A word is a run of letters, digits and the marks
// on them, so that "Bergström" is one word in NFC and in NFD, and "Berg" is none inside it. Soft
// hyphens and other invisible characters that copied text is full of do not end a word.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ombud::detectors {

struct CodePoint {
  char32_t value;      // U+FFFD where the byte begins no UTF-8.
  std::size_t length;  // In bytes, at least 1.
};

/// The code point at `at`, which must lie inside the text.
CodePoint code_point_at(std::string_view text, std::size_t at);
/// The code point that ends before `at`, which must not be 0.
CodePoint code_point_before(std::string_view text, std::size_t at);

/// Letters of any script, and the marks that stand on them.
bool is_letter(char32_t c);
bool is_word_part(char32_t c);  // letter, mark or digit
bool is_upper(char32_t c);
bool is_blank(char32_t c);   // white space, no-break spaces included
bool is_hyphen(char32_t c);  // hyphen, en dash, minus, no-break hyphen; not the em dash

struct Word {
  std::size_t start;
  std::size_t end;
  bool digits;         // ASCII digits only
  bool capital;        // begins with a capital letter
  bool all_capitals;   // two letters or more, all of them capitals
  std::string folded;  // base fold()
};

/// Every word of the text, in order. Linear.
std::vector<Word> words_of(std::string_view text);

/// base fold(), without ICU where the text is ASCII.
std::string quick_fold(std::string_view text);

}  // namespace ombud::detectors
