#include "accounts/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/field_changes.h"
#include "accounts/grants.h"
#include "accounts/reviews.h"
#include "accounts/rows.h"
#include "accounts/substitutes.h"
#include "accounts/test_office.h"

namespace ombud::accounts {
namespace {

using std::chrono::days;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class RightsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  Office& office() { return house_.office(); }

  FixedClock& clock() { return house_.clock(); }

  std::vector<std::string> events() { return house_.events(); }

  void SetUp() override {
    store::Transaction transaction = office().store.begin_installation().value();
    ASSERT_TRUE(rows::add_organisation(transaction, office().organisation, clock().now()));
    ASSERT_TRUE(transaction.commit());
    asa = made("asa", {Role::coordinator, Role::administrator});
    bo = made("bo", {Role::approver});
    cia = made("cia", {Role::handler});
    dan = made("dan", {});
    eva = made("eva", {Role::dpo});
  }

  // Without a password that anybody tries: that is what other tests are for.
  AccountId made(const std::string& name, std::set<Role> roles) {
    Account account;
    account.id = new_id<AccountId>(clock());
    account.name = name;
    account.roles = std::move(roles);
    account.made_at = clock().now();
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    must(rows::add_account(transaction, account, "none", office().organisation.id).has_value());
    must(transaction.commit().has_value());
    return account.id;
  }

  Actor actor(const AccountId& account) {
    Actor actor;
    actor.account = account;
    actor.organisation = office().organisation.id;
    store::Transaction transaction =
        office().store.begin(office().organisation.id, sql::Begin::read).value();
    must(fill_rights(transaction, actor, clock().now()).has_value());
    return actor;
  }

  Office& as(const AccountId& account) {
    clock().move(std::chrono::milliseconds(1));
    office().actor = actor(account);
    return office();
  }

  template <class T>
  static std::string key_of(const Result<T>& result) {
    return result ? "" : result.error().key;
  }

  GrantWish wish(const AccountId& account, Role role = Role::handler) {
    return {.account = account, .role = role, .reason = "case 7", .until = "2026-12-01"};
  }

  std::string granted(const AccountId& account, const GrantWish& wanted) {
    const std::string number = ask_for(as(account), wanted).value().number;
    must(decide(as(bo), number, true, "needed").has_value());
    return number;
  }

