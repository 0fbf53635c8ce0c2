#include "evidence/log_check.h"

#include "base/text.h"
#include "evidence/entry.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t most_faults = 100;  // More would not tell more.

Params at_position(const rows::Epoch& epoch, std::uint64_t position) {
  return {{"position", std::to_string(position)}, {"epoch", std::to_string(epoch.number)}};
}

// Whether the first entry of an epoch names the last checkpoint before it.
bool names_previous(const Entry& entry, const std::string& previous) {
  Checkpoint named;
  for (const auto& [name, value] : entry.commitments) {
    if (name == "previous_origin") named.origin = value;
    if (name == "previous_size") named.size = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "previous_root") named.root = from_hex(value) ? *from_hex(value) : Hash();
  }
  return entry.event == "evidence.epoch" && note_text(named) == previous;
}

}  // namespace

void LogCheck::fault(std::string key, Params params) {
  if (verdict_.faults.size() < most_faults)
    verdict_.faults.push_back({Errc::conflict, std::move(key), std::move(params)});
}

Result<Verdict> LogCheck::run() {
  store::Transaction transaction = TRY(books_.store.begin(books_.organisation, sql::Begin::read));
  const std::vector<rows::Epoch> epochs = TRY(rows::epochs(transaction));
  for (const rows::Epoch& epoch : epochs) verdict_.entries += epoch.size;
  for (const rows::Epoch& epoch : epochs) TRY(check_epoch(transaction, epoch));
  if (!epochs.empty()) verdict_.checkpoint = epochs.back().note;
  TRY(check_file(transaction));
  if (const auto left = TRY(rows::last_left(transaction)))
    verdict_.last_anchored = std::chrono::floor<std::chrono::days>(*left);
  verdict_.sound = verdict_.faults.empty();
  return std::move(verdict_);
}

Result<void> LogCheck::check_file(store::Transaction& transaction) {
  const Result<std::optional<Checkpoint>> last = last_signed(books_);
  if (!last) {
    fault(last.error().key, last.error().params);
  } else if (!*last) {
    // A log that never began has none.
    if (!verdict_.checkpoint.empty()) fault("evidence.last_signed_missing", {});
  } else if (const Result<bool> holds = continues(transaction, **last); !holds) {
    if (holds.error().code != Errc::conflict) return fail(holds.error());
    fault(holds.error().key, holds.error().params);
  } else if (!*holds) {
    fault("evidence.rolled_back",
          {{"signed", std::to_string((*last)->size)}, {"found", std::to_string(verdict_.entries)}});
  }
  return {};
}

Result<void> LogCheck::check_epoch(store::Transaction& transaction, const rows::Epoch& epoch) {
  Tree tree;
  for (std::uint64_t begin = 0; begin < epoch.size; begin += tile_width)
    if (!TRY(check_entries(transaction, epoch, begin, tree))) return {};
  TRY(tree.tiler.rest([&](const Tile& tile) { return check_tile(transaction, epoch, tile); }));
  check_checkpoint(epoch, {epoch.size, epoch.note}, tree.frontier.root());
  if (TRY(rows::entries_from(transaction, epoch.number, epoch.size)) > 0)
    fault("evidence.fault_surplus",
          {{"epoch", std::to_string(epoch.number)}, {"size", std::to_string(epoch.size)}});
  if (!TRY(rows::checkpoints(transaction, epoch.number, epoch.size + 1, INT64_MAX)).empty())
    fault("evidence.fault_surplus",
          {{"epoch", std::to_string(epoch.number)}, {"size", std::to_string(epoch.size)}});
  return {};
}

Result<bool> LogCheck::check_entries(store::Transaction& transaction, const rows::Epoch& epoch,
                                     std::uint64_t begin, Tree& tree) {
  const std::uint64_t end = std::min(begin + tile_width, epoch.size);
  const std::vector<rows::EntryRow> entries =
      TRY(rows::entries(transaction, epoch.number, begin, end));
  const std::vector<rows::SignedCheckpoint> checkpoints =
      TRY(rows::checkpoints(transaction, epoch.number, begin + 1, end + 1));
  auto next = checkpoints.begin();
  for (std::uint64_t position = begin; position < end; ++position) {
    const std::size_t i = position - begin;
    if (i >= entries.size() || entries[i].entry.position != position) {
      fault("evidence.fault_missing", at_position(epoch, position));
      return false;
    }
    check_entry(epoch, entries[i]);
    const Hash leaf = leaf_hash(entries[i].entry.bytes);
    tree.frontier.add(leaf);
    TRY(tree.tiler.add(leaf,
                       [&](const Tile& tile) { return check_tile(transaction, epoch, tile); }));
    for (; next != checkpoints.end() && next->size == tree.frontier.size(); ++next)
      check_checkpoint(epoch, *next, tree.frontier.root());
  }
  done_ += end - begin;
  if (tell_) tell_(done_, verdict_.entries);
  return true;
}

void LogCheck::check_entry(const rows::Epoch& epoch, const rows::EntryRow& row) {
  const std::uint64_t position = *row.entry.position;
  const Result<StoredEntry> stored = read_entry(row.entry.bytes);
  if (!stored) return fault("evidence.fault_entry", at_position(epoch, position));
  const Entry& entry = stored->entry;
  if (entry.id != row.entry.id || entry.at != row.entry.at || entry.event != row.entry.event ||
      entry.object != row.entry.object || entry.pseudonym != row.entry.pseudonym ||
      stored->month != row.month)
    fault("evidence.fault_columns", at_position(epoch, position));
  if (position == 0 && !epoch.previous.empty() && !names_previous(entry, epoch.previous))
    fault("evidence.fault_epoch", {{"epoch", std::to_string(epoch.number)}});
}

void LogCheck::check_checkpoint(const rows::Epoch& epoch, const rows::SignedCheckpoint& was,
                                const Hash& root) {
  const Result<Checkpoint> checkpoint = read_signed(was.note, books_.key_of(epoch.origin));
  if (!checkpoint || checkpoint->size != was.size || checkpoint->root != root)
    fault("evidence.fault_checkpoint",
          {{"size", std::to_string(was.size)}, {"epoch", std::to_string(epoch.number)}});
}

Result<void> LogCheck::check_tile(store::Transaction& transaction, const rows::Epoch& epoch,
                                  const Tile& tile) {
  if (TRY(rows::tile(transaction, epoch.number, tile.level, tile.index)) != tile.hashes)
    fault("evidence.fault_tile",
          {{"tile", tile_name(tile)}, {"epoch", std::to_string(epoch.number)}});
  return {};
}

}  // namespace ombud::evidence
