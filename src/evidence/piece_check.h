#pragma once
// Some bundles of a log in the store, read and hashed by one thread: all that can be found out of
// them without their neighbours. Pieces are checked side by side and put together in order.

#include <cstdint>
#include <vector>

#include "evidence/bundle.h"
#include "evidence/rows.h"

namespace ombud::evidence {

struct CheckedBundle {
  Bundle bundle;
  Hash root;  // Where it is full.
  std::vector<Error> faults;
  bool is_whole = true;       // Else an entry is missing, so that nothing after it can be hashed.
  bool tile_differs = false;  // The stored leaves; only where it is full.
};

/// The bundles of the entries `begin`, a multiple of 256, up to `end`; ends after one that is not
/// whole. The tile of one that is not full is the caller's: it grows with the log, so that only the
/// snapshot that says the log's size has the right one. Errors of the store.
Result<std::vector<CheckedBundle>> check_piece(store::Transaction& transaction,
                                               const rows::Epoch& epoch, std::uint64_t begin,
                                               std::uint64_t end);

}  // namespace ombud::evidence
