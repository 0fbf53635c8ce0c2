// What only the whole can show: the rooms' migrations together, and their commands together.

#include "app/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/texts.h"

namespace ombud::app {
namespace {

using testing::IsEmpty;

TEST(App, HoldsTheRulesOfTheStoreInTheMigrationsOfAllRooms) {
  std::vector<store::Migration> all;
  for (const std::span<const store::Migration> room : migrations())
    all.insert(all.end(), room.begin(), room.end());
  const Result<void> checked = store::check(all);
  EXPECT_TRUE(checked.has_value()) << say(checked.error());
}

TEST(App, DeclaresItsCommandsWithoutFlaws) {
  accounts::Entrance entrance(machine_clock(), migrations());
  EXPECT_THAT(cli::flaws(app::commands(entrance)), IsEmpty());
}

TEST(App, HasTheCommandsThatTheManualNames) {
  accounts::Entrance entrance(machine_clock(), migrations());
  std::set<std::string> names;
  for (const cli::Command& command : app::commands(entrance)) names.insert(command.name);
  for (const char* name :
       {"init",          "account add",     "account list",     "system add",
        "system test",   "datamap propose", "datamap show",     "datamap confirm",
        "subjects find", "holds set",       "holds lift",       "actions plan",
        "actions show",  "actions approve", "actions run",      "actions list",
        "verify",        "evidence list",   "evidence verify",  "evidence checkpoint",
        "evidence key",  "backup",          "backup check",     "backup keys",
        "restore",       "migrate",         "doctor",           "key rotate",
        "key escrow",    "key recover",     "housekeeping run", "housekeeping show",
        "serve"})
    EXPECT_TRUE(names.contains(name)) << name;
}

}  // namespace
}  // namespace ombud::app
