// Finland. A henkilötunnus is DDMMYYsNNNT: s the century (+ 1800; - and from 2023 U V W X Y 1900;
// A and from 2023 B C D E F 2000), NNN 002 to 899, 900 to 999 for temporary numbers of hospitals,
// T the check character. Law: laki väestötietojärjestelmästä 661/2009 12 §, asetus 128/2010 2 § as
// changed by 690/2022; DVV, "Henkilötunnuksen uudistus".
// An organisation's number (Y-tunnus) is NNNNNNN-T under modulus 11. Law: yritys- ja
// yhteisötietolaki 244/2001 9 §; PRH.

#include <algorithm>
#include <utility>

#include "detectors/digits.h"
#include "detectors/national_ids.h"

namespace ombud::detectors {

namespace {

constexpr std::string_view check_characters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
constexpr int organisation_weights[] = {7, 9, 10, 5, 8, 4, 2, 1};

std::optional<int> century_of(char sign) {
  if (sign == '+') return 1800;
  if (sign == '-' || (sign >= 'U' && sign <= 'Y')) return 1900;
  if (sign >= 'A' && sign <= 'F') return 2000;
  return std::nullopt;
}

}  // namespace

std::optional<NationalId> read_finnish_id(std::string_view value, const Reading& reading) {
  std::string id(trimmed(value));
  std::transform(id.begin(), id.end(), id.begin(), ascii_upper);
  if (id.size() != 11) return std::nullopt;
  const std::string digits = id.substr(0, 6) + id.substr(7, 3);
  const std::optional<int> century = century_of(id[6]);
  if (!all_digits(digits) || !century) return std::nullopt;
  const int serial = number_at(digits, 6, 3);
  if (serial < 2 || id[10] != check_characters[number_at(digits, 0, 9) % 31]) return std::nullopt;
  const std::optional<Day> born =
      day_of(*century + number_at(digits, 4, 2), number_at(digits, 2, 2), number_at(digits, 0, 2));
  if (!born) return std::nullopt;
  return NationalId{Kind::henkilotunnus, std::move(id), *born <= reading.today};
}

std::optional<std::string> read_finnish_organisation(std::string_view value) {
  value = trimmed(value);
  std::string digits(value);
  if (value.starts_with("FI")) {
    // The VAT number: no hyphen.
    const std::optional<std::string> rest = digits_only(value.substr(2), " ");
    if (!rest) return std::nullopt;
    digits = *rest;
  } else if (value.size() == 9 && value[7] == '-') {
    digits.erase(7, 1);
  }
  if (digits.size() != 8 || !all_digits(digits)) return std::nullopt;
  if (weighted_sum(digits, organisation_weights) % 11 != 0) return std::nullopt;
  return digits.insert(7, 1, '-');
}

}  // namespace ombud::detectors
