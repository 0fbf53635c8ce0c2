#include "tables/number_format.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/clock.h"

namespace ombud::tables {

namespace {

constexpr double most_serial = 2'958'466;  // The end of the year 9999.
constexpr std::int64_t seconds_a_day = 86'400;

// Only the letters that stand for something: without texts in quotes, colours and escapes.
std::string letters_of(std::string_view code) {
  std::string letters;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == ';') break;  // What follows is for negative numbers.
    if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '"') {
      at = std::min(code.find('"', at + 1), code.size());
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', at), code.size());
      const std::string_view inside = code.substr(at + 1, end - at - 1);
      if (inside == "h" || inside == "hh" || inside == "mm" || inside == "ss") letters += 'h';
      at = end;
    } else {
      letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  return letters;
}

Value plain_number(std::string_view text, double number) {
  if (std::floor(number) == number && std::fabs(number) < 1e15)
    return {Value::Kind::number, fmt::format("{:.0f}", number == 0 ? 0.0 : number), {}};
  if (text.find_first_of("eE") == std::string_view::npos && text.size() <= 17)
    return {Value::Kind::number, std::string(text), {}};
  return {Value::Kind::number, fmt::format("{:.15g}", number), {}};
}

}  // namespace

Meaning meaning_of(int id, std::string_view code) {
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return Meaning::day;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return Meaning::time;
  if (code.empty()) return Meaning::number;
  const std::string letters = letters_of(code);
  if (letters.starts_with("general")) return Meaning::number;
  if (letters.find_first_of("yd") != std::string::npos) return Meaning::day;
  const bool month = letters.find('m') != std::string::npos;
  const bool clock = letters.find_first_of("hs") != std::string::npos;
  if (clock) return Meaning::time;
  return month ? Meaning::day : Meaning::number;
}

Value number_value(std::string_view text, Meaning meaning, bool from_1904) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return {Value::Kind::text, std::string(text), {}};
  if (meaning == Meaning::number || number < 0 || number >= most_serial)
    return plain_number(text, number);
  const auto seconds = static_cast<std::int64_t>(std::llround(number * seconds_a_day));
  const std::int64_t day = seconds / seconds_a_day;
  const std::int64_t second = seconds % seconds_a_day;
  if (meaning == Meaning::time && day == 0)
    return {Value::Kind::text,
            fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60),
            {}};
  // 1900 has a 29th of February there: what comes before it counts from a day later.
  const int before = day < 60 ? 31 : 30;
  const Day origin =
      from_1904 ? Day{std::chrono::year{1904} / 1 / 1} : Day{std::chrono::year{1899} / 12 / before};
  const std::string date = format_day(origin + std::chrono::days(day));
  if (second == 0) return {Value::Kind::day, date, {}};
  return {Value::Kind::instant,
          fmt::format("{}T{:02}:{:02}:{:02}", date, second / 3600, second / 60 % 60, second % 60),
          {}};
}

}  // namespace ombud::tables
