#pragma once
// Reading an activity's fields, absent ones included.

#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::processing {

bool has(const records::Row& row, std::string_view field);
bool is_processor(const records::Record& activity);
/// "matrix.2.person"
std::string path_of(std::string_view rows, std::size_t at, std::string_view field);
records::Fault lack(std::string path, std::string key, Params params = {});

}  // namespace ombud::processing
