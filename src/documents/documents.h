#pragma once
// One model of a document, written as HTML or CSV. Everything that comes in is text of people and
// is escaped here; a cell that a spreadsheet would take for a formula is made harmless.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ombud::documents {

struct Heading {
  int level = 1;  // 1 stands right under the title.
  std::string text;
};

struct Paragraph {  // Its line breaks are kept.
  std::string text;
};

struct Facts {  // A list of words and what they are.
  std::vector<std::pair<std::string, std::string>> facts;
};

struct Table {  // Columns that hold nothing but quantities are set to the right.
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Notice {  // Something the reader must not miss.
  std::string text;
};

using Block = std::variant<Heading, Paragraph, Facts, Table, Notice>;

struct Document {
  std::string title;
  std::string language;  // "sv"
  std::vector<Block> blocks;
};

/// A whole page, readable without a network, printable, no script; WCAG 2.2 AA in light and dark.
std::string to_html(const Document& document);

/// RFC 4180 in UTF-8. `for_spreadsheets`: a byte-order mark, semicolons, every cell in quotes, and
/// an apostrophe before what would be taken for a formula (numbers such as -5 stay numbers, +46…
/// becomes text); otherwise commas and the text exactly as it is.
std::string to_csv(const Table& table, bool for_spreadsheets);
/// One row at a time, for results of any size; csv_start() goes before the first.
std::string csv_line(const std::vector<std::string>& cells, bool for_spreadsheets);
/// The byte-order mark of a file for spreadsheets, else nothing.
std::string_view csv_start(bool for_spreadsheets);

}  // namespace ombud::documents
