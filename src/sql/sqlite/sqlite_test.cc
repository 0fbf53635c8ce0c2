// What is SQLite's own: files, its traps, its pragmas.

#include "sql/sqlite/sqlite.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::Database;
using test::key_of;
using test::must_have;
using test::only_value;
using test::run;
using test::TestName;

std::string content(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(SqliteFile, ThatIsMissingIsNotMade) {
  const Database database(Engine::sqlite);
  const auto connection = sqlite::connect(database.file(), {});
  EXPECT_EQ(key_of(connection), "sql.no_such_file");
  EXPECT_FALSE(std::filesystem::exists(database.file()));
  const auto nowhere = sqlite::connect("/nowhere/at/all.sqlite", {.create = true});
  EXPECT_EQ(key_of(nowhere), "sql.no_such_file");
}

TEST(SqliteFile, ThatIsNoDatabaseIsRefused) {
  const Database database(Engine::sqlite);
  std::ofstream(database.file()) << std::string(4096, 'x');
  EXPECT_EQ(key_of(sqlite::connect(database.file(), {})), "sql.not_a_database");
  EXPECT_EQ(content(database.file()), std::string(4096, 'x'));
  EXPECT_EQ(key_of(sqlite::connect("/tmp", {})), "sql.not_a_database");
}

TEST(SqliteFile, WithBrokenPagesIsSaidToBeDamaged) {
  const Database database(Engine::sqlite);
  {
    const auto connection = database.connect();
    run(*connection, {Statement("create table t (a text)"),
                      Statement("insert into t values (?)", {std::string(20'000, 'a')})});
  }
  std::string bytes = content(database.file());
  std::fill(bytes.begin() + 4096, bytes.begin() + 8192, '\x07');
  std::ofstream(database.file(), std::ios::binary) << bytes;
  const auto connection = database.connect();
  EXPECT_EQ(key_of(connection->all(Statement("select a from t"))), "sql.damaged");
}

TEST(SqliteFile, OfOurOwnKeepsStatementsAndNothingOfWhatWasBound) {
  const Database database(Engine::sqlite);
  const auto own = must_have(sqlite::connect(database.file(), {.create = true, .own = true}));
  run(*own, {Statement("create table t (a integer, b text)")});
  const auto count = [&](const Value& b) {
    return only_value(*own, Statement("select count(*) from t where b = ?", {b}));
  };
  for (int i = 0; i < 3; ++i)
    run(*own, {Statement("insert into t values (?, ?)", {std::int64_t{i}, std::string("x")})});
  EXPECT_EQ(count(std::string("x")), Value(std::int64_t{3}));
  EXPECT_EQ(count(Null{}), Value(std::int64_t{0}));

  // Somebody else changes the table, and what was kept is made ready anew.
  const auto other = must_have(sqlite::connect(database.file(), {.own = true}));
  run(*other, {Statement("alter table t add column c text"), Statement("delete from t")});
  EXPECT_EQ(count(std::string("x")), Value(std::int64_t{0}));

  // More texts than are kept: each of 300 is another statement.
  Statement sum("select 0");
  for (std::int64_t i = 0; i < 300; ++i) {
    EXPECT_EQ(only_value(*own, sum), Value(i));
    sum.text(" + 1");
  }
  EXPECT_EQ(count(std::string("x")), Value(std::int64_t{0}));
}

TEST(SqliteFile, IsNotChangedByOpeningAndReadingIt) {
  const Database database(Engine::sqlite);
  run(*database.connect(), {Statement("create table t (a)")});
  const std::string before = content(database.file());
  {
    const auto connection = must_have(sqlite::connect(database.file(), {}));
    must_have(connection->read_catalogue());
    EXPECT_EQ(only_value(*connection, Statement("pragma journal_mode")), Value("delete"));
  }
  EXPECT_EQ(content(database.file()), before);
}

TEST(SqliteFile, OfOurOwnHasWalAndIsReadableByItsOwnerOnly) {
  const Database database(Engine::sqlite);
  const auto connection =
      must_have(sqlite::connect(database.file(), {.create = true, .own = true}));
  EXPECT_EQ(only_value(*connection, Statement("pragma journal_mode")), Value("wal"));
  EXPECT_EQ(only_value(*connection, Statement("pragma synchronous")), Value(std::int64_t{2}));
  EXPECT_EQ(only_value(*connection, Statement("pragma secure_delete")), Value(std::int64_t{1}));
  EXPECT_EQ(only_value(*connection, Statement("pragma foreign_keys")), Value(std::int64_t{1}));
  struct stat status{};
  ASSERT_EQ(stat(database.file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(SqliteFile, OpenedForReadingTakesNoChange) {
  const Database database(Engine::sqlite);
  run(*database.connect(), {Statement("create table t (a)")});
  const auto connection = must_have(sqlite::connect(database.file(), {.read_only = true}));
  EXPECT_EQ(key_of(connection->execute(Statement("insert into t values (1)"))), "sql.read_only");
  const Catalogue catalogue = must_have(connection->read_catalogue());
  const Rights rights = must_have(connection->rights(catalogue.tables.at(0)));
  EXPECT_TRUE(rights.read);
  EXPECT_FALSE(rights.update);
  EXPECT_FALSE(rights.erase);
}

TEST(SqliteFile, WhoseNameLooksLikeAnAddressIsAFile) {
  const auto connection = sqlite::connect("file:nowhere?mode=memory", {});
  EXPECT_EQ(key_of(connection), "sql.no_such_file");
}

// Root may do everything: as root, the test is nobody for a while.
class Unprivileged {
 public:
  Unprivileged() {
    if (geteuid() == 0) become(65534);
  }

  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

  ~Unprivileged() {
    if (getuid() == 0) become(0);
  }

 private:
  static void become(uid_t user) { EXPECT_EQ(seteuid(user), 0); }
};

TEST(SqliteFile, OfSomebodyElseIsReadOrWrittenAsItsRightsSay) {
  const Database database(Engine::sqlite);
  run(*database.connect(), {Statement("create table t (a)")});
  chmod(database.file().c_str(), 0);
  {
    const Unprivileged nobody;
    const auto refused = sqlite::connect(database.file(), {});
    ASSERT_EQ(key_of(refused), "sql.no_right");
    EXPECT_EQ(refused.error().code, Errc::forbidden);
  }
  chmod(database.file().c_str(), 0444);
  {
    const Unprivileged nobody;
    const auto connection = must_have(sqlite::connect(database.file(), {}));
    EXPECT_EQ(key_of(connection->execute(Statement("insert into t values (1)"))), "sql.read_only");
    const Catalogue catalogue = must_have(connection->read_catalogue());
    EXPECT_FALSE(must_have(connection->rights(catalogue.tables.at(0))).erase);
  }
}

TEST(SqliteFile, ThatMayNotGrowIsFull) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection, {Statement("create table t (a)"), Statement("pragma max_page_count = 3")});
  const auto full =
      connection->execute(Statement("insert into t values (?)", {std::string(100'000, 'x')}));
  ASSERT_EQ(key_of(full), "sql.disk_full");
  EXPECT_EQ(full.error().code, Errc::exhausted);
}

TEST(SqliteFile, InMemoryWorks) {
  const auto connection = must_have(sqlite::connect(":memory:", {.own = true}));
  run(*connection, {Statement("create table t (a)")});
  EXPECT_TRUE(must_have(connection->try_lock("a")));
  EXPECT_EQ(must_have(connection->identity()), "sqlite:private");
}

// Measured once: with the switch on, this deleted every row.
TEST(SqliteTrap, AnUnknownNameInDoubleQuotesIsNoString) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection, {Statement("create table m (a)"), Statement("insert into m values (1), (2)")});
  Statement trap("delete from m where ");
  trap.name(TestName::of("bb")).text(" = 'bb'");
  EXPECT_EQ(key_of(connection->execute(trap)), "sql.no_such_name");
  EXPECT_EQ(only_value(*connection, Statement("select count(*) from m")), Value(std::int64_t{2}));
}

TEST(SqliteTrap, TextThatIsNoUtf8ComesOutAndGoesBackByteForByte) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection, {Statement("create table t (a text)"),
                    Statement("insert into t values (cast(x'c573610062' as text))")});
  const Value broken = only_value(*connection, Statement("select a from t"));
  EXPECT_EQ(broken, (Value(Blob{std::string("\xc5sa\0b", 5), true})));
  must_have(connection->execute_exactly(
      Statement("update t set a = ? where a = ?", {broken, broken}), 1));
  EXPECT_EQ(only_value(*connection, Statement("select typeof(a) || hex(a) from t")),
            Value("textC573610062"));
}

TEST(SqliteTrap, ATriggersWordsDoNotGoOut) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection, {Statement("create table t (a)"), Statement("insert into t values ('Åsa')"),
                    Statement("create trigger no before delete on t begin "
                              "select raise(abort, 'Åsa: stays'); end")});
  const auto refused = connection->execute(Statement("delete from t"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().key, "sql.constraint");
  EXPECT_EQ(refused.error().params, (Params{{"constraint", "(trigger)"}}));
}

TEST(SqliteTrap, WhatIsDeletedIsOverwrittenInTheFile) {
  const Database database(Engine::sqlite);
  const std::string secret = "Ragnhild-vid-fjorden";
  {
    const auto connection = database.connect();
    run(*connection, {Statement("create table t (a)"),
                      Statement("insert into t values (?)", {secret}), Statement("delete from t")});
  }
  EXPECT_EQ(content(database.file()).find(secret), std::string::npos);
}

TEST(SqliteLock, IsHeldByOneConnectionAndItsFileGoesAway) {
  const Database database(Engine::sqlite);
  const auto first = database.connect();
  const auto second = database.connect();
  EXPECT_TRUE(must_have(first->try_lock("run")));
  EXPECT_FALSE(must_have(second->try_lock("run")));
  first->release_lock("run");
  EXPECT_TRUE(must_have(second->try_lock("run")));
  second->release_lock("run");
  for (const auto& entry : std::filesystem::directory_iterator("/tmp"))
    EXPECT_FALSE(entry.path().string().starts_with(database.file() + ".ombud-"));
}

TEST(SqliteLock, OfAnotherWriterIsWaitedForAndThenSaid) {
  const Database database(Engine::sqlite);
  const auto first = database.connect();
  run(*first, {Statement("create table t (a)")});
  must_have(first->begin(Begin::write));
  const auto second =
      must_have(sqlite::connect(database.file(), {.wait_for_lock = std::chrono::milliseconds(50)}));
  EXPECT_EQ(key_of(second->begin(Begin::write)), "sql.locked");
  EXPECT_FALSE(second->in_transaction());
}

TEST(SqliteCatalogue, HasKeysTriggersAndRowIds) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection,
      {Statement("create table Artist (Id integer primary key, name varchar(60) not null, "
                 "upper_name text generated always as (upper(name)) stored)"),
       Statement("create table track (artist_id int references ARTIST on delete cascade, "
                 "n int, gone int references nowhere(id), at datetime default current_timestamp, "
                 "primary key (n, artist_id)) without rowid"),
       Statement("create table loose (rowid text, data blob)"),
       Statement("create unique index loose_one on loose (rowid, lower(data)) where data > 1"),
       Statement("create view v as select name from artist"),
       Statement("create /* on delete */ trigger \"after delete\" instead of update of name on v "
                 "begin select 1; end"),
       Statement("create trigger if not exists main.\"update\" after delete on artist "
                 "begin select 1; end"),
       Statement("insert into artist (name) values ('a'), ('b')")});
  const Catalogue catalogue = must_have(connection->read_catalogue());
  ASSERT_EQ(catalogue.tables.size(), 4u);
  const Table& artist = *catalogue.find("Artist");
  EXPECT_TRUE(artist.column("Id")->identity);
  EXPECT_FALSE(artist.column("Id")->nullable);
  EXPECT_EQ(artist.column("name")->limit, 60);
  EXPECT_EQ(artist.column("name")->kind, TypeKind::text);
  EXPECT_TRUE(artist.column("upper_name")->generated);
  EXPECT_EQ(artist.estimated_rows, 2);
  ASSERT_EQ(artist.triggers.size(), 1u);
  EXPECT_TRUE(artist.triggers[0].on_delete);
  const Table& track = *catalogue.find("track");
  ASSERT_EQ(track.foreign_keys.size(), 1u);
  EXPECT_EQ(&catalogue.tables[track.foreign_keys[0].to_table], &artist);
  EXPECT_EQ(track.foreign_keys[0].to_columns.at(0).text(), "Id");
  EXPECT_EQ(track.foreign_keys[0].on_delete, OnChange::cascade);
  EXPECT_EQ(track.foreign_keys[0].name, "Artist(Id)");
  EXPECT_EQ(track.primary_key.at(0).text(), "n");
  EXPECT_EQ(track.column("at")->kind, TypeKind::instant);
  EXPECT_EQ(track.column("at")->fallback, "current_timestamp");
  EXPECT_FALSE(track.row_id.has_value());
  const Table& loose = *catalogue.find("loose");
  EXPECT_TRUE(loose.primary_key.empty());
  EXPECT_EQ(loose.row_id->text(), "_rowid_");
  ASSERT_EQ(loose.indexes.size(), 1u);
  // Unique is the pair of column and expression, not the column.
  EXPECT_TRUE(loose.indexes[0].partial);
  EXPECT_FALSE(loose.indexes[0].unique);
  EXPECT_EQ(loose.indexes[0].columns.size(), 1u);
  const Table& view = *catalogue.find("v");
  EXPECT_EQ(view.kind, Table::Kind::view);
  ASSERT_EQ(view.triggers.size(), 1u);
  EXPECT_TRUE(view.triggers[0].on_update && !view.triggers[0].on_delete);
  EXPECT_TRUE(must_have(connection->rights(view)).update);
  EXPECT_FALSE(must_have(connection->rights(view)).erase);
}

TEST(SqliteCatalogue, OfAFileWithABrokenViewIsReadWithoutIt) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection, {Statement("create table t (a)"), Statement("create view v as select a from t"),
                    Statement("create table u (b)"), Statement("drop table t")});
  const Catalogue catalogue = must_have(connection->read_catalogue());
  ASSERT_NE(catalogue.find("v"), nullptr);
  EXPECT_TRUE(catalogue.find("v")->columns.empty());
  EXPECT_EQ(catalogue.find("u")->columns.size(), 1u);
}

TEST(SqliteCatalogue, LeavesOutTheInsidesOfVirtualTables) {
  const Database database(Engine::sqlite);
  const auto connection = database.connect();
  run(*connection, {Statement("create virtual table notes using fts5(body)"),
                    Statement("insert into notes values ('Åsa ringde')")});
  const Catalogue catalogue = must_have(connection->read_catalogue());
  ASSERT_EQ(catalogue.tables.size(), 1u);
  EXPECT_EQ(catalogue.tables[0].columns.size(), 1u);
}

}  // namespace
}  // namespace ombud::sql
