#include "base/sentence.h"

#include <gtest/gtest.h>

namespace ombud {

namespace {

TEST(Sentence, EachPlaceIsItsParameter) {
  EXPECT_EQ(filled("{what} in {where}", {{"where", "liva"}, {"what", "Rows"}}), "Rows in liva");
  EXPECT_EQ(filled("nothing", {{"count", "1"}}), "nothing");
}

TEST(Sentence, AWordFollowsItsNumber) {
  const char* sentence = "{count} {count:record was|records were} changed.";
  EXPECT_EQ(filled(sentence, {{"count", "1"}}), "1 record was changed.");
  for (const char* several : {"0", "2", "11", "1 000", "1,000"})
    EXPECT_EQ(filled(sentence, {{"count", several}}),
              std::string(several) + " records were changed.");
}

TEST(Sentence, AFormMayBeEmpty) {
  EXPECT_EQ(filled("{n} row{n:|s}", {{"n", "1"}}), "1 row");
  EXPECT_EQ(filled("{n} row{n:|s}", {{"n", "2"}}), "2 rows");
}

TEST(Sentence, APlaceWithoutItsParameterIsSeen) {
  EXPECT_EQ(filled("{n} {n:row|rows}", {}), "{n} {n:row|rows}");
  EXPECT_EQ(filled("{", {{"", "x"}}), "{");
}

TEST(Sentence, BracesAndWordsInsideAParameterAreNoPlace) {
  EXPECT_EQ(filled("{n} {x}", {{"n", "{x:a|b}"}, {"x", "1"}}), "{x:a|b} 1");
}

}  // namespace

}  // namespace ombud
