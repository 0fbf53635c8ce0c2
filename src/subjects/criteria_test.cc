#include "subjects/criteria.h"

#include <gmock/gmock.h>

namespace ombud::subjects {

namespace {

using testing::Contains;
using testing::ElementsAre;

const detectors::Reading reading{*parse_day("2026-11-21"), detectors::Country::se};

Criterion of(const std::string& line) { return criterion_of(Secret(line)); }

Result<Criteria> read(const std::string& line) { return read_criteria({of(line)}, reading); }

std::string refusal(const Result<Criteria>& read) {
  return read ? "none"
              : (read.error().code == Errc::invalid ? "" : "wrong code ") + read.error().key;
}

TEST(Criterion, IsAKindAndAValue) {
  EXPECT_EQ(of("email: a@example.org").kind, "email");
  EXPECT_EQ(of(" Email :a@example.org ").kind, "email");
  EXPECT_EQ(of("email: a@example.org").value.reveal(), "a@example.org");
}

TEST(Criterion, IsAValueAloneWhereNoWordStandsBeforeAColon) {
  EXPECT_EQ(of("a@example.org").kind, "");
  EXPECT_EQ(of("12:30").kind, "");
  EXPECT_EQ(of("12:30").value.reveal(), "12:30");
}

TEST(Criteria, TellTheKindOfAValueAlone) {
  EXPECT_EQ(read("540102-3758").value().values.at(0).word(), "personnummer");
  EXPECT_EQ(read("Karin@Example.org").value().values.at(0).word(), "email");
  EXPECT_EQ(read("070-174 06 05").value().values.at(0).word(), "phone");
  EXPECT_EQ(read("Karin \xc3\x85"
                 "berg")
                .value()
                .values.at(0)
                .word(),
            "name");
}

TEST(Criteria, AreInOneFormHoweverTheyAreWritten) {
  for (const char* written : {"540102-3758", "5401023758", "19540102-3758", " 195401023758 "}) {
    const Sought sought = read(std::string("personnummer: ") + written).value().values.at(0);
    EXPECT_EQ(sought.normal, "195401023758") << written;
    EXPECT_THAT(sought.forms, Contains("19540102-3758"));
    EXPECT_TRUE(sought.strong);
  }
  EXPECT_EQ(read("phone: 070-1740605").value().values.at(0).normal, "+46701740605");
  EXPECT_FALSE(read("phone: 070-1740605").value().values.at(0).strong);
  EXPECT_FALSE(read("username: kbg1234").value().values.at(0).strong);
  EXPECT_TRUE(read("email: A@EXAMPLE.ORG").value().values.at(0).strong);
}

TEST(Criteria, TakeANationalIdWithoutItsCountry) {
  EXPECT_EQ(read("national_id: 19540102-3758").value().values.at(0).word(), "personnummer");
}

TEST(Criteria, ThatAreNotValidAsTheirKindAreRefused) {
  for (const char* line : {"email: nobody", "personnummer: 540102-3759", "phone: 12", "hat: red",
                           "name:", "username:", "national_id: 12", "?"})
    EXPECT_EQ(refusal(read(line)), "subjects.bad_criterion") << line;
}

TEST(Criteria, WithARowOfAnotherFormAreRefused) {
  for (const char* line : {"key: 42", "key: liva=42", "key: liva.member",
                           "key: liva.member=", "key: .member=1", "key: liva.=1"})
    EXPECT_EQ(refusal(read(line)), "subjects.bad_key") << line;
}

TEST(Criteria, ThatAreNoneAreRefused) {
  EXPECT_EQ(refusal(read_criteria({}, reading)), "subjects.nothing_to_search");
}

TEST(Key, IsReadAsItIsWritten) {
  const SoughtKey key = read_key("liva.other.member=1,b").value();
  EXPECT_EQ(key.system, "liva");
  EXPECT_EQ(key.table, "other.member");
  EXPECT_THAT(key.values, ElementsAre("1", "b"));
  EXPECT_EQ(write_key("liva", "other.member", {std::int64_t{1}, std::string("b")}),
            "liva.other.member=1,b");
}

TEST(StoredValue, IsMetInAnyOfItsSpellings) {
  const Sought id = read("personnummer: 19540102-3758").value().values.at(0);
  for (const char* stored : {"195401023758", "540102-3758", "19540102-3758", " 540102 3758"})
    EXPECT_TRUE(is_met(id, stored, reading)) << stored;
  EXPECT_FALSE(is_met(id, "19870302-2395", reading));
  EXPECT_FALSE(is_met(id, "", reading));
  const Sought phone = read("phone: 0701740605").value().values.at(0);
  for (const char* stored : {"+46701740605", "070-174 06 05", "0046 70 174 06 05"})
    EXPECT_TRUE(is_met(phone, stored, reading)) << stored;
  EXPECT_TRUE(is_met(read("email: a@example.org").value().values.at(0), "A@Example.ORG", reading));
  EXPECT_TRUE(is_met(read("username: Karin").value().values.at(0), "KARIN", reading));
}

TEST(Name, IsMetByEveryWordAndByNoSingleOne) {
  const Sought name = read(
                          "name: karin \xc3\xa5"
                          "berg")
                          .value()
                          .values.at(0);
  EXPECT_TRUE(name_is_met(name,
                          "\xc3\x85"
                          "berg, Karin"));
  EXPECT_TRUE(name_is_met(name,
                          "Karin Maria \xc3\x85"
                          "berg"));
  EXPECT_FALSE(name_is_met(name, "Karin Aberg"));
  EXPECT_FALSE(name_is_met(name,
                           "Karin \xc3\x85"
                           "bergsson"));
  EXPECT_FALSE(name_is_met(read("name: Karin").value().values.at(0),
                           "Karin \xc3\x85"
                           "berg"));
}

TEST(Name, TypedAsInARegisterIsMetToo) {
  const Sought name = read(
                          "name: \xc3\x85"
                          "berg, Karin")
                          .value()
                          .values.at(0);
  EXPECT_TRUE(name_is_met(name,
                          "Karin \xc3\x85"
                          "berg"));
}

TEST(Placeholder, SaysNothingOfAnybody) {
  for (const char* text : {"", "-", "n/a", "0000", "Ok\xc3\xa4nd", "000000-0000", "..."})
    EXPECT_TRUE(is_placeholder(text)) << text;
  for (const char* text : {"Karin", "540102-3758", "a@example.org"})
    EXPECT_FALSE(is_placeholder(text)) << text;
  EXPECT_EQ(sought_of(DataCategory::email, "n/a", reading), std::nullopt);
}

}  // namespace

}  // namespace ombud::subjects
