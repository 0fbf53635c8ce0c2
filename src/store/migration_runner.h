#pragma once
// Brings a database's schema up to date and says whether it is.

#include "base/clock.h"
#include "sql/connection.h"
#include "store/migration.h"
#include "store/store.h"

namespace ombud::store {

using Rooms = std::span<const std::span<const Migration>>;

class MigrationRunner {
 public:
  explicit MigrationRunner(sql::Connection& connection) : connection_(connection) {}

  Result<void> run(Rooms rooms, const Clock& clock);
  /// Steps that wait, in order; or why this program must not touch the database.
  Result<std::vector<const Migration*>> waiting(Rooms rooms);
  Result<std::vector<AppliedMigration>> applied();

 private:
  Result<bool> is_applied(const Migration& migration);
  Result<void> apply(const Migration& migration, const Clock& clock);
  Result<void> fence(const std::string& table);
  Result<void> execute(const std::string& text);

  sql::Connection& connection_;
};

}  // namespace ombud::store
