// Until the driver is here, the store links with this; the driver's own function takes its place.

#include "sql/postgresql/postgresql.h"

namespace ombud::sql::postgresql {

__attribute__((weak)) Result<std::unique_ptr<Connection>> connect(const Options& options) {
  return fail(Errc::unavailable, "sql.unreachable", {{"host", options.host}});
}

}  // namespace ombud::sql::postgresql
