#include "detectors/find_test.h"

#include <gmock/gmock.h>

#include <random>

#include "base/text.h"

namespace ombud::detectors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Find, FindsWhatAMemberWrites) {
  EXPECT_THAT(
      found("Hej! Jag heter Åsa Öberg, pnr 19121212-1212, bor på Storgatan 12 B, 123 45 Ort. "
            "Ring 070-174 06 05 eller skriv till asa.oberg@example.se."),
      ElementsAre("name:Åsa Öberg", "personnummer:19121212-1212",
                  "address:Storgatan 12 B, 123 45 Ort", "phone:070-174 06 05",
                  "email:asa.oberg@example.se"));
  EXPECT_THAT(found("Søren Kjær, CPR 0707614285, Nørregade 3, 1165 København K, tlf. 32123456",
                    in(Country::dk)),
              ElementsAre("name:Søren Kjær", "cpr:0707614285",
                          "address:Nørregade 3, 1165 København K", "phone:32123456"));
  EXPECT_THAT(
      found("Kari Nordmann (fnr. 12057900499), Storgata 5, 0155 Oslo, 406 12 345", in(Country::no)),
      ElementsAre("name:Kari Nordmann", "fodselsnummer:12057900499",
                  "address:Storgata 5, 0155 Oslo", "phone:406 12 345"));
  EXPECT_THAT(found("Päivi Virtanen, hetu 131052-308T, Mannerheimintie 5 A, 00100 Helsinki",
                    in(Country::fi)),
              ElementsAre("name:Päivi Virtanen", "henkilotunnus:131052-308T",
                          "address:Mannerheimintie 5 A, 00100 Helsinki"));
}

TEST(Find, GivesTheNormalForm) {
  const std::vector<Finding> all = find("Tel: 070-174 06 05", in(Country::se));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].normal, "+46701740605");
  EXPECT_EQ(all[0].start, 5u);
  EXPECT_GT(all[0].score, 0.9);
}

TEST(Find, FindsNothingInsideALongerNumberOrWord) {
  for (const std::string_view text :
       {"119121212-1212", "19121212-12123", "55-19121212-1212", "19121212-1212-7", "x19121212-1212",
        "19121212-1212å", "131052-308TA", "1.0701740605", "0701740605-1"})
    EXPECT_THAT(found(text), IsEmpty()) << text;
}

TEST(Find, WeighsTheWordsAroundANumber) {
  // Ten bare digits that fit the check digit are a weak sign; a word decides.
  EXPECT_THAT(found("order 9107032386"), IsEmpty());
  EXPECT_THAT(found("personnummer 9107032386"), ElementsAre("personnummer:9107032386"));
  EXPECT_THAT(found("bg 5402-9681"), ElementsAre("bankgiro:5402-9681"));
  EXPECT_THAT(found("den 5402-9681"), IsEmpty());
  EXPECT_THAT(found("född 1980-12-31"), ElementsAre("birth_date:1980-12-31"));
  EXPECT_THAT(found("betald 1980-12-31"), IsEmpty());
  EXPECT_THAT(found("20240131", in(Country::dk)), IsEmpty());
}

TEST(Find, TellsOrganisationsFromPersons) {
  EXPECT_THAT(found("Org.nr 202100-5448"), ElementsAre("organisation_number:202100-5448"));
  EXPECT_THAT(found("Johan Berg AB"), IsEmpty());
}

TEST(Find, FindsNamesInTheirForms) {
  EXPECT_THAT(found("Vi träffade Johan Berg, Karin Ek och Mohammed Ali Hassan."),
              ElementsAre("name:Johan Berg", "name:Karin Ek", "name:Mohammed Ali Hassan"));
  EXPECT_THAT(found("BERG, JOHAN"), ElementsAre("name:BERG, JOHAN"));
  EXPECT_THAT(found("Berg, Johan Erik"), ElementsAre("name:Berg, Johan Erik"));
  EXPECT_THAT(found("Enligt J. Berg är det klart."), ElementsAre("name:J. Berg"));
  EXPECT_THAT(found("Jag ringde Annika om lönen."), ElementsAre("name:Annika"));
  EXPECT_THAT(found("Carl-Johan von Essens dator"), ElementsAre("name:Carl-Johan von Essens"));
  EXPECT_THAT(found("Per telefon. Dag för dag. Saga och sten. Bergets topp i Stockholm."),
              IsEmpty());
}

TEST(Find, KeepsToTheKindsAskedFor) {
  Options options = in(Country::se);
  options.kinds = {Kind::email};
  EXPECT_THAT(found("Johan Berg, johan@example.se", options),
              ElementsAre("email:johan@example.se"));
}

TEST(Find, FindsAnIbanInGroups) {
  EXPECT_THAT(found("IBAN: SE45 5000 0000 0583 9825 7466 tack"),
              ElementsAre("iban:SE45 5000 0000 0583 9825 7466"));
}

TEST(Find, StandsAnyBytesAndNeverOverlaps) {
  std::mt19937 random(7);
  const std::string_view alphabet = "0123456789-+ .,@()/aBeÅ\xcc\x88\xc2\xa0\xff\n\xe2\x80\x93SE_'";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const std::size_t length = random() % 60;
    for (std::size_t i = 0; i < length; ++i) text += alphabet[random() % alphabet.size()];
    std::size_t at = 0;
    for (const Finding& finding : find(text, in(Country::dk, 0))) {
      ASSERT_LE(at, finding.start) << to_hex(text);
      ASSERT_LT(finding.start, finding.end);
      ASSERT_LE(finding.end, text.size());
      ASSERT_TRUE(finding.score >= 0 && finding.score < 1);
      at = finding.end;
    }
  }
}

TEST(Find, KnowsAUserNameByItsLabelOnly) {
  Options options = in(Country::se);
  options.kinds = {Kind::username};
  EXPECT_THAT(found("jberg84, johan.berg, användarnamn: kbg1234", options),
              ElementsAre("username:kbg1234"));
  EXPECT_THAT(found("Vi bytte hennes username i går", options), IsEmpty());
}

}  // namespace
}  // namespace ombud::detectors
