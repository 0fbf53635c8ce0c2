#include "connectors/csv/keep.h"

#include <sys/stat.h>

#include "connectors/csv/csv_folder_test.h"

namespace ombud::connectors::csv {
namespace {

using sql::test::must_have;
using testing::ElementsAre;

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

TEST_F(CsvFolder, KeepsTheRightsOfAFile) {
  write("a.csv", "id\n1\n2\n");
  ASSERT_EQ(::chmod(folder_.file("a.csv").c_str(), 0640), 0);
  const auto connector = open();
  run(*connector, "delete from a where id = '1'");
  EXPECT_EQ(kept(*connector), "kept");
  struct stat status = {};
  ASSERT_EQ(::stat(folder_.file("a.csv").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

}  // namespace
}  // namespace ombud::connectors::csv
