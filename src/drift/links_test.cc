// The same system seen twice.
#include "drift/house_test.h"

namespace ombud::drift {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

class LinkTest : public test::House {
 protected:
  Links linked() { return must_have(read_all(office(), test::kinds())).links; }

  Paper paper() { return must_have(read_paper(office(), test::kinds())); }

  std::vector<std::string> likely() {
    std::vector<std::string> all;
    const Paper now = paper();
    for (const Likely& one : linked().likely)
      all.push_back(now.systems.at(one.record).named.number + " " + one.why);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, LinkTest, testing::Values(sql::Engine::sqlite),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(LinkTest, IsProposedByNameAddressAndSupplierTheLikeliestFirst) {
  run_sql({"create table t (id integer)"});
  connect("lon-prod");
  const std::string supplier = record("party", R"({"name": "Lon AB"})");
  record("system",
         R"({"name": "Personalakter", "run_by": "supplier", "supplier": ")" + supplier + R"("})");
  record("system", R"({"name": "Lon"})");
  record("system", R"({"name": "lon-prod"})");
  record("system", R"({"name": "Medlemmar"})");
  EXPECT_THAT(likely(), ElementsAre("S-0003 drift.likely_same_name", "S-0002 drift.likely_name",
                                    "S-0001 drift.likely_supplier"));
}

TEST_P(LinkTest, IsThereWhereTheRecordItselfNamesTheSystem) {
  run_sql({"create table t (id integer)"});
  const connectors::System system = connect("liva");
  record("system", R"({"name": "Medlemsregistret", "connected_system": "Liva"})");
  ASSERT_EQ(linked().links.size(), 1U);
  EXPECT_TRUE(linked().links[0].in_record);
  EXPECT_EQ(key_of(say_link(office(), paper(), "S-0001", system, true, "")), "drift.said_already");
  EXPECT_EQ(key_of(take_back_link(office(), paper(), "S-0001", system)), "drift.link_in_record");
}

TEST_P(LinkTest, IsSaidByAPersonOneToManyAndTakenBack) {
  run_sql({"create table t (id integer)"});
  const connectors::System one = connect("liva");
  const connectors::System other = connect("liva-arkiv");
  record("system", R"({"name": "Liva"})");
  must_have(say_link(office(), paper(), "S-0001", one, true, "asked the supplier"));
  must_have(say_link(office(), paper(), "S-0001", other, true, ""));
  EXPECT_EQ(linked().links.size(), 2U);
  EXPECT_EQ(key_of(say_link(office(), paper(), "S-0001", one, false, "")), "drift.said_already");
  must_have(take_back_link(office(), paper(), "S-0001", one));
  EXPECT_EQ(linked().links.size(), 1U);
  EXPECT_EQ(key_of(take_back_link(office(), paper(), "S-0001", one)), "drift.no_link");
  EXPECT_EQ(key_of(say_link(office(), paper(), "S-0009", one, true, "")), "records.unknown");
  EXPECT_THAT(house_.events(),
              testing::IsSupersetOf({"drift.linked system liva", "drift.unlinked system liva"}));
}

TEST_P(LinkTest, IsNotProposedAgainWhereSomebodyToldThemApart) {
  run_sql({"create table t (id integer)"});
  const connectors::System system = connect("liva");
  record("system", R"({"name": "Liva"})");
  EXPECT_THAT(likely(), ElementsAre("S-0001 drift.likely_same_name"));
  must_have(say_link(office(), paper(), "S-0001", system, false, "another one"));
  EXPECT_THAT(likely(), IsEmpty());
  EXPECT_THAT(linked().links, IsEmpty());
}

TEST(CountryOfHost, IsSaidByTheRegionsOfClouds) {
  EXPECT_EQ(country_of_host("liva.abc123.eu-north-1.rds.example.com"), "SE");
  EXPECT_EQ(country_of_host("db.us-east-1.rds.example.com"), "US");
  EXPECT_EQ(country_of_host("liva.example.se"), "");
  EXPECT_EQ(country_of_host(""), "");
}

TEST(Covers, OnlyAsStronglyAsItIsDeclared) {
  using enum DataClass;
  EXPECT_TRUE(covers(special, ordinary));
  EXPECT_TRUE(covers(confidential, confidential));
  EXPECT_FALSE(covers(ordinary, confidential));
  EXPECT_FALSE(covers(confidential, national_id));
  EXPECT_TRUE(covers(national_id, national_id));
  EXPECT_FALSE(covers(criminal, special));
  EXPECT_FALSE(covers(special, criminal));
}

TEST(Held, FollowsLinksToWhoseRowsTheyAre) {
  datamap::Map map = test::members_map();
  map.tables.push_back(
      test::table("note", datamap::Holds::detail, {test::field("body", DataCategory::free_text)}));
  map.tables.push_back(
      test::table("lost", datamap::Holds::detail, {test::field("phone", DataCategory::phone)}));
  datamap::Link link = map.links[0];
  link.from_table = "note";
  link.from_columns = {"visit_id"};
  link.to_table = "visit";
  map.links.push_back(link);
  const Held held = held_in(map);
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(held.at("member").size(), 4U);
  EXPECT_TRUE(held.at("").contains({DataCategory::phone, DataClass::ordinary}));
}

}  // namespace
}  // namespace ombud::drift
