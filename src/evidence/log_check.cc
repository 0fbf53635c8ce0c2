#include "evidence/log_check.h"

#include <future>

#include "base/text.h"
#include "evidence/entry.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t most_faults = 100;                   // More would not tell more.
constexpr std::uint64_t entries_at_once = 8 * tile_width;  // Some megabytes, of which two are held.

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

// Whether the columns say what the entry's bytes say.
bool is_told_by(const rows::EntryRow& row, const StoredEntry& stored) {
  const Entry& entry = stored.entry;
  return entry.id == row.entry.id && entry.at == row.entry.at && entry.event == row.entry.event &&
         entry.object == row.entry.object && entry.pseudonym == row.entry.pseudonym &&
         stored.month == row.month;
}

}  // namespace

void LogCheck::fault(Error what) {
  if (verdict_.faults.size() < most_faults) verdict_.faults.push_back(std::move(what));
}

void LogCheck::fault(std::string key, Params params) {
  fault({Errc::conflict, std::move(key), std::move(params)});
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
  BundleTree tree;
  Bundle last;
  if (!TRY(check_bundles(transaction, epoch, tree, last))) return {};
  const auto compare = [&](const Tile& tile) { return check_tile(transaction, epoch, tile); };
  TRY(tree.rest(compare));
  check_checkpoint(epoch, {epoch.size, epoch.note}, tree.with(last.leaves()).root());
  if (TRY(rows::entries_from(transaction, epoch.number, epoch.size)) > 0)
    fault("evidence.fault_surplus",
          {{"epoch", std::to_string(epoch.number)}, {"size", std::to_string(epoch.size)}});
  if (!TRY(rows::checkpoints(transaction, epoch.number, epoch.size + 1, INT64_MAX)).empty())
    fault("evidence.fault_surplus",
          {{"epoch", std::to_string(epoch.number)}, {"size", std::to_string(epoch.size)}});
  return {};
}

Result<bool> LogCheck::check_bundles(store::Transaction& transaction, const rows::Epoch& epoch,
                                     BundleTree& tree, Bundle& last) {
  using Rows = std::vector<rows::EntryRow>;
  using Checked = std::vector<CheckedBundle>;
  const auto read = [&](std::uint64_t begin) -> Result<Rows> {
    if (begin >= epoch.size) return Rows();
    return rows::entries(transaction, epoch.number, begin,
                         std::min(begin + entries_at_once, epoch.size));
  };
  Rows entries = TRY(read(0));
  for (std::uint64_t begin = 0; begin < epoch.size; begin += entries_at_once) {
    std::future<Checked> checking = std::async(std::launch::async, [&epoch, &entries, begin] {
      Checked checked;
      const std::uint64_t end = std::min(begin + entries_at_once, epoch.size);
      for (std::uint64_t at = begin; at < end; at += tile_width) {
        const std::span<const rows::EntryRow> all(entries);
        checked.push_back(check_entries(epoch, at, std::min(at + tile_width, end),
                                        all.subspan(std::min(at - begin, all.size()))));
        if (!checked.back().is_whole) break;
      }
      return checked;
    });
    Result<Rows> following = read(begin + entries_at_once);
    for (CheckedBundle& checked : checking.get()) {
      if (!TRY(put_in_place(transaction, epoch, checked, tree))) return false;
      if (!checked.bundle.is_full()) last = std::move(checked.bundle);
    }
    entries = TRY(std::move(following));
  }
  return true;
}

Result<bool> LogCheck::put_in_place(store::Transaction& transaction, const rows::Epoch& epoch,
                                    const CheckedBundle& checked, BundleTree& tree) {
  for (const Error& found : checked.faults) fault(found);
  if (!checked.is_whole) return false;
  const std::string& leaves = checked.bundle.leaves();
  const std::uint64_t begin = tree.size();
  const std::uint64_t end = begin + leaves.size() / hash_bytes;
  Frontier then = tree.with({});
  for (const rows::SignedCheckpoint& signed_then :
       TRY(rows::checkpoints(transaction, epoch.number, begin + 1, end + 1))) {
    while (then.size() < signed_then.size)
      then.add(leaves.substr((then.size() - begin) * hash_bytes, hash_bytes));
    check_checkpoint(epoch, signed_then, then.root());
  }
  TRY(check_tile(transaction, epoch, {0, begin / tile_width, leaves}));
  if (checked.bundle.is_full())
    TRY(tree.add(checked.root,
                 [&](const Tile& tile) { return check_tile(transaction, epoch, tile); }));
  done_ += end - begin;
  if (tell_) tell_(done_, verdict_.entries);
  return true;
}

// Called beside the thread that reads: touches nothing of the store.
LogCheck::CheckedBundle LogCheck::check_entries(const rows::Epoch& epoch, std::uint64_t begin,
                                                std::uint64_t end,
                                                std::span<const rows::EntryRow> entries) {
  CheckedBundle checked;
  const auto fault = [&](const char* key, Params params) {
    checked.faults.push_back({Errc::conflict, key, std::move(params)});
  };
  for (std::uint64_t position = begin; position < end; ++position) {
    const std::size_t i = position - begin;
    if (i >= entries.size() || entries[i].entry.position != position) {
      fault("evidence.fault_missing", at_position(epoch, position));
      checked.is_whole = false;
      return checked;
    }
    const rows::EntryRow& row = entries[i];
    checked.bundle.add(row.entry.bytes);
    const Result<StoredEntry> stored = read_entry(row.entry.bytes);
    if (!stored) {
      fault("evidence.fault_entry", at_position(epoch, position));
      continue;
    }
    if (!is_told_by(row, *stored)) fault("evidence.fault_columns", at_position(epoch, position));
    if (position == 0 && !epoch.previous.empty() && !names_previous(stored->entry, epoch.previous))
      fault("evidence.fault_epoch", {{"epoch", std::to_string(epoch.number)}});
  }
  if (checked.bundle.is_full()) checked.root = root_of_tile(checked.bundle.leaves());
  return checked;
}

void LogCheck::check_checkpoint(const rows::Epoch& epoch, const rows::SignedCheckpoint& was,
                                const Hash& root) {
  // One epoch has one key: that of its last checkpoint.
  const Result<VerifierKey> key = books_.key_of(epoch.origin, epoch.note);
  const Result<Checkpoint> checkpoint = key ? read_signed(was.note, *key) : fail(key.error());
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
