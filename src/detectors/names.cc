#include "detectors/names.h"

#include <unordered_set>

#include "detectors/characters.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

namespace {

using Names = std::unordered_set<std::string_view>;

Names names_in(std::initializer_list<std::string_view> lists) {
  Names names;
  for (const std::string_view list : lists) {
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = list.find(' ', at);
      must(end != std::string_view::npos);
      names.insert(list.substr(at, end - at));
      at = end + 1;
    }
  }
  return names;
}

}  // namespace

bool is_given_name(std::string_view folded) {
  static const Names names = names_in(
      {given_swedish, given_danish, given_norwegian, given_finnish_icelandic, given_world});
  return names.contains(folded);
}

bool is_surname(std::string_view folded) {
  static const Names names = names_in(
      {surnames_swedish, surnames_danish_norwegian, surnames_finnish_icelandic, surnames_world});
  return names.contains(folded);
}

std::span<const std::string_view> given_by_locale() {
  static const std::string_view lists[] = {
      given_locale_african, given_locale_asian,      given_locale_czech,
      given_locale_eastern, given_locale_english,    given_locale_germanic,
      given_locale_nordic,  given_locale_romance,    given_locale_south_slavic,
      given_locale_turkic,  given_locale_west_slavic};
  return lists;
}

std::span<const std::string_view> surnames_by_locale() {
  static const std::string_view lists[] = {
      surnames_locale_african, surnames_locale_asian,      surnames_locale_czech,
      surnames_locale_eastern, surnames_locale_english,    surnames_locale_germanic,
      surnames_locale_nordic,  surnames_locale_romance,    surnames_locale_south_slavic,
      surnames_locale_turkic,  surnames_locale_west_slavic};
  return lists;
}

bool is_common_first_name(std::string_view word) { return is_given_name(quick_fold(word)); }

bool is_common_surname(std::string_view word) { return is_surname(quick_fold(word)); }

}  // namespace ombud::detectors
