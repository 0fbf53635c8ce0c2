#include "base/id.h"

#include <gtest/gtest.h>

#include <set>
#include <unordered_set>

namespace ombud {

namespace {

TEST(Uuid, ByTimeIsVersion7WithTheMillisecondsInFront) {
  // The example of RFC 9562, appendix A.6.
  const Instant at = *parse_instant("2022-02-22T19:22:22.000Z");
  const std::string uuid = uuid_by_time(at);
  EXPECT_EQ(uuid.substr(0, 15), "017f22e2-79b0-7");
  EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
  EXPECT_TRUE(is_uuid(uuid));
}

TEST(Uuid, LaterOnesAreGreater) {
  FixedClock clock(*parse_instant("2026-11-21T22:44:00Z"));
  std::string before;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = uuid_by_time(clock.now());
    EXPECT_LT(before, uuid);
    before = uuid;
    clock.move(std::chrono::milliseconds(1));
  }
}

TEST(Uuid, RandomIsVersion4AndNeverTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 10000; ++i) {
    const std::string uuid = uuid_random();
    ASSERT_TRUE(is_uuid(uuid));
    ASSERT_EQ(uuid[14], '4');
    ASSERT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
    ASSERT_TRUE(seen.insert(uuid).second);
  }
}

TEST(Uuid, OnlyTheWrittenFormInLowerCaseIsOne) {
  EXPECT_TRUE(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  for (const char* bad :
       {"", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2079b0-7cc3-98c4-dc0c0c07398f"})
    EXPECT_FALSE(is_uuid(bad)) << bad;
}

TEST(Id, IsATypeThatIsEmptyUntilMadeAndCanBeAKey) {
  static_assert(!std::is_convertible_v<SystemId, PersonId>);
  EXPECT_TRUE(PersonId{}.empty());
  const SystemId id = new_id<SystemId>(FixedClock(Instant{}));
  EXPECT_FALSE(id.empty());
  EXPECT_TRUE(id.text.starts_with("00000000-0000-7"));
  const std::unordered_set<SystemId> set = {id, id};
  EXPECT_EQ(set.size(), 1U);
}

}  // namespace

}  // namespace ombud
