#pragma once
// The connector of a CSV folder.

#include <memory>
#include <string>

#include "connectors/connectors.h"

namespace ombud::connectors::csv {

/// Errors of read_folder and load (csv/folder.h, csv/staging.h), and of sql::sqlite::connect.
Result<std::unique_ptr<Connector>> open(System system);

}  // namespace ombud::connectors::csv
