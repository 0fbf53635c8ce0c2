// The types by which registers' own test series name their numbers, each judged as strictly as the
// register writes it down.

#include "base/text.h"
#include "detectors/accounts.h"
#include "detectors/digits.h"
#include "detectors/email.h"
#include "detectors/national_ids.h"
#include "detectors/online.h"
#include "detectors/phone.h"

namespace ombud::detectors {

namespace {

bool has_blank(std::string_view value) {
  return value.find_first_of(" \t\r\n\xc2") != std::string_view::npos;
}

bool is_kind(const std::optional<NationalId>& id, Kind kind) { return id && id->kind == kind; }

std::optional<bool> validate_person(std::string_view type, std::string_view input,
                                    const Reading& reading) {
  if (type == "se_personnummer" || type == "se_samordningsnummer" || type == "se_interimsnummer") {
    const std::optional<Kind> kind = kind_of_word(type.substr(3));
    return kind && !has_blank(input) && is_kind(read_swedish_id(input, reading), *kind);
  }
  if (type == "dk_cpr" || type == "dk_cpr_mod11") {
    const std::optional<NationalId> id = read_danish_id(input, reading);
    return id && (type == "dk_cpr" || id->checked);
  }
  if (type == "no_fodselsnummer") return read_norwegian_id(input, reading).has_value();
  if (type == "no_fnr") {
    // What forms call a fødselsnummer; the other kinds are asked for by their own names.
    const std::optional<NationalId> id = read_norwegian_id(input, reading);
    return id && id->kind != Kind::h_number && id->kind != Kind::test_number;
  }
  if (type == "no_dnr") return is_kind(read_norwegian_id(input, reading), Kind::d_number);
  if (type == "no_hnr") return is_kind(read_norwegian_id(input, reading), Kind::h_number);
  if (type == "no_tnr") return is_kind(read_norwegian_id(input, reading), Kind::test_number);
  if (type == "fi_hetu") return read_finnish_id(input, reading).has_value();
  if (type == "is_kennitala") {
    const std::optional<NationalId> id = read_icelandic_id(input, reading);
    return id || read_icelandic_organisation(input);
  }
  return std::nullopt;
}

std::optional<bool> validate_organisation(std::string_view type, std::string_view input) {
  if (type == "se_orgnr") return read_swedish_organisation(input).has_value();
  if (type == "dk_cvr") return read_danish_organisation(input).has_value();
  if (type == "no_orgnr" || type == "no_mva") return read_norwegian_organisation(input).has_value();
  if (type == "fi_ytunnus" || type == "fi_alv") return read_finnish_organisation(input).has_value();
  return std::nullopt;
}

std::optional<bool> validate_account(std::string_view type, std::string_view input) {
  if (type == "iban") return read_iban(input).has_value();
  if (type == "no_iban") {
    const std::optional<std::string> iban = read_iban(input);
    return iban && iban->starts_with("NO") && read_norwegian_account(iban->substr(4));
  }
  if (type == "no_kontonr") return read_norwegian_account(input).has_value();
  if (type == "se_bankgiro") return read_bankgiro(input).has_value();
  if (type == "se_plusgiro") return read_plusgiro(input).has_value();
  if (type == "se_bankkonto") return read_swedish_account(input).has_value();
  if (type == "dk_konto") return read_danish_account(input).has_value();
  if (type == "credit_card") return read_card(input).has_value();
  if (type == "luhn") {
    const std::optional<std::string> digits = digits_only(input, " -");
    return digits && !digits->empty() && luhn_fits(*digits);
  }
  return std::nullopt;
}

// The rest after one of the beginnings, which may be left out; nothing where it is no digits.
std::optional<std::string_view> digits_after(std::string_view beginning, std::string_view input) {
  if (input.starts_with(beginning)) input.remove_prefix(beginning.size());
  return all_digits(input) ? std::optional(input) : std::nullopt;
}

// VAT numbers as the tax authorities' forms take them: their length, not what they are made of.
// (The organisation's number inside has types of its own.)
std::optional<bool> validate_vat(std::string_view type, std::string_view input) {
  if (type == "se_vat") {
    const std::optional<std::string_view> digits = digits_after("SE", input);
    return digits && digits->size() == 12;
  }
  if (type == "dk_vat") {
    const std::optional<std::string_view> digits = digits_after("DK", input);
    return digits && digits->size() == 8;
  }
  if (type == "fi_vat") {
    const std::optional<std::string_view> digits = digits_after("FI", input);
    return digits && digits->size() == 8;
  }
  if (type == "no_vat") {
    if (!input.ends_with("MVA")) return false;
    const auto digits = digits_after("NO", input.substr(0, input.size() - 3));
    return digits && digits->size() == 9;
  }
  return std::nullopt;
}

// Passports by the form of their numbers (ICAO 9303 leaves it to each country), and other numbers
// that have a form and nothing more.
std::optional<bool> validate_form(std::string_view type, std::string_view input) {
  if (type == "se_passport") return input.size() == 8 && all_digits(input);
  if (type == "dk_passport" || type == "no_passport") return input.size() == 9 && all_digits(input);
  if (type == "fi_passport")
    return input.size() == 9 && is_ascii_letter(input[0]) && is_ascii_letter(input[1]) &&
           all_digits(input.substr(2));
  if (type == "se_postnummer") {
    if (input.starts_with("SE-")) input.remove_prefix(3);
    const std::optional<std::string> digits = digits_only(input, " ");
    return digits && digits->size() == 5 && digits->front() != '0';
  }
  // PRH gives associations a running number.
  if (type == "fi_associationid") return all_digits(input) && input.size() <= 6;
  return std::nullopt;
}

}  // namespace

std::optional<bool> validate(std::string_view type, std::string_view input,
                             const Reading& reading) {
  if (const std::optional<bool> judged = validate_person(type, input, reading)) return judged;
  for (const auto judge : {validate_organisation, validate_account, validate_vat, validate_form})
    if (const std::optional<bool> judged = judge(type, input)) return judged;
  if (type == "email") return !has_blank(input) && read_email(input);
  if (type == "ip") return read_ip_address(input).has_value();
  if (type == "mac") return read_mac_address(input).has_value();
  if (type == "imei") return read_imei(input).has_value();
  if (type.starts_with("mobile_")) {
    const std::optional<Country> country = country_of_word(type.substr(7));
    if (!country) return std::nullopt;
    const std::optional<Phone> phone = read_phone(input, {reading.today, *country});
    return phone && phone->country == country && phone->mobile;
  }
  return std::nullopt;
}

}  // namespace ombud::detectors
