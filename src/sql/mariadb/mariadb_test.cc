// What is MariaDB's own: its types, its character sets, its rights, its engines.

#include "sql/mariadb/mariadb.h"

#include <gmock/gmock.h>

#include <thread>

#include "sql/mariadb/grants.h"
#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::Database;
using test::key_of;
using test::mariadb_server;
using test::must_have;
using test::only_value;
using test::run;
using test::TestName;

class Mariadb : public ::testing::Test {
 protected:
  Database database_{Engine::mariadb};
  std::unique_ptr<Connection> connection_ = database_.connect();
};

Value selected(Connection& connection, Literal expression) {
  return only_value(connection, Statement("select ").text(expression));
}

TEST_F(Mariadb, ReadsItsTypesExactly) {
  run(*connection_,
      {Statement("create table v (b bigint unsigned, n decimal(40,10), f float, y year, "
                 "bits bit(12), d date, t time(3), dt datetime(6), ts timestamp, e enum('å','b'), "
                 "vb varbinary(4), j json, c char(4))"),
       Statement("insert into v values (18446744073709551615, "
                 "123456789012345678901234567890.1234567890, 0.1, 2026, b'101', '2026-11-21', "
                 "'-100:00:00.5', '2026-11-21 23:59:59.123456', '2026-11-21 10:00:00', 'å', "
                 "x'00ff', '{\"a\":1}', 'ab')")});
  const Statement all("select b, n, f, y, bits, d, t, dt, ts, e, vb, j, c from v");
  const Row expected = {Decimal{"18446744073709551615"},
                        Decimal{"123456789012345678901234567890.1234567890"},
                        0.1,
                        std::int64_t{2026},
                        std::int64_t{5},
                        "2026-11-21",
                        "-100:00:00.500",
                        "2026-11-21 23:59:59.123456",
                        "2026-11-21 10:00:00",
                        "å",
                        Blob{std::string("\0\xff", 2)},
                        "{\"a\":1}",
                        "ab"};
  const Row row = must_have(connection_->one(all)).value();
  EXPECT_THAT(row, ::testing::ElementsAreArray(expected));
  run(*connection_,
      {Statement("delete from v"), Statement("insert into v values (").values(row).text(")")});
  EXPECT_EQ(must_have(connection_->one(all)), expected);
}

// As texts, both numbers would be compared as floating ones and be equal.
TEST_F(Mariadb, ComparesDecimalsExactly) {
  run(*connection_, {Statement("create table v (n decimal(30,2), b bigint unsigned)"),
                     Statement("insert into v values (12345678901234567890.12, "
                               "18446744073709551615)")});
  const auto count = [&](const char* n, const char* b) {
    return only_value(*connection_, Statement("select count(*) from v where n = ? and b = ?",
                                              {Decimal{n}, Decimal{b}}));
  };
  EXPECT_EQ(count("12345678901234567890.12", "18446744073709551615"), Value(std::int64_t{1}));
  EXPECT_EQ(count("12345678901234567890.13", "18446744073709551615"), Value(std::int64_t{0}));
  EXPECT_EQ(count("12345678901234567890.12", "18446744073709551614"), Value(std::int64_t{0}));
}

TEST_F(Mariadb, ReadsDatesThatDoNotExist) {
  run(*connection_,
      {Statement("set session sql_mode = ''"), Statement("create table v (d date, dt datetime)"),
       Statement("insert into v values ('0000-00-00', '2026-00-00')")});
  const auto fresh = database_.connect();
  const Row row = must_have(fresh->one(Statement("select d, dt from v"))).value();
  EXPECT_EQ(row, (Row{"0000-00-00", "2026-00-00 00:00:00"}));
  EXPECT_EQ(only_value(*fresh, Statement("select count(*) from v where d = ?", {row[0]})),
            Value(std::int64_t{1}));
}

TEST_F(Mariadb, GivesLatin1AsUtf8AndTakesItBack) {
  run(*connection_, {Statement("create table `Åtgärd` (t varchar(4) primary key) "
                               "character set latin1 collate latin1_bin"),
                     Statement("insert into `Åtgärd` values (?), (?)", {"Ærø", "Åsa"})});
  EXPECT_EQ(only_value(*connection_, Statement("select t from `Åtgärd` where t = ?", {"Ærø"})),
            Value("Ærø"));
  EXPECT_EQ(selected(*connection_, "hex(t) from `Åtgärd` where t like '%sa'"), Value("C57361"));
  const auto plan =
      must_have(connection_->all(Statement("explain select 1 from `Åtgärd` where t = ?", {"Åsa"})));
  EXPECT_NE(plan.at(0).at(3), Value("ALL"));
  // What its character set lacks is not found there, and can't be put there.
  const auto absent = connection_->all(Statement("select t from `Åtgärd` where t = ?", {"東京"}));
  EXPECT_TRUE(!absent ? absent.error().key == "sql.bad_value" : absent->empty());
  EXPECT_EQ(key_of(connection_->execute(Statement("update `Åtgärd` set t = ?", {"東京"}))),
            "sql.bad_value");
}

