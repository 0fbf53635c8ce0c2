#include "documents/pdf_fonts.h"

#include <fmt/format.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include <algorithm>
#include <cmath>

namespace ombud::documents {

namespace {

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* one) const {
    destroy(one);
  }
};

std::string name_of(hb_face_t* face) {
  char name[64];
  unsigned int size = sizeof name;
  hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
  return {name, size};
}

// The numbers stay as they are, so that nothing has to be told about them twice.
std::string subset(hb_face_t* face, const std::map<std::uint32_t, std::string>& glyphs) {
  const std::unique_ptr<hb_subset_input_t, Destroy<hb_subset_input_destroy>> input(
      hb_subset_input_create_or_fail());
  must(input != nullptr);
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
  hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
  for (const auto& [glyph, text] : glyphs) hb_set_add(wanted, glyph);
  // A reader takes glyphs by number: of the tables for looking up and shaping it has no use.
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const hb_tag_t tag : {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
                             HB_TAG('G', 'D', 'E', 'F'), HB_TAG('n', 'a', 'm', 'e')})
    hb_set_add(dropped, tag);
  const std::unique_ptr<hb_face_t, Destroy<hb_face_destroy>> small(
      hb_subset_or_fail(face, input.get()));
  must(small != nullptr);
  hb_blob_t* blob = hb_face_reference_blob(small.get());
  unsigned int size = 0;
  const char* bytes = hb_blob_get_data(blob, &size);
  std::string file(bytes, size);
  hb_blob_destroy(blob);
  return file;
}

