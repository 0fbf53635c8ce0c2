#include "tables/csv_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "tables/csv_dialect.h"

namespace ombud::tables {
namespace {

using testing::ElementsAre;

// Hands its text out in pieces of one size.
class Pieces final : public Source {
 public:
  Pieces(std::string_view text, std::size_t size) : text_(text), size_(size) {}

  Result<std::string_view> more() override {
    const std::string_view piece = text_.substr(0, size_);
    text_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view text_;
  std::size_t size_;
};

/// Every record as "field|field", a field without anything as "-"; or the error with its line.
std::vector<std::string> read(std::string_view text, char separator = ',', std::size_t piece = 1) {
  Pieces source(text, piece);
  RecordReader reader(source, separator, "f.csv");
  std::vector<std::string> records;
  std::string bytes;
  while (true) {
    const Result<const Record*> record = reader.next();
    if (!record) {
      EXPECT_EQ(record.error().code, Errc::invalid);
      EXPECT_NE(say(record.error()), record.error().key);
      records.push_back(record.error().key + ":" + record.error().params.back().second);
      return records;
    }
    if (*record == nullptr) break;
    bytes += (*record)->bytes;
    std::string shown;
    for (std::size_t i = 0; i < (*record)->parts.size(); ++i)
      shown += (i == 0 ? "" : "|") + (*record)->value(i).value_or("-");
    records.push_back(shown);
  }
  EXPECT_EQ(bytes, text);
  return records;
}

TEST(Records, AreTheSameWhateverThePieces) {
  const std::string text = "a,\"b \"\"c\"\", d\"\r\n\"x\ny\",\n,\"\"\r\n";
  for (std::size_t piece = 1; piece < 20; ++piece)
    EXPECT_THAT(read(text, ',', piece), ElementsAre("a|b \"c\", d", "x\ny|-", "-|"));
}

TEST(Records, MayLackTheLastLineEnd) {
  EXPECT_THAT(read("a,b"), ElementsAre("a|b"));
  EXPECT_THAT(read("a,"), ElementsAre("a|-"));
  EXPECT_THAT(read("\"a\""), ElementsAre("a"));
  EXPECT_THAT(read(""), ElementsAre());
  EXPECT_THAT(read("\n"), ElementsAre("-"));
}

TEST(Records, HaveAnySeparator) {
  EXPECT_THAT(read("a;b,c\td\n", ';'), ElementsAre("a|b,c\td"));
  EXPECT_THAT(read("a\t\"b\tc\"\n", '\t'), ElementsAre("a|b\tc"));
}

TEST(Records, KeepSpacesAndOtherLettersAsTheyAre) {
  EXPECT_THAT(read(" a , Å \xC5\n"), ElementsAre(" a | Å \xC5"));
}

TEST(Records, RefuseAQuoteInTheMiddle) {
  EXPECT_THAT(read("a,b\nx,y\"z\n"), ElementsAre("a|b", "tables.csv_stray_quote:2"));
  EXPECT_THAT(read("\"a\"b\n"), ElementsAre("tables.csv_stray_quote:1"));
  EXPECT_THAT(read(" \"a\"\n"), ElementsAre("tables.csv_stray_quote:1"));
}

TEST(Records, RefuseAQuoteThatNeverEndsAtTheLineItsRecordBegins) {
  EXPECT_THAT(read("a\n\"x\ny\n\",\"z\n\n"), ElementsAre("a", "tables.csv_open_quote:2"));
  EXPECT_THAT(read("\""), ElementsAre("tables.csv_open_quote:1"));
}

TEST(Records, RefuseACarriageReturnAlone) {
  EXPECT_THAT(read("a,b\rc,d\r"), ElementsAre("tables.csv_stray_return:1"));
  EXPECT_THAT(read("a\r"), ElementsAre("tables.csv_stray_return:1"));
  EXPECT_THAT(read("\"a\rb\"\n"), ElementsAre("a\rb"));  // Inside quotes it is a sign like others.
}

TEST(Records, RefuseARecordThatNeverEnds) {
  const std::string text = "a\n\"" + std::string(17 << 20, 'x');
  EXPECT_THAT(read(text, ',', 1 << 16), ElementsAre("a", "tables.csv_long_record:2"));
}

char separator(std::string_view text, bool whole = true) {
  return dialect_of(text, whole).separator;
}

TEST(Dialect, IsTheSeparatorThatGivesEvenRecords) {
  EXPECT_EQ(separator("a,b\n1,2\n"), ',');
  EXPECT_EQ(separator("a;b\n1,5;2,5\n1;2\n"), ';');
  EXPECT_EQ(separator("a\tb\n1,2\t3;4\n"), '\t');
  EXPECT_EQ(separator("a|b|c\n1|2|3\n"), '|');
  EXPECT_EQ(separator("name, full;b\nx;y\n"), ';');
  EXPECT_EQ(separator("a;b;c\n\"x,y\";1;2\n"), ';');
  EXPECT_EQ(separator("name\nx\n"), ',');
  EXPECT_EQ(separator(""), ',');
}

TEST(Dialect, IsTheHeadersWhereNoneGivesEvenRecords) {
  EXPECT_EQ(separator("a;b;c\n1;2\n"), ';');
  EXPECT_EQ(separator("a,b,c\n1,\"2\n"), ',');
}

TEST(Dialect, JudgesNothingByARecordThatIsCutOff) {
  EXPECT_EQ(separator("a;b;c\n1;2;3\n1;2", false), ';');
  EXPECT_EQ(separator("a;b,x\n1;\"2", false), ';');
}

TEST(Dialect, KeepsWhatStandsBeforeTheHeader) {
  EXPECT_EQ(dialect_of("\xEF\xBB\xBF"
                       "a;b\n",
                       true)
                .prefix_bytes,
            3U);
  const Dialect excel = dialect_of("\xEF\xBB\xBFsep=|\r\na;b|c\r\n", true);
  EXPECT_EQ(excel.prefix_bytes, 10U);
  EXPECT_EQ(excel.separator, '|');
  EXPECT_EQ(excel.first_line, 2U);
  EXPECT_EQ(dialect_of("sep=\n1\n", true).prefix_bytes, 0U);
  EXPECT_EQ(dialect_of("sep=ab\n1\n", true).prefix_bytes, 0U);
}

}  // namespace
}  // namespace ombud::tables
