#include "discovery/answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Statement;
using sql::test::key_of;
using sql::test::must_have;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class Answers : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    for (const sql::test::Database* one : {&first_, &second_}) {
      sql::test::run(
          *one->connect(),
          {Statement("create table member (id integer primary key, first_name text, "
                     "last_name text, zodiac varchar(20), title varchar(40))"),
           Statement("create table colour (id integer primary key, zodiac varchar(20))")});
    }
    liva_ = added("liva", first_);
    tid_ = added("tid", second_);
  }

  accounts::Office& office() { return house_.office(); }

  connectors::System added(const std::string& name, const sql::test::Database& database) {
    return must_have(connectors::add(
        office(),
        {.name = name, .address = {.kind = connectors::Kind::sqlite, .file = database.file()}},
        Secret()));
  }

  Result<void> say_of(const connectors::System& system, const std::string& table,
                      const std::string& column, bool personal,
                      std::optional<DataCategory> category = std::nullopt) {
    house_.clock().move(std::chrono::seconds(1));
    const auto connector = must_have(connectors::open(office(), system));
    return answer(office(), *connector,
                  {.table = table, .column = column, .personal = personal, .category = category});
  }

  datamap::Map proposed(const connectors::System& system) {
    const auto connector = must_have(connectors::open(office(), system));
    Options options;
    options.today = test_day();
    options.said = must_have(said_of(office(), system));
    Silent silent;
    return must_have(propose(*connector, options, silent)).map;
  }

  sql::test::Database first_{sql::Engine::sqlite}, second_{sql::Engine::sqlite};
  accounts::TestOffice house_{GetParam(),
                              {connectors::migrations(), datamap::migrations(), migrations()}};
  connectors::System liva_, tid_;
};

TEST_P(Answers, DecideForTheirColumnAtLaterProposals) {
  must_have(say_of(liva_, "member", "title", false));
  must_have(say_of(liva_, "member", "zodiac", true, DataCategory::religion));
  const datamap::Map map = proposed(liva_);
  EXPECT_EQ(map.table("member")->field("title"), nullptr);
  const datamap::Field* zodiac = map.table("member")->field("zodiac");
  ASSERT_NE(zodiac, nullptr);
  EXPECT_EQ(zodiac->category, DataCategory::religion);
  EXPECT_EQ(zodiac->data_class, DataClass::special);
  EXPECT_EQ(zodiac->confidence, 1);
  EXPECT_EQ(datamap::say_reason(zodiac->reason), "A person said so on 2026-11-21.");
}

TEST_P(Answers, MakeATableOfNobodyOneThatIsSearched) {
  must_have(say_of(liva_, "colour", "zodiac", true));
  const datamap::Map map = proposed(liva_);
  EXPECT_EQ(map.table("colour")->holds, datamap::Holds::person);
  EXPECT_THAT(
      datamap::faults(map, *must_have(must_have(connectors::open(office(), liva_))->catalogue())),
      IsEmpty());
}

TEST_P(Answers, WeighALittleInOtherSystems) {
  const double before = proposed(tid_).table("member")->field("title")->confidence;
  must_have(say_of(liva_, "member", "title", false));
  must_have(say_of(liva_, "member", "zodiac", false));
  const datamap::Map map = proposed(tid_);
  EXPECT_EQ(map.table("member")->field("zodiac"), nullptr) << "It was a guess of 0.4.";
  ASSERT_NE(map.table("member")->field("title"), nullptr);
  EXPECT_LT(map.table("member")->field("title")->confidence, before);
}

TEST_P(Answers, ReplaceEachOtherAndCanBeTakenBack) {
  must_have(say_of(liva_, "member", "title", false));
  must_have(say_of(liva_, "member", "title", true));
  const auto standing = must_have(answers(office(), liva_));
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_TRUE(standing[0].personal);
  EXPECT_EQ(standing[0].system, "liva");
  must_have(withdraw(office(), liva_, "member", "title"));
  EXPECT_THAT(must_have(answers(office(), std::nullopt)), IsEmpty());
  EXPECT_EQ(key_of(withdraw(office(), liva_, "member", "title")), "discovery.no_answer");
}

