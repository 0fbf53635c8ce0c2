#pragma once
// The two halves of faults(): of fields, and of links.

#include <vector>

#include "datamap/datamap.h"

namespace ombud::datamap {

std::vector<Error> table_faults(const Map& map, const sql::Catalogue& catalogue);
std::vector<Error> link_faults(const Map& map, const sql::Catalogue& catalogue);

}  // namespace ombud::datamap
