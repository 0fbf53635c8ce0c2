// A proposal from real databases: what is sampled, what is said of it, and what is not kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "discovery/discovery.h"
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Engine;
using sql::Statement;
using sql::test::key_of;
using sql::test::must_have;
using testing::HasSubstr;
using testing::Not;

class Proposals : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    source_ = database_.connect();
    sql::test::run(
        *source_,
        {Statement("create table worker (id integer primary key, account varchar(30), who "
                   "varchar(60), contact_at varchar(80), ratio double precision)"),
         Statement("create table reason (id integer primary key, label varchar(40))"),
         Statement("create table absence (id integer primary key, worker_id integer not null, "
                   "reason_id integer not null references reason(id), about varchar(200))"),
         Statement("insert into worker values (1, '19121212-1212', 'Anna Lindström', "
                   "'anna@exempel.se', 0.5), (2, '198703022395', 'Johan Berg', 'johan@exempel.se', "
                   "1), (3, '19870302-2395', 'Karin Holm', 'karin@exempel.se', 1)"),
         Statement("insert into reason values (1, 'Semester'), (2, 'Sjukfrånvaro')"),
         Statement("insert into absence values (1, 1, 2, 'Ringde Johan Berg, 070-174 06 05'), (2, "
                   "2, 1, 'Åter måndag enligt Karin Holm'), (3, 3, 1, null)")});
  }

  Proposal proposed(std::int64_t rows = 1000) {
    return must_have(propose(connector(), {rows, test_day()}, silent_));
  }

  connectors::Connector& connector() {
    connectors::System system{.name = "liva",
                              .address = must_have(connectors::read_address(database_.url()))};
    system = must_have(connectors::add(house_.office(), system, Secret()));
    connector_ = must_have(connectors::open(house_.office(), system));
    return *connector_;
  }

  static const datamap::Field& field(const Proposal& proposal, std::string_view table,
                                     std::string_view column) {
    const datamap::Field* found = proposal.map.table(table)->field(column);
    if (found == nullptr) throw std::runtime_error("no field " + std::string(column));
    return *found;
  }

  static const Proposal::Coverage& coverage(const Proposal& proposal, std::string_view table) {
    for (const Proposal::Coverage& one : proposal.coverage) {
      if (one.table == table) return one;
    }
    throw std::runtime_error("no coverage");
  }

  sql::test::Database database_{GetParam()};
  std::unique_ptr<sql::Connection> source_;
  accounts::TestOffice house_{Engine::sqlite, {connectors::migrations()}};
  std::unique_ptr<connectors::Connector> connector_;
  Silent silent_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Proposals,
                         testing::Values(Engine::sqlite, Engine::postgresql, Engine::mariadb),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Proposals, ReadWhatNamesDoNotSay) {
  const Proposal proposal = proposed();
  EXPECT_EQ(field(proposal, "worker", "account").category, DataCategory::national_id);
  EXPECT_EQ(field(proposal, "worker", "who").category, DataCategory::name);
  EXPECT_EQ(field(proposal, "worker", "contact_at").category, DataCategory::email);
  EXPECT_EQ(field(proposal, "absence", "about").category, DataCategory::free_text);
  EXPECT_EQ(proposal.map.table("worker")->subject, "employee");
  EXPECT_EQ(proposal.map.system, "liva");
}

TEST_P(Proposals, SayOfALookupThatItSpeaksOfHealth) {
  const Proposal proposal = proposed();
  EXPECT_EQ(field(proposal, "absence", "reason_id").category, DataCategory::health);
  EXPECT_EQ(field(proposal, "absence", "reason_id").data_class, DataClass::special);
}

TEST_P(Proposals, HoldNoValueThatWasSampled) {
  const Proposal proposal = proposed();
  const std::string text = datamap::to_json(proposal.map) + datamap::to_yaml(proposal.map);
  for (const char* value : {"Anna", "Lindstr", "Johan", "Berg", "exempel.se", "1212", "174 06"}) {
    EXPECT_THAT(text, Not(HasSubstr(value)));
  }
}

TEST_P(Proposals, SayHowMuchWasLookedInto) {
  const Proposal all = proposed();
  EXPECT_EQ(coverage(all, "worker").rows, 3);
  EXPECT_EQ(coverage(all, "worker").sampled, 3);
  ASSERT_EQ(coverage(all, "worker").not_read.size(), 1U);
  EXPECT_EQ(coverage(all, "worker").not_read[0].column, "ratio");
  EXPECT_EQ(coverage(all, "worker").not_read[0].why.key, "discovery.type_says_nothing");
}

