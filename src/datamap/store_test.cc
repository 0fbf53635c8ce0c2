#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "base/text.h"
#include "datamap/datamap.h"
#include "sql/test_databases.h"

namespace ombud::datamap {
namespace {

using sql::Statement;
using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class MapHouse {
 protected:
  explicit MapHouse(sql::Engine engine) : house_(engine, {connectors::migrations(), migrations()}) {
    sql::test::run(*source(),
                   {Statement("create table member (id integer primary key, name text not null, "
                              "email text)"),
                    Statement("create table payment (id integer primary key, member_id integer "
                              "references member (id), sum text)")});
    system_ = must_have(connectors::add(
        office(),
        {.name = "liva", .address = {.kind = connectors::Kind::sqlite, .file = source_.file()}},
        Secret()));
  }

  accounts::Office& office() { return house_.office(); }

  std::unique_ptr<sql::Connection> source() const { return source_.connect(); }

  std::unique_ptr<connectors::Connector> open() {
    return must_have(connectors::open(office(), system_));
  }

  Map map() {
    Map map;
    map.system = "liva";
    Table member{.name = "member", .holds = Holds::person, .subject = "member"};
    member.fields.push_back({.column = "name",
                             .category = DataCategory::name,
                             .identifies = true,
                             .erase = Erase::surrogate});
    member.fields.push_back(
        {.column = "email", .category = DataCategory::email, .erase = Erase::set_null});
    map.tables = {member, {.name = "payment", .holds = Holds::detail}};
    map.links.push_back({.from_table = "payment",
                         .from_columns = {"member_id"},
                         .to_table = "member",
                         .to_columns = {"id"}});
    return map;
  }

  Map proposed() {
    house_.clock().move(std::chrono::seconds(1));
    Map map = this->map();
    map.catalogue = must_have(open()->catalogue())->fingerprint();
    return must_have(store_proposal(office(), system_, map));
  }

  Map confirmed() {
    const Map map = proposed();
    house_.clock().move(std::chrono::seconds(1));
    return must_have(confirm(office(), *open(), map));
  }

  /// What executable() says after the source was changed so.
  std::string after(sql::Literal change) {
    confirmed();
    sql::test::run(*source(), {Statement(change)});
    const Result<Executable> found = executable(office(), *open());
    if (found) return "executable";
    EXPECT_EQ(found.error().code, Errc::conflict);
    EXPECT_EQ(found.error().key, "datamap.schema_changed");
    return say(found.error());
  }

  accounts::TestOffice house_;
  sql::test::Database source_{sql::Engine::sqlite};
  connectors::System system_;
};

class StoredMap : public MapHouse, public testing::TestWithParam<sql::Engine> {
 protected:
  StoredMap() : MapHouse(GetParam()) {}
};

// What is said of a system that changed has nothing to do with where the map is stored.
class ChangedSystem : public MapHouse, public testing::Test {
 protected:
  ChangedSystem() : MapHouse(sql::Engine::sqlite) {}
};

INSTANTIATE_TEST_SUITE_P(Stores, StoredMap,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(StoredMap, IsNoneAtFirst) {
  EXPECT_EQ(key_of(latest(office(), system_, false)), "datamap.none");
  EXPECT_EQ(key_of(latest(office(), system_, true)), "datamap.none_confirmed");
  EXPECT_EQ(key_of(executable(office(), *open())), "datamap.none_confirmed");
  EXPECT_THAT(must_have(versions(office(), system_)), IsEmpty());
}

TEST_P(StoredMap, CountsItsVersions) {
  EXPECT_EQ(proposed().version, 1);
  EXPECT_EQ(proposed().version, 2);
  EXPECT_EQ(must_have(latest(office(), system_, false)).version, 2);
  EXPECT_EQ(key_of(latest(office(), system_, true)), "datamap.none_confirmed");
  EXPECT_EQ(must_have(version(office(), system_, 1)).version, 1);
  EXPECT_EQ(key_of(version(office(), system_, 3)), "datamap.no_such_version");
}

TEST_P(StoredMap, ComesBackAsItWas) {
  const Map stored = proposed();
  const Map found = must_have(latest(office(), system_, false));
  EXPECT_EQ(found.id, stored.id);
  EXPECT_EQ(to_yaml(found), to_yaml(stored));
  EXPECT_FALSE(found.confirmed);
}

TEST_P(StoredMap, TooLargeToBeReadBackIsRefused) {
  Map map = this->map();
  map.tables[0].reason = std::string(9 << 20, 'x');
  EXPECT_EQ(key_of(store_proposal(office(), system_, map)), "datamap.too_large");
}

TEST_P(StoredMap, KeepsItsVersionWhereItIsConfirmedAsProposed) {
  const Map map = confirmed();
  EXPECT_TRUE(map.confirmed);
  EXPECT_EQ(map.version, 1);
  EXPECT_EQ(must_have(latest(office(), system_, true)).version, 1);
  // Confirmed again, with another text or not, it is a version of its own.
  EXPECT_EQ(must_have(confirm(office(), *open(), map)).version, 2);
}

TEST_P(StoredMap, IsANewVersionWhereItWasCorrected) {
  Map map = proposed();
  map.tables[0].because = "payments refer to it";
  EXPECT_EQ(must_have(confirm(office(), *open(), map)).version, 2);
  EXPECT_EQ(must_have(latest(office(), system_, true)).tables[0].because, "payments refer to it");
  const std::vector<Version> all = must_have(versions(office(), system_));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[0].confirmed_at);
  EXPECT_EQ(all[1].confirmed_at, house_.clock().now());
  EXPECT_EQ(all[1].confirmed_by, office().actor.account);
  EXPECT_EQ(all[0].made_by, office().actor.account);
}

TEST_P(StoredMap, IsNotConfirmedByWhoReadAnOlderVersion) {
  const Map read = proposed();
  Map newer = read;
  newer.tables[0].fields[1].erase = Erase::keep;
  newer.tables[0].fields[1].because = "needed";
  must_have(store_proposal(office(), system_, newer));
  EXPECT_EQ(key_of(confirm(office(), *open(), read, read.version)), "datamap.newer_version");
  EXPECT_EQ(key_of(latest(office(), system_, true)), "datamap.none_confirmed");
  const Map newest = must_have(latest(office(), system_, false));
  EXPECT_EQ(must_have(confirm(office(), *open(), newest, newest.version)).version, 2);
}

TEST_P(StoredMap, StandsInOneListWithAllOthers) {
  EXPECT_THAT(must_have(standings(office())), IsEmpty());
  confirmed();
  proposed();
  const std::vector<Standing> all = must_have(standings(office()));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].system, system_.id);
  EXPECT_EQ(all[0].newest, 2);
  EXPECT_EQ(all[0].confirmed, 1);
  EXPECT_GT(*all[0].made_at, *all[0].confirmed_at);
}

