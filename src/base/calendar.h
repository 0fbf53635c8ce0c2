#pragma once
// Calendars of the Nordic countries: which day is a public holiday, and which a working day. The
// holidays are those of the State where action is to be taken (Regulation 1182/71 art. 2(1)), the
// controller's; eves are working days here although many are free, which is the safer reading.

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace ombud {

enum class Country : std::uint8_t { se, dk, no, fi };

/// "se", "dk", "no", "fi".
std::string_view word(Country country);
/// Nothing where no such country is known here.
std::optional<Country> country_of(std::string_view word);
/// The zone in which the country's days begin and end: "Europe/Stockholm".
std::string_view zone_name(Country country);

struct Holiday {
  Day day;
  std::string_view name;  // In the country's own language.
};

/// The public holidays of a year in order of day, Sundays that have no name left out. By the laws
/// in force from 1992; an earlier year is answered by the rules of 1992.
/// Law: SE lag (1989:253) om allmänna helgdagar; DK Danske Lov 3-9-2 ff., lov nr. 214/2023 (no
/// Store Bededag from 2024); NO lov 1995-02-24-12 om helligdager, lov 1947-04-26-1; FI kirkkolaki
/// 4:3, laki 388/1937, laki vapunpäivästä 272/1944.
std::vector<Holiday> holidays(Country country, std::chrono::year year);

/// Neither Saturday, Sunday nor a public holiday.
bool working_day(Country country, Day day);
/// The day itself, if it is one, else the first working day after it.
Day moved_to_working_day(Country country, Day day);

}  // namespace ombud
