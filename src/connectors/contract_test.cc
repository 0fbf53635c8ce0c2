// What every kind of system must do alike: open, tell its tables, give rows, take changes, keep
// them and be locked by one only.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "accounts/test_office.h"
#include "connectors/connectors.h"
#include "sql/test_databases.h"

namespace ombud::connectors {
namespace {

using sql::Statement;
using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

class Contract : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::csv) {
      std::ofstream(folder_.file("member.csv")) << "id,name\n1,Åsa\n2,Bo\n3,\n";
      return;
    }
    const sql::Engine engine = GetParam() == Kind::postgresql ? sql::Engine::postgresql
                               : GetParam() == Kind::mariadb  ? sql::Engine::mariadb
                                                              : sql::Engine::sqlite;
    database_.emplace(engine);
    sql::test::run(
        *database_->connect(),
        {Statement("create table member (id varchar(20) not null primary key, name varchar(60))"),
         Statement("insert into member values ('1', 'Åsa'), ('2', 'Bo'), ('3', null)")});
  }

  Address address() const {
    switch (GetParam()) {
      case Kind::csv:
        return {.kind = Kind::csv, .file = folder_.path()};
      case Kind::postgresql: {
        const sql::postgresql::Options server = sql::test::postgresql_server(database_->name());
        return {.kind = Kind::postgresql,
                .socket = server.host,
                .port = server.port,
                .database = server.database,
                .user = server.user};
      }
      case Kind::mariadb: {
        const sql::mariadb::Options server = sql::test::mariadb_server(database_->name());
        return {.kind = Kind::mariadb,
                .socket = server.socket,
                .database = server.database,
                .user = server.user};
      }
      default:
        return {.kind = Kind::sqlite, .file = database_->file()};
    }
  }

  System system() {
    if (!system_)
      system_ = must_have(add(house_.office(), {.name = "liva", .address = address()}, Secret()));
    return *system_;
  }

  std::unique_ptr<Connector> open() {
    return must_have(connectors::open(house_.office(), system()));
  }

  static std::vector<std::string> names(Connector& connector) {
    std::vector<std::string> found;
    for (const sql::Row& row : must_have(
             connector.connection().all(Statement("select id, name from member order by id"))))
      found.push_back(sql::shown(row[0]) + " " + sql::shown(row[1]));
    return found;
  }

  TemporaryFolder folder_;
  std::optional<sql::test::Database> database_;
  accounts::TestOffice house_{sql::Engine::sqlite, {migrations()}};
  std::optional<System> system_;
};

INSTANTIATE_TEST_SUITE_P(Kinds, Contract,
                         testing::Values(Kind::sqlite, Kind::postgresql, Kind::mariadb, Kind::csv),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Contract, TellsItsTables) {
  const auto connector = open();
  EXPECT_EQ(connector->system().name, "liva");
  const sql::Catalogue& catalogue = *must_have(connector->catalogue());
  const sql::Table* member = catalogue.find("member");
  ASSERT_NE(member, nullptr);
  EXPECT_EQ(catalogue.label(*member), "member");
  EXPECT_EQ(member->columns.at(1).kind, sql::TypeKind::text);
  ASSERT_EQ(member->primary_key.size(), 1U);
  EXPECT_EQ(member->primary_key[0].text(), "id");
  EXPECT_FALSE(member->columns.at(0).nullable);
}

TEST_P(Contract, GivesTheSameCatalogueTwice) {
  const auto connector = open();
  const std::string before = must_have(connector->catalogue())->fingerprint();
  must_have(connector->refresh());
  EXPECT_EQ(must_have(connector->catalogue())->fingerprint(), before);
  EXPECT_EQ(must_have(open()->catalogue())->fingerprint(), before);
}

TEST_P(Contract, GivesRowsInUtf8) {
  EXPECT_THAT(names(*open()), ElementsAre("1 Åsa", "2 Bo", "3 "));
}

