#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace ombud {

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(Errc::invalid, "test.odd", {{"number", std::to_string(number)}});
  return number / 2;
}

Result<void> need_even(int number) {
  TRY(half(number));
  return {};
}

Result<int> quarter(int number) {
  TRY(need_even(number));
  return TRY(half(TRY(half(number))));
}

TEST(Result, HoldsTheValueOrTheReason) {
  EXPECT_EQ(*half(4), 2);
  const Result<int> odd = half(3);
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().code, Errc::invalid);
  EXPECT_EQ(odd.error().key, "test.odd");
  EXPECT_EQ(odd.error().params, (Params{{"number", "3"}}));
}

TEST(Result, TryPassesTheFirstErrorOn) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_EQ(quarter(7).error().params[0].second, "7");
  EXPECT_EQ(quarter(6).error().params[0].second, "3");
}

TEST(Result, CarriesWhatCanOnlyBeMoved) {
  const auto made = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); };
  const auto taken = [&]() -> Result<int> { return *TRY(made()); };
  EXPECT_EQ(*taken(), 7);
}

TEST(ResultDeathTest, AskingForWhatIsNotThereStopsTheProgram) {
  EXPECT_DEATH((void)half(3).value(), "");
  EXPECT_DEATH((void)half(4).error(), "");
  EXPECT_DEATH(must(false), "");
}

}  // namespace

}  // namespace ombud
