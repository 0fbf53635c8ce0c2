#include "accounts/rights_house_test.h"
#include "accounts/substitutes.h"

namespace ombud::accounts {
namespace {

using std::chrono::days;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

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
  wrong.limits = {std::string(201, 'x')};
  EXPECT_EQ(key_of(ask_for(as(dan), wrong)), "accounts.bad_controller");
  EXPECT_EQ(key_of(ask_for(as(asa), wish(AccountId{uuid_random()}))), "accounts.unknown");
  EXPECT_THAT(grants(office()).value(), IsEmpty());
}

TEST_P(RightsTest, AGrantForOneControllerShowsItsDataOnly) {
  GrantWish limited = wish(dan);
  limited.limits = {"Hamnkommunen"};
  granted(dan, limited);
  Actor there = actor(dan);
  EXPECT_TRUE(may_see(there, "Hamnkommunen"));
  EXPECT_FALSE(may_see(there, ""));
  // A second way to the role opens what the second way is for.
  limited.limits = {"Bergkommunen"};
  granted(dan, limited);
  EXPECT_TRUE(may_see(actor(dan), "Bergkommunen"));
  granted(dan, wish(dan));
  EXPECT_TRUE(may_see(actor(dan), ""));
}

TEST_P(RightsTest, AGrantForOneUnitReachesThatUnitAndOpensNoConnectedSystem) {
  GrantWish limited = wish(dan);
  limited.role = Role::editor;
  limited.limits = {"unit: U-0003 "};
  const std::string number = granted(dan, limited);
  EXPECT_THAT(grants(office()).value().front().limits, ElementsAre("unit:U-0003"));
  const Actor there = actor(dan);
  EXPECT_FALSE(may_see(there, ""));
  EXPECT_FALSE(may_see(there, "U-0003"));
  EXPECT_THAT(reach_of(there, "processing.edit").whose.units, ElementsAre("U-0003"));
  EXPECT_FALSE(reach_of(there, "processing.edit").whole);
  // What his role may not do at all reaches nothing.
  EXPECT_THAT(reach_of(there, "processing.decide").whose.units, IsEmpty());
  limited.limits = {"Hamnkommunen", "unit:U-0007"};
  granted(dan, limited);
  const Reach both = reach_of(actor(dan), "processing.edit");
  EXPECT_THAT(both.whose.units, ElementsAre("U-0003", "U-0007"));
  EXPECT_THAT(both.whose.controllers, ElementsAre("Hamnkommunen"));
  limited.limits = {};
  granted(dan, limited);
  EXPECT_TRUE(reach_of(actor(dan), "processing.edit").whole);
  for (const char* wrong : {"unit:", "unit:3", "unit:u-3", "unit:U-3x", "unit:-3", "unit:U-"}) {
    limited.limits = {wrong};
    EXPECT_EQ(key_of(ask_for(as(dan), limited)), "accounts.bad_unit") << wrong;
  }
}

TEST_P(RightsTest, WhoSeesOneControllerGrantsNoMore) {
  ASSERT_TRUE(set_roles(as(asa), bo, {Role::approver}, {"Hamnkommunen"}));
  GrantWish wanted = wish(dan);
  const std::string all = ask_for(as(dan), wanted).value().number;
  EXPECT_EQ(key_of(decide(as(bo), all, true, "x")), "accounts.other_controllers");
  wanted.limits = {"Hamnkommunen"};
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

}  // namespace
}  // namespace ombud::accounts
