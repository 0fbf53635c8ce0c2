#pragma once
// One model of a document, written as HTML, PDF, DOCX, XLSX or CSV. Everything that comes in is
// text of people and is escaped here; a cell that a spreadsheet would take for a formula is made
// harmless.
//
// Nothing has to be held whole: `further` of a document and of a table is asked for the next block
// or row until there is none, and what is written goes to the sink as it is made.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "documents/figure.h"

namespace ombud::documents {

struct Heading {
  int level = 1;  // 1 stands right under the title.
  std::string text;
};

struct Run {  // A piece of running text.
  std::string text;
  bool bold = false;
  bool italic = false;
  std::string link = {};  // "https:", "http:" or "mailto:"; anything else is text and no link.
};

struct Paragraph {  // The text, then the runs. Its line breaks are kept.
  std::string text;
  std::vector<Run> runs = {};
};

struct Item {
  Paragraph said;
  std::vector<Item> items = {};  // Under it.
};

struct List {
  bool numbered = false;
  std::vector<Item> items = {};
};

struct Facts {  // A list of words and what they are.
  std::vector<std::pair<std::string, std::string>> facts;
};

/// What the cells of a column hold. Only what is written as below is taken for it; any other cell
/// is text, so that nothing is ever turned into something else.
enum class Kind {
  text,     // Also phone numbers, national ids, account numbers: never a number.
  number,   // "-1234.5": at most 15 digits, no leading zero. Shown as the language writes it.
  date,     // "2026-11-22"
  instant,  // "2026-11-22T10:00:00Z". Shown to the minute, in UTC.
};

using Row = std::vector<std::string>;

struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<Row> rows;
  // Of each column. A table without any is all text; on pages its columns that hold nothing but
  // quantities are set to the right.
  std::vector<Kind> kinds = {};
  bool row_heads = false;  // The first column says what its row is about.
  // After `rows`: fills in the next row, or says false. Asked once, from the first to the last.
  std::function<Result<bool>(Row&)> further = {};
};

struct Notice {  // Something the reader must not miss.
  std::string text;
};

using Block = std::variant<Heading, Paragraph, Facts, Table, Notice, List, Figure>;

struct Furniture {        // Of every page, where a format has pages.
  std::string head = {};  // At the top, as whose document this is.
  std::string foot = {};  // At the bottom, beside "page x of y".
  bool landscape = false;
};

struct Document {
  std::string title;
  std::string language;  // "sv"
  std::vector<Block> blocks;
  Furniture page = {};
  std::string author = {};              // The organisation whose document this is.
  std::optional<Instant> made_at = {};  // Said in the file. The same gives the same bytes.
  // After `blocks`: the next block, or nothing at the end. Asked once, from the first to the last.
  std::function<Result<std::optional<Block>>()> further = {};
};

enum class Format { html, pdf, docx, xlsx, csv };

/// "pdf", as it is written on a command line and in an address.
std::string_view word(Format format);
std::optional<Format> format_of(std::string_view word);
/// "application/pdf"
std::string_view media_type(Format format);
/// ".pdf"
std::string_view file_ending(Format format);

/// Takes the next bytes of a file. What it refuses ends the writing with that error.
using Sink = std::function<Result<void>(std::string_view)>;

/// The whole document, to the sink, in bounded memory: a PDF keeps some bytes for each element of
/// its structure, an HTML page, a DOCX and a CSV nothing, an XLSX what stands outside of tables.
/// The same document gives the same bytes. CSV is that for spreadsheets (below) and holds the
/// tables only, with an empty line between two. Errors: the sink's and those of `further`;
/// Errc::unavailable "documents.no_fonts" (PDF, where the machine lacks the fonts); Errc::invalid
/// "documents.too_large_zip" beyond 4 GiB of a part of DOCX or XLSX, "documents.too_many_rows" for
/// a table that a sheet can't hold (1,048,575 rows, 16,384 columns).
Result<void> write(const Document& document, Format format, const Sink& sink);
/// The same as one string, for what is known to be small.
Result<std::string> write(const Document& document, Format format);

/// A whole page, readable without a network, printable, no script; WCAG 2.2 AA in light and dark.
/// Only of what is held: `further` is passed over.
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
