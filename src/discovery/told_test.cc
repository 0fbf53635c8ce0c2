// What no rule names, and what is nobody's though it stands among people.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Engine;

TEST(Told, IsWhatStandsInAPersonsRowAndNoRuleNames) {
  const Drawn drawn(
      Engine::sqlite,
      {("create table employee (id integer primary key, first_name text, last_name "
        "text, zodiac varchar(20), shoe_number varchar(10), helmet integer, bonus_pct "
        "decimal(5,2), status varchar(10), is_active integer, sort_order integer, "
        "tenant_id integer, row_version integer, locale varchar(5))")},
      false);
  EXPECT_EQ(drawn.fields("employee"), "first_name last_name zodiac shoe_number helmet bonus_pct");
  const datamap::Field& field = drawn.field("employee", "zodiac");
  EXPECT_EQ(field.category, DataCategory::other);
  EXPECT_EQ(field.part, "unnamed");
  EXPECT_TRUE(field.is_personal());
  EXPECT_LT(field.confidence, 0.5);
}

TEST(Told, IsKeptUntilSomebodyHasLookedAtIt) {
  const Drawn drawn(
      Engine::sqlite,
      {("create table member (id integer primary key, first_name text, last_name text, "
        "zodiac varchar(20))"),
       ("create table payment (id integer primary key, member_id integer not null "
        "references member(id), amount decimal(8,2))")},
      false);
  EXPECT_EQ(drawn.field("member", "zodiac").erase, datamap::Erase::keep);
  EXPECT_EQ(datamap::say_reason(drawn.field("member", "zodiac").because, Language::sv),
            "ingen kunde se vad den säger; se på den och bestäm");
}

TEST(Told, IsNothingInLookupsProductsAndAttributes) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table shade (id integer primary key, zodiac varchar(20))",
       "create table product (id integer primary key, name text, zodiac varchar(20))"},
      false);
  EXPECT_EQ(drawn.fields("shade"), "");
  EXPECT_EQ(drawn.fields("product"), "");
}

TEST(Told, LeavesOutAPrefixThatAllColumnsShare) {
  const Drawn drawn(
      Engine::sqlite,
      {("create table staff (zz_no integer primary key, zz_fname text, zz_lname text, "
        "zz_email text, zz_birth date, zz_street text)")},
      false);
  EXPECT_EQ(drawn.fields("staff"), "zz_fname zz_lname zz_email zz_birth zz_street");
  EXPECT_EQ(drawn.field("staff", "zz_fname").part, "first");
}

TEST(Told, ReadsSecondsAsTimes) {
  const Drawn drawn(Engine::sqlite,
                    {("create table users (id integer primary key, username text, password text, "
                      "email text, createat bigint, lastlogin bigint, logins integer)")},
                    false);
  EXPECT_EQ(drawn.field("users", "createat").category, DataCategory::date_of_event);
  EXPECT_EQ(drawn.field("users", "lastlogin").category, DataCategory::date_of_event);
}

TEST(Names, OfFewLettersAreInitialsAndFindNobody) {
  const Drawn drawn(Engine::sqlite,
                    {("create table handlaggare (id integer primary key, signatur varchar(5), namn "
                      "text, epost text)")},
                    false);
  EXPECT_EQ(drawn.field("handlaggare", "signatur").category, DataCategory::name);
  EXPECT_FALSE(drawn.field("handlaggare", "signatur").identifies);
}

TEST(Names, OfCompaniesFindNobody) {
  const Drawn drawn(
      Engine::sqlite,
      {("create table customers (id integer primary key, name text, contact text, email text)"),
       ("insert into customers values (1, 'Berg & Co AB', 'Anna Lind', 'a@exempel.se'), (2, 'Holm "
        "ApS', 'Per Holm', 'p@exempel.dk'), (3, 'Fjord AS', 'Kari Dahl', 'k@exempel.no')")},
      true);
  EXPECT_EQ(drawn.table("customers").subject, "contact");
  EXPECT_FALSE(drawn.field("customers", "name").identifies);
  EXPECT_TRUE(drawn.field("customers", "contact").identifies);
}

TEST(Copies, SayOfWhichTableTheyAreOne) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table customer (id integer primary key, first_name text, last_name text, email "
       "text)",
       "create table customer_backup_2024 (id integer, first_name text, last_name text, email "
       "text)",
       "create table customer_order (id integer primary key, customer_id integer, total integer)"},
      false);
  EXPECT_EQ(
      datamap::say_reason(drawn.table("customer_backup_2024").reason),
      "Its name and its columns speak of persons. A copy of customer: 4 of its 4 columns stand "
      "there too.");
  EXPECT_EQ(datamap::say_reason(drawn.table("customer").reason),
            "Its name and its columns speak of persons.");
}

}  // namespace
}  // namespace ombud::discovery
