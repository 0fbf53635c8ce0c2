#include "discovery/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "discovery/discovery.h"
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Literal;
using sql::Statement;
using sql::test::must_have;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Renewed : public testing::Test {
 protected:
  Renewed() {
    run(
        {"create table member (id integer primary key, first_name text not null, last_name text "
         "not "
         "null, email text, shoe text, pet text)",
         "create table visit (id integer primary key, member_id integer not null references "
         "member(id), day date)",
         "create table colour (id integer primary key, name text)"});
    system_ = must_have(connectors::add(
        house_.office(),
        {.name = "liva", .address = {.kind = connectors::Kind::sqlite, .file = source_.file()}},
        Secret()));
    datamap::Map map = proposed();
    decide(map);
    house_.clock().move(std::chrono::seconds(1));
    const auto connector = open();
    confirmed_ = must_have(datamap::confirm(house_.office(), *connector, map));
  }

  // What a person decides otherwise than proposed: no shoe; the e-mail gets a constant.
  static void decide(datamap::Map& map) {
    for (datamap::Table& table : map.tables) {
      if (table.name != "member") continue;
      table.because = "as the statutes say";
      table.delete_rows = false;
      std::erase_if(table.fields, [](const auto& field) { return field.column == "shoe"; });
      for (datamap::Field& field : table.fields) {
        if (field.column == "email") field.erase = datamap::Erase::set_null;
      }
    }
  }

  void run(std::initializer_list<Literal> statements) {
    const auto connection = source_.connect();
    for (const Literal one : statements) must_have(connection->execute(Statement(one)));
  }

  std::unique_ptr<connectors::Connector> open() {
    return must_have(connectors::open(house_.office(), system_));
  }

  datamap::Map proposed() {
    Options options;
    options.today = test_day();
    Silent silent;
    return must_have(propose(*open(), options, silent)).map;
  }

  Renewal renewed() {
    const auto connector = open();
    const auto changed = must_have(datamap::changed_since(house_.office(), *connector));
    return renew(*changed, proposed(), *must_have(connector->catalogue()));
  }

  static std::vector<std::string> told(const Renewal& renewal) {
    std::vector<std::string> all;
    for (const Consequence& one : renewal.consequences) {
      all.push_back(one.change.table + "." + one.change.column + " " +
                    std::string(word(one.change.what)) + " " +
                    one.means.key.substr(std::string_view("discovery.means_").size()));
      EXPECT_NE(say(one.means), one.means.key) << "no sentence";
    }
    return all;
  }

  void expect_no_faults(const datamap::Map& map) {
    const auto connector = open();
    EXPECT_THAT(datamap::faults(map, *must_have(connector->catalogue())), IsEmpty());
  }

  sql::test::Database source_{sql::Engine::sqlite};
  accounts::TestOffice house_{sql::Engine::sqlite,
                              {connectors::migrations(), datamap::migrations(), migrations()}};
  connectors::System system_;
  datamap::Map confirmed_;
};

TEST_F(Renewed, IsNothingWhereNothingChanged) {
  const Renewal renewal = renewed();
  EXPECT_THAT(renewal.consequences, IsEmpty());
  EXPECT_EQ(renewal.map.tables, confirmed_.tables);
  EXPECT_EQ(renewal.map.links, confirmed_.links);
}

TEST_F(Renewed, KeepsWhatWasDecidedAndAddsWhatIsNew) {
  run({"alter table member add column phone varchar(20)",
       "create table gift (id integer primary key, member_id integer not null references "
       "member(id), amount decimal(8,2), greeting text)"});
  const Renewal renewal = renewed();
  EXPECT_THAT(told(renewal), ElementsAre("gift. table_new table_of_details",
                                         "member.phone column_new column_proposed"));
  const datamap::Table* member = renewal.map.table("member");
  EXPECT_EQ(member->because, "as the statutes say");
  EXPECT_EQ(member->field("shoe"), nullptr) << "Left out by a person.";
  ASSERT_NE(member->field("phone"), nullptr);
  EXPECT_EQ(member->field("phone")->category, DataCategory::phone);
  EXPECT_TRUE(std::any_of(renewal.map.links.begin(), renewal.map.links.end(),
                          [](const datamap::Link& link) { return link.from_table == "gift"; }));
  expect_no_faults(renewal.map);
}

TEST_F(Renewed, LetsGoOfWhatIsGone) {
  run({"alter table member drop column pet", "drop table visit", "drop table colour"});
  const Renewal renewal = renewed();
  EXPECT_THAT(told(renewal),
              ElementsAre("colour. table_gone nothing", "member.pet column_gone column_leaves",
                          "visit. table_gone table_leaves"));
  EXPECT_EQ(renewal.map.table("visit"), nullptr);
  EXPECT_THAT(renewal.map.links, IsEmpty());
  expect_no_faults(renewal.map);
}

TEST_F(Renewed, ProposesAnewWhatCannotBeDoneAnyMore) {
  run({"drop table visit", "drop table member",
       "create table member (id integer primary key, first_name text not null, last_name text not "
       "null, email varchar(80) not null, shoe text, pet varchar(9))"});
  const Renewal renewal = renewed();
  EXPECT_THAT(told(renewal), Contains("member.email column_retyped decision_anew"));
  EXPECT_THAT(told(renewal), Contains("member.pet column_retyped decision_stays"));
  EXPECT_NE(renewal.map.table("member")->field("email")->erase, datamap::Erase::set_null);
  expect_no_faults(renewal.map);
}

TEST_F(Renewed, SaysThatATableOfNobodyHasBecomeSomebodys) {
  run({"alter table colour add column owner_email varchar(80)",
       "alter table colour add column shade varchar(20)"});
  EXPECT_THAT(told(renewed()), Contains("colour.owner_email column_new table_becomes"));
}

TEST_F(Renewed, LeavesOutWhatThePersonLeftOut) {
  run({"drop table visit", "drop table member",
       "create table member (id integer primary key, first_name text not null, last_name text not "
       "null, email text, shoe varchar(5), pet text)"});
  EXPECT_THAT(told(renewed()), Contains("member.shoe column_retyped column_left_out"));
}

TEST(ChangedSince, IsNothingWhereNoMapWasConfirmed) {
  sql::test::Database source(sql::Engine::sqlite);
  sql::test::run(*source.connect(), {Statement("create table a (b integer)")});
  accounts::TestOffice house(sql::Engine::sqlite,
                             {connectors::migrations(), datamap::migrations()});
  const auto system = must_have(connectors::add(
      house.office(),
      {.name = "liva", .address = {.kind = connectors::Kind::sqlite, .file = source.file()}},
      Secret()));
  const auto connector = must_have(connectors::open(house.office(), system));
  EXPECT_FALSE(must_have(datamap::changed_since(house.office(), *connector)).has_value());
}

}  // namespace
}  // namespace ombud::discovery
