// An installation of several organisations: one backup has what is each one's own.

#include "backup/house_test.h"

namespace ombud::backup {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Organisations : public BackupTest {
 protected:
  void SetUp() override {
    BackupTest::SetUp();
    if (IsSkipped()) return;
    const nlohmann::json made = json({"organisation", "add", "Nordby kommune", "--law", "no"});
    id_ = made["organisation"]["id"];
    there_ = "data/organisations/" + id_;
    ASSERT_EQ(ran({"account", "add", "olga", "--role", "dpo", "--new-password-file",
                   file("password"), "--at", id_})
                  .code,
              0);
    put(there_ + "/uploads/organisation/drop/innbyggere.csv", "id,navn\n1,Tova\n");
    put(there_ + "/extracts/1.sealed", "sealed");
  }

  void put(const std::string& name, const std::string& bytes) const {
    const std::filesystem::path path = file(name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  std::string read(const std::string& name) const {
    std::ifstream opened(file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(opened), {}};
  }

  std::vector<std::string> restore(const std::string& folder, const store::TestStore& store) const {
    return {"restore",    file("a.backup"),           "--into",     file(folder),
            "--store",    url_or_sqlite(store),       "--key-file", file("data/ombud.key"),
            "--key-file", file(there_ + "/ombud.key")};
  }

  std::vector<std::string> there(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--at", id_});
    return arguments;
  }

  // Whether the sealed part of an entry opens.
  bool opens(const std::vector<std::string>& arguments, const std::string& folder) {
    bool open = false;
    for (const auto& entry : json(arguments, folder)) open = open || entry.contains("account");
    return open;
  }

  std::string id_;
  std::string there_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Organisations,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Organisations, AllComeBackWithKeysLogAndFiles) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  ASSERT_EQ(ran({"backup", "keys", file("first.keys")}).code, 0);
  ASSERT_EQ(ran(there({"backup", "keys", file("there.keys")})).code, 0);
  const store::TestStore fresh(GetParam());
  std::vector<std::string> command = restore("new", fresh);
  command.insert(command.end(), {"--keys", file("there.keys"), "--keys", file("first.keys")});
  const nlohmann::json made = json(command);
  ASSERT_EQ(made["organisations"].size(), 2);
  EXPECT_EQ(made["organisations"][1]["name"], "Nordby kommune");
  for (const auto& part : made["organisations"]) EXPECT_EQ(part["without_keys"], false);
  std::vector<std::string> names;
  for (const auto& account : json(there({"account", "list"}), "new"))
    names.push_back(account["name"]);
  EXPECT_THAT(names, UnorderedElementsAre("asa", "olga"));
  EXPECT_EQ(ran(there({"evidence", "verify"}), "new").code, 0);
  EXPECT_EQ(ran({"evidence", "verify"}, "new").code, 0);
  EXPECT_TRUE(opens(
      there({"evidence", "list", "--reference", "review", "--event", "accounts.added"}), "new"));
  const std::string restored = "new/organisations/" + id_;
  EXPECT_EQ(read(restored + "/uploads/organisation/drop/innbyggere.csv"), "id,navn\n1,Tova\n");
  EXPECT_EQ(read(restored + "/extracts/1.sealed"), "sealed");
}

TEST_P(Organisations, EachLogBeginsAnEpochOfItsOwnAndWhatStoodThereIsSetAside) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  put(there_ + "/extracts/1.sealed", "changed since");
  ASSERT_EQ(ran(there({"account", "add", "late", "--role", "dpo", "--new-password-file",
                       file("password")}))
                .code,
            0);
  const nlohmann::json made = json({"restore", file("a.backup"), "--replace"});
  ASSERT_EQ(made["organisations"].size(), 2);
  EXPECT_NE(made["organisations"][0]["key"], made["organisations"][1]["key"]);
  EXPECT_EQ(made["lost_events"]["accounts.added"], 1);
  EXPECT_EQ(read(there_ + "/extracts/1.sealed"), "sealed");
  std::ifstream kept(std::filesystem::path(made["set_aside"].get<std::string>()) / "organisations" /
                     id_ / "extracts/1.sealed");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), "changed since");
  EXPECT_EQ(ran(there({"evidence", "verify"})).code, 0);
}

TEST_P(Organisations, AKeyFileThatIsNotThereIsAskedForOrItsOrganisationLeftOut) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  const store::TestStore fresh(GetParam());
  std::vector<std::string> command = restore("new", fresh);
  command.resize(command.size() - 2);
  EXPECT_EQ(refusal(command), "backup.say_key_of");
  command.insert(command.end(), {"--without", id_});
  EXPECT_EQ(json(command)["organisations"].size(), 1);
  EXPECT_THAT(accounts_in("new"), ElementsAre("asa"));
  EXPECT_EQ(refusal(there({"account", "list"}), "new"), "accounts.unknown_organisation");
}

TEST_P(Organisations, TheStoreOfAllIsNotHandedToOneThatWasAdded) {
  EXPECT_EQ(refusal(there({"backup", file("b.backup")})), "accounts.of_all");
  EXPECT_EQ(refusal({"migrate"}, there_), "backup.not_of_all");
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  EXPECT_EQ(refusal({"restore", file("a.backup"), "--replace"}, there_), "backup.not_of_all");
}

TEST_P(Organisations, KeysOfAnotherAreTakenForNobodys) {
  ASSERT_EQ(ran({"backup", file("a.backup")}).code, 0);
  ASSERT_EQ(ran(there({"backup", "keys", file("there.keys")})).code, 0);
  const store::TestStore fresh(GetParam());
  std::vector<std::string> command = restore("new", fresh);
  command.insert(command.end(), {"--without", id_, "--keys", file("there.keys")});
  EXPECT_EQ(refusal(command), "backup.another_organisation");
}

}  // namespace
}  // namespace ombud::backup
