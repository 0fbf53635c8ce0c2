#include "evidence/bundle.h"

namespace ombud::evidence {

namespace {

Tiler::Take one_level_up(const Tiler::Take& take) {
  return [&take](const Tile& tile) { return take({tile.level + 1, tile.index, tile.hashes}); };
}

}  // namespace

void Bundle::add(std::string_view entry) {
  must(!is_full());
  leaves_.reserve(tile_width * hash_bytes);
  leaves_.resize(leaves_.size() + hash_bytes);
  hash_leaf(entry, leaves_.data() + leaves_.size() - hash_bytes);
}

Hash root_of_tile(std::string_view hashes) {
  must(hashes.size() == tile_width * hash_bytes);
  std::string level(hashes);
  // Each node is written where its left child was or before: that one has been read by then.
  for (std::size_t width = tile_width / 2; width > 0; width /= 2)
    for (std::size_t i = 0; i < width; ++i)
      hash_node(level.data() + 2 * i * hash_bytes, level.data() + i * hash_bytes);
  level.resize(hash_bytes);
  return level;
}

Result<void> BundleTree::add(const Hash& root, const Tiler::Take& take) {
  roots_.add(root);
  return tiler_.add(root, one_level_up(take));
}

Result<void> BundleTree::rest(const Tiler::Take& take) const {
  return tiler_.rest(one_level_up(take));
}

Frontier BundleTree::with(std::string_view leaves) const {
  // A complete subtree over bundles is one over their entries.
  Result<Frontier> whole = Frontier::from(size(), roots_.edge());
  must(whole.has_value());
  for (; !leaves.empty(); leaves.remove_prefix(hash_bytes))
    whole->add(Hash(leaves.substr(0, hash_bytes)));
  return *std::move(whole);
}

}  // namespace ombud::evidence
