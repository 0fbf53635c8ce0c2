// What rules find in the data, what they refuse to find, and what is told of one row.
#include "retention/test_house.h"

namespace ombud::retention {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::string rule_with(std::string_view more, std::string_view starts = "exit_date") {
  return "former_members:\n  subject: liva.member\n  starts: " + std::string(starts) +
         "\n  keep: at least 12 months\n  then: de-identify\n  because: policy\n  schedule: "
         "weekly\n" +
         std::string(more);
}

class FindingsOn : public test::Union {
 protected:
  FindingsOn() { be_on("2026-03-01"); }

  Findings found(const std::string& name) {
    const Stored stored = must_have(find_rule(office(), name));
    return must_have(findings(must_have(Desk::open(office(), "liva")), stored.rule, true));
  }

  static std::vector<std::pair<std::string, std::int64_t>> counts(
      const std::vector<Group>& groups) {
    std::vector<std::pair<std::string, std::int64_t>> all;
    for (const Group& group : groups) all.emplace_back(group.key, group.rows);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(On, FindingsOn, sql::test::every_engine(), sql::test::engine_name);

TEST_P(FindingsOn, WhatCantBeTrueIsShownAndNeverErased) {
  add_member(1, nullptr, "1900-01-01");
  add_member(2, nullptr, "1970-01-01");
  add_member(3, nullptr, "2024-02-29");
  add_member(4, nullptr, "9999-12-31");
  add_member(5, nullptr, "2024-02-29");
  add_member(6, nullptr, "1979-12-31");  // Born in 1980.
  run_sql({"INSERT INTO payment VALUES (1, 3, '2024-06-01')",
           "INSERT INTO payment VALUES (2, 5, '2024-01-01')"});
  connect(union_map());
  must_have(add(rule_with("  activity: [payment.paid_on]\n")));
  const Findings all = found("former_members");
  EXPECT_EQ(all.all, 6);
  EXPECT_EQ(all.started, 5);
  EXPECT_EQ(all.chosen, 1);
  EXPECT_THAT(
      counts(all.review),
      UnorderedElementsAre(Pair("retention.found_early", 2), Pair("retention.found_late", 1),
                           Pair("retention.found_unborn", 3), Pair("retention.found_active", 1)));
  EXPECT_THAT(all.review.back().keys, ElementsAre("3"));
  const Planned plan = must_have(planned("former_members"));
  approve(plan.action);
  run(plan.action);
  EXPECT_EQ(emails().size(), 5u);
}

TEST_P(FindingsOn, ADayThatVeryManyShareWaitsUntilSomebodySaysThatItIsRight) {
  for (std::int64_t id = 1; id <= 120; ++id) add_member(id, nullptr, "2024-12-31");
  for (std::int64_t id = 201; id <= 210; ++id) add_member(id, nullptr, "2024-06-30");
  connect(union_map());
  must_have(add(rule_with("")));
  const Findings all = found("former_members");
  EXPECT_EQ(all.chosen, 10);
  ASSERT_THAT(counts(all.review), ElementsAre(Pair("retention.found_shared", 120)));
  EXPECT_EQ(all.review[0].what, "2024-12-31");
  must_have(add(rule_with("  shared_days: [2024-12-31]\n")));
  EXPECT_EQ(found("former_members").chosen, 130);
}

TEST_P(FindingsOn, AStartThatIsNoneIsKeptAndOnlyABadOneIsSaid) {
  add_member(1, nullptr, nullptr);
  add_member(2, nullptr, "2024-02-29", "0.00");
  if (GetParam() == sql::Engine::sqlite)
    run_sql({"INSERT INTO member (id, exit_date) VALUES (3, '2024-02-31')"});
  if (GetParam() == sql::Engine::postgresql)
    run_sql({"INSERT INTO member (id, exit_date) VALUES (3, '-infinity')"});
  if (GetParam() == sql::Engine::mariadb)
    run_sql({"SET SESSION sql_mode = ''",
             "INSERT INTO member (id, exit_date) VALUES (3, '0000-00-00')"});
  connect(union_map());
  must_have(add(rule_with("")));
  const Findings all = found("former_members");
  EXPECT_EQ(all.chosen, 1);
  EXPECT_EQ(all.open, 1);
}

TEST_P(FindingsOn, ASimulationCountsOnADayWithAnotherPeriodByMonthAndRegion) {
  add_member(1, nullptr, "2025-02-01");  // Due at twelve months.
  add_member(2, nullptr, "2025-04-10");  // In April.
  add_member(3, nullptr, "2025-04-30");  // From 1 May.
  add_member(4, nullptr, "2025-06-15", "10.00");
  connect(union_map());
  must_have(add(rule_with("  unless:\n    debt: balance > 0\n")));
  Desk desk = must_have(Desk::open(office(), "liva"));
  Rule rule = must_have(find_rule(office(), "former_members")).rule;
  const Simulated now = must_have(simulate(desk, rule, "region"));
  EXPECT_EQ(now.found.chosen, 1);
  ASSERT_EQ(now.months.size(), 12u);
  std::vector<std::int64_t> rows;
  for (const Simulated::Month& month : now.months) rows.push_back(month.rows);
  EXPECT_THAT(rows, ElementsAre(0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(now.by, ElementsAre(Pair("Syd", 1)));

  rule.keep = must_have(parse_keep("at least 6 months"));
  const Simulated shorter = must_have(simulate(desk, rule, "region"));
  EXPECT_EQ(shorter.found.chosen, 3);
  EXPECT_EQ(shorter.found.kept[0].rows, 1);
  EXPECT_THAT(shorter.by, UnorderedElementsAre(Pair("Norr", 1), Pair("Syd", 2)));

  desk.move_to(must_have(parse_day("2025-03-01")));
  EXPECT_EQ(must_have(simulate(desk, rule, "")).found.chosen, 0);
  EXPECT_EQ(key_of(simulate(desk, rule, "county")), "conditions.unknown_column");
  EXPECT_EQ(key_of(simulate(desk, rule, "email")), "retention.counts_persons");
}

TEST_P(FindingsOn, WhyTellsWhichRuleKeepsARowAndUntilWhen) {
  add_member(1, "2020-01-01", "2025-03-31", "50.00");
  add_member(2, "2020-01-01", nullptr);
  connect(union_map());
  must_have(add(rule_with("  unless:\n    debt: balance > 0\n")));
  const Why kept = why_of("1");
  ASSERT_EQ(kept.rules.size(), 1u);
  const RuleOnRow& rule = kept.rules[0];
  EXPECT_EQ(rule.rule, "former_members 1");
  EXPECT_EQ(format_day(rule.start.value()), "2025-03-31");
  EXPECT_EQ(format_day(rule.kept_through.value()), "2026-03-31");
  EXPECT_EQ(format_day(rule.due_from.value()), "2026-04-01");
  EXPECT_THAT(rule.kept_by, ElementsAre("debt"));
  EXPECT_FALSE(rule.taken_now);
  EXPECT_EQ(kept.fields.at(1).column, "email");
  EXPECT_EQ(kept.fields.at(1).rule.value_or(""), "former_members 1");
  EXPECT_EQ(kept.fields.back().column, "balance");
  EXPECT_EQ(kept.fields.back().because, "statistics");
  EXPECT_FALSE(why_of("2").rules[0].start.has_value());

  const Desk desk = must_have(Desk::open(office(), "liva"));
  const auto asked = [&](std::vector<std::string> key) {
    return key_of(why(office(), desk, "member", key));
  };
  EXPECT_EQ(asked({"id=1"}), "no error");
  EXPECT_EQ(asked({"email=m1@exempel.se"}), "no error");
  EXPECT_EQ(asked({"9"}), "retention.no_such_row");
  EXPECT_EQ(asked({"abc"}), "retention.bad_key");
  EXPECT_EQ(asked({"1", "2"}), "retention.bad_key");
  EXPECT_EQ(asked({"born=1980-05-06"}), "retention.several_rows");
  EXPECT_EQ(key_of(why(office(), desk, "nothing", {"1"})), "conditions.unknown_table");
}

TEST_P(FindingsOn, ARuleThatTheSourceDoesntBearOutIsNotStored) {
  connect(union_map());
  const auto refused = [&](std::string_view more, std::string_view starts = "exit_date") {
    return key_of(add(rule_with(more, starts)));
  };
  EXPECT_EQ(refused(""), "no error");
  EXPECT_EQ(refused("", "left_on"), "conditions.unknown_column");
  EXPECT_EQ(refused("", "balance"), "conditions.type_clash");
  EXPECT_EQ(refused("", "latest visit.day"), "conditions.unknown_table");
  EXPECT_EQ(refused("  only: [phone]\n"), "conditions.unknown_column");
  EXPECT_EQ(refused("  only: [balance]\n"), "retention.column_stays");
  EXPECT_EQ(refused("  activity: [payment.paid_on]\n", "latest membership.end_date"),
            "retention.activity_of_column");
  EXPECT_EQ(refused("  activity: [paid_on]\n"), "retention.activity_of_column");
  const auto exception = [&](std::string_view text) {
    return refused("  unless:\n    e: \"" + std::string(text) + "\"\n");
  };
  EXPECT_EQ(exception("balance >"), "retention.bad_expression");
  EXPECT_EQ(exception("balance > 0 extra"), "retention.bad_expression");
  EXPECT_EQ(exception("exit_date > 2025-02-29"), "retention.bad_expression");
  EXPECT_EQ(exception("region = 'Syd"), "retention.bad_expression");
  EXPECT_EQ(exception("region not 'Syd'"), "retention.bad_expression");
  EXPECT_EQ(exception("(balance > 0"), "retention.bad_expression");
  EXPECT_EQ(exception("payment.paid_on > today"), "retention.unknown_place");
  EXPECT_EQ(exception("exists visit"), "conditions.unknown_table");
  EXPECT_EQ(exception("exists member where balance > 0"), "retention.say_on");
  EXPECT_EQ(exception("region > 'Syd'"), "conditions.no_order");
  EXPECT_EQ(exception(std::string(100, '(') + "balance > 0" + std::string(100, ')')),
            "conditions.too_deep");
  for (const char* const good :
       {"balance > 0 or balance < -12.50", "region in ('Syd', 'it''s') and not region is null",
        "exit_date >= today - 30 days", "applied_on < today - 2 months",
        "exists member on id = id where `balance` > 0 and member.region is not null",
        "exists membership on member_id = member.id where (start_date > member.exit_date)",
        "not (exists payment where paid_on > 2025-01-01) and balance not in (1, 2.5)"})
    EXPECT_EQ(exception(good), "no error") << good;
  std::string of_payments = rule_with("");
  of_payments.replace(of_payments.find("liva.member"), 11, "liva.payment");
  EXPECT_EQ(key_of(add(of_payments)), "retention.no_persons");
}

TEST_P(FindingsOn, RulesHaveVersionsAndSchedules) {
  connect(union_map());
  EXPECT_EQ(must_have(add(rule_with(""))).version, 1);
  EXPECT_EQ(must_have(add(rule_with(""))).version, 1);
  EXPECT_EQ(must_have(add(rule_with("  law: Policy\n"))).version, 2);
  EXPECT_EQ(must_have(all_rules(office())).size(), 1u);
  ASSERT_EQ(must_have(due(office(), "")).size(), 1u);
  must_have(planned("former_members"));
  EXPECT_THAT(must_have(due(office(), "")), IsEmpty());
  be_on("2026-03-07");
  EXPECT_THAT(must_have(due(office(), "")), IsEmpty());
  be_on("2026-03-08");
  EXPECT_EQ(must_have(due(office(), "")).size(), 1u);

  std::string on_event = rule_with("");
  on_event.replace(on_event.find("weekly"), 6, "on event left");
  must_have(add(on_event));
  EXPECT_THAT(must_have(due(office(), "")), IsEmpty());
  EXPECT_EQ(must_have(due(office(), "left")).size(), 1u);

  EXPECT_EQ(key_of(remove_rule(office(), "former_members", " ")), "retention.no_reason");
  must_have(remove_rule(office(), "former_members", "board 3"));
  EXPECT_EQ(key_of(find_rule(office(), "former_members")), "retention.unknown");
  EXPECT_EQ(key_of(planned("former_members")), "retention.unknown");
  EXPECT_EQ(key_of(remove_rule(office(), "former_members", "again")), "retention.unknown");
  EXPECT_EQ(must_have(add(rule_with(""))).version, 4);
}

TEST_P(FindingsOn, ARuleThatOnlyAsksForAReviewPlansNothing) {
  add_member(1, nullptr, "2024-02-29");
  connect(union_map());
  std::string review = rule_with("");
  review.replace(review.find("de-identify"), 11, "review");
  must_have(add(review));
  const Planned plan = must_have(planned("former_members"));
  EXPECT_EQ(plan.chosen, 1);
  EXPECT_EQ(plan.action, "");
  office().actor = approver_;
  EXPECT_EQ(key_of(let_stand(office(), "former_members", Day(), "board")),
            "retention.review_stands");
}

}  // namespace
}  // namespace ombud::retention
