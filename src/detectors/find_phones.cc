// Telephone numbers in running text. Their digits alone say little; a country code, the usual
// grouping and the words around them say more.

#include <algorithm>
#include <array>
#include <utility>

#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/phone.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t longest_phone_bytes = 32;
constexpr std::size_t least_digits = 6;
constexpr std::size_t most_digits = 18;

// True where the digits are grouped as the country's people do, not as amounts and dates are.
bool grouped_as_usual(const Chain& chain, std::size_t count, const Phone& phone) {
  if (!phone.country) return count > 1;
  const std::string_view national =
      std::string_view(phone.normal).substr(1 + country_code(*phone.country).size());
  std::array<std::size_t, Chain::most_groups> sizes;
  for (std::size_t i = 0; i < count; ++i) sizes[i] = chain.groups[i].size();
  const std::size_t trunk = trunk_prefix(*phone.country).size();
  if (sizes[0] <= trunk) return false;
  sizes[0] -= trunk;
  return is_usual_grouping(*phone.country, national, std::span(sizes.data(), count));
}

double form_score(const Search& search, const Chain& chain, std::size_t count,
                  std::string_view value, const Phone& phone) {
  if (value.find('+') != std::string_view::npos) return phone.country ? 0.9 : 0.75;
  if (chain.digits[0] == '0' && chain.digits[1] == '0') return phone.country ? 0.7 : 0.3;
  const bool usual = grouped_as_usual(chain, count, phone);
  const bool trunk = !trunk_prefix(search.reading.country).empty();
  if (trunk && chain.digits[0] == '0')
    return usual ? 0.7 : phone.mobile && count == 1 ? 0.55 : 0.35;
  if (!trunk) return usual ? 0.55 : 0.3;
  return 0.2;
}

// 20240131 is rather a day than a Danish number, 2024-01-31 too.
bool may_be_day(std::string_view value, const Reading& reading) {
  const std::optional<Day> day = read_day(value, reading);
  return day && *day > Day{std::chrono::year{1900} / 1 / 1};
}

}  // namespace

void find_phone_at(Search& search, const Chain& chain) {
  const std::string_view bytes = search.bytes;
  std::size_t start = chain.groups[0].start;
  if (start > 0 && bytes[start - 1] == '+') --start;
  const bool international = start != chain.groups[0].start;
  // Most numbers of a text end here: none of a plan begins so.
  const bool trunk = !trunk_prefix(search.reading.country).empty();
  if (!international && trunk && chain.digits[0] != '0' &&
      !search.before(chain.groups[0].start).names(Kind::phone))
    return;
  if (start > 0 && bytes[start - 1] == '(') --start;

  for (std::size_t count = 1; count <= chain.count; ++count) {
    const Chain::Group& last = chain.groups[count - 1];
    if (count > 1 && (last.gap == ',' || last.gap == '+')) return;
    if (last.end - start > longest_phone_bytes) return;
    const std::size_t digits = last.digits_before + last.size();
    if (digits < least_digits || digits > most_digits) continue;
    if (!stands_alone(bytes, start, last.end)) continue;
    std::size_t from = start;
    std::string_view value = bytes.substr(start, last.end - start);
    if (value.starts_with('(') && value.find(')') == std::string_view::npos) {
      value.remove_prefix(1);
      ++from;
    }
    std::optional<Phone> phone = read_phone(value, search.reading);
    if (!phone) continue;
    double score = form_score(search, chain, count, value, *phone);
    if ((digits == 8 || digits == 6) && may_be_day(value, search.reading)) score -= 0.3;
    search.add(Kind::phone, {from, last.end}, score, std::move(phone->normal));
  }
}

}  // namespace ombud::detectors