TEST_P(Proposals, TakeRowsFromTheWholeRangeOfKeys) {
  for (int at = 0; at < 200; ++at) {
    must_have(source_->execute(
        Statement("insert into worker (id, who) values (?, ?)",
                  {std::int64_t{1000 + at}, std::string(at < 100 ? "Anna Holm" : "sak")})));
  }
  const Proposal proposal = proposed(40);
  const Proposal::Coverage& some = coverage(proposal, "worker");
  EXPECT_EQ(some.rows, 203);

  EXPECT_EQ(some.sampled, 40);
}

TEST_P(Proposals, ReadTheBeginningOfLargeValues) {
  const std::string large(60'000, 'x');
  must_have(
      source_->execute(Statement("create table diary (id integer primary key, worker_id "
                                 "integer not null, entry text)")));
  must_have(source_->execute(Statement(
      "insert into diary values (1, 1, ?), (2, 2, ?)",
      {"Talade med Anna Lindström i dag. " + large, "Johan Berg ringde hem till oss. " + large})));
  EXPECT_EQ(field(proposed(), "diary", "entry").category, DataCategory::free_text);
}

TEST_P(Proposals, LeaveViewsOut) {
  must_have(source_->execute(Statement("create view everybody as select who from worker")));
  EXPECT_EQ(proposed().map.table("everybody"), nullptr);
}

TEST_P(Proposals, AreConfirmedByTheirOwnCatalogue) {
  const Proposal proposal = proposed();
  const sql::Catalogue* catalogue = must_have(connector_->catalogue());
  EXPECT_TRUE(datamap::faults(proposal.map, *catalogue).empty());
  EXPECT_EQ(proposal.map.catalogue, catalogue->fingerprint());
}

TEST(ProposalsOfPostgresql, LeaveTablesUnreadThatNobodyMayRead) {
  sql::test::Database database(Engine::postgresql);
  const auto owner = database.connect();
  sql::test::run(*owner, {Statement("create table member (id integer primary key, first_name text, "
                                    "last_name text)"),
                          Statement("insert into member values (1, 'A', 'B')"),
                          Statement("drop role if exists ombud_test_reader"),
                          Statement("create role ombud_test_reader"),
                          Statement("set role ombud_test_reader")});
  const sql::Catalogue catalogue = must_have(owner->read_catalogue());
  Silent silent;
  const Model model = must_have(understand(catalogue, {owner.get(), 10, test_day()}, silent));
  sql::test::run(*owner, {Statement("reset role"), Statement("drop role ombud_test_reader")});
  ASSERT_TRUE(model.tables[0].columns[1].facts.not_read);
  EXPECT_EQ(model.tables[0].columns[1].facts.not_read->key, "discovery.no_right");
  EXPECT_EQ(model.tables[0].role, Role::person);
}

TEST(ProposalsOfPostgresql, CountPartitionsWithTheirParent) {
  const Drawn drawn(
      Engine::postgresql,
      {"create table member (id integer primary key, first_name text, last_name text)",
       ("create table payment (id integer, member_id integer not null, amount numeric(9,2), "
        "paid_on "
        "date not null)"),
       "create table payment_2026 (check (paid_on >= '2026-01-01')) inherits (payment)",
       "insert into member values (1, 'A', 'B')",
       "insert into payment_2026 values (1, 1, 10, '2026-02-01')"},
      true);
  EXPECT_EQ(drawn.map().table("payment_2026"), nullptr);
  EXPECT_EQ(drawn.fields("payment"), "member_id amount paid_on");
}

// Whoever stops the statement or loses the server stops the proposal.
TEST(ProposalsOfPostgresql, EndWithTheConnection) {
  sql::test::Database database(Engine::postgresql);
  const auto connection = database.connect();
  sql::test::run(*connection, {Statement("create table member (id integer primary key)")});
  const sql::Catalogue catalogue = must_have(connection->read_catalogue());
  const auto other = database.connect();
  must_have(
      other->all(Statement("select pg_terminate_backend(pid) from pg_stat_activity where "
                           "datname = current_database() and pid <> pg_backend_pid()")));
  Silent silent;
  EXPECT_EQ(key_of(understand(catalogue, {connection.get(), 10, test_day()}, silent)),
            "sql.unreachable");
}

}  // namespace
}  // namespace ombud::discovery
