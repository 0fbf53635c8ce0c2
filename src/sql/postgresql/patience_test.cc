// How long a server that says nothing is waited for.

#include <gmock/gmock.h>

#include "sql/postgresql/postgresql.h"
#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::Database;
using test::key_of;
using test::must_have;
using test::only_value;
using test::postgresql_server;
using test::run;

TEST(PostgresqlPatience, GivesUpAServerThatSaysNothingForLonger) {
  Database database(Engine::postgresql);
  const std::unique_ptr<Connection> connection = database.connect();
  run(*connection, {Statement("create table held (i int primary key, t text)"),
                    Statement("insert into held values (1, 'x')")});
  postgresql::Options options = postgresql_server(database.name());
  options.patience = std::chrono::milliseconds(300);
  const auto hurried = [&] { return must_have(postgresql::connect(options)); };
  const auto soon = [](const std::function<void()>& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - began < std::chrono::seconds(5);
  };
  // Each way of asking: a change, a small answer, one that is streamed, one in a transaction.
  const auto one = hurried();
  EXPECT_TRUE(soon([&] {
    EXPECT_EQ(key_of(one->all(Statement("select pg_sleep(30)"))), "sql.unreachable");
    EXPECT_EQ(key_of(one->all(Statement("select 1"))), "sql.unreachable") << "it is gone";
  }));
  const auto streaming = hurried();
  EXPECT_TRUE(soon([&] {
    EXPECT_EQ(key_of(streaming->open(Statement("select pg_sleep(30)"))), "sql.unreachable");
  }));
  run(*connection, {Statement("begin"), Statement("update held set t = 'y'")});
  for (const bool reading : {false, true}) {
    const auto writing = hurried();
    EXPECT_TRUE(soon([&] {
      must_have(writing->begin(Begin::write));
      if (reading)
        EXPECT_EQ(key_of(writing->open(Statement("select pg_sleep(30)"))), "sql.unreachable");
      else
        EXPECT_EQ(key_of(writing->execute(Statement("update held set t = 'z'"))),
                  "sql.unreachable");
      writing->roll_back();
    }));
  }
  run(*connection, {Statement("commit")});
  EXPECT_EQ(only_value(*connection, Statement("select t from held")), Value("y"));
  // What comes bit by bit, or is much to send, is no silence.
  options.patience = std::chrono::seconds(10);
  const auto patient = hurried();
  const auto slowly = must_have(patient->all(
      Statement("select repeat('x', 1000000), pg_sleep(2) from generate_series(1, 6)")));
  EXPECT_EQ(slowly.size(), 6U);
  const std::string large(20'000'000, 'l');
  run(*patient, {Statement("update held set t = ?", {large})});
  EXPECT_EQ(only_value(*connection, Statement("select length(t) from held")),
            Value(std::int64_t{20'000'000}));
}

}  // namespace
}  // namespace ombud::sql
