#include <gtest/gtest.h>

#include <filesystem>

#include "accounts/house_test.h"

namespace ombud::accounts {
namespace {

using testing::HasSubstr;

class InitTest : public HouseTest {
 protected:
  // Once no server works any more for one that was killed: until it has noticed, it says so.
  cli::Ran init_after_kill(std::vector<std::string> options = {}) {
    cli::Ran ran = init(options);
    for (int i = 0; i < 300 && ran.err.find("Another Ombud process") != std::string::npos; ++i) {
      usleep(100'000);
      ran = init(options);
    }
    return ran;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, InitTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

mode_t mode(const std::string& path) {
  struct stat facts{};
  EXPECT_EQ(stat(path.c_str(), &facts), 0) << path;
  return facts.st_mode & 0777;
}

TEST_P(InitTest, MakesAFolderThatOnlyItsOwnerCanEnter) {
  const cli::Ran made = init({"--json"});
  ASSERT_EQ(made.code, 0) << made.err;
  const nlohmann::json said = nlohmann::json::parse(made.out);
  EXPECT_EQ(said["folder"], data());
  EXPECT_EQ(said["key_file"], data() + "/ombud.key");
  EXPECT_EQ(said["organisation"]["name"], "Exempelförbundet");
  EXPECT_EQ(said["organisation"]["law"], "se");
  EXPECT_EQ(said["organisation"]["public_body"], false);
  EXPECT_EQ(mode(data()), 0700u);
  EXPECT_EQ(mode(data() + "/ombud.key"), 0600u);
  EXPECT_EQ(mode(data() + "/keys.db"), 0600u);
  EXPECT_EQ(exists(data() + "/ombud.db"), GetParam() == sql::Engine::sqlite);
}

TEST_P(InitTest, MakesTheFirstAccountOfTheSystemsUser) {
  ASSERT_EQ(init().code, 0);
  const nlohmann::json all =
      json({"account", "list", "--as", "asa", "--password-file", file("first")});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0]["name"], "asa");
  EXPECT_EQ(all[0]["roles"], nlohmann::json({"coordinator", "administrator"}));
  EXPECT_EQ(all[0]["system_user"], system_user());
  EXPECT_TRUE(all[0]["made_by"].is_null());
  EXPECT_EQ(all[0]["closed"], false);
  EXPECT_EQ(entries().front()["event"], "accounts.organisation_made");
}

TEST_P(InitTest, SaysWhereTheKeyIsAndThatACopyIsNeeded) {
  const cli::Ran made = init({"--public-body"});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr(data() + "/ombud.key"));
  EXPECT_THAT(made.err, HasSubstr("Keep a copy"));
}

TEST_P(InitTest, SaysThatASuperuserPassesByTheFence) {
  const cli::Ran made = init();
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(made.err.find("row-level security"), std::string::npos);
  if (GetParam() != sql::Engine::postgresql) return;
  start_over();
  const cli::Ran mighty = ran({"init", "--organisation", "X", "--law", "se", "--password-file",
                               file("first"), "--store", superusers_url()});
  EXPECT_EQ(mighty.code, 0) << mighty.err;
  EXPECT_THAT(mighty.err, HasSubstr("row-level security"));
}

TEST_P(InitTest, ChangesNothingWhereAFolderIsMade) {
  ASSERT_EQ(init().code, 0);
  const cli::Ran again = init();
  EXPECT_EQ(again.code, 5);
  EXPECT_THAT(again.err, HasSubstr("already holds"));
  EXPECT_EQ(ran({"account", "list"}).code, 0);
}

TEST_P(InitTest, SaysWhatACrashHasLeftAndTouchesNothing) {
  for (const char* name : {"ombud.key", "keys.db", "ombud.db", "last-signed"}) {
    ASSERT_EQ(mkdir(data().c_str(), 0700), 0);
    std::ofstream(data() + "/" + name) << "left";
    const cli::Ran refused = init();
    EXPECT_EQ(refused.code, 5);
    EXPECT_THAT(refused.err, HasSubstr(std::string("it left ") + name));
    EXPECT_EQ(refusal({"account", "list"}), "accounts.half_made");
    std::string content;
    std::ifstream(data() + "/" + name) >> content;
    EXPECT_EQ(content, "left");
    std::filesystem::remove_all(data());
  }
}

TEST_P(InitTest, KilledAtAnyMomentItLeavesAWholeFolderOrSaysThatItIsNone) {
  bool whole = false;
  int cut_off = 0;
  useconds_t too_early = 0;
  // Ever later, on a slow machine too, until it was too late to stop it; then between, where no
  // moment has been met at which something was half made.
  useconds_t wait = 5'000;
  for (int tries = 0; tries < 100 && !(whole && cut_off > 0); ++tries) {
    kill_init_after(wait);
    const cli::Ran listed = ran({"account", "list", "--json"});
    const cli::Ran again = init_after_kill({"--json"});
    if (listed.code == 0) {
      whole = true;
      EXPECT_EQ(again.code, 5) << again.err;
      EXPECT_THAT(again.err, HasSubstr("accounts.already_made"));
      start_over();
      // How long it takes differs from time to time.
      if (wait - too_early < 1'000) too_early -= too_early / 4;
      wait = too_early + (wait - too_early) / 2;
      continue;
    }
    if (again.code == 0) {  // Nothing was there yet.
      start_over();
      too_early = wait;
      wait += wait / 4;
      continue;
    }
    ++cut_off;
    EXPECT_THAT(again.err, HasSubstr("accounts.half_made"));
    EXPECT_THAT(listed.err, HasSubstr("accounts.half_made"));
    // What the sentence says to do helps, on a store that is shared too.
    ASSERT_EQ(rename(data().c_str(), (data() + ".aside").c_str()), 0);
    const cli::Ran anew = init_after_kill();
    EXPECT_EQ(anew.code, 0) << anew.err;
    start_over();
    wait += wait / 4;
  }
  EXPECT_TRUE(whole);
  EXPECT_GT(cut_off, 0);
}

TEST_P(InitTest, AFolderThatACrashLeftWithoutItsNameIsFinished) {
  ASSERT_EQ(init().code, 0);
  ASSERT_EQ(rename((data() + "/ombud.conf").c_str(), (data() + "/ombud.conf.new").c_str()), 0);
  EXPECT_EQ(ran({"account", "list"}).code, 0);
  EXPECT_TRUE(exists(data() + "/ombud.conf"));
  EXPECT_FALSE(exists(data() + "/ombud.conf.new"));
  ASSERT_EQ(rename((data() + "/ombud.conf").c_str(), (data() + "/ombud.conf.new").c_str()), 0);
  EXPECT_EQ(init().code, 5);
  EXPECT_TRUE(exists(data() + "/ombud.conf"));
}

TEST_P(InitTest, LeavesNothingWhenItIsRefused) {
  password_file("short", "kort");
  EXPECT_EQ(
      ran({"init", "--organisation", "X", "--law", "se", "--password-file", file("short")}).code,
      2);
  EXPECT_FALSE(exists(data()));
  EXPECT_EQ(
      ran({"init", "--organisation", " X", "--law", "se", "--password-file", file("first")}).code,
      2);
  EXPECT_EQ(
      ran({"init", "--organisation", "X", "--law", "xx", "--password-file", file("first")}).code,
      2);
  EXPECT_FALSE(exists(data()));
  EXPECT_EQ(ran({"init", "--organisation", "X", "--law", "se", "--password-file", file("first"),
                 "--store", "postgresql:///x?host=/nowhere"})
                .code,
            6);
  EXPECT_EQ(refusal({"init", "--organisation", "X", "--law", "se", "--password-file", file("first"),
                     "--store", "postgresql://u:secret@h/b"}),
            "store.password_in_url");
  EXPECT_FALSE(exists(data()));
  ASSERT_EQ(init().code, 0);
}

TEST_P(InitTest, KeepsAKeyFileThatLiesElsewhere) {
  std::ofstream(file("stick.key")) << "another key";
  const cli::Ran refused = init({"--key-file", file("stick.key")});
  EXPECT_EQ(refused.code, 5);
  EXPECT_THAT(refused.err, HasSubstr("never overwritten"));
  EXPECT_FALSE(exists(data()));
  ASSERT_EQ(init({"--key-file", file("new.key")}).code, 0);
  EXPECT_FALSE(exists(data() + "/ombud.key"));
  EXPECT_EQ(ran({"account", "list"}).code, 0);
  ASSERT_EQ(rename(file("new.key").c_str(), file("away.key").c_str()), 0);
  EXPECT_EQ(refusal({"account", "list"}), "vault.key_missing");
}

TEST_P(InitTest, RefusesAFolderThatOthersMayEnter) {
  ASSERT_EQ(mkdir(data().c_str(), 0755), 0);
  ASSERT_EQ(chmod(data().c_str(), 0755), 0);
  EXPECT_EQ(init().code, 4);
  ASSERT_EQ(chmod(data().c_str(), 0700), 0);
  ASSERT_EQ(init().code, 0);
  ASSERT_EQ(chmod(data().c_str(), 0750), 0);
  EXPECT_EQ(refusal({"account", "list"}), "accounts.folder_open_to_others");
}

TEST_P(InitTest, RefusesAPlaceWhereNoFolderCanBe) {
  std::ofstream(file("data")) << "a file";
  EXPECT_EQ(init().code, 3);
  const cli::Ran below =
      without_data({"init", "--organisation", "X", "--law", "se", "--password-file", file("first"),
                    "--data", data() + "/below"},
                   {});
  EXPECT_EQ(below.code, 4) << below.err;
}

TEST_P(InitTest, AsksTwiceAtATerminal) {
  const std::vector<std::string> arguments{"init", "--organisation", "X",   "--law",
                                           "no",   "--account",      "kari"};
  auto typed = [&](const std::string& first, const std::string& second) {
    return typed_at_terminal(arguments, {first, second});
  };
  const cli::Ran differs = typed(first_password, other_password);
  EXPECT_EQ(differs.code, 2);
  EXPECT_THAT(differs.out, HasSubstr("not the same"));
  EXPECT_FALSE(exists(data()));
  const cli::Ran made = typed(first_password, first_password);
  EXPECT_EQ(made.code, 0) << made.out;
  EXPECT_EQ(made.out.find(first_password), std::string::npos);
}

TEST_P(InitTest, AFolderIsFoundByTheEnvironmentToo) {
  ASSERT_EQ(init().code, 0);
  const auto list = [&](std::map<std::string, std::string> environment) {
    return without_data({"account", "list", "--json"}, std::move(environment));
  };
  EXPECT_EQ(list({{"OMBUD_DATA", data()}}).code, 0);
  ASSERT_EQ(symlink(data().c_str(), file("ombud").c_str()), 0);
  EXPECT_EQ(list({{"XDG_DATA_HOME", home()}}).code, 0);
  ASSERT_TRUE(std::filesystem::create_directories(file(".local/share")));
  ASSERT_EQ(symlink(data().c_str(), file(".local/share/ombud").c_str()), 0);
  EXPECT_EQ(list({{"HOME", home()}}).code, 0);
  const cli::Ran nowhere = list({});
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_THAT(nowhere.err, HasSubstr("accounts.say_where"));
  EXPECT_EQ(list({{"OMBUD_DATA", "/nowhere/at/all"}}).code, 3);
}

TEST_P(InitTest, DamagedSettingsAreSaidToBe) {
  ASSERT_EQ(init().code, 0);
  std::string good;
  {
    std::ifstream in(data() + "/ombud.conf");
    good.assign(std::istreambuf_iterator<char>(in), {});
  }
  for (const std::string& bad :
       {std::string("x"), good + "more: 1\n", good.substr(0, good.size() - 1), good.substr(30)}) {
    std::ofstream(data() + "/ombud.conf") << bad;
    EXPECT_EQ(refusal({"account", "list"}), "accounts.settings_damaged") << bad;
  }
  std::ofstream(data() + "/ombud.conf") << good;
  EXPECT_EQ(ran({"account", "list"}).code, 0);
}

TEST_P(InitTest, AStoreThatDoesNotKnowTheOrganisationIsRefused) {
  ASSERT_EQ(init().code, 0);
  ASSERT_EQ(ran({"test", "forget"}).code, 0);
  EXPECT_EQ(refusal({"account", "list"}), "accounts.another_store");
}

}  // namespace
}  // namespace ombud::accounts
