// What every driver promises of transactions, errors, time-outs and locks, whatever the engine.

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using std::chrono::milliseconds;
using test::EachEngine;
using test::key_of;
using test::must_have;
using test::only_value;
using test::run;

class TransactionContract : public EachEngine {
 protected:
  TransactionContract() {
    // A reader and a writer of SQLite don't meet in this mode.
    if (engine() == Engine::sqlite) run(*connection_, {Statement("pragma journal_mode = wal")});
    run(*connection_, {Statement("create table t (id integer primary key, a varchar(20) not null, "
                                 "u integer unique)"),
                       Statement("insert into t values (1, 'one', 1), (2, 'two', 2)")});
  }

  std::int64_t count(Connection& connection) {
    return std::get<std::int64_t>(only_value(connection, Statement("select count(*) from t")));
  }

  // Runs for minutes.
  Statement endless() {
    return by_engine(Statement("with recursive s(n) as (select 1 union all select n + 1 from s) "
                               "select count(*) from s where n < 0"),
                     Statement("select count(*) from generate_series(1, 100000000) a, "
                               "generate_series(1, 1000) b where a < 0"),
                     Statement("select count(*) from seq_1_to_1000000 a, seq_1_to_1000000 b "
                               "where a.seq * b.seq < 0"));
  }
};

INSTANTIATE_TEST_SUITE_P(On, TransactionContract, test::every_engine(), test::engine_name);

TEST_P(TransactionContract, IsKeptWhenCommittedAndUndoneOtherwise) {
  {
    Transaction kept = must_have(Transaction::begin(*connection_, Begin::write));
    EXPECT_TRUE(connection_->in_transaction());
    run(*connection_, {Statement("delete from t where id = 1")});
    must_have(kept.commit());
  }
  EXPECT_FALSE(connection_->in_transaction());
  {
    const Transaction dropped = must_have(Transaction::begin(*connection_, Begin::write));
    run(*connection_, {Statement("delete from t")});
    EXPECT_EQ(count(*connection_), 0);
  }
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_EQ(count(*connection_), 1);
}

TEST_P(TransactionContract, DoesNotBeginWithinAnother) {
  must_have(connection_->begin(Begin::write));
  run(*connection_, {Statement("delete from t")});
  const auto inner = connection_->begin(Begin::write);
  ASSERT_EQ(key_of(inner), "sql.transaction_open");
  EXPECT_EQ(inner.error().code, Errc::internal);
  connection_->roll_back();
  EXPECT_EQ(count(*connection_), 2);
  EXPECT_EQ(key_of(connection_->commit()), "sql.transaction_lost");
}

TEST_P(TransactionContract, ForReadingSeesOneStateAndWritesNothing) {
  const auto other = database_.connect();
  must_have(connection_->begin(Begin::read));
  EXPECT_EQ(count(*connection_), 2);
  run(*other, {Statement("delete from t where id = 1")});
  EXPECT_EQ(count(*connection_), 2);
  const auto write = connection_->execute(Statement("delete from t"));
  ASSERT_EQ(key_of(write), "sql.read_only");
  EXPECT_EQ(write.error().code, Errc::forbidden);
  connection_->roll_back();
  EXPECT_EQ(count(*connection_), 1);
  run(*connection_, {Statement("delete from t")});
}

TEST_P(TransactionContract, ThatTheEngineEndedTakesNothingMore) {
  must_have(connection_->begin(Begin::write));
  run(*connection_, {Statement("delete from t where id = 1"), Statement("rollback")});
  const auto after = connection_->execute(Statement("delete from t where id = 2"));
  ASSERT_EQ(key_of(after), "sql.transaction_lost");
  EXPECT_EQ(after.error().code, Errc::conflict);
  EXPECT_EQ(key_of(connection_->commit()), "sql.transaction_lost");
  connection_->roll_back();
  EXPECT_EQ(count(*connection_), 2);
}

TEST_P(TransactionContract, RollsBackWhileACursorIsOpen) {
  must_have(connection_->begin(Begin::write));
  run(*connection_, {Statement("delete from t where id = 1")});
  const auto cursor = must_have(connection_->open(Statement("select id from t")));
  must_have(cursor->next());
  connection_->roll_back();
  EXPECT_EQ(key_of(cursor->next()), "sql.cancelled");
  EXPECT_EQ(count(*connection_), 2);
}

TEST_P(TransactionContract, LocksRowsWhereTheEngineCan) {
  must_have(connection_->begin(Begin::write));
  Statement locked("select id from t where id = 1");
  lock_rows(locked, engine());
  EXPECT_EQ(must_have(connection_->all(locked)).size(), 1u);
  const auto other = database_.connect();
  must_have(other->set_time_out(milliseconds(200)));
  const auto blocked = other->execute(Statement("update t set a = 'x' where id = 1"));
  EXPECT_EQ(key_of(blocked), "sql.time_out");
  connection_->roll_back();
}

struct Wrong {
  Statement statement;
  Errc code;
  std::string key;
};

