#include "subjects/keys.h"

#include <gmock/gmock.h>

#include "sql/test_databases.h"

namespace ombud::subjects {

namespace {

using sql::test::must_have;

std::vector<std::string> columns_of(const Key& key) {
  std::vector<std::string> all;
  for (const sql::Name& name : key.columns) all.push_back(name.text());
  return all;
}

class KeyOf : public sql::test::EachEngine {
 protected:
  Key of(sql::Literal made) {
    sql::test::run(*connection_, {sql::Statement(made)});
    return key_of(must_have(connection_->read_catalogue()).tables.at(0), engine());
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, KeyOf, sql::test::every_engine(), sql::test::engine_name);

TEST_P(KeyOf, IsThePrimaryKey) {
  const Key key = of("create table t (a int not null, b int not null, c int, primary key (b, a))");
  EXPECT_THAT(columns_of(key), testing::ElementsAre("b", "a"));
  EXPECT_FALSE(key.whole_row);
}

TEST_P(KeyOf, IsAUniqueKeyThatIsNeverNullWhereThereIsNoPrimaryKey) {
  const Key key = of("create table t (a int unique, b int not null unique, c int)");
  EXPECT_THAT(columns_of(key), testing::ElementsAre("b"));
  EXPECT_FALSE(key.whole_row);
}

TEST_P(KeyOf, IsTheWholeRowWhereAUniqueColumnMayBeNull) {
  const Key key = of("create table t (a int unique, b varchar(9))");
  EXPECT_THAT(columns_of(key), testing::ElementsAre("a", "b"));
  EXPECT_TRUE(key.whole_row);
}

TEST(KeyOfExpression, IsNotTheColumnsBesideIt) {
  for (const sql::Engine engine : {sql::Engine::sqlite, sql::Engine::postgresql}) {
    const sql::test::Database database(engine);
    const auto connection = database.connect();
    sql::test::run(*connection, {sql::Statement("create table t (a int not null, b text)"),
                                 sql::Statement("create unique index u on t (a, lower(b))")});
    EXPECT_TRUE(key_of(must_have(connection->read_catalogue()).tables.at(0), engine).whole_row);
  }
}

TEST(KeyOfFloat, IsNotPartOfAKeyWhereItComesOutShorterThanItIs) {
  const sql::test::Database database(sql::Engine::mariadb);
  const auto connection = database.connect();
  sql::test::run(*connection, {sql::Statement("create table t (a int, b float)")});
  EXPECT_THAT(columns_of(key_of(must_have(connection->read_catalogue()).tables.at(0),
                                sql::Engine::mariadb)),
              testing::ElementsAre("a"));
}

TEST(KeyText, IsAnotherForEveryKey) {
  using sql::Row;
  using sql::Value;
  EXPECT_NE(sql::key_text({std::string("a,"), std::string("b")}),
            sql::key_text({std::string("a"), std::string(",b")}));
  EXPECT_NE(sql::key_text({std::int64_t{1}}), sql::key_text({std::string("1")}));
  EXPECT_NE(sql::key_text({sql::Null{}}), sql::key_text({std::string()}));
}

}  // namespace

}  // namespace ombud::subjects
