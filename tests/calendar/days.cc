// calendar_days FILE: writes every public holiday that we know of the years 1992 to 2099, a line
// each: "se 2025-01-01 nyårsdagen".

#include <fstream>

#include "base/calendar.h"

int main(int count, char** arguments) {
  using ombud::Country;
  if (count != 2) return 2;
  std::ofstream out(arguments[1]);
  for (const Country country : {Country::se, Country::dk, Country::no, Country::fi})
    for (int year = 1992; year < 2100; ++year)
      for (const ombud::Holiday& holiday : ombud::holidays(country, std::chrono::year(year)))
        out << ombud::word(country) << ' ' << ombud::format_day(holiday.day) << ' ' << holiday.name
            << '\n';
  out.close();
  return out ? 0 : 1;
}
