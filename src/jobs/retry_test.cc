#include "jobs/retry.h"

#include <gtest/gtest.h>

namespace ombud::jobs {
namespace {

using std::chrono::milliseconds;

Kind slow() {
  Kind kind;
  kind.first_wait = milliseconds(10'000);
  kind.longest_wait = milliseconds(60'000);
  return kind;
}

TEST(WaitAfter, DoublesUpToTheLongest) {
  EXPECT_EQ(wait_after(slow(), 1, 0), milliseconds(10'000));
  EXPECT_EQ(wait_after(slow(), 2, 0), milliseconds(20'000));
  EXPECT_EQ(wait_after(slow(), 3, 0), milliseconds(40'000));
  EXPECT_EQ(wait_after(slow(), 4, 0), milliseconds(60'000));
  EXPECT_EQ(wait_after(slow(), 1'000'000, 0), milliseconds(60'000));
}

TEST(WaitAfter, LeavesHalfOfItToChance) {
  EXPECT_EQ(wait_after(slow(), 1, 1), milliseconds(5'000));
  EXPECT_EQ(wait_after(slow(), 4, 0.5), milliseconds(45'000));
}

TEST(WaitAfter, NeverIsLongerThanTheLongestEvenTheFirstTime) {
  Kind kind = slow();
  kind.longest_wait = milliseconds(1'000);
  EXPECT_EQ(wait_after(kind, 1, 0), milliseconds(1'000));
}

}  // namespace
}  // namespace ombud::jobs
