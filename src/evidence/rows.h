#pragma once
// The log's tables; the only file of this room that talks to the database. Each function works in
// the caller's transaction and its organisation; their errors are the store's.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "evidence/entry_match.h"
#include "evidence/evidence.h"
#include "evidence/tiles.h"
#include "store/store.h"

namespace ombud::evidence::rows {

struct Epoch {
  std::int64_t number = 0;
  std::string origin;
  std::uint64_t size = 0;
  std::string note;      // The last signed checkpoint.
  std::string previous;  // Text of the last checkpoint before this epoch, unsigned; empty for none.
};

/// In order.
Result<std::vector<Epoch>> epochs(store::Transaction& transaction);
/// The last one, its row locked until the transaction ends where the engine locks rows.
Result<std::optional<Epoch>> lock_last_epoch(store::Transaction& transaction, sql::Engine engine);
Result<void> add_epoch(store::Transaction& transaction, const Epoch& epoch, Instant begun_at);
Result<void> update_epoch(store::Transaction& transaction, const Epoch& epoch);

struct EntryRow {
  Entry entry;  // Of its text only `bytes` is read back; whoever reads takes the rest from there.
  std::string month;
  std::optional<std::string> person_sealed;
  std::optional<std::int64_t> epoch;
};

/// When the last entry was told.
Result<std::optional<Instant>> last_told(store::Transaction& transaction);
/// The same of those that have no place yet.
Result<std::optional<Instant>> last_waiting(store::Transaction& transaction);
Result<void> add_entries(store::Transaction& transaction, std::span<const EntryRow> rows);
Result<std::optional<EntryRow>> entry(store::Transaction& transaction, const EntryId& id);
/// Newest first; `pseudonym` in place of filter.person.
Result<std::vector<EntryRow>> entries(store::Transaction& transaction, const Log::Filter& filter,
                                      const std::optional<std::string>& pseudonym);
/// How many were told from `begin` up to, not including, `end`.
Result<std::int64_t> count(store::Transaction& transaction, Instant begin, Instant end);
/// Of those the one at a place in order of time; nothing where there are fewer.
Result<std::optional<EntryRow>> entry_at(store::Transaction& transaction, Instant begin,
                                         Instant end, std::uint64_t place);
/// Positions `begin` up to, not including, `end` of an epoch, in order.
Result<std::vector<EntryRow>> entries(store::Transaction& transaction, std::int64_t epoch,
                                      std::uint64_t begin, std::uint64_t end);

/// An entry where the database holds it: nothing is copied.
struct EntryView {
  std::optional<std::uint64_t> position;
  EntryColumns columns;
  std::string_view bytes;
  /// False where a column holds a value of another kind than ours, which only somebody who changed
  /// the table itself can have put there.
  bool is_of_our_kinds = true;
};

/// The same as entries() one by one; a view lives until `take` returns.
Result<void> each_entry(store::Transaction& transaction, std::int64_t epoch, std::uint64_t begin,
                        std::uint64_t end, const std::function<void(const EntryView&)>& take);
/// How many entries have a place in the epoch at or after `position`.
Result<std::int64_t> entries_from(store::Transaction& transaction, std::int64_t epoch,
                                  std::uint64_t position);
/// Gives those without a place the next ones of the epoch, in order of time; they, in their order.
Result<std::vector<EntryRow>> place_waiting(store::Transaction& transaction, const Epoch& epoch,
                                            std::int64_t limit);
/// The next place of the epoch. Errc::conflict "store.changed_meanwhile" where the entry has one.
Result<void> place(store::Transaction& transaction, Entry& entry, const Epoch& epoch);
/// Who the entries of months before `month` are about can't be opened any more.
Result<void> forget_persons_before(store::Transaction& transaction, const std::string& month);

/// Empty where there is no such tile.
Result<std::string> tile(store::Transaction& transaction, std::int64_t epoch, unsigned level,
                         std::uint64_t index);
/// The tiles of one level from `begin` up to `end` that there are, in no order.
Result<void> each_tile(store::Transaction& transaction, std::int64_t epoch, unsigned level,
                       std::uint64_t begin, std::uint64_t end,
                       const std::function<void(std::uint64_t, std::string_view)>& take);
Result<void> put_tile(store::Transaction& transaction, std::int64_t epoch, const Tile& tile);

Result<void> add_checkpoint(store::Transaction& transaction, const Epoch& epoch, Instant signed_at);

struct SignedCheckpoint {
  std::uint64_t size = 0;
  std::string note;
};

/// Of one epoch, by size: those of at least `from`, the first `limit` of them.
Result<std::vector<SignedCheckpoint>> checkpoints(store::Transaction& transaction,
                                                  std::int64_t epoch, std::uint64_t from,
                                                  std::int64_t limit);
Result<void> mark_left(store::Transaction& transaction, std::int64_t epoch, std::uint64_t size,
                       Instant at);
/// When a checkpoint left the house last.
Result<std::optional<Instant>> last_left(store::Transaction& transaction);

}  // namespace ombud::evidence::rows
