#include "detectors/digits.h"

#include <algorithm>

namespace ombud::detectors {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number_at(std::string_view digits, std::size_t at, std::size_t length) {
  must(at + length <= digits.size());
  int number = 0;
  for (const char c : digits.substr(at, length)) number = number * 10 + (c - '0');
  return number;
}

int weighted_sum(std::string_view digits, std::span<const int> weights) {
  must(digits.size() >= weights.size());
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

bool luhn_fits(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int part = i % 2 == 0 ? digit : digit * 2;
    sum += part > 9 ? part - 9 : part;
  }
  return sum % 10 == 0;
}

std::optional<Day> day_of(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (month < 1 || day < 1 || !date.ok()) return std::nullopt;
  return Day{date};
}

std::string_view trimmed(std::string_view value) {
  constexpr std::string_view blank = " \t\r\n";
  constexpr std::string_view no_break = "\xc2\xa0";
  for (;;) {
    if (value.starts_with(no_break)) {
      value.remove_prefix(2);
    } else if (value.ends_with(no_break)) {
      value.remove_suffix(2);
    } else if (!value.empty() && blank.find(value.front()) != std::string_view::npos) {
      value.remove_prefix(1);
    } else if (!value.empty() && blank.find(value.back()) != std::string_view::npos) {
      value.remove_suffix(1);
    } else {
      return value;
    }
  }
}

std::optional<std::string> digits_only(std::string_view value, std::string_view separators) {
  std::string digits;
  for (const char c : trimmed(value)) {
    if (is_digit(c)) {
      digits += c;
    } else if (separators.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  return digits;
}

}  // namespace ombud::detectors
