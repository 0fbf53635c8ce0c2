// Account numbers. IBAN: ISO 13616-1, check digits under modulus 97 (ISO 7064), lengths and letters
// from the IBAN registry of SWIFT. Bankgiro: 7 or 8 digits under modulus 10 (Bankgirot,
// "10-modulen"). Plusgiro: 2 to 8 digits under modulus 10 (Nordea).

#include "detectors/digits.h"
#include "detectors/national_ids.h"

namespace ombud::detectors {

namespace {

// Country and the whole length, by country.
constexpr std::string_view iban_lengths =
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
    "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 "
    "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
    "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 "
    "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

// Countries whose account number is digits only.
constexpr std::string_view digits_only_countries =
    "AT BA BE CR CZ DE DK EE ES FI FO GL HR HU IL IS LT ME MN NO PL PT RS SE SI SK ST TL TN VA XK";

std::optional<std::size_t> iban_length(std::string_view country) {
  for (std::size_t at = 0; at < iban_lengths.size(); at += 5)
    if (iban_lengths.substr(at, 2) == country)
      return static_cast<std::size_t>(number_at(iban_lengths, at + 2, 2));
  return std::nullopt;
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
    if (c == ' ' || c == '-') continue;
    if (!is_digit(c) && !is_ascii_letter(c)) return std::nullopt;
    iban += ascii_upper(c);
  }
  if (iban.size() < 15 || !is_ascii_letter(iban[0]) || !is_ascii_letter(iban[1]) ||
      !all_digits(std::string_view(iban).substr(2, 2)))
    return std::nullopt;
  if (iban_length(std::string_view(iban).substr(0, 2)) != iban.size()) return std::nullopt;
  if (digits_only_countries.find(iban.substr(0, 2)) != std::string_view::npos &&
      !all_digits(std::string_view(iban).substr(2)))
    return std::nullopt;
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
