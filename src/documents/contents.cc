#include "documents/contents.h"

#include <fmt/format.h>

#include <algorithm>

namespace ombud::documents {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1 234", "-5,2", "40 %": of at most nine digits, so that an account number is none.
bool is_quantity(std::string_view cell) {
  constexpr std::string_view no_break_space = "\xc2\xa0";
  int digits = 0;
  bool marks_only_after_digits = true;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const char c = cell[at];
    if (is_digit(c))
      ++digits;
    else if (cell.substr(at).starts_with(no_break_space))
      ++at;
    else if (c == '-' && at == 0)
      continue;
    else if (c == ' ' || c == '.' || c == ',' || c == '%')
      marks_only_after_digits = marks_only_after_digits && digits > 0;
    else
      return false;
  }
  const bool padded = cell.size() > 1 && cell[0] == '0' && is_digit(cell[1]);
  return digits > 0 && digits <= 9 && marks_only_after_digits && !padded;
}

struct Writing {
  std::string_view thousands;
  std::string_view point;
};

Writing writing_of(Language language) {
  switch (language) {
    case Language::en:
      return {",", "."};
    case Language::da:
      return {".", ","};
    case Language::sv:
    case Language::nb:
      break;
  }
  return {"\u00a0", ","};
}

std::string shown_number(std::string_view number, Language language) {
  const Writing writing = writing_of(language);
  std::string text;
  if (number.front() == '-') {
    text = "\u2212";  // The minus sign, which no line is broken after.
    number.remove_prefix(1);
  }
  const std::size_t whole = std::min(number.size(), number.find('.'));
  for (std::size_t i = 0; i < whole; ++i) {
    // A number of four digits is read without.
    if (i > 0 && (whole - i) % 3 == 0 && whole > 4) text += writing.thousands;
    text += number[i];
  }
  if (whole < number.size()) {
    text += writing.point;
    text += number.substr(whole + 1);
  }
  return text;
}

}  // namespace

Result<const Block*> Blocks::next() {
  if (at_ < document_.blocks.size()) return &document_.blocks[at_++];
  if (!document_.further) return nullptr;
  later_ = TRY(document_.further());
  return later_ ? &*later_ : nullptr;
}

Result<const Row*> Rows::next() {
  if (at_ < table_.rows.size()) return &table_.rows[at_++];
  if (!seen_.empty()) {
    row_ = std::move(seen_.front());
    seen_.pop_front();
    return &row_;
  }
  if (!table_.further) return nullptr;
  row_.clear();
  return TRY(table_.further(row_)) ? &row_ : nullptr;
}

Result<std::vector<const Row*>> Rows::look(std::size_t count) {
  std::vector<const Row*> rows;
  for (std::size_t i = 0; i < table_.rows.size() && rows.size() < count; ++i)
    rows.push_back(&table_.rows[i]);
  while (table_.further && rows.size() < count) {
    Row row;
    if (!TRY(table_.further(row))) break;
    rows.push_back(&seen_.emplace_back(std::move(row)));
  }
  return rows;
}

Kind kind_of(const Table& table, std::size_t column) {
  return column < table.kinds.size() ? table.kinds[column] : Kind::text;
}

bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  const std::size_t point = std::min(cell.size(), cell.find('.'));
  const std::string_view whole = cell.substr(0, point);
  const std::string_view rest = point < cell.size() ? cell.substr(point + 1) : std::string_view();
  const bool digits = std::all_of(whole.begin(), whole.end(), is_digit) &&
                      std::all_of(rest.begin(), rest.end(), is_digit);
  const bool padded = whole.size() > 1 && whole.front() == '0';
  return digits && !whole.empty() && !padded && (point == cell.size() || !rest.empty()) &&
         whole.size() + rest.size() <= 15;
}

std::optional<Day> day_in(std::string_view cell) {
  const auto day = parse_day(cell);
  return day ? std::optional(*day) : std::nullopt;
}

std::optional<Instant> instant_in(std::string_view cell) {
  const auto at = parse_instant(cell);
  return at ? std::optional(*at) : std::nullopt;
}

std::string shown(std::string_view cell, Kind kind, Language language) {
  if (kind == Kind::number && is_number(cell)) return shown_number(cell, language);
  if (kind == Kind::instant && instant_in(cell))
    return fmt::format("{} {} UTC", cell.substr(0, 10), cell.substr(11, 5));
  return std::string(cell);
}

std::vector<bool> right_columns(const Table& table, const std::vector<const Row*>& rows) {
  std::vector<bool> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!table.kinds.empty()) {
      columns.push_back(kind_of(table, i) == Kind::number);
      continue;
    }
    const auto given = [&](const Row* row) { return i < row->size() && !(*row)[i].empty(); };
    columns.push_back(std::any_of(rows.begin(), rows.end(), given) &&
                      std::all_of(rows.begin(), rows.end(), [&](const Row* row) {
                        return !given(row) || is_quantity((*row)[i]);
                      }));
  }
  return columns;
}

Language language_of(const Document& document) {
  const auto known = ombud::language_of(document.language);
  return known ? *known : Language::en;
}

bool is_link(std::string_view address) {
  return address.starts_with("https:") || address.starts_with("http:") ||
         address.starts_with("mailto:");
}

std::vector<Run> runs_of(const Paragraph& paragraph) {
  std::vector<Run> runs;
  if (!paragraph.text.empty() || paragraph.runs.empty()) runs.push_back({paragraph.text});
  runs.insert(runs.end(), paragraph.runs.begin(), paragraph.runs.end());
  return runs;
}

}  // namespace ombud::documents
