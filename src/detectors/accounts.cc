// Account numbers. IBAN: ISO 13616-1, check digits under modulus 97 (ISO 7064), structures from the
// IBAN registry of SWIFT. Bankgiro: 7 or 8 digits under modulus 10 (Bankgirot,
// "10-modulen"). Plusgiro: 2 to 8 digits under modulus 10 (Nordea).

#include "detectors/accounts.h"

#include "detectors/digits.h"

namespace ombud::detectors {

namespace {

// The part after the check digits, by country: n digits, a letters, c either.
constexpr std::string_view structures =
    "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c "
    "CH5n12c CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n "
    "FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n "
    "IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c "
    "LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n "
    "NL4a10n "
    "NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a "
    "SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n "
    "VG4a16n XK16n YE4a4n18c ";

// True where `account` is built as its country's `structure` says ("4a6n8c").
bool has_structure(std::string_view account, std::string_view structure) {
  std::size_t at = 0;
  std::size_t count = 0;
  for (const char c : structure) {
    if (is_digit(c)) {
      count = count * 10 + static_cast<std::size_t>(c - '0');
      continue;
    }
    for (; count > 0; --count, ++at) {
      if (at == account.size()) return false;
      if (c == 'n' && !is_digit(account[at])) return false;
      if (c == 'a' && !is_ascii_letter(account[at])) return false;
    }
  }
  return at == account.size();
}

bool has_structure_of_country(std::string_view iban) {
  for (std::size_t at = 0; at < structures.size(); at = structures.find(' ', at) + 1) {
    const std::string_view entry = structures.substr(at, structures.find(' ', at) - at);
    if (entry.starts_with(iban.substr(0, 2))) return has_structure(iban.substr(4), entry.substr(2));
  }
  return false;
}

int modulus_97(std::string_view iban) {
  int remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    remainder =
        is_digit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
  }
  return remainder;
}

std::optional<std::string> modulus_10_number(std::string_view value, std::string_view separators,
                                             std::size_t least, std::size_t most) {
  std::optional<std::string> digits = digits_only(value, separators);
  if (!digits || digits->size() < least || digits->size() > most) return std::nullopt;
  if (digits->front() == '0' || !luhn_fits(*digits)) return std::nullopt;
  return digits;
}

}  // namespace

std::optional<std::string> read_iban(std::string_view value) {
  std::string iban;
  for (const char c : trimmed(value)) {
    if (c == ' ' || c == '-' || c == '.') continue;
    if (!is_digit(c) && !is_ascii_letter(c)) return std::nullopt;
    iban += ascii_upper(c);
  }
  if (iban.size() < 15 || !is_ascii_letter(iban[0]) || !is_ascii_letter(iban[1]) ||
      !all_digits(std::string_view(iban).substr(2, 2)))
    return std::nullopt;
  if (!has_structure_of_country(iban)) return std::nullopt;
  if (modulus_97(iban) != 1) return std::nullopt;
  return iban;
}

std::optional<std::string> read_bankgiro(std::string_view value) {
  value = trimmed(value);
  const std::size_t hyphen = value.find('-');
  if (hyphen != std::string_view::npos && hyphen + 5 != value.size()) return std::nullopt;
  return modulus_10_number(value, "-", 7, 8);
}

std::optional<std::string> read_plusgiro(std::string_view value) {
  value = trimmed(value);
  const std::size_t hyphen = value.find('-');
  if (hyphen != std::string_view::npos && hyphen + 2 != value.size()) return std::nullopt;
  return modulus_10_number(value, "- ", 2, 8);
}

}  // namespace ombud::detectors
