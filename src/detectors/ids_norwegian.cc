// Norway. A fødselsnummer is DDMMYY NNN CC; NNN and the year give the century. Both check digits
// are modulus 11. From 2032 the first one's remainder may be 0, 1, 2 or 3 (numbers that follow the
// old rule have 0), the second stays, and NNN says nothing of century or gender any more.
// Law: folkeregisterforskriften (2017-07-14-1201) §§ 2-2-1 – 2-2-3; Skatteetaten, "Nytt
// fødselsnummer fra 2032".
// D-number: day + 40 (§ 2-2-4). H-number: month + 40, FH-number: first digit 8 or 9 and no date
// (Direktoratet for e-helse, HITR 1019). Synthetic persons: month + 80, or + 65 (Skatteetaten,
// Tenor testdata).
// An organisation's number has nine digits under modulus 11, the first 8 or 9.
// Law: enhetsregisterforskriften (1995-02-09-114) § 2a; Brønnøysundregistrene.

#include "detectors/digits.h"
#include "detectors/national_ids.h"

namespace ombud::detectors {

namespace {

constexpr int first_weights[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
constexpr int second_weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
constexpr int organisation_weights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};

std::optional<int> classic_century(int serial, int year) {
  if (serial <= 499) return 1900;
  if (year >= 54 && serial <= 749) return 1800;
  if (year <= 39) return 2000;
  if (year >= 40 && serial >= 900) return 1900;
  return std::nullopt;
}

// True where the date could be somebody's birth: in the century the number gives, or, under the
// rule of 2032, in any.
bool born_before(std::string_view digits, int day, int month, bool classic, Day today) {
  const int year = number_at(digits, 4, 2);
  const auto possible = [&](int century) {
    const std::optional<Day> born = day_of(century + year, month, day);
    return born && *born <= today;
  };
  if (!classic) return possible(1900) || possible(2000);
  const std::optional<int> century = classic_century(number_at(digits, 6, 3), year);
  return century && possible(*century);
}

// DDMMYYNNNCC with a blank or a hyphen before NNN, before CC, or before both.
bool is_grouped(std::string_view value) {
  const auto gap = [&](std::size_t at) { return value[at] == ' ' || value[at] == '-'; };
  switch (value.size()) {
    case 11:
      return true;
    case 12:
      return gap(6) || gap(9);
    case 13:
      return gap(6) && gap(10);
    default:
      return false;
  }
}

}  // namespace

std::optional<NationalId> read_norwegian_id(std::string_view value, const Reading& reading) {
  value = trimmed(value);
  const std::optional<std::string> digits = digits_only(value, " -");
  if (!digits || digits->size() != 11 || !is_grouped(value)) return std::nullopt;

  const int remainder = weighted_sum(*digits, first_weights) % 11;
  if (remainder > 3 || weighted_sum(*digits, second_weights) % 11 != 0) return std::nullopt;
  const bool classic = remainder == 0;
  if (digits->front() >= '8') return NationalId{Kind::fh_number, *digits, classic};

  Kind kind = Kind::fodselsnummer;
  int day = number_at(*digits, 0, 2);
  int month = number_at(*digits, 2, 2);
  if (day > 40) {
    day -= 40;
    kind = Kind::d_number;
  }
  if (month > 80) {
    month -= 80;
    kind = Kind::test_number;
  } else if (month > 65) {
    month -= 65;
    kind = Kind::test_number;
  } else if (month > 40) {
    month -= 40;
    kind = Kind::h_number;
  }
  if (!born_before(*digits, day, month, classic, reading.today)) return std::nullopt;
  return NationalId{kind, *digits, classic};
}

std::optional<std::string> read_norwegian_organisation(std::string_view value) {
  value = trimmed(value);
  if (value.starts_with("NO")) value.remove_prefix(2);
  if (value.ends_with("MVA")) value.remove_suffix(3);
  const std::optional<std::string> digits = digits_only(value, " ");
  if (!digits || digits->size() != 9 || digits->front() < '8') return std::nullopt;
  if (weighted_sum(*digits, organisation_weights) % 11 != 0) return std::nullopt;
  return digits;
}

}  // namespace ombud::detectors
