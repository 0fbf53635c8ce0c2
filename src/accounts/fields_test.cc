#include "accounts/fields.h"

#include <gtest/gtest.h>

#include "accounts/accounts.h"

namespace ombud::accounts {
namespace {

Actor with(std::set<Role> roles) {
  Actor actor;
  actor.roles = std::move(roles);
  return actor;
}

TEST(Fields, ASearchShowsNobodyTheNationalIdAndTheExtractShowsTheHandler) {
  const Actor handler = with({Role::handler});
  EXPECT_TRUE(may_read(handler, DataClass::ordinary, Task::find));
  EXPECT_FALSE(may_read(handler, DataClass::national_id, Task::find));
  EXPECT_FALSE(may_read(handler, DataClass::national_id, Task::choose));
  EXPECT_TRUE(may_read(handler, DataClass::national_id, Task::extract));
  EXPECT_TRUE(may_read(handler, DataClass::national_id, Task::reveal));
}

TEST(Fields, WhatIsSpecialOrCriminalIsSeenInTheExtractOrByAClickThatIsInTheLog) {
  for (const DataClass data_class : {DataClass::special, DataClass::criminal})
    for (const Task task : all_tasks())
      EXPECT_EQ(may_read(with({Role::coordinator, Role::handler}), data_class, task),
                task == Task::extract || task == Task::reveal)
          << word(data_class) << " " << word(task);
}

TEST(Fields, WhoseWorkNeedsNoPersonSeesNone) {
  for (const Role role : all_roles()) {
    bool sees = false;
    for (const Task task : all_tasks())
      for (const DataClass data_class : all_classes())
        sees = sees || may_read(with({role}), data_class, task);
    EXPECT_EQ(sees, may_see_persons(role)) << word(role);
  }
  for (const Role role : {Role::administrator, Role::editor, Role::auditor, Role::list_user})
    EXPECT_FALSE(may_see_persons(role)) << word(role);
  EXPECT_FALSE(may_read(with({}), DataClass::ordinary, Task::find));
}

TEST(Fields, TheDpoSeesNoContentsButByAClick) {
  for (const Task task : all_tasks())
    EXPECT_EQ(may_read(with({Role::dpo}), DataClass::ordinary, task), task == Task::reveal);
  EXPECT_FALSE(may_read(with({Role::dpo}), DataClass::special, Task::reveal));
}

TEST(Fields, AnOrganisationsOwnDecisionLiesOverWhatIsShipped) {
  Actor actor = with({Role::handler, Role::approver});
  actor.fields.set(Role::handler, DataClass::national_id, Task::find, true);
  EXPECT_TRUE(may_read(actor, DataClass::national_id, Task::find));
  EXPECT_FALSE(actor.fields.allows(Role::approver, DataClass::national_id, Task::find));
  actor.fields.set(Role::handler, DataClass::national_id, Task::find, false);
  EXPECT_EQ(actor.fields, FieldPolicy());
}

TEST(Fields, NoDecisionOpensPersonsToTheAdministrator) {
  FieldPolicy policy;
  EXPECT_DEATH(policy.set(Role::administrator, DataClass::ordinary, Task::look, true), "");
}

TEST(Task, ComesBackFromItsWord) {
  for (const Task task : all_tasks()) EXPECT_EQ(task_of(word(task)), task);
  EXPECT_EQ(task_of("gossip"), std::nullopt);
}

}  // namespace
}  // namespace ombud::accounts
