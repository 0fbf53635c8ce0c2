#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "connectors/connectors.h"
#include "sql/test_databases.h"

namespace ombud::connectors {
namespace {

using sql::Engine;
using sql::Statement;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

Check checked(const Address& address) {
  accounts::TestOffice house(Engine::sqlite, {migrations()});
  const auto connector = must_have(open(house.office(), {.name = "liva", .address = address}));
  return must_have(check(*connector));
}

std::vector<std::string> keys(const Check& check) {
  std::vector<std::string> found;
  for (const Error& remark : check.remarks) {
    EXPECT_NE(say(remark), remark.key);
    EXPECT_EQ(say(remark).find('{'), std::string::npos) << say(remark);
    found.push_back(remark.key.substr(remark.key.find('_') + 1));
  }
  return found;
}

Address postgresql_address(const std::string& database, const std::string& user) {
  const sql::postgresql::Options server = sql::test::postgresql_server(database);
  return {.kind = Kind::postgresql,
          .socket = server.host,
          .port = server.port,
          .database = database,
          .user = user};
}

// A user of the test's PostgreSQL with no rights but those that the test grants.
class Reader {
 public:
  explicit Reader(sql::Connection& connection)
      : connection_(connection),
        name_(sql::test::TestName::of("reader_" + std::to_string(getpid()))) {
    sql::test::run(connection_, {Statement("create role ").name(name_).text(" login")});
  }

  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  ~Reader() {
    sql::test::run(connection_,
                   {Statement("drop owned by ").name(name_), Statement("drop role ").name(name_)});
  }

  const sql::Name& name() const { return name_; }

 private:
  sql::Connection& connection_;
  sql::Name name_;
};

TEST(Check, NamesTheRightsThatAreMissing) {
  const sql::test::Database database(Engine::postgresql);
  const auto connection = database.connect();
  const Reader reader(*connection);
  sql::test::run(*connection,
                 {Statement("create table member (id int primary key, name text)"),
                  Statement("create table salary (id int primary key)"),
                  Statement("create view members as select name from member"),
                  Statement("grant select, update on member to ").name(reader.name())});
  const Check found = checked(postgresql_address(database.name(), reader.name().text()));
  ASSERT_EQ(found.lacking.size(), 2U);
  EXPECT_EQ(found.tables, 2U);
  EXPECT_EQ(found.lacking[0].table, "member");
  EXPECT_FALSE(found.lacking[0].read);
  EXPECT_FALSE(found.lacking[0].update);
  EXPECT_TRUE(found.lacking[0].erase);
  EXPECT_EQ(found.lacking[1].table, "salary");
  EXPECT_TRUE(found.lacking[1].read && found.lacking[1].update && found.lacking[1].erase);
  EXPECT_THAT(keys(found), IsEmpty());
}

TEST(Check, NamesRowsThatAreHidden) {
  const sql::test::Database database(Engine::postgresql);
  const auto connection = database.connect();
  const Reader reader(*connection);
  sql::test::run(*connection,
                 {Statement("create table member (id int primary key)"),
                  Statement("alter table member enable row level security"),
                  Statement("grant select, update, delete on member to ").name(reader.name())});
  const Check found = checked(postgresql_address(database.name(), reader.name().text()));
  EXPECT_THAT(found.lacking, IsEmpty());
  EXPECT_THAT(keys(found), ElementsAre("rows_hidden"));
}

TEST(Check, NamesTablesThatRunsAreHarderOn) {
  const sql::test::Database database(Engine::mariadb);
  sql::test::run(
      *database.connect(),
      {Statement("create table old (id int primary key) engine=MyISAM"),
       Statement("create table kept (id int primary key) with system versioning"),
       Statement("create table loose (name varchar(9))"),
       Statement("create trigger watch before delete on loose for each row set @x = 1")});
  const sql::mariadb::Options server = sql::test::mariadb_server(database.name());
  const Check found = checked({.kind = Kind::mariadb,
                               .socket = server.socket,
                               .database = server.database,
                               .user = server.user});
  EXPECT_THAT(keys(found), ElementsAre("no_transactions", "history", "triggers", "no_key"));
  EXPECT_EQ(say(found.remarks[0]).find("old") != std::string::npos, true);
}

TEST(Check, NamesTheFirstOfManyTables) {
  const sql::test::Database database(Engine::sqlite);
  const auto connection = database.connect();
  for (int i = 0; i < 12; ++i)
    sql::test::run(*connection, {Statement("create table ")
                                     .name(sql::test::TestName::of("t" + std::to_string(10 + i)))
                                     .text(" (x text)")});
  const Check found = checked({.kind = Kind::sqlite, .file = database.file()});
  ASSERT_THAT(keys(found), ElementsAre("no_key"));
  EXPECT_THAT(say(found.remarks[0]), testing::HasSubstr("(12): t10, t11, t12, t13, t14, t15, t16, "
                                                        "t17, …."));
}

TEST(Check, SaysThatThereIsNoTable) {
  const sql::test::Database database(Engine::sqlite);
  database.connect();
  EXPECT_THAT(keys(checked({.kind = Kind::sqlite, .file = database.file()})),
              ElementsAre("no_tables"));
}

}  // namespace
}  // namespace ombud::connectors