// What reads the text out: a table from the numbers of glyphs to UTF-16.
std::string to_unicode(const std::map<std::uint32_t, std::string>& glyphs) {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t at_once = 100;
  auto left = static_cast<std::size_t>(std::count_if(
      glyphs.begin(), glyphs.end(), [](const auto& one) { return !one.second.empty(); }));
  std::size_t in_part = 0;
  for (const auto& [glyph, text] : glyphs) {
    if (text.empty()) continue;
    if (in_part == 0) {
      in_part = std::min(at_once, left);
      fmt::format_to(std::back_inserter(map), "{} beginbfchar\n", in_part);
    }
    std::string hex = pdf_text("\xef\xbf\xbd" + text);  // Not ASCII, hence UTF-16.
    hex.erase(1, 8);                                    // Without its mark, and what made it so.
    fmt::format_to(std::back_inserter(map), "<{:04X}> {}\n", glyph, hex);
    --left;
    if (--in_part == 0) map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

PdfFonts::Font& PdfFonts::font(int number) {
  const auto at = static_cast<std::size_t>(number);
  if (fonts_.size() <= at) fonts_.resize(at + 1);
  Font& one = fonts_[at];
  if (one.object == 0) one.object = file_.reserve();
  return one;
}

// Whether the glyph, wherever it stands, is this text. The first text that it is shown for counts.
bool PdfFonts::says(int number, const Glyph& glyph, std::string_view text) {
  constexpr std::string_view no_break_space = "\xc2\xa0";
  if (text == no_break_space) text = " ";
  const auto [known, is_new] = font(number).text.try_emplace(glyph.id, text);
  return known->second == text && !text.empty();
}

void PdfFonts::show(const Stretch& stretch, double x, double y, std::string& content) {
  if (stretch.glyphs.empty()) return;
  const auto use = [&](int number) {
    font(number);
    fmt::format_to(std::back_inserter(content), "/F{} ", number);
    append_number(content, stretch.size);
    content += " Tf ";
  };
  content += "BT ";
  use(stretch.font);
  append_number(content, x);
  content += ' ';
  append_number(content, y);
  content += " Td[<";
  double owed = 0;  // How far the next glyph stands from where the reader would set it.
  const auto settle = [&] {
    const auto thousandths = std::lround(-owed * 1000 / stretch.size);
    if (thousandths == 0) return;
    fmt::format_to(std::back_inserter(content), ">{}<", thousandths);
    owed += static_cast<double>(thousandths) * stretch.size / 1000;
  };
  const auto& glyphs = stretch.glyphs;
  for (std::size_t i = 0; i < glyphs.size();) {
    std::size_t end = i + 1;  // Of its cluster.
    while (end < glyphs.size() && glyphs[end].begin == glyphs[end].end) ++end;
    const std::string_view text =
        std::string_view(stretch.text).substr(glyphs[i].begin, glyphs[i].end - glyphs[i].begin);
    const bool missing = glyphs[i].id == 0;
    bool plain = !missing && says(stretch.font, glyphs[i], text) && end == i + 1;
    for (std::size_t mark = i + 1; mark < end; ++mark) says(stretch.font, glyphs[mark], "");
    if (!plain) content += ">]TJ/Span<</ActualText" + pdf_text(text) + ">>BDC[<";
    if (missing) content += ">]TJ ", use(0), content += "[<";
    for (; i < end; ++i) {
      Glyph glyph = glyphs[i];
      double nominal = 0;
      if (missing) {
        hb_font_t* main = hb_font_create(type_.face(0));
        hb_codepoint_t sign = 0;
        hb_font_get_nominal_glyph(main, 0xfffd, &sign);
        hb_font_destroy(main);
        glyph.id = sign;
        says(0, glyph, "\xef\xbf\xbd");
        nominal = type_.nominal_advance(0, glyph.id) * stretch.size;
      } else {
        nominal = type_.nominal_advance(stretch.font, glyph.id) * stretch.size;
      }
      owed += glyph.x;
      settle();
      if (std::abs(glyph.y) > 0.01) {
        content += ">]TJ ";
        append_number(content, glyph.y);
        content += " Ts[<";
      }
      fmt::format_to(std::back_inserter(content), "{:04X}", glyph.id);
      if (std::abs(glyph.y) > 0.01) content += ">]TJ 0 Ts[<";
      owed += glyph.advance - nominal - glyph.x;
    }
    if (missing) content += ">]TJ ", use(stretch.font), content += "[<";
    if (!plain) content += ">]TJ EMC[<";
  }
  content += ">]TJ ET\n";
}

void PdfFonts::write(int number) {
  Font& one = fonts_[static_cast<std::size_t>(number)];
  hb_face_t* face = type_.face(number);
  const std::string name =
      fmt::format("OMBUD{}+{}", static_cast<char>('A' + number % 26), name_of(face));
  const int bytes = file_.reserve();
  const int descriptor = file_.reserve();
  const int descendant = file_.reserve();
  const int texts = file_.reserve();
  const std::string small = subset(face, one.text);
  file_.put_stream(bytes, fmt::format("/Length1 {}", small.size()), small);
  hb_font_t* font = hb_font_create(face);
  hb_font_extents_t extents = {};
  hb_font_get_h_extents(font, &extents);
  const double scale = 1000.0 / std::max(1U, hb_face_get_upem(face));
  const auto thousandths = [&](int units) { return std::lround(units * scale); };
  std::string widths;
  for (const auto& [glyph, text] : one.text) {
    fmt::format_to(std::back_inserter(widths), "{}[", glyph);
    append_number(widths, type_.nominal_advance(number, glyph) * 1000);
    widths += ']';
  }
  hb_font_destroy(font);
  const bool slanted = name.find("Italic") != std::string::npos;
  const bool bold = name.find("Bold") != std::string::npos;
  file_.put(
      descriptor,
      fmt::format("<</Type/FontDescriptor/FontName/{}/Flags {}/FontBBox[-1000 {} 3000 {}]"
                  "/ItalicAngle {}/Ascent {}/Descent {}/CapHeight 714/StemV {}"
                  "/FontFile2 {} 0 R>>",
                  name, slanted ? 68 : 4, thousandths(extents.descender),
                  thousandths(extents.ascender), slanted ? -12 : 0, thousandths(extents.ascender),
                  thousandths(extents.descender), bold ? 140 : 80, bytes));
  file_.put(descendant,
            fmt::format("<</Type/Font/Subtype/CIDFontType2/BaseFont/{}/CIDSystemInfo<</Registry"
                        "(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"
                        "/FontDescriptor {} 0 R/DW 0/W[{}]>>",
                        name, descriptor, widths));
  file_.put_stream(texts, "", to_unicode(one.text));
  file_.put(one.object, fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H"
                                    "/DescendantFonts[{} 0 R]/ToUnicode {} 0 R>>",
                                    name, descendant, texts));
}

std::string PdfFonts::finish() {
  std::string resources;
  for (std::size_t number = 0; number < fonts_.size(); ++number) {
    if (fonts_[number].object == 0) continue;
    write(static_cast<int>(number));
    fmt::format_to(std::back_inserter(resources), "/F{} {} 0 R", number, fonts_[number].object);
  }
  return resources;
}

}  // namespace ombud::documents
