#include "documents/csv.h"

#include <algorithm>

#include "base/encoding.h"
#include "tables/csv_dialect.h"
#include "tables/csv_records.h"
#include "tables/read.h"

namespace ombud::tables {

namespace {

constexpr std::size_t piece_bytes = 64 << 10;
constexpr std::size_t beginning_bytes = 256 << 10;

}  // namespace

Result<void> read_csv(const File& file, Gather& gather) {
  const std::string_view bytes = file.bytes;
  TextReader reader(bytes.substr(0, piece_bytes));
  if (!reader.is_text()) return gather.refuse("tables.unknown_form");
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += piece_bytes)
    reader.read(bytes.substr(at, piece_bytes), at + piece_bytes >= bytes.size(), text);
  if (text.find('\0') != std::string::npos) return gather.refuse("tables.unknown_form");
  const std::string_view beginning = std::string_view(text).substr(0, beginning_bytes);
  const Dialect dialect = dialect_of(beginning, beginning.size() == text.size());
  TextSource source(std::string_view(text).substr(dialect.prefix_bytes));
  RecordReader records(source, dialect.separator, file.name, dialect.first_line);
  Sheet sheet(gather);
  for (std::size_t row = 1;; ++row) {
    const Record* record = TRY(records.next());
    if (record == nullptr) break;
    std::vector<Value> values;
    for (std::size_t part = 0; part < record->parts.size(); ++part) {
      // What was written for spreadsheets has an apostrophe before what looks like a formula.
      std::string value = documents::without_guards(record->value(part).value_or(std::string()));
      const auto kind = value.empty() ? Value::Kind::nothing : Value::Kind::text;
      values.push_back({kind, std::move(value), {}});
    }
    TRY(sheet.row(row, std::move(values)));
  }
  return sheet.end();
}

}  // namespace ombud::tables