TEST_F(Mariadb, SaysThatAValueDoesNotFit) {
  run(*connection_, {Statement("create table v (i int, t varchar(3), d date)")});
  for (const char* column : {"i", "t", "d"}) {
    const auto refused = connection_->execute(Statement("insert into v (")
                                                  .name(TestName::of(column))
                                                  .text(") values (")
                                                  .value("åäöø")
                                                  .text(")"));
    EXPECT_EQ(key_of(refused), "sql.bad_value") << column;
  }
}

TEST_F(Mariadb, RefusesAStatementLargerThanThePacketBeforeSendingIt) {
  run(*connection_, {Statement("create table v (b longblob)"),
                     Statement("set global max_allowed_packet = 1048576")});
  const auto small = database_.connect();
  run(*connection_, {Statement("set global max_allowed_packet = 67108864")});
  const Statement large("insert into v values (?)", {Blob{std::string(2'000'000, 'x')}});
  EXPECT_EQ(key_of(small->execute(large)), "sql.bad_value");
  run(*small, {Statement("insert into v values (?)", {Blob{"x"}})});
}

TEST_F(Mariadb, KnowsEnginesHistoryTriggersJsonAndGeneratedColumns) {
  const std::string other = database_.name() + "_hr";
  run(*connection_,
      {Statement("create table isam (a int) engine = myisam"),
       Statement("create table aria (a int) engine = aria"),
       Statement("create table past (a int) with system versioning"),
       Statement("create table v (id bigint auto_increment primary key, j json, "
                 "ok tinyint(1) default 0, g int generated always as (id * 2) virtual, "
                 "n varchar(20) default 'å' comment 'kön', at timestamp null, "
                 "b blob) comment = 'Åtgärder'"),
       Statement("create trigger gone before delete on v for each row set @a = 1"),
       Statement("create database ").name(TestName::of(other)),
       Statement("create table ")
           .name(TestName::of(other))
           .text(".child (v_id bigint, foreign key (v_id) references ")
           .name(TestName::of(database_.name()))
           .text(".v (id) on delete cascade)")});
  const Catalogue catalogue = must_have(connection_->read_catalogue());
  run(*connection_, {Statement("drop database ").name(TestName::of(other))});
  EXPECT_FALSE(catalogue.find("isam")->transactional);
  EXPECT_FALSE(catalogue.find("aria")->transactional);
  EXPECT_TRUE(catalogue.find("past")->keeps_history);
  const Table& v = *catalogue.find("v");
  EXPECT_TRUE(v.transactional && !v.keeps_history);
  EXPECT_EQ(v.comment, "Åtgärder");
  EXPECT_TRUE(v.column("id")->identity);
  EXPECT_EQ(v.column("j")->kind, TypeKind::json);
  EXPECT_EQ(v.column("ok")->kind, TypeKind::boolean);
  EXPECT_TRUE(v.column("g")->generated);
  EXPECT_EQ(v.column("n")->fallback, "'å'");
  EXPECT_EQ(v.column("n")->comment, "kön");
  EXPECT_EQ(v.column("at")->kind, TypeKind::instant);
  EXPECT_FALSE(v.column("at")->fallback.has_value());
  EXPECT_EQ(v.column("b")->limit, 65535);
  ASSERT_EQ(v.triggers.size(), 1u);
  EXPECT_TRUE(v.triggers[0].on_delete);
  // A deletion here reaches the other database.
  const Table* child = catalogue.find(other + ".child");
  ASSERT_NE(child, nullptr);
  ASSERT_EQ(child->foreign_keys.size(), 1u);
  EXPECT_EQ(&catalogue.tables[child->foreign_keys[0].to_table], &v);
}

