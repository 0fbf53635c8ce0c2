#include "accounts/reviews.h"

#include "accounts/field_changes.h"
#include "accounts/rights_house_test.h"

namespace ombud::accounts {
namespace {

using std::chrono::days;
using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

class ReviewsTest : public RightsTest {};

INSTANTIATE_TEST_SUITE_P(Stores, ReviewsTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(ReviewsTest, AReviewListsAllAndEachIsKeptOrWithdrawnByAnother) {
  const std::string grant = granted(dan, wish(dan));
  const Review begun = begin_review(as(asa)).value();
  EXPECT_EQ(key_of(begin_review(as(asa))), "accounts.review_open");
  ASSERT_THAT(begun.lines, SizeIs(6));
  EXPECT_EQ(key_of(attest(as(asa), begun.number, "2027-05-01")), "accounts.lines_open");
  for (const ReviewLine& line : begun.lines) {
    const bool gone = line.account == cia || line.account == dan;
    const AccountId& by = line.account == asa ? bo : asa;
    EXPECT_EQ(key_of(decide_line(as(line.account), begun.number, line.line, true, "")),
              "accounts.own_line");
    ASSERT_TRUE(decide_line(as(by), begun.number, line.line, !gone, gone ? "not used" : ""));
  }
  EXPECT_THAT(actor(cia).roles, IsEmpty());
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_EQ(grants(office(), dan).value().front().state, GrantState::revoked);
  EXPECT_EQ(key_of(attest(as(asa), begun.number, "2026-11-21")), "accounts.time_past");
  EXPECT_EQ(key_of(attest(as(asa), begun.number, "2028-11-21")), "accounts.time_long");
  const Review done = attest(as(asa), begun.number, "2027-05-01").value();
  EXPECT_EQ(done.attested_by, asa);
  EXPECT_EQ(key_of(attest(as(asa), begun.number, "2027-05-01")), "accounts.review_over");
  EXPECT_EQ(key_of(decide_line(as(asa), begun.number, 1, true, "")), "accounts.review_over");
  const Review kept = reviews(office(), true).value().front();
  EXPECT_EQ(kept.next_on, *parse_day("2027-05-01"));
  EXPECT_THAT(kept.lines, SizeIs(6));
  EXPECT_THAT(events(), Contains("accounts.review_attested review V-0001"));
  EXPECT_THAT(events(), Contains("accounts.grant_revoked grant " + grant));
}

TEST_P(ReviewsTest, WhatAReviewWithdrewIsNotKeptAfterwardsAndNeedsAReason) {
  const Review begun = begin_review(as(asa)).value();
  std::int64_t line = 0;
  for (const ReviewLine& one : begun.lines)
    if (one.account == cia) line = one.line;
  EXPECT_EQ(key_of(decide_line(as(asa), begun.number, line, false, "")), "accounts.no_reason");
  ASSERT_TRUE(decide_line(as(asa), begun.number, line, true, ""));
  ASSERT_TRUE(decide_line(as(asa), begun.number, line, false, "left"));
  EXPECT_EQ(key_of(decide_line(as(asa), begun.number, line, true, "")), "accounts.line_withdrawn");
  EXPECT_EQ(key_of(decide_line(as(asa), begun.number, 99, true, "")), "accounts.unknown_line");
  EXPECT_EQ(key_of(decide_line(as(asa), "V-0009", 1, true, "")), "accounts.unknown_review");
}

TEST_P(ReviewsTest, TheFieldPolicyChangesWhenAdministratorAndDpoAgree) {
  FieldChange wanted;
  wanted.task = Task::find;
  wanted.data_class = DataClass::national_id;
  wanted.role = Role::handler;
  wanted.allowed = true;
  wanted.reason = "two of the same name each day";
  const FieldChange asked = ask_field_change(as(asa), wanted).value();
  EXPECT_FALSE(may_read(actor(cia), DataClass::national_id, Task::find));
  EXPECT_EQ(key_of(decide_field_change(as(asa), asked.number, true)), "accounts.own_change");
  EXPECT_EQ(key_of(decide_field_change(as(bo), asked.number, true)), "accounts.both_sides");
  ASSERT_TRUE(decide_field_change(as(eva), asked.number, true));
  EXPECT_TRUE(may_read(actor(cia), DataClass::national_id, Task::find));
  EXPECT_EQ(key_of(decide_field_change(as(eva), asked.number, true)), "accounts.change_decided");
  EXPECT_EQ(key_of(ask_field_change(as(eva), wanted)), "accounts.field_same");
  wanted.allowed = false;
  const FieldChange back = ask_field_change(as(eva), wanted).value();
  ASSERT_TRUE(decide_field_change(as(asa), back.number, true));
  EXPECT_EQ(actor(cia).fields, FieldPolicy());
  EXPECT_THAT(events(), Contains("accounts.field_agreed field change F-0001"));
}

TEST_P(ReviewsTest, NoChangeOpensPersonsToWhoNeedsNoneAndARefusedOneChangesNothing) {
  FieldChange wanted;
  wanted.role = Role::administrator;
  wanted.allowed = true;
  wanted.reason = "curious";
  EXPECT_EQ(key_of(ask_field_change(as(asa), wanted)), "accounts.field_never");
  wanted.role = Role::dpo;
  const FieldChange asked = ask_field_change(as(asa), wanted).value();
  ASSERT_TRUE(decide_field_change(as(eva), asked.number, false));
  EXPECT_EQ(actor(eva).fields, FieldPolicy());
  EXPECT_EQ(key_of(decide_field_change(as(eva), "F-0099", true)), "accounts.unknown_change");
  EXPECT_THAT(field_changes(office()).value(), SizeIs(1));
}

TEST_P(ReviewsTest, WhatWaitsIsCountedForWhoMayDoIt) {
  ASSERT_TRUE(ask_for(as(dan), wish(dan)));
  FieldChange wanted{.role = Role::handler, .allowed = false, .reason = "less"};
  ASSERT_TRUE(ask_field_change(as(asa), wanted));
  EXPECT_EQ(waiting(as(bo)).value().grants, 1);
  EXPECT_EQ(waiting(as(dan)).value().grants, 0);
  EXPECT_EQ(waiting(as(eva)).value().changes, 1);
  EXPECT_EQ(waiting(as(asa)).value().changes, 0);
  EXPECT_FALSE(waiting(as(bo)).value().review_due);
  clock().move(days(91));
  EXPECT_TRUE(waiting(as(bo)).value().review_due);
  EXPECT_FALSE(waiting(as(eva)).value().review_due);
  const Review begun = begin_review(as(asa)).value();
  EXPECT_TRUE(waiting(as(bo)).value().review_open);
  for (const ReviewLine& line : begun.lines)
    ASSERT_TRUE(decide_line(as(line.account == asa ? bo : asa), begun.number, line.line, true, ""));
  ASSERT_TRUE(attest(as(asa), begun.number, "2027-04-01"));
  EXPECT_FALSE(waiting(as(bo)).value().review_due);
  clock().move(days(60));
  EXPECT_TRUE(waiting(as(bo)).value().review_due);
}

TEST(FieldWords, ThatAreNoneAreRefused) {
  EXPECT_EQ(task_in("gossip").error().key, "accounts.unknown_task");
  EXPECT_EQ(data_class_in("secret").error().key, "accounts.unknown_class");
  EXPECT_EQ(*task_in("reveal"), Task::reveal);
  EXPECT_EQ(*data_class_in("national_id"), DataClass::national_id);
}

TEST_P(ReviewsTest, TheLastUseIsNotedToTheMinute) {
  const auto note = [&] {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    must(note_use(transaction, office().organisation.id, cia, clock().now()).has_value());
    must(transaction.commit().has_value());
  };
  EXPECT_EQ(accounts::find(office(), cia).value().used_at, std::nullopt);
  const Instant first = clock().now();
  note();
  clock().move(std::chrono::seconds(30));
  note();
  EXPECT_EQ(accounts::find(office(), cia).value().used_at, first);
  clock().move(std::chrono::seconds(31));
  note();
  EXPECT_EQ(accounts::find(office(), cia).value().used_at, clock().now());
}

}  // namespace
}  // namespace ombud::accounts
