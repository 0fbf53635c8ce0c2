// Conditions asked of the three engines.
#include <gmock/gmock.h>

#include <random>

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

// Draws rows and conditions; small ranges, so that equal days and numbers meet.
class Drawn {
 public:
  Drawn(unsigned seed, sql::Engine engine) : random_(seed), engine_(engine) {}

  std::int64_t number(std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
  }

  bool one_in(int n) { return number(1, n) == 1; }

  template <class T>
  T any(std::vector<T> of) {
    return of.at(static_cast<std::size_t>(number(0, static_cast<std::int64_t>(of.size()) - 1)));
  }

  Day day() { return Day(std::chrono::days(20134 + number(0, 12))); }  // From 2025-02-15.

  std::string hour() {
    return any<std::string>({"00:00:00", "23:59:59", "22:30:00", "23:00:00", "12:00:00"});
  }

  sql::Value or_null(sql::Value value) { return one_in(7) ? sql::Value(sql::Null{}) : value; }

  sql::Value stored_day() {
    if (one_in(6)) {
      if (engine_ == sql::Engine::sqlite)
        return any<sql::Value>({"2025-02-29", "2025-2-03", "", "0000-00-00", std::int64_t{20250131},
                                std::int64_t{1740000000}, "2025-02-20 10:00", "2025-02-20 24:00"});
      if (engine_ == sql::Engine::mariadb)
        return any<sql::Value>({"0000-00-00", "2025-02-31", "2025-02-00", "2025-00-10"});
      return any<sql::Value>({"-infinity", "infinity", "0044-03-15 BC"});
    }
    return or_null(format_day(day()));
  }

  sql::Value stored_moment() {
    if (one_in(9) && engine_ == sql::Engine::sqlite)
      return any<sql::Value>({std::int64_t{1740000000}, std::int64_t{1740000000123},
                              std::int64_t{20250131}, "2025-02-30 10:00:00"});
    if (one_in(9) && engine_ == sql::Engine::postgresql)
      return any<sql::Value>({"-infinity", "infinity"});
    if (one_in(9) && engine_ == sql::Engine::mariadb) return "0000-00-00 00:00:00";
    return or_null(format_day(day()) + " " + hour());
  }

  sql::Value stored_text() {
    const std::string at = format_day(day());
    return or_null(any<std::string>({at,
                                     at,
                                     at,
                                     at + " " + hour(),
                                     at + "T" + hour(),
                                     at + " 10:00",
                                     at + " 10:00:00.125",
                                     "2025-02-29",
                                     "2024-02-29",
                                     "2025-13-01",
                                     "2025-00-01",
                                     "0000-01-01",
                                     "25-02-20",
                                     "",
                                     "2025-02-20Z",
                                     at + "T10:00:00Z",
                                     at + " 24:00:00",
                                     at + " ",
                                     at + "\n",
                                     " " + at,
                                     at + "x",
                                     "12.5",
                                     at + " 10:60:00",
                                     "1900-02-29",
                                     "2000-02-29",
                                     at + "t10:00:00"}));
  }

  sql::Value stored_price() {
    return or_null(
        any<std::string>({"0", "-1", "2", "2.0", "2.50", "-2.5", "002", "1e1", "", " 1", "1 ",
                          "--1", ".5", "5.", "1,5", "-", "1.2.3", "Infinity", "1\n"}));
  }

  sql::Value stored_name() {
    return or_null(any<std::string>({"a", "A", "å", "Å", "a ", "b", "", "2", "ab"}));
  }

  test::Row person(std::int64_t id) {
    const bool mariadb = engine_ == sql::Engine::mariadb;
    const std::int64_t counts[] = {
        0,  20250131,      99991231,   99991232,       1740000000,     1739919600,
        -5, 1740000000123, 1740009600, 99999999999999, 100000000000000};
    return {
        {"id", id},
        {"born", stored_day()},
        {"joined", stored_moment()},
        {"seen", stored_moment()},
        {"texted", stored_text()},
        {"counted", or_null(counts[number(0, 10)])},
        {"balance", or_null(sql::Decimal{any<std::string>({"0", "2.5", "-1", "2", "-2.5"})})},
        {"score", or_null(static_cast<double>(number(-4, 4)) / 2)},
        {"price", stored_price()},
        {"status", mariadb ? or_null(any<std::string>({"a", "A", "b", "Å", "a "})) : stored_name()},
        {"nick", stored_name()},
        {"active", or_null(number(0, 1))},
        {"chief", or_null(number(1, 40))}};
  }

