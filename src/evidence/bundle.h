#pragma once
// 256 consecutive entries, the unit in which a log is checked: their leaves are one tile, and the
// root over these is one hash of the level above. No bundle needs another, so several threads can
// hash them, and every node is hashed once. Pure: no database, no files.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "evidence/merkle.h"
#include "evidence/tiles.h"

namespace ombud::evidence {

/// The leaves of up to 256 entries.
class Bundle {
 public:
  void add(std::string_view entry);

  bool is_full() const { return leaves_.size() == tile_width * hash_bytes; }

  /// The leaf hashes, one after the other: the tile of level 0.
  const std::string& leaves() const { return leaves_; }

 private:
  std::string leaves_;
};

/// The root over a tile of 256 hashes, which must() be full.
Hash root_of_tile(std::string_view hashes);

/// The tree of a log, grown by the roots of full bundles.
class BundleTree {
 public:
  /// Gives every full tile of level 1 and above to `take`. Errors of `take`.
  Result<void> add(const Hash& root, const Tiler::Take& take);
  /// Those that are not full, in the end: `last` are the leaves after the last full bundle. The
  /// tile of level 0 is the caller's. Errors of `take`.
  Result<void> rest(const Tiler::Take& take) const;

  std::uint64_t size() const { return roots_.size() * tile_width; }

  /// The tree of all full bundles and `leaves` after them, 32 bytes each.
  Frontier with(std::string_view leaves) const;

 private:
  Frontier roots_;
  Tiler tiler_;
};

}  // namespace ombud::evidence
