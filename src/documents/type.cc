#include "documents/type.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"
#include "documents/fonts.h"
#include "documents/hyphens.h"
#include "documents/pango_type.h"
#include "documents/shaper.h"

namespace ombud::documents {

namespace {

// Where a word may be broken that is too long for a line: after these.
bool breaks_after(char c) {
  return c == '-' || c == '/' || c == '.' || c == '@' || c == '_' || c == ':' || c == ',' ||
         c == '?' || c == '&' || c == '=' || c == ';';
}

constexpr double fitting = 0.01;  // What sums of widths may be off by.

// A word, or the part of one that one run has.
struct Piece {
  int run = 0;
  int font = 0;
  std::string_view text;
  const Shaped* shaped = nullptr;
};

struct Unit {  // What is broken only where a line can't hold it.
  std::vector<Piece> pieces;
  double width = 0;
  int blank_run = -1;  // A blank follows, of this run.
  bool line_ends = false;
};

class PlainType final : public Type {
 public:
  PlainType(std::string_view language, std::shared_ptr<_FcConfig> fonts)
      : hyphens_(Hyphens::of(language)),
        pango_(std::move(fonts), language,
               [this](const std::string& file) { return shaper_.font_of(file); }) {}

  std::vector<Line> set(std::span<const Run> runs, const Style& style) override;
  Widths widths(std::string_view text, const Style& style) override;

  hb_face_t* face(int font) const override { return shaper_.face(font); }

  double nominal_advance(int font, std::uint32_t glyph) override {
    return shaper_.nominal_advance(font, glyph);
  }

 private:
  std::vector<Unit> units(std::span<const Run> runs, const Style& style);
  void add(Line& line, const Piece& piece, std::size_t from, std::size_t to, double size);
  void add_blank(Line& line, int run, const Style& style, std::span<const Run> runs);

  struct Cut {
    std::size_t to = 0;  // The first glyph that stands on the next line.
    bool hyphen = false;
  };

  Cut cut(const Piece& piece, std::size_t from, double room, double size);
  void add_broken(std::vector<Line>& lines, const Unit& unit, const Style& style);
  void add_hyphen(Line& line, int font, double size);
  std::vector<Line> fill(const std::vector<Unit>& units, std::span<const Run> runs,
                         const Style& style);

  static int font_of(const Run& run, const Style& style) {
    return (style.bold || run.bold ? 1 : 0) + (style.italic || run.italic ? 2 : 0);
  }

  Shaper shaper_;
  std::shared_ptr<const Hyphens> hyphens_;
  PangoType pango_;
};

std::vector<Unit> PlainType::units(std::span<const Run> runs, const Style& style) {
  std::vector<Unit> all(1);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string_view text = runs[i].text;
    const int font = font_of(runs[i], style);
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == ' ' || text[at] == '\n') {
        if (text[at] == ' ')
          all.back().blank_run = static_cast<int>(i);
        else
          all.back().line_ends = true;
        all.emplace_back();
        ++at;
        continue;
      }
      const std::size_t end = std::min(text.size(), text.find_first_of(" \n", at));
      const std::string_view word = text.substr(at, end - at);
      const Shaped& made = shaper_.shaped(font, word);
      all.back().pieces.push_back({static_cast<int>(i), font, word, &made});
      all.back().width += made.width * style.size;
      at = end;
    }
  }
  return all;
}

void PlainType::add(Line& line, const Piece& piece, std::size_t from, std::size_t to, double size) {
  const auto& glyphs = piece.shaped->glyphs;
  if (from == to) return;
  Stretch* stretch = line.stretches.empty() ? nullptr : &line.stretches.back();
  if (stretch == nullptr || stretch->font != piece.font || stretch->run != piece.run) {
    stretch = &line.stretches.emplace_back();
    stretch->font = piece.font;
    stretch->run = piece.run;
    stretch->size = size;
    stretch->x = line.width;
  }
  const std::uint32_t begin = glyphs[from].begin;
  const std::uint32_t end =
      to < glyphs.size() ? glyphs[to].begin : static_cast<std::uint32_t>(piece.text.size());
  const auto shift = static_cast<std::uint32_t>(stretch->text.size());
  for (std::size_t i = from; i < to; ++i) {
    Glyph glyph = glyphs[i];
    glyph.advance *= size;
    glyph.x *= size;
    glyph.y *= size;
    glyph.begin = glyph.begin - begin + shift;
    glyph.end = glyph.end - begin + shift;
    stretch->width += glyph.advance;
    line.width += glyph.advance;
    stretch->glyphs.push_back(glyph);
  }
  stretch->text += piece.text.substr(begin, end - begin);
}

void PlainType::add_blank(Line& line, int run, const Style& style, std::span<const Run> runs) {
  const int font = font_of(runs[static_cast<std::size_t>(run)], style);
  Shaped blank;
  blank.glyphs.push_back(shaper_.sign(font, ' '));
  blank.glyphs.back().end = 1;
  add(line, {run, font, " ", &blank}, 0, 1, style.size);
}

