// Birth dates in running text: a day in one of its forms, after a word that speaks of birth.

#include <algorithm>

#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/month_names.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

// The groups that a day takes at the chain's beginning, 0 where it has no such form.
std::size_t groups_of_day(const Chain& chain) {
  const std::size_t first = chain.groups[0].size();
  if (first == 8 || first == 6) return 1;
  if (chain.count < 3 || first == 3 || first > 4) return 0;
  const std::size_t second = chain.groups[1].size();
  const std::size_t third = chain.groups[2].size();
  const bool year_first = first == 4 && third <= 2;
  const bool year_last = first <= 2 && (third == 4 || third == 2);
  return second <= 2 && (year_first || year_last) ? 3 : 0;
}

void try_day(Search& search, Span span) {
  if (!search.before(span.start).names(Kind::birth_date)) return;
  if (!stands_alone(search.bytes, span.start, span.end)) return;
  const std::string_view value = search.bytes.substr(span.start, span.end - span.start);
  const std::optional<Day> day = read_day(value, search.reading);
  if (!day || *day > search.reading.today) return;
  search.add_as_is(Kind::birth_date, span, value.size() == 6 ? 0.6 : 0.9, format_day(*day));
}

std::size_t skip(std::string_view bytes, std::size_t at, std::string_view what) {
  return bytes.substr(at).starts_with(what) ? at + what.size() : at;
}

// The end of the digits that begin at `at`, or `at`.
std::size_t digits_end(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && is_digit(bytes[at])) ++at;
  return at;
}

bool is_month(std::string_view bytes, Span span) {
  return span.end - span.start >= 3 && span.end - span.start <= 14 &&
         month_of_name(FoldedWord(bytes.substr(span.start, span.end - span.start)));
}

// "31 december 1980", "31. des. 1980"
void try_month_after(Search& search, std::size_t start, std::size_t day_end) {
  const std::string_view bytes = search.bytes;
  std::size_t at = skip(bytes, day_end, ".");
  at = skip(bytes, at, " ");
  if (at == bytes.size() || !is_word_byte(bytes[at]) || is_digit(bytes[at])) return;
  const Span month = word_beginning_at(bytes, at);
  at = skip(bytes, skip(bytes, skip(bytes, month.end, "."), ","), " ");
  const std::size_t end = digits_end(bytes, at);
  if ((end - at == 4 || end - at == 2) && is_month(bytes, month)) try_day(search, {start, end});
}

// "December 31, 1980"
void try_month_before(Search& search, std::size_t day_start, std::size_t day_end) {
  const std::string_view bytes = search.bytes;
  if (day_start < 4 || bytes[day_start - 1] != ' ') return;
  const std::size_t at = skip(bytes, skip(bytes, day_end, ","), " ");
  const std::size_t end = digits_end(bytes, at);
  if (end - at != 4) return;
  const Span month = word_ending_at(bytes, day_start - 1);
  if (is_month(bytes, month)) try_day(search, {month.start, end});
}

}  // namespace

void find_day_at(Search& search, std::size_t digit, const Chain* chain) {
  if (chain != nullptr) {
    if (const std::size_t groups = groups_of_day(*chain))
      try_day(search, {digit, chain->groups[groups - 1].end});
  }
  const std::size_t end = digits_end(search.bytes, digit);
  if (end - digit > 2 || end == search.bytes.size()) return;
  try_month_after(search, digit, end);
  try_month_before(search, digit, end);
}

}  // namespace ombud::detectors
