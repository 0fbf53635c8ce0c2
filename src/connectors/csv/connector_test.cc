#include "connectors/csv/connector.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/testing.h"
#include "base/texts.h"
#include "connectors/csv/keep.h"
#include "sql/test_databases.h"

namespace ombud::connectors::csv {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class CsvFolder : public testing::Test {
 protected:
  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_.file(name), std::ios::binary) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream file(folder_.file(name), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      found.push_back(entry.path().filename().string());
    return found;
  }

  System system() const {
    return {.name = "export", .address = {.kind = Kind::csv, .file = folder_.path()}};
  }

  std::unique_ptr<Connector> open() const { return must_have(csv::open(system())); }

  /// The error of opening the folder: its key, and the line where one is said.
  std::string refusal() const {
    const auto opened = csv::open(system());
    return opened ? "none" : shown(opened.error());
  }

  static std::string shown(const Error& error) {
    EXPECT_NE(say(error), error.key);
    EXPECT_EQ(say(error).find('{'), std::string::npos) << say(error);
    std::string text = error.key.substr(error.key.find('.') + 1);
    for (const auto& [name, value] : error.params)
      if (name == "line") text += ":" + value;
    return text;
  }

  static std::string kept(Connector& connector) {
    const Result<void> result = connector.keep();
    return result ? "kept" : shown(result.error());
  }

  static const sql::Catalogue& catalogue(Connector& connector) {
    return *must_have(connector.catalogue());
  }

  static std::vector<std::string> rows(Connector& connector, sql::Literal statement) {
    std::vector<std::string> found;
    for (const sql::Row& row : must_have(connector.connection().all(statement))) {
      std::string text;
      for (const sql::Value& value : row)
        text += "|" + (sql::is_null(value) ? std::string("-") : sql::shown(value));
      found.push_back(text.substr(1));
    }
    return found;
  }

  static void run(Connector& connector, sql::Literal statement) {
    must_have(connector.connection().execute(statement));
  }

  TemporaryFolder folder_;
};

TEST_F(CsvFolder, IsTablesOfText) {
  write("members.csv", "id,name,phone\n1,Åsa,\n2,\"Öberg, Bo\",\"\"\n");
  write("Payments.CSV", "nr;sum\n9;1,50\n");
  write("notes.txt", "not a table");
  const auto connector = open();
  EXPECT_THAT(rows(*connector, "select * from members order by id"),
              ElementsAre("1|Åsa|-", "2|Öberg, Bo|"));
  EXPECT_THAT(rows(*connector, "select sum from \"Payments\""), ElementsAre("1,50"));
  const sql::Catalogue& found = catalogue(*connector);
  ASSERT_EQ(found.tables.size(), 2U);
  const sql::Table* members = found.find("members");
  ASSERT_NE(members, nullptr);
  ASSERT_EQ(members->columns.size(), 3U);
  EXPECT_EQ(members->columns[1].kind, sql::TypeKind::text);
  EXPECT_EQ(connector->connection().version(), "CSV, 2 files");
}

TEST_F(CsvFolder, MayBeEmpty) {
  const auto connector = open();
  EXPECT_THAT(catalogue(*connector).tables, IsEmpty());
  EXPECT_EQ(kept(*connector), "kept");
}

TEST_F(CsvFolder, HidesTheNumberOfARow) {
  write("a.csv", "name\nx\n");
  const auto connector = open();
  const sql::Table& table = catalogue(*connector).tables.at(0);
  EXPECT_FALSE(table.row_id);
  EXPECT_THAT(table.primary_key, IsEmpty());
}

