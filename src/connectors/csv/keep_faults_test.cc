// What goes wrong while files are written back: somebody else is there, the disk is full, the run
// is killed. Every time each file is old or new, and whole.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "connectors/csv/csv_folder_test.h"
#include "connectors/csv/keep.h"

namespace ombud::connectors::csv {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST_F(CsvFolder, WritesNothingWhereAValueHasNoPlaceInItsEncoding) {
  write("a.csv", "id;x\n1;\xC5\n2;a\n");
  write("b.csv", "id,x\n1,a\n");
  const auto connector = open();
  run(*connector, "delete from b");
  run(*connector, "update a set x = 'Łódź' where id = '2'");
  EXPECT_EQ(kept(*connector), "csv_unwritable:3");
  run(*connector, "update a set x = x'00ff' where id = '2'");
  EXPECT_EQ(kept(*connector), "csv_unwritable:3");
  EXPECT_EQ(read("b.csv"), "id,x\n1,a\n");
  EXPECT_THAT(names(), UnorderedElementsAre("a.csv", "b.csv"));
}

TEST_F(CsvFolder, IsNotWrittenWhereSomebodyElseChangedAFile) {
  write("a.csv", "id,x\n1,a\n");
  write("b.csv", "id,x\n1,a\n");
  for (const auto& change : std::vector<std::function<void()>>{
           [&] { write("a.csv", "id,x\n1,b\n"); }, [&] { write("b.csv", "id,x\n1,b\n2,b\n"); },
           [&] { std::filesystem::remove(folder_.file("b.csv")); },
           [&] {
             std::filesystem::rename(folder_.file("a.csv"), folder_.file("c"));
             std::filesystem::create_symlink(folder_.file("c"), folder_.file("a.csv"));
           }}) {
    const auto connector = open();
    run(*connector, "delete from a");
    change();
    EXPECT_EQ(kept(*connector), "file_changed");
    EXPECT_THAT(names(), testing::Not(testing::Contains(testing::HasSubstr("ombud"))));
  }
  EXPECT_EQ(read("c"), "id,x\n1,b\n");
}

TEST_F(CsvFolder, NoticesAChangeThatLeavesSizeAndTime) {
  write("a.csv", "id,x\n1,a\n");
  const auto connector = open();
  run(*connector, "delete from a");
  struct stat before = {};
  ASSERT_EQ(::stat(folder_.file("a.csv").c_str(), &before), 0);
  {
    std::fstream file(folder_.file("a.csv"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(7);
    file << 'b';
  }
  const timespec times[] = {before.st_atim, before.st_mtim};
  ASSERT_EQ(::utimensat(AT_FDCWD, folder_.file("a.csv").c_str(), times, 0), 0);
  EXPECT_EQ(kept(*connector), "file_changed");
  EXPECT_EQ(read("a.csv"), "id,x\n1,b\n");
}

TEST_F(CsvFolder, IsNotWrittenWhereAFileHasAnotherName) {
  write("a.csv", "id\n1\n");
  std::filesystem::create_hard_link(folder_.file("a.csv"), folder_.file("copy"));
  const auto connector = open();
  run(*connector, "delete from a");
  EXPECT_EQ(kept(*connector), "csv_hard_links");
  EXPECT_EQ(read("a.csv"), "id\n1\n");
}

TEST_F(CsvFolder, IsNotLengthened) {
  write("a.csv", "id\n1\n");
  const auto connector = open();
  run(*connector, "insert into a values ('2')");
  EXPECT_EQ(kept(*connector), "csv_rows_added");
  EXPECT_EQ(read("a.csv"), "id\n1\n");
}

TEST_F(CsvFolder, SaysWhichFilesWereReplacedWhereOneCouldNotBe) {
  write("a.csv", "old");
  write("a.new", "new");
  write("b.new", "new");
  std::filesystem::create_directory(folder_.file("b.csv"));
  std::vector<NewFile> files;
  files.emplace_back(folder_.file("a.new"), folder_.file("a.csv"));
  files.emplace_back(folder_.file("b.new"), folder_.file("b.csv"));
  const Result<void> taken = take_names(files, {"a.csv", "b.csv"});
  ASSERT_FALSE(taken);
  EXPECT_EQ(shown(taken.error()), "csv_partly_kept");
  EXPECT_THAT(say(taken.error()), testing::HasSubstr("these were: a.csv"));
  files.clear();
  EXPECT_THAT(names(), UnorderedElementsAre("a.csv", "b.csv"));
}

/// What `work` answers in a child process; for what would change this process for good.
int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  must(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(CsvFolder, IsAsItWasWhereTheDiskIsFull) {
  std::string text = "id,x\n";
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ",some text\n";
  write("a.csv", text);
  const int code = in_child([&] {
    const auto connector = open();
    run(*connector, "delete from a where id = '7'");
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100'000, 100'000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
    const Result<void> result = connector->keep();
    if (result) return 2;
    return result.error().code == Errc::exhausted && result.error().key == "connectors.disk_full"
               ? 0
               : 3;
  });
  EXPECT_EQ(code, 0);
  EXPECT_EQ(read("a.csv"), text);
  EXPECT_THAT(names(), ElementsAre("a.csv"));
}

TEST_F(CsvFolder, WithoutRightsIsSaid) {
  write("a.csv", "id\n1\n");
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
  const int code = in_child([&] {
    // Root may everything: be nobody.
    if (::getuid() == 0 && ::setuid(65534) != 0) return 1;
    if (::getuid() != 65534) ::chmod(folder_.path().c_str(), 0555);
    const auto connector = open();
    const sql::Rights rights =
        must_have(connector->connection().rights(catalogue(*connector).tables.at(0)));
    if (!rights.read || rights.update || rights.erase) return 2;
    run(*connector, "delete from a");
    return kept(*connector) == "csv_no_right_to_write" ? 0 : 3;
  });
  ::chmod(folder_.path().c_str(), 0755);
  EXPECT_EQ(code, 0);
  ASSERT_EQ(::chmod(folder_.file("a.csv").c_str(), 0), 0);
  EXPECT_EQ(in_child([&] {
              if (::getuid() == 0 && ::setuid(65534) != 0) return 1;
              return refusal() == "csv_no_right" ? 0 : 2;
            }),
            0);
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0), 0);
  EXPECT_EQ(in_child([&] {
              if (::getuid() == 0 && ::setuid(65534) != 0) return 1;
              return refusal() == "folder_no_right" ? 0 : 2;
            }),
            0);
  ::chmod(folder_.path().c_str(), 0755);
}

TEST_F(CsvFolder, IsWholeWhereverARunIsKilled) {
  std::string old_text = "id,x\n";
  std::string new_text = old_text;
  for (int i = 0; i < 500; ++i) {
    old_text += std::to_string(i) + ",Åsa\n";
    if (i != 7) new_text += std::to_string(i) + ",Åsa\n";
  }
  for (int round = 0; round < 12; ++round) {
    for (const char* name : {"a.csv", "b.csv", "c.csv"}) write(name, old_text);
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto connector = open();
      for (const sql::Table& table : catalogue(*connector).tables)
        must_have(connector->connection().execute(
            sql::Statement("delete from ").name(table.name).text(" where id = '7'")));
      must(::write(ready[1], "x", 1) == 1);
      must_have(connector->keep());
      ::_exit(0);
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ::usleep(static_cast<useconds_t>(round) * 1500);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ::close(ready[0]);
    ::close(ready[1]);
    for (const char* name : {"a.csv", "b.csv", "c.csv"})
      EXPECT_THAT(read(name), testing::AnyOf(old_text, new_text)) << name << " in round " << round;
    const auto connector = open();
    for (const sql::Table& table : catalogue(*connector).tables)
      must_have(connector->connection().execute(
          sql::Statement("delete from ").name(table.name).text(" where id = '7'")));
    EXPECT_EQ(kept(*connector), "kept");
    for (const char* name : {"a.csv", "b.csv", "c.csv"}) EXPECT_EQ(read(name), new_text);
    EXPECT_THAT(names(), UnorderedElementsAre("a.csv", "b.csv", "c.csv"));
  }
}

}  // namespace
}  // namespace ombud::connectors::csv
