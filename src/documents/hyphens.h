#pragma once
// Where a word may be divided at the end of a line, by the patterns of the document's language.
// Used only for words that a whole line can't hold: no other word is divided.

#include <memory>
#include <string_view>
#include <vector>

namespace ombud::documents {

class Hyphens {
 public:
  /// Of "sv", "da", "nb", otherwise English. Without the language's patterns on the machine no
  /// place is ever found.
  static std::shared_ptr<const Hyphens> of(std::string_view language);
  virtual ~Hyphens() = default;

  /// Byte positions in the word, ascending, with at least three letters on either side.
  virtual std::vector<std::size_t> places(std::string_view word) const = 0;
};

}  // namespace ombud::documents
