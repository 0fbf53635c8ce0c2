// What every driver promises of catalogues and rights, whatever the engine.

#include <gmock/gmock.h>

#include <algorithm>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

using test::EachEngine;
using test::key_of;
using test::must_have;
using test::run;
using ::testing::ElementsAre;
using ::testing::Property;

class CatalogueContract : public EachEngine {
 protected:
  CatalogueContract() {
    run(*connection_,
        {Statement("create table person (id integer primary key, name varchar(60) not null, "
                   "boss_id integer, email varchar(80) unique, "
                   "foreign key (boss_id) references person (id) on delete set null)"),
         Statement("create table membership (year integer, no integer, person_id integer not null, "
                   "fee decimal(10,2), primary key (year, no), foreign key (person_id) "
                   "references person (id) on delete cascade on update restrict)"),
         Statement("create table payment (id integer primary key, year integer, no integer, "
                   "paid_on date, foreign key (year, no) references membership (year, no))"),
         Statement("create table loose (a integer, b varchar(10))"),
         Statement("create index loose_both on loose (b, a)"),
         Statement("create view names as select name from person")});
  }

  Catalogue read() { return must_have(connection_->read_catalogue()); }
};

INSTANTIATE_TEST_SUITE_P(On, CatalogueContract, test::every_engine(), test::engine_name);

auto named(const char* name) { return Property(&Name::text, name); }

TEST_P(CatalogueContract, HasTablesViewsColumnsAndKeys) {
  const Catalogue catalogue = read();
  ASSERT_EQ(catalogue.tables.size(), 5u);
  EXPECT_EQ(catalogue.engine, engine());
  EXPECT_EQ(catalogue.usual_schema, by_engine<std::string>("main", "public", database_.name()));
  const Table& person = *catalogue.find("person");
  EXPECT_EQ(catalogue.find(catalogue.usual_schema + ".person"), &person);
  EXPECT_EQ(person.kind, Table::Kind::table);
  EXPECT_THAT(person.primary_key, ElementsAre(named("id")));
  EXPECT_EQ(person.column("id")->kind, TypeKind::integer);
  EXPECT_FALSE(person.column("name")->nullable);
  EXPECT_EQ(person.column("name")->kind, TypeKind::text);
  EXPECT_EQ(person.column("name")->limit, 60);
  EXPECT_TRUE(person.column("boss_id")->nullable);
  const Table& membership = *catalogue.find("membership");
  EXPECT_THAT(membership.primary_key, ElementsAre(named("year"), named("no")));
  EXPECT_EQ(membership.column("fee")->kind, TypeKind::decimal);
  EXPECT_EQ(catalogue.find("payment")->column("paid_on")->kind, TypeKind::day);
  EXPECT_EQ(catalogue.find("names")->kind, Table::Kind::view);
  EXPECT_EQ(catalogue.find("names")->columns.size(), 1u);
  EXPECT_TRUE(person.transactional);
}

TEST_P(CatalogueContract, HasForeignKeysAndWhatADeletionTakesAlong) {
  const Catalogue catalogue = read();
  const auto position = [&](const char* table) {
    return static_cast<std::size_t>(catalogue.find(table) - catalogue.tables.data());
  };
  const ForeignKey& boss = catalogue.find("person")->foreign_keys.at(0);
  EXPECT_EQ(boss.to_table, position("person"));
  EXPECT_EQ(boss.on_delete, OnChange::set_null);
  const ForeignKey& member = catalogue.find("membership")->foreign_keys.at(0);
  EXPECT_EQ(member.to_table, position("person"));
  EXPECT_THAT(member.columns, ElementsAre(named("person_id")));
  EXPECT_THAT(member.to_columns, ElementsAre(named("id")));
  EXPECT_EQ(member.on_delete, OnChange::cascade);
  EXPECT_EQ(member.on_update, OnChange::restrict);
  const ForeignKey& paid = catalogue.find("payment")->foreign_keys.at(0);
  EXPECT_EQ(paid.to_table, position("membership"));
  EXPECT_THAT(paid.columns, ElementsAre(named("year"), named("no")));
  EXPECT_THAT(paid.to_columns, ElementsAre(named("year"), named("no")));
  EXPECT_TRUE(paid.on_delete == OnChange::no_action || paid.on_delete == OnChange::restrict);
}

