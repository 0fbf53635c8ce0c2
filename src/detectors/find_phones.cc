// Telephone numbers and birth dates in running text. Their digits alone say little; a country code,
// the usual grouping and the words around them say more.

#include <algorithm>
#include <utility>

#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/gaps.h"
#include "detectors/month_names.h"
#include "detectors/phone.h"

namespace ombud::detectors {

namespace {

constexpr std::size_t longest_phone_bytes = 32;

// True where the digits are grouped as the country's people do, not as amounts and dates are.
bool grouped_as_usual(const Text& text, std::size_t first, std::size_t last, const Phone& phone) {
  if (!phone.country) return first != last;
  const std::string national = phone.normal.substr(1 + country_code(*phone.country).size());
  std::vector<std::string> groups;
  for (std::size_t word = first; word <= last; ++word) groups.push_back(text.words[word].folded);
  for (std::vector<std::string> usual : phone_groupings(*phone.country, national)) {
    if (usual.size() < 2) continue;
    usual[0].insert(0, trunk_prefix(*phone.country));
    if (usual == groups) return true;
  }
  return false;
}

double form_score(const Text& text, std::size_t first, std::size_t last, std::string_view value,
                  const Phone& phone) {
  if (value.starts_with("+")) return phone.country ? 0.9 : 0.75;
  if (value.starts_with("00")) return phone.country ? 0.7 : 0.3;
  const bool usual = grouped_as_usual(text, first, last, phone);
  const std::string_view trunk = trunk_prefix(text.reading.country);
  const std::string digits = text.words[first].folded;
  if (!trunk.empty() && digits.starts_with("0"))
    return usual ? 0.7 : phone.mobile && first == last ? 0.55 : 0.35;
  if (trunk.empty()) return usual ? 0.55 : 0.3;
  return 0.2;
}

void find_phone_at(const Text& text, std::size_t first, std::vector<Finding>& found) {
  std::size_t start = text.words[first].start;
  if (start > 0 && text.bytes[start - 1] == '(') --start;
  if (start > 0 && text.bytes[start - 1] == '+') --start;
  for (std::size_t last = first; last < text.words.size(); ++last) {
    const std::size_t end = text.words[last].end;
    if (!text.words[last].digits || end - start > longest_phone_bytes) return;
    if (last > first && !is_phone_gap(code_points(text.gap_before(last)))) return;
    if (!stands_alone(text.bytes, start, end)) continue;
    std::string_view value = text.bytes.substr(start, end - start);
    std::size_t from = start;
    if (value.starts_with("(") && value.find(')') == std::string_view::npos) {
      value.remove_prefix(1);
      ++from;
    }
    std::optional<Phone> phone = read_phone(value, text.reading);
    if (!phone) continue;
    double score = form_score(text, first, last, value, *phone);
    // 20240131 is rather a day than a Danish number, 2024-01-31 too.
    const std::optional<Day> day = read_day(value, text.reading);
    if (day && *day > Day{std::chrono::year{1900} / 1 / 1}) score -= 0.3;
    score += context_score(text, first, Kind::phone);
    found.push_back(
        {Kind::phone, from, end, std::clamp(score, 0.0, 0.99), std::move(phone->normal)});
  }
}

}  // namespace

void find_phones(const Text& text, std::vector<Finding>& found) {
  for (std::size_t first = 0; first < text.words.size(); ++first)
    if (text.words[first].digits) find_phone_at(text, first, found);
}

void find_days(const Text& text, std::vector<Finding>& found) {
  constexpr std::size_t longest_day_words = 3;
  for (std::size_t first = 0; first < text.words.size(); ++first) {
    const Word& begin = text.words[first];
    if (!begin.digits && !(begin.capital && month_of_name(begin.folded))) continue;
    if (context_score(text, first, Kind::birth_date) <= 0) continue;
    for (std::size_t last = first; last < text.words.size() && last < first + longest_day_words;
         ++last) {
      if (!stands_alone(text.bytes, text.words[first].start, text.words[last].end)) continue;
      const std::string_view value = text.between(first, last);
      const std::optional<Day> day = read_day(value, text.reading);
      if (!day || *day > text.reading.today) continue;
      found.push_back({Kind::birth_date, text.words[first].start, text.words[last].end,
                       value.size() == 6 ? 0.6 : 0.9, format_day(*day)});
    }
  }
}

}  // namespace ombud::detectors
