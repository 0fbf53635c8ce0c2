// RFC 6962's tree. Proofs are made by walking down from the root over the largest power of two
// below the size, and checked by walking up as RFC 9162 writes it down; the two ways share nothing,
// so that a mistake in one shows in the other.
#include "evidence/merkle.h"

#include <openssl/evp.h>

#include <bit>

namespace ombud::evidence {

namespace {

constexpr std::size_t hash_size = 32;

// One context a thread and one fetched digest: the library's one-call form looks both up each time.
Hash sha256(std::string_view first, std::string_view second, std::string_view third) {
  static const EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  Hash hash(hash_size, '\0');
  must(digest != nullptr && context != nullptr);
  must(EVP_DigestInit_ex2(context.get(), digest, nullptr) == 1);
  for (const std::string_view part : {first, second, third})
    must(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
  must(EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(hash.data()), nullptr) ==
       1);
  return hash;
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

Hash leaf_hash(std::string_view entry) { return sha256(std::string_view("\0", 1), entry, {}); }

Hash node_hash(const Hash& left, const Hash& right) { return sha256("\1", left, right); }

Hash empty_root() { return sha256({}, {}, {}); }

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
