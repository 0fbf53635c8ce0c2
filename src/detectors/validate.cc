// The types by which registers' own test series name their numbers, each judged as strictly as the
// register writes it down.

#include "base/text.h"
#include "detectors/digits.h"
#include "detectors/email.h"
#include "detectors/national_ids.h"
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

}  // namespace

std::optional<bool> validate(std::string_view type, std::string_view input,
                             const Reading& reading) {
  if (const std::optional<bool> judged = validate_person(type, input, reading)) return judged;
  if (const std::optional<bool> judged = validate_organisation(type, input)) return judged;
  if (type == "iban") return read_iban(input).has_value();
  if (type == "no_iban") {
    // The account inside has a check digit of its own (modulus 11, Bits AS).
    constexpr int weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    const std::optional<std::string> iban = read_iban(input);
    return iban && iban->starts_with("NO") && weighted_sum(iban->substr(4), weights) % 11 == 0;
  }
  if (type == "se_bankgiro") return read_bankgiro(input).has_value();
  if (type == "se_plusgiro") return read_plusgiro(input).has_value();
  if (type == "email") return !has_blank(input) && read_email(input);
  if (type.starts_with("mobile_")) {
    const std::optional<Country> country = country_of_word(type.substr(7));
    if (!country) return std::nullopt;
    const std::optional<Phone> phone = read_phone(input, {reading.today, *country});
    return phone && phone->country == country && phone->mobile;
  }
  return std::nullopt;
}

}  // namespace ombud::detectors
