#pragma once
// How wide the columns of a table are: as wide as their longest line where all have room, else so
// that no word is broken and what is left goes to those that have most to say; only where the words
// alone are too wide is the type made smaller, and at last the widest words are broken.

#include <vector>

namespace ombud::documents {

struct Wanted {     // Of one column, in any unit.
  double line = 0;  // Its longest line, unbroken.
  double word = 0;  // Its longest word.
};

/// Widths that sum up to `room`.
std::vector<double> column_widths(const std::vector<Wanted>& wanted, double room);

/// Whether every word has room.
bool words_fit(const std::vector<Wanted>& wanted, double room);

}  // namespace ombud::documents