TEST_P(CatalogueContract, HasIndexesButNotThatOfThePrimaryKey) {
  const Catalogue catalogue = read();
  const std::vector<Index>& unique = catalogue.find("person")->indexes;
  ASSERT_TRUE(std::any_of(unique.begin(), unique.end(), [](const Index& index) {
    return index.unique && index.columns.size() == 1 && index.columns[0].text() == "email";
  }));
  for (const Index& index : unique) EXPECT_NE(index.columns.at(0).text(), "id");
  const Index& both = catalogue.find("loose")->indexes.at(0);
  EXPECT_FALSE(both.unique);
  EXPECT_THAT(both.columns, ElementsAre(named("b"), named("a")));
}

TEST_P(CatalogueContract, NamesRowsWithoutAKeyWhereTheEngineCan) {
  run(*connection_, {Statement("insert into loose values (1, 'x'), (1, 'x')")});
  const Catalogue catalogue = read();
  const Table& loose = *catalogue.find("loose");
  EXPECT_TRUE(loose.primary_key.empty());
  if (engine() == Engine::mariadb) {
    EXPECT_FALSE(loose.row_id.has_value());
    return;
  }
  ASSERT_TRUE(loose.row_id.has_value());
  const Name& row_id = *loose.row_id;
  const std::vector<Row> rows =
      must_have(connection_->all(Statement("select ").name(row_id).text(" from loose")));
  ASSERT_EQ(rows.size(), 2u);
  const std::vector<Name> key = {row_id};
  must_have(connection_->execute_exactly(
      Statement("delete from loose where ")
          .append(key_is_one_of(key, std::span(rows).first(1), engine())),
      1));
  EXPECT_FALSE(catalogue.find("names")->row_id.has_value());
}

TEST_P(CatalogueContract, IsTheSameWhateverTheRowsAndAnotherAfterAChange) {
  const std::string before = read().fingerprint();
  run(*connection_, {Statement("insert into person values (1, 'Åsa', null, null)")});
  EXPECT_EQ(read().fingerprint(), before);
  run(*connection_, {Statement("alter table loose add column c integer")});
  EXPECT_NE(read().fingerprint(), before);
}

TEST_P(CatalogueContract, CanBeReadWithinATransaction) {
  must_have(connection_->begin(Begin::write));
  run(*connection_, {Statement("insert into loose values (1, 'x')")});
  EXPECT_EQ(read().tables.size(), 5u);
  must_have(connection_->commit());
  EXPECT_EQ(must_have(connection_->all(Statement("select a from loose"))).size(), 1u);
}

// PostgreSQL cuts a quoted name after 63 bytes, and would meet the other table.
TEST_P(CatalogueContract, DoesNotFindATableByANameThatIsTooLong) {
  const std::string longest = std::string(61, 'n') + "å";
  run(*connection_,
      {Statement("create table ").name(test::TestName::of(longest)).text(" (a integer)")});
  const Catalogue catalogue = read();
  EXPECT_NE(catalogue.find(longest), nullptr);
  EXPECT_EQ(catalogue.find(longest + "nnnnnnn"), nullptr);
}

TEST_P(CatalogueContract, SaysWhatThisUserMayDo) {
  const Catalogue catalogue = read();
  const Rights rights = must_have(connection_->rights(*catalogue.find("person")));
  EXPECT_TRUE(rights.read && rights.update && rights.erase);
  EXPECT_FALSE(rights.rows_hidden);
  run(*connection_, {Statement("drop table loose")});
  const auto gone = connection_->rights(*catalogue.find("loose"));
  ASSERT_EQ(key_of(gone), "sql.no_such_name");
  EXPECT_EQ(gone.error().code, Errc::not_found);
}

}  // namespace
}  // namespace ombud::sql
