#pragma once
// Single words of a text, found from a place in it and folded without allocation.

#include <array>
#include <string_view>

#include "detectors/detectors.h"

namespace ombud::detectors {

inline bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// A word in small letters: ASCII and the letters of Latin-1 by themselves, any other by base
/// fold(). Cut after 63 bytes.
class FoldedWord {
 public:
  explicit FoldedWord(std::string_view written);

  operator std::string_view() const {  // NOLINT(google-explicit-constructor): it is a text
    return {bytes_.data(), size_};
  }

 private:
  std::array<char, 64> bytes_;
  std::size_t size_ = 0;
};

/// The bytes of the word that ends at `end`, empty where none does; no further back than 64 bytes.
Span word_ending_at(std::string_view bytes, std::size_t end);
/// The bytes of the word that begins at `start`, empty where none does.
Span word_beginning_at(std::string_view bytes, std::size_t start);

}  // namespace ombud::detectors
