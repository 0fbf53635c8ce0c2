#pragma once
// What many records became at once - edits of many, imports, packs, what was taken back - to be
// found again and undone (undo() in records.h).

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "records/records.h"
#include "records/view.h"

namespace ombud::records {

struct BulkChange {
  ChangeId id;
  std::string what;  // As in Version: "edited_many", "imported", "applied", "undone".
  std::string reason;
  Instant at;
  AccountId by;
  std::int64_t records = 0;  // Of all kinds.
  bool undone = false;
  bool touched = false;  // One of them was changed afterwards, so that it can't be undone.
};

struct BulkChanges {
  std::vector<BulkChange> changes;  // The last first.
  std::vector<std::string> next;    // Empty: these were the last.
};

inline constexpr std::size_t bulk_changes_at_once = 20;

/// Those of more than one record that have one of the kind among them, a page at a time. What
/// changed a record that whoever asks may not read too is not among them, as it is not his to undo.
/// Errc::invalid "records.bad_cursor" unless `after` is the `next` of the page before.
Result<BulkChanges> bulk_changes(accounts::Office& office, const Kinds& kinds,
                                 std::string_view kind, const std::vector<std::string>& after,
                                 std::size_t limit = bulk_changes_at_once);

nlohmann::ordered_json as_json(const BulkChange& change, const Names& names);

}  // namespace ombud::records
