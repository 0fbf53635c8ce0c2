// What an access extract holds, and what it never does.

#include "actions/extract.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "actions/out_file.h"
#include "actions/test_house.h"
#include "base/text.h"
#include "vault/vault.h"

namespace ombud::actions::test {
namespace {

using sql::Engine;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  must(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

class Extract : public Shop {
 protected:
  std::string folder() const { return house_.file("extract"); }

  nlohmann::json json() const { return nlohmann::json::parse(content(folder() + "/extract.json")); }

  /// What lies beside the wished folder and was left there by a run.
  std::size_t parts() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(house_.file(".")))
      count += entry.path().string().ends_with(".part") ? 1 : 0;
    return count;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Extract, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Extract, HoldsThePersonsRowsInThreeFormsAndNobodyElses) {
  members_and_orders(2);
  const std::string number = ready(Kind::access);
  EXPECT_EQ(ran(number, folder()).state, State::done);
  const nlohmann::json tables = json()["systems"]["liva"]["tables"];
  ASSERT_EQ(tables["member"]["rows"].size(), 1u);
  EXPECT_EQ(tables["member"]["rows"][0]["name"], "Karin Holmqvist");
  EXPECT_EQ(tables["member"]["rows"][0]["fee"], 100);
  EXPECT_EQ(tables["member"]["complete"], true);
  EXPECT_EQ(tables["purchase"]["rows"].size(), 2u);
  EXPECT_THAT(content(folder() + "/liva.member.csv"), HasSubstr("karin@exempel.se"));
  const std::string page = content(folder() + "/extract.html");
  EXPECT_THAT(page, HasSubstr("Karin Holmqvist"));
  for (const char* file : {"extract.json", "extract.html", "liva.member.csv", "liva.purchase.csv"})
    EXPECT_THAT(content(folder() + "/" + file), Not(testing::ContainsRegex("Sandelin|bo@|of Bo")));
  struct stat status{};
  ASSERT_EQ(stat(folder().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  ASSERT_EQ(stat((folder() + "/extract.json").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(parts(), 0u);
}

TEST_P(Extract, TheReceiptHasEachFilesHash) {
  members_and_orders(600);
  const std::string number = ready(Kind::access);
  ran(number, folder() + "/");
  const nlohmann::json files = body_of(number)["files"];
  ASSERT_EQ(files.size(), 4u);
  for (const nlohmann::json& file : files)
    EXPECT_EQ(file["sha256"],
              to_hex(vault::sha256(content(folder() + "/" + file["name"].get<std::string>()))));
  EXPECT_EQ(json()["systems"]["liva"]["tables"]["purchase"]["rows"].size(), 600u);
}

TEST_P(Extract, ARowThatIsNoLongerThePersonsIsLeftOutCountedAndSaidToBeMissing) {
  members_and_orders(2);
  const std::string number = ready(Kind::access);
  run_sql({"UPDATE purchase SET member_id = 2, label = 'secret' WHERE id = 2"});
  ran(number, folder());
  EXPECT_THAT(content(folder() + "/extract.json"), Not(HasSubstr("secret")));
  const nlohmann::json done = body_of(number)["done"];
  ASSERT_EQ(done.size(), 2u);
  EXPECT_EQ(done[1]["rows"], 1);
  EXPECT_EQ(done[1]["left_out"], 1);
  const nlohmann::json missed = body_of(number)["not_reached"];
  ASSERT_EQ(missed.size(), 1u);
  EXPECT_EQ(missed[0]["key"], "actions.extract_left_out");
  EXPECT_EQ(json()["not_reached"].size(), 1u);
  EXPECT_EQ(json()["systems"]["liva"]["tables"]["purchase"]["complete"], false);
  EXPECT_EQ(must_have(find_action(office(), number)).state, State::partly_done);
}

TEST_P(Extract, EqualRowsWithoutAKeyAreAllInIt) {
  make_members();
  run_sql({"CREATE TABLE visit (member_id INTEGER, place VARCHAR(20))",
           "INSERT INTO visit VALUES (1, 'gym'), (1, 'gym'), (2, 'pool')"});
  Mapping mapping;
  member_table(mapping, false);
  Mapping::field(mapping.table("visit", Holds::detail, true), "place", DataCategory::location,
                 Erase::set_null);
  mapping.link("visit", {"member_id"}, "member", {"id"});
  connect(mapping);
  ran(ready(Kind::access), folder());
  EXPECT_EQ(json()["systems"]["liva"]["tables"]["visit"]["rows"].size(), 2u);
  const std::string csv = content(folder() + "/liva.visit.csv");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
}

class ExtractFolder : public Extract {};

INSTANTIATE_TEST_SUITE_P(Engines, ExtractFolder, testing::Values(Engine::sqlite),
                         sql::test::engine_name);

TEST_P(ExtractFolder, IsNewOrEmptyAndSaidBeforeTheActionRuns) {
  members_and_orders(1);
  const std::string number = ready(Kind::access);
  EXPECT_EQ(key_of(try_run(number)), "actions.no_folder");
  std::filesystem::create_directory(folder());
  std::ofstream(folder() + "/mine") << "mine";
  EXPECT_EQ(key_of(try_run(number, folder())), "actions.folder_not_empty");
  EXPECT_EQ(must_have(find_action(office(), number)).state, State::approved);
  EXPECT_EQ(content(folder() + "/mine"), "mine");
  std::filesystem::remove(folder() + "/mine");
  EXPECT_EQ(ran(number, folder()).state, State::done);
}

TEST_P(ExtractFolder, WhereNothingMayBeWrittenItIsSaid) {
  members_and_orders(1);
  const std::string number = ready(Kind::access);
  const auto ran = try_run(number, house_.file("no/such/place"));
  EXPECT_EQ(key_of(ran), "actions.can_not_write");
  EXPECT_EQ(ran.error().code, Errc::unavailable);
}

TEST_P(ExtractFolder, ASystemThatIsGoneIsNotReachedAndTheActionIsPartlyDone) {
  members_and_orders(1);
  connectors::System binder;
  binder.name = "binder";
  must_have(connectors::add(office(), binder, Secret()));
  const std::string number = ready(Kind::access);
  connection_ = nullptr;
  std::filesystem::remove(database_.file());
  EXPECT_EQ(ran(number, folder()).state, State::partly_done);
  EXPECT_EQ(json()["systems"].size(), 0u);
  EXPECT_EQ(json()["not_reached"].size(), 2u);
}

// In a process of its own: the error of a full disk, without filling one, is that no file may be
// longer than this.
bool full_disk_is_said(const TemporaryFolder& temporary) {
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{100'000, 100'000};
  must(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  const std::string wished = temporary.file("extract");
  {
    WorkingFolder working = must_have(WorkingFolder::make(wished, "A-0001"));
    FolderOutlet outlet(working.path(), wished);
    OutFile file(outlet, "extract.json");
    for (int i = 0; i < 100; ++i) file.write(std::string(10'000, 'x'));
    const auto finished = file.finish();
    if (key_of(finished) != "actions.disk_full" || finished.error().code != Errc::exhausted)
      return false;
  }
  return std::filesystem::is_empty(temporary.path());
}

TEST(OutFile, AFullDiskIsSaidAndNothingStaysThere) {
  TemporaryFolder temporary;
  EXPECT_EXIT(_exit(full_disk_is_said(temporary) ? 0 : 1), testing::ExitedWithCode(0), "");
}

TEST(OutFile, WhatARunThatWasCutOffLeftIsClearedAwayAndNobodyElses) {
  TemporaryFolder temporary;
  const std::string wished = temporary.file("extract");
  std::filesystem::create_directory(wished + ".A-0001.part");
  std::ofstream(wished + ".A-0001.part/old") << "old";
  std::filesystem::create_directory(wished + ".part");
  std::ofstream(wished + ".part/mine") << "mine";
  WorkingFolder working = must_have(WorkingFolder::make(wished, "A-0001"));
  EXPECT_TRUE(std::filesystem::is_empty(working.path()));
  must_have(working.keep());
  EXPECT_TRUE(std::filesystem::is_directory(wished));
  EXPECT_EQ(content(wished + ".part/mine"), "mine");
}

TEST_P(Extract, ARunThatWasCutOffAfterItWasDoneGetsItsFolder) {
  members_and_orders(2);
  const std::string number = ready(Kind::access);
  EXPECT_EQ(ran(number, folder()).state, State::done);
  const std::string written = content(folder() + "/extract.json");
  std::filesystem::rename(folder(), folder() + "." + number + ".part");
  EXPECT_EQ(ran(number, folder()).state, State::done);
  EXPECT_EQ(content(folder() + "/extract.json"), written);
  EXPECT_EQ(parts(), 0u);
}

TEST(OutFile, WhatIsLeftIsKeptByAnActionThatIsDoneInAnEmptyFolderOnly) {
  TemporaryFolder temporary;
  const std::string wished = temporary.file("extract");
  EXPECT_FALSE(must_have(WorkingFolder::keep_finished(wished, "A-0001")));
  EXPECT_FALSE(must_have(WorkingFolder::keep_finished("", "A-0001")));
  must_have(WorkingFolder::make(wished, "A-0001")).leave();
  std::filesystem::create_directory(wished);
  std::ofstream(wished + "/mine") << "mine";
  EXPECT_EQ(key_of(WorkingFolder::keep_finished(wished, "A-0001")), "actions.folder_not_empty");
  std::filesystem::remove(wished + "/mine");
  EXPECT_TRUE(must_have(WorkingFolder::keep_finished(wished, "A-0001")));
  EXPECT_FALSE(std::filesystem::exists(wished + ".A-0001.part"));
}

TEST(OutFile, AFileOrALinkIsNoEmptyFolder) {
  TemporaryFolder temporary;
  const std::string file = temporary.file("extract");
  std::ofstream(file).close();
  EXPECT_EQ(key_of(WorkingFolder::check(file)), "actions.folder_not_empty");
}

}  // namespace
}  // namespace ombud::actions::test