TEST_P(Contract, KeepsWhatWasCommitted) {
  const auto connector = open();
  sql::Connection& connection = connector->connection();
  sql::Transaction transaction = must_have(sql::Transaction::begin(connection, sql::Begin::write));
  must_have(connection.execute_exactly(
      Statement("update member set name = ? where id = ?", {"Örjan", "1"}), 1));
  must_have(connection.execute_exactly(
      Statement("update member set name = ? where id = ?", {sql::Null{}, "2"}), 1));
  must_have(connection.execute_exactly(Statement("delete from member where id = ?", {"3"}), 1));
  must_have(transaction.commit());
  must_have(connector->keep());
  EXPECT_THAT(names(*connector), ElementsAre("1 Örjan", "2 "));
  EXPECT_THAT(names(*open()), ElementsAre("1 Örjan", "2 "));
  const std::optional<sql::Row> row =
      must_have(open()->connection().one(Statement("select name from member where id = '2'")));
  EXPECT_TRUE(sql::is_null((*row)[0]));
}

TEST_P(Contract, LosesWhatWasRolledBack) {
  const auto connector = open();
  {
    sql::Transaction transaction =
        must_have(sql::Transaction::begin(connector->connection(), sql::Begin::write));
    must_have(connector->connection().execute(Statement("delete from member")));
  }
  must_have(connector->keep());
  EXPECT_THAT(names(*open()), ElementsAre("1 Åsa", "2 Bo", "3 "));
}

TEST_P(Contract, IsLockedByOneOnly) {
  const auto one = open();
  const auto other = open();
  EXPECT_TRUE(must_have(one->connection().try_lock("run")));
  EXPECT_FALSE(must_have(other->connection().try_lock("run")));
  one->connection().release_lock("run");
  EXPECT_TRUE(must_have(other->connection().try_lock("run")));
}

TEST_P(Contract, HasAnIdentityThatStays) {
  const std::string identity = must_have(open()->connection().identity());
  EXPECT_NE(identity, "");
  EXPECT_EQ(must_have(open()->connection().identity()), identity);
}

TEST_P(Contract, IsCheckedWithoutAChange) {
  const auto connector = open();
  const Check found = must_have(check(*connector));
  EXPECT_NE(found.version, "");
  EXPECT_EQ(found.identity, must_have(connector->connection().identity()));
  EXPECT_EQ(found.tables, 1U);
  EXPECT_THAT(found.lacking, IsEmpty());
  EXPECT_THAT(found.remarks, IsEmpty());
}

TEST_P(Contract, NamesTheSystemThatIsNotThere) {
  System gone = system();
  gone.address.file += ".gone";
  gone.address.database += "_gone";
  const auto opened = connectors::open(house_.office(), gone);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::not_found) << opened.error().key;
  EXPECT_EQ(opened.error().params.back(),
            std::make_pair(std::string("system"), std::string("liva")));
}

TEST(Open, SaysThatAServerIsGone) {
  accounts::TestOffice house(sql::Engine::sqlite, {migrations()});
  for (const char* url : {"postgresql:///liva?host=/nowhere&user=u",
                          "mariadb://u@localhost/liva?socket=/nowhere/my.sock"}) {
    const System system{.name = "liva", .address = must_have(read_address(url))};
    const auto opened = connectors::open(house.office(), system);
    ASSERT_FALSE(opened) << url;
    EXPECT_EQ(opened.error().code, Errc::unavailable);
    EXPECT_EQ(opened.error().key, "sql.unreachable");
  }
}

TEST(Open, RefusesAManualSystem) {
  accounts::TestOffice house(sql::Engine::sqlite, {migrations()});
  const auto opened = connectors::open(house.office(), {.name = "binder"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::conflict);
  EXPECT_EQ(opened.error().key, "connectors.manual");
}

}  // namespace
}  // namespace ombud::connectors