TEST_P(StoredMap, WithFaultsIsNotConfirmed) {
  Map map = proposed();
  map.tables[0].fields[0].erase = Erase::set_null;
  map.tables[0].fields[1].erase = Erase::keep;
  const Result<Map> refused = confirm(office(), *open(), map);
  EXPECT_EQ(key_of(refused), "datamap.faulty");
  EXPECT_EQ(refused.error().code, Errc::invalid);
  EXPECT_THAT(say(refused.error()), HasSubstr("faults: 2"));
  EXPECT_THAT(say(refused.error()), HasSubstr("member.name cannot be emptied"));
}

TEST_P(StoredMap, OfAnotherSystemIsNotConfirmed) {
  Map map = proposed();
  map.system = "tid";
  EXPECT_EQ(key_of(confirm(office(), *open(), map)), "datamap.of_another_system");
}

TEST_P(StoredMap, IsExecutableWhileTheSystemIsAsItWas) {
  confirmed();
  const Executable found = must_have(executable(office(), *open()));
  EXPECT_EQ(found.map.version, 1);
  EXPECT_THAT(found.remarks, IsEmpty());
}

TEST_P(StoredMap, IsExecutedAsConfirmedAndNotAsProposedLater) {
  confirmed();
  proposed();
  EXPECT_EQ(must_have(executable(office(), *open())).map.version, 1);
}

TEST_F(ChangedSystem, IsNamedByATableThatWasDropped) {
  EXPECT_THAT(after("drop table payment"), HasSubstr("the table payment is gone"));
}

TEST_F(ChangedSystem, IsNamedByAColumnThatWasRenamed) {
  EXPECT_THAT(after("alter table member rename column email to mail"),
              HasSubstr("the column member.email is gone or has another name"));
}

TEST_F(ChangedSystem, IsNamedByACascadeThatIsNew) {
  EXPECT_THAT(after("create table visit (m integer references member (id) on delete cascade)"),
              HasSubstr("visit refers to member with ON DELETE cascade"));
}

TEST_F(ChangedSystem, IsNamedByATriggerThatIsNew) {
  EXPECT_THAT(after("create trigger t after delete on member begin select 1; end"),
              HasSubstr("the trigger t on member"));
}

TEST_F(ChangedSystem, IsRemarkedForATableAndAColumnThatAreNew) {
  EXPECT_EQ(after("alter table member add column phone text"), "executable");
  sql::test::run(*source(), {Statement("create table visit (day text)")});
  const Executable found = must_have(executable(office(), *open()));
  ASSERT_EQ(found.remarks.size(), 2U);
  EXPECT_THAT(say(found.remarks[0]), HasSubstr("member.phone"));
  EXPECT_THAT(say(found.remarks[1]), HasSubstr("visit"));
}

TEST_P(StoredMap, WithoutItsEssenceIsNotExecuted) {
  confirmed();
  store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
  must_have(transaction.execute("update datamap_map set essence = 'x'"));
  must_have(transaction.commit());
  sql::test::run(*source(), {Statement("create table visit (day text)")});
  EXPECT_EQ(key_of(executable(office(), *open())), "datamap.essence_damaged");
}

TEST_P(StoredMap, TellsTheLogItsHash) {
  const Map map = confirmed();
  EXPECT_THAT(house_.events(),
              ElementsAre("connectors.added system liva", "datamap.proposed system liva",
                          "datamap.confirmed system liva"));
  const auto entries = must_have(office().log.list({.event = "datamap.confirmed"}));
  const std::pair<std::string, std::string> commitment{"map", to_hex(vault::sha256(to_yaml(map)))};
  EXPECT_THAT(entries.at(0).commitments, ElementsAre(commitment));
}

}  // namespace
}  // namespace ombud::datamap
