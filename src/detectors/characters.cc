#include "detectors/characters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "detectors/digits.h"

namespace ombud::detectors {

namespace {

constexpr CodePoint broken{0xfffd, 1};

bool is_tail(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Soft hyphen, zero-width space and joiners, byte order mark.
bool is_invisible(char32_t c) {
  return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

std::string without_invisible(std::string_view text) {
  std::string seen;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    if (!is_invisible(here.value)) seen += text.substr(at, here.length);
    at += here.length;
  }
  return seen;
}

UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return broken;
  char32_t value = first & (0xff >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_tail(text, at + i)) return broken;
    value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3f);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return broken;
  return {value, length};
}

CodePoint code_point_before(std::string_view text, std::size_t at) {
  for (std::size_t back = 1; back <= 4 && back <= at; ++back) {
    if (is_tail(text, at - back)) continue;
    const CodePoint found = code_point_at(text, at - back);
    return found.length == back ? found : broken;
  }
  return broken;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c));
  return u_isalpha(icu(c)) != 0 || (U_GET_GC_MASK(icu(c)) & U_GC_M_MASK) != 0;
}

bool is_word_part(char32_t c) {
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
  return is_letter(c) || u_isdigit(icu(c)) != 0;
}

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isupper(icu(c)) != 0;
}

bool is_blank(char32_t c) { return u_isUWhiteSpace(icu(c)) != 0; }

bool is_hyphen(char32_t c) {
  return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2212;
}

std::string quick_fold(std::string_view text) {
  if (!is_ascii(text)) return fold(text);
  std::string folded(text);
  for (char& c : folded)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return folded;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint here = code_point_at(text, at);
    if (!is_word_part(here.value)) {
      at += here.length;
      continue;
    }
    Word word{at, at, true, is_upper(here.value), true, {}};
    std::size_t letters = 0;
    bool invisible = false;
    while (is_word_part(here.value) || is_invisible(here.value)) {
      invisible = invisible || is_invisible(here.value);
      if (is_letter(here.value)) {
        ++letters;
        // A mark is no letter with a case: "Ö" in NFD is capital O and a mark.
        const bool mark = here.value >= 0x80 && u_isalpha(icu(here.value)) == 0;
        word.all_capitals = word.all_capitals && (mark || is_upper(here.value));
      }
      word.digits = word.digits && here.value < 0x80 && is_digit(static_cast<char>(here.value));
      at += here.length;
      if (at == text.size()) break;
      here = code_point_at(text, at);
    }
    word.end = at;
    word.all_capitals = word.all_capitals && letters >= 2;
    const std::string_view written = text.substr(word.start, word.end - word.start);
    word.folded = quick_fold(invisible ? without_invisible(written) : written);
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace ombud::detectors
