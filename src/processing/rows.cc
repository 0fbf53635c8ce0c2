#include "processing/rows.h"

namespace ombud::processing {

bool has(const records::Row& row, std::string_view field) { return row.find(field) != nullptr; }

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
