// What stops an erasure on its way, and how it is taken up.

#include <fmt/format.h>

#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using sql::Engine;
using testing::Contains;
using testing::Eq;
using testing::StartsWith;

class CutOff : public Shop {
 protected:
  /// A trigger that lets no purchase go that stands in the table hurdle.
  void add_more(Mapping& mapping) override {
    run_sql({"CREATE TABLE hurdle (id INTEGER PRIMARY KEY)"});
    mapping.table("hurdle", Holds::reference, false);
    if (GetParam() == Engine::sqlite)
      run_sql(
          {"CREATE TRIGGER guard BEFORE DELETE ON purchase "
           "WHEN OLD.id IN (SELECT id FROM hurdle) BEGIN SELECT RAISE(ABORT, 'no'); END",
           "CREATE TRIGGER undo AFTER DELETE ON purchase "
           "WHEN -1 IN (SELECT id FROM hurdle) "
           "BEGIN INSERT INTO purchase VALUES (OLD.id, OLD.member_id, OLD.label); END"});
    if (GetParam() == Engine::postgresql)
      run_sql(
          {"CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
           "IF OLD.id IN (SELECT id FROM hurdle) THEN RAISE EXCEPTION 'no'; END IF; "
           "RETURN OLD; END $$",
           "CREATE TRIGGER guard BEFORE DELETE ON purchase FOR EACH ROW "
           "EXECUTE FUNCTION guard()"});
    if (GetParam() == Engine::mariadb)
      run_sql(
          {"CREATE TRIGGER guard BEFORE DELETE ON purchase FOR EACH ROW "
           "IF OLD.id IN (SELECT id FROM hurdle) THEN SIGNAL SQLSTATE '45000'; END IF"});
  }

  /// In the second of three batches.
  void fail() { run_sql({"INSERT INTO hurdle VALUES (1500)"}); }

  void mend() { run_sql({"DELETE FROM hurdle"}); }
};

INSTANTIATE_TEST_SUITE_P(Engines, CutOff, sql::test::every_engine(), sql::test::engine_name);

TEST_P(CutOff, ABatchThatFailsIsTakenUpWhereItStood) {
  members_and_orders(2600);
  fail();
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::partly_done);
  // The first batch (the member and 999 purchases) stays done, the second changed nothing.
  EXPECT_EQ(purchases(), 2600 - 999);
  const Action action = must_have(find_action(office(), number));
  EXPECT_EQ(must_have(batch(office(), action, 0))->state, Batch::State::done);
  EXPECT_EQ(must_have(batch(office(), action, 1))->state, Batch::State::begun);
  EXPECT_FALSE(must_have(batch(office(), action, 2)).has_value());
  EXPECT_EQ(must_have(recheck_identifiers(office(), action)).empty(), false);
  EXPECT_EQ(body_of(number).at("identifiers_kept_until"), "2026-12-21");
  mend();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(purchases(), 0);
  EXPECT_EQ(events("actions.intent"), 3u);
  EXPECT_EQ(events("actions.outcome"), 3u);
  for (std::int64_t i = 0; i < 3; ++i)
    for (const LedgerLine& line : must_have(ledger(office(), action, i)))
      EXPECT_EQ(line.state, LedgerLine::State::done) << i;
  EXPECT_EQ(key_of(recheck_identifiers(office(), action)), "actions.recheck_ended");
}

TEST_P(CutOff, AfterTheEndOfWhatIdentifiesNothingIsRunAnyMore) {
  members_and_orders(2600);
  fail();
  const std::string number = ready();
  ran(number);
  mend();
  house_.clock().move(std::chrono::hours(24 * 31));
  EXPECT_EQ(key_of(try_run(number)), "actions.recheck_ended");
  EXPECT_EQ(must_have(find_action(office(), number)).state, State::partly_done);
  EXPECT_EQ(purchases(), 2600 - 999);
  EXPECT_FALSE(
      must_have(recheck_ends(office(), must_have(find_action(office(), number)))).has_value());
}

TEST_P(CutOff, AHoldSetAfterTheApprovalIsObeyed) {
  members_and_orders(2);
  const std::string number = ready();
  const std::vector<std::string> before = members();
  holds::Hold hold;
  hold.person = must_have(find_action(office(), number)).person;
  hold.reason = "legal claim";
  hold.review_on = must_have(parse_day("2027-01-15"));
  const holds::Hold set = must_have(holds::set(office(), hold));
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(members(), before);
  EXPECT_EQ(purchases(), 2);
  EXPECT_EQ(events("actions.intent"), 0u);
  EXPECT_THAT(not_reached(number), Contains("actions.hold"));
  must_have(holds::lift(office(), set.number, "settled"));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
}

