// What is PostgreSQL's own: its types, its encodings, its rights, its partitions.

#include "sql/postgresql/postgresql.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <thread>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::Database;
using test::key_of;
using test::must_have;
using test::only_value;
using test::postgresql_server;
using test::run;
using test::TestName;

class Postgresql : public ::testing::Test {
 protected:
  // Another database on the same server, in another encoding; dropped at the end.
  std::unique_ptr<Connection> encoded(const char* encoding) {
    other_ = database_.name() + "_other";
    Statement create("create database ");
    create.name(TestName::of(other_)).text(" template template0 lc_collate 'C' lc_ctype 'C'");
    if (std::string_view(encoding) == "LATIN1")
      create.text(" encoding 'LATIN1'");
    else
      create.text(" encoding 'SQL_ASCII'");
    run(*connection_, {create});
    return must_have(postgresql::connect(postgresql_server(other_)));
  }

  void TearDown() override {
    if (!other_.empty())
      run(*connection_,
          {Statement("drop database ").name(TestName::of(other_)).text(" with (force)")});
  }

  std::string other_;
  Database database_{Engine::postgresql};
  std::unique_ptr<Connection> connection_ = database_.connect();
};

Value selected(Connection& connection, Literal expression) {
  return only_value(connection, Statement("select ").text(expression));
}

TEST_F(Postgresql, OfOurOwnKeepsStatementsUntilTheyAreOthers) {
  postgresql::Options options = postgresql_server(database_.name());
  options.own = true;
  const auto own = must_have(postgresql::connect(options));
  run(*own, {Statement("create table t (a bigint, b text)"),
             Statement("insert into t values (?, ?)", {std::int64_t{1}, std::string("x")})});
  const auto all = [&](const Value& b) {
    return own->all(Statement("select * from t where b = ?", {b}));
  };
  EXPECT_EQ(must_have(all(std::string("x"))).size(), 1U);
  EXPECT_EQ(must_have(all(Null{})).size(), 0U);
  const auto kept = Statement("select count(*) from pg_prepared_statements where name like ?",
                              {std::string("ombud%")});
  EXPECT_EQ(only_value(*own, kept), Value(std::int64_t{3})) << "this question is one of them";

  run(*connection_, {Statement("alter table t add column c text")});
  EXPECT_EQ(key_of(all(std::string("x"))), "sql.statement");
  EXPECT_EQ(must_have(all(std::string("x"))).size(), 1U);
}

TEST_F(Postgresql, ReadsItsTypesExactly) {
  const auto value = [&](Literal expression) { return selected(*connection_, expression); };
  EXPECT_EQ(value("12345678901234567890.1234567890123456789::numeric"),
            Value(Decimal{"12345678901234567890.1234567890123456789"}));
  EXPECT_EQ(value("'NaN'::numeric"), Value(Decimal{"NaN"}));
  EXPECT_EQ(value("3.50::numeric(10,2)"), Value(Decimal{"3.50"}));
  EXPECT_EQ(value("true"), Value(true));
  EXPECT_EQ(value("0.1::float4"), Value(0.1));
  EXPECT_EQ(value("'2026-11-21 23:59:59.123456+02'::timestamptz"),
            Value("2026-11-21 21:59:59.123456+00"));
  EXPECT_EQ(value("'0044-03-15 BC'::date"), Value("0044-03-15 BC"));
  EXPECT_EQ(value("'infinity'::timestamp"), Value("infinity"));
  EXPECT_EQ(value("'1 year 2 days 03:00'::interval"), Value("P1Y2DT3H"));
  EXPECT_EQ(value("array['å', 'b,c']"), Value("{å,\"b,c\"}"));
  EXPECT_EQ(value("'{\"a\": 1.0}'::jsonb"), Value("{\"a\": 1.0}"));
  EXPECT_EQ(value("'ab  '::char(4)"), Value("ab  "));
}

TEST_F(Postgresql, InfersWhatAValueIsFromWhereItStands) {
  run(*connection_, {Statement("create table v (i int primary key, n numeric(10,2), d date, "
                               "u uuid, j jsonb, b boolean, t timestamptz)")});
  const Row row = {std::int64_t{42},
                   Decimal{"3.50"},
                   "2026-11-21",
                   "0190e0a0-0000-7000-8000-000000000001",
                   "{\"a\": 1}",
                   true,
                   "2026-11-21 10:00:00+00"};
  run(*connection_, {Statement("insert into v values (").values(row).text(")")});
  EXPECT_EQ(must_have(connection_->one(Statement("select i, n, d, u, j, b, t from v"))), row);
  // A text, as somebody typed it, finds the number, and by the index.
  EXPECT_EQ(only_value(*connection_, Statement("select count(*) from v where i = ?", {"42"})),
            Value(std::int64_t{1}));
  run(*connection_, {Statement("set enable_seqscan = off")});
  const auto plan = must_have(
      connection_->all(Statement("explain (costs off) select 1 from v where i = ?", {"42"})));
  EXPECT_NE(shown(plan.at(0).at(0)).find("Index"), std::string::npos);
}

