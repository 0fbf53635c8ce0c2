#pragma once
// Tables out of files that people bring: workbooks (XLSX), CSV, JSON and YAML, all as columns and
// lines of one form. What a file is, its content says, not its name.
//
// A file is somebody else's: nothing in it is carried out, nothing is fetched, and what it unpacks
// to is counted while it is read. What is not clearly one thing is refused with its place, so that
// no value is silently lost or moved into another column.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ombud::tables {

struct Value {
  enum class Kind : std::uint8_t {
    absent,   // The file says nothing here: a JSON object without that member.
    nothing,  // It says that nothing is there: an empty cell, null.
    text,
    number,   // "-1234.5"
    yes_no,   // "yes" or "no"
    day,      // "2026-11-22"
    instant,  // "2026-11-22T10:00:00"
    list,
    broken,  // A formula that was never computed, or whose result is an error.
  } kind = Kind::absent;
  std::string text;
  std::vector<Value> items;  // Of a list.

  bool operator==(const Value&) const = default;
};

/// What a file says in one row, or of one object.
struct Line {
  std::size_t number = 0;     // What the line is chosen by: the row, or with several files a count.
  std::size_t row = 0;        // In its file, counted from 1 as a spreadsheet does.
  std::size_t file = 0;       // Place in Table::files.
  std::vector<Value> values;  // By column; those behind the end are absent.

  const Value& at(std::size_t column) const;
};

struct Table {
  std::vector<std::string> files;
  std::string sheet;                // The one that was read; empty where there are none.
  std::vector<std::string> sheets;  // All that can be.
  // "Navn"; of JSON with the way to it: "controller.name", "purposes[].purpose", whose value is a
  // list with one item an object of the list.
  std::vector<std::string> columns;
  std::vector<Line> lines;
};

struct File {
  std::string name;  // "register.xlsx": for errors, and to know JSON from YAML.
  std::string bytes;
};

/// What is read at most, so that no file takes the machine with it.
inline constexpr std::size_t most_lines = 100'000;
inline constexpr std::size_t most_columns = 2'000;
inline constexpr std::size_t most_text_bytes = 256UL << 20;      // Of all values, as they are held.
inline constexpr std::size_t most_unpacked_bytes = 256UL << 20;  // Of a workbook's parts.
inline constexpr std::size_t most_files = 500;

/// All files as one table: their columns by name, their lines one after the other. `sheet`: of a
/// workbook, else the one that is seen when it is opened. A table's head is the first row with two
/// values or
/// more (the first of all where no row has), so that a title above it does no harm.
///
/// All of Errc::invalid, with {file}: "tables.empty_file", "tables.unknown_form",
/// "tables.locked_or_old" (protected by a password, or of a form older than XLSX),
/// "tables.bad_zip", "tables.no_workbook", "tables.bad_workbook", "tables.no_such_sheet" {sheet,
/// sheets}, "tables.no_rows", "tables.wide_row" {row} (more values than the head),
/// "tables.bad_json", "tables.bad_yaml" {line}, "tables.no_records" (no objects),
/// "tables.too_deep", "tables.unpacks_too_large" {most}, "tables.too_much_text" {most} (MiB),
/// "tables.too_many_lines" {most}, "tables.too_many_columns" {most}; those of RecordReader;
/// "tables.too_many_files" {most}.
Result<Table> read(const std::vector<File>& files, std::string_view sheet = {});

}  // namespace ombud::tables
