#include "evidence/merkle.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace ombud::evidence {
namespace {

// The definition of RFC 6962 2.1, word for word: slow, and obviously right.
Hash root_by_definition(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(root_by_definition(leaves.first(k)), root_by_definition(leaves.subspan(k)));
}

std::vector<Hash> leaves_of(std::size_t size) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < size; ++i) leaves.push_back(leaf_hash("entry " + std::to_string(i)));
  return leaves;
}

Subtree subtree_over(std::span<const Hash> leaves) {
  return [=](unsigned level, std::uint64_t index) -> Result<Hash> {
    return root_by_definition(leaves.subspan(index << level, std::size_t{1} << level));
  };
}

TEST(Merkle, GivesTheRootsOfTheTestVectorsOfCertificateTransparency) {
  const std::vector<std::string> leaves = {"",
                                           "00",
                                           "10",
                                           "2021",
                                           "3031",
                                           "40414243",
                                           "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  EXPECT_EQ(to_hex(empty_root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Frontier frontier;
  EXPECT_EQ(frontier.root(), empty_root());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    frontier.add(leaf_hash(*from_hex(leaves[i])));
    EXPECT_EQ(to_hex(frontier.root()), roots[i]) << i + 1 << " leaves";
  }
}

TEST(Merkle, GivesTheInclusionProofOfTheTestVectors) {
  std::vector<Hash> leaves;
  for (const char* hex : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                          "606162636465666768696a6b6c6d6e6f"})
    leaves.push_back(leaf_hash(*from_hex(hex)));
  const std::vector<Hash> proof = *inclusion_proof(5, 8, subtree_over(leaves));
  ASSERT_EQ(proof.size(), 3u);
  EXPECT_EQ(to_hex(proof[0]), "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  EXPECT_EQ(to_hex(proof[1]), "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0");
  EXPECT_EQ(to_hex(proof[2]), "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
}

TEST(Merkle, AFrontierGrowsAsTheDefinitionSays) {
  const std::vector<Hash> leaves = leaves_of(300);
  Frontier frontier;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const std::span<const Hash> first = std::span(leaves).first(size);
    ASSERT_EQ(frontier.root(), root_by_definition(first)) << size;
    if (size % 7 == 0) {
      const Frontier again = *Frontier::from(size, frontier.edge());
      ASSERT_EQ(again.root(), frontier.root());
      ASSERT_EQ(frontier_of(size, subtree_over(leaves))->edge(), frontier.edge());
    }
    if (size < leaves.size()) frontier.add(leaves[size]);
  }
}

TEST(Merkle, AFrontierOfTheWrongLengthIsRefused) {
  EXPECT_EQ(Frontier::from(3, {empty_root()}).error().key, "evidence.bad_frontier");
  EXPECT_EQ(Frontier::from(1, {"short"}).error().key, "evidence.bad_frontier");
}

TEST(Merkle, EveryInclusionProofHoldsAndNoOther) {
  const std::vector<Hash> leaves = leaves_of(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const Hash root = root_by_definition(std::span(leaves).first(size));
    for (std::size_t index = 0; index < size; ++index) {
      const std::vector<Hash> proof = *inclusion_proof(index, size, subtree_over(leaves));
      ASSERT_TRUE(inclusion_holds(leaves[index], index, size, proof, root));
      EXPECT_FALSE(inclusion_holds(leaves[index], index + 1, size, proof, root));
      EXPECT_FALSE(inclusion_holds(leaf_hash("other"), index, size, proof, root));
      EXPECT_FALSE(inclusion_holds(leaves[index], index, size, proof, leaf_hash("other")));
      std::vector<Hash> longer = proof;
      longer.push_back(leaves[0]);
      EXPECT_FALSE(inclusion_holds(leaves[index], index, size, longer, root));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        std::vector<Hash> changed = proof;
        changed[i][index % 32] ^= 1;
        EXPECT_FALSE(inclusion_holds(leaves[index], index, size, changed, root));
        std::vector<Hash> shorter = proof;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(inclusion_holds(leaves[index], index, size, shorter, root));
      }
    }
  }
}

TEST(Merkle, NothingIsIncludedOutsideTheTree) {
  EXPECT_FALSE(inclusion_holds(leaf_hash("a"), 0, 0, {}, empty_root()));
  EXPECT_FALSE(inclusion_holds(leaf_hash("a"), 1, 1, {}, leaf_hash("a")));
  EXPECT_TRUE(inclusion_holds(leaf_hash("a"), 0, 1, {}, leaf_hash("a")));
  EXPECT_FALSE(inclusion_holds(Hash("short"), 0, 1, {}, Hash("short")));
}

TEST(Merkle, EveryConsistencyProofHoldsAndNoOther) {
  const std::vector<Hash> leaves = leaves_of(40);
  const std::vector<Hash> forked = [&] {
    std::vector<Hash> other = leaves;
    other[0] = leaf_hash("rewritten");
    return other;
  }();
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const Hash root = root_by_definition(std::span(leaves).first(size));
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      const Hash old_root = root_by_definition(std::span(leaves).first(old_size));
      const Hash other_root = root_by_definition(std::span(forked).first(old_size));
      const std::vector<Hash> proof = *consistency_proof(old_size, size, subtree_over(leaves));
      ASSERT_TRUE(consistency_holds(old_size, old_root, size, root, proof));
      EXPECT_FALSE(consistency_holds(old_size, other_root, size, root, proof));
      EXPECT_FALSE(consistency_holds(old_size, old_root, size, leaf_hash("other"), proof));
      std::vector<Hash> longer = proof;
      longer.push_back(leaves[0]);
      EXPECT_FALSE(consistency_holds(old_size, old_root, size, root, longer));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        std::vector<Hash> changed = proof;
        changed[i][5] ^= 4;
        EXPECT_FALSE(consistency_holds(old_size, old_root, size, root, changed));
        std::vector<Hash> shorter = proof;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(consistency_holds(old_size, old_root, size, root, shorter));
      }
    }
  }
}

TEST(Merkle, EveryTreeContinuesTheEmptyOne) {
  const Hash root = leaf_hash("a");
  EXPECT_TRUE(consistency_holds(0, empty_root(), 1, root, {}));
  EXPECT_TRUE(consistency_holds(0, empty_root(), 0, empty_root(), {}));
  EXPECT_FALSE(consistency_holds(0, root, 1, root, {}));
  EXPECT_FALSE(consistency_holds(2, root, 1, root, {}));
}

}  // namespace
}  // namespace ombud::evidence
