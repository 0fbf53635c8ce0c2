// Rules from the day that they are written to the receipt, on every engine, with the clock moved to
// the days that matter.
#include "retention/test_house.h"

namespace ombud::retention {
namespace {

using actions::State;
using sql::test::key_of;
using sql::test::must_have;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view recruits = R"(recruits:
  subject: liva.member
  starts: applied_on
  keep: at most 3 months
  unless:
    paid: exists payment
  then: de-identify
  because: who never paid never joined
  schedule: weekly
)";

constexpr std::string_view former_members = R"(former_members:
  subject: liva.member
  starts: exit_date
  keep: at least 12 months
  unless:
    rejoined: exists membership where start_date > member.exit_date
    debt: balance > 0
  then: de-identify
  because: [contact former members, collect debts]
  schedule: weekly
)";

class Journeys : public test::Union {};

INSTANTIATE_TEST_SUITE_P(On, Journeys, sql::test::every_engine(), sql::test::engine_name);

// T10: applied 2024-11-30, to be gone by the end of 2025-02-28.
TEST_P(Journeys, AnUnpaidRecruitGoesAndWhoPaysBeforeTheRunStays) {
  be_on("2025-02-20");
  for (const std::int64_t id : {1, 2, 3}) add_member(id, "2024-11-30", nullptr);
  connect(union_map());
  must_have(add(recruits));
  // Seven days before, and not a day earlier.
  EXPECT_EQ(must_have(planned("recruits")).chosen, 0);
  be_on("2025-02-21");
  // Member 1 paid the day before the plan.
  run_sql({"INSERT INTO payment VALUES (1, 1, '2025-02-20')"});
  const Planned plan = must_have(planned("recruits"));
  EXPECT_EQ(plan.chosen, 2);
  EXPECT_EQ(plan.waits, "retention.waits_always");
  EXPECT_EQ(format_day(plan.gone_by.value()), "2025-02-28");
  approve(plan.action);
  // Member 2 pays after his last day, but before the run: he is a member.
  be_on("2025-03-01");
  run_sql({"INSERT INTO payment VALUES (2, 2, '2025-03-01')"});
  run(plan.action);
  EXPECT_THAT(emails(), ElementsAre("1|m1@exempel.se", "2|m2@exempel.se"));
}

// T9: left 2024-02-29, kept through 2025-02-28.
TEST_P(Journeys, AFormerMemberIsKeptThroughTheLastDayOfTwelveMonths) {
  add_member(1, "2020-01-01", "2024-02-29");
  connect(union_map());
  must_have(add(former_members));
  be_on("2025-02-28");
  const Planned early = must_have(planned("former_members"));
  EXPECT_EQ(early.chosen, 0);
  EXPECT_EQ(early.action, "");
  be_on("2025-03-01");
  carry_out("former_members");
  EXPECT_THAT(emails(), IsEmpty());
}

TEST_P(Journeys, WhoCameBackAndWhoOwesMoneyStays) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2024-02-29");
  add_member(2, "2020-01-01", "2024-02-29");
  add_member(3, "2020-01-01", "2024-02-29", "120.50");
  add_member(4, "2020-01-01", "2024-02-29");
  add_member(5, "2020-01-01", nullptr);
  run_sql({"INSERT INTO membership VALUES (1, 1, '2020-01-01', '2024-02-29')",
           "INSERT INTO membership VALUES (2, 2, '2025-10-01', NULL)",
           "UPDATE member SET balance = NULL WHERE id = 4"});
  connect(union_map());
  must_have(add(former_members));
  const Planned plan = must_have(planned("former_members"));
  EXPECT_EQ(plan.chosen, 1);
  EXPECT_EQ(plan.open, 1);  // A balance that is not known. Who has not left is no such case.
  approve(plan.action);
  run(plan.action);
  EXPECT_THAT(emails(), ElementsAre("2|m2@exempel.se", "3|m3@exempel.se", "4|m4@exempel.se",
                                    "5|m5@exempel.se"));
  // The debt is paid; the next run takes him.
  run_sql({"UPDATE member SET balance = 0 WHERE id = 3"});
  carry_out("former_members");
  EXPECT_THAT(emails(), ElementsAre("2|m2@exempel.se", "4|m4@exempel.se", "5|m5@exempel.se"));
}

