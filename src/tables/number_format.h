#pragma once
// What a number in a sheet means by the format that it is shown in: a workbook keeps days as
// numbers.

#include <cstdint>
#include <string>
#include <string_view>

#include "tables/tables.h"

namespace ombud::tables {

enum class Meaning : std::uint8_t { number, day, time };

/// By the format's number where it is built in, else by its code, "yyyy\-mm\-dd".
Meaning meaning_of(int id, std::string_view code);

/// A cell's number as it stands in the file. `from_1904`: days are counted from 1904, as on old
/// Macintoshes, else from 1900 with its 29th of February. A number that is none is text.
Value number_value(std::string_view text, Meaning meaning, bool from_1904);

}  // namespace ombud::tables