TEST_F(Postgresql, SaysThatAValueDoesNotFit) {
  run(*connection_, {Statement("create table v (i int, t varchar(3))")});
  const auto refused = connection_->execute(Statement("insert into v (i) values (?)", {"åtta"}));
  ASSERT_EQ(key_of(refused), "sql.bad_value");
  EXPECT_EQ(refused.error().code, Errc::invalid);
  EXPECT_EQ(key_of(connection_->execute(Statement("insert into v (t) values ('åäöø')"))),
            "sql.bad_value");
  EXPECT_EQ(
      key_of(connection_->one(Statement("select 1 from v where i = ?", {std::int64_t{1} << 40}))),
      "sql.bad_value");
}

// libpq would cut it there and meet another row.
TEST_F(Postgresql, RefusesTextWithAZeroByte) {
  run(*connection_,
      {Statement("create table v (t text)"), Statement("insert into v values ('a')")});
  const Statement trap("delete from v where t = ?", {std::string("a\0b", 3)});
  EXPECT_EQ(key_of(connection_->execute(trap)), "sql.bad_value");
  EXPECT_EQ(key_of(connection_->open(trap)), "sql.bad_value");
  EXPECT_EQ(selected(*connection_, "count(*) from v"), Value(std::int64_t{1}));
}

TEST_F(Postgresql, GivesLatin1AsUtf8AndTakesItBack) {
  const auto latin = encoded("LATIN1");
  const Name name = TestName::of("Åtgärd");
  run(*latin, {Statement("create table ").name(name).text(" (t varchar(4))"),
               Statement("insert into ").name(name).text(" values (").value("Ærø").text(")")});
  const Statement found = Statement("select t from ").name(name).text(" where t = ").value("Ærø");
  EXPECT_EQ(only_value(*latin, found), Value("Ærø"));
  EXPECT_EQ(only_value(*latin, Statement("select octet_length(t) from ").name(name)),
            Value(std::int64_t{3}));
  EXPECT_NE(must_have(latin->read_catalogue()).find("Åtgärd"), nullptr);
  // What its character set lacks can't stand there.
  EXPECT_EQ(key_of(latin->one(Statement("select ?", {"東京"}))), "sql.bad_value");
}

TEST_F(Postgresql, GivesBytesOfNoEncodingAsTheyAre) {
  const auto ascii = encoded("SQL_ASCII");
  const Value broken = Blob{"\xc5sa", true};
  run(*ascii,
      {Statement("create table v (t text)"), Statement("insert into v values (?)", {broken})});
  EXPECT_EQ(only_value(*ascii, Statement("select t from v where t = ?", {broken})), broken);
  EXPECT_EQ(only_value(*ascii, Statement("select octet_length(t) from v")), Value(std::int64_t{3}));
}

TEST_F(Postgresql, ReadsTypesOfColumns) {
  run(*connection_,
      {Statement("create domain short as varchar(5) not null"),
       Statement("create domain shorter as short"), Statement("create type mood as enum ('ok')"),
       Statement("create table v (id int generated always as identity primary key, s serial, "
                 "d shorter, m mood, a text[], g int generated always as (1) stored, "
                 "j jsonb, u uuid, t timestamptz default now(), b bytea, i interval)"),
       Statement("comment on table v is 'Åtgärder'"), Statement("comment on column v.a is 'kön'")});
  const Catalogue catalogue = must_have(connection_->read_catalogue());
  const Table& v = *catalogue.find("v");
  EXPECT_EQ(v.comment, "Åtgärder");
  EXPECT_EQ(v.column("a")->comment, "kön");
  EXPECT_TRUE(v.column("id")->identity);
  EXPECT_TRUE(v.column("s")->identity);
  EXPECT_EQ(v.column("d")->kind, TypeKind::text);
  EXPECT_EQ(v.column("d")->limit, 5);
  EXPECT_EQ(v.column("d")->type, "shorter");
  EXPECT_FALSE(v.column("d")->nullable);
  EXPECT_EQ(v.column("m")->kind, TypeKind::enumeration);
  EXPECT_EQ(v.column("a")->kind, TypeKind::array);
  EXPECT_TRUE(v.column("g")->generated);
  EXPECT_EQ(v.column("j")->kind, TypeKind::json);
  EXPECT_EQ(v.column("u")->kind, TypeKind::uuid);
  EXPECT_EQ(v.column("t")->kind, TypeKind::instant);
  EXPECT_EQ(v.column("t")->fallback, "now()");
  EXPECT_EQ(v.column("b")->kind, TypeKind::blob);
  EXPECT_EQ(v.column("i")->kind, TypeKind::interval);
}

