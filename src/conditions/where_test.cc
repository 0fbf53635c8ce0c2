// Conditions asked of the three engines.
#include <gmock/gmock.h>

#include "conditions/drawn_test.h"
#include "conditions/reference_test.h"
#include "sql/test_databases.h"

namespace ombud::conditions {
namespace {

using sql::Statement;
using sql::test::EachEngine;
using sql::test::key_of;
using sql::test::must_have;
using sql::test::run;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Where : public EachEngine {
 protected:
  std::vector<std::int64_t> asked(const Condition& condition, const std::string& table,
                                  Ask ask = Ask::certain) {
    const sql::Table& in = *catalogue_.find(table);
    const Statement rows = Statement("select id from ")
                               .append(sql::table_name(in, engine()))
                               .text(" where ")
                               .append(must_have(where(condition, catalogue_, in, engine(), ask)))
                               .text(" order by id");
    std::vector<std::int64_t> ids;
    for (const sql::Row& row : must_have(connection_->all(rows)))
      ids.push_back(std::get<std::int64_t>(row.at(0)));
    return ids;
  }

  void read_catalogue() { catalogue_ = must_have(connection_->read_catalogue()); }

  Result<Statement> refused(const Condition& condition) {
    return where(condition, catalogue_, *catalogue_.find("person"), engine());
  }

  void make_tables() {
    run(*connection_,
        {by_engine(Statement("create table person (id integer primary key, born date, joined "
                             "datetime, seen timestamp, texted text, counted integer, balance "
                             "numeric, score real, price text, status text collate nocase, nick "
                             "text, active boolean, chief integer)"),
                   Statement("create table person (id bigint primary key, born date, joined "
                             "timestamp, seen timestamptz, texted text, counted bigint, balance "
                             "numeric, score float8, price varchar(60), status varchar(20), nick "
                             "text, active boolean, chief bigint)"),
                   Statement("create table person (id bigint primary key, born date, joined "
                             "datetime, seen timestamp null, texted varchar(60), counted bigint, "
                             "balance decimal(20, 4), score double, price varchar(60), status "
                             "varchar(20) character set latin1, nick varchar(20) character set "
                             "utf8mb4, active boolean, chief bigint)")),
         by_engine(Statement("create table visit (id integer primary key, person_id integer, day "
                             "date, note text, amount integer)"),
                   Statement("create table visit (id bigint primary key, person_id bigint, day "
                             "date, note text, amount integer)"),
                   Statement("create table visit (id bigint primary key, person_id bigint, day "
                             "date, note varchar(60), amount integer)"))});
    if (engine() == sql::Engine::mariadb)
      run(*connection_, {Statement("set session sql_mode = 'ALLOW_INVALID_DATES'")});
    read_catalogue();
  }

  sql::Catalogue catalogue_;
};

INSTANTIATE_TEST_SUITE_P(On, Where, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Where, AsksExactlyForTheRowsThatASlowReferenceFinds) {
  using test::Form;
  make_tables();
  test::Drawn drawn(20251122, engine());
  test::Tables tables;
  tables["person"].forms = {
      {"id", Form::number},      {"born", Form::day},     {"joined", Form::local},
      {"seen", Form::instant},   {"texted", Form::text},  {"counted", Form::count},
      {"balance", Form::number}, {"score", Form::number}, {"price", Form::text},
      {"status", Form::text},    {"nick", Form::text},    {"active", Form::truth},
      {"chief", Form::number}};
  tables["visit"].forms = {{"id", Form::number},
                           {"person_id", Form::number},
                           {"day", Form::day},
                           {"note", Form::text},
                           {"amount", Form::number}};
  const char* const person_columns[] = {"id",      "born",    "joined", "seen",  "texted",
                                        "counted", "balance", "score",  "price", "status",
                                        "nick",    "active",  "chief"};
  must_have(connection_->begin(sql::Begin::write));
  for (std::int64_t id = 1; id <= 60; ++id) {
    const test::Row row = drawn.person(id);
    sql::Row values;
    for (const char* const column : person_columns) values.push_back(row.at(column));
    if (engine() == sql::Engine::postgresql && !sql::is_null(values[11]))
      values[11] = std::get<std::int64_t>(values[11]) != 0;
    if (engine() == sql::Engine::sqlite && std::holds_alternative<sql::Decimal>(values[6]))
      values[6] = sql::plain(values[6]);
    must_have(connection_->execute_exactly(
        Statement("insert into person (id, born, joined, seen, texted, counted, balance, score, "
                  "price, status, nick, active, chief) values (")
            .values(values)
            .text(")"),
        1));
    tables["person"].rows.push_back(row);
  }
  for (std::int64_t id = 1; id <= 90; ++id) {
    const test::Row row = drawn.visit(id);
    const sql::Row values = {row.at("id"), row.at("person_id"), row.at("day"), row.at("note"),
                             row.at("amount")};
    must_have(connection_->execute_exactly(
        Statement("insert into visit (id, person_id, day, note, amount) values (")
            .values(values)
            .text(")"),
        1));
    tables["visit"].rows.push_back(row);
  }
  must_have(connection_->commit());

  test::Reference reference(tables, engine());
  std::size_t found = 0;
  std::size_t open = 0;
  for (int i = 0; i < 1500; ++i) {
    const Condition condition = drawn.condition(4, false);
    std::vector<std::int64_t> certain;
    std::vector<std::int64_t> possible;
    for (const test::Row& row : tables["person"].rows) {
      const test::Truth truth = reference.ask(condition, "person", row);
      const std::int64_t id = std::get<std::int64_t>(row.at("id"));
      if (truth == test::Truth::yes) certain.push_back(id);
      if (truth != test::Truth::no) possible.push_back(id);
    }
    found += certain.size();
    open += possible.size() - certain.size();
    const std::string written = evidence::written(to_json(condition));
    ASSERT_EQ(asked(condition, "person"), certain) << written;
    ASSERT_EQ(asked(condition, "person", Ask::possible), possible) << written;
    ASSERT_EQ(must_have(from_json(must_have(evidence::read_canonical_json(written)))), condition);
  }
  EXPECT_GT(found, 15'000u);
  EXPECT_GT(open, 3'000u);
}

TEST_P(Where, AnUnknownColumnIsNamed) {
  make_tables();
  const auto unknown = refused(compare({"exit_date", 0}, Op::less, utc_day(Day())));
  ASSERT_EQ(key_of(unknown), "conditions.unknown_column");
  EXPECT_EQ(unknown.error().params, (Params{{"table", "person"}, {"column", "exit_date"}}));
  EXPECT_EQ(key_of(refused(is_null({"born", 1}))), "conditions.unknown_column");
  EXPECT_EQ(key_of(refused(in_list({"nothing", 0}, {}))), "conditions.unknown_column");
  EXPECT_EQ(key_of(refused(exists("visit", {{"nobody", "id"}}, all_of({})))),
            "conditions.unknown_column");
}

TEST_P(Where, AnUnknownTableIsNamed) {
  make_tables();
  EXPECT_EQ(key_of(refused(exists("visits", {}, all_of({})))), "conditions.unknown_table");
}

TEST_P(Where, ValuesOfAnotherKindThanTheColumnAreRefused) {
  make_tables();
  EXPECT_EQ(key_of(refused(compare({"balance", 0}, Op::less, utc_day(Day())))),
            "conditions.type_clash");
  EXPECT_EQ(key_of(refused(compare({"born", 0}, Op::equal, "2025-01-01"))),
            "conditions.type_clash");
  EXPECT_EQ(key_of(refused(compare({"born", 0}, Op::equal, std::int64_t{1}))),
            "conditions.type_clash");
  EXPECT_EQ(key_of(refused(compare({"nick", 0}, Op::equal, true))), "conditions.type_clash");
  EXPECT_EQ(key_of(refused(compare({"nick", 0}, Op::less, "b"))), "conditions.no_order");
  EXPECT_EQ(key_of(refused(compare_columns({"born", 0}, Op::less, {"balance", 0}))),
            "conditions.cannot_compare");
  if (engine() != sql::Engine::sqlite) {  // There any column may refer to any.
    EXPECT_EQ(key_of(refused(exists("visit", {{"day", "id"}}, all_of({})))),
              "conditions.cannot_compare");
    EXPECT_EQ(key_of(refused(compare_columns({"seen", 0}, Op::less, {"joined", 0}))),
              "conditions.cannot_compare");
  }
}

TEST_P(Where, TooDeepAConditionIsRefused) {
  make_tables();
  Condition deep = is_null({"id", 0});
  for (int i = 0; i < 70; ++i) deep = negation(deep);
  EXPECT_EQ(key_of(refused(deep)), "conditions.too_deep");
  Condition tables = all_of({});
  for (int i = 0; i < 9; ++i) tables = exists("person", {{"chief", "id"}}, tables);
  EXPECT_EQ(key_of(refused(tables)), "conditions.too_deep");
}

TEST_P(Where, AComparisonOfADayIsServedByAnIndex) {
  make_tables();
  run(*connection_, {Statement("create index person_joined on person (joined)")});
  if (engine() == sql::Engine::postgresql)
    run(*connection_, {Statement("set enable_seqscan = off")});
  const sql::Table& person = *catalogue_.find("person");
  const Condition early =
      compare({"joined", 0}, Op::at_most, utc_day(Day(std::chrono::days(20000))));
  Statement plan =
      by_engine(Statement("explain query plan "), Statement("explain "), Statement("explain "));
  plan.text("select joined from ")
      .append(sql::table_name(person, engine()))
      .text(" where ")
      .append(must_have(where(early, catalogue_, person, engine())));
  std::string said;
  for (const sql::Row& row : must_have(connection_->all(plan)))
    for (const sql::Value& value : row) said += sql::plain(value) + " ";
  EXPECT_NE(said.find("person_joined"), std::string::npos) << said;
  const std::string served = by_engine("joined<?", "Index Cond", "range");
  EXPECT_NE(said.find(served), std::string::npos) << said;
}

}  // namespace
}  // namespace ombud::conditions
