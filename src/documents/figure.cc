#include "documents/figure.h"

#include <unicode/utf8.h>

#include <cmath>
#include <cstdint>

namespace ombud::documents {

namespace {

// Of the printable letters of ASCII in Noto Sans, in thousandths of the size.
constexpr short advances[] = {
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556,
    519, 728, 741, 339, 273, 619, 524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586,
    566, 572, 329, 372, 329, 572, 444, 281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534,
    258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572};

double advance(UChar32 c) {
  if (c >= 0x20 && c < 0x7f) return advances[c - 0x20] / 1000.0;
  return c < 0x1100 ? 0.62 : 1.05;
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
  return width * size * (bold ? 1.07 : 1);
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
