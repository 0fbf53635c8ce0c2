// Prints every public holiday that we know of the years 1992 to 2099: "se 2025-01-01 nyårsdagen".

#include <iostream>

#include "base/calendar.h"

int main() {
  using ombud::Country;
  for (const Country country : {Country::se, Country::dk, Country::no, Country::fi})
    for (int year = 1992; year < 2100; ++year)
      for (const ombud::Holiday& holiday : ombud::holidays(country, std::chrono::year(year)))
        std::cout << ombud::word(country) << ' ' << ombud::format_day(holiday.day) << ' '
                  << holiday.name << '\n';
}
