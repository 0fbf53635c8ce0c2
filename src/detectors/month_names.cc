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
  constexpr std::size_t longest_bytes = 13;
  if (folded.size() < 3 || folded.size() > longest_bytes) return std::nullopt;
  for (int month = 1; month <= 12; ++month) {
    const std::string_view names = months[month - 1];
    for (std::size_t at = names.find(folded); at != std::string_view::npos;
         at = names.find(folded, at + 1)) {
      const std::size_t end = at + folded.size();
      if ((at == 0 || names[at - 1] == ' ') && (end == names.size() || names[end] == ' '))
        return month;
    }
  }
  return std::nullopt;
}

}  // namespace ombud::detectors
