// Days as people write them.

#include "detectors/characters.h"
#include "detectors/detectors.h"
#include "detectors/digits.h"
#include "detectors/month_names.h"

namespace ombud::detectors {

namespace {

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

// The last year of these two digits that is not to come.
int year_from_two_digits(int year, Day today) {
  const int latest = year_of(today);
  return latest - (latest - year) % 100;
}

// `digits` as a year; nothing unless two digits, or four from 1800 on.
std::optional<int> year_in(std::string_view digits, const Reading& reading) {
  if (digits.size() == 2) return year_from_two_digits(number_at(digits, 0, 2), reading.today);
  if (digits.size() != 4 || digits < "1800" || digits > "2199") return std::nullopt;
  return number_at(digits, 0, 4);
}

// "00:00", "00:00:00.000Z": what a database adds to a date.
bool is_time(std::string_view text) {
  if (text.size() < 5 || !is_digit(text[0]) || !is_digit(text[1]) || text[2] != ':') return false;
  return text.find_first_not_of("0123456789:.+-Z ") == std::string_view::npos;
}

// Without a time of day after it.
std::string_view without_time(std::string_view value) {
  if (value.size() > 11 && (value[10] == 'T' || value[10] == ' ') && is_time(value.substr(11)))
    return value.substr(0, 10);
  return value;
}

std::optional<Day> from_one_run(std::string_view digits, const Reading& reading) {
  if (digits.size() == 8) {
    if (const std::optional<int> year = year_in(digits.substr(0, 4), reading))
      return day_of(*year, number_at(digits, 4, 2), number_at(digits, 6, 2));
    return std::nullopt;
  }
  if (digits.size() != 6) return std::nullopt;
  return day_of(year_from_two_digits(number_at(digits, 0, 2), reading.today),
                number_at(digits, 2, 2), number_at(digits, 4, 2));
}

bool short_number(const Word& word) { return word.digits && word.end - word.start <= 2; }

// What may stand between two parts of a date.
bool is_date_gap(std::string_view gap) {
  return gap == "-" || gap == "." || gap == "/" || gap == " " || gap == ". " || gap == ", " ||
         gap == "\xe2\x80\x93";
}

std::optional<Day> from_three(std::string_view value, const std::vector<Word>& words,
                              const Reading& reading) {
  const auto text = [&](std::size_t i) {
    return value.substr(words[i].start, words[i].end - words[i].start);
  };
  const auto number = [&](std::size_t i) { return number_at(text(i), 0, text(i).size()); };
  if (!words[0].digits) {
    // "December 31, 1980"
    const std::optional<int> month = month_of_name(words[0].folded);
    if (!month || !short_number(words[1]) || !words[2].digits) return std::nullopt;
    const std::optional<int> year = year_in(text(2), reading);
    return year ? day_of(*year, *month, number(1)) : std::nullopt;
  }
  if (!words[2].digits) return std::nullopt;
  std::optional<int> month;
  if (words[1].digits) {
    if (!short_number(words[1])) return std::nullopt;
    month = number(1);
  } else {
    month = month_of_name(words[1].folded);
  }
  if (!month) return std::nullopt;
  if (text(0).size() == 4) {
    const std::optional<int> year = year_in(text(0), reading);
    return year && short_number(words[2]) ? day_of(*year, *month, number(2)) : std::nullopt;
  }
  const std::optional<int> year = year_in(text(2), reading);
  return year && short_number(words[0]) ? day_of(*year, *month, number(0)) : std::nullopt;
}

}  // namespace

std::optional<Day> read_day(std::string_view value, const Reading& reading) {
  value = without_time(trimmed(value));
  if (value.size() > 40) return std::nullopt;
  if (all_digits(value)) return from_one_run(value, reading);
  std::vector<Word> words = words_of(value);
  if (words.empty() || words.front().start != 0) return std::nullopt;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (!is_date_gap(value.substr(words[i].end, words[i + 1].start - words[i].end)))
      return std::nullopt;
  const std::string_view rest = value.substr(words.back().end);
  if (!rest.empty() && rest != ".") return std::nullopt;
  // "den 31 december 1980"
  if (words.size() == 4 && (words[0].folded == "den" || words[0].folded == "d"))
    words.erase(words.begin());
  if (words.size() != 3) return std::nullopt;
  return from_three(value, words, reading);
}

}  // namespace ombud::detectors