// How much of a word stands in the room that is left: to a sign where that helps, else to a place
// where it may be divided, else as much as there is room for.
PlainType::Cut PlainType::cut(const Piece& piece, std::size_t from, double room, double size) {
  const auto& glyphs = piece.shaped->glyphs;
  const double hyphen = shaper_.sign(piece.font, '-').advance * size;
  std::vector<std::size_t> places = hyphens_->places(piece.text);
  double used = 0;
  std::size_t to = from;
  std::size_t after_sign = from;
  std::size_t divided = from;
  for (; to < glyphs.size(); ++to) {
    const bool may_divide =
        to > from && std::binary_search(places.begin(), places.end(), glyphs[to].begin);
    if (may_divide && used + hyphen <= room + fitting) divided = to;
    used += glyphs[to].advance * size;
    if (used > room + fitting) break;
    if (breaks_after(piece.text[glyphs[to].begin])) after_sign = to + 1;
  }
  if (to == glyphs.size()) return {to, false};
  if (after_sign > from) return {after_sign, false};
  if (divided > from) return {divided, true};
  // Two letters alone on the next line are hard to read back.
  constexpr std::size_t alone = 3;
  if (glyphs.size() - to < alone && to - from > 2 * alone) to = glyphs.size() - alone;
  // A combining mark stays with its letter.
  while (to > from && glyphs[to].begin == glyphs[to - 1].begin) --to;
  return {to, false};
}

void PlainType::add_broken(std::vector<Line>& lines, const Unit& unit, const Style& style) {
  for (const Piece& piece : unit.pieces) {
    const std::size_t count = piece.shaped->glyphs.size();
    for (std::size_t from = 0; from < count;) {
      Cut cut = this->cut(piece, from, style.width - lines.back().width, style.size);
      if (cut.to == from && lines.back().stretches.empty()) cut.to = from + 1;
      add(lines.back(), piece, from, cut.to, style.size);
      if (cut.hyphen) add_hyphen(lines.back(), piece.font, style.size);
      from = cut.to;
      if (from < count) lines.push_back(empty_line(style));
    }
  }
}

// It belongs to the letter before it: who reads the text out gets the word as it is.
void PlainType::add_hyphen(Line& line, int font, double size) {
  Stretch& stretch = line.stretches.back();
  Glyph glyph = shaper_.sign(font, '-');
  glyph.advance *= size;
  glyph.begin = glyph.end = static_cast<std::uint32_t>(stretch.text.size());
  stretch.width += glyph.advance;
  line.width += glyph.advance;
  stretch.glyphs.push_back(glyph);
}

std::vector<Line> PlainType::fill(const std::vector<Unit>& units, std::span<const Run> runs,
                                  const Style& style) {
  std::vector<Line> lines = {empty_line(style)};
  int blank = -1;
  for (const Unit& unit : units) {
    const double blank_width =
        blank < 0
            ? 0
            : shaper_.sign(font_of(runs[static_cast<std::size_t>(blank)], style), ' ').advance *
                  style.size;
    const bool fits =
        style.width <= 0 || lines.back().width + blank_width + unit.width <= style.width + fitting;
    if (fits) {
      if (blank >= 0) add_blank(lines.back(), blank, style, runs);
      for (const Piece& piece : unit.pieces)
        add(lines.back(), piece, 0, piece.shaped->glyphs.size(), style.size);
    } else {
      if (!lines.back().stretches.empty()) lines.push_back(empty_line(style));
      add_broken(lines, unit, style);
    }
    blank = unit.blank_run;
    if (unit.line_ends) lines.push_back(empty_line(style));
  }
  for (Line& line : lines) align(line, style);
  return lines;
}

std::vector<Line> PlainType::set(std::span<const Run> runs, const Style& style) {
  std::vector<Run> clean(runs.begin(), runs.end());
  bool plain = true;
  for (Run& run : clean) {
    run.text = showable(run.text);
    plain = plain && shaper_.can_shape(run.text, font_of(run, style));
  }
  if (!plain) return pango_.set(clean, style);
  shaper_.forget_much();
  return fill(units(clean, style), clean, style);
}

Type::Widths PlainType::widths(std::string_view text, const Style& style) {
  const Run run{showable(text)};
  Widths result;
  if (!shaper_.can_shape(run.text, font_of(run, style))) {
    Style unbroken = style;
    unbroken.width = 0;
    for (const Line& line : pango_.set({&run, 1}, unbroken))
      result.line = std::max(result.line, line.width);
    unbroken.width = 1;  // Every word on its own, and too long ones in pieces: an estimate.
    result.word = std::min(result.line, 6 * style.size);
    return result;
  }
  double line = 0;
  for (const Unit& unit : units({&run, 1}, style)) {
    line += unit.width;
    result.line = std::max(result.line, line);
    result.word = std::max(result.word, unit.width);
    line += unit.blank_run >= 0 ? shaper_.sign(font_of(run, style), ' ').advance * style.size : 0;
    if (unit.line_ends) line = 0;
  }
  return result;
}

}  // namespace

std::vector<Line> Type::set(std::string_view text, const Style& style) {
  const Run run{std::string(text)};
  return set({&run, 1}, style);
}

Result<std::unique_ptr<Type>> Type::open(std::string_view language) {
  auto fonts = TRY(document_fonts());
  return std::unique_ptr<Type>(std::make_unique<PlainType>(language, std::move(fonts)));
}

std::string showable(std::string_view text) {
  const std::string whole = replace_broken_utf8(text);
  std::string out;
  out.reserve(whole.size());
  const auto length = static_cast<std::int32_t>(whole.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(whole.data(), at, length, c);
    if (c == '\r') {
      if (at < length && whole[static_cast<std::size_t>(at)] == '\n') ++at;
      out += '\n';
    } else if (c == '\t') {
      out += ' ';
    } else if (c == 0x85 || c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if (c != '\n' && u_charType(c) == U_CONTROL_CHAR) {
      out += "\xef\xbf\xbd";
    } else {
      append_utf8(out, static_cast<char32_t>(c));
    }
  }
  return out;
}

}  // namespace ombud::documents
