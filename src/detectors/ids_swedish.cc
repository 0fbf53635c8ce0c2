// Sweden. A personnummer is YYMMDD-NNNC, where - becomes + from the year in which the person turns
// a hundred; with the century written out it is YYYYMMDDNNNC. C is Luhn's check digit over
// YYMMDDNNN. Law: folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV 704. A samordningsnummer
// has 60 added to the day. Law: lag (2022:1697) om samordningsnummer; SKV 707. An interimsnummer
// (study aid, health care) has a letter instead of NNN's first digit; the check digit counts the
// letter as 1. An organisation's number is NNNNNN-NNNC, with a third digit of at least 2, so that
// it is no personnummer. Law: lag (1974:174) om identitetsbeteckning för juridiska personer m.fl. 1
// §; SKV 709.

#include <utility>

#include "detectors/digits.h"
#include "detectors/national_ids.h"

namespace ombud::detectors {

namespace {

struct Parts {
  std::string date;    // Six or eight digits.
  char sign = 0;       // '-', '+', or 0 where none was written.
  std::string serial;  // Three characters and the check digit.
};

std::optional<Parts> parts_of(std::string_view value) {
  value = trimmed(value);
  if (value.size() < 10 || value.size() > 15) return std::nullopt;
  Parts parts;
  parts.serial = std::string(value.substr(value.size() - 4));
  value.remove_suffix(4);
  if (!is_digit(value.back())) {
    parts.sign = value.back() == ' ' ? '\0' : value.back();
    if (std::string_view("-+ ").find(value.back()) == std::string_view::npos) return std::nullopt;
    value.remove_suffix(1);
  }
  if (!all_digits(std::string_view(parts.serial).substr(1))) return std::nullopt;
  // "1991-07-03-2386": a date and then the serial number.
  std::optional<std::string> date = digits_only(value, parts.sign == '-' ? "-" : "");
  if (!date || (date->size() != 6 && date->size() != 8)) return std::nullopt;
  if (!is_digit(value.front()) || !is_digit(value.back())) return std::nullopt;
  parts.date = *std::move(date);
  return parts;
}

// SKV 704: + from the year of the hundredth birthday; without sign the younger person is meant.
int full_year(const Parts& parts, const Reading& reading) {
  if (parts.date.size() == 8) return number_at(parts.date, 0, 4);
  const int short_year = number_at(parts.date, 0, 2);
  const int this_year = static_cast<int>(std::chrono::year_month_day{reading.today}.year());
  const int latest = this_year - (parts.sign == '+' ? 100 : 0);
  return latest - (latest - short_year) % 100;
}

// The year in which the date is somebody's birth: a day that exists and is not to come.
std::optional<int> birth_year(const Parts& parts, int month, int day, const Reading& reading) {
  const int year = full_year(parts, reading);
  if (year < 1800) return std::nullopt;
  const std::optional<Day> born = day_of(year, month, day);
  if (born && *born <= reading.today) return year;
  if (parts.date.size() == 8) return std::nullopt;
  // A short form of a day later this year is a person who turns a hundred this year.
  if (day_of(year - 100, month, day)) return year - 100;
  return std::nullopt;
}

bool interim_letter(char c) {
  return std::string_view("TRSUWXJKLMN").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<NationalId> read_swedish_id(std::string_view value, const Reading& reading) {
  const std::optional<Parts> parts = parts_of(value);
  if (!parts) return std::nullopt;
  const char first = ascii_upper(parts->serial.front());
  if (!is_digit(first) && !interim_letter(first)) return std::nullopt;

  std::string checked = parts->date.substr(parts->date.size() - 6) + parts->serial;
  checked[6] = is_digit(first) ? first : '1';
  if (!luhn_fits(checked)) return std::nullopt;

  if (checked.substr(6, 3) == "000") return std::nullopt;

  Kind kind = Kind::personnummer;
  int day = number_at(checked, 4, 2);
  if (!is_digit(first)) kind = Kind::interimsnummer;
  if (day >= 60 && is_digit(first)) {
    kind = Kind::samordningsnummer;
    day -= 60;
  }
  std::optional<int> year = birth_year(*parts, number_at(checked, 2, 2), day, reading);
  // Month or day may be unknown: then the year alone must be one in which somebody can be born.
  if (!year && kind == Kind::samordningsnummer && day <= 31 && number_at(checked, 2, 2) <= 12)
    year = full_year(*parts, reading);
  const int this_year = static_cast<int>(std::chrono::year_month_day{reading.today}.year());
  if (!year || *year < 1800 || *year > this_year) return std::nullopt;
  std::string normal = std::to_string(*year) + checked;
  normal.erase(4, 2);
  normal[8] = first;
  return NationalId{kind, std::move(normal), true};
}

std::optional<std::string> read_swedish_organisation(std::string_view value) {
  value = trimmed(value);
  if (value.size() == 13 && value[8] == '-') {
    // Some registers write 16 before an organisation's number to make it as long as a person's.
  } else if (value.size() != 10 && value.size() != 12 && !(value.size() == 11 && value[6] == '-')) {
    return std::nullopt;
  }
  std::optional<std::string> digits = digits_only(value, "-");
  if (!digits) return std::nullopt;
  if (digits->size() == 12 && digits->starts_with("16")) digits->erase(0, 2);
  if (digits->size() != 10 || (*digits)[2] < '2' || (*digits)[0] == '0' || (*digits)[0] == '4')
    return std::nullopt;
  if (!luhn_fits(*digits)) return std::nullopt;
  return digits;
}

}  // namespace ombud::detectors