TEST_F(Postgresql, KnowsPartitionsRulesTriggersAndPartialIndexes) {
  run(*connection_,
      {Statement("create schema hr"), Statement("create table hr.person (id int primary key)"),
       Statement("create table log (id int, y int, person_id int references hr.person (id) "
                 "on delete cascade, primary key (id, y)) partition by list (y)"),
       Statement("create table log_1 partition of log for values in (1)"),
       Statement("create table old (id int)"), Statement("create table older () inherits (old)"),
       Statement("create table line (id int, y int, foreign key (id, y) references log (id, y))"),
       Statement("create rule stay as on delete to old do instead nothing"),
       Statement("create unique index once on old (id, lower(id::text)) where id > 0"),
       Statement("create index carried on old (id) include (id)"),
       Statement("create function f() returns trigger language plpgsql as "
                 "'begin return null; end'"),
       Statement("create trigger gone before delete or update on old "
                 "for each row execute function f()"),
       Statement("create trigger off before delete on old for each row execute function f()"),
       Statement("alter table old disable trigger off"),
       Statement("create materialized view seen as select id from old")});
  const Catalogue catalogue = must_have(connection_->read_catalogue());
  const Table& log = *catalogue.find("log");
  const Table& part = *catalogue.find("log_1");
  EXPECT_EQ(part.kind, Table::Kind::partition);
  EXPECT_EQ(&catalogue.tables.at(part.parent.value()), &log);
  EXPECT_EQ(part.foreign_keys.size(), 1u);
  ASSERT_EQ(log.foreign_keys.size(), 1u);
  EXPECT_EQ(catalogue.label(catalogue.tables[log.foreign_keys[0].to_table]), "hr.person");
  EXPECT_FALSE(log.row_id.has_value());
  EXPECT_TRUE(part.row_id.has_value());
  EXPECT_EQ(catalogue.find("line")->foreign_keys.size(), 1u);
  EXPECT_EQ(catalogue.find("older")->kind, Table::Kind::partition);
  const Table& old = *catalogue.find("old");
  EXPECT_TRUE(old.has_rules);
  EXPECT_FALSE(log.has_rules);
  ASSERT_EQ(old.triggers.size(), 1u);
  EXPECT_TRUE(old.triggers[0].on_delete && old.triggers[0].on_update);
  EXPECT_FALSE(old.triggers[0].on_insert);
  ASSERT_EQ(old.indexes.size(), 2u);
  EXPECT_EQ(old.indexes[0].columns.size(), 1u);
  // Unique is the pair of column and expression, not the column.
  EXPECT_TRUE(old.indexes[1].partial);
  EXPECT_FALSE(old.indexes[1].unique);
  EXPECT_EQ(old.indexes[1].columns.size(), 1u);
  EXPECT_EQ(catalogue.find("seen")->kind, Table::Kind::view);
}

TEST_F(Postgresql, SaysWhichRightsAreMissing) {
  const std::string role = database_.name() + "_role";
  const Name name = TestName::of(role);
  run(*connection_,
      {Statement("create table open (a int, b int)"), Statement("create table closed (a int)"),
       Statement("create table hidden (a int)"),
       Statement("alter table hidden enable row level security"),
       Statement("create role ").name(name).text(" login"),
       Statement("grant select, update (a, b) on open to ").name(name),
       Statement("grant select on hidden to ").name(name),
       Statement("grant update (a) on hidden to ").name(name)});
  postgresql::Options options = postgresql_server(database_.name());
  options.user = role;
  {
    const auto limited = must_have(postgresql::connect(options));
    const Catalogue catalogue = must_have(limited->read_catalogue());
    const Rights open = must_have(limited->rights(*catalogue.find("open")));
    EXPECT_TRUE(open.read && open.update && !open.erase && !open.rows_hidden);
    const Rights closed = must_have(limited->rights(*catalogue.find("closed")));
    EXPECT_FALSE(closed.read || closed.update || closed.erase);
    EXPECT_TRUE(must_have(limited->rights(*catalogue.find("hidden"))).rows_hidden);
    const auto refused = limited->execute(Statement("delete from closed"));
    ASSERT_EQ(key_of(refused), "sql.no_right");
    EXPECT_EQ(refused.error().code, Errc::forbidden);
    EXPECT_THAT(must_have(limited->identity()), ::testing::StartsWith("postgresql:"));
  }
  run(*connection_, {Statement("drop owned by ").name(name), Statement("drop role ").name(name)});
}

