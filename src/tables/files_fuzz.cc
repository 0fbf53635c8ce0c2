// Files that people bring: workbooks, CSV, JSON and YAML as tables.
#include "base/text.h"
#include "tables/tables.h"

namespace ombud::fuzz {

namespace {

void must_be_text(const tables::Value& value) {
  using Kind = tables::Value::Kind;
  must(value.items.empty() || value.kind == Kind::list);
  for (const tables::Value& item : value.items) must_be_text(item);
}

}  // namespace

void tables_files(std::string_view input) {
  for (const char* name : {"a.csv", "a.json", "a.yaml"}) {
    const Result<tables::Table> read = tables::read({{name, std::string(input)}});
    if (!read) continue;
    must(read->files.size() == 1);
    for (const tables::Line& line : read->lines) {
      must(line.values.size() <= read->columns.size());
      for (const tables::Value& value : line.values) must_be_text(value);
    }
  }
}

}  // namespace ombud::fuzz
