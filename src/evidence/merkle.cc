// RFC 6962's tree. Proofs are made by walking down from the root over the largest power of two
// below the size, and checked by walking up as RFC 9162 writes it down; the two ways share nothing,
// so that a mistake in one shows in the other.
#include "evidence/merkle.h"

// They are called deprecated for not going through OpenSSL 3's providers.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>
#include <bit>

namespace ombud::evidence {

namespace {

constexpr std::size_t hash_size = 32;

// The plain functions: OpenSSL's newer interface takes as long to get ready as a node takes to
// hash.
void sha256(std::string_view first, std::string_view second, char* hash) {
  SHA256_CTX context;
  must(SHA256_Init(&context) == 1);
  must(SHA256_Update(&context, first.data(), first.size()) == 1);
  must(SHA256_Update(&context, second.data(), second.size()) == 1);
  must(SHA256_Final(reinterpret_cast<unsigned char*>(hash), &context) == 1);
}

// The largest power of two below `size`, which is at least 2.
std::uint64_t split_point(std::uint64_t size) { return std::bit_floor(size - 1); }

// The root over the leaves `begin` up to `end`, where `begin` is a multiple of a power of two not
// below the width: from the roots of the complete subtrees that they fall into.
Result<Hash> root_of(std::uint64_t begin, std::uint64_t end, const Subtree& subtree) {
  const std::uint64_t width = end - begin;
  if (std::has_single_bit(width)) {
    const auto level = static_cast<unsigned>(std::countr_zero(width));
    Hash hash = TRY(subtree(level, begin >> level));
    if (hash.size() != hash_size) return fail(Errc::internal, "evidence.bad_frontier");
    return hash;
  }
  const std::uint64_t middle = begin + split_point(width);
  const Hash left = TRY(root_of(begin, middle, subtree));
  const Hash right = TRY(root_of(middle, end, subtree));
  return node_hash(left, right);
}

bool all_are_hashes(std::span<const Hash> hashes) {
  return std::all_of(hashes.begin(), hashes.end(),
                     [](const Hash& hash) { return hash.size() == hash_size; });
}

}  // namespace

void hash_leaf(std::string_view entry, char* hash) {
  sha256(std::string_view("\0", 1), entry, hash);
}

void hash_node(const char* both, char* hash) {
  std::array<char, 1 + 2 * hash_size> node;
  node[0] = '\1';
  std::copy_n(both, 2 * hash_size, node.data() + 1);
  sha256({node.data(), node.size()}, {}, hash);
}

Hash leaf_hash(std::string_view entry) {
  Hash hash(hash_size, '\0');
  hash_leaf(entry, hash.data());
  return hash;
}

Hash node_hash(const Hash& left, const Hash& right) {
  must(left.size() == hash_size && right.size() == hash_size);
  std::array<char, 2 * hash_size> both;
  std::copy_n(right.data(), hash_size, std::copy_n(left.data(), hash_size, both.data()));
  Hash hash(hash_size, '\0');
  hash_node(both.data(), hash.data());
  return hash;
}

Hash empty_root() {
  Hash hash(hash_size, '\0');
  sha256({}, {}, hash.data());
  return hash;
}

Result<Frontier> Frontier::from(std::uint64_t size, std::vector<Hash> edge) {
  if (edge.size() != static_cast<std::size_t>(std::popcount(size)) || !all_are_hashes(edge))
    return fail(Errc::invalid, "evidence.bad_frontier");
  Frontier frontier;
  frontier.size_ = size;
  frontier.edge_ = std::move(edge);
  return frontier;
}

void Frontier::add(const Hash& leaf) {
  Hash hash = leaf;
  for (std::uint64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    hash = node_hash(edge_.back(), hash);
    edge_.pop_back();
  }
  edge_.push_back(std::move(hash));
  ++size_;
}

Hash Frontier::root() const {
  if (edge_.empty()) return empty_root();
  Hash root = edge_.back();
  for (std::size_t i = edge_.size() - 1; i-- > 0;) root = node_hash(edge_[i], root);
  return root;
}

Result<Frontier> frontier_of(std::uint64_t size, const Subtree& subtree) {
  std::vector<Hash> edge;
  std::uint64_t begin = 0;
  for (std::uint64_t rest = size; rest != 0; rest -= std::bit_floor(rest)) {
    const std::uint64_t width = std::bit_floor(rest);
    edge.push_back(TRY(root_of(begin, begin + width, subtree)));
    begin += width;
  }
  return Frontier::from(size, std::move(edge));
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                          const Subtree& subtree) {
  must(index < size);
  std::vector<Hash> downwards;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split_point(end - begin);
    if (index < middle) {
      downwards.push_back(TRY(root_of(middle, end, subtree)));
      end = middle;
    } else {
      downwards.push_back(TRY(root_of(begin, middle, subtree)));
      begin = middle;
    }
  }
  return std::vector<Hash>(downwards.rbegin(), downwards.rend());
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                            const Subtree& subtree) {
  must(old_size <= size);
  if (old_size == 0 || old_size == size) return std::vector<Hash>();
  std::vector<Hash> downwards;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  bool whole = true;  // The part that is left is the old tree itself, whose root is known.
  while (old_size != end) {
    const std::uint64_t middle = begin + split_point(end - begin);
    if (old_size <= middle) {
      downwards.push_back(TRY(root_of(middle, end, subtree)));
      end = middle;
    } else {
      downwards.push_back(TRY(root_of(begin, middle, subtree)));
      begin = middle;
      whole = false;
    }
  }
  if (!whole) downwards.push_back(TRY(root_of(begin, end, subtree)));
  return std::vector<Hash>(downwards.rbegin(), downwards.rend());
}

bool inclusion_holds(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Hash> proof, const Hash& root) {
  if (index >= size || leaf.size() != hash_size || !all_are_hashes(proof)) return false;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

bool consistency_holds(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                       const Hash& root, std::span<const Hash> proof) {
  if (old_size > size || !all_are_hashes(proof)) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  // RFC 9162 leaves the empty tree out: any tree continues it, and nothing needs to be shown.
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  if (proof.empty()) return false;
  std::uint64_t node = old_size - 1;
  std::uint64_t last = size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  std::size_t next = 0;
  // A power of two of old leaves is one complete subtree: its root, known, is left out of the
  // proof.
  Hash old_hash = std::has_single_bit(old_size) ? old_root : proof[next++];
  Hash hash = old_hash;
  for (; next < proof.size(); ++next) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      old_hash = node_hash(proof[next], old_hash);
      hash = node_hash(proof[next], hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, proof[next]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && old_hash == old_root && hash == root;
}

}  // namespace ombud::evidence