TEST_P(TransactionContract, RefusalsSayWhatIsWrong) {
  const std::vector<Wrong> all = {
      {Statement("select a from nowhere"), Errc::not_found, "sql.no_such_name"},
      {Statement("select missing from t"), Errc::not_found, "sql.no_such_name"},
      {Statement("update t set missing = 1"), Errc::not_found, "sql.no_such_name"},
      {Statement("selec a from t"), Errc::invalid, "sql.statement"},
      {Statement("insert into t values (1, 'x', 9)"), Errc::conflict, "sql.constraint"},
      {Statement("insert into t values (9, 'x', 1)"), Errc::conflict, "sql.constraint"},
      {Statement("update t set a = null"), Errc::conflict, "sql.constraint"},
  };
  for (const Wrong& wrong : all) {
    const auto refused = connection_->execute(wrong.statement);
    EXPECT_EQ(key_of(refused), wrong.key) << render(wrong.statement, engine()).text;
    EXPECT_EQ(refused.has_value() ? Errc::internal : refused.error().code, wrong.code);
    EXPECT_EQ(key_of(connection_->one(wrong.statement)), wrong.key);
  }
}

TEST_P(TransactionContract, AConstraintIsNamedAndTheValueIsNot) {
  run(*connection_, {Statement("create table person (email varchar(60) not null)"),
                     Statement("create unique index person_email on person (email)"),
                     Statement("insert into person values ('asa@exempel.se')")});
  const auto twice =
      connection_->execute(Statement("insert into person values (?)", {"asa@exempel.se"}));
  ASSERT_EQ(key_of(twice), "sql.constraint");
  EXPECT_EQ(twice.error().params,
            (Params{{"constraint", by_engine("person.email", "person_email", "person_email")}}));
}

TEST_P(TransactionContract, ForeignKeysHold) {
  run(*connection_,
      {Statement("create table child (t_id integer, foreign key (t_id) references t (id))"),
       Statement("insert into child values (1)")});
  EXPECT_EQ(key_of(connection_->execute(Statement("delete from t where id = 1"))),
            "sql.constraint");
}

TEST_P(TransactionContract, ATimeOutEndsAStatementAndOnlyThat) {
  must_have(connection_->set_time_out(milliseconds(100)));
  const auto late = connection_->one(endless());
  ASSERT_EQ(key_of(late), "sql.time_out");
  EXPECT_EQ(late.error().code, Errc::unavailable);
  EXPECT_EQ(count(*connection_), 2);
  must_have(connection_->set_time_out(milliseconds(0)));
}

TEST_P(TransactionContract, ATimeOutSurvivesARollback) {
  must_have(connection_->begin(Begin::write));
  must_have(connection_->set_time_out(milliseconds(100)));
  connection_->roll_back();
  EXPECT_EQ(key_of(connection_->one(endless())), "sql.time_out");
}

TEST_P(TransactionContract, ACancelFromAnotherThreadEndsTheStatement) {
  std::atomic<bool> done = false;
  std::thread other([&] {
    while (!done) {
      std::this_thread::sleep_for(milliseconds(50));
      connection_->cancel();
    }
  });
  const auto cancelled = connection_->one(endless());
  done = true;
  other.join();
  ASSERT_EQ(key_of(cancelled), "sql.cancelled");
  EXPECT_EQ(cancelled.error().code, Errc::unavailable);
  EXPECT_EQ(count(*connection_), 2);
}

TEST_P(TransactionContract, ACancelBetweenTwoRowsIsHeard) {
  const auto cursor = must_have(connection_->open(Statement("select id from t")));
  must_have(cursor->next());
  connection_->cancel();
  EXPECT_EQ(key_of(cursor->next()), "sql.cancelled");
  EXPECT_EQ(key_of(cursor->next()), "sql.cancelled");
  EXPECT_EQ(count(*connection_), 2);
}

TEST_P(TransactionContract, ALockHasOneHolder) {
  const auto other = database_.connect();
  const std::string name(500, 'n');
  EXPECT_TRUE(must_have(connection_->try_lock(name)));
  EXPECT_TRUE(must_have(connection_->try_lock(name)));
  EXPECT_FALSE(must_have(other->try_lock(name)));
  EXPECT_TRUE(must_have(other->try_lock("another")));
  connection_->release_lock(name);
  EXPECT_TRUE(must_have(other->try_lock(name)));
  connection_->release_lock("never taken");
}

TEST_P(TransactionContract, ALockEndsWithItsConnectionAndNotWithATransaction) {
  const auto other = database_.connect();
  must_have(connection_->begin(Begin::write));
  EXPECT_TRUE(must_have(connection_->try_lock("run")));
  connection_->roll_back();
  EXPECT_FALSE(must_have(other->try_lock("run")));
  connection_.reset();
  // The server notices the end a moment later.
  for (int i = 0; i < 100 && !must_have(other->try_lock("run")); ++i)
    std::this_thread::sleep_for(milliseconds(20));
  EXPECT_TRUE(must_have(other->try_lock("run")));
}

TEST_P(TransactionContract, AnIdentityIsTheDatabasesOwn) {
  const auto again = database_.connect();
  EXPECT_EQ(must_have(connection_->identity()), must_have(again->identity()));
  const test::Database elsewhere(engine());
  EXPECT_NE(must_have(connection_->identity()), must_have(elsewhere.connect()->identity()));
  EXPECT_EQ(connection_->engine(), engine());
  EXPECT_TRUE(
      connection_->version().starts_with(by_engine("SQLite 3.", "PostgreSQL 1", "MariaDB 1")))
      << connection_->version();
}

}  // namespace
}  // namespace ombud::sql
