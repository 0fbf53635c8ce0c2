#include "detectors/chain.h"

#include "detectors/characters.h"
#include "detectors/digits.h"

namespace ombud::detectors {

namespace {

struct Gap {
  char kind;           // As in Chain::Group; 0 where the digits are joined by nothing we know.
  std::size_t length;  // In bytes.
};

// What stands at `at`, at most three code points, with a digit after it.
Gap gap_at(std::string_view bytes, std::size_t at) {
  constexpr std::size_t most_code_points = 3;
  // The usual case without decoding.
  if (at + 1 < bytes.size() && is_digit(bytes[at + 1])) {
    const char c = bytes[at];
    if (c == ' ' || c == '-' || c == '+' || c == '.' || c == '/' || c == ',') return {c, 1};
  }
  std::size_t end = at;
  bool hyphen = false;
  bool other = false;
  std::size_t count = 0;
  for (; end < bytes.size() && !is_digit(bytes[end]); ++count) {
    if (count == most_code_points) return {0, 0};
    const CodePoint here = code_point_at(bytes, end);
    end += here.length;
    const bool line_break = here.value < 0x20 || here.value == 0x85 || here.value == 0x2028;
    if (is_blank(here.value) && !line_break) continue;
    if (is_hyphen(here.value) && !hyphen && !other) {
      hyphen = true;
    } else if (here.value == '(' || here.value == ')' || here.value == '.' || here.value == '/') {
      other = true;
    } else {
      return {0, 0};
    }
  }
  if (end == bytes.size() || count == 0) return {0, 0};
  if (other || (!hyphen && count > 1)) return {'~', end - at};
  return {hyphen ? '-' : ' ', end - at};
}

}  // namespace

Chain chain_at(std::string_view bytes, std::size_t digit) {
  Chain chain;
  std::size_t size = 0;
  std::size_t at = digit;
  char gap = 0;
  while (chain.count < Chain::most_groups) {
    std::size_t end = at;
    while (end < bytes.size() && is_digit(bytes[end]) && size + (end - at) <= Chain::most_digits)
      ++end;
    if (size + (end - at) > Chain::most_digits) break;
    for (std::size_t i = at; i < end; ++i) chain.digits[size + (i - at)] = bytes[i];
    chain.groups[chain.count++] = {at, end, size, gap};
    size += end - at;
    if (end == bytes.size()) break;
    const Gap next = gap_at(bytes, end);
    if (next.kind == 0) break;
    gap = next.kind;
    at = end + next.length;
  }
  return chain;
}

}  // namespace ombud::detectors
