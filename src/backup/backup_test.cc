#include "backup/backup.h"

#include "backup/house_test.h"

namespace ombud::backup {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Backup : public BackupTest {};

INSTANTIATE_TEST_SUITE_P(Engines, Backup,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Backup, HoldsTheWholeStoreInOneFileThatCheckFindsSound) {
  const nlohmann::json made = json({"backup", file("a.backup")});
  EXPECT_EQ(made["organisations"], 1);
  EXPECT_GT(made["rows"], 5);
  EXPECT_EQ(made["checkpoint"]["size"], 2);
  const nlohmann::json checked = json({"backup", "check", file("a.backup")});
  EXPECT_EQ(checked["sound"], true);
  EXPECT_EQ(checked["tables"], made["tables"]);
}

TEST_P(Backup, LeavesAnEntryBeforeItCopiesAndOneAfter) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  std::vector<std::string> events;
  for (const auto& entry : json({"evidence", "list"})) events.push_back(entry["event"]);
  EXPECT_THAT(events, Contains("backup.backup_begun"));
  EXPECT_THAT(events, Contains("backup.backup_made"));
}

TEST_P(Backup, IsReplacedByTheNextOneAndNeverReplacesAnotherFile) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  EXPECT_EQ(refusal({"backup", file("password")}), "backup.not_a_backup");
  EXPECT_THAT(files_in("."), Not(Contains("a.backup.part")));
}

TEST_P(Backup, GetsANameWithTheTimeInAFolder) {
  std::filesystem::create_directory(file("copies"));
  ASSERT_EQ(ran({"backup", file("copies")}).code, 0);
  EXPECT_THAT(files_in("copies"), ElementsAre(HasSubstr("ombud-20261121T0800")));
}

TEST_P(Backup, LeavesOutTheKeysOfPersonsAndMonths) {
  const nlohmann::json made = json({"backup", file("a.backup")});
  EXPECT_EQ(made["tables"].back()["name"], "keys");
  EXPECT_EQ(made["tables"].back()["rows"], 2);  // The organisation's own and the signing one.
  EXPECT_GT(json({"backup", "keys", file("k.keys")})["rows"], 2);
}

TEST_P(Backup, ShowsAnyChangedByte) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  const auto size = std::filesystem::file_size(file("a.backup"));
  for (std::size_t at = 3; at < size; at += size / 23) {
    change_byte("a.backup", at);
    EXPECT_NE(ran({"backup", "check", file("a.backup")}).code, 0) << at;
    change_byte("a.backup", at);
  }
  EXPECT_EQ(ran({"backup", "check", file("a.backup")}).code, 0);
  std::filesystem::resize_file(file("a.backup"), size - 1);
  EXPECT_EQ(refusal({"backup", "check", file("a.backup")}), "vault.sealed_file_damaged");
}

TEST_P(Backup, OpensWithItsOwnKeyFileOnly) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  EXPECT_EQ(refusal({"backup", "check", file("a.backup")}, "nowhere"), "backup.say_key");
  const store::TestStore other(GetParam());
  ASSERT_EQ(init("Annan", other, "other").code, 0);
  EXPECT_EQ(refusal({"backup", "check", file("a.backup")}, "other"), "vault.other_key");
  EXPECT_EQ(json({"backup", "check", file("a.backup"), "--key-file", file("data/ombud.key")},
                 "other")["sound"],
            true);
}

TEST_P(Backup, OfTheKeysIsNoBackupOfTheStore) {
  ASSERT_EQ(ran({"backup", "keys", file("k.keys")}).code, 0);
  EXPECT_EQ(refusal({"restore", file("k.keys"), "--replace"}), "backup.other_kind");
  EXPECT_EQ(refusal({"backup", "check", file("nothing")}), "vault.no_sealed_file");
  EXPECT_EQ(refusal({"backup", "check", file("password")}), "vault.not_a_sealed_file");
  EXPECT_EQ(refusal({"backup", file("no/where.backup")}), "vault.no_folder");
}

TEST_P(Backup, TellsWhenItWasMadeLast) {
  accounts::Entrance& door = entrance();
  const auto asked = [&] {
    const cli::Command command{
        .name = "ask",
        .summary = "Ask",
        .example = "ombud ask",
        .run = [&](cli::Call& call) -> Result<int> {
          const LastMade last = TRY(last_made(*TRY(door.enter(call, "backup.make"))));
          call.line(last.of_store ? format_instant(*last.of_store) : "never");
          call.line(last.of_keys ? "keys" : "never");
          return 0;
        }};
    return cli::run_in_child({command}, {"ask", "--data", data()},
                             {.environment = {{"PATH", "/usr/bin:/bin"}}})
        .out;
  };
  EXPECT_EQ(asked(), "never\nnever\n");
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  EXPECT_THAT(asked(), HasSubstr("2026-11-21T08:00:0"));
}

}  // namespace
}  // namespace ombud::backup
