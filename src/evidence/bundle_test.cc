#include "evidence/bundle.h"

#include <gtest/gtest.h>

namespace ombud::evidence {
namespace {

Tiler::Take into(std::vector<Tile>& tiles) {
  return [&tiles](const Tile& tile) -> Result<void> {
    tiles.push_back(tile);
    return {};
  };
}

// Three levels of tiles need more than 65,536 entries.
TEST(BundleTree, HasTheTilesAndRootsOfATreeGrownLeafByLeaf) {
  constexpr std::uint64_t size = 65'536 + 3 * 256 + 17;
  Frontier frontier;
  Tiler tiler;
  std::vector<Tile> expected;
  BundleTree tree;
  std::vector<Tile> found;
  Bundle bundle;
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::string entry = "entry " + std::to_string(i);
    frontier.add(leaf_hash(entry));
    ASSERT_TRUE(tiler.add(leaf_hash(entry), into(expected)));
    bundle.add(entry);
    if (!bundle.is_full()) continue;
    ASSERT_EQ(tree.with(bundle.leaves()).root(), frontier.root());
    found.push_back({0, i / tile_width, bundle.leaves()});
    ASSERT_TRUE(tree.add(root_of_tile(bundle.leaves()), into(found)));
    ASSERT_EQ(tree.with({}).root(), frontier.root());
    bundle = Bundle();
  }
  EXPECT_EQ(tree.with(bundle.leaves()).root(), frontier.root());
  EXPECT_EQ(tree.with(bundle.leaves()).size(), size);
  found.push_back({0, size / tile_width, bundle.leaves()});
  ASSERT_TRUE(tiler.rest(into(expected)));
  ASSERT_TRUE(tree.rest(into(found)));
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(tile_name(found[i]), tile_name(expected[i]));
    EXPECT_EQ(found[i].hashes, expected[i].hashes);
  }
}

}  // namespace
}  // namespace ombud::evidence
