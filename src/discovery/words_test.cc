#include "discovery/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ombud::discovery {
namespace {

using testing::ElementsAre;

TEST(Words, AreCutAtSeparatorsCapitalsAndDigits) {
  EXPECT_THAT(cut("customer_id"), ElementsAre("customer", "id"));
  EXPECT_THAT(cut("SupportRepId"), ElementsAre("support", "rep", "id"));
  EXPECT_THAT(cut("CustomerID"), ElementsAre("customer", "id"));
  EXPECT_THAT(cut("HTTPServer"), ElementsAre("http", "server"));
  EXPECT_THAT(cut("ADDRESS_LINE2"), ElementsAre("address", "line", "2"));
  EXPECT_THAT(cut("Order Details"), ElementsAre("order", "details"));
  EXPECT_THAT(cut(""), ElementsAre());
  EXPECT_THAT(cut("__"), ElementsAre());
}

TEST(Words, OfMailAreOneHoweverTheyAreWritten) {
  EXPECT_THAT(meanings("e_mail"), ElementsAre("email"));
  EXPECT_THAT(meanings("E-post"), ElementsAre("email"));
  EXPECT_THAT(meanings("epostadress"), ElementsAre("email"));
}

TEST(Words, AreTheSameInNordicLettersAndInAscii) {
  EXPECT_EQ(meanings("fødselsdato"), meanings("foedselsdato"));
  EXPECT_EQ(meanings("lön"), meanings("lon"));
  EXPECT_EQ(meanings("LÖN"), meanings("løn"));
  EXPECT_EQ(meanings("kön"), meanings("koen"));
}

TEST(Words, OfFourLanguagesHaveOneMeaning) {
  for (const char* name : {"first_name", "fnamn", "fornavn", "Förnamn", "given_name"}) {
    EXPECT_THAT(meanings(name), ElementsAre("first", "name")) << name;
  }
  for (const char* name : {"pnr", "personnr", "cprnr", "fødselsnummer", "ssn"}) {
    EXPECT_THAT(meanings(name), ElementsAre("nationalid")) << name;
  }
}

TEST(Words, AreFoundInCompounds) {
  EXPECT_THAT(meanings("medlemsnummer"), ElementsAre("member", "number"));
  EXPECT_THAT(meanings("kundnr"), ElementsAre("customer", "number"));
  EXPECT_THAT(meanings("bruttolon"), ElementsAre("amount", "salary"));
  EXPECT_THAT(meanings("folkbokforingsadress"), ElementsAre("folkbokforings", "address"));
  EXPECT_THAT(table_meanings({"medlemsavgifter"}), ElementsAre("member", "fee"));
}

TEST(Words, ThatNoDictionaryHasKeepTheirStem) {
  EXPECT_THAT(meanings("gadgets"), ElementsAre("gadget"));
  EXPECT_THAT(meanings("qux"), ElementsAre("qux"));
}

TEST(Words, MeanAsColumnsWhatTheyDoNotMeanAsTables) {
  EXPECT_THAT(meanings("author"), ElementsAre("doer"));
  EXPECT_THAT(table_meanings({"author"}), ElementsAre("writer"));
}

TEST(Words, OfEveryLineOfTheDictionariesAreFoundAgain) {
  for (const Meaning& line : column_dictionary()) {
    const std::string first(line.words.substr(0, line.words.find(' ')));
    EXPECT_FALSE(meanings(first).empty()) << first;
  }
  EXPECT_EQ(noun_of("customer"), Noun::person);
  EXPECT_EQ(noun_of("no such word"), Noun::none);
}

}  // namespace
}  // namespace ombud::discovery
