#include "tables/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"

namespace ombud::tables {
namespace {

using testing::ElementsAre;

// "text|n:5|-|~": a value a column; nothing "-", absent "~".
std::string shown(const Value& value) {
  switch (value.kind) {
    case Value::Kind::absent:
      return "~";
    case Value::Kind::nothing:
      return "-";
    case Value::Kind::text:
      return value.text;
    case Value::Kind::number:
      return "n:" + value.text;
    case Value::Kind::yes_no:
      return "b:" + value.text;
    case Value::Kind::day:
    case Value::Kind::instant:
      return "d:" + value.text;
    case Value::Kind::broken:
      return "#";
    case Value::Kind::list: {
      std::string all = "[";
      for (const Value& item : value.items) all += (all.size() > 1 ? "," : "") + shown(item);
      return all + "]";
    }
  }
  return "";
}

std::vector<std::string> lines(const Table& table) {
  std::vector<std::string> all;
  for (const Line& line : table.lines) {
    std::string text = std::to_string(line.number) + ":";
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      text += (at == 0 ? "" : "|") + shown(line.at(at));
    all.push_back(text);
  }
  return all;
}

Table must_read(const std::string& name, std::string_view bytes) {
  Result<Table> read = tables::read({{name, std::string(bytes)}});
  EXPECT_TRUE(read.has_value()) << say(read.error());
  return read ? *std::move(read) : Table{};
}

std::string refusal(const std::string& name, std::string_view bytes) {
  const Result<Table> read = tables::read({{name, std::string(bytes)}});
  if (read) return "";
  EXPECT_EQ(read.error().code, Errc::invalid);
  const std::string text = say(read.error());
  EXPECT_EQ(text.find('{'), std::string::npos) << text;
  return read.error().key;
}

TEST(Csv, IsReadWithWhateverSeparatorAndEncoding) {
  const std::vector<std::string> wanted{"2:Løn|Udbetale løn", "3:Ansøgning|Ansættelse"};
  for (const std::string_view separator : {";", ",", "\t"}) {
    const std::string s(separator);
    const std::string text =
        "Navn" + s + "Formål\r\nLøn" + s + "Udbetale løn\r\nAnsøgning" + s + "Ansættelse\r\n";
    EXPECT_EQ(lines(must_read("a.csv", text)), wanted) << s;
    EXPECT_EQ(lines(must_read("a.csv", "\xEF\xBB\xBF" + text)), wanted);
    EXPECT_EQ(must_read("a.csv", "\xEF\xBB\xBF" + text).columns,
              (std::vector<std::string>{"Navn", "Formål"}));
  }
  EXPECT_EQ(lines(must_read("a.csv", "Navn;Form\xE5l\nL\xF8n;\xC6ndre\n")),
            (std::vector<std::string>{"2:Løn|Ændre"}));
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("Navn;Tal\nLon;5\n")) (wide += c) += '\0';
  EXPECT_EQ(lines(must_read("a.csv", wide)), (std::vector<std::string>{"2:Lon|5"}));
}

TEST(Csv, KeepsLineBreaksInQuotesAndCountsRowsAsASheetDoes) {
  const Table table = must_read("a.csv", "A;B\n\"one\ntwo\";\"say \"\"hi\"\"\"\n\nx;\n");
  EXPECT_THAT(lines(table), ElementsAre("2:one\ntwo|say \"hi\"", "4:x|-"));
}

TEST(Csv, TakesAwayTheApostropheThatKeepsAFormulaFromBeingOne) {
  EXPECT_THAT(lines(must_read("a.csv", "A;B\n\"'=1+1\";\"'0701\"\n\"''=x\";\"'tis\"\n")),
              ElementsAre("2:=1+1|'0701", "3:'=x|'tis"));
}

TEST(Csv, ARowThatIsTooWideIsRefusedWithItsRow) {
  const Result<Table> read = tables::read({{"a.csv", "A;B\n1;2\n1;2;3\n"}});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().key, "tables.wide_row");
  EXPECT_THAT(say(read.error()), testing::HasSubstr("Row 3 of a.csv"));
  EXPECT_THAT(lines(must_read("a.csv", "A;B\n1;2;;\n")), ElementsAre("2:1|2"));
}

TEST(Sheet, FindsTheHeadBelowATitle) {
  const Table table = must_read("a.csv", "Fortegnelse 2026;;\n;;\nNavn;Formål;Navn\nLøn;x;y\n");
  EXPECT_THAT(table.columns, ElementsAre("Navn", "Formål", "Navn (2)"));
  EXPECT_THAT(lines(table), ElementsAre("4:Løn|x|y"));
}

TEST(Sheet, ALonelyColumnHasItsHeadInTheFirstRow) {
  const Table table = must_read("a.csv", "Navn\nLøn\nAnsættelse\n");
  EXPECT_THAT(table.columns, ElementsAre("Navn"));
  EXPECT_THAT(lines(table), ElementsAre("2:Løn", "3:Ansættelse"));
}

TEST(Sheet, ValuesBelowAnUnnamedColumnAreNotLost) {
  const Table table = must_read("a.csv", "Navn;;Formål\nLøn;hidden;x\n");
  EXPECT_THAT(table.columns, ElementsAre("Navn", "(B)", "Formål"));
  EXPECT_THAT(lines(table), ElementsAre("2:Løn|hidden|x"));
}

