// CSV for machines, exact, and for spreadsheets, safe. A spreadsheet takes a cell for a formula by
// its first letter, even after blanks, in full width, or at the start of a line inside the cell
// (some split there whatever the quotes say); an apostrophe before it makes it text.

#include "documents/csv.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "documents/contents.h"
#include "documents/documents.h"

namespace ombud::documents {

namespace {

bool starts_formula(UChar32 c) {
  switch (c) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case 0xff1d:  // The same in full width, small and as the mathematical minus.
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
    case 0xfe66:
    case 0xfe62:
    case 0xfe63:
    case 0xfe6b:
    case 0x2212:
      return true;
    default:
      return false;
  }
}

// What a spreadsheet may pass over before it looks at the first letter.
bool passed_over(UChar32 c) {
  const int type = u_charType(c);
  return u_isUWhiteSpace(c) != 0 || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR;
}

bool is_dangerous(std::string_view line) {
  const auto length = static_cast<std::int32_t>(line.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(line.data(), at, length, c);
    if (starts_formula(c)) return true;
    if (!passed_over(c)) return false;
  }
  return false;
}

// "-5", "-1234,50": a number and no formula, whoever reads it.
bool is_negative_number(std::string_view cell) {
  if (cell.size() < 2 || cell[0] != '-') return false;
  bool decimals = false;
  bool digit = false;  // The last character was one.
  for (const char c : cell.substr(1)) {
    const bool point = c == '.' || c == ',';
    if (point ? decimals || !digit : c < '0' || c > '9') return false;
    decimals = decimals || point;
    digit = !point;
  }
  return digit;
}

// Also what has apostrophes of its own before it, so that taking one away gives what it was.
bool needs_guard(std::string_view line) {
  const std::size_t begin = line.find_first_not_of('\'');
  return begin != std::string_view::npos && is_dangerous(line.substr(begin));
}

std::string formula_safe(std::string_view cell) {
  if (is_negative_number(cell)) return std::string(cell);
  std::string safe;
  // The first line is judged with what follows it: a leading line break is a danger itself.
  if (needs_guard(cell)) safe += '\'';
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t end = cell.find_first_of("\r\n", at);
    const std::string_view line = cell.substr(at, end - at);
    if (at > 0 && needs_guard(line)) safe += '\'';
    safe += line;
    if (end == std::string_view::npos) break;
    safe += cell[end];
    at = end + 1;
  }
  return safe;
}

std::string quoted(std::string_view cell) {
  std::string text = "\"";
  for (const char c : cell) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

}  // namespace

std::string without_guards(std::string_view cell) {
  std::string plain;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t end = cell.find_first_of("\r\n", at);
    std::string_view line = cell.substr(at, end - at);
    // Of the first line what follows is looked at too, as it was when it was written.
    if (line.starts_with('\'') && needs_guard(at == 0 ? cell : line)) line.remove_prefix(1);
    plain += line;
    if (end == std::string_view::npos) break;
    plain += cell[end];
    at = end + 1;
  }
  return plain;
}

std::string csv_line(const std::vector<std::string>& cells, bool for_spreadsheets) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += for_spreadsheets ? ';' : ',';
    // A row of one empty cell would be an empty line, which readers pass over.
    const bool alone = cells.size() == 1 && cells[i].empty();
    if (for_spreadsheets)
      line += quoted(formula_safe(cells[i]));
    else if (alone || cells[i].find_first_of(",\"\r\n") != std::string::npos)
      line += quoted(cells[i]);
    else
      line += cells[i];
  }
  return line + "\r\n";
}

std::string_view csv_start(bool for_spreadsheets) { return for_spreadsheets ? "\xef\xbb\xbf" : ""; }

std::string to_csv(const Table& table, bool for_spreadsheets) {
  std::string text(csv_start(for_spreadsheets));
  text += csv_line(table.columns, for_spreadsheets);
  for (const std::vector<std::string>& row : table.rows) text += csv_line(row, for_spreadsheets);
  return text;
}

Result<void> write_csv(const Document& document, const Sink& sink) {
  std::string text(csv_start(true));
  constexpr std::size_t written_at_once = 65'536;
  // Spreadsheets read numbers as the country writes them.
  const char point = language_of(document) == Language::en ? '.' : ',';
  bool first = true;
  Blocks blocks(document);
  while (const Block* block = TRY(blocks.next())) {
    const auto* table = std::get_if<Table>(block);
    if (table == nullptr) continue;
    if (!std::exchange(first, false)) text += "\r\n";
    text += csv_line(table->columns, true);
    Rows rows(*table);
    while (const Row* row = TRY(rows.next())) {
      Row cells = *row;
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (kind_of(*table, i) == Kind::number && is_number(cells[i]) && point != '.')
          std::replace(cells[i].begin(), cells[i].end(), '.', point);
      text += csv_line(cells, true);
      if (text.size() >= written_at_once) TRY(sink(std::exchange(text, {})));
    }
  }
  return sink(text);
}

}  // namespace ombud::documents
