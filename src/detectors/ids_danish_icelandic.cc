// Denmark. A CPR number is DDMMYY-NNNN; its seventh digit and the year give the century. The last
// digit fits a modulus 11 in numbers given out before 2007; from then on there are numbers without.
// Administrative and test numbers have 60 added to the day.
// Law: CPR-loven (lbk 1010/2023) § 3; CPR-kontoret, "Personnummeret i CPR-systemet".
// A CVR number has eight digits under modulus 11. Law: CVR-loven (lbk 1052/2017) § 5.
//
// Iceland. A kennitala is DDMMYY-NNCX: C is a check digit in numbers given out before 18 February
// 2026 (Þjóðskrá, "Kennitölur án vartölu"), X the century (8, 9, 0). An organisation has 40 added
// to the day. Law: lög um skráningu einstaklinga 140/2019, 11. gr. A kerfiskennitala, for people
// who do not live there, begins with 8 or 9 and holds no date; only its hyphen tells it from any
// number.

#include "detectors/digits.h"
#include "detectors/national_ids.h"

namespace ombud::detectors {

namespace {

constexpr int cpr_weights[] = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
constexpr int cvr_weights[] = {2, 7, 6, 5, 4, 3, 2, 1};
constexpr int kennitala_weights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};

// DDMMYY-NNNN, DDMMYYNNNN or DDMMYY NNNN as ten digits.
std::optional<std::string> ten_digits(std::string_view value) {
  value = trimmed(value);
  if (value.size() == 11 && (value[6] == '-' || value[6] == ' ')) {
    std::string digits(value);
    digits.erase(6, 1);
    if (all_digits(digits)) return digits;
    return std::nullopt;
  }
  if (value.size() == 10 && all_digits(value)) return std::string(value);
  return std::nullopt;
}

int cpr_century(char seventh, int year) {
  if (seventh <= '3') return 1900;
  if (seventh == '4' || seventh == '9') return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

std::optional<int> kennitala_century(char last) {
  switch (last) {
    case '8':
      return 1800;
    case '9':
      return 1900;
    case '0':
      return 2000;
    default:
      return std::nullopt;
  }
}

// The day of a kennitala whose day has had `added` added to it.
std::optional<Day> kennitala_day(std::string_view digits, int added) {
  const std::optional<int> century = kennitala_century(digits[9]);
  if (!century) return std::nullopt;
  return day_of(*century + number_at(digits, 4, 2), number_at(digits, 2, 2),
                number_at(digits, 0, 2) - added);
}

}  // namespace

std::optional<NationalId> read_danish_id(std::string_view value, const Reading& reading) {
  const std::optional<std::string> digits = ten_digits(value);
  if (!digits) return std::nullopt;
  const int written_day = number_at(*digits, 0, 2);
  const int year = number_at(*digits, 4, 2);
  const std::optional<Day> born =
      day_of(cpr_century((*digits)[6], year) + year, number_at(*digits, 2, 2),
             written_day > 60 ? written_day - 60 : written_day);
  if (!born || *born > reading.today) return std::nullopt;
  return NationalId{Kind::cpr, *digits, weighted_sum(*digits, cpr_weights) % 11 == 0};
}

std::optional<std::string> read_danish_organisation(std::string_view value) {
  value = trimmed(value);
  if (value.starts_with("DK")) value.remove_prefix(value.starts_with("DK-") ? 3 : 2);
  const std::optional<std::string> digits = digits_only(value, " ");
  if (!digits || digits->size() != 8 || digits->front() == '0') return std::nullopt;
  if (weighted_sum(*digits, cvr_weights) % 11 != 0) return std::nullopt;
  return digits;
}

std::optional<NationalId> read_icelandic_id(std::string_view value, const Reading& reading) {
  const std::optional<std::string> digits = ten_digits(value);
  if (!digits) return std::nullopt;
  // Its normal form keeps the hyphen, without which it would be nothing.
  if (digits->front() >= '8' && trimmed(value)[6] == '-')
    return NationalId{Kind::kennitala, std::string(trimmed(value)), false};
  const std::optional<Day> born = kennitala_day(*digits, 0);
  if (!born || *born > reading.today) return std::nullopt;
  return NationalId{Kind::kennitala, *digits, weighted_sum(*digits, kennitala_weights) % 11 == 0};
}

std::optional<std::string> read_icelandic_organisation(std::string_view value) {
  const std::optional<std::string> digits = ten_digits(value);
  if (!digits || !kennitala_day(*digits, 40)) return std::nullopt;
  if (weighted_sum(*digits, kennitala_weights) % 11 != 0) return std::nullopt;
  return digits;
}

}  // namespace ombud::detectors
