#pragma once
// Telephone numbers by the Nordic numbering plans, and any other country's in international form.
// Plans: PTS (Telefoninummerplan enligt ITU-T E.164), Klimadatastyrelsen (Den samlede danske
// nummerplan), Nkom (forskrift 2004-02-16-401), Traficom (määräys 32), Fjarskiptastofa.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/detectors.h"

namespace ombud::detectors {

struct Phone {
  std::string normal;              // E.164: "+46701740605"
  std::optional<Country> country;  // Nothing outside the Nordic countries.
  bool mobile;
};

/// A number in any usual writing; without country code it is one of reading.country.
std::optional<Phone> read_phone(std::string_view value, const Reading& reading);

/// The code of a Nordic country: "46".
std::string_view country_code(Country country);
/// "0" in Sweden and Finland, empty elsewhere.
std::string_view trunk_prefix(Country country);

/// The national digits (without trunk prefix) cut as people write them: "70 174 06 05" is
/// {"70", "174", "06", "05"}. The first group is the area or operator code. Most usual first.
std::vector<std::vector<std::string>> phone_groupings(Country country, std::string_view national);
/// True where the digits are cut in groups of these sizes by one of those ways, in two or more.
bool is_usual_grouping(Country country, std::string_view national,
                       std::span<const std::size_t> sizes);

}  // namespace ombud::detectors
