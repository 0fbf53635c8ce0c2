#include "detectors/month_names.h"

#include "base/result.h"
#include "base/text.h"

namespace ombud::detectors {

namespace {

constexpr std::string_view months[] = {
    "januari januar january tammikuuta tammikuu jan",
    "februari februar february helmikuuta helmikuu feb febr",
    "mars marts march maaliskuuta maaliskuu mar",
    "april huhtikuuta huhtikuu apr",
    "maj mai may toukokuuta toukokuu",
    "juni june kesäkuuta kesäkuu jun",
    "juli july heinäkuuta heinäkuu jul",
    "augusti august elokuuta elokuu aug",
    "september syyskuuta syyskuu sep sept",
    "oktober october lokakuuta lokakuu okt oct",
    "november marraskuuta marraskuu nov",
    "december desember joulukuuta joulukuu dec des",
};

}  // namespace

std::vector<std::string> names_of_month(int month) {
  must(month >= 1 && month <= 12);
  return split(months[month - 1], ' ');
}

std::optional<int> month_of_name(std::string_view folded) {
  for (int month = 1; month <= 12; ++month)
    for (const std::string& name : names_of_month(month))
      if (name == folded) return month;
  return std::nullopt;
}

}  // namespace ombud::detectors
