// Every kind's canonical form, by the readers of the other files.

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "detectors/accounts.h"
#include "detectors/characters.h"
#include "detectors/detectors.h"
#include "detectors/digits.h"
#include "detectors/email.h"
#include "detectors/national_ids.h"
#include "detectors/online.h"
#include "detectors/phone.h"

namespace ombud::detectors {

namespace {

std::optional<NationalId> read_national_id(Kind kind, std::string_view value,
                                           const Reading& reading) {
  switch (kind) {
    case Kind::personnummer:
    case Kind::samordningsnummer:
    case Kind::interimsnummer:
      return read_swedish_id(value, reading);
    case Kind::cpr:
      return read_danish_id(value, reading);
    case Kind::fodselsnummer:
    case Kind::d_number:
    case Kind::h_number:
    case Kind::fh_number:
    case Kind::test_number:
      return read_norwegian_id(value, reading);
    case Kind::henkilotunnus:
      return read_finnish_id(value, reading);
    default:
      return read_icelandic_id(value, reading);
  }
}

// The countries' numbers have forms of their own, but for eight bare digits (DK, FI) and ten (SE,
// IS; told apart by their third digit).
std::optional<std::string> read_organisation(std::string_view value, const Reading& reading) {
  if (reading.country == Country::fi)
    if (std::optional<std::string> number = read_finnish_organisation(value)) return number;
  if (std::optional<std::string> number = read_swedish_organisation(value)) return number;
  if (std::optional<std::string> number = read_norwegian_organisation(value)) return number;
  if (std::optional<std::string> number = read_danish_organisation(value)) return number;
  if (std::optional<std::string> number = read_finnish_organisation(value)) return number;
  return read_icelandic_organisation(value);
}

// A name is letters, with the marks that names have; one letter at least.
std::optional<std::string> read_name(std::string_view value) {
  constexpr std::size_t longest_bytes = 200;
  bool letter = false;
  if (value.size() > longest_bytes || !is_utf8(value)) return std::nullopt;
  for (std::size_t at = 0; at < value.size();) {
    const CodePoint here = code_point_at(value, at);
    at += here.length;
    const bool mark = here.value == '.' || here.value == ',' || here.value == '\'' ||
                      here.value == 0x2019 || here.value == '(' || here.value == ')' ||
                      is_hyphen(here.value) || is_blank(here.value);
    if (!mark && !is_letter(here.value)) return std::nullopt;
    letter = letter || is_letter(here.value);
  }
  return letter ? std::optional(fold(value)) : std::nullopt;
}

std::optional<std::string> read_username(std::string_view value) {
  std::string folded = fold(trim(value));
  if (folded.empty()) return std::nullopt;
  return folded;
}

// An address has a word and, somewhere, a digit; what else it has is the country's custom.
std::optional<std::string> read_address(std::string_view value) {
  constexpr std::size_t longest_bytes = 400;
  if (value.size() > longest_bytes || !is_utf8(value)) return std::nullopt;
  // The words of the normal form: a letter and its accent may be one sign there.
  std::string folded = fold(value);
  const std::vector<Word> words = words_of(folded);
  const bool has_word = std::any_of(words.begin(), words.end(), [](const Word& word) {
    return !word.digits && word.end - word.start > 2;
  });
  if (!has_word || folded.find_first_of("0123456789") == std::string::npos) return std::nullopt;
  return folded;
}

std::optional<std::string> read_account(std::string_view value, const Reading& reading) {
  if (reading.country == Country::no) return read_norwegian_account(value);
  if (reading.country == Country::dk) return read_danish_account(value);
  if (std::optional<std::string> account = read_swedish_account(value)) return account;
  return read_norwegian_account(value);
}

std::optional<std::string> read_device(std::string_view value) {
  if (std::optional<std::string> mac = read_mac_address(value)) return mac;
  if (std::optional<std::string> uuid = read_uuid(value)) return uuid;
  return read_imei(value);
}

std::optional<std::string> read_cookie(std::string_view value) {
  if (std::optional<std::string> id = read_browser_id(value)) return id;
  return read_uuid(value);
}

// A password is whatever somebody chose: without blanks around it, and not nothing.
std::optional<std::string> read_secret(std::string_view value) {
  value = trimmed(value);
  return value.empty() ? std::nullopt : std::optional(std::string(value));
}

// One word, or one expression of several, that the vocabulary has for the kind.
std::optional<std::string> read_revealing_word(Kind kind, std::string_view value) {
  value = trimmed(value);
  const std::vector<Finding> found = find(value, {.least_score = 0, .kinds = {kind}});
  if (found.size() != 1 || found[0].start != 0 || found[0].end != value.size()) return std::nullopt;
  return found[0].normal;
}

}  // namespace

std::optional<std::string> normal_form(Kind kind, std::string_view value, const Reading& reading) {
  if (is_national_id(kind)) {
    std::optional<NationalId> id = read_national_id(kind, value, reading);
    if (!id || id->kind != kind) return std::nullopt;
    return std::move(id->normal);
  }
  switch (kind) {
    case Kind::organisation_number:
      return read_organisation(value, reading);
    case Kind::iban:
      return read_iban(value);
    case Kind::bankgiro:
      return read_bankgiro(value);
    case Kind::plusgiro:
      return read_plusgiro(value);
    case Kind::email:
      return read_email(value);
    case Kind::phone: {
      std::optional<Phone> phone = read_phone(value, reading);
      if (!phone) return std::nullopt;
      return std::move(phone->normal);
    }
    case Kind::name:
      return read_name(value);
    case Kind::address:
      return read_address(value);
    case Kind::username:
      return read_username(value);
    case Kind::account_number:
      return read_account(value, reading);
    case Kind::card:
      return read_card(value);
    case Kind::ip_address:
      return read_ip_address(value);
    case Kind::device_id:
      return read_device(value);
    case Kind::cookie_id:
      return read_cookie(value);
    case Kind::secret:
      return read_secret(value);
    case Kind::birth_date: {
      const std::optional<Day> day = read_day(value, reading);
      return day && *day <= reading.today ? std::optional(format_day(*day)) : std::nullopt;
    }
    default:
      return read_revealing_word(kind, value);
  }
}

bool is_valid(Kind kind, std::string_view value, const Reading& reading) {
  return normal_form(kind, value, reading).has_value();
}

}  // namespace ombud::detectors
