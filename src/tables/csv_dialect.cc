#include "tables/csv_dialect.h"

#include "base/text.h"
#include "tables/csv_records.h"

namespace ombud::tables {

namespace {

constexpr std::string_view candidates = ";,\t|";
constexpr std::size_t records_looked_at = 100;

struct Look {
  std::size_t header_fields = 0;
  bool even = true;  // Every record has as many.
};

Look look(std::string_view text, char separator, bool whole) {
  TextSource source(text);
  RecordReader reader(source, separator, "");
  Look found;
  for (std::size_t i = 0; i < records_looked_at; ++i) {
    const Result<const Record*> record = reader.next();
    if (!record) {
      // Where the text is cut off, so is its last record.
      found.even = found.even && !whole && i > 0;
      break;
    }
    if (*record == nullptr) break;
    const bool cut_off = !whole && (*record)->ending().empty();
    if ((*record)->is_blank() || cut_off) continue;
    const std::size_t fields = (*record)->parts.size();
    if (found.header_fields == 0) found.header_fields = fields;
    found.even = found.even && fields == found.header_fields;
  }
  return found;
}

}  // namespace

Dialect dialect_of(std::string_view beginning, bool whole) {
  Dialect dialect;
  if (beginning.starts_with("\xEF\xBB\xBF")) dialect.prefix_bytes = 3;
  std::string_view text = beginning.substr(dialect.prefix_bytes);
  // What Excel writes and reads to say the separator.
  if (text.size() >= 6 && ascii_equal_ignoring_case(text.substr(0, 4), "sep=")) {
    const std::size_t end = text.find('\n');
    const bool alone = end == 5 || (end == 6 && text[5] == '\r');
    if (alone && text[4] != '"') {
      dialect.separator = text[4];
      dialect.prefix_bytes += end + 1;
      dialect.first_line = 2;
      return dialect;
    }
  }
  std::size_t best = 0;
  for (const char separator : candidates) {
    const Look found = look(text, separator, whole);
    // An even reading outdoes every uneven one; one field is no reading at all.
    const std::size_t worth =
        found.header_fields < 2 ? 0 : found.header_fields + (found.even ? 1'000'000 : 0);
    if (worth <= best) continue;
    best = worth;
    dialect.separator = separator;
  }
  return dialect;
}

}  // namespace ombud::tables
