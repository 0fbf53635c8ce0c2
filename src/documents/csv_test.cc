#include <gmock/gmock.h>

#include "documents/documents.h"

namespace ombud::documents {

namespace {

std::string safe(const std::string& cell) {
  const std::string line = csv_line({cell}, true);
  std::string inner;
  for (std::size_t i = 1; i + 3 < line.size(); ++i) {
    inner += line[i];
    if (line[i] == '"') ++i;  // Doubled.
  }
  return inner;
}

// A reader by RFC 4180, to prove that what is written can be read.
std::vector<std::vector<std::string>> read(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    if (in_quotes && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"')
      cell += text[i++];
    else if (text[i] == '"')
      in_quotes = !in_quotes;
    else if (!in_quotes && text[i] == ',')
      rows.back().emplace_back();
    else if (!in_quotes && text.substr(i, 2) == "\r\n" && ++i > 0)
      rows.push_back({""});
    else
      cell += text[i];
  }
  rows.pop_back();
  return rows;
}

TEST(Csv, ForMachinesEveryTextComesBackExactly) {
  const std::vector<std::vector<std::string>> rows = {
      {"a", "b", "c"},
      {"=1+1", "-5", "+46701740605"},
      {"x,y", "he said \"no\"", "two\nlines\r\nand more"},
      {"", " ", "Åsa Øre"},
      {"\"", "\r", std::string("\0", 1)},
  };
  Table table;
  table.columns = rows[0];
  table.rows = {rows.begin() + 1, rows.end()};
  EXPECT_EQ(read(to_csv(table, false)), rows);
}

TEST(Csv, QuotesOnlyWhereNeededForMachines) {
  EXPECT_EQ(csv_line({"a", "b;c", "d\"e"}, false), "a,b;c,\"d\"\"e\"\r\n");
  EXPECT_EQ(csv_line({""}, false), "\"\"\r\n");
  EXPECT_EQ(csv_start(false), "");
}

TEST(Csv, ForSpreadsheetsHasMarkSemicolonsAndQuotes) {
  Table table;
  table.columns = {"Name", "Rows"};
  table.rows = {{"Åsa \"A\"", "7"}};
  EXPECT_EQ(to_csv(table, true), "\xef\xbb\xbf\"Name\";\"Rows\"\r\n\"Åsa \"\"A\"\"\";\"7\"\r\n");
}

TEST(Csv, WhatASpreadsheetTakesForAFormulaBecomesText) {
  for (const std::string cell :
       {"=1+1", "+1",   "+46701740605", "-1+1",     "-cmd",     "@SUM(A1)", "\t=1",
        "\tx",  "\nx",  " =1",          "\u00a0=1", "\u200b=1", "\ufeff=1", "\u3000=1",
        "＝1",  "＋1",  "－1",          "＠1",      "﹦1",      "−1+cmd",   "-",
        "--5",  "-5-5", "-5.",          "-.5",      "-1.2.3",   "-1e5",     "\x01=1"})
    EXPECT_EQ(safe(cell), "'" + cell) << cell;
}

TEST(Csv, ALineInsideACellIsNoFormulaEither) {
  EXPECT_EQ(safe("a\n=1"), "a\n'=1");
  EXPECT_EQ(safe("\n=1"), "'\n'=1");
  EXPECT_EQ(safe("\r=1"), "'\r'=1");
  EXPECT_EQ(safe("a\r\n @x\nb"), "a\r\n' @x\nb");
  EXPECT_EQ(safe("=a\r=b"), "'=a\r'=b");
}

TEST(Csv, NumbersAndOrdinaryTextStayAsTheyAre) {
  for (const std::string cell : {"-5", "-1234,50", "-0.5", "5", "08-465 004 00", "a=b", "a-b", "",
                                 " ", "a\nb", "Åsa", "'quoted'", "anna@example.org"})
    EXPECT_EQ(safe(cell), cell) << cell;
}

}  // namespace

}  // namespace ombud::documents
