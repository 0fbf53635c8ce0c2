#pragma once
// The arithmetic that the registers' numbers share. All of it works on ASCII digits.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace ombud::detectors {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_ascii_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

inline char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

/// True where there is at least one character and each is a digit.
bool all_digits(std::string_view text);
/// The number that `length` digits from `at` write; they must be there.
int number_at(std::string_view digits, std::size_t at, std::size_t length);
/// Sum of digit times weight over the first weights.size() digits.
int weighted_sum(std::string_view digits, std::span<const int> weights);
/// Luhn's modulus 10 (ISO/IEC 7812-1 annex B) over all digits, the last being the check digit.
bool luhn_fits(std::string_view digits);
std::optional<Day> day_of(int year, int month, int day);
/// Digits of `value` where everything else in it is one of `separators`; nothing otherwise. White
/// space around it is dropped.
std::optional<std::string> digits_only(std::string_view value, std::string_view separators);
/// Without white space around it, the no-break space of UTF-8 included.
std::string_view trimmed(std::string_view value);

}  // namespace ombud::detectors
