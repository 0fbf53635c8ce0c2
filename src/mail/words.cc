#include "mail/words.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/text.h"

namespace ombud::mail {

namespace {

constexpr std::size_t line_bytes = 76;
// Of the text in one encoded word: =?UTF-8?B?…?= stays within 75 bytes.
constexpr std::size_t word_bytes = 45;
constexpr std::string_view hex = "0123456789ABCDEF";

bool is_printable(char c) { return c >= 0x20 && c < 0x7f; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// Plain text that a reader takes for nothing else, with words short enough to fold between.
bool can_stand(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_printable)) return false;
  if (text.find("=?") != std::string_view::npos) return false;
  std::size_t longest = 0;
  for (const std::string& word : split(text, ' ')) longest = std::max(longest, word.size());
  return longest < line_bytes - 16 && trim(text) == text;
}

std::string folded(std::string_view name, std::string_view text) {
  std::string out = std::string(name) + ":";
  std::size_t column = out.size();
  for (const std::string& word : split(text, ' ')) {
    if (column + 1 + word.size() > line_bytes && column > 1) {
      out += "\r\n";
      column = 0;
    }
    out += " " + word;
    column += 1 + word.size();
  }
  return out + "\r\n";
}

// A piece of at most `most` bytes that ends between two characters.
std::size_t whole_piece(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  std::size_t size = most;
  while (size > 0 && is_continuation(text[size])) --size;
  return size;
}

// One encoded word from "=?" on; nothing where it is none. `end` is moved behind it.
bool read_word(std::string_view text, std::size_t& end, std::string& out) {
  const std::size_t charset_at = end + 2;
  const std::size_t first = text.find('?', charset_at);
  if (first == std::string_view::npos || first + 2 >= text.size() || text[first + 2] != '?')
    return false;
  const std::size_t last = text.find("?=", first + 3);
  if (last == std::string_view::npos) return false;
  const std::string_view charset = text.substr(charset_at, first - charset_at)
                                       .substr(0, text.find('*', charset_at) - charset_at);
  const std::string_view body = text.substr(first + 3, last - first - 3);
  const char how = text[first + 1];
  if (std::any_of(body.begin(), body.end(), is_blank) || !is_known_charset(charset)) return false;
  if (how == 'B' || how == 'b')
    out += read_charset(read_loose_base64(body), charset);
  else if (how == 'Q' || how == 'q')
    out += read_charset(read_quoted_printable(body, true), charset);
  else
    return false;
  end = last + 2;
  return true;
}

}  // namespace

std::string without_controls(std::string_view text) {
  std::string out = replace_broken_utf8(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return out;
}

std::string text_field(std::string_view name, std::string_view text) {
  const std::string clean = without_controls(text);
  if (can_stand(clean)) return folded(name, clean);
  std::string out = std::string(name) + ":";
  std::string_view rest = clean;
  // The first word stands behind the name.
  std::size_t most = word_bytes - std::min<std::size_t>(name.size(), 15);
  while (!rest.empty()) {
    const std::size_t size = whole_piece(rest, most);
    out += std::string(rest.data() == clean.data() ? "" : "\r\n") + " =?UTF-8?B?" +
           to_base64(rest.substr(0, size)) + "?=";
    rest.remove_prefix(size);
    most = word_bytes;
  }
  return out + "\r\n";
}

std::string parameter(std::string_view name, std::string_view value) {
  constexpr std::size_t piece_bytes = 54;
  const std::string clean = without_controls(value);
  const auto is_plain = [](char c) { return is_printable(c) && c != '"' && c != '\\'; };
  if (std::all_of(clean.begin(), clean.end(), is_plain) && clean.size() <= piece_bytes)
    return ";\r\n " + std::string(name) + "=\"" + clean + "\"";
  std::string encoded;
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t size =
        std::max<std::size_t>(1, whole_piece(std::string_view(clean).substr(at),
                                             std::min<std::size_t>(4, clean.size() - at)));
    std::string part;
    for (const char c : clean.substr(at, size)) {
      const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
      if (safe)
        part += c;
      else
        part += {'%', hex[static_cast<unsigned char>(c) >> 4], hex[c & 15]};
    }
    if (encoded.size() + part.size() > piece_bytes) pieces.push_back(std::exchange(encoded, ""));
    encoded += part;
    at += size;
  }
  pieces.push_back(encoded);
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    out += ";\r\n " + std::string(name) + "*" + std::to_string(i) +
           "*=" + (i == 0 ? "UTF-8''" : "") + pieces[i];
  return out;
}

std::string read_words(std::string_view text) {
  std::string out;
  std::size_t word_end = std::string::npos;  // In `out`: where an encoded word ended.
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "=?") {
      std::size_t end = at;
      std::string word;
      if (read_word(text, end, word)) {
        // Blanks between two encoded words are only there to fold.
        if (word_end != std::string::npos &&
            std::all_of(out.begin() + static_cast<std::ptrdiff_t>(word_end), out.end(), is_blank))
          out.resize(word_end);
        out += word;
        word_end = out.size();
        at = end;
        continue;
      }
    }
    out += text[at++];
  }
  return without_controls(out);
}

bool is_known_charset(std::string_view charset) {
  constexpr std::array known = {"utf-8",  "utf8",         "us-ascii", "ascii",      "iso-8859-1",
                                "latin1", "windows-1252", "cp1252",   "iso-8859-15"};
  return std::any_of(known.begin(), known.end(),
                     [&](std::string_view one) { return ascii_equal_ignoring_case(one, charset); });
}

std::string read_charset(std::string_view bytes, std::string_view charset) {
  // ISO 8859-15 differs from 8859-1 in eight signs that Nordic names have not, but for the euro.
  for (const std::string_view one : {"iso-8859-1", "latin1", "iso-8859-15"})
    if (ascii_equal_ignoring_case(one, charset))
      return to_utf8(bytes, Encoding::windows_1252);  // As every mail program reads them.
  for (const std::string_view one : {"windows-1252", "cp1252"})
    if (ascii_equal_ignoring_case(one, charset)) return to_utf8(bytes, Encoding::windows_1252);
  return replace_broken_utf8(bytes);
}

std::string read_quoted_printable(std::string_view text, bool in_words) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_words && c == '_') {
      out += ' ';
    } else if (c != '=') {
      out += c;
    } else if (at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
               hex_value(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
      at += 2;
    } else if (text.substr(at + 1, 2) == "\r\n") {
      at += 2;
    } else if (text.substr(at + 1, 1) == "\n") {
      at += 1;
    } else {
      out += c;
    }
  }
  return out;
}

std::string read_loose_base64(std::string_view text) {
  std::string out;
  unsigned gathered = 0;
  int bits = 0;
  for (const char c : text) {
    const int value = base64_value(c);
    if (value < 0) continue;
    gathered = (gathered << 6 | static_cast<unsigned>(value)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(gathered >> bits & 0xff);
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  const auto put = [&](std::string_view piece) {
    if (column + piece.size() > line_bytes - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool ends_line = at + 1 == text.size() || text[at + 1] == '\n';
    const bool begins_line = column == 0 && (c == '.' || c == 'F' || c == '-');
    if (is_printable(c) && c != '=' && !(c == ' ' && ends_line) && !begins_line)
      put({&c, 1});
    else
      put(std::string{'=', hex[static_cast<unsigned char>(c) >> 4], hex[c & 15]});
  }
  if (column > 0) out += "\r\n";
  return out;
}

}  // namespace ombud::mail
