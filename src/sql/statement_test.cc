#include "sql/statement.h"

#include <gmock/gmock.h>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::TestName;
using ::testing::ElementsAre;

TEST(Statement, NumbersItsPlacesOnPostgresqlOnly) {
  const Statement statement("select ? where a = ?", {std::int64_t{1}, "x"});
  EXPECT_EQ(render(statement, Engine::postgresql).text, "select $1 where a = $2");
  EXPECT_EQ(render(statement, Engine::sqlite).text, "select ? where a = ?");
  EXPECT_EQ(render(statement, Engine::mariadb).text, "select ? where a = ?");
  EXPECT_THAT(render(statement, Engine::sqlite).values,
              ElementsAre(Value(std::int64_t{1}), Value("x")));
}

TEST(Statement, KeepsTheOrderOfValuesWhenStatementsAreJoined) {
  Statement first("a = ?", {"1"});
  first.text(" and ").append(Statement("b = ?", {"2"})).text(" and c in (");
  const std::vector<Value> more = {"3", "4"};
  first.values(more).text(")");
  const Rendered rendered = render(first, Engine::postgresql);
  EXPECT_EQ(rendered.text, "a = $1 and b = $2 and c in ($3, $4)");
  EXPECT_THAT(rendered.values, ElementsAre(Value("1"), Value("2"), Value("3"), Value("4")));
}

TEST(Statement, CanBeAppendedToItself) {
  Statement twice("?", {"1"});
  twice.append(twice);
  EXPECT_EQ(render(twice, Engine::postgresql).text, "$1$2");
}

TEST(Statement, QuotesNamesSoThatTheyCannotEndTheQuotes) {
  const Name evil = TestName::of("a\"b`c; drop table d --");
  EXPECT_EQ(quoted(evil, Engine::sqlite), "\"a\"\"b`c; drop table d --\"");
  EXPECT_EQ(quoted(evil, Engine::postgresql), "\"a\"\"b`c; drop table d --\"");
  EXPECT_EQ(quoted(evil, Engine::mariadb), "`a\"b``c; drop table d --`");
}

TEST(Statement, ListsNames) {
  const std::vector<Name> names = {TestName::of("a"), TestName::of("é")};
  EXPECT_EQ(render(Statement("select ").names(names), Engine::sqlite).text, "select \"a\", \"é\"");
}

TEST(StatementDeathTest, StopsWhereValuesAndPlacesDiffer) {
  EXPECT_DEATH(Statement("select ?", std::vector<Value>{}), "");
  EXPECT_DEATH(Statement("select 1", {"x"}), "");
}

TEST(Engine, HasAWord) {
  EXPECT_EQ(word(Engine::sqlite), "sqlite");
  EXPECT_EQ(word(Engine::postgresql), "postgresql");
  EXPECT_EQ(word(Engine::mariadb), "mariadb");
}

}  // namespace
}  // namespace ombud::sql
