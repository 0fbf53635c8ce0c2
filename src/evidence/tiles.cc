#include "evidence/tiles.h"

#include <fmt/format.h>

#include <bit>

namespace ombud::evidence {

namespace {

// The root over `count` hashes, a power of two.
Hash root_over(std::string_view hashes, std::uint64_t count) {
  Frontier frontier;
  for (std::uint64_t i = 0; i < count; ++i)
    frontier.add(Hash(hashes.substr(i * hash_bytes, hash_bytes)));
  return frontier.root();
}

}  // namespace

std::uint64_t hashes_at(unsigned level, std::uint64_t size) {
  const unsigned shift = level * tile_levels;
  return shift >= 64 ? 0 : size >> shift;
}

std::string numbered_name(std::uint64_t index, std::uint64_t width) {
  std::string name = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) name = fmt::format("x{:03}/", index % 1000) + name;
  if (width != tile_width) name += fmt::format(".p/{}", width);
  return name;
}

std::string tile_name(const Tile& tile) {
  return fmt::format("{}/{}", tile.level,
                     numbered_name(tile.index, tile.hashes.size() / hash_bytes));
}

Tiler::Tiler(std::uint64_t size, std::vector<Tile> partial)
    : size_(size), partial_(std::move(partial)) {}

Result<void> Tiler::add(const Hash& leaf, const Take& take) {
  ++size_;
  Hash hash = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == partial_.size()) partial_.push_back({static_cast<unsigned>(level), 0, {}});
    Tile& tile = partial_[level];
    tile.hashes += hash;
    if (tile.hashes.size() < tile_width * hash_bytes) return {};
    TRY(take(tile));
    hash = root_over(tile.hashes, tile_width);
    ++tile.index;
    tile.hashes.clear();
  }
}

Result<void> Tiler::rest(const Take& take) const {
  for (const Tile& tile : partial_)
    if (!tile.hashes.empty()) TRY(take(tile));
  return {};
}

Subtree subtree_in_tiles(
    std::function<Result<std::string>(unsigned level, std::uint64_t index)> tile) {
  return [tile = std::move(tile)](unsigned level, std::uint64_t index) -> Result<Hash> {
    const unsigned inside = level % tile_levels;
    const std::uint64_t first = index << inside;
    const std::uint64_t count = std::uint64_t{1} << inside;
    const std::string hashes = TRY(tile(level / tile_levels, first / tile_width));
    const std::size_t at = first % tile_width * hash_bytes;
    if (hashes.size() < at + count * hash_bytes)
      return fail(Errc::internal, "evidence.bad_frontier");
    return root_over(std::string_view(hashes).substr(at), count);
  };
}

}  // namespace ombud::evidence
