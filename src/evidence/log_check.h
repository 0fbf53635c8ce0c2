#pragma once
// The log held against itself: entries, stored tiles, every checkpoint, the file beside the store.

#include <functional>

#include "evidence/books.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

class LogCheck {
 public:
  using Tell = std::function<void(std::uint64_t done, std::uint64_t all)>;

  LogCheck(Books& books, const Tell& tell) : books_(books), tell_(tell) {}

  Result<Verdict> run();

 private:
  struct Tree {
    Frontier frontier;
    Tiler tiler;
  };

  void fault(std::string key, Params params);
  Result<void> check_file(store::Transaction& transaction);
  Result<void> check_epoch(store::Transaction& transaction, const rows::Epoch& epoch);
  /// False where an entry is missing, so that nothing after it can be hashed.
  Result<bool> check_entries(store::Transaction& transaction, const rows::Epoch& epoch,
                             std::uint64_t begin, Tree& tree);
  void check_entry(const rows::Epoch& epoch, const rows::EntryRow& row);
  void check_checkpoint(const rows::Epoch& epoch, const rows::SignedCheckpoint& was,
                        const Hash& root);
  Result<void> check_tile(store::Transaction& transaction, const rows::Epoch& epoch,
                          const Tile& tile);

  Books& books_;
  const Tell& tell_;
  Verdict verdict_;
  std::uint64_t done_ = 0;
};

}  // namespace ombud::evidence
