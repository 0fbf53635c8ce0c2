#pragma once
// What may stand between the words of one name, number or address.

#include <string_view>
#include <vector>

namespace ombud::detectors {

using CodePoints = std::vector<char32_t>;

CodePoints code_points(std::string_view text);
bool is_apostrophe(char32_t c);
/// `written`, any hyphen being a hyphen and any blank a blank; blanks around a lone hyphen.
bool matches_exactly(const CodePoints& gap, std::string_view written);
/// One to three blanks, a hyphen, '.' or '_'; after an initial its full stop too.
bool is_name_gap(const CodePoints& gap, bool after_initial);
/// One comma or semicolon with blanks around it.
bool is_comma_gap(const CodePoints& gap);
/// Between the lines and parts of an address.
bool is_loose_gap(const CodePoints& gap);
/// Between the digits of a telephone number.
bool is_phone_gap(const CodePoints& gap);

}  // namespace ombud::detectors
