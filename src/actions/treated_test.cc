// Whom a rule has been carried out on is not taken again while his row is as it was left, whatever
// was done to it; everybody else who is due is. On every engine.

#include "actions/treated.h"

#include <fmt/format.h>

#include "actions/store_treated.h"
#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using conditions::Op;
using sql::Statement;
using testing::ElementsAre;
using testing::IsEmpty;

class TreatedRows : public House {
 protected:
  /// Members 1 to 6, of whom 1 to 3 have left; nothing of them is emptied, only coarsened, scrubbed
  /// and replaced by numbers.
  void make() {
    run_sql(
        {"CREATE TABLE member (id INTEGER PRIMARY KEY, name VARCHAR(60), email VARCHAR(60), "
         "number INTEGER, born_on DATE, note TEXT, left_year INTEGER)",
         "CREATE TABLE visit (id INTEGER PRIMARY KEY, member_id INTEGER, body VARCHAR(60))"});
    for (std::int64_t i = 1; i <= 6; ++i)
      must_have(source().execute(
          Statement("INSERT INTO member VALUES (?, ?, ?, ?, '1980-05-06', ?, ?)",
                    {i, fmt::format("Person Nummer{}", i), fmt::format("m{}@exempel.se", i),
                     1000 + i, fmt::format("Skriv till m{}@exempel.se", i),
                     i <= 3 ? sql::Value{std::int64_t{2020}} : sql::Value{sql::Null{}}})));
    connect(mapping());
  }

  static Mapping mapping(Erase name = Erase::keep) {
    Mapping mapping;
    datamap::Table& member = mapping.table("member", Holds::person, false);
    Mapping::field(member, "name", DataCategory::name, name, true);
    Mapping::field(member, "email", DataCategory::email, Erase::keep, true);
    Mapping::field(member, "number", DataCategory::other, Erase::surrogate);
    Mapping::field(member, "born_on", DataCategory::birth_date, Erase::generalise);
    Mapping::field(member, "note", DataCategory::free_text, Erase::scrub);
    Mapping::field(mapping.table("visit", Holds::detail, true), "body", DataCategory::other,
                   Erase::set_null);
    mapping.link("visit", {"member_id"}, "member", {"id"});
    return mapping;
  }

  Selection selection(const std::string& rule = "former_members 1") {
    Selection selection;
    selection.system = system_.id;
    selection.table = "member";
    selection.meets =
        conditions::compare({"left_year"}, Op::at_most, conditions::Value{std::int64_t{2024}});
    selection.then = Then::de_identify;
    selection.reference = "rule";
    selection.rule = rule;
    selection.rule_name = rule.substr(0, rule.rfind(' '));
    selection.approval = "actions.approve";
    return selection;
  }

  Result<std::string> look(const Selection& at) { return plan_selection(office(), at, silent_); }

  /// Whom a look takes; the plan is refused again.
  std::vector<std::string> taken(const Selection& at) {
    const Result<std::string> number = look(at);
    if (!number && number.error().key == "actions.nobody_chosen") return {};
    const Action action = must_have(find_action(office(), must_have(number)));
    const Plan plan = plan_of(action.number);
    std::vector<std::string> keys;
    for (std::int64_t i = 1; i < action.chunks; ++i)
      for (const Line& line : must_have(read_lines(must_have(chunk(office(), action, i)))))
        if (line.chosen) keys.push_back(sql::plain(line.key.front()));
    must_have(refuse(office(), action.number, "only looked"));
    return keys;
  }

  std::vector<std::string> taken() { return taken(selection()); }

  std::string carry_out() {
    std::string number = must_have(look(selection()));
    approved(number);
    EXPECT_EQ(ran(number).state, State::done_with_remainder);
    return number;
  }

  std::size_t marks() {
    const auto connector = must_have(connectors::open(office(), system_));
    const datamap::Map map = must_have(datamap::executable(office(), *connector)).map;
    return must_have(marks_of(office(), treatment_of(selection(), map))).size();
  }

  void pass(std::chrono::days days) { house_.clock().move(days); }
};

INSTANTIATE_TEST_SUITE_P(Engines, TreatedRows, sql::test::every_engine(), sql::test::engine_name);

TEST_P(TreatedRows, WhatWasCoarsenedScrubbedOrNumberedAnewIsNotTakenAgain) {
  make();
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
  carry_out();
  EXPECT_THAT(taken(), IsEmpty());
  EXPECT_EQ(marks(), 3u);
  EXPECT_THAT(taken(), IsEmpty());
  run_sql({"UPDATE member SET left_year = 2021 WHERE id = 4"});
  EXPECT_THAT(taken(), ElementsAre("4"));
}

TEST_P(TreatedRows, ARowThatSomebodyHasWrittenIntoIsTakenAgain) {
  make();
  carry_out();
  // Before the first look after it and after it; each column tells.
  run_sql({"UPDATE member SET born_on = '1980-05-07' WHERE id = 1"});
  EXPECT_THAT(taken(), ElementsAre("1"));
  run_sql({"UPDATE member SET note = 'Skriv till m2@exempel.se' WHERE id = 2"});
  EXPECT_THAT(taken(), ElementsAre("1", "2"));
  run_sql({"UPDATE member SET name = 'En Annan' WHERE id = 3"});
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
}

