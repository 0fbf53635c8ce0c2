#pragma once
// Fonts within a PDF: of each only the glyphs that were shown, and what text they stand for, so
// that it can be searched and copied. Where a glyph alone doesn't say its text, the text stands
// beside it.

#include <map>
#include <string>
#include <vector>

#include "documents/pdf_file.h"
#include "documents/type.h"

namespace ombud::documents {

class PdfFonts {
 public:
  PdfFonts(PdfFile& file, Type& type) : file_(file), type_(type) {}

  /// Shows the stretch with its baseline beginning at the point; PDF counts from below.
  void show(const Stretch& stretch, double x, double y, std::string& content);
  /// "/F0 7 0 R/F1 …" of all fonts that were shown, which are written now.
  std::string finish();

 private:
  struct Font {
    int object = 0;
    std::map<std::uint32_t, std::string> text;  // Of each glyph that was shown.
  };

  Font& font(int number);
  bool says(int number, const Glyph& glyph, std::string_view text);
  void write(int number);

  PdfFile& file_;
  Type& type_;
  std::vector<Font> fonts_;
};

}  // namespace ombud::documents
