// The numbers are official test numbers (Skatteverket, CPR-kontoret, Norsk helsenett, DVV) and the
// registers' own published examples.

#include <gmock/gmock.h>

#include <set>

#include "detectors/detectors.h"

namespace ombud::detectors {
namespace {

using testing::Optional;

Reading on(std::string_view day, Country country = Country::se) {
  return {*parse_day(day), country};
}

std::optional<std::string> normal(Kind kind, std::string_view value,
                                  const Reading& reading = on("2026-11-21")) {
  return normal_form(kind, value, reading);
}

TEST(Personnummer, HasOneNormalFormWithCentury) {
  for (const std::string_view value : {"191212121212", "19121212-1212", " 19121212-1212\n",
                                       "19121212 1212", "121212+1212", "1912-12-12-1212"})
    EXPECT_THAT(normal(Kind::personnummer, value), Optional(std::string("191212121212"))) << value;
}

TEST(Personnummer, TakesTheSignAndTodayForTheCentury) {
  EXPECT_EQ(normal(Kind::personnummer, "121212-1212"), "201212121212");
  EXPECT_EQ(normal(Kind::personnummer, "121212-1212", on("2011-01-01")), "191212121212");
  EXPECT_EQ(normal(Kind::personnummer, "910703-2386"), "199107032386");
  EXPECT_EQ(normal(Kind::personnummer, "900127+9802"), "189001279802");
  // In 2012 the one who turns a hundred that year is written with + from New Year on; a day that is
  // to come this year is the older one's.
  EXPECT_EQ(normal(Kind::personnummer, "121212-1212", on("2012-06-01")), "191212121212");
  EXPECT_EQ(normal(Kind::personnummer, "121212-1212", on("2012-12-12")), "201212121212");
}

TEST(Personnummer, NeedsItsCheckDigitAndADayThatExists) {
  for (const std::string_view value :
       {"191212121213", "121212-1213", "20121312-1212", "19121232-1212", "1212-121212",
        "19121212--1212", "121212*1212", "12121212", "1912121212123", "", "abcdefghij",
        "191212120007", "21121212-1212"})
    EXPECT_EQ(normal(Kind::personnummer, value), std::nullopt) << value;
}

TEST(Samordningsnummer, HasSixtyAddedToTheDay) {
  EXPECT_EQ(normal(Kind::samordningsnummer, "701063-2391"), "197010632391");
  EXPECT_EQ(normal(Kind::personnummer, "701063-2391"), std::nullopt);
  EXPECT_TRUE(is_valid(Kind::samordningsnummer, "19701063-2391", on("2026-11-21")));
}

TEST(Samordningsnummer, MayHaveADayThatIsNotKnown) {
  EXPECT_EQ(normal(Kind::samordningsnummer, "199400782398"), "199400782398");
  EXPECT_EQ(normal(Kind::samordningsnummer, "192001602396"), "192001602396");
  EXPECT_EQ(normal(Kind::samordningsnummer, "201402912388"), "201402912388");
}

TEST(Samordningsnummer, WithADayThatIsNotKnownStillNeedsAYearInWhichSomebodyCanBeBorn) {
  EXPECT_EQ(normal(Kind::samordningsnummer, "040409804036"), std::nullopt);
  EXPECT_EQ(normal(Kind::samordningsnummer, "299400782398"), std::nullopt);
}

TEST(Interimsnummer, HasALetterThatCountsAsOne) {
  EXPECT_EQ(normal(Kind::interimsnummer, "000101-T220"), "20000101T220");
  EXPECT_EQ(normal(Kind::interimsnummer, "20000101t220"), "20000101T220");
  EXPECT_EQ(normal(Kind::interimsnummer, "20000101-E221"), std::nullopt);
}

TEST(Cpr, IsValidWithAndWithoutModulus11) {
  EXPECT_EQ(normal(Kind::cpr, "070761-4285"), "0707614285");
  EXPECT_EQ(normal(Kind::cpr, "0707614285"), "0707614285");
  EXPECT_EQ(normal(Kind::cpr, "070761 4285"), "0707614285");
  // From 2007 there are numbers whose last digit follows no rule.
  EXPECT_EQ(normal(Kind::cpr, "070761-4286"), "0707614286");
  EXPECT_EQ(validate("dk_cpr_mod11", "070761-4285", on("2026-11-21")), true);
  EXPECT_EQ(validate("dk_cpr_mod11", "070761-4286", on("2026-11-21")), false);
  EXPECT_EQ(validate("dk_cpr", "070761-4286", on("2026-11-21")), true);
  // Administrative numbers have 60 added to the day.
  EXPECT_EQ(normal(Kind::cpr, "670761-4285"), "6707614285");
  for (const std::string_view value : {"320761-4285", "071361-4285", "290261-4285", "070761/4285"})
    EXPECT_EQ(normal(Kind::cpr, value), std::nullopt) << value;
}

TEST(NorwegianNumbers, AreToldApart) {
  EXPECT_EQ(normal(Kind::fodselsnummer, "12057900499"), "12057900499");
  EXPECT_EQ(normal(Kind::fodselsnummer, "120579 00499"), "12057900499");
  EXPECT_EQ(normal(Kind::fodselsnummer, "120579 004 99"), "12057900499");
  EXPECT_EQ(normal(Kind::fodselsnummer, "120579-00499"), "12057900499");
  EXPECT_EQ(normal(Kind::fodselsnummer, "120579004-99"), "12057900499");
  EXPECT_EQ(normal(Kind::d_number, "50069949824"), "50069949824");
  EXPECT_EQ(normal(Kind::fodselsnummer, "50069949824"), std::nullopt);
  EXPECT_EQ(normal(Kind::fh_number, "99056326525"), "99056326525");
  for (const std::string_view value :
       {"12057900498", "12057900489", "32057900499", "12137900499", "1205790049", "12-057900499"})
    EXPECT_EQ(normal(Kind::fodselsnummer, value), std::nullopt) << value;
}

// A number with both check digits: the first gives the remainder, the second fits.
std::string norwegian(std::string nine, int remainder) {
  const auto sum = [](const std::string& digits, std::initializer_list<int> weights) {
    int total = 0;
    std::size_t i = 0;
    for (const int weight : weights) total += (digits[i++] - '0') * weight;
    return total;
  };
  const int first = ((remainder - sum(nine, {3, 7, 6, 1, 8, 9, 4, 5, 2})) % 11 + 11) % 11;
  if (first == 10) return "";
  nine += static_cast<char>('0' + first);
  const int second = (11 - sum(nine, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 11;
  if (second == 10) return "";
  return nine + static_cast<char>('0' + second);
}

std::string norwegian_from(const std::string& date, int remainder) {
  for (int serial = 100; serial < 500; ++serial)
    if (std::string id = norwegian(date + std::to_string(serial), remainder); !id.empty())
      return id;
  return "";
}

TEST(NorwegianNumbers, FollowTheRuleOf2032) {
  for (const int remainder : {0, 1, 2, 3})
    EXPECT_TRUE(normal(Kind::fodselsnummer, norwegian_from("010190", remainder))) << remainder;
  for (const int remainder : {4, 5, 10})
    EXPECT_FALSE(normal(Kind::fodselsnummer, norwegian_from("010190", remainder))) << remainder;
}

TEST(NorwegianNumbers, SayTheirKindByMonthAndDay) {
  EXPECT_TRUE(normal(Kind::h_number, norwegian_from("014190", 0)));
  EXPECT_TRUE(normal(Kind::test_number, norwegian_from("018190", 0)));
  EXPECT_TRUE(normal(Kind::test_number, norwegian_from("016690", 0)));
  EXPECT_TRUE(normal(Kind::test_number, norwegian_from("418190", 0)));
  EXPECT_TRUE(normal(Kind::d_number, norwegian_from("410190", 0)));
  EXPECT_FALSE(normal(Kind::h_number, norwegian_from("015390", 0)));
}

TEST(Henkilotunnus, HasTheCenturySignsOf2023) {
  for (const std::string_view value :
       {"131052-308T", "131052U308T", "131052Y308T", "131052+308T", "131052a308t"})
    EXPECT_TRUE(normal(Kind::henkilotunnus, value)) << value;
  EXPECT_EQ(normal(Kind::henkilotunnus, "131052a308t"), "131052A308T");
  for (const std::string_view value : {"131052T308T", "131052G308T", "131052-308A", "131052308T",
                                       "310252-308Y", "131052-001T", "131052/308T"})
    EXPECT_EQ(normal(Kind::henkilotunnus, value), std::nullopt) << value;
}

TEST(Kennitala, NeedsNoCheckDigitFrom2026) {
  EXPECT_EQ(normal(Kind::kennitala, "120160-3389"), "1201603389");
  EXPECT_EQ(normal(Kind::kennitala, "120160-3379"), "1201603379");
  EXPECT_EQ(normal(Kind::kennitala, "320160-3389"), std::nullopt);
  EXPECT_EQ(normal(Kind::kennitala, "120160-3385"), std::nullopt);
  // Of one who does not live there: no date, told by the hyphen alone.
  EXPECT_EQ(normal(Kind::kennitala, "812345-6789"), "812345-6789");
  EXPECT_EQ(normal(Kind::kennitala, "8123456789"), std::nullopt);
}

TEST(OrganisationNumber, IsNoPersonsNumber) {
  EXPECT_EQ(normal(Kind::organisation_number, "202100-5448"), "2021005448");
  EXPECT_EQ(normal(Kind::organisation_number, "16202100-5448"), "2021005448");
  EXPECT_EQ(normal(Kind::organisation_number, "162021005448"), "2021005448");
  EXPECT_EQ(normal(Kind::personnummer, "202100-5448"), std::nullopt);
  EXPECT_EQ(normal(Kind::organisation_number, "121212-1212"), std::nullopt);
  EXPECT_EQ(normal(Kind::organisation_number, "974 760 673"), "974760673");
  EXPECT_EQ(normal(Kind::organisation_number, "NO 974 760 673 MVA"), "974760673");
  EXPECT_EQ(normal(Kind::organisation_number, "2077474-0"), "2077474-0");
  EXPECT_EQ(normal(Kind::organisation_number, "FI20774740"), "2077474-0");
  EXPECT_EQ(normal(Kind::organisation_number, "DK13585628"), "13585628");
  EXPECT_EQ(normal(Kind::organisation_number, "450401-3150"), "4504013150");
  for (const std::string_view value : {"202100-5449", "974 760 674", "2077474-1", "DK13585627"})
    EXPECT_EQ(normal(Kind::organisation_number, value), std::nullopt) << value;
}

TEST(Accounts, HaveTheirCheckDigits) {
  EXPECT_EQ(normal(Kind::iban, "no93 8601 1117 947"), "NO9386011117947");
  EXPECT_EQ(normal(Kind::iban, "NO93 8601 1117 948"), std::nullopt);
  EXPECT_EQ(normal(Kind::iban, "SE45 5000 0000 0583 9825 7466"), "SE4550000000058398257466");
  EXPECT_EQ(normal(Kind::iban, "SE45 5000 0000 0583 9825 746"), std::nullopt);
  EXPECT_EQ(normal(Kind::iban, "QQ93 1234 5678 9012"), std::nullopt);
  // The right check digits over letters that the country does not have there.
  EXPECT_EQ(normal(Kind::iban, "NL56 3003 0A17 1643 00"), std::nullopt);
  EXPECT_EQ(normal(Kind::bankgiro, "5402-9681"), "54029681");
  EXPECT_EQ(normal(Kind::bankgiro, "5402-9682"), std::nullopt);
  EXPECT_EQ(normal(Kind::bankgiro, "54-029681"), std::nullopt);
  EXPECT_EQ(normal(Kind::plusgiro, "18-3"), std::nullopt);
  EXPECT_EQ(normal(Kind::plusgiro, "28 65 43-4"), "2865434");
}

TEST(Kinds, HaveOneWordEach) {
  std::set<std::string_view> words;
  for (const Kind kind : all_kinds()) {
    EXPECT_EQ(kind_of_word(word(kind)), kind);
    EXPECT_TRUE(words.insert(word(kind)).second);
  }
  EXPECT_EQ(words.size(), 35u);
  EXPECT_EQ(kind_of_word("ssn"), std::nullopt);
  EXPECT_EQ(category_of(Kind::cpr), DataCategory::national_id);
  EXPECT_EQ(category_of(Kind::organisation_number), DataCategory::other);
  EXPECT_EQ(country_of_word("NO"), Country::no);
  EXPECT_EQ(country_of_word("de"), std::nullopt);
}

TEST(Kinds, SayTheirLawAndHowMuchItProtects) {
  for (const Kind kind : all_kinds()) EXPECT_GE(law_of(kind).size(), 10u) << word(kind);
  EXPECT_EQ(class_of(Kind::cpr), DataClass::national_id);
  EXPECT_EQ(class_of(Kind::health), DataClass::special);
  EXPECT_EQ(class_of(Kind::crime), DataClass::criminal);
  EXPECT_EQ(class_of(Kind::protected_identity), DataClass::confidential);
  EXPECT_EQ(class_of(Kind::email), DataClass::ordinary);
  EXPECT_TRUE(is_revealing_word(Kind::religion));
  EXPECT_FALSE(is_revealing_word(Kind::secret));
}

TEST(Validate, KnowsTheTypesOfTheTestSeries) {
  const Reading reading = on("2026-11-21");
  EXPECT_EQ(validate("se_personnummer", "199107032386", reading), true);
  EXPECT_EQ(validate("se_personnummer", "19910703 2386", reading), false);
  EXPECT_EQ(validate("se_samordningsnummer", "199107032386", reading), false);
  EXPECT_EQ(validate("se_orgnr", "2021005448", reading), true);
  EXPECT_EQ(validate("no_dnr", "12057900499", reading), false);
  EXPECT_EQ(validate("no_iban", "SE4550000000058398257466", reading), false);
  EXPECT_EQ(validate("mobile_SE", "070-174 06 05", reading), true);
  EXPECT_EQ(validate("mobile_SE", "08-465 004 00", reading), false);
  EXPECT_EQ(validate("mobile_DE", "070-174 06 05", reading), std::nullopt);
  EXPECT_EQ(validate("shoe_size", "43", reading), std::nullopt);
}

}  // namespace
}  // namespace ombud::detectors
