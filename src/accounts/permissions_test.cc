#include <gtest/gtest.h>

#include "accounts/accounts.h"

namespace ombud::accounts {
namespace {

constexpr Role all_roles[] = {Role::coordinator, Role::handler, Role::approver, Role::dpo,
                              Role::administrator};

bool may(Role role, Permission permission) {
  Actor actor;
  actor.roles = {role};
  return actor.may(permission);
}

TEST(Permissions, NobodyButTheApproverApproves) {
  for (const Role role : all_roles)
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
                         permission.starts_with("serve.") || permission.starts_with("doctor.");
    EXPECT_EQ(may(Role::administrator, permission), keeps || machine) << permission;
  }
}

TEST(Permissions, EachIsHeldBySomebodyAndStandsOnce) {
  std::set<Permission> seen;
  for (const Permission permission : permissions()) {
    EXPECT_TRUE(seen.insert(permission).second) << permission;
    EXPECT_TRUE(std::any_of(std::begin(all_roles), std::end(all_roles), [&](Role role) {
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

TEST(Permissions, AskingForOneThatNobodyCouldHaveIsAFaultOfTheProgram) {
  EXPECT_DEATH((void)may(Role::approver, "actions.aprove"), "");
}

TEST(Role, ComesBackFromItsWord) {
  for (const Role role : all_roles) EXPECT_EQ(*role_of(word(role)), role);
  const Result<Role> unknown = role_of("boss");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::invalid);
  EXPECT_EQ(unknown.error().key, "accounts.unknown_role");
}

}  // namespace
}  // namespace ombud::accounts
