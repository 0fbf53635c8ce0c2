#include "base/encoding.h"

#include <array>

#include "base/text.h"

namespace ombud {

namespace {

// The bytes 0x80 to 0x9F of Windows-1252; 0 where it has none. The others are those of Latin-1.
constexpr std::array<char32_t, 32> windows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

unsigned char code(char byte) { return static_cast<unsigned char>(byte); }

/// How many bytes a character has that begins with this one, as UTF-8 says.
std::size_t length(unsigned char first) {
  if (first >= 0xF0) return 4;
  if (first >= 0xE0) return 3;
  return first >= 0xC0 ? 2 : 1;
}

/// Where the last character begins that the end of `bytes` cuts in two; its size where none is cut.
std::size_t cut_at(std::string_view bytes) {
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const unsigned char byte = code(bytes[bytes.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    return length(byte) > back ? bytes.size() - back : bytes.size();
  }
  return bytes.size();
}

/// The character at `at`, well-formed UTF-8, which is moved behind it.
char32_t next_point(std::string_view text, std::size_t& at) {
  const unsigned char first = code(text[at]);
  const std::size_t size = length(first);
  char32_t point = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) point = (point << 6U) | (code(text[at + i]) & 0x3FU);
  at += size;
  return point;
}

void append_windows(std::string& text, char byte) {
  const unsigned char value = code(byte);
  const bool special = value >= 0x80 && value < 0xA0 && windows[value - 0x80U] != 0;
  append_utf8(text, special ? windows[value - 0x80U] : value);
}

/// How much of the beginning is well-formed: characters are taken as long as they are whole.
std::size_t well_formed(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t size = length(code(bytes[at]));
    if (size == 1 ? code(bytes[at]) >= 0x80 : !is_utf8(bytes.substr(at, size))) break;
    at += size;
  }
  return at;
}

// Western text in UTF-16 has a zero in every other byte, and none in those between.
constexpr std::size_t least_share_of_zeros = 3;

std::optional<char> byte_of(char32_t point, Encoding encoding) {
  const bool upper = point >= 0xA0 && point <= 0xFF;
  if (point < 0x80 || upper) return static_cast<char>(point);
  if (encoding == Encoding::latin_1) {
    if (point <= 0x9F) return static_cast<char>(point);
    return std::nullopt;
  }
  for (std::size_t i = 0; i < windows.size(); ++i)
    if (windows[i] == point) return static_cast<char>(0x80 + i);
  return std::nullopt;
}

}  // namespace

void append_utf8(std::string& text, char32_t point) {
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string_view word(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::windows_1252:
      return "Windows-1252";
    case Encoding::latin_1:
      return "ISO-8859-1";
  }
  return "";
}

void EncodingGuess::add(std::string_view bytes) {
  for (const char byte : bytes) {
    has_nul_ |= byte == '\0';
    const unsigned char value = code(byte);
    if (value >= 0x80 && value < 0xA0) outside_windows_ |= windows[value - 0x80U] == 0;
  }
  if (broken_) return;
  cut_ += bytes;
  const std::size_t whole = cut_at(cut_);
  broken_ = !is_utf8(std::string_view(cut_).substr(0, whole));
  cut_.erase(0, whole);
}

Encoding EncodingGuess::encoding() const {
  if (!broken_ && cut_.empty()) return Encoding::utf8;
  return outside_windows_ ? Encoding::latin_1 : Encoding::windows_1252;
}

std::string to_utf8(std::string_view bytes, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string(bytes);
  std::string text;
  for (const char byte : bytes) {
    if (encoding == Encoding::windows_1252)
      append_windows(text, byte);
    else
      append_utf8(text, code(byte));
  }
  return text;
}

std::optional<std::string> from_utf8(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string(text);
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<char> byte = byte_of(next_point(text, at), encoding);
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  return bytes;
}

TextReader::TextReader(std::string_view beginning) {
  if (beginning.substr(0, 2) == "\xFF\xFE") {
    form_ = Form::little;
    return;
  }
  if (beginning.substr(0, 2) == "\xFE\xFF") {
    form_ = Form::big;
    return;
  }
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < beginning.size(); ++i) zeros[i % 2] += beginning[i] == '\0' ? 1 : 0;
  if (zeros[0] + zeros[1] == 0) return;
  const std::size_t enough = beginning.size() / 2 / least_share_of_zeros;
  form_ = Form::none;
  if (zeros[0] == 0 && zeros[1] > enough) form_ = Form::little;
  if (zeros[1] == 0 && zeros[0] > enough) form_ = Form::big;
}

void TextReader::read(std::string_view bytes, bool last, std::string& text) {
  if (form_ == Form::none) return;
  const std::size_t before = text.size();
  rest_ += bytes;
  rest_.erase(0, form_ == Form::bytes ? read_bytes(last, text) : read_units(last, text));
  if (begun_ || text.size() == before) return;
  begun_ = true;
  if (std::string_view(text).substr(before).starts_with("\xEF\xBB\xBF")) text.erase(before, 3);
}

std::size_t TextReader::read_bytes(bool last, std::string& text) const {
  const std::string_view bytes = rest_;
  const std::size_t whole = last ? bytes.size() : cut_at(bytes);
  if (is_utf8(bytes.substr(0, whole))) {
    text += bytes.substr(0, whole);
    return whole;
  }
  std::size_t at = 0;
  while (at < whole) {
    const std::size_t good = well_formed(bytes.substr(at, whole - at));
    text += bytes.substr(at, good);
    at += good;
    if (at < whole) append_windows(text, bytes[at++]);
  }
  return whole;
}

std::size_t TextReader::read_units(bool last, std::string& text) const {
  const auto unit = [&](std::size_t at) -> char32_t {
    const unsigned high = code(rest_[form_ == Form::big ? at : at + 1]);
    return high << 8U | code(rest_[form_ == Form::big ? at + 1 : at]);
  };
  constexpr char32_t replacement = 0xFFFD;
  std::size_t at = 0;
  while (at + 2 <= rest_.size()) {
    char32_t point = unit(at);
    const bool leads = point >= 0xD800 && point < 0xDC00;
    if (leads && at + 4 > rest_.size() && !last) return at;
    const char32_t next = leads && at + 4 <= rest_.size() ? unit(at + 2) : 0;
    if (next >= 0xDC00 && next < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (next - 0xDC00);
      at += 2;
    } else if (point >= 0xD800 && point < 0xE000) {
      point = replacement;
    }
    append_utf8(text, point);
    at += 2;
  }
  if (last && at < rest_.size()) append_utf8(text, replacement);
  return last ? rest_.size() : at;
}

}  // namespace ombud
