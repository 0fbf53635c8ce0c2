#include "processing/rows.h"

namespace ombud::processing {

const std::vector<records::Row>& lines_of(const records::Row& row, std::string_view field) {
  static const std::vector<records::Row> none;
  const records::Value* value = row.find(field);
  const auto* lines = value == nullptr ? nullptr : std::get_if<std::vector<records::Row>>(value);
  return lines == nullptr ? none : *lines;
}

const std::vector<std::string>& list_of(const records::Row& row, std::string_view field) {
  static const std::vector<std::string> none;
  const records::Value* value = row.find(field);
  const auto* list = value == nullptr ? nullptr : std::get_if<std::vector<std::string>>(value);
  return list == nullptr ? none : *list;
}

bool has(const records::Row& row, std::string_view field) { return row.find(field) != nullptr; }

bool says(const records::Row& row, std::string_view field, bool what) {
  const records::Value* value = row.find(field);
  const bool* said = value == nullptr ? nullptr : std::get_if<bool>(value);
  return said != nullptr && *said == what;
}

bool is_processor(const records::Record& activity) {
  return activity.row.text("role") == "processor";
}

std::string path_of(std::string_view rows, std::size_t at, std::string_view field) {
  return std::string(rows) + "." + std::to_string(at) + "." + std::string(field);
}

records::Fault lack(std::string path, std::string key, Params params) {
  return {std::move(path), {Errc::invalid, std::move(key), std::move(params)}};
}

}  // namespace ombud::processing
