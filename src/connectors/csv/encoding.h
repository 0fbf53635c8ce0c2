#pragma once
// The character sets that CSV files come in: UTF-8, and what Windows and older systems wrote in the
// Nordic countries. A file is written back in the one it was read in.

#include <optional>
#include <string>
#include <string_view>

namespace ombud::connectors::csv {

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

}  // namespace ombud::connectors::csv