TEST_F(Mariadb, SaysWhichRightsAreMissing) {
  const std::string user = "u" + std::to_string(getpid());
  const Name name = TestName::of(user);
  const Name role = TestName::of(user + "r");
  const Name schema = TestName::of(database_.name());
  run(*connection_,
      {Statement("create table open (a int, b int)"), Statement("create table closed (a int)"),
       Statement("create user ").name(name).text("@localhost"),
       Statement("create role ").name(role),
       Statement("grant select on ").name(schema).text(".* to ").name(role),
       Statement("grant ").name(role).text(" to ").name(name).text("@localhost"),
       Statement("set default role ").name(role).text(" for ").name(name).text("@localhost"),
       Statement("grant update (a, b), delete on ")
           .name(schema)
           .text(".open to ")
           .name(name)
           .text("@localhost"),
       Statement("grant update (a) on ")
           .name(schema)
           .text(".closed to ")
           .name(name)
           .text("@localhost")});
  mariadb::Options options = mariadb_server(database_.name());
  options.user = user;
  const auto limited = must_have(mariadb::connect(options));
  const Catalogue catalogue = must_have(limited->read_catalogue());
  const Rights open = must_have(limited->rights(*catalogue.find("open")));
  EXPECT_TRUE(open.read && open.update && open.erase);
  const Rights closed = must_have(limited->rights(*catalogue.find("closed")));
  EXPECT_TRUE(closed.read && closed.update && !closed.erase);
  const auto refused = limited->execute(Statement("delete from closed"));
  ASSERT_EQ(key_of(refused), "sql.no_right");
  EXPECT_EQ(refused.error().code, Errc::forbidden);
  EXPECT_THAT(must_have(limited->identity()), ::testing::StartsWith("mariadb:"));
  run(*connection_,
      {Statement("drop user ").name(name).text("@localhost"), Statement("drop role ").name(role)});
}

TEST(MariadbGrants, AreReadAsTheServerWritesThem) {
  mariadb::Grants grants("min_db", "O`Neil");
  grants.add("GRANT `r` TO `u`@`localhost`");
  grants.add("GRANT USAGE ON *.* TO `u`@`localhost` IDENTIFIED BY PASSWORD '*X'");
  grants.add("GRANT ALL PRIVILEGES ON `other`.* TO `u`@`localhost`");
  grants.add("GRANT EXECUTE ON PROCEDURE `min_db`.`O``Neil` TO `u`@`localhost`");
  EXPECT_FALSE(grants.on_table("SELECT") || grants.on_table("EXECUTE"));
  grants.add("GRANT SELECT (`a`, `b, ON c`), DELETE ON `min_db`.`O``Neil` TO `u`@`localhost`");
  EXPECT_TRUE(grants.on_table("DELETE"));
  EXPECT_TRUE(grants.on_all("SELECT", {"a", "b, ON c"}));
  EXPECT_FALSE(grants.on_all("SELECT", {"a", "c"}));
  EXPECT_FALSE(grants.on_table("SELECT"));
  grants.add("GRANT UPDATE ON `min\\_%`.* TO `u`@`localhost` WITH GRANT OPTION");
  EXPECT_TRUE(grants.on_table("UPDATE"));
  EXPECT_FALSE(grants.everywhere("UPDATE"));
  grants.add("GRANT ALL PRIVILEGES ON *.* TO `u`@`localhost`");
  EXPECT_TRUE(grants.everywhere("SUPER"));
}

TEST(MariadbGrants, PatternsOfSchemasFit) {
  EXPECT_TRUE(mariadb::fits("a%", "abc") && mariadb::fits("a_c", "abc"));
  EXPECT_FALSE(mariadb::fits("a\\_c", "abc"));
  EXPECT_TRUE(mariadb::fits("a\\_c", "a_c") && mariadb::fits("%", ""));
  EXPECT_FALSE(mariadb::fits("ab", "abc"));
  EXPECT_TRUE(mariadb::fits("a%b%%", "axbxb") && mariadb::fits("%\\%c\\\\", "ab%c\\"));
  EXPECT_FALSE(mariadb::fits("%b", "abc") || mariadb::fits("", "a") || mariadb::fits("a_", "a"));
}

TEST(MariadbGrants, APatternOfManySignsIsAnsweredAtOnce) {
  std::string pattern;
  for (int i = 0; i < 32; ++i) pattern += "%a";
  EXPECT_FALSE(mariadb::fits(pattern + "b", std::string(64, 'a')));
  EXPECT_TRUE(mariadb::fits(pattern + "%", std::string(64, 'a')));
}

