#pragma once
// Bank accounts, giro numbers and cards: each reader returns the normal form, or nothing.

#include <optional>
#include <string>
#include <string_view>

namespace ombud::detectors {

/// IBAN without spaces, in capitals.
std::optional<std::string> read_iban(std::string_view value);
/// Bankgiro and plusgiro numbers, digits only.
std::optional<std::string> read_bankgiro(std::string_view value);
std::optional<std::string> read_plusgiro(std::string_view value);

/// A Swedish account as clearing number and account number with a hyphen between them
/// ("8351-3922422245": Swedbank's fifth clearing digit left out).
std::optional<std::string> read_swedish_account(std::string_view value);
/// A Norwegian account, eleven digits.
std::optional<std::string> read_norwegian_account(std::string_view value);
/// A Danish account as registration number and account number with a hyphen between them.
std::optional<std::string> read_danish_account(std::string_view value);

/// A payment card's digits.
std::optional<std::string> read_card(std::string_view value);

}  // namespace ombud::detectors