TEST_P(Journeys, WhoComesBackBetweenPlanAndRunStays) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2024-02-29");
  add_member(2, "2020-01-01", "2024-02-29");
  connect(union_map());
  must_have(add(former_members));
  const Planned plan = must_have(planned("former_members"));
  EXPECT_EQ(plan.chosen, 2);
  approve(plan.action);
  run_sql({"INSERT INTO membership VALUES (1, 2, '2026-02-28', NULL)"});
  run(plan.action);
  EXPECT_THAT(emails(), ElementsAre("2|m2@exempel.se"));
}

// His row stays with the day that he left on, and so he is due for ever.
TEST_P(Journeys, WhoWasTakenAndStaysIsNotTakenAgainUntilSomebodyWritesIntoHisRow) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  add_member(2, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  carry_out("former_members");
  be_on("2026-03-08");
  const Planned nobody = must_have(planned("former_members"));
  EXPECT_EQ(nobody.action, "");
  EXPECT_EQ(nobody.chosen, 0);
  EXPECT_EQ(nobody.already, 2);
  add_member(3, "2020-01-01", "2025-03-05");
  run_sql({"UPDATE member SET email = 'ny@exempel.se' WHERE id = 2"});
  const Planned two = must_have(planned("former_members"));
  EXPECT_EQ(two.chosen, 2);
  EXPECT_EQ(two.already, 1);
  approve(two.action);
  run(two.action);
  EXPECT_THAT(emails(), IsEmpty());
  be_on("2026-03-15");
  EXPECT_EQ(must_have(planned("former_members")).already, 3);
}

TEST_P(Journeys, WhoLooksTwiceOnADayGetsTheSamePlan) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  const Planned first = must_have(planned("former_members"));
  EXPECT_FALSE(first.again);
  Planned second = must_have(planned("former_members"));
  EXPECT_TRUE(second.again);
  EXPECT_EQ(second.action, first.action);
  EXPECT_EQ(second.waits, "retention.waits_always");
  approve(first.action);
  second = must_have(planned("former_members"));
  EXPECT_TRUE(second.approved);
  EXPECT_FALSE(second.approved_by_rule);
  // Refused, it is planned anew, and so it is where the map is another.
  office().actor = approver_;
  must_have(actions::refuse(office(), first.action, "not this one"));
  office().actor = coordinator_;
  const Planned third = must_have(planned("former_members"));
  EXPECT_FALSE(third.again);
  EXPECT_NE(third.action, first.action);
}

TEST_P(Journeys, APlanThatNobodyHasApprovedGivesWayToThatOfALaterDay) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  const Planned first = must_have(planned("former_members"));
  be_on("2026-03-08");
  const Planned second = must_have(planned("former_members"));
  EXPECT_THAT(second.replaced, ElementsAre(first.action));
  EXPECT_EQ(must_have(actions::state_of(office(), first.action)), State::refused);
  approve(second.action);
  be_on("2026-03-15");
  // What somebody has approved is his, and stays.
  add_member(2, "2020-01-01", "2025-03-05");
  EXPECT_THAT(must_have(planned("former_members")).replaced, IsEmpty());
  EXPECT_EQ(must_have(actions::state_of(office(), second.action)), State::approved);
}

