#include "subjects/grouping.h"

#include <gmock/gmock.h>

#include "subjects/criteria.h"

namespace ombud::subjects {

namespace {

using testing::ElementsAre;

RowHit hit(std::int64_t key, std::string name,
           std::vector<std::pair<DataCategory, std::string>> has, bool strong = true) {
  RowHit row;
  row.system = "liva";
  row.table = "member";
  row.person = true;
  row.key = {key};
  row.matched = {"email"};
  row.strong = strong;
  row.name = std::move(name);
  for (auto& [category, value] : has) {
    Sought sought;
    sought.category = category;
    sought.normal = std::move(value);
    sought.strong = category == DataCategory::email || category == DataCategory::national_id;
    row.has.push_back(std::move(sought));
  }
  return row;
}

const DataCategory email = DataCategory::email;
const DataCategory national_id = DataCategory::national_id;

TEST(Groups, JoinRowsOverASharedIdOrEmail) {
  const std::vector<Group> groups =
      group({hit(1, "Karin Ek", {{email, "k@example.org"}}),
             hit(2, "Karin Ek", {{email, "k@example.org"}, {national_id, "195401023758"}}),
             hit(3, "Ek, Karin", {{national_id, "195401023758"}}),
             hit(4, "Karin Ek", {{email, "other@example.org"}})});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].rows.size() + groups[1].rows.size(), 4U);
  EXPECT_FALSE(groups[0].needs_choice);
  EXPECT_FALSE(groups[1].needs_choice);
}

TEST(Groups, AreNotJoinedByAPhone) {
  EXPECT_EQ(group({hit(1, "Karin Ek", {{DataCategory::phone, "+46701740605"}}),
                   hit(2, "Karin Ek", {{DataCategory::phone, "+46701740605"}})})
                .size(),
            2U);
}

TEST(Groups, DoubtOtherNamesOnOneEmail) {
  const std::vector<Group> groups = group({hit(1, "Karin Ek", {{email, "home@example.org"}}),
                                           hit(2, "Bo Ek", {{email, "home@example.org"}})});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_TRUE(groups[0].needs_choice);
  EXPECT_THAT(groups[0].ambiguous, ElementsAre(true, true));
}

TEST(Groups, DoubtTwoNationalIdsOnOneEmail) {
  const std::vector<Group> groups =
      group({hit(1, "Karin Ek", {{email, "k@example.org"}, {national_id, "195401023758"}}),
             hit(2, "Karin Ek", {{email, "k@example.org"}, {national_id, "198703022395"}})});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_TRUE(groups[0].needs_choice);
}

TEST(Groups, DoubtWhatOnlyANameMet) {
  const std::vector<Group> groups = group({hit(1, "Karin Ek", {}, false)});
  EXPECT_TRUE(groups.at(0).needs_choice);
}

TEST(Groups, TakeARowNamedByItsKeyForCertain) {
  RowHit named = hit(1, "Karin Ek", {{email, "home@example.org"}});
  named.by_key = true;
  named.matched = {"key"};
  const std::vector<Group> groups = group({named, hit(2, "Bo Ek", {{email, "home@example.org"}})});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_THAT(groups[0].ambiguous, ElementsAre(false, true));
  EXPECT_TRUE(groups[0].needs_choice);
}

TEST(Groups, HaveARowOnceThatWasMetTwice) {
  RowHit by_key = hit(1, "Karin Ek", {}, true);
  by_key.by_key = true;
  by_key.matched = {"key"};
  const std::vector<Group> groups = group({hit(1, "Karin Ek", {}, false), by_key});
  ASSERT_EQ(groups.size(), 1U);
  ASSERT_EQ(groups[0].rows.size(), 1U);
  EXPECT_THAT(groups[0].rows[0].matched, ElementsAre("email", "key"));
  EXPECT_FALSE(groups[0].needs_choice);
}

// Comparing each of them with each would take minutes.
TEST(Groups, OfThousandsOfRowsAreJudgedAtOnce) {
  std::vector<RowHit> hits;
  for (std::int64_t i = 0; i < 20'000; ++i)
    hits.push_back(hit(i, "Karin Ek", {{email, "k@example.org"}}));
  const std::vector<Group> groups = group(std::move(hits));
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].rows.size(), 20'000U);
  EXPECT_FALSE(groups[0].needs_choice);
}

TEST(Names, AgreeWhereAllWordsOfTheShorterStandInTheLonger) {
  EXPECT_TRUE(names_agree("Karin Ek", "Ek, Karin Maria"));
  EXPECT_TRUE(names_agree("KARIN EK", "karin ek"));
  EXPECT_FALSE(names_agree("Karin Ek", "Karin Berg"));
  EXPECT_FALSE(names_agree("Karin Ek", "Bo Ek"));
}

}  // namespace

}  // namespace ombud::subjects
