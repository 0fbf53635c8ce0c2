#include "discovery/content.h"

#include <gtest/gtest.h>

#include "discovery/columns.h"
#include "sql/test_databases.h"

namespace ombud::discovery {
namespace {

Facts seen(std::initializer_list<std::string_view> values) {
  Look look(*parse_day("2026-11-21"));
  for (const std::string_view value : values) look.add_text(value);
  return look.facts();
}

TEST(Content, CountsWhatValuesAre) {
  const Facts facts = seen({"anna@exempel.se", "bo@exempel.dk", "", "ring senare"});
  EXPECT_EQ(facts.sampled, 4);
  EXPECT_EQ(facts.filled, 3);
  EXPECT_EQ(facts.distinct, 3);
  EXPECT_EQ(facts.emails, 2);
}

TEST(Content, KnowsNationalIdsInTextsAndNumbers) {
  EXPECT_EQ(seen({"19121212-1212", "191212121212"}).national_ids, 2);
  EXPECT_EQ(seen({"19121212-1212"}).id_kind, "personnummer");
  Look look(*parse_day("2026-11-21"));
  look.add_number("191212121212");
  look.add_number("42");
  EXPECT_EQ(look.facts().national_ids, 1);
}

TEST(Content, KnowsNamesOfPeopleFromNamesOfThings) {
  EXPECT_EQ(seen({"Anna Lindström", "Berg, Johan", "Karin Maria Holm"}).names, 3);
  EXPECT_EQ(seen({"Röd cykel", "Anna", "Model 3 Anna"}).names, 0);
}

TEST(Content, KnowsPhonesOnlyWhereTheyAreWrittenAsSuch) {
  EXPECT_EQ(seen({"070-174 06 05", "+46 70 174 06 06"}).phones, 2);
  EXPECT_EQ(seen({"4711", "12"}).phones, 0);
}

TEST(Content, CountsTextsThatPointOutAPerson) {
  const Facts facts = seen({"Ringde Anna Lindström om fakturan igår",
                            "Mejla till bo@exempel.dk före fredag", "Inget att anmärka på"});
  EXPECT_EQ(facts.telling, 2);
  EXPECT_EQ(facts.spaced, 3);
}

TEST(Content, KnowsStructuredTextAndImages) {
  EXPECT_EQ(seen({R"({"users": [1, 2]})", R"(["a", "b"])", "a:1:{s:1:\"a\";i:1;}"}).structured, 3);
  EXPECT_EQ(seen({"{braces}", "[note]"}).structured, 0);
  Look look(*parse_day("2026-11-21"));
  look.add_bytes("\x89PNG....");
  look.add_bytes("");
  EXPECT_EQ(look.facts().images, 1);
  EXPECT_EQ(look.facts().filled, 1);
}

TEST(Content, CountsWordsOfHealthAndOfTradeUnions) {
  const Facts facts = seen({"Sjukfrånvaro", "Facklig tid", "Besök", "Vabbade", "Försjunken"});
  EXPECT_EQ(facts.health, 2);
  EXPECT_EQ(facts.unions, 1);
}

TEST(Content, TellsBirthDatesFromEvents) {
  Look look(*parse_day("2026-11-21"));
  look.add_day("1984-03-03");
  look.add_day("2026-01-02");
  EXPECT_EQ(look.facts().days, 2);
  EXPECT_EQ(look.facts().birth_days, 1);
}

TEST(Content, IsNoMatterWhatBytesComeIn) {
  EXPECT_EQ(seen({"\xff\xfe", std::string_view("\0x", 2), "\xc3"}).filled, 3);
}

// A number column named for something else may hold national ids all the same.
TEST(Content, SpeaksBeforeANameThatItContradicts) {
  sql::Column column{.name = sql::test::TestName::of("account"), .kind = sql::TypeKind::text};
  TableView table;
  ColumnView view;
  view.column = &column;
  view.facts = seen({"19121212-1212", "198703022395", "19121212-1212"});
  view.facts.distinct = 2;
  view.facts.national_ids = 3;
  const auto guess = guess_by_content(table, view);
  ASSERT_TRUE(guess);
  EXPECT_EQ(guess->category, DataCategory::national_id);
  EXPECT_EQ(datamap::say_reason(guess->reason), "3 of 3 sampled values are national ids.");
}

}  // namespace
}  // namespace ombud::discovery
