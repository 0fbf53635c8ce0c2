#pragma once
// The log held against itself: entries, stored tiles, every checkpoint, the file beside the store.
// While one thread reads the next entries, another reads and hashes those before.

#include <functional>

#include "evidence/books.h"
#include "evidence/bundle.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

class LogCheck {
 public:
  using Tell = std::function<void(std::uint64_t done, std::uint64_t all)>;

  LogCheck(Books& books, const Tell& tell) : books_(books), tell_(tell) {}

  Result<Verdict> run();

 private:
  // What is found out of the entries of one bundle without the store.
  struct CheckedBundle {
    Bundle bundle;
    Hash root;  // Where it is full.
    std::vector<Error> faults;
    bool is_whole = true;  // Else an entry is missing, so that nothing after it can be hashed.
  };

  void fault(Error what);
  void fault(std::string key, Params params);
  Result<void> check_file(store::Transaction& transaction);
  Result<void> check_epoch(store::Transaction& transaction, const rows::Epoch& epoch);
  /// False where it can't go on.
  Result<bool> check_bundles(store::Transaction& transaction, const rows::Epoch& epoch,
                             BundleTree& tree, Bundle& last);
  static CheckedBundle check_entries(const rows::Epoch& epoch, std::uint64_t begin,
                                     std::uint64_t end, std::span<const rows::EntryRow> entries);
  Result<bool> put_in_place(store::Transaction& transaction, const rows::Epoch& epoch,
                            const CheckedBundle& checked, BundleTree& tree);
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
