#include "cli/layout.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace ombud::cli {

namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(DisplayWidth, CountsColumnsAndNotBytes) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("åäö"), 3);
  EXPECT_EQ(display_width("a\u030a"), 1);  // a with a combining ring
  EXPECT_EQ(display_width("日本"), 4);
  EXPECT_EQ(display_width("e\u200bf"), 2);  // zero width space
  EXPECT_EQ(display_width(""), 0);
}

TEST(Harmless, TakesOutWhatWouldSteerATerminal) {
  EXPECT_EQ(harmless("a\x1b[2Jb", false), "a\ufffd[2Jb");
  EXPECT_EQ(harmless("a\u009b2Jb", false), "a\ufffd2Jb");  // CSI as one character
  EXPECT_EQ(harmless("\u202egnp.exe", false), "\ufffdgnp.exe");
  EXPECT_EQ(harmless("\u2066x\u2069", false), "\ufffdx\ufffd");
  EXPECT_EQ(harmless("a\xff"
                     "b",
                     false),
            "a\ufffdb");
  EXPECT_EQ(harmless(std::string_view("a\0b", 3), false),
            "a\ufffd"
            "b");
}

TEST(Harmless, KeepsLineBreaksOnlyWhereLinesAreWanted) {
  EXPECT_EQ(harmless("a\nb\tc\u2028d", false), "a b c d");
  EXPECT_EQ(harmless("a\r\nb\tc", true), "a\nb\tc");
}

TEST(Wrapped, BreaksAtSpacesAndLongWordsAnywhere) {
  const auto broken = [](std::string_view text, int width) {
    return wrapped(text, width, LongWords::broken);
  };
  EXPECT_THAT(broken("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(broken("abcdefghij k", 4), ElementsAre("abcd", "efgh", "ij k"));
  EXPECT_THAT(broken("åäöåäö", 3), ElementsAre("åäö", "åäö"));
  EXPECT_THAT(broken("日本語", 4), ElementsAre("日本", "語"));
  EXPECT_THAT(broken("a\nb", 10), ElementsAre("a", "b"));
  EXPECT_THAT(broken("one two three", 0), ElementsAre("one two three"));
}

TEST(Wrapped, ALongWordCanBeLeftWholeToBeCopied) {
  EXPECT_THAT(wrapped("key abcdefghij k", 6, LongWords::whole),
              ElementsAre("key", "abcdefghij", "k"));
}

TEST(Wrapped, KeepsTheIndentation) {
  EXPECT_THAT(wrapped("  one two three", 9, LongWords::whole), ElementsAre("  one two", "  three"));
  EXPECT_THAT(wrapped("      one two", 4, LongWords::whole), ElementsAre("one", "two"));
}

TEST(Table, SetsTextLeftAndNumbersRightByDisplayWidth) {
  EXPECT_EQ(table_text({{"Name"}, {"Rows", true}, {"Note"}},
                       {{"Åsa", "7", "x"}, {"日本", "1200", ""}, {"B"}}, {}),
            "Name  Rows  Note\n"
            "Åsa      7  x\n"
            "日本  1200\n"
            "B\n");
}

TEST(Table, OnATerminalEveryLineFitsAndNothingIsLost) {
  Page page;
  page.width = 40;
  const std::string text = table_text(
      {{"Field"}, {"Reason"}, {"Count", true}},
      {{"liva.member.national_id", "The name and nine of ten values say so", "123456"}}, page);
  std::string letters;
  for (const std::string& line : split(text, '\n')) {
    EXPECT_LE(display_width(line), 40) << line;
  }
  for (const char* word : {"nine", "values", "123456"}) EXPECT_THAT(text, HasSubstr(word));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Table, ATooNarrowTerminalStillShowsEverything) {
  Page page;
  page.width = 5;
  EXPECT_THAT(table_text({{"A", true}, {"B", true}}, {{"1234567", "7654321"}}, page),
              HasSubstr("1234567  7654321"));
}

TEST(Table, ACellIsOneLineWhateverItHolds) {
  EXPECT_EQ(table_text({{"A"}, {"B"}}, {{"x\ny", "\x1b[31mred"}}, {}),
            "A    B\nx y  \ufffd[31mred\n");
}

TEST(Table, HeadingsAreBoldOnlyWhereStyled) {
  Page page;
  page.styled = true;
  EXPECT_EQ(table_text({{"A"}}, {{"x"}}, page), "\x1b[1mA\x1b[0m\nx\n");
}

TEST(Facts, StandInOneWidth) {
  EXPECT_EQ(facts_text({{"Erased", "3 rows"}, {"Åter", "0"}, {"Kept", "a\nb"}}, {}),
            "Erased  3 rows\nÅter    0\nKept    a\n        b\n");
}

TEST(Facts, WrapUnderThemselvesOnATerminal) {
  Page page;
  page.width = 24;
  EXPECT_EQ(facts_text({{"Kept", "the voucher, for seven years"}}, page),
            "Kept  the voucher, for\n      seven years\n");
}

TEST(ProgressLine, SaysHowFarHowFastAndHowLong) {
  const Progressed half{"rows", 5000, 10000, std::chrono::seconds(10)};
  Page page;
  page.width = 100;
  const std::string line = progress_line(half, page, Language::en);
  EXPECT_THAT(line, HasSubstr("rows  ████████████░░░░░░░░░░░░   50 %"));
  EXPECT_THAT(line, HasSubstr("500/s  10 s left"));
}

TEST(ProgressLine, FitsANarrowTerminal) {
  const Progressed half{"rows", 5000, 10000, std::chrono::seconds(10)};
  for (const int width : {80, 60, 40, 20, 8, 3}) {
    Page page;
    page.width = width;
    EXPECT_LT(display_width(progress_line(half, page, Language::en)), width);
  }
}

TEST(ProgressLine, WithoutATotalOnlyCountAndRate) {
  EXPECT_EQ(progress_line({"rows", 300, 0, std::chrono::seconds(3)}, {}, Language::en),
            "rows  300  100/s");
}

TEST(ProgressLine, MoreThanAllIsAHundredPercent) {
  EXPECT_THAT(progress_line({"rows", 12, 10, std::chrono::seconds(3)}, {}, Language::en),
              HasSubstr("100 %"));
}

}  // namespace

}  // namespace ombud::cli