TEST_P(TreatedRows, WhoseRowIsEmptyButNeverTakenIsTakenWithAllThatHangsOnHim) {
  make();
  run_sql({"UPDATE member SET number = NULL, born_on = NULL, note = NULL WHERE id = 1",
           "INSERT INTO visit VALUES (1, 1, 'Kom sent')"});
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
  carry_out();
  EXPECT_THAT(rows("SELECT id FROM visit"), IsEmpty());
  EXPECT_THAT(taken(), IsEmpty());
}

TEST_P(TreatedRows, AVersionOfTheRuleKnowsWhatAnotherHasDoneAndAnotherRuleDoesNot) {
  make();
  carry_out();
  EXPECT_THAT(taken(selection("former_members 2")), IsEmpty());
  EXPECT_THAT(taken(selection("lapsed 1")), ElementsAre("1", "2", "3"));
  Selection only = selection();
  only.only = {"number"};
  EXPECT_THAT(taken(only), ElementsAre("1", "2", "3"));
}

TEST_P(TreatedRows, AnotherMapHasEverybodyTakenAgain) {
  make();
  carry_out();
  EXPECT_THAT(taken(), IsEmpty());
  confirm(mapping(Erase::surrogate));
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
  confirm(mapping());
  EXPECT_THAT(taken(), IsEmpty());
}

TEST_P(TreatedRows, AnActionThatWasGivenUpLeavesNoMarks) {
  make();
  const std::string number = must_have(look(selection()));
  approved(number);
  run_sql({"UPDATE member SET name = 'En Annan' WHERE id = 2"});
  EXPECT_EQ(ran(number).state, State::partly_done);
  must_have(close_action(office(), number, "planned anew"));
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
}

TEST_P(TreatedRows, MarksOutliveTheLedgerAndNotTheRow) {
  make();
  carry_out();
  EXPECT_THAT(taken(), IsEmpty());
  pass(std::chrono::days(500));
  const Instant now = house_.clock().now();
  EXPECT_GT(must_have(expire(office(), {now, now}, false)).ledger_segments, 0);
  EXPECT_THAT(taken(), IsEmpty());
  run_sql({"DELETE FROM member WHERE id = 1"});
  EXPECT_THAT(taken(), IsEmpty());
  EXPECT_EQ(marks(), 2u);
}

TEST_P(TreatedRows, MarksGoWhereNobodyHasLookedForLong) {
  make();
  carry_out();
  EXPECT_THAT(taken(), IsEmpty());
  pass(std::chrono::days(10));
  EXPECT_THAT(taken(), IsEmpty());  // Looked at anew.
  const Instant old = house_.clock().now() - std::chrono::days(5);
  EXPECT_EQ(must_have(expire_marks(office(), old, false)), 0);
  pass(std::chrono::days(10));
  const Instant older = house_.clock().now() - std::chrono::days(5);
  EXPECT_EQ(must_have(expire_marks(office(), older, true)), 1);
  EXPECT_EQ(must_have(expire_marks(office(), older, false)), 1);
  EXPECT_EQ(marks(), 0u);
  // They are taken once more, which changes only what a surrogate is.
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
}

TEST_P(TreatedRows, WithoutPlanAndLedgerTheRowsAreTakenOnceMoreAndNothingFails) {
  make();
  carry_out();
  pass(std::chrono::days(500));
  const Instant now = house_.clock().now();
  must_have(expire(office(), {now, now}, false));
  EXPECT_THAT(taken(), ElementsAre("1", "2", "3"));
}

TEST_P(TreatedRows, WhoWasSparedIsTakenAtTheNextLook) {
  make();
  const std::string number = must_have(look(selection()));
  approved(number);
  run_sql({"UPDATE member SET left_year = NULL WHERE id = 2"});
  ran(number);
  run_sql({"UPDATE member SET left_year = 2020 WHERE id = 2"});
  EXPECT_THAT(taken(), ElementsAre("2"));
}

TEST_P(TreatedRows, ADamagedMarkIsSaidAndNobodyIsPlanned) {
  make();
  carry_out();
  EXPECT_THAT(taken(), IsEmpty());
  auto transaction = must_have(office().store.begin(office().organisation.id));
  must_have(transaction.execute("UPDATE actions_mark SET sealed = ?",
                                {sql::Blob{std::string("no such bytes")}}));
  must_have(transaction.commit());
  EXPECT_EQ(key_of(look(selection())), "actions.ledger_damaged");
}

TEST_P(TreatedRows, WhatIsWrittenBesideThePlanStandsWithItOrNotAtAll) {
  make();
  Selection at = selection();
  Chosen told;
  at.beside = [&](store::Transaction&, const Chosen& chosen) -> Result<void> {
    told = chosen;
    return fail(Errc::conflict, "test.no");
  };
  EXPECT_EQ(key_of(look(at)), "test.no");
  EXPECT_EQ(told.persons, 3);
  EXPECT_THAT(must_have(all(office(), 10)), IsEmpty());
  EXPECT_EQ(events("actions.planned"), 0u);
}

}  // namespace
}  // namespace ombud::actions::test
