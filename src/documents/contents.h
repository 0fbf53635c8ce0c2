#pragma once
// A document's blocks and a table's rows one after the other, whether they are held or come later;
// and a cell as it is read.

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/texts.h"
#include "documents/documents.h"

namespace ombud::documents {

class Blocks {
 public:
  explicit Blocks(const Document& document) : document_(document) {}

  /// The next, valid until the call after; null at the end. Errors: those of `further`.
  Result<const Block*> next();

 private:
  const Document& document_;
  std::size_t at_ = 0;
  std::optional<Block> later_;
};

class Rows {
 public:
  explicit Rows(const Table& table) : table_(table) {}

  /// The next, valid until the call after; null at the end. Errors: those of `further`.
  Result<const Row*> next();
  /// The first rows, as many as asked for, before any is taken: what a table's form is chosen by.
  Result<std::vector<const Row*>> look(std::size_t count);

 private:
  const Table& table_;
  std::size_t at_ = 0;
  std::deque<Row> seen_;  // Looked at and not yet taken.
  Row row_;
};

Kind kind_of(const Table& table, std::size_t column);
/// "-1234.5": what Kind::number takes.
bool is_number(std::string_view cell);
/// "2026-11-22", a day that exists.
std::optional<Day> day_in(std::string_view cell);
std::optional<Instant> instant_in(std::string_view cell);
/// As the language writes numbers, and instants to the minute; anything else as it is.
std::string shown(std::string_view cell, Kind kind, Language language);
/// Which columns are set to the right: numbers, and in a table without kinds those that hold
/// nothing but quantities in these rows.
std::vector<bool> right_columns(const Table& table, const std::vector<const Row*>& rows);
/// What has no title of its own is called like this in a table that holds nothing.
constexpr std::string_view nothing = "\u2013";

/// The language of the document, else English.
Language language_of(const Document& document);
/// "https:", "http:" or "mailto:": what may be a link.
bool is_link(std::string_view address);
/// The text and the runs as runs.
std::vector<Run> runs_of(const Paragraph& paragraph);

}  // namespace ombud::documents
