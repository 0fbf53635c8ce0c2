#include "detectors/blocks.h"

#include <gmock/gmock.h>

#include <random>
#include <string>

namespace ombud::detectors {
namespace {

TEST(Blocks, SayOfEachByteWhatItIs) {
  std::string bytes(block_bytes, '.');
  bytes[0] = '7';
  bytes[5] = 'Z';
  bytes[6] = '\xc3';
  bytes[63] = '@';
  for (const SortBlocks sort : all_sort_blocks()) {
    Block block{};
    sort(bytes.data(), 1, &block);
    EXPECT_EQ(block.digits, 1u);
    EXPECT_EQ(block.words, 1u | 1u << 5 | 1u << 6);
    EXPECT_EQ(block.ats, std::uint64_t{1} << 63);
  }
}

TEST(Blocks, AreSortedAlikeByEveryMachine) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(block_bytes * 3, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    Block plain[3];
    all_sort_blocks().front()(bytes.data(), 3, plain);
    for (const SortBlocks sort : all_sort_blocks()) {
      Block blocks[3];
      sort(bytes.data(), 3, blocks);
      for (int i = 0; i < 3; ++i) {
        ASSERT_EQ(blocks[i].digits, plain[i].digits);
        ASSERT_EQ(blocks[i].words, plain[i].words);
        ASSERT_EQ(blocks[i].ats, plain[i].ats);
      }
    }
  }
}

}  // namespace
}  // namespace ombud::detectors
