#include <gtest/gtest.h>

#include "accounts/accounts.h"

namespace ombud::accounts {
namespace {

bool may(Role role, Permission permission) {
  Actor actor;
  actor.roles = {role};
  return actor.may(permission);
}

TEST(Permissions, NobodyButTheApproverApproves) {
  for (const Role role : all_roles())
    EXPECT_EQ(may(role, "actions.approve"), role == Role::approver) << word(role);
}

TEST(Permissions, TheApproverNeitherPlansNorRuns) {
  for (const Permission permission : {"actions.plan", "actions.run", "subjects.find"})
    EXPECT_FALSE(may(Role::approver, permission)) << permission;
}

TEST(Permissions, TheDpoReadsAndMayStopButDecidesNothing) {
  for (const Permission permission :
       {"actions.show", "actions.list", "actions.refuse", "evidence.read", "evidence.verify",
        "datamap.show", "holds.list"})
    EXPECT_TRUE(may(Role::dpo, permission)) << permission;
  for (const Permission permission :
       {"actions.plan", "actions.approve", "actions.run", "datamap.confirm", "holds.set",
        "holds.lift", "subjects.find", "connectors.instruct"})
    EXPECT_FALSE(may(Role::dpo, permission)) << permission;
}

TEST(Permissions, TheAdministratorKeepsAccountsAndSystemsAndSeesNoPersons) {
  for (const Permission permission : permissions()) {
    const bool keeps = permission.starts_with("accounts.") ||
                       permission.starts_with("connectors.") || permission.starts_with("jobs.");
    // Ombud's own life: nothing of it shows a person.
    const bool machine = permission.starts_with("backup.") || permission.starts_with("keys.") ||
                         permission.starts_with("housekeeping.") ||
                         permission.starts_with("serve.") || permission.starts_with("doctor.") ||
                         permission == "mail.send" || permission == "mail.manage" ||
                         permission == "records.kinds" || permission == "records.own" ||
                         permission == "records.limit";
    EXPECT_EQ(may(Role::administrator, permission), keeps || machine) << permission;
  }
}

TEST(Permissions, TheEditorDescribesSystemsAndTheAuditorReadsPaper) {
  std::set<Permission> edits, reads, lists;
  for (const Permission permission : permissions()) {
    if (may(Role::editor, permission)) edits.insert(permission);
    if (may(Role::auditor, permission)) reads.insert(permission);
    if (may(Role::list_user, permission)) lists.insert(permission);
  }
  for (const Permission permission : {"datamap.propose", "datamap.show", "discovery.answer"})
    EXPECT_TRUE(edits.contains(permission)) << permission;
  for (const Permission permission : {"actions.show", "evidence.verify", "accounts.list"})
    EXPECT_TRUE(reads.contains(permission)) << permission;
  // No person, no entry of the log that names one, nothing that changes anything.
  for (const Permission permission :
       {"subjects.find", "subjects.show", "holds.list", "actions.plan", "actions.approve",
        "actions.run", "evidence.read", "datamap.confirm", "connectors.add"})
    for (const Role role : {Role::editor, Role::auditor, Role::list_user})
      EXPECT_FALSE(may(role, permission)) << permission << " " << word(role);
}

TEST(Permissions, EachIsHeldBySomebodyAndStandsOnce) {
  std::set<Permission> seen;
  for (const Permission permission : permissions()) {
    EXPECT_TRUE(seen.insert(permission).second) << permission;
    EXPECT_TRUE(std::any_of(all_roles().begin(), all_roles().end(), [&](Role role) {
      return may(role, permission);
    })) << permission;
  }
}

TEST(Permissions, SeveralRolesAddUpAndNoneIsNothing) {
  Actor actor;
  EXPECT_FALSE(actor.may("connectors.list"));
  actor.roles = {Role::handler, Role::administrator};
  EXPECT_TRUE(actor.may("actions.plan"));
  EXPECT_TRUE(actor.may("accounts.add"));
  EXPECT_FALSE(actor.may("actions.approve"));
}

TEST(Permissions, WhoHasNoRoleMayAskForOne) {
  EXPECT_TRUE(Actor().may("accounts.own"));
  EXPECT_FALSE(Actor().may("accounts.ask"));
}

TEST(Controllers, ARoleThatIsLimitedSeesItsOwnOnly) {
  Actor actor;
  actor.account = AccountId{"018f3c1e-0000-7000-8000-000000000001"};
  actor.roles = {Role::handler};
  EXPECT_TRUE(may_see(actor, ""));
  EXPECT_TRUE(may_see(actor, "Hamnkommunen"));
  actor.only[Role::handler] = {"Hamnkommunen"};
  EXPECT_TRUE(may_see(actor, "Hamnkommunen"));
  EXPECT_FALSE(may_see(actor, "Bergkommunen"));
  EXPECT_FALSE(may_see(actor, ""));
  actor.only[Role::handler] = {""};
  EXPECT_TRUE(may_see(actor, ""));
}

TEST(Controllers, EachRoleCountsOnlyForWhatItLetsOneDo) {
  Actor actor;
  actor.account = AccountId{"018f3c1e-0000-7000-8000-000000000001"};
  actor.roles = {Role::handler, Role::auditor};
  actor.only[Role::handler] = {"Hamnkommunen"};
  actor.doing = "actions.show";
  EXPECT_TRUE(may_see(actor, "Bergkommunen"));
  actor.doing = "subjects.find";
  EXPECT_FALSE(may_see(actor, "Bergkommunen"));
  EXPECT_TRUE(may_see(actor, "Hamnkommunen"));
}

TEST(Controllers, TheMachinesOwnWorkKnowsAllAndNobodyElseWithoutARole) {
  EXPECT_TRUE(may_see(Actor(), "Bergkommunen"));
  Actor actor;
  actor.account = AccountId{"018f3c1e-0000-7000-8000-000000000001"};
  EXPECT_FALSE(may_see(actor, "Bergkommunen"));
}

TEST(Permissions, AskingForOneThatNobodyCouldHaveIsAFaultOfTheProgram) {
  EXPECT_DEATH((void)may(Role::approver, "actions.aprove"), "");
}

TEST(Role, ComesBackFromItsWord) {
  for (const Role role : all_roles()) EXPECT_EQ(*role_of(word(role)), role);
  const Result<Role> unknown = role_of("boss");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::invalid);
  EXPECT_EQ(unknown.error().key, "accounts.unknown_role");
}

}  // namespace
}  // namespace ombud::accounts