  test::Row visit(std::int64_t id) {
    return {{"id", id},
            {"person_id", or_null(number(1, 40))},
            {"day", stored_day()},
            {"note", stored_text()},
            {"amount", or_null(number(-2, 3))}};
  }

  OnDay on() {
    const Day at = day();
    const auto east = std::chrono::hours(number(-1, 2));
    return {at, Instant(at) - east, Instant(at + std::chrono::days(1)) - east};
  }

  Op op() {
    return any<Op>({Op::equal, Op::not_equal, Op::less, Op::at_most, Op::more, Op::at_least});
  }

  Op equality() { return any<Op>({Op::equal, Op::not_equal}); }

  Value numeric() {
    if (one_in(2)) return number(-3, 3);
    return sql::Decimal{any<std::string>({"2.5", "-1", "0", "-2.50", "100000000000000000000"})};
  }

  std::string name() { return any<std::string>({"a", "A", "å", "a ", "", "b", "2"}); }

  Condition person_leaf(int out) {
    const auto column = [&](std::vector<std::string> of) {
      return ColumnOf{any(std::move(of)), out};
    };
    switch (number(0, 8)) {
      case 0:
      case 1:
        return compare(column({"born", "joined", "seen", "texted", "counted"}), op(), on());
      case 2:
        return compare(column({"balance", "score", "price"}), op(), numeric());
      case 3:
        return compare(column({"status", "nick"}), equality(), name());
      case 4:
        return compare(column({"active"}), equality(), one_in(2));
      case 5:
        return is_null(column({"born", "joined", "texted", "balance", "nick", "active"}));
      case 6:
        return in_list(column({"status", "nick"}), {name(), name()});
      case 7:
        return compare_columns(column({"born", "joined", "texted"}), op(),
                               column({"born", "joined", "texted"}));
      default:
        if (one_in(2))
          return compare_columns(column({"status"}), equality(), column({"nick", "texted"}));
        return compare_columns(column({"balance", "score", "price"}), op(),
                               column({"balance", "score", "price"}));
    }
  }

  Condition visit_leaf() {
    switch (number(0, 4)) {
      case 0:
        return compare({"day", 0}, op(), on());
      case 1:
        return compare({"note", 0}, op(), on());
      case 2:
        return compare({"amount", 0}, op(), numeric());
      case 3:
        return compare_columns({"day", 0}, op(),
                               {any<std::string>({"born", "texted", "joined"}), 1});
      default:
        return person_leaf(1);
    }
  }

  Condition condition(int depth, bool visits) {
    if (depth == 0 || one_in(4)) return visits ? visit_leaf() : person_leaf(0);
    std::vector<Condition> parts;
    const std::int64_t count = number(0, 3);
    switch (number(0, visits ? 3 : 5)) {
      case 0:
        for (std::int64_t i = 0; i < count; ++i) parts.push_back(condition(depth - 1, visits));
        return all_of(std::move(parts));
      case 1:
        for (std::int64_t i = 0; i < count; ++i) parts.push_back(condition(depth - 1, visits));
        return any_of(std::move(parts));
      case 2:
      case 3:
        return negation(condition(depth - 1, visits));
      case 4:
        return exists("visit", {{"person_id", "id"}}, condition(depth - 1, true));
      default:
        return exists("person", {{"chief", "id"}}, condition(depth - 1, false));
    }
  }

 private:
  std::mt19937 random_;
  sql::Engine engine_;
};

TEST_P(Where, AsksExactlyForTheRowsThatASlowReferenceFinds) {
  using test::Form;
  make_tables();
  Drawn drawn(20251122, engine());
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
