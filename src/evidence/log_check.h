#pragma once
// The log held against itself: entries, stored tiles, every checkpoint, the file beside the store.
// Pieces of it are read and hashed side by side, each over a connection of its own.

#include <functional>

#include "evidence/books.h"
#include "evidence/bundle.h"
#include "evidence/evidence.h"
#include "evidence/piece_check.h"

namespace ombud::evidence {

class LogCheck {
 public:
  using Tell = std::function<void(std::uint64_t done, std::uint64_t all)>;

  LogCheck(Books& books, const Tell& tell) : books_(books), tell_(tell) {}

  Result<Verdict> run();

 private:
  // The checkpoints of an epoch, read some at a time; the next one is the last of `waiting`.
  struct SignedThen {
    std::vector<rows::SignedCheckpoint> waiting;
    std::uint64_t next_size = 1;
    bool are_all = false;
  };

  void fault(Error what);
  void fault(std::string key, Params params);
  Result<void> check_file(store::Transaction& transaction);
  Result<void> check_epoch(store::Transaction& transaction, const rows::Epoch& epoch);
  /// False where it can't go on.
  Result<bool> check_bundles(store::Transaction& transaction, const rows::Epoch& epoch,
                             BundleTree& tree, Bundle& last);
  /// Of the entries `begin` up to `end`, in order; as many side by side as there are readers.
  std::vector<Result<std::vector<CheckedBundle>>> check_pieces(const rows::Epoch& epoch,
                                                               std::uint64_t begin,
                                                               std::uint64_t end);
  Result<bool> put_in_place(store::Transaction& transaction, const rows::Epoch& epoch,
                            const CheckedBundle& checked, BundleTree& tree);
  /// Those that were signed within the bundle that `leaves` are, which the tree has not yet.
  Result<void> check_checkpoints(store::Transaction& transaction, const rows::Epoch& epoch,
                                 const BundleTree& tree, std::string_view leaves);
  void check_checkpoint(const rows::Epoch& epoch, const rows::SignedCheckpoint& was,
                        const Hash& root);
  Result<void> check_tile(store::Transaction& transaction, const rows::Epoch& epoch,
                          const Tile& tile);
  void fault_tile(const rows::Epoch& epoch, const Tile& tile);

  Books& books_;
  const Tell& tell_;
  Verdict verdict_;
  std::uint64_t done_ = 0;
  std::vector<store::Transaction*> readers_;
  SignedThen signed_then_;
  std::optional<VerifierKey> key_;  // Of the epoch that is checked.
};

}  // namespace ombud::evidence
