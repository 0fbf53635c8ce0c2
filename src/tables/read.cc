#include "tables/read.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::tables {

namespace {

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         ascii_equal_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

bool is_json(const File& file) {
  if (ends_with(file.name, ".json")) return true;
  if (ends_with(file.name, ".csv")) return false;
  const std::size_t begin = file.bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != std::string::npos && (file.bytes[begin] == '{' || file.bytes[begin] == '[');
}

Result<void> read_one(const File& file, std::string_view sheet, Table& table, Gather& gather) {
  const std::string_view bytes = file.bytes;
  if (bytes.empty()) return gather.refuse("tables.empty_file");
  if (bytes.starts_with("PK\x03\x04")) return read_xlsx(file, sheet, table, gather);
  // The container of old Office files, in which also those with a password lie.
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return gather.refuse("tables.locked_or_old");
  if (is_json(file)) return read_json(file, gather);
  if (ends_with(file.name, ".yml") || ends_with(file.name, ".yaml")) return read_yaml(file, gather);
  return read_csv(file, gather);
}

}  // namespace

Result<Table> read(const std::vector<File>& files, std::string_view sheet) {
  if (files.size() > most_files)
    return fail(Errc::invalid, "tables.too_many_files", {{"most", std::to_string(most_files)}});
  Table table;
  Gather gather(table);
  for (const File& file : files) {
    gather.begin(file.name);
    TRY(read_one(file, sheet, table, gather));
  }
  if (files.size() > 1)
    for (std::size_t at = 0; at < table.lines.size(); ++at) table.lines[at].number = at + 1;
  return table;
}

}  // namespace ombud::tables
