// DOCX and XLSX as others read them: python-docx, openpyxl, and LibreOffice where it is installed.

#include <cstdlib>
#include <sstream>

#include "documents/reading_test.h"
#include "documents/sample_test.h"
#include "documents/xlsx.h"

namespace ombud::documents {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string docx(const Document& document) {
  return Written(document, Format::docx)
      .read_by("/usr/bin/python3 -B tests/documents/read_docx.py");
}

std::string xlsx(const Document& document) {
  return Written(document, Format::xlsx)
      .read_by("/usr/bin/python3 -B tests/documents/read_xlsx.py");
}

// A part of an archive.
constexpr const char* part_reader =
    "/usr/bin/python3 -c 'import sys, zipfile; "
    "print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())'";

TEST(Docx, HeadingsListsAndTableHeadsAreWhatTheyAreCalled) {
  const std::string read = docx(sample_document());
  for (const char* line :
       {R"({"style": "Title", "text": "Registerförteckning för Förbundet Exempel"})",
        R"({"style": "Heading 1", "text": "Medlemsadministration"})",
        R"({"style": "Heading 2", "text": "Så går det till"})",
        R"({"style": "List Paragraph", "text": "Ansökan tas emot"})",
        R"({"style": "Caption", "text": "Figur 1. Hur uppgifterna går"})",
        R"({"head": true, "cells": ["Kategori", "Uppgifter", "Antal", "Äldsta", "Kontakt"]})",
        R"({"head": false, "cells": ["Anhöriga", "Namn\ntelefon", "−7,5", "", "0701740606"]})",
        R"({"head": false, "cells": ["Telefon", "+46 70 174 06 05"]})"})
    EXPECT_THAT(read, HasSubstr(line));
  EXPECT_THAT(read, HasSubstr("ta emot avgifter, företräda dem och svara enligt artikel 15."));
  EXPECT_THAT(read, HasSubstr("محمد الأمين, יוסף, 🎉 och 中文."));
}

TEST(Docx, SaysItsTitleLanguageDateAndPages) {
  EXPECT_THAT(docx(sample_document()),
              AllOf(HasSubstr(R"("title": "Registerförteckning för Förbundet Exempel")"),
                    HasSubstr(R"("author": "Förbundet Exempel", "made": "2026-11-22T00:00:00")"),
                    HasSubstr(R"("language": "sv-SE", "wide": false)"),
                    HasSubstr(R"(Art. 30.1 GDPR\tSida 1 av 1)")));
  Document wide = of({});
  wide.language = "nb";
  wide.page.landscape = true;
  EXPECT_THAT(docx(wide), HasSubstr(R"("language": "nb-NO", "wide": true)"));
}

TEST(Docx, EachNumberedListBeginsAtOne) {
  const List list{true, {{{"a"}}, {{"b"}}}};
  const Written file(of({list, list}), Format::docx);
  const std::string body = file.read_by(part_reader, "word/document.xml");
  EXPECT_EQ(times(body, "<w:numId w:val=\"2\"/>"), 2U);
  EXPECT_EQ(times(body, "<w:numId w:val=\"3\"/>"), 2U);
  EXPECT_EQ(times(file.read_by(part_reader, "word/numbering.xml"), "w:startOverride"), 2U);
}

const char* const evil = "]]></w:t><script>&amp;\"'\x1b\x01\ufffe\xff_x0041_ {PAGE}";

Document hostile() {
  Document document =
      of({Heading{1, evil}, Paragraph{evil, {{evil, true, true, std::string("https:") + evil}}},
          Notice{evil}, Facts{{{evil, evil}}}, Table{evil, {evil}, {{evil}}},
          List{true, {{{evil}}}}, sample_figure()});
  document.title = evil;
  document.author = evil;
  document.language = evil;
  document.page = {.head = evil, .foot = evil};
  return document;
}

TEST(Docx, HostileTextIsTextAndNothingElse) {
  // The reader also parses every part as XML.
  EXPECT_GE(times(docx(hostile()), R"(]]></w:t><script>&amp;\"')"), 9U);
}

TEST(Xlsx, HostileTextIsTextAndNothingElse) {
  const std::string read = xlsx(hostile());
  EXPECT_GE(times(read, R"(]]></w:t><script>&amp;\"')"), 9U);
  // What a reader would take for an escape stays what it is.
  EXPECT_GE(times(read, "_x0041_ {PAGE}"), 8U);
}

TEST(Xlsx, CellsAreNumbersAndDatesWhereTheColumnSaysSo) {
  const std::string read = xlsx(sample_document());
  EXPECT_THAT(read,
              HasSubstr(R"(["n", "12345"], ["d", "1998-04-01 00:00:00"], ["s", "+46701740605"])"));
  EXPECT_THAT(read, HasSubstr(R"(["n", "-7.5"], null, ["s", "0701740606"])"));
  EXPECT_THAT(
      read,
      HasSubstr(R"x([["s", "=1+1"], ["s", "@SUM(A1)"], ["s", "00123"], ["s", "2026-02-30"])x"));
  Table table{"T", {"i"}, {{"2026-11-22T10:30:00Z"}, {"1899-01-01T00:00:00Z"}}};
  table.kinds = {Kind::instant};
  EXPECT_THAT(xlsx(of({table})), AllOf(HasSubstr(R"(["d", "2026-11-22 10:30:00"])"),
                                       HasSubstr(R"(["s", "1899-01-01T00:00:00Z"])")));
}

TEST(Xlsx, NoTextBecomesAFormulaOrANumber) {
  Table table{"T", {"=A1", "b"}, {}};
  for (const char* cell :
       {"=1+1", "+46701740605", "-1", "@a", "\t=1", "\r=1", "'=1", "\uff1d1", "1e5", "007",
        "802001-2345", "199001012384", "2026-11-22", "TRUE", "#N/A", "1234567890123456"}) {
    table.rows.push_back({cell, cell});
  }
  table.kinds = {Kind::text, Kind::number};
  const std::string read = xlsx(of({table}));
  EXPECT_THAT(read, Not(HasSubstr(R"(["f")")));
  EXPECT_THAT(read, Not(HasSubstr(R"(["e")")));
  EXPECT_THAT(read, Not(HasSubstr(R"(["b")")));
  // Only what is a number in a column of numbers.
  EXPECT_EQ(times(read, R"(["n", )"), 2U);
  for (const char* text : {R"(["s", "007"])", R"(["s", "1234567890123456"])", R"(["s", "1e5"])"})
    EXPECT_EQ(times(read, text), 2U) << text;
}

TEST(Xlsx, ATableIsASheetWithAFrozenHeadAndFilters) {
  EXPECT_THAT(xlsx(sample_document()),
              HasSubstr(R"({"sheet": "Kategorier av registrerade och", "frozen": "A2", )"
                        R"("filter": "A1:E4", "titles": "$1:$1"})"));
}

TEST(Xlsx, SheetsHaveNamesThatExcelTakesAndNoneTwice) {
  Document document = of({});
  for (const char* caption :
       {"a/b:[c]*?", "A B  C", "History", "'x'", "", "a/b:[c]*?",
        "En mycket lång rubrik över en tabell 1", "En mycket lång rubrik över en tabell 2"})
    document.blocks.emplace_back(Table{caption, {"x"}, {}});
  const std::string read = xlsx(document);
  for (const char* name :
       {"\"a b c\"", "\"A B C (2)\"", "\"a b c (3)\"", "\"History 1\"", "\"x\"", "\"6\"",
        "\"En mycket lång rubrik över en t\"", "\"En mycket lång rubrik över (2)\""})
    EXPECT_EQ(times(read, std::string("\"sheet\": ") + name), 1U) << name << read;
}

TEST(Xlsx, ManyTablesLoseNothing) {
  Document document = of({});
  for (int i = 0; i < 260; ++i)
    document.blocks.emplace_back(
        Table{"T" + std::to_string(i), {"h"}, {{"cell" + std::to_string(i)}}});
  const std::string read = xlsx(document);
  for (int i = 0; i < 260; ++i)
    EXPECT_EQ(times(read, "\"cell" + std::to_string(i) + "\""), 1U) << i;
}

TEST(Xlsx, ATableThatNoSheetHoldsIsRefused) {
  Table table{"T", {"x"}, {}};
  int left = 1'048'576;
  table.further = [&](Row& row) -> Result<bool> {
    row = {""};
    return left-- > 0;
  };
  const auto refused = write(of({table}), Format::xlsx);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().key, "documents.too_many_rows");
  EXPECT_EQ(refused.error().code, Errc::invalid);
  EXPECT_FALSE(write(of({Table{"T", {}, {Row(16'385, "x")}}}), Format::xlsx).has_value());
}

TEST(Office, IsTheSameEveryTimeAndSaysItsKindByItsBeginning) {
  for (const Format format : {Format::docx, Format::xlsx}) {
    const auto first = write(sample_document(), format);
    EXPECT_EQ(*first, *write(sample_document(), format));
    EXPECT_EQ(first->find("[Content_Types].xml"), 30U);
  }
}

TEST(Office, LibreOfficeReadsTheSame) {
  if (std::system("command -v soffice >/dev/null") != 0)
    GTEST_SKIP()
        << "LibreOffice is not installed (libreoffice-writer-nogui, libreoffice-calc-nogui)";
  const TemporaryFolder folder;
  const auto converted = [&](const Document& document, Format format, const std::string& filter) {
    Written(document, format)
        .read_by("soffice -env:UserInstallation=file://" + folder.path() +
                 "/home --headless --convert-to '" + filter + "' --outdir " + folder.path());
  };
  converted(sample_document(), Format::docx, "txt:Text (encoded):UTF8");
  const std::string text = said_by("cat " + folder.file("document.txt"));
  for (const char* line :
       {"Registerförteckning för Förbundet Exempel\n", "    1. Ansökan tas emot\n",
        "        2. på webben\n", "+46701740605\n", "=1+1\n", "0701740606\n",
        "Źdźbło Łukasz, Väinö Yliöjä, Ægir Þórsson, Ἀλέξανδρος, Юлия, محمد"})
    EXPECT_THAT(text, HasSubstr(line));
  // The second sheet, with formulas as such and quotes where they are needed.
  converted(sample_document(), Format::xlsx,
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2");
  const std::string rows = said_by("cat " + folder.path() + "/*.csv");
  EXPECT_THAT(rows, HasSubstr("Kategori,Uppgifter,Antal,Äldsta,Kontakt\n"
                              "Medlemmar,\"Namn, personnummer, medlemskap i fackförening\",12345,"
                              "1998-04-01,+46701740605\n"));
  EXPECT_THAT(rows, HasSubstr("=1+1,@SUM(A1),00123,2026-02-30,802001-2345\n"));
}

}  // namespace

}  // namespace ombud::documents
