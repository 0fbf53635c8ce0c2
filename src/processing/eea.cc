#include "processing/eea.h"

#include <algorithm>

namespace ombud::processing {

bool is_third_country(std::string_view country) {
  // Greece is GR in ISO 3166-1. The Åland Islands and the French overseas departments have codes of
  // their own there and belong to the EU.
  static constexpr std::string_view inside[] = {
      "AT", "AX", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GF",
      "GP", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MF", "MQ",
      "MT", "NL", "NO", "PL", "PT", "RE", "RO", "SE", "SI", "SK", "YT"};
  return !country.empty() && std::ranges::find(inside, country) == std::ranges::end(inside);
}

}  // namespace ombud::processing
