// An erasure carried out on every engine: what changes, what stays, and what happens when somebody
// or something comes between.

#include "actions/execute.h"

#include <fmt/format.h>

#include "actions/test_house.h"
#include "evidence/receipt.h"

namespace ombud::actions::test {
namespace {

using sql::Engine;
using sql::Statement;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Execute : public Shop {};

INSTANTIATE_TEST_SUITE_P(Engines, Execute, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Execute, ErasesEachFieldInItsWayAndNothingElse) {
  members_and_orders(3);
  const std::vector<std::string> before = members();
  const std::string number = ready();
  EXPECT_EQ(members(), before);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  const std::vector<std::string> after = members();
  ASSERT_EQ(after.size(), 2u);
  EXPECT_THAT(after[0], AllOf(StartsWith("1|erased-"), HasSubstr("||-|1990-01-01|"),
                              testing::EndsWith("|Ring [raderad]|100")));
  EXPECT_EQ(after[1], before[1]);
  EXPECT_THAT(rows("SELECT * FROM purchase"), ElementsAre("100000|2|of Bo"));
  const nlohmann::json body = body_of(number);
  ASSERT_EQ(body.at("done").size(), 2u);
  EXPECT_EQ(body["done"][0]["rows"], 1);
  EXPECT_EQ(body["done"][1]["rows"], 3);
  EXPECT_THAT(not_reached(number), ElementsAre("actions.backups"));
  EXPECT_EQ(key_of(try_run(number)), "actions.already_done");
}

TEST_P(Execute, TheReceiptHoldsAgainstTheLogAndHasNoValue) {
  members_and_orders(1);
  const Outcome outcome = ran(ready());
  const auto checked =
      evidence::check_receipt(outcome.receipt, must_have(office().log.verifier_key()));
  ASSERT_TRUE(checked.has_value()) << key_of(checked);
  EXPECT_THAT(checked->done, Not(IsEmpty()));
  EXPECT_THAT(checked->kept, Not(IsEmpty()));
  EXPECT_THAT(checked->not_reached, Not(IsEmpty()));
  for (const char* value : {"Karin", "Holmqvist", "karin@exempel.se", "1740605"})
    EXPECT_THAT(outcome.receipt, Not(HasSubstr(value)));
}

TEST_P(Execute, ManyRowsGoInBatchesEachWithOneIntentAndOneOutcome) {
  members_and_orders(2600);
  ran(ready());
  EXPECT_EQ(purchases(), 0);
  EXPECT_EQ(events("actions.intent"), 3u);
  EXPECT_EQ(events("actions.outcome"), 3u);
}

TEST_P(Execute, ARowThatCameSinceThePlanIsNotRunPast) {
  members_and_orders(2);
  const std::string number = ready();
  const std::vector<std::string> before = members();
  run_sql({"INSERT INTO purchase (id, member_id, label) VALUES (777, 1, 'since')"});
  EXPECT_EQ(key_of(try_run(number)), "actions.grown_since");
  EXPECT_EQ(members(), before);
  EXPECT_EQ(purchases(), 3);
  EXPECT_EQ(must_have(state_of(office(), number)), State::approved);
  EXPECT_EQ(ran(ready()).state, State::done_with_remainder);
  EXPECT_EQ(purchases(), 0);
}

TEST_P(Execute, ARowThatSomebodyElseHasGotIsAFindingNotAVictim) {
  members_and_orders(2);
  const std::string number = ready();
  run_sql({"UPDATE member SET name = 'Vera Nyström', email = 'vera@exempel.se' WHERE id = 1"});
  const std::vector<std::string> before = members();
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(members(), before);
  EXPECT_THAT(not_reached(number), Contains("actions.rows_left"));
}

TEST_P(Execute, AnOrderThatIsMovedToSomebodyElseStays) {
  members_and_orders(2);
  const std::string number = ready();
  run_sql({"UPDATE purchase SET member_id = 2 WHERE id = 2"});
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_THAT(rows("SELECT id FROM purchase ORDER BY id"), ElementsAre("2", "100000"));
  // What is left stays left; running again changes nothing.
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_THAT(rows("SELECT id FROM purchase ORDER BY id"), ElementsAre("2", "100000"));
}

TEST_P(Execute, RowsWithoutAKeyGoWithTheirDuplicates) {
  make_members();
  run_sql({"CREATE TABLE visit (member_id INTEGER, place VARCHAR(20))",
           "INSERT INTO visit VALUES (1, 'gym'), (1, 'gym'), (1, NULL), (2, 'gym'), (2, NULL)"});
  Mapping mapping;
  member_table(mapping, false);
  Mapping::field(mapping.table("visit", Holds::detail, true), "place", DataCategory::location,
                 Erase::set_null);
  mapping.link("visit", {"member_id"}, "member", {"id"});
  connect(mapping);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT member_id, place FROM visit ORDER BY place"),
              testing::UnorderedElementsAre("2|gym", "2|"));
  EXPECT_EQ(body_of(number)["done"][1]["planned"], 3);
  EXPECT_EQ(body_of(number)["done"][1]["rows"], 3);
}

TEST_P(Execute, RowsWithoutAKeyAreChangedWithTheirDuplicates) {
  make_members();
  run_sql({"CREATE TABLE visit (member_id INTEGER, place VARCHAR(20))",
           "INSERT INTO visit VALUES (1, 'gym'), (1, 'gym'), (2, 'gym')"});
  Mapping mapping;
  member_table(mapping, false);
  Mapping::field(mapping.table("visit", Holds::detail, false), "place", DataCategory::location,
                 Erase::set_null);
  mapping.link("visit", {"member_id"}, "member", {"id"});
  connect(mapping);
  EXPECT_EQ(ran(ready()).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT member_id, place FROM visit"),
              testing::UnorderedElementsAre("1|", "1|", "2|gym"));
}

TEST_P(Execute, KeysOfSeveralColumnsAreMetWhole) {
  make_members();
  run_sql(
      {"CREATE TABLE seat (event INTEGER, place INTEGER, member_id INTEGER, "
       "PRIMARY KEY (event, place))",
       "INSERT INTO seat VALUES (1, 2, 1), (2, 1, 2), (1, 1, 2), (2, 2, 1)"});
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("seat", Holds::detail, true);
  mapping.link("seat", {"member_id"}, "member", {"id"});
  connect(mapping);
  ran(ready());
  EXPECT_THAT(rows("SELECT event, place FROM seat ORDER BY event"), ElementsAre("1|1", "2|1"));
}

TEST_P(Execute, OnlyThePersonsRowsOfAPolymorphicTableGo) {
  make_members();
  run_sql({"CREATE TABLE remark (id INTEGER PRIMARY KEY, kind VARCHAR(10), about INTEGER)",
           "INSERT INTO remark VALUES (1, 'member', 1), (2, 'house', 1), (3, 'member', 2)"});
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("remark", Holds::detail, true);
  Link& link = mapping.link("remark", {"about"}, "member", {"id"});
  link.kind = Link::Kind::polymorphic;
  link.where_column = "kind";
  link.where_value = "member";
  connect(mapping);
  ran(ready());
  EXPECT_THAT(rows("SELECT id FROM remark ORDER BY id"), ElementsAre("2", "3"));
}

TEST_P(Execute, RowsOfOneTableThatReferToEachOtherGoInSeveralBatches) {
  make_members();
  run_sql(
      {"CREATE TABLE node (id INTEGER PRIMARY KEY, member_id INTEGER, parent INTEGER, "
       "FOREIGN KEY (parent) REFERENCES node(id))"});
  must_have(source().begin(sql::Begin::write));
  run_sql({"INSERT INTO node VALUES (0, 1, NULL)"});
  for (std::int64_t i = 1; i < 1200; ++i)
    must_have(source().execute(Statement("INSERT INTO node VALUES (?, 1, ?)", {i, i - 1})));
  must_have(source().commit());
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("node", Holds::detail, true);
  mapping.link("node", {"member_id"}, "member", {"id"});
  connect(mapping);
  EXPECT_EQ(ran(ready()).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM node"), IsEmpty());
}

TEST_P(Execute, AReferenceThatIsAMereMentionIsEmptiedFirst) {
  make_members();
  run_sql(
      {"CREATE TABLE house (id INTEGER PRIMARY KEY, owner VARCHAR(20), agent INTEGER, "
       "FOREIGN KEY (agent) REFERENCES member(id))",
       "INSERT INTO house VALUES (1, 'Bo', 1), (2, 'Bo', 2), (3, 'Eva', 1)"});
  Mapping mapping;
  member_table(mapping, true);
  mapping.table("house", Holds::detail, false);
  mapping.link("house", {"agent"}, "member", {"id"}, Link::Means::mentions);
  connect(mapping);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT * FROM house ORDER BY id"), ElementsAre("1|Bo|", "2|Bo|2", "3|Eva|"));
  EXPECT_THAT(rows("SELECT id FROM member"), ElementsAre("2"));
}

TEST_P(Execute, ARingIsOpenedAtAReferenceThatMayBeEmpty) {
  make_members();
  run_sql(
      {"CREATE TABLE account (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, "
       "main_card INTEGER)",
       "CREATE TABLE card (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, "
       "FOREIGN KEY (account_id) REFERENCES account(id))"});
  if (GetParam() == Engine::sqlite)
    run_sql({"DROP TABLE account",
             "CREATE TABLE account (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, "
             "main_card INTEGER REFERENCES card(id))"});
  else
    run_sql({"ALTER TABLE account ADD FOREIGN KEY (main_card) REFERENCES card(id)"});
  run_sql({"INSERT INTO account VALUES (1, 1, NULL), (2, 2, NULL)",
           "INSERT INTO card VALUES (10, 1), (20, 2)", "UPDATE account SET main_card = id * 10"});
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("account", Holds::detail, true);
  mapping.table("card", Holds::detail, true);
  mapping.link("account", {"member_id"}, "member", {"id"});
  mapping.link("card", {"account_id"}, "account", {"id"});
  connect(mapping);
  EXPECT_EQ(ran(ready()).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT * FROM account"), ElementsAre("2|2|20"));
  EXPECT_THAT(rows("SELECT * FROM card"), ElementsAre("20|2"));
}

class OnSqlite : public Execute {};

INSTANTIATE_TEST_SUITE_P(Engines, OnSqlite, testing::Values(Engine::sqlite),
                         sql::test::engine_name);

TEST_P(OnSqlite, ATextTooLargeToBeReadStaysAndIsSaidWhileTheRestIsErased) {
  members_and_orders(1);
  const std::string large(17u << 20, 'x');
  must_have(source().execute(Statement("UPDATE member SET note = ? WHERE id = 1",
                                       {sql::Value{large + "karin@exempel.se"}})));
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT email, LENGTH(note), typeof(note) FROM member ORDER BY id"),
              ElementsAre("|17825808|text", "bo@exempel.se|10|text"));
  EXPECT_THAT(not_reached(number), Contains("actions.too_large"));
}

TEST_P(OnSqlite, TextInLatin1IsScrubbedAndStaysText) {
  members_and_orders(1);
  must_have(source().execute(
      Statement("UPDATE member SET name = 'K\xc3\xa5re \xc3\x96st' WHERE id = 1")));
  must_have(source().execute(
      Statement("UPDATE member SET note = CAST(? AS TEXT) WHERE id = 1",
                {sql::Value{sql::Blob{"f\xf6r K\xe5re \xd6st, karin@exempel.se"}}})));
  EXPECT_EQ(ran(ready()).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT typeof(note), hex(note) FROM member WHERE id = 1"),
              ElementsAre("text|" + [] {
                std::string hex;
                for (const unsigned char c : std::string("f\xf6r [raderad], [raderad]"))
                  hex += fmt::format("{:02X}", c);
                return hex;
              }()));
}

}  // namespace
}  // namespace ombud::actions::test
