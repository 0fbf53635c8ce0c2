#include "actions/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "sql/sqlite/sqlite.h"
#include "vault/vault.h"

namespace ombud::actions {
namespace {

using testing::EndsWith;
using testing::StartsWith;

class Erased : public testing::Test {
 protected:
  Erased()
      : connection_(sql::sqlite::connect(":memory:", {.create = true}).value()),
        matcher_({{detectors::Kind::name, "Berg, Johan"},
                  {detectors::Kind::email, "johan.berg@exempel.se"}},
                 {{Day{std::chrono::days{20'000}}, detectors::Country::se}, false}) {
    EXPECT_TRUE(connection_
                    ->execute(sql::Statement(
                        "CREATE TABLE t (word TEXT, short VARCHAR(4), born DATE, number INTEGER)"))
                    .has_value());
    catalogue_ = connection_->read_catalogue().value();
  }

  sql::Column column(std::string_view name, sql::TypeKind kind,
                     std::optional<std::int64_t> limit = std::nullopt) const {
    sql::Column column = *catalogue_.tables[0].column(name);
    column.kind = kind;
    column.limit = limit;
    return column;
  }

  Result<sql::Value> erase(datamap::Erase how, DataCategory category, const sql::Column& column,
                           const sql::Value& before, std::string_view row = "row 1") const {
    return erased(
        {column.name.text(), how, "erased", category}, column, before, row,
        {matcher_, "[raderad]", [](std::string_view text) { return vault::sha256(text); }});
  }

  std::unique_ptr<sql::Connection> connection_;
  sql::Catalogue catalogue_;
  detectors::PersonMatcher matcher_;
};

TEST_F(Erased, LeavesNullNull) {
  const sql::Column word = column("word", sql::TypeKind::text);
  for (const datamap::Erase how :
       {datamap::Erase::constant, datamap::Erase::surrogate, datamap::Erase::scrub})
    EXPECT_TRUE(
        sql::is_null(erase(how, DataCategory::name, word, sql::Value{sql::Null{}}).value()));
}

TEST_F(Erased, DerivesTheSameSurrogateForTheSameRowAndAnotherForAnother) {
  const sql::Column word = column("word", sql::TypeKind::text, 60);
  const auto surrogate = [&](std::string_view row) {
    return erase(datamap::Erase::surrogate, DataCategory::username, word,
                 sql::Value{std::string("johan.berg")}, row)
        .value();
  };
  EXPECT_EQ(surrogate("row 1"), surrogate("row 1"));
  EXPECT_NE(surrogate("row 1"), surrogate("row 2"));
  EXPECT_THAT(std::get<std::string>(surrogate("row 1")), StartsWith("erased-"));
}

TEST_F(Erased, CutsASurrogateToTheColumn) {
  const sql::Value value =
      erase(datamap::Erase::surrogate, DataCategory::username,
            column("short", sql::TypeKind::text, 4), sql::Value{std::string("jobe")})
          .value();
  EXPECT_EQ(std::get<std::string>(value).size(), 4u);
}

TEST_F(Erased, GivesAnEMailSurrogateThatNoMailEverReaches) {
  const sql::Value value =
      erase(datamap::Erase::surrogate, DataCategory::email,
            column("word", sql::TypeKind::text, 180), sql::Value{std::string("a@b.se")})
          .value();
  EXPECT_THAT(std::get<std::string>(value), EndsWith("@erased.invalid"));
}

TEST_F(Erased, MakesNumbersNegativeAndUuidsVersion8) {
  EXPECT_LT(std::get<std::int64_t>(erase(datamap::Erase::surrogate, DataCategory::other,
                                         column("number", sql::TypeKind::integer),
                                         sql::Value{std::int64_t{17}})
                                       .value()),
            0);
  const sql::Value uuid =
      erase(datamap::Erase::surrogate, DataCategory::other, column("word", sql::TypeKind::uuid),
            sql::Value{std::string("0192f0a1-2b3c-7d4e-8f50-617283940516")})
          .value();
  EXPECT_TRUE(is_uuid(std::get<std::string>(uuid)));
  EXPECT_EQ(std::get<std::string>(uuid)[14], '8');
}

TEST_F(Erased, RefusesASurrogateForADate) {
  const auto value =
      erase(datamap::Erase::surrogate, DataCategory::birth_date, column("born", sql::TypeKind::day),
            sql::Value{std::string("1987-05-12")});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().key, "actions.no_surrogate");
}

TEST_F(Erased, GeneralisesABirthDateToItsYear) {
  const auto to_year = [&](sql::TypeKind kind, sql::Value before) {
    return erase(datamap::Erase::generalise, DataCategory::birth_date, column("born", kind), before)
        .value();
  };
  EXPECT_EQ(to_year(sql::TypeKind::day, std::string("1987-05-12")),
            sql::Value{std::string("1987-01-01")});
  EXPECT_EQ(to_year(sql::TypeKind::text, std::string("12.05.1987")),
            sql::Value{std::string("1987-01-01")});
  EXPECT_EQ(to_year(sql::TypeKind::integer, std::int64_t{19870512}),
            sql::Value{std::int64_t{1987}});
}

TEST_F(Erased, GeneralisesNothingThatItCanNotRead) {
  sql::Column born = column("born", sql::TypeKind::text);
  born.nullable = false;
  const auto value = erase(datamap::Erase::generalise, DataCategory::birth_date, born,
                           sql::Value{std::string("in spring")});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().key, "actions.can_not_generalise");
  born.nullable = true;
  EXPECT_TRUE(sql::is_null(erase(datamap::Erase::generalise, DataCategory::birth_date, born,
                                 sql::Value{std::string("in spring")})
                               .value()));
}

TEST_F(Erased, GeneralisesAPostalCodeToItsFirstTwoDigits) {
  EXPECT_EQ(erase(datamap::Erase::generalise, DataCategory::postal_address,
                  column("word", sql::TypeKind::text), sql::Value{std::string("114 55")})
                .value(),
            sql::Value{std::string("11")});
}

TEST_F(Erased, ScrubsThePersonAndNobodyElse) {
  const sql::Column word = column("word", sql::TypeKind::text);
  EXPECT_EQ(erase(datamap::Erase::scrub, DataCategory::free_text, word,
                  sql::Value{std::string("Johan Berg ringde Karin Berg och Lena Bergström.")})
                .value(),
            sql::Value{std::string("[raderad] ringde Karin Berg och Lena Bergström.")});
}

TEST_F(Erased, NeverMakesATextLongerThanItsColumn) {
  const sql::Value value =
      erase(datamap::Erase::scrub, DataCategory::free_text, column("word", sql::TypeKind::text, 10),
            sql::Value{std::string("J. Berg")})
          .value();
  EXPECT_LE(std::get<std::string>(value).size(), 10u);
  EXPECT_EQ(std::get<std::string>(value).find("Berg"), std::string::npos);
}

TEST_F(Erased, RefusesToScrubWhatIsNoText) {
  const auto value = erase(datamap::Erase::scrub, DataCategory::free_text,
                           column("number", sql::TypeKind::integer), sql::Value{std::int64_t{5}});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().key, "actions.no_text");
}

TEST(ScrubbedWord, SpeaksTheLanguageOfTheLaw) {
  EXPECT_EQ(scrubbed_word("se"), "[raderad]");
  EXPECT_EQ(scrubbed_word("dk"), "[slettet]");
  EXPECT_EQ(scrubbed_word("no"), "[slettet]");
  EXPECT_EQ(scrubbed_word("fi"), "[poistettu]");
  EXPECT_EQ(scrubbed_word("is"), "[erased]");
}

}  // namespace
}  // namespace ombud::actions
