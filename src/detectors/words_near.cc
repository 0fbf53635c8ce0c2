#include "detectors/words_near.h"

#include <algorithm>

#include "detectors/characters.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t longest_word_bytes = 64;

// The second bytes of À to Þ (C3 80 to C3 9E) are 0x20 below those of à to þ; × is no letter.
bool fold_plainly(std::string_view written, char* to) {
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto c = static_cast<unsigned char>(written[i]);
    if (c < 0x80) {
      to[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
      continue;
    }
    if (c != 0xc3 || i + 1 == written.size()) return false;
    const auto second = static_cast<unsigned char>(written[i + 1]);
    to[i] = static_cast<char>(c);
    to[i + 1] = static_cast<char>(second <= 0x9e && second != 0x97 ? second + 0x20 : second);
    // ß folds to two letters.
    if (second == 0x9f) return false;
    ++i;
  }
  return true;
}

}  // namespace

FoldedWord::FoldedWord(std::string_view written) {
  written = written.substr(0, bytes_.size() - 1);
  if (fold_plainly(written, bytes_.data())) {
    size_ = written.size();
    return;
  }
  const std::string folded = quick_fold(written);
  size_ = std::min(folded.size(), bytes_.size());
  std::copy_n(folded.begin(), size_, bytes_.begin());
}

Span word_ending_at(std::string_view bytes, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && end - start < longest_word_bytes && is_word_byte(bytes[start - 1])) --start;
  return {start, end};
}

Span word_beginning_at(std::string_view bytes, std::size_t start) {
  std::size_t end = start;
  while (end < bytes.size() && is_word_byte(bytes[end])) ++end;
  return {start, end};
}

}  // namespace ombud::detectors
