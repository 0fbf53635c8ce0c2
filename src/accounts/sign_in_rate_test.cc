#include "accounts/sign_in_rate.h"

#include <gtest/gtest.h>

namespace ombud::accounts {
namespace {

using std::chrono::seconds;

const Instant begin{std::chrono::hours(480'000)};

TEST(SignInRate, OneAddressMayTryThirtyTimesAtOnceAndThenEveryOtherSecond) {
  SignInRate rate;
  for (int i = 0; i < 30; ++i) EXPECT_EQ(rate.take("192.0.2.1", begin), seconds(0));
  EXPECT_EQ(rate.take("192.0.2.1", begin), seconds(2));
  EXPECT_EQ(rate.take("192.0.2.2", begin), seconds(0)) << "another address";
  EXPECT_EQ(rate.take("192.0.2.1", begin + seconds(2)), seconds(0));
  EXPECT_EQ(rate.take("192.0.2.1", begin + seconds(2)), seconds(2));
}

TEST(SignInRate, AllTogetherMayTrySixtyTimesAtOnceAndThenTwiceASecond) {
  SignInRate rate;
  int let_in = 0;
  for (int i = 0; i < 1000; ++i)
    let_in += rate.take("192.0.2." + std::to_string(i), begin).count() == 0 ? 1 : 0;
  EXPECT_EQ(let_in, 60);
  EXPECT_EQ(rate.take("198.51.100.1", begin), seconds(1));
  EXPECT_EQ(rate.take("198.51.100.2", begin + seconds(1)), seconds(0));
}

TEST(SignInRate, OneAddressThatFloodsTakesNothingFromTheOthers) {
  SignInRate rate;
  for (int i = 0; i < 10'000; ++i) (void)rate.take("192.0.2.1", begin);
  EXPECT_EQ(rate.take("192.0.2.2", begin), seconds(0));
}

TEST(SignInRate, ManyAddressesTakeNoMemoryWithoutEnd) {
  SignInRate rate;
  for (int i = 0; i < 20'000; ++i) (void)rate.take("2001:db8::" + std::to_string(i), begin);
  EXPECT_EQ(rate.take("192.0.2.1", begin + seconds(60)), seconds(0));
}

TEST(Bucket, AClockThatWasSetBackGivesNothing) {
  Bucket bucket(1, 1);
  EXPECT_EQ(bucket.take(begin), seconds(0));
  EXPECT_EQ(bucket.take(begin - seconds(1000)), seconds(1));
  EXPECT_EQ(bucket.take(begin - seconds(999)), seconds(0));
}

}  // namespace
}  // namespace ombud::accounts
