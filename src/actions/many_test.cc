// Persons whom a condition chose, on every engine: who is taken, who is left alone, and what is
// said of it.

#include "actions/many.h"

#include <fmt/format.h>

#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using conditions::Condition;
using conditions::Op;
using sql::Statement;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Many : public House {
 protected:
  /// `count` members; every third one has left, and each has a note and two purchases.
  void make(std::int64_t count, bool delete_members) {
    run_sql(
        {"CREATE TABLE member (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, "
         "email VARCHAR(60), phone VARCHAR(40), note TEXT, fee INTEGER, left_year INTEGER)",
         "CREATE TABLE purchase (id INTEGER PRIMARY KEY, member_id INTEGER, label VARCHAR(60))"});
    must_have(source().begin(sql::Begin::write));
    for (std::int64_t i = 1; i <= count; ++i) {
      const std::string email = fmt::format("m{}@exempel.se", i);
      must_have(source().execute(
          Statement("INSERT INTO member VALUES (?, ?, ?, ?, ?, 100, ?)",
                    {i, fmt::format("Person Nummer{}", i), email,
                     fmt::format("070-174{:04}", 500 + i % 200), fmt::format("Ring {}", email),
                     i % 3 == 0 ? sql::Value{std::int64_t{2020}} : sql::Value{sql::Null{}}})));
      for (const std::int64_t id : {2 * i, 2 * i + 1})
        must_have(source().execute(
            Statement("INSERT INTO purchase VALUES (?, ?, ?)", {id, i, std::string("a thing")})));
    }
    must_have(source().commit());
    Mapping mapping;
    datamap::Table& member = mapping.table("member", Holds::person, delete_members);
    Mapping::field(member, "name", DataCategory::name, Erase::surrogate, true);
    Mapping::field(member, "email", DataCategory::email, Erase::set_null, true);
    Mapping::field(member, "phone", DataCategory::phone, Erase::constant);
    Mapping::field(member, "note", DataCategory::free_text, Erase::scrub);
    Mapping::field(member, "fee", DataCategory::payment, Erase::keep);
    Mapping::field(mapping.table("purchase", Holds::detail, true), "label", DataCategory::other,
                   Erase::set_null);
    mapping.link("purchase", {"member_id"}, "member", {"id"});
    add_more(mapping);
    connect(mapping);
  }

  virtual void add_more(Mapping&) {}

  Selection selection(Then then = Then::erase) {
    Selection selection;
    selection.system = system_.id;
    selection.table = "member";
    selection.meets =
        conditions::compare({"left_year"}, Op::at_most, conditions::Value{std::int64_t{2024}});
    selection.then = then;
    selection.reference = "rule: former members";
    selection.rule = "former_members 3";
    selection.approval = "actions.approve";
    return selection;
  }

  Result<std::string> planned_many(const Selection& selection) {
    return plan_selection(office(), selection, silent_);
  }

  std::string ready_many(const Selection& selection) {
    std::string number = must_have(planned_many(selection));
    approved(number);
    return number;
  }

  std::int64_t count(sql::Literal question) {
    return std::get<std::int64_t>(sql::test::only_value(source(), Statement(question)));
  }

  /// The sum of a receipt's counts of one part and one member.
  std::int64_t done_rows(const std::string& number, const std::string& table) {
    std::int64_t rows = 0;
    const nlohmann::json body = body_of(number);
    for (const auto& part : body.at("done"))
      if (part.at("table") == table) rows += part.at("rows").get<std::int64_t>();
    return rows;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Many, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Many, AllWhoMeetTheConditionAreErasedWithTheirRowsAndNobodyElse) {
  make(30, false);
  const std::vector<std::string> others =
      rows("SELECT * FROM member WHERE left_year IS NULL ORDER BY id");
  const std::string number = ready_many(selection());
  const Plan plan = plan_of(number);
  EXPECT_EQ(plan.many->persons, 10);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(rows("SELECT * FROM member WHERE left_year IS NULL ORDER BY id"), others);
  EXPECT_EQ(count("SELECT COUNT(*) FROM member WHERE email IS NULL AND phone = '-' "
                  "AND name LIKE 'erased-%' AND note = 'Ring [raderad]' AND fee = 100"),
            10);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase"), 40);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase WHERE member_id IN "
                  "(SELECT id FROM member WHERE left_year IS NOT NULL)"),
            0);
  EXPECT_EQ(done_rows(number, "member"), 10);
  EXPECT_EQ(done_rows(number, "purchase"), 20);
  EXPECT_THAT(not_reached(number), ElementsAre("actions.names_not_searched", "actions.backups"));
}

