#pragma once
// One reader a country: a value, written in one of the register's own ways, becomes a number of a
// kind, or nothing. Used by normal_form, find and validate; others include detectors/detectors.h.

#include <optional>
#include <string>
#include <string_view>

#include "detectors/detectors.h"

namespace ombud::detectors {

struct NationalId {
  Kind kind;
  std::string normal;
  bool checked;  // The check digits fit the rule that most numbers of the kind follow.
};

/// Personnummer, samordningsnummer, interimsnummer.
std::optional<NationalId> read_swedish_id(std::string_view value, const Reading& reading);
/// CPR number, with (`checked`) or without modulus 11.
std::optional<NationalId> read_danish_id(std::string_view value, const Reading& reading);
/// Fødselsnummer, D-, H-, FH- and test number; `checked` says that both check digits fit the rule
/// that held before 2032.
std::optional<NationalId> read_norwegian_id(std::string_view value, const Reading& reading);
/// `checked` where the day of birth is not to come; the check character always fits.
std::optional<NationalId> read_finnish_id(std::string_view value, const Reading& reading);
/// A person's kennitala; `checked` where its check digit fits.
std::optional<NationalId> read_icelandic_id(std::string_view value, const Reading& reading);

/// The country's number of an organisation in normal form.
std::optional<std::string> read_swedish_organisation(std::string_view value);
std::optional<std::string> read_danish_organisation(std::string_view value);
std::optional<std::string> read_norwegian_organisation(std::string_view value);
std::optional<std::string> read_finnish_organisation(std::string_view value);
std::optional<std::string> read_icelandic_organisation(std::string_view value);

}  // namespace ombud::detectors
