#pragma once
// The character sets that files come in: UTF-8, and what Windows and older systems wrote in the
// Nordic countries.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ombud {

/// Appends a code point, which must be none of a surrogate pair.
void append_utf8(std::string& text, char32_t point);

enum class Encoding : std::uint8_t { utf8, windows_1252, latin_1 };
std::string_view word(Encoding encoding);

/// Looks at a whole file, piece by piece.
class EncodingGuess {
 public:
  void add(std::string_view bytes);
  /// What has no UTF-8 is Windows-1252, or Latin-1 where it has bytes that Windows-1252 leaves out.
  Encoding encoding() const;

  bool has_nul() const { return has_nul_; }

 private:
  std::string cut_;  // The beginning of a character whose end is in the next piece.
  bool broken_ = false;
  bool outside_windows_ = false;
  bool has_nul_ = false;
};

std::string to_utf8(std::string_view bytes, Encoding encoding);
/// Nothing where a character has no place in the encoding.
std::optional<std::string> from_utf8(std::string_view text, Encoding encoding);

/// Reads the text of a file that says nothing of its encoding, piece by piece, as UTF-8: UTF-16
/// where its beginning is that, else UTF-8, and each byte that is none as Windows-1252 has it, so
/// that a name is a name in a file that several programs have written to.
class TextReader {
 public:
  /// Of the first bytes of the file, some thousands or all of them.
  explicit TextReader(std::string_view beginning);

  /// False where they hold a zero byte and are no UTF-16.
  bool is_text() const { return form_ != Form::none; }

  /// Appends what these bytes say to `text`, without a byte order mark. A character that is cut at
  /// their end waits for the next bytes, unless they are the `last`.
  void read(std::string_view bytes, bool last, std::string& text);

 private:
  enum class Form : std::uint8_t { none, bytes, little, big };

  std::size_t read_bytes(bool last, std::string& text) const;
  std::size_t read_units(bool last, std::string& text) const;

  Form form_ = Form::bytes;
  bool begun_ = false;
  std::string rest_;
};

}  // namespace ombud
