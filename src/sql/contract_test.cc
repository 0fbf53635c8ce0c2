// What every driver promises of values, cursors and statements, whatever the engine.

#include <gmock/gmock.h>
#include <malloc.h>

#include <algorithm>
#include <fstream>
#include <limits>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::EachEngine;
using test::key_of;
using test::must_have;
using test::only_value;
using test::run;
using test::TestName;
using ::testing::ElementsAre;

class Contract : public EachEngine {
 protected:
  void make_numbers(std::int64_t count) {
    run(*connection_, {Statement("create table numbers (n integer primary key, t varchar(40))")});
    const Statement fill = by_engine(
        Statement("with recursive s(n) as (select 1 union all select n + 1 from s where n < ?) "
                  "insert into numbers select n, 'row' from s",
                  {count}),
        Statement("insert into numbers select n, 'row' from generate_series(1, ?) n", {count}),
        Statement("insert into numbers select seq, 'row' from seq_1_to_100000 where seq <= ?",
                  {count}));
    EXPECT_EQ(must_have(connection_->execute(fill)), count);
  }
};

INSTANTIATE_TEST_SUITE_P(On, Contract, test::every_engine(), test::engine_name);

TEST_P(Contract, ValuesComeBackAsTheyWent) {
  run(*connection_,
      {by_engine(Statement("create table v (id integer, i integer, r real, t text, b blob)"),
                 Statement("create table v (id integer, i bigint, r float8, t text, b bytea)"),
                 Statement("create table v (id integer, i bigint, r double, t longtext, "
                           "b longblob) character set utf8mb4"))});
  const std::vector<Row> rows = {
      {std::int64_t{1}, std::numeric_limits<std::int64_t>::min(), 0.1, "Åsa Öström 🙂",
       Blob{std::string("\0\xff\x27\\", 4)}},
      {std::int64_t{2}, std::numeric_limits<std::int64_t>::max(), 1e300, "", Blob{""}},
      {std::int64_t{3}, std::int64_t{-1}, -5e-324, R"(it's "quoted" `so` \ $1 ? %s)",
       Blob{std::string(100'000, 'x')}},
      {std::int64_t{4}, Null{}, Null{}, Null{}, Null{}}};
  for (const Row& row : rows)
    must_have(
        connection_->execute_exactly(Statement("insert into v values (").values(row).text(")"), 1));
  EXPECT_EQ(must_have(connection_->all(Statement("select id, i, r, t, b from v order by id"))),
            rows);
}

TEST_P(Contract, ViewsAreTheValuesWithoutACopy) {
  run(*connection_, {by_engine(Statement("create table w (id integer, t text, b blob)"),
                               Statement("create table w (id integer, t text, b bytea)"),
                               Statement("create table w (id integer, t longtext, b longblob) "
                                         "character set utf8mb4"))});
  const std::vector<Row> rows = {
      {std::int64_t{1}, "Åsa", Blob{std::string("\0\xff", 2)}},
      {std::int64_t{2}, "", Blob{""}},
      {std::int64_t{3}, std::string(100'000, 'x'), Blob{std::string(100'000, '\0')}},
      {std::int64_t{4}, Null{}, Null{}}};
  for (const Row& row : rows)
    must_have(
        connection_->execute_exactly(Statement("insert into w values (").values(row).text(")"), 1));
  std::size_t at = 0;
  must_have(connection_->each_view(Statement("select id, t, b from w order by id"),
                                   [&](std::span<const ValueView> views) -> Result<void> {
                                     EXPECT_EQ(views.size(), 3u);
                                     for (std::size_t i = 0; i < 3; ++i) {
                                       const ValueView expected = view_of(rows[at][i]);
                                       EXPECT_EQ(views[i].kind, expected.kind) << at << " " << i;
                                       EXPECT_EQ(views[i].integer, expected.integer);
                                       EXPECT_EQ(views[i].bytes, expected.bytes);
                                     }
                                     ++at;
                                     return {};
                                   }));
  EXPECT_EQ(at, rows.size());
  // Stopped by its reader: the connection is free for the next statement.
  const Result<void> stopped = connection_->each_view(
      Statement("select id from w"), [](std::span<const ValueView>) -> Result<void> {
        return fail(Errc::conflict, "test.enough");
      });
  EXPECT_EQ(key_of(stopped), "test.enough");
  EXPECT_EQ(must_have(connection_->all(Statement("select id from w"))).size(), 4u);
}

TEST_P(Contract, ValuesFoundByThemselvesAreTheSameRow) {
  run(*connection_,
      {by_engine(Statement("create table v (id integer, i integer, r real, t text, b blob)"),
                 Statement("create table v (id integer, i bigint, r float8, t text, b bytea)"),
                 Statement("create table v (id integer, i bigint, r double, t text, b blob)")),
       Statement("insert into v values (?, ?, ?, ?, ?)",
                 {std::int64_t{1}, std::int64_t{9007199254740993}, 0.1, "Ærø",
                  Blob{std::string("\0\x01", 2)}})});
  const Row row = must_have(connection_->one(Statement("select id, i, r, t, b from v"))).value();
  EXPECT_EQ(only_value(*connection_,
                       Statement("select count(*) from v where i = ? and r = ? and t = ? and b = ?",
                                 {row[1], row[2], row[3], row[4]})),
            Value(std::int64_t{1}));
  EXPECT_EQ(only_value(*connection_, Statement("select count(*) from v where i = ?",
                                               {std::int64_t{9007199254740992}})),
            Value(std::int64_t{0}));
}

TEST_P(Contract, TruthIsBound) {
  run(*connection_,
      {by_engine(Statement("create table v (b integer)"), Statement("create table v (b boolean)"),
                 Statement("create table v (b boolean)")),
       Statement("insert into v values (?), (?), (?)", {true, false, true})});
  EXPECT_EQ(only_value(*connection_, Statement("select count(*) from v where b = ?", {true})),
            Value(std::int64_t{2}));
}

TEST_P(Contract, NamesOfAllKindsAreQuoted) {
  for (const char* text : {"user", "order", "Åtgärd", "Ærø", "a b", "it's", "x\"y", "x`y", "-- z",
                           "select", "Mixed", "?", "$1", "%s"}) {
    const Name name = TestName::of(text);
    const Statement create = Statement("create table ")
                                 .name(name)
                                 .text(" (")
                                 .name(name)
                                 .text(" varchar(20), id integer primary key)");
    const Statement insert =
        Statement("insert into ").name(name).text(" values (").value("värde").text(", 1)");
    run(*connection_, {create, insert});
    EXPECT_EQ(only_value(*connection_, Statement("select ").name(name).text(" from ").name(name)),
              Value("värde"))
        << text;
    const Catalogue catalogue = must_have(connection_->read_catalogue());
    const Table* table = catalogue.find(text);
    ASSERT_NE(table, nullptr) << text;
    EXPECT_NE(table->column(text), nullptr) << text;
    must_have(connection_->rights(*table));
  }
}

TEST_P(Contract, AnUpdateCountsTheRowsThatItMet) {
  make_numbers(5);
  EXPECT_EQ(must_have(connection_->execute(Statement("update numbers set t = 'row'"))), 5);
  EXPECT_EQ(must_have(connection_->execute(
                Statement("update numbers set t = ? where n > ?", {"row", std::int64_t{3}}))),
            2);
  EXPECT_EQ(must_have(connection_->execute(Statement("delete from numbers where n = 99"))), 0);
  EXPECT_EQ(must_have(connection_->execute(Statement("delete from numbers"))), 5);
  EXPECT_EQ(must_have(connection_->execute(Statement("create table empty (a integer)"))), 0);
}

TEST_P(Contract, AnExpectedCountIsHeld) {
  make_numbers(3);
  EXPECT_EQ(key_of(connection_->execute_exactly(Statement("delete from numbers"), 3)), "no error");
  const auto wrong = connection_->execute_exactly(Statement("delete from numbers"), 3);
  ASSERT_EQ(key_of(wrong), "sql.unexpected_count");
  EXPECT_EQ(wrong.error().code, Errc::conflict);
  EXPECT_EQ(wrong.error().params, (Params{{"expected", "3"}, {"actual", "0"}}));
}

TEST_P(Contract, AResultIsReadRowByRowToItsEnd) {
  make_numbers(20'000);
  for (const bool in_transaction : {false, true}) {
    if (in_transaction) must_have(connection_->begin(Begin::read));
    const auto cursor =
        must_have(connection_->open(Statement("select n, t from numbers "
                                              "order by n")));
    EXPECT_THAT(cursor->columns(), ElementsAre("n", "t"));
    std::int64_t expected = 0;
    while (const Row* row = must_have(cursor->next()))
      ASSERT_EQ(row->at(0), Value(std::int64_t{++expected}));
    EXPECT_EQ(expected, 20'000);
    EXPECT_EQ(must_have(cursor->next()), nullptr);
    if (in_transaction) must_have(connection_->commit());
  }
}

// What the process holds now, in bytes.
std::int64_t resident_bytes() {
  std::int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

TEST_P(Contract, MemoryDoesNotGrowWithTheResult) {
  const Statement fifty_megabytes = by_engine(
      Statement("with recursive s(n) as (select 1 union all select n + 1 from s where n < 50000) "
                "select n, hex(zeroblob(500)) from s"),
      Statement("select n, repeat('x', 1000) from generate_series(1, 50000) n"),
      Statement("select seq, repeat('x', 1000) from seq_1_to_50000"));
  for (const bool in_transaction : {false, true}) {
    if (in_transaction) must_have(connection_->begin(Begin::read));
    malloc_trim(0);
    const std::int64_t before = resident_bytes();
    std::int64_t most = before;
    std::int64_t rows = 0;
    must_have(connection_->each(fifty_megabytes, [&](const Row&) -> Result<void> {
      if (++rows % 1000 == 0) most = std::max(most, resident_bytes());
      return {};
    }));
    EXPECT_EQ(rows, 50'000);
    EXPECT_LT(most - before, 8 * 1024 * 1024);
  }
}

TEST_P(Contract, AnEmptyResultHasColumns) {
  make_numbers(1);
  for (const bool in_transaction : {false, true}) {
    if (in_transaction) must_have(connection_->begin(Begin::read));
    const auto cursor =
        must_have(connection_->open(Statement("select n, t from numbers where n < 0")));
    EXPECT_THAT(cursor->columns(), ElementsAre("n", "t"));
    EXPECT_EQ(must_have(cursor->next()), nullptr);
  }
}

TEST_P(Contract, AReadGivenUpEarlyHarmsNothing) {
  make_numbers(20'000);
  must_have(connection_->open(Statement("select n from numbers")));
  EXPECT_EQ(only_value(*connection_, Statement("select count(*) from numbers")),
            Value(std::int64_t{20'000}));
  must_have(connection_->begin(Begin::write));
  run(*connection_, {Statement("delete from numbers where n = 1")});
  {
    const auto cursor = must_have(connection_->open(Statement("select n from numbers")));
    must_have(cursor->next());
  }
  run(*connection_, {Statement("delete from numbers where n = 2")});
  must_have(connection_->commit());
  EXPECT_EQ(only_value(*connection_, Statement("select count(*) from numbers")),
            Value(std::int64_t{19'998}));
}

TEST_P(Contract, AStatementWaitsForTheCursorBefore) {
  make_numbers(3000);
  auto cursor = must_have(connection_->open(Statement("select n from numbers")));
  must_have(cursor->next());
  const auto early = connection_->execute(Statement("delete from numbers"));
  ASSERT_EQ(key_of(early), "sql.cursor_open");
  EXPECT_EQ(early.error().code, Errc::internal);
  cursor.reset();
  EXPECT_EQ(must_have(connection_->execute(Statement("delete from numbers"))), 3000);
}

TEST_P(Contract, ACursorOutlivesItsConnection) {
  make_numbers(3000);
  const auto cursor = must_have(connection_->open(Statement("select n from numbers")));
  must_have(cursor->next());
  connection_.reset();
  EXPECT_EQ(key_of(cursor->next()), "sql.cancelled");
}

TEST_P(Contract, SmallResultsComeWhole) {
  make_numbers(3);
  EXPECT_EQ(must_have(connection_->all(Statement("select n from numbers"))).size(), 3u);
  const auto too_many = connection_->all(Statement("select n from numbers"), 2);
  ASSERT_EQ(key_of(too_many), "sql.too_many_rows");
  EXPECT_EQ(too_many.error().code, Errc::exhausted);
  const auto not_one = connection_->one(Statement("select n from numbers"));
  ASSERT_EQ(key_of(not_one), "sql.too_many_rows");
  EXPECT_EQ(not_one.error().code, Errc::internal);
  EXPECT_FALSE(
      must_have(connection_->one(Statement("select n from numbers where n = 9"))).has_value());
}

TEST_P(Contract, AnErrorOfTheTakerEndsTheReading) {
  make_numbers(3000);
  int taken = 0;
  const auto stopped =
      connection_->each(Statement("select n from numbers"), [&](const Row&) -> Result<void> {
        if (++taken == 2) return fail(Errc::invalid, "sql.bad_value");
        return {};
      });
  EXPECT_EQ(key_of(stopped), "sql.bad_value");
  EXPECT_EQ(taken, 2);
}

TEST_P(Contract, KeysAreFoundByOneOrMoreColumns) {
  run(*connection_, {Statement("create table k (a integer, b varchar(20))"),
                     Statement("insert into k values (1, 'x'), (1, 'y'), (2, 'x'), (3, null)")});
  const std::vector<Name> both = {TestName::of("a"), TestName::of("b")};
  const auto count = [&](std::span<const Name> key, const std::vector<Row>& values) {
    return only_value(
        *connection_,
        Statement("select count(*) from k where ").append(key_is_one_of(key, values, engine())));
  };
  const Value one{std::int64_t{1}};
  EXPECT_EQ(count(std::span(both).first(1), {{one}, {Value(std::int64_t{3})}}),
            Value(std::int64_t{3}));
  EXPECT_EQ(count(both, {{one, "x"}, {Value(std::int64_t{2}), "y"}}), one);
  EXPECT_EQ(count(both, {{Value(std::int64_t{3}), Null{}}}), one);
  EXPECT_EQ(count(std::span(both).last(1), {{Null{}}, {Value("y")}}), Value(std::int64_t{2}));
  EXPECT_EQ(count(both, {}), Value(std::int64_t{0}));
}

TEST_P(Contract, EveryColumnCanBeReadAsText) {
  run(*connection_, {by_engine(Statement("create table a (i integer, t text, b blob)"),
                               Statement("create table a (i integer, t text, b bytea)"),
                               Statement("create table a (i integer, t text, b blob)")),
                     Statement("insert into a values (42, ?, ?)", {"Åsa", Blob{"\xff\xfe"}})});
  const auto text = [&](const char* column) {
    return only_value(
        *connection_,
        Statement("select ").append(as_text(TestName::of(column), engine())).text(" from a"));
  };
  EXPECT_EQ(text("i"), Value("42"));
  EXPECT_EQ(text("t"), Value("Åsa"));
  text("b");  // No text, and no error.
}

TEST_P(Contract, LargeValuesComeWholeAndInPieces) {
  if (engine() == Engine::mariadb) {
    run(*connection_, {Statement("set global max_allowed_packet = 67108864")});
    connection_ = database_.connect();
  }
  run(*connection_, {by_engine(Statement("create table l (id integer, t text, b blob)"),
                               Statement("create table l (id integer, t text, b bytea)"),
                               Statement("create table l (id integer, t longtext, b longblob)"))});
  std::string bytes(std::size_t{20} * 1024 * 1024, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 >> 3);
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "Åsa ";
  run(*connection_,
      {Statement("insert into l values (1, ?, ?), (2, null, null)", {text, Blob{bytes}})});
  const Row row = must_have(connection_->one(Statement("select t, b from l where id = 1"))).value();
  EXPECT_TRUE(row[0] == Value(text));
  EXPECT_TRUE(row[1] == Value(Blob{bytes}));
  const Catalogue catalogue = must_have(connection_->read_catalogue());
  const Table& table = *catalogue.find("l");
  const auto pieces = [&](const char* column, std::int64_t id) {
    std::string joined;
    must_have(read_in_pieces(*connection_, table, table.column(column)->name,
                             Statement("id = ?", {id}), 1'000'001,
                             [&](std::string_view piece) -> Result<void> {
                               EXPECT_LE(piece.size(), 1'000'001u);
                               joined += piece;
                               return {};
                             }));
    return joined;
  };
  EXPECT_TRUE(pieces("t", 1) == text);
  EXPECT_TRUE(pieces("b", 1) == bytes);
  EXPECT_EQ(pieces("t", 2), "");
  EXPECT_EQ(key_of(read_in_pieces(*connection_, table, table.column("t")->name, Statement("id = 9"),
                                  10, [](auto) { return Result<void>(); })),
            "sql.unexpected_count");
  const Statement lengths = Statement("select ")
                                .append(byte_length(*table.column("t"), engine()))
                                .text(", ")
                                .append(byte_length(*table.column("b"), engine()))
                                .text(" from l where id = 1");
  EXPECT_THAT(must_have(connection_->one(lengths)).value(),
              ElementsAre(Value(static_cast<std::int64_t>(text.size())),
                          Value(static_cast<std::int64_t>(bytes.size()))));
}

}  // namespace
}  // namespace ombud::sql