  AccountId asa, bo, cia, dan, eva;
  TestOffice house_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Stores, RightsTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(RightsTest, StandingRolesAreThoseOfTheMembershipAndNoneIsNone) {
  EXPECT_THAT(actor(asa).roles, ElementsAre(Role::coordinator, Role::administrator));
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_THAT(actor(AccountId{uuid_random()}).roles, IsEmpty());
  EXPECT_EQ(actor(cia).fields, FieldPolicy());
}

TEST_P(RightsTest, WhatIsAskedForIsNothingUntilAnotherHasGrantedIt) {
  const Grant asked = ask_for(as(dan), wish(dan)).value();
  EXPECT_EQ(asked.number, "G-0001");
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  const Grant granted = decide(as(bo), asked.number, true, "owns the register").value();
  EXPECT_THAT(actor(dan).roles, ElementsAre(Role::handler));
  ASSERT_THAT(granted.steps, SizeIs(2));
  EXPECT_EQ(granted.steps[0].by, dan);
  EXPECT_EQ(granted.steps[0].reason, "case 7");
  EXPECT_EQ(granted.steps[1].by, bo);
  EXPECT_EQ(granted.steps[1].state, GrantState::granted);
  EXPECT_THAT(events(), Contains("accounts.grant_asked grant G-0001"));
  EXPECT_THAT(events(), Contains("accounts.grant_granted grant G-0001"));
}

TEST_P(RightsTest, AGrantEndsByItselfAndWhoWasInTheMidstOfItIsToldWhy) {
  const std::string number = granted(dan, wish(dan));
  EXPECT_TRUE(actor(dan).may("subjects.find"));
  EXPECT_FALSE(ended_for(actor(dan), "subjects.find"));
  // The last day counts whole, in the country's own time: 2026-12-02T00:00 in Stockholm.
  clock().move(*parse_instant("2026-12-01T22:59:59Z") - clock().now());
  EXPECT_TRUE(actor(dan).may("subjects.find"));
  clock().move(std::chrono::seconds(1));
  EXPECT_FALSE(actor(dan).may("subjects.find"));
  const std::optional<Error> ended = ended_for(actor(dan), "subjects.find");
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->key, "accounts.grant_ended");
  EXPECT_EQ(ended->code, Errc::forbidden);
  EXPECT_EQ(ended->params[0].second, number);
  EXPECT_FALSE(ended_for(actor(dan), "actions.approve"));
  clock().move(days(8));
  EXPECT_FALSE(ended_for(actor(dan), "subjects.find"));
}

TEST_P(RightsTest, AGrantBeginsOnItsDay) {
  GrantWish later = wish(dan);
  later.from = "2026-11-25";
  granted(dan, later);
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_THAT(actor(dan).ended, IsEmpty());
  clock().move(days(4));
  EXPECT_THAT(actor(dan).roles, ElementsAre(Role::handler));
}

TEST_P(RightsTest, NobodyGrantsToHimselfNorWhatHeAskedForToAnother) {
  const std::string own = ask_for(as(bo), wish(bo)).value().number;
  EXPECT_EQ(key_of(decide(as(bo), own, true, "mine")), "accounts.own_grant");
  const std::string asked = ask_for(as(bo), wish(dan)).value().number;
  EXPECT_EQ(key_of(decide(as(bo), asked, true, "mine")), "accounts.own_grant");
  EXPECT_TRUE(decide(as(asa), asked, true, "needed"));
  EXPECT_EQ(key_of(ask_for(as(cia), wish(dan))), "accounts.not_permitted");
}

TEST_P(RightsTest, AGrantIsDecidedOnceAndNotAfterItsTime) {
  const std::string number = ask_for(as(dan), wish(dan)).value().number;
  EXPECT_EQ(key_of(decide(as(bo), number, true, " ")), "accounts.no_reason");
  ASSERT_TRUE(decide(as(bo), number, false, "no need"));
  EXPECT_EQ(key_of(decide(as(bo), number, true, "again")), "accounts.grant_decided");
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  const std::string late = ask_for(as(dan), wish(dan)).value().number;
  clock().move(days(30));
  EXPECT_EQ(key_of(decide(as(bo), late, true, "late")), "accounts.grant_late");
  EXPECT_EQ(key_of(decide(as(bo), "G-0999", true, "?")), "accounts.unknown_grant");
}

TEST_P(RightsTest, ARevokedGrantEndsAtOnceAndIsGivenBackByWhoHasIt) {
  const std::string first = granted(dan, wish(dan));
  ASSERT_TRUE(revoke(as(dan), first, "done"));
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_TRUE(ended_for(actor(dan), "subjects.find"));
  EXPECT_EQ(key_of(revoke(as(dan), first, "done")), "accounts.grant_over");
  const std::string second = granted(dan, wish(dan));
  EXPECT_EQ(key_of(revoke(as(cia), second, "why not")), "accounts.unknown_grant");
  EXPECT_THAT(office().hidden, ElementsAre("grant " + second));
  ASSERT_TRUE(revoke(as(asa), second, "left the project"));
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_THAT(events(), Contains("accounts.grant_revoked grant " + second));
  const std::string third = ask_for(as(dan), wish(dan)).value().number;
  EXPECT_EQ(revoke(as(dan), third, "not needed").value().state, GrantState::withdrawn);
}

TEST_P(RightsTest, WhatIsAskedForHasAReasonAndAnEnd) {
  GrantWish wrong = wish(dan);
  wrong.reason = "  ";
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.no_reason");
  wrong = wish(dan);
  wrong.reason = std::string(501, 'x');
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.reason_long");
  wrong = wish(dan);
  wrong.until = "2027-11-22";
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.time_long");
  wrong.until = "2026-11-20";
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.time_backwards");
  wrong.from = "2026-11-19";
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.time_past");
  wrong = wish(dan);
  wrong.controllers = {std::string(201, 'x')};
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.bad_controller");
  EXPECT_EQ(key_of(ask_for(as(asa), wish(AccountId{uuid_random()}))), "accounts.unknown");
  EXPECT_THAT(grants(office()).value(), IsEmpty());
}

TEST_P(RightsTest, AGrantForOneControllerShowsItsDataOnly) {
  GrantWish limited = wish(dan);
  limited.controllers = {"Hamnkommunen"};
  granted(dan, limited);
  Actor there = actor(dan);
  EXPECT_TRUE(may_see(there, "Hamnkommunen"));
  EXPECT_FALSE(may_see(there, ""));
  // A second way to the role opens what the second way is for.
  limited.controllers = {"Bergkommunen"};
  granted(dan, limited);
  EXPECT_TRUE(may_see(actor(dan), "Bergkommunen"));
  granted(dan, wish(dan));
  EXPECT_TRUE(may_see(actor(dan), ""));
}

TEST_P(RightsTest, WhoSeesOneControllerGrantsNoMore) {
  ASSERT_TRUE(set_roles(as(asa), bo, {Role::approver}, {"Hamnkommunen"}));
  GrantWish wanted = wish(dan);
  const std::string all = ask_for(as(dan), wanted).value().number;
  EXPECT_EQ(key_of(decide(as(bo), all, true, "x")), "accounts.other_controllers");
  wanted.controllers = {"Hamnkommunen"};
  const std::string own = ask_for(as(dan), wanted).value().number;
  EXPECT_TRUE(decide(as(bo), own, true, "x"));
}

TEST_P(RightsTest, RolesAreSetByAnotherAndTheLastAdministratorStays) {
  ASSERT_TRUE(set_roles(as(asa), cia, {Role::auditor}, {" Hamnkommunen "}));
  const Actor now = actor(cia);
  EXPECT_THAT(now.roles, ElementsAre(Role::auditor));
  EXPECT_THAT(now.only.at(Role::auditor), ElementsAre("Hamnkommunen"));
  EXPECT_EQ(key_of(set_roles(as(asa), asa, {Role::approver}, {})), "accounts.own_roles");
  EXPECT_EQ(key_of(set_roles(as(bo), asa, {Role::handler}, {})), "accounts.last_administrator");
  EXPECT_EQ(key_of(set_roles(as(asa), AccountId{uuid_random()}, {}, {})), "accounts.unknown");
  ASSERT_TRUE(accounts::close(as(asa), "cia"));
  EXPECT_EQ(key_of(set_roles(as(asa), cia, {}, {})), "accounts.closed");
  ASSERT_TRUE(set_roles(as(asa), bo, {}, {}));
  EXPECT_THAT(actor(bo).roles, IsEmpty());
}

TEST_P(RightsTest, ASubstituteHasTheOthersRolesForTheTime) {
  const SubstituteWish wanted{
      .absent = bo, .substitute = dan, .reason = "leave", .until = "2026-11-30"};
  const Substitute made = appoint(as(bo), wanted).value();
  EXPECT_EQ(made.number, "S-0001");
  EXPECT_THAT(actor(dan).roles, ElementsAre(Role::approver));
  EXPECT_THAT(actor(bo).roles, ElementsAre(Role::approver));
  ASSERT_TRUE(end_substitute(as(dan), made.number));
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_EQ(key_of(end_substitute(as(dan), made.number)), "accounts.substitute_over");
  ASSERT_TRUE(appoint(as(asa), wanted));
  clock().move(days(10));
  EXPECT_THAT(actor(dan).roles, IsEmpty());
  EXPECT_THAT(events(), Contains("accounts.substitute_made substitute S-0001"));
  EXPECT_THAT(events(), Contains("accounts.substitute_ended substitute S-0001"));
}

TEST_P(RightsTest, NobodyAppointsHimselfInAnothersPlace) {
  SubstituteWish wanted{.absent = bo, .substitute = asa, .reason = "leave", .until = "2026-11-30"};
  EXPECT_EQ(key_of(appoint(as(asa), wanted)), "accounts.own_substitute");
  EXPECT_EQ(key_of(appoint(as(cia), wanted)), "accounts.not_permitted");
  wanted.substitute = bo;
  EXPECT_EQ(key_of(appoint(as(bo), wanted)), "accounts.substitute_self");
  wanted.substitute = dan;
  const Substitute made = appoint(as(bo), wanted).value();
  EXPECT_EQ(key_of(end_substitute(as(cia), made.number)), "accounts.unknown_substitute");
  EXPECT_THAT(office().hidden, SizeIs(1));
  EXPECT_EQ(key_of(end_substitute(as(cia), "S-0099")), "accounts.unknown_substitute");
}

TEST_P(RightsTest, WhoIsClosedHasNoSubstituteAndWhoStandsInForALimitedOneIsLimited) {
  ASSERT_TRUE(set_roles(as(asa), bo, {Role::approver}, {"Hamnkommunen"}));
  ASSERT_TRUE(
      appoint(as(bo), {.absent = bo, .substitute = dan, .reason = "leave", .until = "2026-11-30"}));
  EXPECT_TRUE(may_see(actor(dan), "Hamnkommunen"));
  EXPECT_FALSE(may_see(actor(dan), "Bergkommunen"));
  ASSERT_TRUE(accounts::close(as(asa), "bo"));
  EXPECT_THAT(actor(dan).roles, IsEmpty());
}

TEST_P(RightsTest, AReviewListsAllAndEachIsKeptOrWithdrawnByAnother) {
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

TEST_P(RightsTest, WhatAReviewWithdrewIsNotKeptAfterwardsAndNeedsAReason) {
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

TEST_P(RightsTest, TheFieldPolicyChangesWhenAdministratorAndDpoAgree) {
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

TEST_P(RightsTest, NoChangeOpensPersonsToWhoNeedsNoneAndARefusedOneChangesNothing) {
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

TEST_P(RightsTest, WhatWaitsIsCountedForWhoMayDoIt) {
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

TEST_P(RightsTest, TheLastUseIsNotedToTheMinute) {
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
