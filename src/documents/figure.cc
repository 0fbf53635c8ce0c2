#include "documents/figure.h"

#include <unicode/utf8.h>

#include <cmath>
#include <cstdint>

namespace ombud::documents {

namespace {

// Thousandths of the size, of Noto Sans: narrow, ordinary and wide letters. Bold is a little wider.
double advance(UChar32 c) {
  constexpr std::string_view narrow = "iIjl.,:;!'|()[]{}/\\ ft-r";
  constexpr std::string_view wide = "mwMW@%&OQGNDHU\u2014";
  if (c < 0x80) {
    if (narrow.find(static_cast<char>(c)) != std::string_view::npos) return 0.41;
    if (wide.find(static_cast<char>(c)) != std::string_view::npos) return 0.94;
    return 0.65;
  }
  return c < 0x1100 ? 0.7 : 1.05;
}

UChar32 next(std::string_view text, std::int32_t& at) {
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  return c;
}

// Pieces of a word, each of which has room.
void break_word(std::string_view word, const Label& label, std::vector<std::string>& lines) {
  double used = text_width(lines.back(), label.size, label.bold);
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(word.size());) {
    const std::int32_t begin = at;
    next(word, at);
    const std::string_view one =
        word.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin));
    const double width = text_width(one, label.size, label.bold);
    if (used + width > label.width && !lines.back().empty()) {
      lines.emplace_back();
      used = 0;
    }
    lines.back() += one;
    used += width;
  }
}

}  // namespace

std::string alternative(const Figure& figure) {
  std::string text = figure.alt;
  for (const std::string& line : figure.as_text) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

double text_width(std::string_view text, double size, bool bold) {
  double width = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());)
    width += advance(next(text, at));
  return width * size * (bold ? 1.06 : 1);
}

std::vector<std::string> lines_of(const Label& label) {
  std::vector<std::string> lines = {""};
  for (std::size_t at = 0; at <= label.text.size();) {
    const std::size_t end = std::min(label.text.size(), label.text.find_first_of(" \n", at));
    const std::string_view word = std::string_view(label.text).substr(at, end - at);
    const bool blank = at > 0 && label.text[at - 1] == ' ';
    const std::string together = lines.back() + (blank ? " " : "") + std::string(word);
    if (label.width <= 0 || text_width(together, label.size, label.bold) <= label.width) {
      lines.back() = together;
    } else {
      if (!lines.back().empty()) lines.emplace_back();
      break_word(word, label, lines);
    }
    if (end < label.text.size() && label.text[end] == '\n') lines.emplace_back();
    at = end + 1;
  }
  return lines;
}

std::vector<Point> arrow_head(const Path& path) {
  if (path.points.size() < 2) return {};
  const Point tip = path.points.back();
  const Point from = path.points[path.points.size() - 2];
  const double length = std::hypot(tip.x - from.x, tip.y - from.y);
  if (length <= 0) return {};
  const double x = (tip.x - from.x) / length;
  const double y = (tip.y - from.y) / length;
  const double long_side = 4 + 2 * path.width;
  const double half = long_side * 0.4;
  return {tip,
          {tip.x - x * long_side - y * half, tip.y - y * long_side + x * half},
          {tip.x - x * long_side + y * half, tip.y - y * long_side - x * half}};
}

}  // namespace ombud::documents