TEST_F(Mariadb, SaysWhyItCannotSignIn) {
  mariadb::Options options = mariadb_server(database_.name() + "_missing");
  const auto missing = mariadb::connect(options);
  ASSERT_EQ(key_of(missing), "sql.no_such_database");
  EXPECT_EQ(missing.error().code, Errc::not_found);
  options.user = "nobody";
  const auto unknown = mariadb::connect(options);
  ASSERT_EQ(key_of(unknown), "sql.sign_in_refused");
  EXPECT_EQ(unknown.error().code, Errc::forbidden);
  options = mariadb_server("");
  options.tls = "on";  // The tests' server has none.
  const auto open_line = mariadb::connect(options);
  ASSERT_EQ(key_of(open_line), "sql.tls_failed");
  EXPECT_EQ(open_line.error().code, Errc::unavailable);
  options.socket = "/nowhere.sock";
  const auto nowhere = mariadb::connect(options);
  ASSERT_EQ(key_of(nowhere), "sql.unreachable");
  EXPECT_EQ(nowhere.error().params, (Params{{"host", "/nowhere.sock"}}));
}

TEST_F(Mariadb, NoticesThatTheServerIsGone) {
  const auto victim = database_.connect();
  const Value session = selected(*victim, "connection_id()");
  must_have(victim->begin(Begin::write));
  const auto cursor =
      must_have(victim->open(Statement("select a.seq, repeat('x', 1000) from seq_1_to_100000 a")));
  must_have(cursor->next());
  run(*connection_, {Statement("kill ?", {session})});
  Result<const Row*> row = cursor->next();
  while (row && *row != nullptr) row = cursor->next();
  EXPECT_EQ(key_of(row), "sql.unreachable");
  EXPECT_EQ(key_of(victim->execute(Statement("select 1"))), "sql.unreachable");
  victim->roll_back();
  EXPECT_EQ(key_of(victim->begin(Begin::write)), "sql.unreachable");
}

// After a deadlock the server has no transaction, and would keep each further change at once.
TEST_F(Mariadb, TakesNothingMoreAfterADeadlock) {
  run(*connection_, {Statement("create table t (id int primary key, a int)"),
                     Statement("insert into t values (1, 0), (2, 0)")});
  const auto other = database_.connect();
  must_have(connection_->begin(Begin::write));
  must_have(other->begin(Begin::write));
  run(*connection_, {Statement("update t set a = 1 where id = 1")});
  run(*other, {Statement("update t set a = 2 where id = 2"),
               Statement("insert into t values (3, 0), (4, 0), (5, 0)")});
  must_have(other->set_time_out(std::chrono::seconds(20)));
  std::thread waits([&] {
    // The one that has changed more rows is the survivor.
    EXPECT_EQ(key_of(other->execute(Statement("update t set a = 2 where id = 1"))), "no error");
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const auto dead = connection_->execute(Statement("update t set a = 1 where id = 2"));
  waits.join();
  EXPECT_EQ(key_of(dead), "sql.serialization");
  EXPECT_EQ(key_of(connection_->execute(Statement("delete from t"))), "sql.transaction_lost");
  connection_->roll_back();
  must_have(other->commit());
  EXPECT_EQ(selected(*connection_, "sum(a) from t"), Value(Decimal{"4"}));
}

TEST_F(Mariadb, SaysThatAnotherHoldsTheRow) {
  run(*connection_,
      {Statement("create table t (id int primary key)"), Statement("insert into t values (1)")});
  must_have(connection_->begin(Begin::write));
  run(*connection_, {Statement("delete from t")});
  const auto other = database_.connect();
  run(*other, {Statement("set session innodb_lock_wait_timeout = 1")});
  EXPECT_EQ(key_of(other->execute(Statement("delete from t"))), "sql.locked");
}

TEST_F(Mariadb, SaysThatATableIsFull) {
  run(*connection_, {Statement("set session max_heap_table_size = 16384"),
                     Statement("create table t (a char(200)) engine = memory")});
  const Statement fill("insert into t select seq from seq_1_to_1000 where seq > ?",
                       {std::int64_t{0}});
  const auto full = connection_->execute(fill);
  ASSERT_EQ(key_of(full), "sql.disk_full");
  EXPECT_EQ(full.error().code, Errc::exhausted);
}

TEST_F(Mariadb, CountsWhatReturningGives) {
  run(*connection_, {Statement("create table t (id int primary key)"),
                     Statement("insert into t values (1), (2)")});
  EXPECT_EQ(must_have(connection_->execute(
                Statement("delete from t where id > ? returning id", {std::int64_t{0}}))),
            2);
}

}  // namespace
}  // namespace ombud::sql