TEST_F(CsvFolder, HasAKeyWhereAColumnTellsRowsApart) {
  write("a.csv", "personnummer,medlemsnummer,name\n1,7,x\n2,8,x\n");
  write("b.csv", "personnummer,id\n1,1\n2,1\n");
  write("c.csv", "id,telefonnummer\n,1\n1,2\n");
  write("d.csv", "id\n");
  write("e.csv", "MemberId,x\n\" \",1\nb,2\n");
  const auto connector = open();
  const auto key = [&](std::string_view table) {
    const sql::Table* found = catalogue(*connector).find(table);
    return found->primary_key.empty() ? "" : found->primary_key[0].text();
  };
  EXPECT_EQ(key("a"), "medlemsnummer");
  EXPECT_EQ(key("b"), "personnummer");
  EXPECT_EQ(key("c"), "");
  EXPECT_EQ(key("d"), "");
  EXPECT_EQ(key("e"), "");
  EXPECT_FALSE(catalogue(*connector).find("a")->columns[1].nullable);
  EXPECT_FALSE(
      connector->connection().execute(sql::Statement("insert into a values ('3', '7', 'y')")));
}

TEST_F(CsvFolder, KeepsTheBytesOfRowsThatWereNotChanged) {
  write("a.csv", "\xEF\xBB\xBFsep=;\r\nid; \"x\" ;n\r\n");
  EXPECT_EQ(refusal(), "csv_stray_quote:2");
  const std::string text =
      "\xEF\xBB\xBFsep=;\r\nid;\"x\";n\r\n1;\"a\";  b\n\r\n2;\"q\"\"\n\";\r\n3;;z";
  write("a.csv", text);
  const auto connector = open();
  run(*connector, "update a set x = x");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), text);
  run(*connector, "update a set n = 'new' where id = '2'");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"),
            "\xEF\xBB\xBFsep=;\r\nid;\"x\";n\r\n1;\"a\";  b\n\r\n2;\"q\"\"\n\";new\r\n3;;z");
  EXPECT_THAT(names(), ElementsAre("a.csv"));
}

TEST_F(CsvFolder, WritesAChangedRowAsTheFileIsWritten) {
  write("a.csv", "id,x,y\r\n1,a,\"b\"\r\n2,a,\"b\"\n3,a,b\n4,a,b\n5,a,b\n6,a,\"b\"\n7,a,b");
  const auto connector = open();
  run(*connector, "update a set y = 'new' where id in ('1', '7')");
  run(*connector, "update a set x = 'q\"q', y = 'c,d' where id = '2'");
  run(*connector, "update a set x = 'two' || char(10) || 'lines' where id = '3'");
  run(*connector, "update a set x = '' where id = '4'");
  run(*connector, "update a set x = null, y = null where id in ('5', '6')");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(
      read("a.csv"),
      "id,x,y\r\n1,a,\"new\"\r\n2,\"q\"\"q\",\"c,d\"\n3,\"two\nlines\",b\n4,\"\",b\n5,,\n6,,\n7,"
      "a,new");
  EXPECT_THAT(rows(*open(), "select x, y from a where id in ('4', '5', '6')"),
              ElementsAre("|b", "-|-", "-|-"));
}

TEST_F(CsvFolder, DropsDeletedRows) {
  write("a.csv", "id,x\n1,a\n2,b\n3,c\n4,d");
  const auto connector = open();
  run(*connector, "delete from a where id in ('2', '4')");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "id,x\n1,a\n3,c\n");
  // The rows' numbers are other ones now.
  run(*connector, "update a set x = 'new' where id = '3'");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "id,x\n1,a\n3,new\n");
  run(*connector, "delete from a");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "id,x\n");
}

TEST_F(CsvFolder, OfOneColumnHasEmptyLinesAsRows) {
  write("a.csv", "x\n\na\n\"\"\n");
  const auto connector = open();
  EXPECT_THAT(rows(*connector, "select x from a"), ElementsAre("-", "a", ""));
  run(*connector, "update a set x = null where x = 'a'");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "x\n\n\n\"\"\n");
}

TEST_F(CsvFolder, WritesWhatWasRolledBackNowhere) {
  write("a.csv", "id,x\n1,a\n");
  const auto connector = open();
  {
    sql::Transaction transaction =
        must_have(sql::Transaction::begin(connector->connection(), sql::Begin::write));
    run(*connector, "delete from a");
  }
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "id,x\n1,a\n");
}

