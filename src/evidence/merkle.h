#pragma once
// The tree of RFC 6962 over the log's entries: what a root says, and the two proofs that let
// anybody check it. Pure: no database, no keys. Hashes are 32 raw bytes.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ombud::evidence {

using Hash = std::string;

Hash leaf_hash(std::string_view entry);               // SHA-256(0x00 || entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)
/// The same into 32 bytes that are there; of a node `both` is left || right, and may be `hash`.
void hash_leaf(std::string_view entry, char* hash);
void hash_node(const char* both, char* hash);
/// Of no leaves: SHA-256 of nothing.
Hash empty_root();

/// Grows leaf by leaf; holds only the roots of the complete subtrees on the right edge.
class Frontier {
 public:
  Frontier() = default;
  /// Of a tree of `size` leaves; `edge` as edge() gave it. Errc::invalid "evidence.bad_frontier".
  static Result<Frontier> from(std::uint64_t size, std::vector<Hash> edge);
  void add(const Hash& leaf);

  std::uint64_t size() const { return size_; }

  Hash root() const;

  const std::vector<Hash>& edge() const { return edge_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> edge_;
};

/// Gives the hash of the complete subtree `index` at `level` (level 0: leaf hashes).
using Subtree = std::function<Result<Hash>(unsigned level, std::uint64_t index)>;

/// The edge of the tree of `size` leaves, from its subtrees. Errors of `subtree`.
Result<Frontier> frontier_of(std::uint64_t size, const Subtree& subtree);

/// RFC 6962 2.1.1: that leaf `index`, below `size`, is in the tree of `size` leaves.
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                          const Subtree& subtree);
/// RFC 6962 2.1.2: that the tree of `old_size` leaves is the beginning of that of `size`.
Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                            const Subtree& subtree);
/// RFC 9162 2.1.3.2 and 2.1.4.2; every length and order that is not the right one is false. The
/// empty tree is the beginning of every tree, with an empty proof.
bool inclusion_holds(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Hash> proof, const Hash& root);
bool consistency_holds(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                       const Hash& root, std::span<const Hash> proof);

}  // namespace ombud::evidence
