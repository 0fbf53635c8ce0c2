#pragma once
// Text set into lines: which glyph of which font stands where. Words of Latin, Greek and Cyrillic
// letters are shaped once and kept, as most of what is written are words that were written before;
// everything else (Arabic, Hebrew, Indic scripts, signs that the first font lacks) goes through
// Pango, which knows direction, shaping and the other fonts.
//
// Of the machine's fonts only those that packages.txt names are used, whatever else is installed,
// so that a document looks the same, byte by byte, on every machine.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/documents.h"

struct hb_face_t;

namespace ombud::documents {

struct Style {
  double size = 9.5;
  bool bold = false;
  bool italic = false;
  Ink ink = Ink::ink;
  double width = 0;  // Of a line; 0: broken nowhere but at line breaks.
  Align align = Align::start;
  double leading = 1.4;  // From line to line, in sizes.
};

/// How wide the mark is, at size 1, that stands where no font has a sign: U+FFFD of Noto Sans.
constexpr double missing_advance = 1;

struct Glyph {
  std::uint32_t id = 0;  // 0: no font has the sign.
  double advance = 0;    // In points, as are the others.
  double x = 0;          // Where it is drawn, from where it stands.
  double y = 0;          // Upwards.
  std::uint32_t begin =
      0;  // Of the text that it stands for; a cluster of glyphs has it in its first.
  std::uint32_t end = 0;
};

struct Stretch {  // Of one font.
  int font = 0;
  double size = 0;
  double x = 0;  // From the left of the line.
  double width = 0;
  int run = 0;  // Of those that were laid out.
  std::string text;
  std::vector<Glyph> glyphs;
};

struct Line {
  double height = 0;
  double baseline = 0;  // From its top.
  double width = 0;
  std::vector<Stretch> stretches;
};

class Type {
 public:
  /// Errc::unavailable "documents.no_fonts".
  static Result<std::unique_ptr<Type>> open(std::string_view language);
  virtual ~Type() = default;

  /// At least one line. Bold and italic of a run are added to those of the style.
  virtual std::vector<Line> set(std::span<const Run> runs, const Style& style) = 0;
  std::vector<Line> set(std::string_view text, const Style& style);

  /// Of the longest line that is broken nowhere, and of its longest word.
  struct Widths {
    double line = 0;
    double word = 0;
  };

  virtual Widths widths(std::string_view text, const Style& style) = 0;

  /// The fonts that lines name, by number; they live as long as this.
  virtual hb_face_t* face(int font) const = 0;
  /// In points at size 1.
  virtual double nominal_advance(int font, std::uint32_t glyph) = 0;
};

/// As it can be shown: broken bytes and control characters become U+FFFD, a TAB a blank, every kind
/// of line break "\n".
std::string showable(std::string_view text);

}  // namespace ombud::documents
