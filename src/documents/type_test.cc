#include "documents/type.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "documents/columns.h"
#include "documents/hyphens.h"

namespace ombud::documents {

namespace {

using testing::ElementsAre;

class TypeTest : public testing::Test {
 protected:
  std::vector<std::string> lines(std::string_view text, double width) {
    std::vector<std::string> all;
    for (const Line& line : type_->set(text, {.size = 10, .width = width})) {
      std::string whole;
      for (const Stretch& stretch : line.stretches) whole += stretch.text;
      if (width > 0) {
        EXPECT_LE(line.width, width + 0.02) << whole;
      }
      all.push_back(whole);
    }
    return all;
  }

  double width(std::string_view text) { return type_->set(text, {.size = 10}).front().width; }

  std::unique_ptr<Type> type_ = *Type::open("sv");
};

TEST_F(TypeTest, LinesAreBrokenAtBlanksAndWhereTheTextSaysSo) {
  EXPECT_THAT(lines("ett två\ntre", 0), ElementsAre("ett två", "tre"));
  EXPECT_THAT(lines("ett två tre", width("ett två") + 1), ElementsAre("ett två", "tre"));
  EXPECT_THAT(lines("", 50), ElementsAre(""));
  EXPECT_THAT(lines("a\n\nb", 50), ElementsAre("a", "", "b"));
}

TEST_F(TypeTest, ACodeIsKeptWholeWhereALineHoldsIt) {
  EXPECT_THAT(lines("rad B-00/1 och B-00/2", width("rad B-00/1")),
              ElementsAre("rad B-00/1", "och", "B-00/2"));
}

TEST_F(TypeTest, AWordThatNoLineHoldsIsBrokenAfterASignOrElseAnywhere) {
  EXPECT_THAT(lines("https://www.example.org/enlångadress", width("https://www.example.org/") + 2),
              ElementsAre("https://www.example.org/", "enlångadress"));
  std::string together;
  for (const std::string& line : lines(std::string(50, 'x'), 60)) together += line;
  EXPECT_EQ(together, std::string(50, 'x'));
}

TEST_F(TypeTest, ALongWordIsDividedWhereItsLanguageDividesIt) {
  const std::string word = "Personuppgiftsbiträdesavtal";
  const double room = width("Personuppgiftsbi");
  const auto divided = lines(word, room);
  ASSERT_EQ(divided.size(), 2U);
  EXPECT_EQ(divided[0], "Personuppgifts");
  // The hyphen is drawn, and is no part of the text.
  const std::vector<Line> set = type_->set(word, {.size = 10, .width = room});
  const Stretch& first = set.front().stretches.back();
  EXPECT_EQ(first.glyphs.size(), divided[0].size() + 1);
  EXPECT_EQ(first.glyphs.back().begin, first.glyphs.back().end);
  // What has room is never divided.
  EXPECT_THAT(lines("Ett " + word, width(word) + 1), ElementsAre("Ett", word));
}

TEST(Hyphens, LeaveThreeLettersOnEitherSideInEveryLanguage) {
  for (const char* language : {"sv", "da", "nb", "en"}) {
    const auto places = Hyphens::of(language)->places("Databehandleraftaleadministration");
    ASSERT_FALSE(places.empty()) << language;
    EXPECT_GE(places.front(), 3U);
    EXPECT_LE(places.back(), 30U);
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  }
  EXPECT_TRUE(Hyphens::of("sv")->places("B-00/123").empty());
  EXPECT_TRUE(Hyphens::of("sv")->places("").empty());
  EXPECT_TRUE(Hyphens::of("sv")->places("\u0416\u0438\u0437\u043d\u044c\u0438\u0436").empty());
  // Bytes of letters that take two.
  for (const std::size_t place : Hyphens::of("sv")->places("försäkringsåldersgräns"))
    EXPECT_NE(static_cast<unsigned char>("försäkringsåldersgräns"[place]) & 0xc0U, 0x80U);
}

TEST_F(TypeTest, BothWaysOfSettingLoseNoText) {
  std::mt19937 random(5);
  const char* const pieces[] = {
      "a",      "å",      "ord ", "B-1/", " ",      "\n", "محمد ",
      "יוסף",   "中文",   "🎉",   "é",    "\u00ad", "ﬁ",  "långtordsominteryms",
      "\u00a0", "e\u0301"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (unsigned i = 0; i < 1 + random() % 12; ++i) text += pieces[random() % std::size(pieces)];
    const auto letters = [](const std::string& all) {
      std::string kept;
      for (const char c : all)
        if (c != ' ' && c != '\n') kept += c;
      std::sort(kept.begin(), kept.end());  // The eye's order is not the text's.
      return kept;
    };
    std::string together;
    for (const Line& line : type_->set(text, {.size = 10, .width = 70}))
      for (const Stretch& stretch : line.stretches) together += stretch.text;
    EXPECT_EQ(letters(together), letters(text)) << text;
  }
}

TEST_F(TypeTest, RunsKeepTheirPlaceWhicheverWayTheyAreSet) {
  for (const char* second : {"fet", "محمد"}) {
    const std::vector<documents::Run> runs = {{"först "}, {second, true}, {" sist"}};
    std::vector<int> seen;
    for (const Line& line : type_->set(runs, {.size = 10}))
      for (const Stretch& stretch : line.stretches)
        if (seen.empty() || seen.back() != stretch.run) seen.push_back(stretch.run);
    EXPECT_THAT(seen, ElementsAre(0, 1, 2)) << second;
  }
}

TEST(Showable, BrokenBytesAndControlsBecomeAMarkAndLinesLines) {
  EXPECT_EQ(showable("a\r\nb\rc\td\x1b\xff\u2028e"), "a\nb\nc d\ufffd\ufffd\ne");
}

double sum(const std::vector<double>& all) { return std::accumulate(all.begin(), all.end(), 0.0); }

TEST(Columns, FillTheRoomExactlyAndKeepWordsWholeWhereTheyFit) {
  std::mt19937 random(3);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<Wanted> wanted(1 + random() % 12);
    for (Wanted& one : wanted) {
      one.word = 5 + random() % 80;
      one.line = one.word + random() % 600;
    }
    const double room = 100 + random() % 700;
    const std::vector<double> widths = column_widths(wanted, room);
    ASSERT_EQ(widths.size(), wanted.size());
    EXPECT_NEAR(sum(widths), room, 0.01);
    for (std::size_t i = 0; i < widths.size(); ++i) {
      EXPECT_GT(widths[i], 0);
      if (words_fit(wanted, room)) {
        EXPECT_GE(widths[i], wanted[i].word - 0.01);
      }
    }
  }
}

TEST(Columns, WhatSaysMoreGetsMore) {
  const auto widths = column_widths({{.line = 40, .word = 30}, {.line = 900, .word = 50}}, 400);
  EXPECT_GE(widths[0], 30);
  EXPECT_LE(widths[0], 41);
  EXPECT_GT(widths[1], 350);
}

}  // namespace

}  // namespace ombud::documents
