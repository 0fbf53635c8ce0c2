#include "detectors/gaps.h"

#include <algorithm>

#include "detectors/characters.h"

namespace ombud::detectors {

CodePoints code_points(std::string_view text) {
  CodePoints points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    points.push_back(here.value);
    at += here.length;
  }
  return points;
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

bool matches_exactly(const CodePoints& gap, std::string_view written) {
  CodePoints seen = gap;
  if (written == "-" || written == "+") {
    // "121212 - 1212"
    if (!seen.empty() && is_blank(seen.front())) seen.erase(seen.begin());
    if (!seen.empty() && is_blank(seen.back())) seen.pop_back();
  }
  const CodePoints wanted = code_points(written);
  if (seen.size() != wanted.size()) return false;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const bool same = seen[i] == wanted[i] || (is_hyphen(seen[i]) && is_hyphen(wanted[i])) ||
                      (is_blank(seen[i]) && is_blank(wanted[i]));
    if (!same) return false;
  }
  return true;
}

bool is_name_gap(const CodePoints& gap, bool after_initial) {
  if (gap.empty() || gap.size() > 4) return false;
  if (gap.size() == 1 && (gap[0] == '.' || gap[0] == '_' || is_hyphen(gap[0]))) return true;
  std::size_t from = 0;
  if (after_initial && gap[0] == '.') from = 1;
  if (from == 1 && gap.size() == 2 && is_hyphen(gap[1])) return true;
  return gap.size() - from <= 3 &&
         std::all_of(gap.begin() + static_cast<std::ptrdiff_t>(from), gap.end(), is_blank);
}

bool is_comma_gap(const CodePoints& gap) {
  if (gap.size() > 4) return false;
  const auto commas =
      std::count_if(gap.begin(), gap.end(), [](char32_t c) { return c == ',' || c == ';'; });
  const auto blanks = std::count_if(gap.begin(), gap.end(), is_blank);
  return commas == 1 && static_cast<std::size_t>(commas + blanks) == gap.size();
}

bool is_loose_gap(const CodePoints& gap) {
  return !gap.empty() && gap.size() <= 4 && std::all_of(gap.begin(), gap.end(), [](char32_t c) {
    return is_blank(c) || is_hyphen(c) || c == ',' || c == '.' || c == '/' || c == ';';
  });
}

bool is_phone_gap(const CodePoints& gap) {
  return gap.size() <= 3 && std::all_of(gap.begin(), gap.end(), [](char32_t c) {
           return is_blank(c) || is_hyphen(c) || c == '.' || c == '/' || c == '(' || c == ')';
         });
}

}  // namespace ombud::detectors
