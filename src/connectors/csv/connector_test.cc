#include "connectors/csv/connector.h"

#include <sys/stat.h>

#include "connectors/csv/csv_folder_test.h"

namespace ombud::connectors::csv {
namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(CsvFolder, IsTablesOfText) {
  write("members.csv", "id,name,phone\n1,Åsa,\n2,\"Öberg, Bo\",\"\"\n");
  write("Payments.CSV", "nr;sum\n9;1,50\n");
  write("notes.txt", "not a table");
  const auto connector = open();
  EXPECT_THAT(rows(*connector, "select id, name, phone from members order by id"),
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
  EXPECT_THAT(rows(*connector, "select id from a"), IsEmpty());
}

}  // namespace
}  // namespace ombud::connectors::csv
