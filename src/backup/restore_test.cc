#include "backup/restore.h"

#include "backup/house_test.h"
#include "backup/kept_files.h"
#include "backup/replace.h"
#include "base/testing.h"
#include "base/text.h"
#include "store/tables.h"
#include "vault/vault.h"

namespace ombud::backup {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Restore : public BackupTest {
 protected:
  void SetUp() override {
    BackupTest::SetUp();
    if (IsSkipped()) return;
    add_account("before");
    ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  }

  std::vector<std::string> into(const std::string& folder, const store::TestStore& store) {
    return {"restore",    file("a.backup"),       "--into",  file(folder),
            "--key-file", file("data/ombud.key"), "--store", url_or_sqlite(store)};
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Restore,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Restore, MakesAStoreThatIsTheOneCopied) {
  const store::TestStore fresh(GetParam());
  const nlohmann::json made = json(into("new", fresh));
  EXPECT_EQ(made["organisations"][0]["without_keys"], true);
  EXPECT_THAT(accounts_in("new"), ElementsAre("asa", "before"));
  EXPECT_EQ(ran({"evidence", "verify"}, "new").code, 0);
}

TEST_P(Restore, TakesABackupOfOneEngineToTheOther) {
  const bool to_sqlite = GetParam() == sql::Engine::postgresql;
  if (!to_sqlite && store::test_postgresql_folder().empty())
    GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
  const store::TestStore fresh(to_sqlite ? sql::Engine::sqlite : sql::Engine::postgresql);
  ASSERT_EQ(
      ran({"restore", file("a.backup"), "--into", file("new"), "--key-file", file("data/ombud.key"),
           "--store", to_sqlite ? "sqlite" : fresh.location().postgresql_url})
          .code,
      0);
  EXPECT_THAT(accounts_in("new"), ElementsAre("asa", "before"));
  EXPECT_EQ(ran({"evidence", "verify"}, "new").code, 0);
}

template <typename T>
std::string key_in(const Result<T>& result) {
  return result ? "no error" : result.error().key;
}

class RestoreFiles : public Restore {
 protected:
  void put(const std::string& name, const std::string& bytes, const std::string& in = "data") {
    const std::filesystem::path path = file(in + "/" + name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  std::string read(const std::string& name, const std::string& in = "data") {
    std::ifstream opened(file(in + "/" + name), std::ios::binary);
    return {std::istreambuf_iterator<char>(opened), {}};
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, RestoreFiles,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(RestoreFiles, BringsBackWhatLiesBesideTheStoreByteForByte) {
  const std::string large = std::string(2 * piece_bytes + 17, 'x') + "end";
  put("extracts/0b52.sealed", large);
  put("extracts/empty.sealed", "");
  put("uploads/organisation/drop/medlemmar å.csv", "id,namn\n1,Tova\n");
  put("backups/other", "of nobody");
  std::filesystem::create_symlink("/etc/passwd", file("data/extracts/link.sealed"));
  const nlohmann::json made = json({"backup", file("b.backup")});
  EXPECT_EQ(made["files"], 5) << "three, the settings and the last checkpoint";
  EXPECT_EQ(json({"backup", "check", file("b.backup")})["files"], 5);
  const store::TestStore fresh(GetParam());
  std::vector<std::string> restore = into("new", fresh);
  restore[1] = file("b.backup");
  json(restore);
  EXPECT_EQ(read("extracts/0b52.sealed", "new"), large);
  EXPECT_EQ(read("uploads/organisation/drop/medlemmar å.csv", "new"), "id,namn\n1,Tova\n");
  EXPECT_TRUE(std::filesystem::exists(file("new/extracts/empty.sealed")));
  EXPECT_FALSE(std::filesystem::exists(file("new/extracts/link.sealed")));
  EXPECT_FALSE(std::filesystem::exists(file("new/backups")));
  struct stat facts{};
  ASSERT_EQ(stat(file("new/extracts/0b52.sealed").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

TEST_P(RestoreFiles, SetsAsideWhatStoodThere) {
  put("extracts/old.sealed", "before");
  ASSERT_EQ(ran({"backup", file("b.backup")}).code, 0);
  put("extracts/old.sealed", "changed since");
  put("extracts/new.sealed", "came since");
  const nlohmann::json made = json({"restore", file("b.backup"), "--replace"});
  EXPECT_EQ(read("extracts/old.sealed"), "before");
  EXPECT_FALSE(std::filesystem::exists(file("data/extracts/new.sealed")));
  const std::filesystem::path aside = made["set_aside"].get<std::string>();
  std::ifstream kept(aside / "extracts/new.sealed");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), "came since");
}

TEST_P(RestoreFiles, AFileThatIsNotAsItWasCopiedIsFoundAndSaid) {
  const TemporaryFolder folder;
  Manifest manifest;
  manifest.files = {{"extracts/a", 3, to_hex(vault::sha256("abc"))}};
  EXPECT_EQ(key_in(prove_kept(folder.path(), manifest)), "backup.file_not_the_same");
  ASSERT_TRUE(put_piece(folder.path(), {"extracts/a", 0, "abc"}).has_value());
  EXPECT_TRUE(prove_kept(folder.path(), manifest).has_value());
  ASSERT_TRUE(put_piece(folder.path(), {"extracts/a", 2, "x"}).has_value());
  EXPECT_EQ(key_in(prove_kept(folder.path(), manifest)), "backup.file_not_the_same");
  std::filesystem::create_directory(folder.file("extracts/locked"));
  EXPECT_EQ(key_in(read_pieces(folder.path(), "extracts/locked",
                               [](const FilePiece&) { return Result<void>(); })),
            "backup.can_not_read");
}

TEST_P(RestoreFiles, ANameThatLeadsOutOfTheFoldersIsWrittenNowhere) {
  const TemporaryFolder folder;
  for (const char* name : {"ombud.db", "/etc/passwd", "extracts/../ombud.conf", "extracts",
                           "extracts/", "../extracts/a", "other/a", ""})
    EXPECT_EQ(key_in(put_piece(folder.path(), {name, 0, "x"})), "backup.not_understood") << name;
}

TEST_P(Restore, RefusesAFolderThatHoldsAStoreUnlessTold) {
  add_account("after");
  EXPECT_EQ(refusal({"restore", file("a.backup")}), "backup.target_in_use");
  EXPECT_THAT(accounts_in(), Contains("after"));
  const nlohmann::json made = json({"restore", file("a.backup"), "--replace"});
  EXPECT_THAT(accounts_in(), ElementsAre("asa", "before"));
  EXPECT_THAT(made["set_aside"].get<std::string>(), HasSubstr("/before-restore-2026112"));
  EXPECT_EQ(made["organisations"][0]["without_keys"], false);
}

TEST_P(Restore, SaysWhatIsLostSinceTheBackup) {
  add_account("after");
  ASSERT_EQ(ran({"evidence", "checkpoint"}).code, 0);
  const nlohmann::json made = json({"restore", file("a.backup"), "--replace"});
  EXPECT_GE(made["organisations"][0]["lost_entries"], 2);
  EXPECT_EQ(made["lost_events"]["accounts.added"], 1);
  EXPECT_EQ(made["lost_events"]["backup.backup_made"], 1);
}

TEST_P(Restore, BeginsAnEpochThatNamesTheLastCheckpointKnown) {
  add_account("after");
  const std::string last = json({"evidence", "checkpoint"})["checkpoint"];
  const nlohmann::json made = json({"restore", file("a.backup"), "--replace"});
  EXPECT_EQ(made["organisations"][0]["last_known_checkpoint"],
            last.substr(0, last.find("\n\n") + 1));
  EXPECT_THAT(made["organisations"][0]["key"].get<std::string>(), HasSubstr("/2-"));
  std::vector<std::string> named;
  for (const auto& entry : json({"evidence", "list", "--event", "evidence.epoch"}))
    named.push_back(entry["commitments"]["previous_size"]);
  EXPECT_THAT(named, ElementsAre(last.substr(last.find('\n') + 1, 1)));
  EXPECT_EQ(ran({"evidence", "verify"}).code, 0);
}

TEST_P(Restore, NamesACheckpointThatLeftTheHouseAndRefusesAStrangers) {
  add_account("after");
  const std::string last = json({"evidence", "checkpoint"})["checkpoint"];
  std::ofstream(file("anchor")) << last;
  const store::TestStore fresh(GetParam());
  std::vector<std::string> command = into("new", fresh);
  command.insert(command.end(), {"--anchor", file("anchor")});
  EXPECT_GE(json(command)["organisations"][0]["lost_entries"], 2);
  std::ofstream(file("anchor")) << last.substr(0, last.size() - 8) << "AAAAAA=\n";
  const store::TestStore other(GetParam());
  command = into("newer", other);
  command.insert(command.end(), {"--anchor", file("anchor")});
  EXPECT_EQ(refusal(command), "backup.wrong_anchor");
  EXPECT_EQ(refusal({"account", "list"}, "newer"), "accounts.no_data_folder");
}

TEST_P(Restore, ContinuesWithTheSealedPartsWhereTheKeysWereCopiedToo) {
  ASSERT_EQ(ran({"backup", "keys", file("k.keys")}).code, 0);
  const store::TestStore fresh(GetParam());
  std::vector<std::string> command = into("new", fresh);
  command.insert(command.end(), {"--keys", file("k.keys")});
  EXPECT_EQ(json(command)["organisations"][0]["without_keys"], false);
  bool open = false;
  for (const auto& entry :
       json({"evidence", "list", "--reference", "review", "--event", "accounts.added"}, "new"))
    open = open || entry.contains("account");
  EXPECT_TRUE(open);
}

TEST_P(Restore, TouchesNothingWhereTheBackupIsDamaged) {
  change_byte("a.backup", std::filesystem::file_size(file("a.backup")) / 2);
  EXPECT_EQ(refusal({"restore", file("a.backup"), "--replace"}), "vault.sealed_file_damaged");
  EXPECT_THAT(accounts_in(), ElementsAre("asa", "before"));
  EXPECT_THAT(files_in("data"), Not(Contains(HasSubstr("restore"))));
}

TEST_P(Restore, OfANewerReleaseIsRefusedByThisOne) {
  ASSERT_EQ(ran_by_next({"migrate"}).code, 0);
  ASSERT_EQ(ran_by_next({"backup", file("next.backup")}).code, 0);
  EXPECT_EQ(refusal({"restore", file("next.backup"), "--replace"}), "backup.newer");
}

TEST_P(Restore, BringsAnOlderBackupUpToDate) {
  ASSERT_EQ(ran_by_next({"restore", file("a.backup"), "--replace"}).code, 0);
  EXPECT_EQ(ran_by_next({"account", "list"}).code, 0);
  EXPECT_EQ(refusal({"account", "list"}), "store.newer");
}

TEST_P(Restore, CutOffAfterItsMarkIsFinishedByTheNextRun) {
  add_account("after");
  const accounts::Folder folder(data());
  // As a restore leaves it when it is killed right after the mark: made beside, nothing moved.
  const store::TestStore beside(GetParam());
  if (GetParam() == sql::Engine::sqlite) {
    ASSERT_EQ(ran(into("new", beside)).code, 0);
    std::filesystem::create_directory(folder.restoring());
    std::filesystem::permissions(folder.restoring(), std::filesystem::perms::owner_all);
    for (const char* name : {"ombud.db", "keys.db", "last-signed", "ombud.conf"})
      std::filesystem::copy(file(std::string("new/") + name), folder.restoring() + "/" + name);
  } else {
    std::filesystem::create_directory(folder.restoring());
  }
  ASSERT_TRUE(mark_ready(folder, "before-restore-1").has_value());
  EXPECT_EQ(refusal({"account", "list"}), "accounts.restore_unfinished");
  EXPECT_EQ(refusal({"restore", file("a.backup"), "--replace"}), "accounts.restore_unfinished");
  EXPECT_EQ(json({"restore", "--finish"})["finished"], true);
  EXPECT_EQ(json({"restore", "--finish"})["finished"], false);
  if (GetParam() == sql::Engine::sqlite) {
    EXPECT_THAT(accounts_in(), ElementsAre("asa", "before"));
  }
  EXPECT_EQ(ran({"evidence", "verify"}).code, 0);
}

TEST_P(Restore, WaitsForNobodyWhoHasTheStoreOpen) {
  if (GetParam() != sql::Engine::sqlite) GTEST_SKIP();
  Result<store::Database> open =
      store::Database::open({.engine = sql::Engine::sqlite, .sqlite_file = data() + "/ombud.db"});
  ASSERT_TRUE(open.has_value());
  const Result<store::Tables> tables = store::Tables::of(*open, entrance().migrations());
  ASSERT_TRUE(tables.has_value());
  Result<store::Transaction> reading = open->begin_installation(sql::Begin::read);
  ASSERT_TRUE(reading.has_value());
  const auto look = [](const sql::Row&) -> Result<void> { return {}; };
  ASSERT_TRUE(tables->each(*reading, 0, {}, look).has_value());
  EXPECT_EQ(refusal({"restore", file("a.backup"), "--replace"}), "backup.store_in_use");
}

TEST_P(Restore, AsksForWhatItIsNotGiven) {
  EXPECT_EQ(refusal({"restore"}), "backup.say_file");
  EXPECT_EQ(refusal({"restore", file("a.backup"), "--into", file("new")}), "backup.say_key");
}

TEST_P(Restore, IsNotDoneTwiceOverOnPostgresql) {
  if (GetParam() != sql::Engine::postgresql) GTEST_SKIP();
  ASSERT_EQ(ran({"restore", file("a.backup"), "--replace"}).code, 0);
  EXPECT_EQ(refusal({"restore", file("a.backup"), "--replace"}), "store.before_exists");
  EXPECT_THAT(accounts_in(), ElementsAre("asa", "before"));
}

TEST_P(Restore, PutsTheStoreOfAnotherOrganisationInNobodysPlace) {
  const store::TestStore other(GetParam());
  ASSERT_EQ(init("Annan", other, "other").code, 0);
  EXPECT_EQ(
      refusal({"restore", file("a.backup"), "--replace", "--key-file", file("data/ombud.key")},
              "other"),
      "backup.another_organisation");
}

class Migrate : public BackupTest {};

INSTANTIATE_TEST_SUITE_P(Engines, Migrate,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Migrate, IsAskedForByANewerReleaseAndMadeAfterABackup) {
  EXPECT_EQ(refusal_by_next({"account", "list"}), "accounts.store_older");
  const cli::Ran done = ran_by_next({"migrate", "--json"});
  ASSERT_EQ(done.code, 0) << done.err;
  const nlohmann::json made = nlohmann::json::parse(done.out);
  EXPECT_EQ(made["steps"], nlohmann::json({"holds/0001_next.sql"}));
  EXPECT_EQ(ran_by_next({"account", "list"}).code, 0);
  EXPECT_EQ(ran({"backup", "check", made["backup"].get<std::string>()}).code, 0);
  EXPECT_THAT(ran_by_next({"evidence", "list"}).out, HasSubstr("backup.migrated"));
  EXPECT_EQ(ran_by_next({"evidence", "verify"}).code, 0);
}

TEST_P(Migrate, OnlyListsTheStepsWhereAsked) {
  EXPECT_THAT(ran_by_next({"migrate", "--dry-run"}).out, HasSubstr("holds/0001_next.sql"));
  EXPECT_THAT(files_in("data"), Not(Contains("backups")));
  EXPECT_EQ(ran({"account", "list"}).code, 0);
}

TEST_P(Migrate, MakesAStoreThatTheOlderReleaseRefuses) {
  ASSERT_EQ(ran_by_next({"migrate", "--backup", file("b.backup")}).code, 0);
  EXPECT_EQ(refusal({"account", "list"}), "store.newer");
  EXPECT_EQ(refusal({"migrate"}), "store.newer");
  // The way back is the backup.
  ASSERT_EQ(ran({"restore", file("b.backup"), "--replace"}).code, 0);
  EXPECT_EQ(ran({"account", "list"}).code, 0);
}

TEST_P(Migrate, DoesNothingWhereTheStoreIsUpToDate) {
  EXPECT_THAT(json({"migrate"})["steps"], IsEmpty());
  EXPECT_EQ(json({"migrate"})["backup"], "");
}

}  // namespace
}  // namespace ombud::backup