TEST(Json, ObjectsBecomeColumnsByTheWayToThem) {
  const Table table = must_read("a.json", R"([
    {"name": "Løn", "count": 3, "on": true, "of": {"who": "asa"}, "codes": ["1", "2"],
     "lines": [{"a": "x", "b": ["p", "q"]}, {"a": "y"}]},
    {"name": null}])");
  EXPECT_THAT(table.columns,
              ElementsAre("name", "count", "on", "of.who", "codes", "lines[].a", "lines[].b"));
  EXPECT_THAT(lines(table),
              ElementsAre("1:Løn|n:3|b:yes|asa|[1,2]|[x,y]|[[p,q],~]", "2:-|~|~|~|~|~|~"));
}

TEST(Json, AnObjectInAListOfListsIsReadAsItIsWritten) {
  const Table table = must_read("a.json", R"([{"name": "Løn", "of": [["x", {"a": [1, {}]}]]}])");
  EXPECT_THAT(table.columns, ElementsAre("name", "of"));
  EXPECT_THAT(lines(table), ElementsAre(R"(1:Løn|[[x,{"a":[1,{}]}]])"));
}

TEST(Json, RecordsAreAListOrAloneOrUnderOneName) {
  for (const std::string_view text :
       {R"([{"a": 1}])", R"({"a": 1})", R"({"system": [{"a": 1}]})",
        R"({"format": "x", "records": [{"a": 1}]})", "\xEF\xBB\xBF{\"a\": 1}"})
    EXPECT_THAT(lines(must_read("a.json", text)), ElementsAre("1:n:1")) << text;
  for (const std::string_view text : {"[]", "[1]", "7", "{}", R"({"records": []})"})
    EXPECT_EQ(refusal("a.json", text), "tables.no_records") << text;
  EXPECT_EQ(refusal("a.json", R"({"a": )"), "tables.bad_json");
}

TEST(Json, FromSeveralFilesIsOneTable) {
  const Result<Table> read =
      tables::read({{"a.json", R"({"a": "x"})"}, {"b.json", R"({"b": "y", "a": "z"})"}});
  ASSERT_TRUE(read);
  EXPECT_THAT(read->columns, ElementsAre("a", "b"));
  EXPECT_THAT(lines(*read), ElementsAre("1:x|~", "2:z|y"));
  EXPECT_EQ(read->lines[1].file, 1U);
  EXPECT_EQ(read->lines[1].row, 1U);
}

TEST(Json, ASmallFileDoesNotBecomeALargeTable) {
  std::string deep;
  for (int level = 0; level < 40; ++level) deep += R"({"a":)";
  deep += "1" + std::string(40, '}');
  EXPECT_EQ(refusal("a.json", deep), "tables.too_deep");
  // Each object of a list has its place in every column of the list.
  std::string wide = R"({"x": 1, "l": [)";
  for (int object = 0; object < 1'200; ++object)
    wide += (object > 0 ? "," : "") + std::string("{\"c") + std::to_string(object) + "\":1}";
  EXPECT_EQ(refusal("a.json", wide + "]}"), "tables.too_much_text");
  std::string columns = "{\"a\":0";
  for (int column = 0; column < 2'100; ++column)
    columns += ",\"c" + std::to_string(column) + "\":1";
  EXPECT_EQ(refusal("a.json", columns + "}"), "tables.too_many_columns");
}

TEST(Yaml, IsReadInTheSameShape) {
  const Table table = must_read("a.yml",
                                "system:\n  - key: one\n    name: Lønsystem\n    meta: null\n"
                                "    uses:\n      - data: [a, b]\n      - data: [c]\n"
                                "  - key: two\n    live: true\n    text: 'true'\n");
  EXPECT_THAT(table.columns, ElementsAre("key", "name", "meta", "uses[].data", "live", "text"));
  EXPECT_THAT(lines(table),
              ElementsAre("1:one|Lønsystem|-|[[a,b],[c]]|~|~", "2:two|~|~|~|b:yes|true"));
  EXPECT_EQ(refusal("a.yaml", "a: &x 1\nb: *x\n"), "tables.bad_yaml");
}

TEST(Read, SaysWhatAFileIsThatItCannotRead) {
  EXPECT_EQ(refusal("a.csv", ""), "tables.empty_file");
  EXPECT_EQ(refusal("a.csv", "\n\n"), "tables.no_rows");
  EXPECT_EQ(refusal("a.xls", "\xD0\xCF\x11\xE0\xA1\xB1"), "tables.locked_or_old");
  EXPECT_EQ(refusal("a.bin", std::string_view("ab\0\x01\x02zz", 7)), "tables.unknown_form");
  EXPECT_EQ(refusal("a.csv", "A;B\n\"open;1\n"), "tables.csv_open_quote");
  const std::vector<File> many(501, File{"a.csv", "A\n1\n"});
  EXPECT_EQ(tables::read(many).error().key, "tables.too_many_files");
}

TEST(Read, TheNumberOfLinesIsBounded) {
  std::string text = "A\n";
  for (std::size_t line = 0; line <= most_lines; ++line) text += "x\n";
  EXPECT_EQ(refusal("a.csv", text), "tables.too_many_lines");
}

}  // namespace
}  // namespace ombud::tables