TEST_P(Many, RowsGoWhereTheMapSaysSo) {
  make(9, true);
  const std::string number = ready_many(selection());
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM member ORDER BY id"), ElementsAre("1", "2", "4", "5", "7", "8"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase"), 12);
}

TEST_P(Many, ARuleThatDeIdentifiesLeavesThePersonsRow) {
  make(9, true);
  const std::string number = ready_many(selection(Then::de_identify));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(count("SELECT COUNT(*) FROM member"), 9);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase"), 12);
  EXPECT_EQ(count("SELECT COUNT(*) FROM member WHERE email IS NULL"), 3);
}

TEST_P(Many, OnlyTheNamedColumnsAreTouchedAndTheReceiptSaysWhatWasNotSearched) {
  make(9, true);
  Selection only = selection(Then::de_identify);
  only.only = {"email"};
  const std::string number = ready_many(only);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(count("SELECT COUNT(*) FROM member WHERE email IS NULL AND name LIKE 'Person%'"), 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase"), 18);
  EXPECT_THAT(not_reached(number), Contains("actions.texts_not_searched"));
}

TEST_P(Many, WhoDoesNotMeetTheRuleAnyMoreIsLeftAloneWithAllThatHangsOnHim) {
  make(12, false);
  const std::string number = ready_many(selection());
  run_sql({"UPDATE member SET left_year = NULL WHERE id = 6"});
  const std::vector<std::string> before = rows("SELECT * FROM member WHERE id = 6");
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(rows("SELECT * FROM member WHERE id = 6"), before);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase WHERE member_id = 6"), 2);
  EXPECT_EQ(done_rows(number, "member"), 3);
  EXPECT_EQ(done_rows(number, "purchase"), 6);
  EXPECT_THAT(body_of(number).dump(), HasSubstr("do not meet the rule any more"));
}

TEST_P(Many, ARowOfAnotherPersonByNowIsAFindingAndHisRowsAreHis) {
  make(12, false);
  const std::string number = ready_many(selection());
  run_sql({"UPDATE member SET name = 'Vera Nystrom', email = 'vera@exempel.se' WHERE id = 6"});
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(count("SELECT COUNT(*) FROM member WHERE email = 'vera@exempel.se'"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase WHERE member_id = 6"), 2);
  EXPECT_THAT(not_reached(number), Contains("actions.rows_left"));
}

TEST_P(Many, AHoldLeavesAPersonOutOfThePlanAndOneThatComesLaterOutOfTheRun) {
  make(12, false);
  const auto hold_on = [&](const std::string& email) {
    holds::Hold hold;
    hold.person = person(email).id;
    hold.reason = "claim";
    hold.review_on = *parse_day("2099-01-01");
    must_have(holds::set(office(), hold));
  };
  hold_on("m3@exempel.se");
  const std::string number = ready_many(selection());
  EXPECT_EQ(plan_of(number).many->persons, 3);
  EXPECT_EQ(plan_of(number).many->held, 1);
  hold_on("m6@exempel.se");
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM member WHERE email IS NOT NULL AND left_year IS NOT NULL "
                   "ORDER BY id"),
              ElementsAre("3", "6"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase WHERE member_id IN (3, 6)"), 4);
  EXPECT_THAT(body_of(number).dump(), HasSubstr("have got a hold since the plan"));
}

TEST_P(Many, AHoldOnTheSystemRefusesThePlan) {
  make(3, false);
  holds::Hold hold;
  hold.system = system_.id;
  hold.reason = "incident";
  hold.review_on = *parse_day("2099-01-01");
  must_have(holds::set(office(), hold));
  EXPECT_EQ(key_of(planned_many(selection())), "actions.hold");
}

TEST_P(Many, APlanIsOneEntryOfTheLogAndABatchTwoHoweverManyPersons) {
  make(3300, false);
  const std::string number = ready_many(selection());
  EXPECT_EQ(plan_of(number).many->persons, 1100);
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(events("actions.planned"), 1u);
  EXPECT_EQ(events("actions.intent"), 2u);
  EXPECT_EQ(events("actions.outcome"), 2u);
  EXPECT_EQ(count("SELECT COUNT(*) FROM member WHERE email IS NULL"), 1100);
  EXPECT_EQ(count("SELECT COUNT(*) FROM purchase"), 4400);
}

TEST_P(Many, WhoWasErasedIsNotChosenAgain) {
  make(9, false);
  const std::string number = ready_many(selection());
  ran(number);
  EXPECT_EQ(key_of(try_run(number)), "actions.already_done");
  EXPECT_EQ(key_of(planned_many(selection())), "actions.nobody_chosen");
  run_sql({"UPDATE member SET left_year = 2021 WHERE id = 1"});
  const Plan plan = plan_of(must_have(planned_many(selection())));
  EXPECT_EQ(plan.many->persons, 1);
  EXPECT_EQ(plan.many->already, 3);
}

TEST_P(Many, APartlyDoneActionIsClosedAndItsReceiptSaysSo) {
  make(12, false);
  const std::string number = ready_many(selection());
  EXPECT_EQ(key_of(close_action(office(), number, "planned anew")), "actions.not_partly_done");
  run_sql({"UPDATE member SET name = 'Vera Nystrom', email = 'vera@exempel.se' WHERE id = 6"});
  EXPECT_EQ(ran(number).state, State::partly_done);
  EXPECT_EQ(key_of(close_action(office(), number, " ")), "actions.no_reason");
  EXPECT_EQ(must_have(close_action(office(), number, "planned anew")).state, State::closed);
  EXPECT_EQ(body_of(number)["state"].get<std::string>(), "closed");
  EXPECT_EQ(done_rows(number, "member"), 3);
  EXPECT_THAT(not_reached(number), Contains("actions.closed"));
  EXPECT_EQ(key_of(try_run(number)), "actions.not_approved");
  EXPECT_EQ(key_of(recheck_identifiers(office(), must_have(find_action(office(), number)))),
            "actions.recheck_ended");
}

/// Where nothing hangs on the members.
class AloneByMany : public Many {
 protected:
  void alone(std::int64_t count, bool same_fee) {
    run_sql(
        {"CREATE TABLE member (id INTEGER PRIMARY KEY, name VARCHAR(60), fee INTEGER, "
         "left_year INTEGER)"});
    for (std::int64_t i = 1; i <= count; ++i)
      must_have(source().execute(
          Statement("INSERT INTO member VALUES (?, ?, ?, 2020)",
                    {i, fmt::format("Person Nummer{}", i), same_fee ? std::int64_t{100} : i})));
    Mapping mapping;
    datamap::Table& member = mapping.table("member", Holds::person, false);
    Mapping::field(member, "name", DataCategory::name, Erase::set_null, true);
    Mapping::field(member, "fee", DataCategory::payment, Erase::keep);
    connect(mapping);
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, AloneByMany, sql::test::every_engine(), sql::test::engine_name);

TEST_P(AloneByMany, WhatIsAlikeAndReferredToByNobodyIsAnonymous) {
  alone(6, true);
  const std::string number = ready_many(selection(Then::anonymise));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(body_of(number).at("done").dump(), HasSubstr("rows are anonymous"));
}

TEST_P(AloneByMany, WhoStandsAloneInWhatRemainsIsDeIdentifiedOnly) {
  alone(6, false);
  const std::string number = ready_many(selection(Then::anonymise));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(not_reached(number), Contains("actions.not_anonymous_few"));
  EXPECT_THAT(body_of(number).at("done").dump(), Not(HasSubstr("anonymous")));
}

TEST_P(Many, WhatOthersReferToIsDeIdentifiedOnly) {
  make(30, false);
  const std::string number = ready_many(selection(Then::anonymise));
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(not_reached(number), Contains("actions.not_anonymous_key"));
  // Free text is not scrubbed but emptied.
  EXPECT_EQ(count("SELECT COUNT(*) FROM member WHERE note IS NULL"), 10);
}

TEST_P(Many, TheApproverNeedsThePermissionOfTheRule) {
  make(3, false);
  Selection of_rule = selection();
  of_rule.approval = "connectors.add";  // The approver has no such right.
  const std::string number = must_have(planned_many(of_rule));
  office().actor = approver_;
  office().actor.roles = {accounts::Role::approver};
  EXPECT_EQ(key_of(approve(office(), number)), "actions.may_not_approve");
}

TEST_P(Many, NobodyChosenIsSaidAndLeavesNothingBehind) {
  make(3, false);
  Selection none = selection();
  none.meets = conditions::compare({"left_year"}, Op::at_most, conditions::Value{std::int64_t{1}});
  EXPECT_EQ(key_of(planned_many(none)), "actions.nobody_chosen");
  EXPECT_THAT(must_have(all(office(), 10)), IsEmpty());
}

TEST_P(Many, WhatCanNotBePlannedIsRefusedWithAReason) {
  make(3, false);
  Selection wrong = selection();
  wrong.table = "nothing";
  EXPECT_EQ(key_of(planned_many(wrong)), "actions.no_such_table");
  wrong.table = "purchase";
  EXPECT_EQ(key_of(planned_many(wrong)), "actions.no_persons_table");
  wrong = selection();
  wrong.only = {"left_year"};
  EXPECT_EQ(key_of(planned_many(wrong)), "actions.column_not_in_map");
  wrong.only = {"fee"};
  EXPECT_EQ(key_of(planned_many(wrong)), "actions.column_stays");
  wrong = selection();
  wrong.reference = " ";
  EXPECT_EQ(key_of(planned_many(wrong)), "actions.no_reference");
  wrong = selection();
  wrong.meets = conditions::is_null({"nowhere"});
  EXPECT_EQ(key_of(planned_many(wrong)), "conditions.unknown_column");
}

TEST_P(Many, WhatComesBackAfterTheRunIsLeftOver) {
  make(9, false);
  run_sql({"CREATE TABLE hurdle (id INTEGER PRIMARY KEY)"});
  const std::string number = ready_many(selection());
  // A copy that no map knows, and a number in somebody else's text.
  run_sql({"UPDATE member SET note = 'see m3@exempel.se' WHERE id = 1"});
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(not_reached(number), Contains("actions.stands_elsewhere"));
  EXPECT_THAT(body_of(number).dump(), Not(HasSubstr("m3@exempel.se")));
}

/// A case that two members share.
class SharedByMany : public Many {
 protected:
  void add_more(Mapping& mapping) override {
    run_sql(
        {"CREATE TABLE matter (id INTEGER PRIMARY KEY, one_id INTEGER, other_id INTEGER, "
         "body VARCHAR(60))",
         "INSERT INTO matter VALUES (1, 3, 6, 'of two who have left'), "
         "(2, 3, 4, 'of one who has left'), (3, 9, NULL, 'of one alone')"});
    Mapping::field(mapping.table("matter", Holds::detail, true), "body", DataCategory::other,
                   Erase::set_null);
    mapping.link("matter", {"one_id"}, "member", {"id"});
    mapping.link("matter", {"other_id"}, "member", {"id"});
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, SharedByMany, sql::test::every_engine(), sql::test::engine_name);

TEST_P(SharedByMany, ARowOfTwoWhoAreBothChosenGoesAndOneOfSomebodyElseStays) {
  make(12, false);
  const std::string number = ready_many(selection());
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM matter ORDER BY id"), ElementsAre("2"));
}

TEST_P(SharedByMany, ARowOfSomebodyWhoDroppedOutStays) {
  make(12, false);
  const std::string number = ready_many(selection());
  run_sql({"UPDATE member SET left_year = NULL WHERE id = 6"});
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM matter ORDER BY id"), ElementsAre("1", "2"));
}

TEST_P(SharedByMany, ARowOfTwoOfDifferentBatchesIsPlannedOnce) {
  make(6100, false);
  // The last who has left is of another batch than the first.
  run_sql({"UPDATE matter SET other_id = 6099 WHERE id = 1"});
  const std::string number = ready_many(selection());
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM matter ORDER BY id"), ElementsAre("2"));
  EXPECT_EQ(done_rows(number, "matter"), 2);
}

TEST_P(SharedByMany, ARowOfSomebodyOfALaterBatchWhoDroppedOutStays) {
  make(6100, false);
  run_sql({"UPDATE matter SET other_id = 6099 WHERE id = 1"});
  const std::string number = ready_many(selection());
  run_sql({"UPDATE member SET left_year = NULL WHERE id = 6099"});
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM matter ORDER BY id"), ElementsAre("1", "2"));
}

}  // namespace
}  // namespace ombud::actions::test
