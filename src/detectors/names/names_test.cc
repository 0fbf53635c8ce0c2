#include <gmock/gmock.h>

#include "base/clock.h"
#include "detectors/characters.h"
#include "detectors/detectors.h"
#include "detectors/finders.h"
#include "detectors/names/features.h"
#include "detectors/names/model.h"

namespace ombud::detectors {
namespace {

using tagging::Gap;
using tagging::Shape;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(std::string_view text, double least_score = 0.5) {
  Options options{{*parse_day("2026-11-21"), Country::se}, least_score, {Kind::name}};
  std::vector<std::string> found;
  for (const Finding& finding : find(text, options))
    found.emplace_back(text.substr(finding.start, finding.end - finding.start));
  return found;
}

std::vector<tagging::Token> tokens(std::string_view text) {
  std::vector<tagging::Token> read;
  tagging::read_tokens(text, read);
  return read;
}

TEST(NameTokens, AreWordsAsTheyAreWritten) {
  std::vector<Shape> shapes;
  for (const tagging::Token& token :
       tokens("anna Anna ANNA A. A McKay Carl-Johan Oslo-mannen VG-chefen SVT:s B2"))
    shapes.push_back(token.shape);
  EXPECT_THAT(shapes,
              ElementsAre(Shape::lower, Shape::capital, Shape::capitals, Shape::initial,
                          Shape::letter, Shape::inner, Shape::capital_capital, Shape::capital_lower,
                          Shape::capitals_lower, Shape::capitals_genitive, Shape::digits));
}

TEST(NameTokens, KnowWhatStandsBetweenThem) {
  std::vector<Gap> gaps;
  for (const tagging::Token& token : tokens("Åsa Ek, J.K. Ek: Bo. Bo\nEk (Ek) a@b.se A/S – Ek"))
    gaps.push_back(token.gap);
  EXPECT_THAT(gaps, ElementsAre(Gap::edge, Gap::blank, Gap::comma, Gap::initial, Gap::initial,
                                Gap::colon, Gap::stop, Gap::line, Gap::quote, Gap::other,
                                Gap::glued, Gap::glued, Gap::blank, Gap::slash, Gap::dash));
}

TEST(NameTokens, BelongTogetherWhereALongLineWasWrapped) {
  const std::string line = "I dag har vi talat med flera av de anställda om saken, bl.a. Karin";
  EXPECT_EQ(tokens(line + "\nEk").back().gap, Gap::blank);
  EXPECT_EQ(tokens("Karin\nEk").back().gap, Gap::line);
}

TEST(NameTokens, AreFoldedAsEverywhere) {
  for (const std::string_view word : {"ÅSA", "Ødegård", "Łukasz", "Žižek", "ĐOKOVIĆ", "Groß",
                                      "A\xcc\x8asa", "Ÿves", "İbrahim", "Анна", "Søren"}) {
    tagging::Folded folded;
    tagging::fold_word(word, folded);
    EXPECT_EQ(folded.view(), quick_fold(word)) << word;
  }
}

TEST(NameLexicon, KnowsNamesInTheirCases) {
  EXPECT_TRUE(tokens("Anna")[0].classes & tagging::is_given);
  EXPECT_TRUE(tokens("Annas")[0].classes & tagging::is_genitive);
  EXPECT_TRUE(tokens("VIRTANEN")[0].classes & tagging::is_surname_here);
  EXPECT_TRUE(tokens("Virtasella")[0].classes & tagging::is_inflected);
  EXPECT_TRUE(tokens("Carl-Johan")[0].classes & tagging::is_given);
  EXPECT_TRUE(tokens("Göteborg")[0].classes & tagging::is_country);
  EXPECT_FALSE(tokens("Blarghson")[0].classes & tagging::any_name);
}

TEST(NameModel, IsReadAsItIsWritten) {
  const tagging::Weights weights{2, 3, 0.5f, {-45, -1, 0, 1, 44, 45}};
  const tagging::Weights read = tagging::read_weights(tagging::written(weights));
  EXPECT_EQ(read.values, weights.values);
  EXPECT_EQ(read.slots, 2u);
  EXPECT_FLOAT_EQ(read.scale, 0.5f);
}

TEST(NameModel, TellsWordsByTheirLook) {
  const tagging::Weights weights = tagging::read_weights(model_file("look"));
  const tagging::Look surname = tagging::look_of(weights, "blargvistsson");
  const tagging::Look word = tagging::look_of(weights, "avtalshanteringen");
  EXPECT_GT(surname[2], 80);
  EXPECT_GT(word[0], 80);
}

TEST(Names, AreFoundInNotesHoweverTheyAreWritten) {
  EXPECT_THAT(names("anna karlsson ringde om lönen"), ElementsAre("anna karlsson"));
  EXPECT_THAT(names("Ring Anna på måndag"), ElementsAre("Anna"));
  EXPECT_THAT(names("Handläggare: KARIN EK"), ElementsAre("KARIN EK"));
  EXPECT_THAT(names("Ifølge H.C. Kragelund er sagen lukket."), ElementsAre("H.C. Kragelund"));
  EXPECT_THAT(names("Karlsson, Anna"), ElementsAre("Karlsson, Anna"));
  EXPECT_THAT(names("Møte med Ragnhild Moen og Yusuf Warsame kl. 14"),
              ElementsAre("Ragnhild Moen", "Yusuf Warsame"));
}

TEST(Names, AreNotWhatOnlyLooksLikeThem) {
  for (const std::string_view text :
       {"Johan Berg AB", "Berg Holding", "Stockholm", "Göteborg", "Storbritannien", "Standard",
        "Betald", "Rock", "Easy Listening", "Windows 11", "Volvo V70", "Regeringen föreslår",
        "Politiet søger vidner", "VIKTIGT", "Hans bil är röd", "Per månad 200 kr",
        "anna.berg@example.se"})
    EXPECT_THAT(names(text), IsEmpty()) << text;
}

TEST(Names, AreRememberedInTheSameText) {
  // A surname that is in no list, alone: only the whole name before it tells what it is.
  EXPECT_THAT(names("Vi talade med Karin Zworgel. Senare ville Zworgel ha svar."),
              ElementsAre("Karin Zworgel", "Zworgel"));
}

TEST(Names, AreFoundOnBothSidesOfWhereALongTextIsCut) {
  const std::string sentence = "Vi har talat med Karin Ek om avtalet som gäller nu. ";
  std::string text;
  while (text.size() < (1u << 20) + 500) text += sentence;
  std::vector<Finding> found;
  find_names({text, {}, {}}, found);
  EXPECT_EQ(found.size(), text.size() / sentence.size());
}

}  // namespace
}  // namespace ombud::detectors
