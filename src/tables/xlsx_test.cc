// Workbooks: ours, those of another program (openpyxl), and broken ones put together by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/testing.h"
#include "base/texts.h"
#include "documents/documents.h"
#include "documents/zipped_test.h"
#include "tables/number_format.h"
#include "tables/tables.h"

namespace ombud::tables {
namespace {

using documents::Parts;
using documents::zipped;
using testing::ElementsAre;

constexpr std::string_view type = "http://schemas.openxmlformats.org/officeDocument/2006/";

std::string relations(const std::vector<std::array<std::string, 3>>& all) {
  std::string xml = "<Relationships>";
  for (const auto& [id, what, target] : all)
    xml += "<Relationship Id=\"" + id + "\" Type=\"" + std::string(type) + "relationships/" + what +
           "\" Target=\"" + target + "\"/>";
  return xml + "</Relationships>";
}

// A workbook with these rows, as XML of sheetData.
Parts workbook(const std::string& rows, const std::string& properties = "") {
  return {
      {"_rels/.rels", relations({{"r1", "officeDocument", "xl/workbook.xml"}})},
      {"xl/workbook.xml", "<workbook>" + properties +
                              "<sheets><sheet name=\"Ark1\" sheetId=\"1\" r:id=\"r1\" "
                              "xmlns:r=\"x\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", relations({{"r1", "worksheet", "worksheets/sheet1.xml"},
                                                {"r2", "styles", "styles.xml"},
                                                {"r3", "sharedStrings", "sharedStrings.xml"}})},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
       "<xf numFmtId=\"20\"/></cellXfs></styleSheet>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>Navn</t></si><si><r><t>Sam</t></r><r><t>let</t></r>"
       "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si></sst>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

std::string head() {
  return "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Dag</t>"
         "</is></c></row>";
}

Result<Table> read_parts(const Parts& parts) { return tables::read({{"a.xlsx", zipped(parts)}}); }

std::vector<Value> values(const std::string& cells, const std::string& properties = "") {
  const Result<Table> read =
      read_parts(workbook(head() + "<row r=\"3\">" + cells + "</row>", properties));
  EXPECT_TRUE(read.has_value()) << say(read.error());
  if (!read || read->lines.empty()) return {};
  EXPECT_EQ(read->lines[0].number, 3U);
  return read->lines[0].values;
}

std::string refusal(const Parts& parts) {
  const Result<Table> read = read_parts(parts);
  if (read) return "";
  EXPECT_EQ(say(read.error()).find('{'), std::string::npos) << say(read.error());
  return read.error().key;
}

TEST(Xlsx, SharedAndInlineTextsAreRead) {
  EXPECT_THAT(
      values("<c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"inlineStr\"><is><t>a_x000A_b"
             "</t></is></c>"),
      ElementsAre(Value{Value::Kind::text, "Samlet", {}}, Value{Value::Kind::text, "a\nb", {}}));
}

TEST(Xlsx, DaysAreToldFromNumbersByTheirFormat) {
  EXPECT_THAT(values("<c r=\"A3\" s=\"1\"><v>45977</v></c><c r=\"B3\" s=\"2\"><v>45977.5</v></c>"),
              ElementsAre(Value{Value::Kind::day, "2025-11-16", {}},
                          Value{Value::Kind::instant, "2025-11-16T12:00:00", {}}));
  EXPECT_THAT(values("<c r=\"A3\" s=\"1\"><v>45977</v></c>", "<workbookPr date1904=\"1\"/>")[0],
              (Value{Value::Kind::day, "2029-11-17", {}}));
  EXPECT_THAT(values("<c r=\"A3\" s=\"3\"><v>0.25</v></c><c r=\"B3\"><v>45977</v></c>"),
              ElementsAre(Value{Value::Kind::text, "06:00:00", {}},
                          Value{Value::Kind::number, "45977", {}}));
}

TEST(Xlsx, TheFirstOfMarch1900IsDay61) {
  EXPECT_EQ(number_value("61", Meaning::day, false).text, "1900-03-01");
  EXPECT_EQ(number_value("59", Meaning::day, false).text, "1900-02-28");
  EXPECT_EQ(number_value("1", Meaning::day, false).text, "1900-01-01");
  EXPECT_EQ(number_value("0", Meaning::day, true).text, "1904-01-01");
}

TEST(Xlsx, AFormatIsADayByItsLettersAlone) {
  EXPECT_EQ(meaning_of(164, "d. mmmm yyyy"), Meaning::day);
  EXPECT_EQ(meaning_of(164, "[$-406]dd/mm/yyyy;@"), Meaning::day);
  EXPECT_EQ(meaning_of(164, "mmm-yy"), Meaning::day);
  EXPECT_EQ(meaning_of(164, "[h]:mm"), Meaning::time);
  EXPECT_EQ(meaning_of(164, "0.00\" days\""), Meaning::number);
  EXPECT_EQ(meaning_of(164, "[Red]#,##0"), Meaning::number);
  EXPECT_EQ(meaning_of(0, "General"), Meaning::number);
}

TEST(Xlsx, AFormulaIsWhatItWasComputedTo) {
  EXPECT_THAT(
      values("<c r=\"A3\"><f>1+1</f><v>2</v></c>"
             "<c r=\"B3\" t=\"str\"><f>A1</f><v>Navn</v></c>"),
      ElementsAre(Value{Value::Kind::number, "2", {}}, Value{Value::Kind::text, "Navn", {}}));
  EXPECT_THAT(values("<c r=\"A3\"><f>1+1</f></c><c r=\"B3\" t=\"e\"><v>#N/A</v></c>"),
              ElementsAre(Value{Value::Kind::broken, "", {}}, Value{Value::Kind::broken, "", {}}));
}

TEST(Xlsx, NumbersKeepTheirDigits) {
  EXPECT_EQ(number_value("12345678901", Meaning::number, false).text, "12345678901");
  EXPECT_EQ(number_value("0.1", Meaning::number, false).text, "0.1");
  EXPECT_EQ(number_value("0.30000000000000004", Meaning::number, false).text, "0.3");
  EXPECT_EQ(number_value("1E3", Meaning::number, false).text, "1000");
  EXPECT_EQ(number_value("-0", Meaning::number, false).text, "0");
}

TEST(Xlsx, WhatIsBrokenIsRefused) {
  EXPECT_EQ(refusal(workbook(head() + "<row r=\"1\"/>")), "tables.bad_workbook");
  EXPECT_EQ(refusal(workbook(head() + "<row r=\"2\"><c t=\"s\"><v>9</v></c></row>")),
            "tables.bad_workbook");
  EXPECT_EQ(refusal(workbook(head() + "<row>")), "tables.bad_workbook");
  EXPECT_EQ(refusal(workbook("")), "tables.no_rows");
  EXPECT_EQ(refusal({{"readme.txt", "no workbook"}}), "tables.no_workbook");
  EXPECT_EQ(refusal(workbook(head() + "<row r=\"2\"><c r=\"ZZZ2\"><v>1</v></c></row>")),
            "tables.too_many_columns");
  std::string cut = zipped(workbook(head()));
  cut.resize(cut.size() / 2);
  EXPECT_EQ(tables::read({{"a.xlsx", cut}}).error().key, "tables.bad_zip");
  std::string flipped = zipped(workbook(head() + head()));
  for (std::size_t at = 900; at < 1'000; ++at) flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
  EXPECT_FALSE(tables::read({{"a.xlsx", flipped}}));
}

TEST(Xlsx, ADocumentTypeIsRefusedSoThatNoEntityGrows) {
  Parts parts = workbook(head());
  parts.back().second =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>" +
      parts.back().second;
  EXPECT_EQ(refusal(parts), "tables.bad_workbook");
}

TEST(Xlsx, WhatUnpacksToTooMuchIsRefusedWhileItIsRead) {
  // 257 MiB of remarks between the rows, in a file of some hundred kilobytes.
  Parts parts = workbook(head());
  std::string remarks;
  for (int count = 0; count < 257; ++count) remarks += "<!--" + std::string(1UL << 20, 'x') + "-->";
  std::string& sheet = parts.back().second;
  sheet.insert(sheet.find("</sheetData>"), remarks);
  const std::string bytes = zipped(parts);
  EXPECT_LT(bytes.size(), 2UL << 20);
  EXPECT_EQ(tables::read({{"a.xlsx", bytes}}).error().key, "tables.unpacks_too_large");
}

TEST(Xlsx, OursIsReadWhereItsTableLies) {
  documents::Table table{"Behandlinger", {"Navn", "Antal", "Dag"}};
  table.kinds = {documents::Kind::text, documents::Kind::number, documents::Kind::date};
  table.rows = {{"=Løn_x0041_", "12", "2026-11-22"}, {"", "", ""}, {"to\nlinjer", "", ""}};
  documents::Document document{"Fortegnelse", "da", {table}};
  const Result<std::string> bytes = documents::write(document, documents::Format::xlsx);
  ASSERT_TRUE(bytes);
  const Result<Table> read = tables::read({{"a.xlsx", *bytes}});
  ASSERT_TRUE(read) << say(read.error());
  EXPECT_EQ(read->sheet, "Behandlinger");
  EXPECT_THAT(read->sheets, ElementsAre("Fortegnelse", "Behandlinger"));
  EXPECT_THAT(read->columns, ElementsAre("Navn", "Antal", "Dag"));
  ASSERT_EQ(read->lines.size(), 2U);
  EXPECT_EQ(read->lines[0].values[0].text, "=Løn_x0041_");
  EXPECT_EQ(read->lines[0].values[1], (Value{Value::Kind::number, "12", {}}));
  EXPECT_EQ(read->lines[0].values[2], (Value{Value::Kind::day, "2026-11-22", {}}));
  EXPECT_EQ(read->lines[1].number, 4U);
  EXPECT_EQ(read->lines[1].values[0].text, "to\nlinjer");
  EXPECT_TRUE(tables::read({{"a.xlsx", *bytes}}, "fortegnelse"));
  EXPECT_EQ(tables::read({{"a.xlsx", *bytes}}, "Ark7").error().key, "tables.no_such_sheet");
}

TEST(Xlsx, ThatOfAnotherProgramIsReadToo) {
  const TemporaryFolder folder;
  const std::string file = folder.file("a.xlsx");
  const std::string program =
      "/usr/bin/python3 -c \"import openpyxl, datetime, sys\n"
      "book = openpyxl.Workbook()\n"
      "sheet = book.active\n"
      "sheet.append(['Navn', 'Dag', 'Antal', 'Ja', 'Sum'])\n"
      "sheet.append(['Løn og ansættelse', datetime.date(2026, 11, 22), 1.5, True, '=1+1'])\n"
      "sheet.append([None, datetime.datetime(2026, 11, 22, 8, 30)])\n"
      "other = book.create_sheet('Skjult')\n"
      "other.append(['x', 'y'])\n"
      "book.save(sys.argv[1])\" " +
      file;
  ASSERT_EQ(std::system(program.c_str()), 0);
  std::stringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  const Result<Table> read = tables::read({{"a.xlsx", bytes.str()}});
  ASSERT_TRUE(read) << say(read.error());
  EXPECT_THAT(read->columns, ElementsAre("Navn", "Dag", "Antal", "Ja", "Sum"));
  EXPECT_THAT(
      read->lines[0].values,
      ElementsAre(Value{Value::Kind::text, "Løn og ansættelse", {}},
                  Value{Value::Kind::day, "2026-11-22", {}}, Value{Value::Kind::number, "1.5", {}},
                  Value{Value::Kind::yes_no, "yes", {}}, Value{Value::Kind::broken, "", {}}));
  EXPECT_EQ(read->lines[1].values[1], (Value{Value::Kind::instant, "2026-11-22T08:30:00", {}}));
  EXPECT_THAT(tables::read({{"a.xlsx", bytes.str()}}, "Skjult")->columns, ElementsAre("x", "y"));
}

}  // namespace
}  // namespace ombud::tables
