#include "documents/shaper.h"

#include <hb-ot.h>
#include <hb.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace ombud::documents {

namespace {

// What the short way sets: scripts written from left to right, one sign after the other.
bool is_plain(UChar32 c) {
  return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c <= 0x24f && c != 0xad) ||
         (c >= 0x384 && c <= 0x3ff) || (c >= 0x400 && c <= 0x481) || (c >= 0x48a && c <= 0x52f) ||
         (c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2010 && c <= 0x2027) || c == 0x202f ||
         (c >= 0x2030 && c <= 0x205e) || c == 0x20ac || c == 0x2212 || c == 0xfffd || c == '\n';
}

}  // namespace

Shaper::Shaper() : buffer_(hb_buffer_create()) {
  for (int font = 0; font < main_fonts; ++font) {
    font_of(main_font_file(font));
    blanks_[font] = looked_up(font, ' ');
  }
}

Shaper::~Shaper() {
  hb_buffer_destroy(buffer_);
  for (const Font& font : fonts_) {
    hb_font_destroy(font.font);
    hb_face_destroy(font.face);
  }
}

int Shaper::font_of(const std::string& file) {
  for (std::size_t i = 0; i < fonts_.size(); ++i)
    if (fonts_[i].file == file) return static_cast<int>(i);
  hb_blob_t* bytes = hb_blob_create_from_file(file.c_str());
  Font made;
  made.file = file;
  made.face = hb_face_create(bytes, 0);
  hb_blob_destroy(bytes);
  made.font = hb_font_create(made.face);
  hb_ot_font_set_funcs(made.font);
  made.scale = 1.0 / std::max(1U, hb_face_get_upem(made.face));
  fonts_.push_back(made);
  return static_cast<int>(fonts_.size()) - 1;
}

hb_face_t* Shaper::face(int font) const { return this->font(font).face; }

double Shaper::nominal_advance(int font, std::uint32_t glyph) const {
  const Font& one = this->font(font);
  return hb_font_get_glyph_h_advance(one.font, glyph) * one.scale;
}

Glyph Shaper::sign(int font, char sign) const {
  return sign == ' ' && font < main_fonts ? blanks_[font] : looked_up(font, sign);
}

Glyph Shaper::looked_up(int font, char sign) const {
  hb_codepoint_t id = 0;
  hb_font_get_nominal_glyph(this->font(font).font, static_cast<unsigned char>(sign), &id);
  return {.id = id, .advance = nominal_advance(font, id)};
}

void Shaper::forget_much() {
  constexpr std::size_t words_at_most = 20'000;  // Some megabytes.
  for (auto& words : words_)
    if (words.size() > words_at_most) words.clear();
}

bool Shaper::can_shape(std::string_view text, int font) {
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    if (c >= 0x20 && c < 0x7f) continue;
    if (!is_plain(c)) return false;
    if (c == '\n') continue;
    const auto [known, is_new] = has_[font].try_emplace(c, false);
    if (is_new) {
      hb_codepoint_t glyph = 0;
      known->second = hb_font_get_nominal_glyph(this->font(font).font,
                                                static_cast<hb_codepoint_t>(c), &glyph) != 0;
    }
    if (!known->second) return false;
  }
  return true;
}

const Shaped& Shaper::shaped(int font, std::string_view word) {
  auto& words = words_[font];
  word_ = word;
  if (const auto known = words.find(word_); known != words.end()) return known->second;
  hb_buffer_clear_contents(buffer_);
  hb_buffer_add_utf8(buffer_, word.data(), static_cast<int>(word.size()), 0,
                     static_cast<int>(word.size()));
  hb_buffer_guess_segment_properties(buffer_);
  hb_buffer_set_direction(buffer_, HB_DIRECTION_LTR);
  const Font& one = this->font(font);
  hb_shape(one.font, buffer_, nullptr, 0);
  unsigned int count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer_, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer_, &count);
  Shaped made;
  for (unsigned int i = 0; i < count; ++i) {
    Glyph glyph;
    glyph.id = infos[i].codepoint;
    glyph.advance = positions[i].x_advance * one.scale;
    glyph.x = positions[i].x_offset * one.scale;
    glyph.y = positions[i].y_offset * one.scale;
    glyph.begin = infos[i].cluster;
    const bool first = i == 0 || infos[i - 1].cluster != infos[i].cluster;
    unsigned int next = i;
    while (next < count && infos[next].cluster == infos[i].cluster) ++next;
    glyph.end = !first         ? glyph.begin
                : next < count ? infos[next].cluster
                               : static_cast<std::uint32_t>(word.size());
    made.width += glyph.advance;
    made.glyphs.push_back(glyph);
  }
  return words.emplace(word_, std::move(made)).first->second;
}

}  // namespace ombud::documents
