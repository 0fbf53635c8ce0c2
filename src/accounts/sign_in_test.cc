#include <gtest/gtest.h>

#include "accounts/house_test.h"

namespace ombud::accounts {
namespace {

using testing::HasSubstr;

class SignInTest : public HouseTest {
 protected:
  void SetUp() override {
    HouseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_EQ(init().code, 0);
    ASSERT_EQ(add("owner1", "approver").code, 0);
  }

  cli::Ran as(const std::string& name, const std::string& password) {
    return ran({"test", "approve", "--as", name, "--password-file", file(password)});
  }

  std::string refused_as(const std::string& name, const std::string& password) {
    return refusal({"test", "approve", "--as", name, "--password-file", file(password)});
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, SignInTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(SignInTest, SomebodyIsTheAccountWhosePasswordIsGiven) {
  const cli::Ran approved = as("owner1", "other");
  EXPECT_EQ(approved.code, 0) << approved.err;
  EXPECT_EQ(approved.out, "owner1\n");
  EXPECT_EQ(as("OWNER1", "other").code, 0);  // Names are compared without case.
  EXPECT_EQ(entries().back()["event"], "accounts.signed_in");
}

TEST_P(SignInTest, TheEnvironmentCanHoldThePassword) {
  EXPECT_EQ(ran({"test", "approve", "--as", "owner1"},
                {.environment = {{"OMBUD_PASSWORD", other_password}}})
                .code,
            0);
}

TEST_P(SignInTest, AFlagAloneMakesNobodySomebodyElse) {
  const cli::Ran refused = ran({"test", "approve", "--as", "owner1"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--password-file"));
}

TEST_P(SignInTest, AMissingPermissionIsLoggedAndRefused) {
  const cli::Ran refused = ran({"test", "approve"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr("actions.approve"));
  EXPECT_THAT(refused.err, HasSubstr("coordinator, administrator"));
  const nlohmann::json entry = entries().back();
  EXPECT_EQ(entry["event"], "accounts.not_permitted");
  EXPECT_EQ(entry["use"], "denied");
  EXPECT_EQ(entry["object"], "actions.approve");
  EXPECT_NE(entry["account"], "");
}

TEST_P(SignInTest, AWrongPasswordIsLoggedWithoutItAndRefused) {
  const cli::Ran refused = as("owner1", "wrong");
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr("not right"));
  const nlohmann::json entry = entries().back();
  EXPECT_EQ(entry["event"], "accounts.sign_in_denied");
  EXPECT_EQ(entry["use"], "denied");
  EXPECT_EQ(entry["account"], "");
  EXPECT_EQ(entry["details"]["name"], "owner1");
  EXPECT_EQ(entry.dump().find("något annat"), std::string::npos);
}

TEST_P(SignInTest, AnUnknownNameGetsTheSameAnswers) {
  EXPECT_EQ(refused_as("owner1", "wrong"), refused_as("nobody", "wrong"));
  EXPECT_EQ(refused_as("owner1", "wrong"), refused_as("nobody", "wrong"));
  EXPECT_EQ(refused_as("nobody", "wrong"), "accounts.wait");
  clock().move(std::chrono::seconds(2));
  EXPECT_EQ(refused_as("owner1", "wrong"), refused_as("nobody", "wrong"));
}

TEST_P(SignInTest, GuessesAreSlowedAndNobodyIsLockedOut) {
  for (const std::int64_t wait : {1, 2, 4, 8}) {
    EXPECT_EQ(refused_as("owner1", "wrong"), "accounts.wrong_password");
    const cli::Ran early = as("owner1", "other");  // Right, but too soon.
    EXPECT_EQ(early.code, 6);
    EXPECT_THAT(early.err, HasSubstr("Wait " + std::to_string(wait) + " second"));
    clock().move(std::chrono::seconds(wait));
  }
  EXPECT_EQ(as("owner1", "other").code, 0);
  // A right password ends the row of failures.
  EXPECT_EQ(refused_as("owner1", "wrong"), "accounts.wrong_password");
  clock().move(std::chrono::seconds(1));
  EXPECT_EQ(as("owner1", "other").code, 0);
}

TEST_P(SignInTest, OfGuessesSideBySideOnlyOneIsLookedAt) {
  const std::vector<cli::Ran> all = side_by_side(
      4, {"test", "approve", "--json", "--as", "owner1", "--password-file", file("wrong")});
  int looked_at = 0;
  for (const cli::Ran& one : all) {
    if (one.code == 4) ++looked_at;
    EXPECT_TRUE(one.code == 4 || one.code == 6) << one.out;
  }
  EXPECT_EQ(looked_at, 1);
}

TEST_P(SignInTest, OneNamesWaitIsNoOthers) {
  EXPECT_EQ(refused_as("owner1", "wrong"), "accounts.wrong_password");
  EXPECT_EQ(refused_as("asa", "first"), "accounts.not_permitted");
}

TEST_P(SignInTest, ASystemUserWithoutAnAccountIsNobody) {
  become_nobody();
  const cli::Ran refused = ran({"account", "list"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr(system_user()));
  EXPECT_EQ(as("owner1", "other").code, 0);
}

TEST_P(SignInTest, AClosedAccountOpensNothing) {
  ASSERT_EQ(ran({"account", "close", "owner1"}).code, 0);
  EXPECT_EQ(refused_as("owner1", "other"), "accounts.wrong_password");
}

TEST_P(SignInTest, APasswordFileThatOthersMayReadIsRefused) {
  ASSERT_EQ(chmod(file("other").c_str(), 0644), 0);
  EXPECT_EQ(as("owner1", "other").code, 4);
}

}  // namespace
}  // namespace ombud::accounts
