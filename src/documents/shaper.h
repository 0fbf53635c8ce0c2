#pragma once
// Words as glyphs, by HarfBuzz, each shaped once and kept: of scripts that are written from left to
// right, one sign after the other. And the fonts, by number.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "documents/fonts.h"
#include "documents/type.h"

struct hb_font_t;
struct hb_buffer_t;

namespace ombud::documents {

struct Shaped {
  std::vector<Glyph> glyphs;  // At size 1.
  double width = 0;
};

class Shaper {
 public:
  /// The main fonts have the numbers from 0: 1 is bold, 2 italic, 3 both.
  Shaper();
  ~Shaper();
  Shaper(const Shaper&) = delete;
  Shaper& operator=(const Shaper&) = delete;

  /// Whether all of the text can be shaped here, in a main font.
  bool can_shape(std::string_view text, int font);
  /// A word without blanks and line breaks; valid until forget_much().
  const Shaped& shaped(int font, std::string_view word);
  /// A sign of ASCII, at size 1.
  Glyph sign(int font, char sign) const;
  /// Keeps memory bounded: what was shaped is forgotten where it has become much.
  void forget_much();

  /// The number of the font of a file.
  int font_of(const std::string& file);
  hb_face_t* face(int font) const;
  /// At size 1.
  double nominal_advance(int font, std::uint32_t glyph) const;

 private:
  struct Font {
    std::string file;
    hb_face_t* face = nullptr;
    hb_font_t* font = nullptr;
    double scale = 0;  // From the font's units to size 1.
  };

  Glyph looked_up(int font, char sign) const;

  const Font& font(int number) const { return fonts_.at(static_cast<std::size_t>(number)); }

  std::vector<Font> fonts_;
  Glyph blanks_[main_fonts];  // Asked for with every word.
  hb_buffer_t* buffer_;
  std::unordered_map<std::string, Shaped> words_[main_fonts];
  std::unordered_map<int, bool> has_[main_fonts];  // Signs beyond ASCII.
  std::string word_;                               // Only to look words up by.
};

}  // namespace ombud::documents
