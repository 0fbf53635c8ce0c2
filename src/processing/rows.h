#pragma once
// Reading an activity's fields, absent ones included.

#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::processing {

/// The lines of a field; none where it is not there.
const std::vector<records::Row>& lines_of(const records::Row& row, std::string_view field);
/// The values of a list; none where it is not there.
const std::vector<std::string>& list_of(const records::Row& row, std::string_view field);
bool has(const records::Row& row, std::string_view field);
/// Whether a yes_no is there and says this.
bool says(const records::Row& row, std::string_view field, bool what);
bool is_processor(const records::Record& activity);
/// "matrix.2.person"
std::string path_of(std::string_view rows, std::size_t at, std::string_view field);
records::Fault lack(std::string path, std::string key, Params params = {});

}  // namespace ombud::processing
