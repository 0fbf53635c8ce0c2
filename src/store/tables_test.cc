#include "store/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "store/replacement.h"
#include "store/testing.h"

namespace ombud::store {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr Migration steps[] = {
    {"base", "0001_tree.sql",
     "-- installation table: of the test\n"
     "create table base_tree (id ${uuid} primary key, above ${uuid} references base_tree (id), "
     "yes ${bool} not null);"},
    {"base", "0002_note.sql",
     "-- organisation table\n"
     "create table base_note (organisation_id ${uuid} not null, number ${int} not null, "
     "text ${text}, bytes ${blob}, primary key (organisation_id, number));"}};
const std::span<const Migration> room = steps;
const std::span<const std::span<const Migration>> rooms(&room, 1);

std::string id(int number) {
  return "00000000-0000-7000-8000-00000000000" + std::to_string(number);
}

class TablesTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
  }

  static Database made(const Location& location) {
    Result<Database> store = Database::open(location, true);
    must(store.has_value() && store->migrate(rooms).has_value());
    return *std::move(store);
  }

  static std::vector<sql::Row> rows_of(Database& store, const Tables& tables, std::size_t table) {
    Result<Transaction> transaction = store.begin(OrganisationId{id(1)}, sql::Begin::read);
    must(transaction.has_value());
    std::vector<sql::Row> rows;
    must(tables
             .each(*transaction, table, {OrganisationId{id(1)}, OrganisationId{id(2)}},
                   [&](const sql::Row& row) -> Result<void> {
                     rows.push_back(row);
                     return {};
                   })
             .has_value());
    return rows;
  }

  static Result<void> add(Database& store, const Tables& tables, std::size_t table,
                          std::vector<sql::Row> rows) {
    Transaction transaction = TRY(store.begin(OrganisationId{id(1)}));
    TRY(tables.add(transaction, table, tables.all()[table].columns, std::move(rows)));
    return transaction.commit();
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, TablesTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(TablesTest, AreTheMigrationsInTheirOrder) {
  const TestStore home(GetParam());
  Database store = made(home.location());
  const Result<Tables> tables = Tables::of(store, rooms);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->all().size(), 2u);
  EXPECT_EQ(tables->all()[0].name, "base_tree");
  EXPECT_TRUE(tables->all()[0].refers_to_itself);
  EXPECT_FALSE(tables->all()[0].of_organisation);
  EXPECT_TRUE(tables->all()[1].of_organisation);
  EXPECT_THAT(tables->all()[1].columns, ElementsAre("organisation_id", "number", "text", "bytes"));
}

TEST_P(TablesTest, GiveBackTheRowsOfAllOrganisationsAsTheyWereAdded) {
  const TestStore home(GetParam());
  Database store = made(home.location());
  const Result<Tables> tables = Tables::of(store, rooms);
  ASSERT_TRUE(tables.has_value());
  const sql::Row first{id(1), std::int64_t{1}, std::string("Åsa"),
                       sql::Blob{std::string("\0\xff", 2)}};
  const sql::Row second{id(2), std::int64_t{1}, sql::Null{}, sql::Null{}};
  const sql::Row third{id(1), std::int64_t{2}, std::string(""), sql::Blob{""}};
  ASSERT_TRUE(add(store, *tables, 1, {first, second, third}).has_value());
  EXPECT_THAT(rows_of(store, *tables, 1), UnorderedElementsAre(first, second, third));
}

TEST_P(TablesTest, TakeRowsThatPointToEachOtherInAnyOrder) {
  const TestStore home(GetParam());
  Database store = made(home.location());
  const Result<Tables> tables = Tables::of(store, rooms);
  ASSERT_TRUE(tables.has_value());
  const auto row = [](int number, sql::Value above) {
    return sql::Row{id(number), std::move(above), std::int64_t{number % 2}};
  };
  ASSERT_TRUE(
      add(store, *tables, 0, {row(3, id(2)), row(2, id(1)), row(1, sql::Null{})}).has_value());
  EXPECT_EQ(rows_of(store, *tables, 0).size(), 3u);
  EXPECT_FALSE(add(store, *tables, 0, {row(4, id(9))}).has_value());
}

TEST_P(TablesTest, OfATableThatNoMigrationMadeAreNotWhole) {
  if (GetParam() != sql::Engine::sqlite) return;
  const TestStore home(GetParam());
  Database store = made(home.location());
  Result<Transaction> transaction = store.begin_installation();
  ASSERT_TRUE(transaction.has_value());
  ASSERT_TRUE(transaction->execute("create table stray (a integer)").has_value());
  ASSERT_TRUE(transaction->commit().has_value());
  const Result<Tables> tables = Tables::of(store, rooms);
  ASSERT_FALSE(tables.has_value());
  EXPECT_EQ(tables.error().key, "store.unknown_table");
}

TEST_P(TablesTest, OfAStoreBesideTakeThePlaceOfTheOldOnesOnceOnly) {
  const TestStore home(GetParam());
  if (GetParam() == sql::Engine::sqlite) return;  // There a file's name is changed.
  Location location = home.location();
  EXPECT_EQ(*is_there(location), false);
  Database old = made(location);
  EXPECT_EQ(*is_there(location), true);
  ASSERT_TRUE(make_room_beside(location).has_value());
  Location beside = location;
  beside.beside = true;
  {
    Database fresh = made(beside);
    const Result<Tables> tables = Tables::of(fresh, rooms);
    ASSERT_TRUE(tables.has_value());
    ASSERT_TRUE(add(fresh, *tables, 0, {{id(1), sql::Null{}, std::int64_t{1}}}).has_value());
  }
  ASSERT_TRUE(put_in_place(location).has_value());
  ASSERT_TRUE(put_in_place(location).has_value());
  Result<Database> now = Database::open(location);
  ASSERT_TRUE(now.has_value());
  const Result<Tables> tables = Tables::of(*now, rooms);
  ASSERT_TRUE(tables.has_value());
  EXPECT_EQ(rows_of(*now, *tables, 0).size(), 1u);
  EXPECT_EQ(make_room_beside(location).error().key, "store.before_exists");
}

TEST_P(TablesTest, OfAnotherSchemaThanPublicAreNotReplaced) {
  if (GetParam() == sql::Engine::sqlite) {
    Location none;
    none.sqlite_file = "/nowhere/ombud.db";
    EXPECT_EQ(*is_there(none), false);
    return;
  }
  const TestStore home(GetParam());
  Result<Database> store = Database::open(home.location());
  ASSERT_TRUE(store.has_value());
  Result<Transaction> transaction = store->begin_installation();
  ASSERT_TRUE(transaction.has_value());
  ASSERT_TRUE(transaction->execute("create schema ombud_program").has_value());
  ASSERT_TRUE(transaction->commit().has_value());
  EXPECT_EQ(is_there(home.location()).error().key, "store.not_in_public");
}

}  // namespace
}  // namespace ombud::store