TEST_P(Journeys, TheLatestOfRelatedRowsStartsThePeriod) {
  be_on("2026-03-01");
  for (const std::int64_t id : {1, 2, 3}) add_member(id, "2020-01-01", nullptr);
  run_sql({"INSERT INTO membership VALUES (1, 1, '2020-01-01', '2021-12-31')",
           "INSERT INTO membership VALUES (2, 1, '2022-01-01', '2025-02-28')",
           "INSERT INTO membership VALUES (3, 2, '2020-01-01', '2021-12-31')",
           "INSERT INTO membership VALUES (4, 2, '2022-01-01', '2025-03-01')",
           "INSERT INTO membership VALUES (5, 3, '2020-01-01', '2021-12-31')",
           "INSERT INTO membership VALUES (6, 3, '2025-01-01', NULL)"});
  connect(union_map());
  must_have(add(R"(lapsed:
  subject: liva.member
  starts: latest membership.end_date
  keep: at least 12 months
  then: de-identify
  because: contact former members
  schedule: weekly
)"));
  carry_out("lapsed");
  EXPECT_THAT(emails(), ElementsAre("2|m2@exempel.se", "3|m3@exempel.se"));
}

TEST_P(Journeys, SeveralRulesTakeOnePersonFieldByField) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-01-31");
  connect(union_map());
  const auto rule = [](const char* name, const char* keep, const char* column) {
    return std::string(name) + ":\n  subject: liva.member\n  starts: exit_date\n  keep: " + keep +
           "\n  then: de-identify\n  only: [" + column +
           "]\n  because: decay\n  schedule: weekly\n";
  };
  must_have(add(rule("contact", "at least 12 months", "email")));
  must_have(add(rule("birth", "at least 24 months", "born")));
  const Why why = why_of("1");
  ASSERT_EQ(why.rules.size(), 2u);
  const auto due_from = [&](std::string_view column) {
    for (const FieldOnRow& field : why.fields)
      if (field.column == column && field.due_from) return format_day(*field.due_from);
    return std::string("never");
  };
  EXPECT_EQ(due_from("email"), "2026-02-01");
  EXPECT_EQ(due_from("born"), "2027-02-01");
  EXPECT_EQ(due_from("name"), "never");
  carry_out("contact");
  EXPECT_EQ(must_have(planned("birth")).chosen, 0);
  EXPECT_THAT(rows("SELECT name, email, born FROM member"),
              ElementsAre("Medlem Nummer1||1980-05-06"));
}

TEST_P(Journeys, AHoldGoesBeforeEveryRule) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2024-02-29");
  connect(union_map());
  must_have(add(former_members));
  holds::Hold hold;
  hold.system = system_.id;
  hold.reason = "claim 3";
  hold.review_on = must_have(parse_day("2027-01-01"));
  const std::string number = must_have(holds::set(office(), hold)).number;
  EXPECT_THAT(why_of("1").holds, ElementsAre(number));
  const Result<Planned> plan = planned("former_members");
  if (plan.has_value() && !plan->action.empty()) {
    approve(plan->action);
    run(plan->action);
  }
  EXPECT_THAT(emails(), ElementsAre("1|m1@exempel.se"));
}

TEST_P(Journeys, AnothersDataNeedsItsControllersInstruction) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2024-02-29");
  source();
  connectors::System system;
  system.name = "liva";
  system.controller = "Kunden AB";
  system.address = must_have(connectors::read_address(database_.url()));
  system_ = must_have(connectors::add(office(), system, Secret()));
  confirm(union_map());
  must_have(add(former_members));
  EXPECT_EQ(key_of(planned("former_members")), "actions.no_instruction");
  EXPECT_EQ(key_of(planned(
                "former_members",
                {.instruction = actions::Instruction{"Kunden AB", "2026-02-01", "Instruction 4"}})),
            "no error");
}

// The same after a year, and the next leavers.
TEST_P(Journeys, AStandingRuleApprovesItselfOnlyWhereOneLikeItWasApprovedByAPerson) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  const Day until = must_have(parse_day("2027-03-01"));
  EXPECT_EQ(key_of(let_stand(office(), "former_members", until, "board")), "retention.four_eyes");
  office().actor = approver_;
  EXPECT_EQ(key_of(let_stand(office(), "former_members", until, " ")), "retention.no_reason");
  must_have(let_stand(office(), "former_members", until, "board 2026-02-01"));
  office().actor = coordinator_;

  const Planned first = must_have(planned("former_members"));
  EXPECT_EQ(first.waits, "retention.waits_first");
  approve(first.action);
  run(first.action);

  add_member(2, "2020-01-01", "2025-03-05");
  be_on("2026-03-08");
  const Planned second = must_have(planned("former_members"));
  EXPECT_TRUE(second.approved_by_rule);
  EXPECT_EQ(second.waits, "");
  run(second.action);
  EXPECT_THAT(emails(), IsEmpty());

  // Far more than usual.
  be_on("2026-03-15");
  for (std::int64_t id = 10; id < 40; ++id) add_member(id, "2020-01-01", "2025-03-06");
  EXPECT_EQ(must_have(planned("former_members")).waits, "retention.waits_many");

  // Another map makes the next run a first one, and so does another text of the rule.
  datamap::Map map = union_map();
  map.tables[0].because = "as the board wants it";
  confirm(map);
  EXPECT_EQ(must_have(planned("former_members")).waits, "retention.waits_first");
  std::string other(former_members);
  other.replace(other.find("12 months"), 9, "11 months");
  EXPECT_EQ(must_have(add(other)).version, 2);
  EXPECT_EQ(must_have(planned("former_members")).waits, "retention.waits_always");
}

