#pragma once
// What a store says of its own soundness.

#include <string>
#include <vector>

#include "store/store.h"

namespace ombud::store {

struct Health {
  bool sound = true;                  // SQLite: quick_check; PostgreSQL: no index is invalid and no
                                      // page failed its checksum.
  std::int64_t dangling = 0;          // Rows whose foreign key points nowhere (SQLite).
  bool durable = true;                // What is committed survives a power cut, by the settings.
  std::string settings;               // "wal, synchronous=full"; "fsync=on, full_page_writes=on".
  std::vector<std::string> unfenced;  // Organisation tables without row-level security.
  std::string version;                // Of the engine.
  bool has_old_tables = false;        // The schema ombud_before of a restore is there still.
};

/// Errors of the store; Errc::unavailable "sql.damaged" where it can't even be read.
Result<Health> examine(Database& database, std::span<const std::span<const Migration>> rooms);

}  // namespace ombud::store