TEST_F(Postgresql, SaysWhyItCannotSignIn) {
  postgresql::Options options = postgresql_server(database_.name() + "_missing");
  const auto missing = postgresql::connect(options);
  ASSERT_EQ(key_of(missing), "sql.no_such_database");
  EXPECT_EQ(missing.error().code, Errc::not_found);
  options.user = "nobody at all";
  const auto unknown = postgresql::connect(options);
  ASSERT_EQ(key_of(unknown), "sql.sign_in_refused");
  EXPECT_EQ(unknown.error().code, Errc::forbidden);
  options.host = "/nowhere";
  const auto nowhere = postgresql::connect(options);
  ASSERT_EQ(key_of(nowhere), "sql.unreachable");
  EXPECT_EQ(nowhere.error().params, (Params{{"host", "/nowhere"}}));
  options.host = "127.0.0.1";
  options.port = 1;  // Nobody listens there.
  EXPECT_EQ(key_of(postgresql::connect(options)), "sql.unreachable");
}

// Answers the first question of one client, whether to speak TLS, with no.
class WithoutTls {
 public:
  WithoutTls() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    must(socket_ >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(socket_, 1), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    answers_ = std::thread([this] {
      const int client = accept(socket_, nullptr, nullptr);
      must(client >= 0);
      char question[8];
      if (recv(client, question, sizeof question, MSG_WAITALL) == sizeof question)
        send(client, "N", 1, MSG_NOSIGNAL);
      more_ = recv(client, question, 1, 0) > 0;
      close(client);
    });
  }

  WithoutTls(const WithoutTls&) = delete;
  WithoutTls& operator=(const WithoutTls&) = delete;

  ~WithoutTls() { close(socket_); }

  int port() const { return port_; }

  /// Whether the client said anything more, in clear.
  bool heard_more() {
    answers_.join();
    return more_;
  }

 private:
  int socket_;
  int port_ = 0;
  bool more_ = false;
  std::thread answers_;
};

TEST(PostgresqlTls, IsNotDoneWithoutOverTheNetwork) {
  WithoutTls server;
  postgresql::Options options;
  options.host = "127.0.0.1";
  options.port = server.port();
  options.user = "ombud";
  options.password = Secret("hemligt");
  options.database = "x";
  const auto refused = postgresql::connect(options);
  ASSERT_EQ(key_of(refused), "sql.tls_failed");
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_FALSE(server.heard_more());
}

TEST_F(Postgresql, NoticesThatTheServerIsGone) {
  const auto victim = database_.connect();
  const Value session = selected(*victim, "pg_backend_pid()");
  must_have(victim->begin(Begin::write));
  const auto cursor =
      must_have(victim->open(Statement("select n from generate_series(1, 100000) n")));
  must_have(cursor->next());
  run(*connection_, {Statement("select pg_terminate_backend(?)", {session})});
  Result<const Row*> row = cursor->next();
  while (row && *row != nullptr) row = cursor->next();
  EXPECT_EQ(key_of(row), "sql.unreachable");
  EXPECT_EQ(key_of(victim->execute(Statement("select 1"))), "sql.unreachable");
  victim->roll_back();
  EXPECT_EQ(key_of(victim->begin(Begin::write)), "sql.unreachable");
  victim->cancel();
}

TEST_F(Postgresql, SaysThatTwoChangedTheSame) {
  run(*connection_, {Statement("create table t (id int primary key, a int)"),
                     Statement("insert into t values (1, 0)")});
  const auto other = database_.connect();
  run(*connection_,
      {Statement("begin isolation level serializable"), Statement("select a from t")});
  run(*connection_, {Statement("select 1 from t")});
  run(*other, {Statement("update t set a = 1")});
  const auto late = connection_->execute(Statement("update t set a = 2"));
  ASSERT_EQ(key_of(late), "sql.serialization");
  EXPECT_EQ(late.error().code, Errc::conflict);
  run(*connection_, {Statement("rollback")});
  must_have(other->begin(Begin::write));
  run(*other, {Statement("update t set a = 3")});
  const auto locked = connection_->one(Statement("select a from t for update nowait"));
  EXPECT_EQ(key_of(locked), "sql.locked");
}

TEST_F(Postgresql, ACursorOverABatchKeepsItsPlaceWhateverTheRowsSize) {
  must_have(connection_->begin(Begin::read));
  const auto cursor = must_have(
      connection_->open(Statement("select n, repeat('x', case when n > 30 then 300000 else 1 end) "
                                  "from generate_series(1, 300) n")));
  std::int64_t expected = 0;
  while (const Row* row = must_have(cursor->next()))
    ASSERT_EQ(row->at(0), Value(std::int64_t{++expected}));
  EXPECT_EQ(expected, 300);
}

TEST_F(Postgresql, IdentityNamesClusterTimelineAndDatabase) {
  EXPECT_THAT(must_have(connection_->identity()),
              ::testing::MatchesRegex("postgresql:[0-9]+:[0-9]+:[0-9]+"));
}

}  // namespace
}  // namespace ombud::sql
