#include "base/secret.h"

#include <gtest/gtest.h>

#include <array>
#include <new>

namespace ombud {

namespace {

// A Secret in memory that can be looked at after it has gone.
struct Place {
  alignas(Secret) std::array<char, sizeof(Secret)> bytes{};

  bool holds(std::string_view text) const {
    return std::string_view(bytes.data(), bytes.size()).find(text) != std::string_view::npos;
  }
};

TEST(Secret, AShortOneIsOverwrittenWhenItGoes) {
  Place place;
  auto* secret = new (place.bytes.data()) Secret(std::string("hunter2"));
  ASSERT_TRUE(place.holds("unter2"));
  secret->~Secret();
  EXPECT_FALSE(place.holds("unter2"));
}

TEST(Secret, AShortOneLeavesNothingBehindWhereItWasMovedFrom) {
  Place place;
  auto* secret = new (place.bytes.data()) Secret(std::string("hunter2"));
  Secret taken(std::move(*secret));
  EXPECT_EQ(taken.reveal(), "hunter2");
  EXPECT_FALSE(place.holds("unter2"));
  *secret = Secret(std::string("other77"));
  taken = std::move(*secret);
  EXPECT_EQ(taken.reveal(), "other77");
  EXPECT_FALSE(place.holds("ther77"));
  secret->~Secret();
}

TEST(Secret, IsCopiedAndAssignedWhole) {
  const Secret one(std::string("a longer secret than a short string holds"));
  Secret two = one;
  EXPECT_EQ(two.reveal(), one.reveal());
  two = Secret();
  EXPECT_TRUE(two.empty());
  two = one;
  EXPECT_EQ(two.reveal(), one.reveal());
  const Secret& same = two;
  two = same;
  EXPECT_EQ(two.reveal(), one.reveal());
}

}  // namespace

}  // namespace ombud
