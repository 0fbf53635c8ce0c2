#include <gmock/gmock.h>

#include <random>
#include <utility>

#include "base/text.h"
#include "detectors/detectors.h"

namespace ombud::detectors {
namespace {

using testing::IsEmpty;

const Reading today{*parse_day("2026-11-21"), Country::se};

PersonMatcher matcher(std::vector<Identifier> identifiers, bool surname_alone = false,
                      Country country = Country::se) {
  return PersonMatcher(std::move(identifiers), {{today.today, country}, surname_alone});
}

std::string erased(const PersonMatcher& person, std::string_view text) {
  return scrub(text, person.find(text), "[erased]");
}

std::string erased_name(std::string_view name, std::string_view text) {
  return erased(matcher({{Kind::name, std::string(name)}}), text);
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST(PersonMatcher, FindsAFullNameInEveryUsualForm) {
  const Case cases[] = {
      {"Johan Berg ringde.", "[erased] ringde."},
      {"JOHAN BERG", "[erased]"},
      {"johan berg", "[erased]"},
      {"Berg, Johan", "[erased]"},
      {"Berg,Johan; ny", "[erased]; ny"},
      {"BERG Johan", "[erased]"},
      {"J. Berg skrev", "[erased] skrev"},
      {"J Berg skrev", "[erased] skrev"},
      {"Berg, J.", "[erased]"},
      {"Berg J.", "[erased]"},
      {"Johan  Berg", "[erased]"},
      {"Johan\nBerg", "[erased]"},
      {"Johan\xc2\xa0"
       "Berg",
       "[erased]"},
      {"Johan Bergs dator", "[erased] dator"},
      {"Johan Berg's dator", "[erased]'s dator"},
      {"(Johan Berg)", "([erased])"},
      {"cv_johan_berg.pdf", "cv_[erased].pdf"},
      {"Ärendet om Johan Berg-utredningen", "Ärendet om [erased]-utredningen"},
      {"Jo\xc2\xadhan Berg", "[erased]"},
  };
  for (const Case& one : cases) EXPECT_EQ(erased_name("Johan Berg", one.text), one.expected);
}

TEST(PersonMatcher, LeavesOtherPeopleAlone) {
  for (const std::string_view text : {"Johan",
                                      "Johan ringde",
                                      "Berg",
                                      "Bergs",
                                      "Johan Bergström",
                                      "Johan Bergman",
                                      "Karin Berg",
                                      "Anna-Johan Berg",
                                      "Johan Berg-Lund",
                                      "johan berg-lund",
                                      "Johanna Berg",
                                      "Johan. Berg är",
                                      "Johan, Karin och Berg",
                                      "Ove Johansson Berg",
                                      "Johan och Karin Berg",
                                      "JohanBerg",
                                      "xJohan Berg",
                                      "Johan Berge",
                                      "K. Berg",
                                      "E Berg",
                                      "Johan Öberg",
                                      "O'Johan Berg"})
    EXPECT_EQ(erased_name("Johan Berg", text), text);
}

TEST(PersonMatcher, TakesNoNameTogetherOfTwoPeopleInAList) {
  for (const std::string_view text :
       {"Karin Berg, Johan Ek", "karin berg, johan ek", "Karin Berg Johan Ek", "Karin Berg, Johan",
        "Berg, Johan Ekström", "K. Berg; Karin Berg, Johan Ek"})
    EXPECT_EQ(erased_name("Johan Berg", text), text);
  EXPECT_EQ(erased_name("Johan Berg", "Karin Ek, Johan Berg, Eva Ek"),
            "Karin Ek, [erased], Eva Ek");
  EXPECT_EQ(erased_name("Johan Berg", "Medlem Berg, Johan slutade"), "Medlem [erased] slutade");
}

TEST(PersonMatcher, ReadsLastFirstAsTheSamePerson) {
  EXPECT_EQ(erased_name("Berg, Johan", "Johan Berg och Berg, Johan"), "[erased] och [erased]");
  EXPECT_EQ(erased_name("Holm Jensen, Peter", "Peter Jensen / Peter Holm / Peter Holm Jensen"),
            "[erased] / [erased] / [erased]");
}

TEST(PersonMatcher, FindsAnyOfSeveralGivenNames) {
  const Case cases[] = {
      {"Johan Erik Berg", "[erased]"},  {"Erik Berg", "[erased]"},
      {"J.E. Berg", "[erased]"},        {"J. E. Berg", "[erased]"},
      {"J-E Berg", "[erased]"},         {"JE Berg", "[erased]"},
      {"Johan E. Berg", "[erased]"},    {"J. Erik Berg", "[erased]"},
      {"Berg, Johan Erik", "[erased]"}, {"Johan-Erik Berg", "[erased]"},
      {"E. Berg", "E. Berg"},           {"Erik Johan Berg", "Erik [erased]"},
      {"je berg", "je berg"},
  };
  for (const Case& one : cases) EXPECT_EQ(erased_name("Johan Erik Berg", one.text), one.expected);
}

TEST(PersonMatcher, TakesAHyphenedNameAsOne) {
  const Case cases[] = {
      {"Anna-Karin Öberg", "[erased]"}, {"Anna Karin Öberg", "[erased]"},
      {"A-K Öberg", "[erased]"},        {"AK Öberg", "[erased]"},
      {"A.-K. Öberg", "[erased]"},      {"Karin Öberg", "Karin Öberg"},
      {"A. Öberg", "[erased]"},
  };
  for (const Case& one : cases) EXPECT_EQ(erased_name("Anna-Karin Öberg", one.text), one.expected);
}

TEST(PersonMatcher, TakesParticlesAndDoubleSurnamesTogether) {
  EXPECT_EQ(erased_name("Fredrik von Essen", "Fredrik von Essen, von Essen, Fredrik"),
            "[erased], [erased]");
  EXPECT_EQ(erased_name("Fredrik von Essen", "Fredrik Essen"), "Fredrik Essen");
  EXPECT_EQ(erased_name("Maria Berg Lund", "Maria Lund / Maria Berg / Maria Berg Lund"),
            "[erased] / [erased] / [erased]");
  EXPECT_EQ(erased_name("Sean O'Brien", "Sean O’Briens bil"), "[erased] bil");
}

TEST(PersonMatcher, LeavesTitlesNumbersAndInitialsOutOfAName) {
  EXPECT_EQ(erased_name("Dr. Johan Berg", "Dr Berg, Dr. Johan Berg"), "Dr Berg, Dr. [erased]");
  EXPECT_EQ(erased_name("Johan Berg 2", "Johan Berg, Berg 2"), "[erased], Berg 2");
  EXPECT_EQ(erased_name("Johan E. Berg", "Johan E Berg / J Berg / Johan Berg / E Berg / e berg"),
            "[erased] / [erased] / [erased] / E Berg / e berg");
  EXPECT_EQ(erased_name("J. Berg", "J. Berg, Johan Berg"), "[erased], Johan Berg");
  EXPECT_EQ(erased_name("Johan B", "Johan B. kom, johan b kom"), "[erased] kom, johan b kom");
}

TEST(PersonMatcher, TakesSwedishWordsForNoInitials) {
  EXPECT_EQ(erased_name("Ingrid Berg", "Vi bor i berg. I Berg finns en kyrka. I. Berg bor där."),
            "Vi bor i berg. I Berg finns en kyrka. [erased] bor där.");
}

TEST(PersonMatcher, KnowsFinnishCases) {
  EXPECT_EQ(erased_name("Matti Virtanen", "Matti Virtasen auto, Matti Virtaselle"),
            "[erased] auto, [erased]");
  const PersonMatcher mattila = matcher({{Kind::name, "Matti Mattila"}}, false, Country::fi);
  EXPECT_EQ(erased(mattila, "Matti Mattilan auto"), "[erased] auto");
  // Lundin is another surname.
  EXPECT_EQ(erased(matcher({{Kind::name, "Anna Lund"}}, false, Country::fi), "Anna Lundin"),
            "Anna Lundin");
}

TEST(PersonMatcher, FindsDecomposedTextWithOffsetsOfTheOriginal) {
  const std::string nfd =
      "Fru A\xcc\x8asa O\xcc\x88"
      "bergs bil";
  const PersonMatcher person = matcher({{Kind::name, "Åsa Öberg"}});
  const std::vector<Span> spans = person.find(nfd);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(to_nfc(nfd.substr(spans[0].start, spans[0].end - spans[0].start)), "Åsa Öbergs");
  EXPECT_EQ(scrub(nfd, spans, "[raderad]"), "Fru [raderad] bil");
  // "Oberg" with a mark is not "Oberg".
  EXPECT_THAT(matcher({{Kind::name, "Asa Oberg"}}).find(nfd), IsEmpty());
  // And a person given in NFD is found in NFC.
  EXPECT_EQ(erased(matcher({{Kind::name,
                             "A\xcc\x8asa O\xcc\x88"
                             "berg"}}),
                   "Åsa Öberg"),
            "[erased]");
}

TEST(PersonMatcher, FindsASurnameAloneOnlyWhenAsked) {
  const PersonMatcher person = matcher({{Kind::name, "Johan Berg"}}, true);
  EXPECT_EQ(erased(person, "Herr Berg, Bergs bil"), "Herr [erased], [erased] bil");
  EXPECT_EQ(erased(person, "ett berg, Karin Berg, Bergström"), "ett berg, Karin Berg, Bergström");
  EXPECT_EQ(erased(matcher({{Kind::name, "Johan"}}, true), "Johan"), "Johan");
}

TEST(PersonMatcher, FindsEmailInAnyCaseAndWithPunctuation) {
  const PersonMatcher person = matcher({{Kind::email, "johan.berg@example.se"}});
  const Case cases[] = {
      {"Skriv till Johan.Berg@Example.SE.", "Skriv till [erased]."},
      {"<johan.berg@example.se>,", "<[erased]>,"},
      {"mailto:johan.berg@example.se?subject=x", "mailto:[erased]?subject=x"},
      {"_johan.berg@example.se_", "_[erased]_"},
      {"johan.berg@example.se.Han ringde", "[erased].Han ringde"},
      {"(johan.berg@example.se)", "([erased])"},
  };
  for (const Case& one : cases) EXPECT_EQ(erased(person, one.text), one.expected);
  for (const std::string_view other :
       {"xjohan.berg@example.se", "a.johan.berg@example.se", "johan.berg@example.seb",
        "johan.berg@example.se.com", "johan.berg@mail.example.se", "johan.berg@example"})
    EXPECT_EQ(erased(person, other), other);
}

TEST(PersonMatcher, FindsAPersonnummerInEveryForm) {
  const PersonMatcher person = matcher({{Kind::personnummer, "191212121212"}});
  for (const std::string_view text :
       {"19121212-1212", "191212121212", "121212-1212", "1212121212", "121212+1212",
        "19121212 1212", "121212–1212", "121212 - 1212"})
    EXPECT_EQ(erased(person, "pnr " + std::string(text) + ", ring"), "pnr [erased], ring");
  for (const std::string_view text :
       {"119121212-1212", "19121212-12123", "55-121212-1212", "121212-1212-9", "x1212121212",
        "1212121212x", "20121212-1212", "121212-1213"})
    EXPECT_EQ(erased(person, text), text);
}

TEST(PersonMatcher, FindsNumbersOfTheOtherCountries) {
  EXPECT_EQ(erased(matcher({{Kind::cpr, "070761-4285"}}), "CPR 0707614285 eller 070761-4285"),
            "CPR [erased] eller [erased]");
  EXPECT_EQ(erased(matcher({{Kind::henkilotunnus, "131052-308T"}}), "hetu 131052-308t."),
            "hetu [erased].");
  EXPECT_EQ(erased(matcher({{Kind::kennitala, "1201603389"}}), "kt. 120160-3389"), "kt. [erased]");
  EXPECT_EQ(erased(matcher({{Kind::iban, "NO9386011117947"}}), "no93 8601 1117 947!"), "[erased]!");
  // A number that no register could have given is found as it is written.
  EXPECT_EQ(erased(matcher({{Kind::cpr, "999999-9999"}}), "CPR 999999-9999"), "CPR [erased]");
}

TEST(PersonMatcher, FindsAPhoneNumberHoweverItIsGrouped) {
  const PersonMatcher person = matcher({{Kind::phone, "070-174 06 05"}});
  for (const std::string_view text :
       {"0701740605", "070-1740605", "070-174 06 05", "070 174 06 05", "070-17 40 605",
        "+46701740605", "+46 70 174 06 05", "+46 (0)70-174 06 05", "+46(0)701740605",
        "0046701740605", "0046 70 174 06 05", "46701740605", "(070) 174 06 05", "070/1740605",
        "070.174.06.05", "070–174 06 05"})
    EXPECT_EQ(erased(person, "tel " + std::string(text) + "."), "tel [erased].");
  EXPECT_EQ(erased(person, "0701740605,0701740606"), "[erased],0701740606");
  for (const std::string_view text :
       {"07017406055", "10701740605", "0701740606", "070-174 06 0", "a0701740605", "701740605"})
    EXPECT_EQ(erased(person, text), text);
}

TEST(PersonMatcher, TakesNoPieceOfALongerNumberForADanishPhone) {
  const PersonMatcher person = matcher({{Kind::phone, "+4532123456"}}, false, Country::dk);
  EXPECT_EQ(erased(person, "tlf. 32 12 34 56 / +45 32123456"), "tlf. [erased] / [erased]");
  for (const std::string_view text : {"32 12 34 56 78", "78 32 12 34 56", "+47 32 12 34 56",
                                      "+47 32123456", "12-32123456", "32123456-12"})
    EXPECT_EQ(erased(person, text), text);
}

TEST(PersonMatcher, FindsAnAddressWithAndWithoutTown) {
  const PersonMatcher person = matcher({{Kind::address, "Storgatan 12 B, 123 45 Exempelstad"}});
  const Case cases[] = {
      {"Storgatan 12 B, 123 45 Exempelstad", "[erased]"},
      {"STORGATAN 12B\n12345 EXEMPELSTAD.", "[erased]."},
      {"bor på Storgatan 12 B i stan", "bor på [erased] i stan"},
      {"bor på Storgatan 12b", "bor på [erased]"},
      {"Storgatan 12", "Storgatan 12"},
      {"Storgatan 121 B", "Storgatan 121 B"},
      {"Lilla Storgatan", "Lilla Storgatan"},
  };
  for (const Case& one : cases) EXPECT_EQ(erased(person, one.text), one.expected);
  EXPECT_EQ(erased(matcher({{Kind::address, "Storgatan 1"}}), "Storgatan 1 B, Storgatan 1 i stan"),
            "Storgatan 1 B, [erased] i stan");
}

TEST(PersonMatcher, FindsABirthDateInUsualForms) {
  const PersonMatcher person = matcher({{Kind::birth_date, "1980-12-31"}});
  for (const std::string_view text :
       {"1980-12-31", "19801231", "31.12.1980", "31/12/1980", "31/12 1980", "31 december 1980",
        "31. desember 1980", "31. joulukuuta 1980", "801231"})
    EXPECT_EQ(erased(person, "född " + std::string(text) + "."), "född [erased].");
  for (const std::string_view text : {"801231-1212", "1980-12-310", "1980-12-31-2", "11980-12-31"})
    EXPECT_EQ(erased(person, text), text);
}

TEST(PersonMatcher, UnitesWhatOverlaps) {
  const PersonMatcher person =
      matcher({{Kind::name, "Johan Berg"}, {Kind::email, "johan.berg@example.se"}});
  EXPECT_EQ(erased(person, "johan.berg@example.se"), "[erased]");
  EXPECT_EQ(erased(person, "Berg Johan Berg"), "[erased]");
}

TEST(PersonMatcher, FreesAMatchThatOnlyAnotherMatchBlocked) {
  const PersonMatcher person = matcher({{Kind::name, "Johan Berg"}, {Kind::email, "j@example.se"}});
  const std::string after = erased(person, "j@example.se-Johan Berg");
  EXPECT_EQ(after, "[erased]-[erased]");
  EXPECT_THAT(person.find(after), IsEmpty());
}

TEST(PersonMatcher, StandsBrokenTextAndEmptyIdentifiers) {
  const PersonMatcher person = matcher({{Kind::name, ""},
                                        {Kind::name, " , "},
                                        {Kind::email, "@"},
                                        {Kind::phone, "x"},
                                        {Kind::address, ""},
                                        {Kind::cpr, ""},
                                        {Kind::plusgiro, "18"},
                                        {Kind::name, "Johan Berg"}});
  EXPECT_EQ(erased(person, "\xff\xfeJohan Berg\xc3"), "\xff\xfe[erased]\xc3");
  EXPECT_THAT(person.find(""), IsEmpty());
  EXPECT_THAT(person.find("18 @ \xc3\xa5 , x"), IsEmpty());
}

// Texts put together of the person's identifiers, other people's and what joins them.
class Texts {
 public:
  std::string next() {
    std::string text;
    const std::size_t count = 1 + random_() % 12;
    for (std::size_t i = 0; i < count; ++i) {
      text += pieces_[random_() % pieces_.size()];
      text += joins_[random_() % joins_.size()];
    }
    return text;
  }

 private:
  std::mt19937 random_{20261121};
  std::vector<std::string> pieces_{"Johan",
                                   "Berg",
                                   "Johan Berg",
                                   "Berg, Johan",
                                   "Bergs",
                                   "Bergström",
                                   "Karin Berg",
                                   "J.",
                                   "Erik",
                                   "Öberg",
                                   "O\xcc\x88"
                                   "berg",
                                   "johan.berg@example.se",
                                   "Anna",
                                   "070-174 06 05",
                                   "0701740605",
                                   "+46",
                                   "19121212",
                                   "1212",
                                   "121212",
                                   "Storgatan 12",
                                   "B",
                                   "123 45",
                                   "Exempelstad",
                                   "1980-12-31",
                                   "31.12.1980",
                                   "\xff",
                                   "\xe2\x80\x8b",
                                   "JOHAN BERG",
                                   "jberg84",
                                   "johan.berg",
                                   "01",
                                   "von",
                                   "2024-01-01"};
  std::vector<std::string> joins_{" ",  " ",  " ", "-", ", ", ". ",       ".",   "",
                                  "\n", "\t", "_", "@", "/",  "\xc2\xa0", "'s ", "+"};
};

TEST(PersonMatcher, LeavesNothingToFindAndTouchesNothingElse) {
  const PersonMatcher person = matcher({{Kind::name, "Johan Erik Berg"},
                                        {Kind::name, "Öberg, Anna"},
                                        {Kind::email, "johan.berg@example.se"},
                                        {Kind::phone, "070-174 06 05"},
                                        {Kind::personnummer, "19121212-1212"},
                                        {Kind::address, "Storgatan 12 B, 123 45 Exempelstad"},
                                        {Kind::birth_date, "1980-12-31"},
                                        {Kind::username, "jberg84"},
                                        {Kind::username, "johan.berg"}},
                                       true);
  Texts texts;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = texts.next();
    const std::vector<Span> spans = person.find(text);
    std::size_t at = 0;
    std::string outside;
    for (const Span& span : spans) {
      ASSERT_LE(at, span.start);
      ASSERT_LT(span.start, span.end);
      ASSERT_LE(span.end, text.size());
      outside += text.substr(at, span.start - at);
      at = span.end;
      ASSERT_TRUE(!is_utf8(text) || is_utf8(text.substr(span.start, span.end - span.start)));
    }
    outside += text.substr(at);
    const std::string after = scrub(text, spans, "[erased]");
    ASSERT_EQ(is_utf8(after), is_utf8(text)) << text;
    ASSERT_THAT(person.find(after), IsEmpty()) << text << "\n" << after;
    std::string without = after;
    for (std::size_t mark = without.find("[erased]"); mark != std::string::npos;
         mark = without.find("[erased]"))
      without.erase(mark, 8);
    ASSERT_EQ(without, outside);
  }
}

TEST(Scrub, ReplacesExactlyTheSpans) {
  EXPECT_EQ(scrub("abcdef", {{1, 2}, {4, 6}}, "-"), "a-cd-");
  EXPECT_EQ(scrub("abc", {}, "-"), "abc");
  EXPECT_EQ(scrub("abc", {{0, 3}}, ""), "");
}

}  // namespace
}  // namespace ombud::detectors