TEST_P(Journeys, AStandingDecisionEndsByItself) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  office().actor = approver_;
  must_have(let_stand(office(), "former_members", must_have(parse_day("2026-03-07")), "board"));
  office().actor = coordinator_;
  carry_out("former_members");
  add_member(2, "2020-01-01", "2025-03-05");
  be_on("2026-03-08");
  EXPECT_EQ(must_have(planned("former_members")).waits, "retention.waits_always");
  must_have(end_standing(office(), "former_members", "board"));
  EXPECT_FALSE(must_have(find_rule(office(), "former_members")).standing.has_value());
}

TEST_P(Journeys, AChangedSchemaStopsTheRule) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2024-02-29");
  connect(union_map());
  must_have(add(former_members));
  run_sql({"ALTER TABLE member RENAME COLUMN email TO mail"});
  EXPECT_EQ(key_of(planned("former_members")), "datamap.schema_changed");
}

class Mailboxes : public test::House {
 protected:
  Mailboxes() {
    run_sql(
        {"CREATE TABLE mailbox (id INTEGER PRIMARY KEY, owner VARCHAR(60), address VARCHAR(60), "
         "employed_to DATE)",
         "CREATE TABLE letter (id INTEGER PRIMARY KEY, mailbox_id INTEGER, body VARCHAR(200))",
         "INSERT INTO mailbox VALUES (1, 'Tova Lindqvist', 'tova@exempel.se', '2025-05-31')",
         "INSERT INTO mailbox VALUES (2, 'Sten Bergman', 'sten@exempel.se', NULL)",
         "INSERT INTO mailbox VALUES (3, 'Lo Ek', 'lo@exempel.se', '2025-06-30')",
         "INSERT INTO letter VALUES (1, 1, 'Hej')", "INSERT INTO letter VALUES (2, 1, 'Hej igen')",
         "INSERT INTO letter VALUES (3, 2, 'Hej')"});
    using datamap::Erase;
    datamap::Map map;
    datamap::Table mailbox{.name = "mailbox", .holds = datamap::Holds::person};
    mailbox.subject = "employee";
    mailbox.delete_rows = true;
    mailbox.fields = {field("owner", DataCategory::name, Erase::set_null, true),
                      field("address", DataCategory::email, Erase::set_null, true)};
    datamap::Table letter{.name = "letter", .holds = datamap::Holds::detail};
    letter.delete_rows = true;
    letter.fields = {field("body", DataCategory::free_text, Erase::scrub)};
    map.tables = {mailbox, letter};
    map.links = {{.from_table = "letter",
                  .from_columns = {"mailbox_id"},
                  .to_table = "mailbox",
                  .to_columns = {"id"},
                  .kind = datamap::Link::Kind::declared}};
    connect(map);
  }
};

INSTANTIATE_TEST_SUITE_P(On, Mailboxes, sql::test::every_engine(), sql::test::engine_name);

// T11: employed to 2025-05-31, to be gone by the end of 2025-06-30.
TEST_P(Mailboxes, ALeaversMailboxGoesWithinAMonthAndNobodyElses) {
  be_on("2025-06-22");
  must_have(add(R"(leavers:
  subject: liva.mailbox
  starts: employed_to
  keep: at most 1 month
  then: erase
  because: nobody reads it any more
  schedule: weekly
)"));
  EXPECT_EQ(must_have(planned("leavers")).chosen, 0);
  be_on("2025-06-23");
  const Planned plan = must_have(planned("leavers"));
  EXPECT_EQ(plan.chosen, 1);
  EXPECT_EQ(format_day(plan.gone_by.value()), "2025-06-30");
  approve(plan.action);
  const State state = run(plan.action);
  EXPECT_TRUE(state == State::done || state == State::done_with_remainder);
  EXPECT_THAT(rows("SELECT id FROM mailbox ORDER BY id"), ElementsAre("2", "3"));
  EXPECT_THAT(rows("SELECT id FROM letter ORDER BY id"), ElementsAre("3"));
}

}  // namespace
}  // namespace ombud::retention