TEST_P(CutOff, AChangedSchemaStopsTheSystemAndIsSaid) {
  members_and_orders(2);
  const std::string number = ready();
  run_sql({"ALTER TABLE member DROP COLUMN phone"});
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(purchases(), 2);
  EXPECT_THAT(not_reached(number), Contains("datamap.schema_changed"));
}

TEST_P(CutOff, AMapConfirmedAnewStopsTheSystem) {
  members_and_orders(2);
  const std::string number = ready();
  Mapping mapping;
  member_table(mapping, false).because = "for another reason";
  Mapping::field(mapping.table("purchase", Holds::detail, true), "label", DataCategory::other,
                 Erase::set_null);
  mapping.link("purchase", {"member_id"}, "member", {"id"});
  mapping.table("hurdle", Holds::reference, false);
  confirm(mapping);
  ran(number);
  EXPECT_EQ(purchases(), 2);
  EXPECT_THAT(not_reached(number), Contains("actions.other_map"));
}

TEST_P(CutOff, ALockHeldByAnotherRunIsSaid) {
  members_and_orders(2);
  const std::string number = ready();
  const auto other = must_have(connectors::open(office(), system_));
  ASSERT_TRUE(must_have(other->connection().try_lock("ombud.erase")));
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(purchases(), 2);
  EXPECT_THAT(not_reached(number), Contains("actions.running_elsewhere"));
  other->connection().release_lock("ombud.erase");
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
}

class FileCutOff : public CutOff {};

INSTANTIATE_TEST_SUITE_P(Engines, FileCutOff, testing::Values(Engine::sqlite),
                         sql::test::engine_name);

TEST_P(FileCutOff, WhatComesBackByItselfIsSaidAndTheBatchUndone) {
  members_and_orders(2);
  run_sql({"INSERT INTO hurdle VALUES (-1)"});
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(purchases(), 2);
  EXPECT_THAT(not_reached(number), Contains("actions.still_there"));
}

TEST_P(FileCutOff, ADatabaseThatWasReplacedIsNotTouched) {
  members_and_orders(2);
  const std::string number = ready();
  connection_ = nullptr;
  const std::string copy = database_.file() + ".copy";
  std::filesystem::copy_file(database_.file(), copy);
  std::filesystem::rename(copy, database_.file());
  ran(number);
  EXPECT_EQ(purchases(), 2);
  EXPECT_THAT(not_reached(number), Contains("actions.other_database"));
}

class TableCutOff : public CutOff {};

INSTANTIATE_TEST_SUITE_P(Engines, TableCutOff, testing::Values(Engine::mariadb),
                         sql::test::engine_name);

TEST_P(TableCutOff, ATableWithoutTransactionsIsTakenUpWhereItWasCutOff) {
  make_members();
  run_sql(
      {"CREATE TABLE diary (id INTEGER PRIMARY KEY, member_id INTEGER, line VARCHAR(40)) "
       "ENGINE=MyISAM",
       "INSERT INTO diary VALUES (1, 1, 'one'), (2, 1, 'two'), (3, 1, 'three'), (4, 2, 'bo')",
       "CREATE TABLE hurdle (id INTEGER PRIMARY KEY)", "INSERT INTO hurdle VALUES (2)",
       "CREATE TRIGGER guard BEFORE UPDATE ON diary FOR EACH ROW "
       "IF OLD.id IN (SELECT id FROM hurdle) THEN SIGNAL SQLSTATE '45000'; END IF"});
  Mapping mapping;
  member_table(mapping, false);
  mapping.table("hurdle", Holds::reference, false);
  Mapping::field(mapping.table("diary", Holds::detail, false), "line", DataCategory::free_text,
                 Erase::surrogate);
  mapping.link("diary", {"member_id"}, "member", {"id"});
  connect(mapping);
  const std::string number = ready();
  EXPECT_THAT(plan_of(number).systems[0].remarks,
              Contains(testing::Field(&Error::key, Eq("actions.no_transactions"))));
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(rows("SELECT line FROM diary WHERE id = 2"), std::vector<std::string>{"two"});
  mend();
  const std::vector<std::string> between = rows("SELECT line FROM diary ORDER BY id");
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  const std::vector<std::string> after = rows("SELECT line FROM diary ORDER BY id");
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(after[i], StartsWith("erased-"));
    const bool was_done = between[i].starts_with("erased-");
    EXPECT_EQ(was_done, between[i] == after[i]) << "a surrogate is the same when it is taken up";
  }
  EXPECT_EQ(after[3], "bo");
  EXPECT_EQ(body_of(number)["done"][1]["rows"], 3);
}

}  // namespace
}  // namespace ombud::actions::test
