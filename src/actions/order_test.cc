#include "actions/order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "sql/sqlite/sqlite.h"

namespace ombud::actions {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A real catalogue, as a database says it of itself.
sql::Catalogue catalogue_of(std::vector<sql::Literal> statements) {
  auto connection = sql::sqlite::connect(":memory:", {.create = true}).value();
  for (const sql::Literal& statement : statements)
    EXPECT_TRUE(connection->execute(sql::Statement(statement)).has_value());
  return connection->read_catalogue().value();
}

std::set<std::size_t> all_of(const sql::Catalogue& catalogue) {
  std::set<std::size_t> tables;
  for (std::size_t i = 0; i < catalogue.tables.size(); ++i) tables.insert(i);
  return tables;
}

std::vector<std::string> names(const sql::Catalogue& catalogue, const Order& order) {
  std::vector<std::string> result;
  for (const std::size_t table : order.tables)
    result.push_back(catalogue.tables[table].name.text());
  return result;
}

TEST(RemovalOrder, LetsReferringRowsGoBeforeThoseTheyReferTo) {
  const sql::Catalogue catalogue =
      catalogue_of({"CREATE TABLE a_line (id INTEGER PRIMARY KEY, bill INTEGER NOT NULL "
                    "REFERENCES b_bill(id))",
                    "CREATE TABLE b_bill (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL "
                    "REFERENCES c_customer(id) ON DELETE CASCADE)",
                    "CREATE TABLE c_customer (id INTEGER PRIMARY KEY)"});
  const Order order = removal_order(catalogue, all_of(catalogue), {}).value();
  EXPECT_THAT(names(catalogue, order), ElementsAre("a_line", "b_bill", "c_customer"));
  EXPECT_THAT(order.let_go, IsEmpty());
}

TEST(RemovalOrder, OpensARingWhereAReferenceMayBeNull) {
  const sql::Catalogue catalogue = catalogue_of(
      {"CREATE TABLE employee (id INTEGER PRIMARY KEY, leaving INTEGER REFERENCES leaving(id))",
       "CREATE TABLE leaving (id INTEGER PRIMARY KEY, employee INTEGER NOT NULL "
       "REFERENCES employee(id))"});
  const Order order = removal_order(catalogue, all_of(catalogue), {}).value();
  ASSERT_EQ(order.let_go.size(), 1u);
  EXPECT_EQ(catalogue.tables[order.let_go[0].table].name.text(), "employee");
  EXPECT_EQ(order.let_go[0].columns[0].text(), "leaving");
  EXPECT_THAT(names(catalogue, order), ElementsAre("leaving", "employee"));
}

TEST(RemovalOrder, RefusesARingThatCanNotBeOpened) {
  const sql::Catalogue catalogue = catalogue_of(
      {"CREATE TABLE hen (id INTEGER PRIMARY KEY, egg INTEGER NOT NULL REFERENCES egg(id) "
       "DEFERRABLE INITIALLY DEFERRED)",
       "CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen(id))"});
  const auto order = removal_order(catalogue, all_of(catalogue), {});
  ASSERT_FALSE(order.has_value());
  EXPECT_EQ(order.error().code, Errc::conflict);
  EXPECT_EQ(order.error().key, "actions.cycle");
  EXPECT_THAT(order.error().params[0].second, HasSubstr("hen"));
}

TEST(RemovalOrder, LeavesARingAloneThatGoesThroughATableThatStays) {
  const sql::Catalogue catalogue = catalogue_of(
      {"CREATE TABLE employee (id INTEGER PRIMARY KEY, leaving INTEGER REFERENCES leaving(id))",
       "CREATE TABLE leaving (id INTEGER PRIMARY KEY, employee INTEGER NOT NULL "
       "REFERENCES employee(id))"});
  const Order order = removal_order(catalogue, {0}, {}).value();
  EXPECT_THAT(order.let_go, IsEmpty());
  EXPECT_THAT(order.tables, ElementsAre(0u));
}

TEST(RemovalOrder, LetsRowsOfOneTableThatReferToEachOtherGoTogether) {
  sql::Catalogue catalogue = catalogue_of(
      {"CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES node(id))"});
  EXPECT_THAT(removal_order(catalogue, {0}, {}).value().let_go, IsEmpty());
  // MariaDB looks at each row as it goes, so the reference is let go of there.
  catalogue.engine = sql::Engine::mariadb;
  EXPECT_EQ(removal_order(catalogue, {0}, {}).value().let_go.size(), 1u);
}

TEST(RemovalOrder, LetsGoOfReferencesWithinATableWhoseRowsGoByParts) {
  const sql::Catalogue catalogue = catalogue_of(
      {"CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES node(id))",
       "CREATE TABLE leaf (id INTEGER PRIMARY KEY, of INTEGER REFERENCES leaf(id) "
       "ON DELETE SET NULL)"});
  EXPECT_EQ(removal_order(catalogue, all_of(catalogue), all_of(catalogue)).value().let_go.size(),
            2u);
}

}  // namespace
}  // namespace ombud::actions
