// E-mail, phone numbers, days, names and addresses as values; and the variants of every kind.

#include <gmock/gmock.h>

#include <set>

#include "detectors/detectors.h"

namespace ombud::detectors {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

Reading in(Country country) { return {*parse_day("2026-11-21"), country}; }

const Reading sweden = in(Country::se);

TEST(Email, IsFoldedAndNothingElse) {
  EXPECT_EQ(normal_form(Kind::email, " Anna.Berg@Example.SE ", sweden), "anna.berg@example.se");
  EXPECT_EQ(normal_form(Kind::email, "anna+lista@example.se", sweden), "anna+lista@example.se");
  EXPECT_EQ(normal_form(Kind::email, "åsa@åkeri.example", sweden), "åsa@åkeri.example");
  EXPECT_EQ(normal_form(Kind::email, "root@localhost", sweden), "root@localhost");
  for (const std::string_view value :
       {"", "@", "anna", "anna@", "@example.se", "a b@example.se", "a..b@example.se",
        ".a@example.se", "a.@example.se", "a@example.se.", "a@-example.se", "a@example-.se",
        "a@exa_mple.se", "a@@example.se", "a@1.2.3.4", "a@ｅxample.se", "a@example.se\xff",
        "a@.se"})
    EXPECT_FALSE(is_valid(Kind::email, value, sweden)) << value;
  const std::string long_local(65, 'a');
  EXPECT_FALSE(is_valid(Kind::email, long_local + "@example.se", sweden));
  EXPECT_TRUE(is_valid(Kind::email, long_local.substr(1) + "@example.se", sweden));
  EXPECT_FALSE(is_valid(Kind::email, "a@" + std::string(64, 'b') + ".se", sweden));
}

TEST(Phone, HasOneInternationalNormalForm) {
  for (const std::string_view value :
       {"070-174 06 05", "0701740605", "+46701740605", "+46 (0)70 174 06 05", "0046 70-1740605",
        "46701740605", "(070) 174 06 05", "070.174.06.05", "070–174 06 05"})
    EXPECT_EQ(normal_form(Kind::phone, value, sweden), "+46701740605") << value;
  EXPECT_EQ(normal_form(Kind::phone, "08-465 004 00", sweden), "+46846500400");
  EXPECT_EQ(normal_form(Kind::phone, "32 12 34 56", in(Country::dk)), "+4532123456");
  EXPECT_EQ(normal_form(Kind::phone, "406 12 345", in(Country::no)), "+4740612345");
  EXPECT_EQ(normal_form(Kind::phone, "041 2345678", in(Country::fi)), "+358412345678");
  EXPECT_EQ(normal_form(Kind::phone, "611 1234", in(Country::is)), "+3546111234");
  EXPECT_EQ(normal_form(Kind::phone, "+1 202 555 0123", sweden), "+12025550123");
}

TEST(Phone, IsInItsCountrysPlan) {
  for (const std::string_view value :
       {"", "070", "070-174 06 0", "070-174 06 055", "32 12 34 56", "+4670", "070-174x0605",
        "0701740605)", "((070) 174 06 05", "+46 00 174 06 05", "++46701740605", "070----1740605",
        "2024-01-31", "+0701740605", "+12345678901234567"})
    EXPECT_FALSE(is_valid(Kind::phone, value, sweden)) << value;
  EXPECT_FALSE(is_valid(Kind::phone, "02 12 34 56", in(Country::dk)));
  EXPECT_FALSE(is_valid(Kind::phone, "12345678", in(Country::no)));
  EXPECT_FALSE(is_valid(Kind::phone, "+3-58412345678", in(Country::fi)));
}

TEST(Day, IsReadInTheFormsPeopleWrite) {
  for (const std::string_view value :
       {"1980-12-31", "19801231", "31.12.1980", "31/12/1980", "31/12 1980", "31-12-1980",
        "31 december 1980", "den 31 december 1980", "31. desember 1980", "31. joulukuuta 1980",
        "31 Dec 1980", "December 31, 1980", "1980-12-31 00:00:00", "1980-12-31T23:59:59.000Z",
        "31.12.80", "801231", "1980/12/31", " 31. 12. 1980 "})
    EXPECT_EQ(read_day(value, sweden), *parse_day("1980-12-31")) << value;
  EXPECT_EQ(read_day("04/05/1980", sweden), *parse_day("1980-05-04"));
  EXPECT_EQ(read_day("31.12.26", sweden), *parse_day("2026-12-31"));
  EXPECT_EQ(read_day("31.12.27", sweden), *parse_day("1927-12-31"));
  EXPECT_EQ(read_day("29.2.2024", sweden), *parse_day("2024-02-29"));
}

TEST(Day, IsNothingElse) {
  for (const std::string_view value :
       {"", "1980", "1980-13-01", "1980-02-30", "29.2.2023", "31.12.980", "12/31/1980",
        "31..12.1980", "1980-12-31-01", "31 foo 1980", "0000-00-00", "1700-01-01", "31 december",
        "x1980-12-31"})
    EXPECT_EQ(read_day(value, sweden), std::nullopt) << value;
}

TEST(BirthDate, IsNotToCome) {
  EXPECT_EQ(normal_form(Kind::birth_date, "31.12.1980", sweden), "1980-12-31");
  EXPECT_EQ(normal_form(Kind::birth_date, "2027-01-01", sweden), std::nullopt);
}

TEST(Name, IsFoldedLetters) {
  EXPECT_EQ(normal_form(Kind::name,
                        "  Åsa   O\xcc\x88"
                        "berg-Lund ",
                        sweden),
            "åsa öberg-lund");
  EXPECT_EQ(normal_form(Kind::name, "O'Brien, J.", sweden), "o'brien, j.");
  for (const std::string_view value : {"", "-", "R2D2", "a@b", "1", "\xff"})
    EXPECT_FALSE(is_valid(Kind::name, value, sweden)) << value;
}

TEST(Name, IsCommonOrNot) {
  for (const std::string_view name : {"Johan", "ÅSA", "Søren", "Øyvind", "Päivi", "Guðrún",
                                      "Mohammed", "Fatima", "O\xcc\x88rjan"})
    EXPECT_TRUE(is_common_first_name(name)) << name;
  for (const std::string_view name :
       {"Berg", "Jensen", "Virtanen", "Jónsdóttir", "Nguyen", "Hansen", "Øverland"})
    EXPECT_TRUE(is_common_surname(name)) << name;
  for (const std::string_view word : {"", "faktura", "Stockholm", "Asa Berg"}) {
    EXPECT_FALSE(is_common_first_name(word)) << word;
    EXPECT_FALSE(is_common_surname(word)) << word;
  }
}

TEST(Address, HasAWordAndANumber) {
  // A letter and its accent, written as two signs, are one.
  EXPECT_FALSE(is_valid(Kind::address, "0 o\u030f", sweden));
  EXPECT_EQ(normal_form(Kind::address, "Storgatan  12 B", sweden), "storgatan 12 b");
  for (const std::string_view value : {"", "Storgatan", "12", "12 B"})
    EXPECT_FALSE(is_valid(Kind::address, value, sweden)) << value;
}

TEST(Variants, OfAPersonnummerLeaveOutTheWrongSign) {
  EXPECT_THAT(written_variants(Kind::personnummer, "199107032386", sweden),
              ElementsAre("19910703-2386", "199107032386", "910703-2386", "9107032386",
                          "19910703 2386", "910703 2386"));
  EXPECT_THAT(written_variants(Kind::personnummer, "191212121212", sweden),
              AllOf(Contains("121212+1212"), Contains("121212-1212")));
}

TEST(Variants, OfAPhoneAreTheUsualGroupings) {
  const std::vector<std::string> forms = written_variants(Kind::phone, "+46701740605", sweden);
  for (const std::string_view form :
       {"+46701740605", "0701740605", "070-1740605", "070-174 06 05", "070 174 06 05",
        "+46 70 174 06 05", "+46 (0)70-174 06 05", "0046701740605", "+46 70-174 06 05",
        "46701740605", "(070) 174 06 05", "070/174 06 05"})
    EXPECT_THAT(forms, Contains(form));
  EXPECT_THAT(written_variants(Kind::phone, "+4532123456", in(Country::dk)),
              AllOf(Contains("32 12 34 56"), Contains("+45 32 12 34 56"), Contains("32123456"),
                    Not(Contains("032123456"))));
}

TEST(Variants, AreAllReadAsTheSameValue) {
  struct One {
    Kind kind;
    std::string_view normal;
    Country country;
  };

  const One all[] = {
      {Kind::personnummer, "199107032386", Country::se},
      {Kind::samordningsnummer, "197010632391", Country::se},
      {Kind::interimsnummer, "20000101T220", Country::se},
      {Kind::cpr, "0707614285", Country::dk},
      {Kind::fodselsnummer, "12057900499", Country::no},
      {Kind::d_number, "50069949824", Country::no},
      {Kind::henkilotunnus, "131052-308T", Country::fi},
      {Kind::kennitala, "1201603389", Country::is},
      {Kind::organisation_number, "974760673", Country::no},
      {Kind::organisation_number, "2077474-0", Country::fi},
      {Kind::organisation_number, "13585628", Country::dk},
      {Kind::iban, "SE4550000000058398257466", Country::se},
      {Kind::bankgiro, "54029681", Country::se},
      {Kind::plusgiro, "2865434", Country::se},
      {Kind::email, "anna@example.se", Country::se},
      {Kind::phone, "+46701740605", Country::se},
      {Kind::phone, "+46846500400", Country::se},
      {Kind::phone, "+4532123456", Country::dk},
      {Kind::phone, "+4740612345", Country::no},
      {Kind::phone, "+358412345678", Country::fi},
      {Kind::phone, "+3546111234", Country::is},
      {Kind::phone, "+12025550123", Country::se},
      {Kind::birth_date, "1980-12-31", Country::se},
      {Kind::name, "johan berg", Country::se},
      {Kind::address, "storgatan 12", Country::se},
      {Kind::username, "jberg84", Country::se},
  };
  for (const One& one : all) {
    const std::vector<std::string> forms = written_variants(one.kind, one.normal, in(one.country));
    EXPECT_THAT(forms, Contains(one.normal));
    EXPECT_EQ(std::set<std::string>(forms.begin(), forms.end()).size(), forms.size());
    for (const std::string& form : forms) {
      if (one.normal == "+12025550123" && form == "12025550123") continue;  // no plus, no country
      EXPECT_EQ(normal_form(one.kind, form, in(one.country)), one.normal) << form;
    }
  }
}

TEST(Variants, OfSomethingElseAreItself) {
  EXPECT_THAT(written_variants(Kind::cpr, "no number", sweden), ElementsAre("no number"));
  EXPECT_THAT(written_variants(Kind::phone, "070-174 06 05", sweden), ElementsAre("070-174 06 05"));
}

}  // namespace
}  // namespace ombud::detectors