TEST_F(CsvFolder, IsWrittenBackInItsOwnEncoding) {
  write("a.csv", "id;namn\n1;\xC5sa\n2;\x80 \x96\n");
  const auto connector = open();
  EXPECT_THAT(rows(*connector, "select namn from a"), ElementsAre("Åsa", "€ –"));
  run(*connector, "update a set namn = 'Örjan' where id = '1'");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "id;namn\n1;\xD6rjan\n2;\x80 \x96\n");
}

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

TEST_F(CsvFolder, NamesRecordsThatAreNoRowsOfTheTable) {
  write("a.csv", "id,x\n1,a\n2,b,c\n");
  EXPECT_EQ(refusal(), "csv_ragged:3");
  write("a.csv", "id,x\n1,a\n2\n");
  EXPECT_EQ(refusal(), "csv_ragged:3");
  write("a.csv", "id,x\n1,\"a\n\n");
  EXPECT_EQ(refusal(), "csv_open_quote:2");
  write("a.csv", "id,x\n1,a\rb\n");
  EXPECT_EQ(refusal(), "csv_stray_return:2");
}

TEST_F(CsvFolder, NamesAHeaderThatIsNone) {
  for (const auto& [text, key] : std::vector<std::pair<std::string, std::string>>{
           {"", "csv_no_header"},
           {"\xEF\xBB\xBF", "csv_no_header"},
           {"\n1,2\n", "csv_no_header"},
           {"a,,b\n1,2,3\n", "csv_empty_name"},
           {"a,\" \"\n1,2\n", "csv_empty_name"},
           {"Name,b,name\n1,2,3\n", "csv_duplicate_name"},
           {"rowid,_rowid_,oid\n1,2,3\n", "csv_no_row_id"},
           {"\xFF\xFE"
            "a",
            "csv_utf16"},
           {std::string("a,b\n\0", 5), "csv_binary"}}) {
    write("a.csv", text);
    EXPECT_EQ(refusal(), key) << text;
  }
  std::string wide = "c0";
  for (int i = 1; i < 1901; ++i) wide += ",c" + std::to_string(i);
  write("a.csv", wide + "\n");
  EXPECT_EQ(refusal(), "csv_too_many_columns");
}

TEST_F(CsvFolder, MayHaveColumnsNamedAsSqliteCallsARow) {
  write("a.csv", "rowid,oid\n7,8\n");
  const auto connector = open();
  run(*connector, "update a set oid = '9'");
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("a.csv"), "rowid,oid\n7,9\n");
}

TEST_F(CsvFolder, MayHaveNamesThatSqlReadsAsSomethingElse) {
  write("select \"x\"; drop.csv", "\"a\"\"b\",order by,å'\n1,2,3\n");
  const auto connector = open();
  const sql::Table& table = catalogue(*connector).tables.at(0);
  EXPECT_EQ(table.name.text(), "select \"x\"; drop");
  EXPECT_EQ(table.columns[0].name.text(), "a\"b");
  must_have(connector->connection().execute(sql::Statement("update ")
                                                .name(table.name)
                                                .text(" set ")
                                                .name(table.columns[1].name)
                                                .text(" = 'x'")));
  EXPECT_EQ(kept(*connector), "kept");
  EXPECT_EQ(read("select \"x\"; drop.csv"), "\"a\"\"b\",order by,å'\n1,x,3\n");
}

TEST_F(CsvFolder, NamesFilesThatAreNoTables) {
  write("SQLITE_x.csv", "a\n");
  EXPECT_EQ(refusal(), "csv_bad_name");
  std::filesystem::remove(folder_.file("SQLITE_x.csv"));
  write("\xC5.csv", "a\n");
  EXPECT_EQ(refusal(), "csv_bad_name");
  std::filesystem::remove(folder_.file("\xC5.csv"));
  write("a.csv", "a\n");
  write("A.csv", "a\n");
  EXPECT_EQ(refusal(), "csv_same_name");
  std::filesystem::remove(folder_.file("A.csv"));
  std::filesystem::create_symlink(folder_.file("a.csv"), folder_.file("b.csv"));
  EXPECT_EQ(refusal(), "csv_not_a_file");
  std::filesystem::remove(folder_.file("b.csv"));
  std::filesystem::create_directory(folder_.file("b.csv"));
  EXPECT_EQ(refusal(), "csv_not_a_file");
  std::filesystem::remove(folder_.file("b.csv"));
  ASSERT_EQ(::mkfifo(folder_.file("b.csv").c_str(), 0600), 0);
  EXPECT_EQ(refusal(), "csv_not_a_file");
}

