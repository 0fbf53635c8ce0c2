// Dropped files as the disk and other organisations have them; what a caller sees of them over HTTP
// is tested there.
#include "connectors/drops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "accounts/test_office.h"
#include "connectors/registry.h"
#include "connectors/way.h"

namespace ombud::connectors {
namespace {

namespace files = std::filesystem;

template <class T>
std::string key_of(const Result<T>& result) {
  return result ? "" : result.error().key;
}

class Drops : public testing::Test {
 protected:
  accounts::Office& office() { return house_.office(); }

  Result<std::uint64_t> write(const std::string& drop, const std::string& file, std::uint64_t at,
                              std::string_view bytes) {
    return drops::write(office(), drop, {.file = file, .at = at, .bytes = bytes});
  }

  files::path folder(const std::string& drop) {
    return files::path(office().folder) / "uploads" / office().organisation.id.text / drop;
  }

  accounts::TestOffice house_{sql::Engine::sqlite, {connectors::migrations()}};
};

TEST_F(Drops, HoldSoManyFilesAndBytesAndNoMore) {
  const std::string drop = drops::begin(office()).value();
  for (std::size_t at = 0; at < drops::most_files; ++at)
    std::ofstream(folder(drop) / ("f" + std::to_string(at) + ".csv")) << "id\n";
  EXPECT_EQ(key_of(write(drop, "one_more.csv", 0, "id\n")), "connectors.drop_too_many_files");
  EXPECT_EQ(key_of(write(drop, "f0.csv", 0, "id\n1\n")), "");
  // A file with a hole in it is as large as it says.
  for (int at = 1; at < 5; ++at)
    files::resize_file(folder(drop) / ("f" + std::to_string(at) + ".csv"), drops::most_file_bytes);
  EXPECT_EQ(key_of(write(drop, "f0.csv", 0, "id\n")), "connectors.drop_too_large");
}

TEST_F(Drops, OfASystemLieInTheDataFolderWhereverThatLiesNow) {
  const std::string drop = drops::begin(office()).value();
  ASSERT_EQ(key_of(write(drop, "a.csv", 0, "id\n1\n")), "");
  System system{.name = "dropped", .address = drops::address_of(office(), drop).value()};
  connectors::add(office(), system, Secret()).value();
  const files::path elsewhere = files::path(office().folder) / "restored";
  files::create_directory(elsewhere);
  files::rename(files::path(office().folder) / "uploads", elsewhere / "uploads");
  office().folder = elsewhere.string();
  const Address found = connectors::find(office(), "dropped").value().address;
  EXPECT_EQ(found.file, folder(drop).string());
  EXPECT_TRUE(drops::is_dropped(office(), found));
  // Restored long ago or not: it is a system's, so no sweep takes it.
  house_.clock().move(std::chrono::hours(48));
  EXPECT_EQ(key_of(drops::sweep(office())), "");
  EXPECT_TRUE(files::exists(folder(drop) / "a.csv"));
  // A folder that only looks like it is nobody's drop.
  for (const char* file : {"/srv/uploads/other/0b52", "/srv/export", "uploads"}) {
    const Address plain{.kind = Kind::csv, .file = file};
    EXPECT_EQ(drops::here(office(), plain).file, file);
  }
}

TEST_F(Drops, OfAnotherOrganisationAreUnknown) {
  const std::string drop = drops::begin(office()).value();
  office().organisation.id = new_id<OrganisationId>(office().clock);
  EXPECT_EQ(key_of(drops::look(office(), drop)), "connectors.drop_unknown");
  EXPECT_EQ(key_of(write(drop, "a.csv", 0, "id\n")), "connectors.drop_unknown");
  EXPECT_EQ(key_of(drops::remove(office(), drop)), "connectors.drop_unknown");
  EXPECT_TRUE(files::exists(folder(drop).parent_path().parent_path()));
}

TEST_F(Drops, OfASystemThatTheSweeperMayNotSeeStay) {
  const std::string drop = drops::begin(office()).value();
  write(drop, "a.csv", 0, "id\n1\n").value();
  System system{.name = "berg", .controller = "Bergkommunen"};
  system.address = drops::address_of(office(), drop).value();
  connectors::add(office(), system, Secret()).value();
  house_.clock().move(std::chrono::hours(24 * 400));
  for (const accounts::Role role : office().actor.roles)
    office().actor.only[role] = {"Hamnkommunen"};
  ASSERT_THAT(connectors::list(office()).value(), testing::IsEmpty());
  drops::sweep(office()).value();
  EXPECT_TRUE(files::exists(folder(drop) / "a.csv"));
  EXPECT_EQ(key_of(drops::remove(office(), drop)), "connectors.drop_used");
  EXPECT_EQ(
      key_of(connectors::add(office(), {.name = "ny", .controller = "Bergkommunen"}, Secret())),
      "connectors.other_controller");
  EXPECT_EQ(
      key_of(connectors::add(office(), {.name = "berg", .controller = "Hamnkommunen"}, Secret())),
      "connectors.name_taken");
}

TEST_F(Drops, FollowNoLinkOutOfTheirFolder) {
  const std::string drop = drops::begin(office()).value();
  const std::string outside = house_.file("outside.csv");
  std::ofstream(outside) << "untouched";
  files::create_symlink(outside, folder(drop) / "a.csv");
  EXPECT_EQ(key_of(write(drop, "a.csv", 0, "id\n")), "connectors.drop_not_written");
  EXPECT_EQ(files::file_size(outside), 9U);
}

TEST_F(Drops, SayWhenTheDiskIsFull) {
  const std::string drop = drops::begin(office()).value();
  const rlimit before = [] {
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    return limit;
  }();
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1024, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const Result<std::uint64_t> refused = write(drop, "a.csv", 0, std::string(4096, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, ignored);
  EXPECT_EQ(key_of(refused), "connectors.drop_full");
}

TEST_F(Drops, SayWhenTheFolderCannotBeWritten) {
  std::ofstream(office().folder + "/uploads") << "no folder";
  EXPECT_EQ(key_of(drops::begin(office())), "connectors.drop_not_written");
}

TEST(PlainWords, NameNoPathNoHostAndNoDatabaseMessage) {
  const Error unreachable{
      Errc::unavailable, "sql.unreachable", {{"host", "db.inside"}, {"system", "liva"}}};
  const Error told = in_plain_words(unreachable, Language::en);
  EXPECT_EQ(told.key, "connectors.way_unreachable");
  EXPECT_EQ(told.code, Errc::unavailable);
  EXPECT_THAT(told.params, testing::IsEmpty());
  const Error file{
      Errc::invalid, "tables.csv_open_quote", {{"file", "/srv/inside/a.csv"}, {"line", "3"}}};
  const Error why = in_plain_words(file, Language::sv);
  EXPECT_EQ(why.key, "connectors.way_files");
  EXPECT_THAT(why.params[0].second, testing::HasSubstr("a.csv"));
  EXPECT_THAT(why.params[0].second, testing::Not(testing::HasSubstr("/srv")));
  for (const char* key :
       {"sql.sign_in_refused", "sql.no_such_database", "sql.damaged", "sql.tls_failed",
        "sql.no_right", "sql.time_out", "sql.locked", "sql.read_only"})
    EXPECT_THAT(in_plain_words({Errc::unavailable, key, {}}, Language::en).key,
                testing::StartsWith("connectors.way_"));
  const Error other{Errc::conflict, "connectors.name_taken", {{"name", "liva"}}};
  EXPECT_EQ(in_plain_words(other, Language::en).key, other.key);
}

}  // namespace
}  // namespace ombud::connectors
