#include "evidence/log_check.h"

#include <algorithm>
#include <mutex>

#include "base/side_by_side.h"
#include "evidence/piece_check.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t most_faults = 100;  // More would not tell more.
constexpr std::uint64_t entries_of_a_piece = 8 * tile_width;
// Held until they are put in place: 32 bytes of each.
constexpr std::uint64_t entries_at_once = 32 * entries_of_a_piece;
constexpr std::int64_t checkpoints_at_once = 500;

}  // namespace

void LogCheck::fault(Error what) {
  if (verdict_.faults.size() < most_faults) verdict_.faults.push_back(std::move(what));
}

void LogCheck::fault(std::string key, Params params) {
  fault({Errc::conflict, std::move(key), std::move(params)});
}

Result<Verdict> LogCheck::run() {
  store::Transaction transaction = TRY(books_.store.begin(books_.organisation, sql::Begin::read));
  // Each reads by a snapshot of its own: none older than the first, which says how long the log is,
  // and what has a place below that never changes. Where there is no further connection to be had,
  // fewer threads do it.
  std::vector<store::Transaction> others;
  while (others.size() + 1 < usual_threads()) {
    Result<store::Transaction> other = books_.store.begin(books_.organisation, sql::Begin::read);
    if (!other) break;
    others.push_back(*std::move(other));
  }
  readers_ = {&transaction};
  for (store::Transaction& other : others) readers_.push_back(&other);
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
  if (!TRY(rows::checkpoints(transaction, epoch.number, epoch.size + 1, 1)).empty())
    fault("evidence.fault_surplus",
          {{"epoch", std::to_string(epoch.number)}, {"size", std::to_string(epoch.size)}});
  return {};
}

Result<bool> LogCheck::check_bundles(store::Transaction& transaction, const rows::Epoch& epoch,
                                     BundleTree& tree, Bundle& last) {
  signed_then_ = {};
  for (std::uint64_t begin = 0; begin < epoch.size; begin += entries_at_once) {
    const std::uint64_t end = std::min(begin + entries_at_once, epoch.size);
    for (Result<std::vector<CheckedBundle>>& piece : check_pieces(epoch, begin, end))
      for (CheckedBundle& checked : TRY(std::move(piece))) {
        if (!TRY(put_in_place(transaction, epoch, checked, tree))) return false;
        if (!checked.bundle.is_full()) last = std::move(checked.bundle);
      }
  }
  return true;
}

std::vector<Result<std::vector<CheckedBundle>>> LogCheck::check_pieces(const rows::Epoch& epoch,
                                                                       std::uint64_t begin,
                                                                       std::uint64_t end) {
  const std::uint64_t pieces = (end - begin + entries_of_a_piece - 1) / entries_of_a_piece;
  using Checked = Result<std::vector<CheckedBundle>>;
  std::vector<Checked> checked(pieces, Checked(std::vector<CheckedBundle>()));
  std::mutex readers_are_lent;
  side_by_side(0, pieces, static_cast<unsigned>(readers_.size()), [&](std::uint64_t i) {
    std::unique_lock lock(readers_are_lent);
    store::Transaction* reader = readers_.back();
    readers_.pop_back();
    lock.unlock();
    const std::uint64_t from = begin + i * entries_of_a_piece;
    checked[i] = check_piece(*reader, epoch, from, std::min(from + entries_of_a_piece, end));
    lock.lock();
    readers_.push_back(reader);
  });
  return checked;
}

Result<bool> LogCheck::put_in_place(store::Transaction& transaction, const rows::Epoch& epoch,
                                    const CheckedBundle& checked, BundleTree& tree) {
  for (const Error& found : checked.faults) fault(found);
  if (!checked.is_whole) return false;
  const std::string& leaves = checked.bundle.leaves();
  const std::uint64_t begin = tree.size();
  const std::uint64_t end = begin + leaves.size() / hash_bytes;
  TRY(check_checkpoints(transaction, epoch, tree, leaves));
  if (!checked.bundle.is_full()) {
    TRY(check_tile(transaction, epoch, {0, begin / tile_width, leaves}));
  } else {
    if (checked.tile_differs) fault_tile(epoch, {0, begin / tile_width, leaves});
    TRY(tree.add(checked.root,
                 [&](const Tile& tile) { return check_tile(transaction, epoch, tile); }));
  }
  done_ += end - begin;
  if (tell_) tell_(done_, verdict_.entries);
  return true;
}

Result<void> LogCheck::check_checkpoints(store::Transaction& transaction, const rows::Epoch& epoch,
                                         const BundleTree& tree, std::string_view leaves) {
  const std::uint64_t end = tree.size() + leaves.size() / hash_bytes;
  std::optional<Frontier> then;  // Most bundles have no checkpoint.
  for (;;) {
    if (signed_then_.waiting.empty() && !signed_then_.are_all) {
      signed_then_.waiting = TRY(rows::checkpoints(transaction, epoch.number,
                                                   signed_then_.next_size, checkpoints_at_once));
      signed_then_.are_all = signed_then_.waiting.size() < checkpoints_at_once;
      std::reverse(signed_then_.waiting.begin(), signed_then_.waiting.end());
    }
    if (signed_then_.waiting.empty() || signed_then_.waiting.back().size > end) return {};
    const rows::SignedCheckpoint was = std::move(signed_then_.waiting.back());
    signed_then_.waiting.pop_back();
    signed_then_.next_size = was.size + 1;
    if (!then) then = tree.with({});
    while (then->size() < was.size)
      then->add(Hash(leaves.substr((then->size() - tree.size()) * hash_bytes, hash_bytes)));
    check_checkpoint(epoch, was, then->root());
  }
}

void LogCheck::check_checkpoint(const rows::Epoch& epoch, const rows::SignedCheckpoint& was,
                                const Hash& root) {
  // One epoch has one key: that of its last checkpoint.
  if (!key_ || key_->name != epoch.origin) {
    Result<VerifierKey> key = books_.key_of(epoch.origin, epoch.note);
    key_ = key ? std::optional(*std::move(key)) : std::nullopt;
  }
  const auto is_sound = [&] {
    if (!key_) return false;
    const Result<Checkpoint> checkpoint = read_signed(was.note, *key_);
    return checkpoint && checkpoint->size == was.size && checkpoint->root == root;
  };
  if (!is_sound())
    fault("evidence.fault_checkpoint",
          {{"size", std::to_string(was.size)}, {"epoch", std::to_string(epoch.number)}});
}

Result<void> LogCheck::check_tile(store::Transaction& transaction, const rows::Epoch& epoch,
                                  const Tile& tile) {
  if (TRY(rows::tile(transaction, epoch.number, tile.level, tile.index)) != tile.hashes)
    fault_tile(epoch, tile);
  return {};
}

void LogCheck::fault_tile(const rows::Epoch& epoch, const Tile& tile) {
  fault("evidence.fault_tile",
        {{"tile", tile_name(tile)}, {"epoch", std::to_string(epoch.number)}});
}

}  // namespace ombud::evidence
