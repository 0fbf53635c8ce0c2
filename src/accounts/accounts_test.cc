#include <gtest/gtest.h>

#include "accounts/house_test.h"

namespace ombud::accounts {
namespace {

using testing::HasSubstr;

class AccountsTest : public HouseTest {
 protected:
  void SetUp() override {
    HouseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_EQ(init().code, 0);
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, AccountsTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

std::vector<std::string> with_json(std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  return arguments;
}

TEST_P(AccountsTest, AnAccountShowsItsRolesAndWhoMadeIt) {
  const cli::Ran added = add("owner1", "approver", {"--role", "dpo", "--json"});
  ASSERT_EQ(added.code, 0) << added.err;
  EXPECT_EQ(nlohmann::json::parse(added.out)["roles"], nlohmann::json({"approver", "dpo"}));
  const Instant added_at = clock().now();
  const nlohmann::json all = json({"account", "list"});
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1]["name"], "owner1");
  EXPECT_EQ(all[1]["roles"], nlohmann::json({"approver", "dpo"}));
  EXPECT_EQ(all[1]["made_by"], "asa");
  EXPECT_EQ(all[1]["made_at"], format_instant(added_at));
  EXPECT_TRUE(all[1]["system_user"].is_null());
  const cli::Ran table = ran({"account", "list"});
  EXPECT_THAT(table.out, HasSubstr("owner1"));
  EXPECT_THAT(table.out, HasSubstr("approver, dpo"));
}

TEST_P(AccountsTest, AddingAndListingAndClosingAreInTheLog) {
  ASSERT_EQ(add("owner1", "approver").code, 0);
  ASSERT_EQ(ran({"account", "list"}).code, 0);
  ASSERT_EQ(ran({"account", "close", "owner1"}).code, 0);
  const std::vector<nlohmann::json> log = entries();
  ASSERT_GE(log.size(), 4u);
  EXPECT_EQ(log[1]["event"], "accounts.added");
  EXPECT_EQ(log[1]["details"]["role"], "approver");
  EXPECT_EQ(log[2]["event"], "accounts.listed");
  EXPECT_EQ(log[2]["use"], "list");
  EXPECT_EQ(log[3]["event"], "accounts.closed");
  EXPECT_EQ(log[3]["object"], log[1]["object"]);
}

TEST_P(AccountsTest, ANameIsTakenOnceWhateverItsCase) {
  ASSERT_EQ(add("Åsa Öberg", "handler").code, 0);
  const cli::Ran again = add("åsa öberg", "dpo");
  EXPECT_EQ(again.code, 5);
  EXPECT_THAT(again.err, HasSubstr("already"));
}

TEST_P(AccountsTest, WhatANewAccountLacksIsSaid) {
  const auto key = [&](const cli::Ran& refused) {
    return nlohmann::json::parse(refused.err)["error"]["key"].get<std::string>();
  };
  password_file("short", "kort");
  EXPECT_EQ(key(add("-x", "dpo", {"--json"})), "cli.no_such_option");
  EXPECT_EQ(key(add(" x", "dpo", {"--json"})), "accounts.bad_name");
  EXPECT_EQ(key(ran({"account", "add", "x", "--role", "dpo", "--new-password-file", file("short"),
                     "--json"})),
            "accounts.password_short");
  EXPECT_EQ(key(add("x", "dpo", {"--system-user", "no-such-user-here", "--json"})),
            "accounts.no_system_user");
  EXPECT_EQ(key(add("x", "dpo", {"--system-user", system_user(), "--json"})),
            "accounts.system_user_taken");
  EXPECT_EQ(add("x", "boss").code, 2);
  EXPECT_EQ(json({"account", "list"}).size(), 1u);
}

TEST_P(AccountsTest, OnlyAnAdministratorMakesAccounts) {
  ASSERT_EQ(add("owner1", "approver").code, 0);
  EXPECT_EQ(add("x", "dpo", {"--as", "owner1", "--password-file", file("other")}).code, 4);
  EXPECT_EQ(
      ran({"account", "close", "asa", "--as", "owner1", "--password-file", file("other")}).code, 4);
}

TEST_P(AccountsTest, AClosedAccountStaysInTheListAndKeepsItsName) {
  ASSERT_EQ(add("owner1", "approver", {"--system-user", "nobody"}).code, 0);
  ASSERT_EQ(ran({"account", "close", "owner1"}).code, 0);
  EXPECT_EQ(refusal({"account", "close", "owner1"}), "accounts.closed");
  const nlohmann::json all = json({"account", "list"});
  EXPECT_EQ(all[1]["closed"], true);
  EXPECT_TRUE(all[1]["system_user"].is_null());
  EXPECT_EQ(add("owner1", "approver").code, 5);
  EXPECT_EQ(add("owner2", "approver", {"--system-user", "nobody"}).code, 0);
}

TEST_P(AccountsTest, TheLastAdministratorStays) {
  ASSERT_EQ(add("owner1", "approver").code, 0);
  EXPECT_EQ(refusal({"account", "close", "asa"}), "accounts.last_administrator");
  ASSERT_EQ(add("admin2", "administrator").code, 0);
  EXPECT_EQ(ran({"account", "close", "asa"}).code, 0);
}

TEST_P(AccountsTest, AnUnknownAccountCanNotBeClosed) {
  EXPECT_EQ(refusal({"account", "close", "nobody"}), "accounts.unknown");
  EXPECT_EQ(ran(with_json({"account", "close", "nobody"})).code, 3);
}

TEST_P(AccountsTest, AnAccountIsFoundByIdForFourEyes) {
  ASSERT_EQ(add("owner1", "approver").code, 0);
  EXPECT_EQ(ran({"test", "find"}).out, "owner1 made by asa\nunknown\n");
}

TEST_P(AccountsTest, AnAccountWithoutARoleSignsInAndMayAskForOneOnly) {
  ASSERT_EQ(ran({"account", "add", "dan", "--new-password-file", file("other")}).code, 0);
  EXPECT_EQ(json({"account", "list"})[1]["roles"], nlohmann::json::array());
  EXPECT_EQ(refusal({"account", "list", "--as", "dan", "--password-file", file("other")}),
            "accounts.not_permitted");
}

TEST(AccountsCommands, AreWellDeclared) {
  Entrance entrance(machine_clock(), {});
  EXPECT_THAT(cli::flaws(commands(entrance)), testing::IsEmpty());
}

TEST(AccountsMigrations, HoldTheRulesOfTheStore) {
  const Result<void> checked = store::check(migrations());
  EXPECT_TRUE(checked) << (checked ? "" : checked.error().key);
}

}  // namespace
}  // namespace ombud::accounts
