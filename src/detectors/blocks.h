#pragma once
// Sorts a text's bytes 64 at a time, so that a text in which nothing begins costs next to nothing.
// One bit a byte; the lowest bit is the first byte.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ombud::detectors {

struct Block {
  std::uint64_t digits;  // 0 to 9
  std::uint64_t words;   // ASCII letters and digits, and every byte of a longer UTF-8 sequence
  std::uint64_t ats;     // @
};

inline constexpr std::size_t block_bytes = 64;

/// Sorts `count` blocks that begin at `bytes`; all of their bytes must be there.
using SortBlocks = void (*)(const char* bytes, std::size_t count, Block* blocks);

/// The fastest that this machine can run.
SortBlocks sort_blocks();
/// Every one that this machine can run, the plain one first: they must agree.
std::vector<SortBlocks> all_sort_blocks();

}  // namespace ombud::detectors
