#pragma once
// C2SP tlog-tiles: the tree cut into tiles of 256 hashes. A hash of one level is the root over a
// full tile of the level below, so any subtree's root comes from one tile.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/merkle.h"

namespace ombud::evidence {

inline constexpr std::uint64_t tile_width = 256;
inline constexpr unsigned tile_levels = 8;  // Of the tree, between two levels of tiles.
inline constexpr std::size_t hash_bytes = 32;

struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  std::string hashes;  // 32 bytes each; 256 of them, or fewer in the last tile of a level.
};

/// How many hashes level `level` has in a log of `size` entries.
std::uint64_t hashes_at(unsigned level, std::uint64_t size);

/// "0/x001/x234/067", with ".p/17" where the tile is partial.
std::string tile_name(const Tile& tile);
/// "x001/x234/067" with ".p/17" where `width` is not 256.
std::string numbered_name(std::uint64_t index, std::uint64_t width);

/// Grows leaf by leaf and gives every tile once, full as soon as it is, partial at the end.
class Tiler {
 public:
  using Take = std::function<Result<void>(const Tile&)>;

  /// Of an empty log.
  Tiler() = default;
  /// Goes on from a log whose rightmost partial tiles are `partial`, one a level from 0, some
  /// empty.
  Tiler(std::uint64_t size, std::vector<Tile> partial);

  /// Errors of `take`.
  Result<void> add(const Hash& leaf, const Take& take);
  /// The partial tiles that are left; the tiler stays as it is.
  Result<void> rest(const Take& take) const;

  std::uint64_t size() const { return size_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Tile> partial_;  // Of level 0, 1, …
};

/// Reads subtrees from tiles; `tile` gives the hashes of a tile, at least those that the log's size
/// requires. Errors of `tile`; Errc::internal "evidence.bad_frontier" where a tile is too short.
Subtree subtree_in_tiles(
    std::function<Result<std::string>(unsigned level, std::uint64_t index)> tile);

}  // namespace ombud::evidence
