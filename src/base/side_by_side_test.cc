#include "base/side_by_side.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace ombud {
namespace {

TEST(SideBySide, DoesEachPieceOnceOnAnyNumberOfThreads) {
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    std::vector<std::atomic<int>> times(100);
    side_by_side(10, 90, threads, [&](std::uint64_t i) { ++times[i]; });
    for (std::size_t i = 0; i < times.size(); ++i)
      EXPECT_EQ(times[i], i >= 10 && i < 90 ? 1 : 0) << i << " of " << threads;
  }
}

TEST(SideBySide, LetsOutWhatAPieceThrows) {
  EXPECT_THROW(side_by_side(0, 8, 2, [](std::uint64_t) { throw std::runtime_error("full"); }),
               std::runtime_error);
}

}  // namespace
}  // namespace ombud