TEST_F(CsvFolder, ThatIsNotThereIsSaid) {
  System system = this->system();
  system.address.file = folder_.file("gone");
  EXPECT_EQ(csv::open(system).error().code, Errc::not_found);
  write("file", "");
  system.address.file = folder_.file("file");
  EXPECT_EQ(shown(csv::open(system).error()), "not_a_folder");
}

TEST_F(CsvFolder, ThatVanishesMeanwhileIsSaid) {
  write("a.csv", "id\n1\n");
  const auto connector = open();
  const auto unchanged = open();
  run(*connector, "delete from a");
  const sql::Table table = catalogue(*connector).tables.at(0);
  std::filesystem::remove_all(folder_.path());
  EXPECT_EQ(kept(*connector), "no_folder");
  EXPECT_EQ(connector->connection().identity().error().key, "connectors.no_folder");
  EXPECT_EQ(connector->connection().try_lock("run").error().key, "connectors.no_folder");
  EXPECT_EQ(connector->connection().rights(table).error().key, "connectors.no_folder");
  EXPECT_EQ(unchanged->refresh().error().key, "connectors.no_folder");
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

TEST_F(CsvFolder, KeepsARightsAndOwnerOfAFile) {
  write("a.csv", "id\n1\n2\n");
  ASSERT_EQ(::chmod(folder_.file("a.csv").c_str(), 0640), 0);
  const auto connector = open();
  run(*connector, "delete from a where id = '1'");
  EXPECT_EQ(kept(*connector), "kept");
  struct stat status = {};
  ASSERT_EQ(::stat(folder_.file("a.csv").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
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

TEST_F(CsvFolder, CanBeLockedByOneOnly) {
  write("a.csv", "id\n1\n");
  write("a.csv.ombud-new", "left by a run that was cut off");
  const auto one = open();
  const auto other = open();
  EXPECT_TRUE(*one->connection().try_lock("run"));
  EXPECT_THAT(names(), ElementsAre("a.csv"));
  EXPECT_TRUE(*one->connection().try_lock("again"));
  EXPECT_FALSE(*other->connection().try_lock("run"));
  EXPECT_FALSE(*other->connection().try_lock("something else"));
  run(*other, "delete from a");
  EXPECT_EQ(kept(*other), "folder_locked");
  one->connection().release_lock("run");
  EXPECT_FALSE(*other->connection().try_lock("run"));
  one->connection().release_lock("again");
  EXPECT_TRUE(*other->connection().try_lock("run"));
  EXPECT_EQ(kept(*other), "kept");
}

TEST_F(CsvFolder, HasAnIdentityThatACopyHasNot) {
  const std::string identity = *open()->connection().identity();
  EXPECT_EQ(*open()->connection().identity(), identity);
  const TemporaryFolder copy;
  System system = this->system();
  system.address.file = copy.path();
  EXPECT_NE(*must_have(csv::open(system))->connection().identity(), identity);
}

TEST_F(CsvFolder, ReadsItsFilesAnewUnlessThereAreChangesToKeep) {
  write("a.csv", "id\n1\n");
  const auto connector = open();
  write("b.csv", "id\n1\n");
  must_have(connector->refresh());
  EXPECT_EQ(catalogue(*connector).tables.size(), 2U);
  run(*connector, "delete from a");
  must_have(connector->refresh());
  EXPECT_THAT(rows(*connector, "select * from a"), IsEmpty());
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
