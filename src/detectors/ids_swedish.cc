// Sweden. A personnummer is YYMMDD-NNNC, where - becomes + from the year in which the person turns
// a hundred; with the century written out it is YYYYMMDDNNNC. C is Luhn's check digit over
// YYMMDDNNN. Law: folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV 704. A samordningsnummer
// has 60 added to the day. Law: lag (2022:1697) om samordningsnummer; SKV 707. An interimsnummer
// (study aid, health care) has a letter instead of NNN's first digit; the check digit counts the
// letter as 1. An organisation's number is NNNNNN-NNNC, with a third digit of at least 2, so that
// it is no personnummer. Law: lag (1974:174) om identitetsbeteckning för juridiska personer m.fl. 1
// §; SKV 709.

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
  if (value.size() < 10 || value.size() > 13) return std::nullopt;
  Parts parts;
  parts.serial = std::string(value.substr(value.size() - 4));
  value.remove_suffix(4);
  if (!is_digit(value.back())) {
    parts.sign = value.back() == ' ' ? '\0' : value.back();
    if (std::string_view("-+ ").find(value.back()) == std::string_view::npos) return std::nullopt;
    value.remove_suffix(1);
  }
  if ((value.size() != 6 && value.size() != 8) || !all_digits(value)) return std::nullopt;
  if (!all_digits(std::string_view(parts.serial).substr(1))) return std::nullopt;
  parts.date = std::string(value);
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

  int year = full_year(*parts, reading);
  if (year < 1800) return std::nullopt;
  const int month = number_at(checked, 2, 2);
  const int written_day = number_at(checked, 4, 2);
  const bool coordination = written_day > 60;
  const auto born_in = [&](int in_year) {
    return day_of(in_year, month, coordination ? written_day - 60 : written_day);
  };
  std::optional<Day> born = born_in(year);
  // A short form of a day later this year is a person who turns a hundred this year.
  if (born && *born > reading.today && parts->date.size() == 6) born = born_in(year -= 100);
  if (!born || *born > reading.today) return std::nullopt;

  Kind kind = coordination ? Kind::samordningsnummer : Kind::personnummer;
  if (!is_digit(first)) {
    if (coordination) return std::nullopt;
    kind = Kind::interimsnummer;
  }
  std::string normal = std::to_string(year) + checked;
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