TEST_P(Answers, AreListedByTheirSystem) {
  must_have(say_of(liva_, "member", "title", false));
  must_have(say_of(tid_, "member", "zodiac", true, DataCategory::name));
  EXPECT_EQ(must_have(answers(office(), std::nullopt)).size(), 2U);
  const auto of_tid = must_have(answers(office(), tid_));
  ASSERT_EQ(of_tid.size(), 1U);
  EXPECT_EQ(of_tid[0].column, "zodiac");
  EXPECT_EQ(of_tid[0].category, DataCategory::name);
}

TEST_P(Answers, LeaveEntriesInTheLog) {
  must_have(say_of(liva_, "member", "title", false));
  must_have(withdraw(office(), liva_, "member", "title"));
  EXPECT_THAT(house_.events(), Contains("discovery.answered system liva"));
  EXPECT_THAT(house_.events(), Contains("discovery.withdrawn system liva"));
}

TEST_P(Answers, AreOnlyTakenForColumnsThatAreThere) {
  EXPECT_EQ(key_of(say_of(liva_, "member", "wings", true)), "discovery.no_such_column");
  EXPECT_EQ(key_of(say_of(liva_, "dragon", "title", true)), "discovery.no_such_column");
}

TEST_P(Answers, AreGivenForManyColumnsOrNone) {
  const Answer title{.table = "member", .column = "title", .personal = false};
  EXPECT_EQ(key_of(answer_all(office(), liva_, {title, {.table = "member", .column = "wings"}})),
            "discovery.no_such_column");
  EXPECT_EQ(key_of(answer_all(office(), liva_, std::vector(most_answers + 1, title))),
            "discovery.too_many_answers");
  EXPECT_THAT(must_have(answers(office(), liva_)), IsEmpty());
  must_have(answer_all(office(), liva_, {title, {.table = "member", .column = "zodiac"}}));
  EXPECT_EQ(must_have(answers(office(), liva_)).size(), 2U);
}

TEST_P(Answers, AreWorkedIntoAMapWithoutTheRestOfIt) {
  datamap::Map decided = proposed(liva_);
  ASSERT_NE(decided.table("member")->field("title"), nullptr);
  for (datamap::Table& table : decided.tables) {
    for (datamap::Field& field : table.fields) field.because = "decided by hand";
  }
  must_have(say_of(liva_, "member", "title", false));
  must_have(say_of(liva_, "colour", "zodiac", true, DataCategory::religion));
  datamap::Map map = decided;
  EXPECT_EQ(heed_in(map, proposed(liva_), must_have(said_of(office(), liva_))), 2);
  EXPECT_EQ(map.table("member")->field("title"), nullptr);
  EXPECT_EQ(map.table("member")->field("first_name")->because, "decided by hand");
  EXPECT_EQ(map.table("colour")->holds, datamap::Holds::person);
  EXPECT_EQ(map.table("colour")->field("zodiac")->category, DataCategory::religion);
  EXPECT_EQ(heed_in(map, proposed(liva_), must_have(said_of(office(), liva_))), 0);
}

TEST_P(Answers, WaitUntilAMapSaysWhatTheyDo) {
  const datamap::Map map = must_have(datamap::store_proposal(office(), liva_, proposed(liva_)));
  const Instant made_at = must_have(datamap::versions(office(), liva_)).back().made_at;
  const auto waiting = [&] { return must_have(not_worked_in(office(), liva_, map, made_at)); };
  must_have(say_of(liva_, "member", "first_name", true));
  EXPECT_THAT(waiting(), IsEmpty()) << "The map says so already.";
  must_have(say_of(liva_, "member", "title", false));
  EXPECT_THAT(waiting(), ElementsAre(std::pair<std::string, std::string>("member", "title")));
  must_have(withdraw(office(), liva_, "member", "title"));
  EXPECT_THAT(waiting(), IsEmpty()) << "Given and taken back since the map was made.";
}

INSTANTIATE_TEST_SUITE_P(Stores, Answers,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST(ColumnGiven, IsATableAndAColumn) {
  EXPECT_EQ(must_have(table_and_column("a.b.c")),
            (std::pair<std::string, std::string>("a.b", "c")));
  for (const char* given : {"", "a", ".a", "a."}) {
    EXPECT_EQ(key_of(table_and_column(given)), "discovery.bad_column");
  }
}

}  // namespace
}  // namespace ombud::discovery
