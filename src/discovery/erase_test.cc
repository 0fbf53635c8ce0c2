// What is erased how, so that nothing is lost that others need. Drawn itself proves of each that
// the map has no faults.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using datamap::Erase;
using sql::Engine;
using testing::HasSubstr;

// A user whose row the database would delete together with time sheets.
Drawn time_registration(Engine engine) {
  return Drawn(
      engine,
      {("create table users (id integer primary key, username varchar(180) not null unique, email "
        "varchar(180) not null unique, alias varchar(60), password varchar(255) not null, "
        "birth_date date, avatar varchar(255), enabled boolean not null, city varchar(40) not "
        "null, supervisor_id integer references users(id) on delete set null)"),
       "create table projects (id integer primary key, name varchar(100) not null)",
       ("create table timesheet (id integer primary key, user_id integer not null references "
        "users(id) on delete cascade, project_id integer not null references projects(id), "
        "start_time timestamp not null, hourly_rate decimal(10,2), description text)"),
       ("create table timesheet_tags (timesheet_id integer not null references timesheet(id) on "
        "delete cascade, tag varchar(20) not null, primary key (timesheet_id, tag))"),
       ("create table user_preferences (id integer primary key, user_id integer not null "
        "references users(id) on delete cascade, name varchar(50) not null, value varchar(255))"),
       ("create table access_token (id integer primary key, user_id integer not null references "
        "users(id) on delete cascade, token varchar(100) not null unique)")},
      false);
}

TEST(Erase, KeepsAPersonsRowThatAccountingRowsReferTo) {
  const Drawn drawn = time_registration(Engine::sqlite);
  EXPECT_FALSE(drawn.table("users").delete_rows);
  EXPECT_THAT(datamap::say_reason(drawn.table("users").because), HasSubstr("timesheet"));
  EXPECT_FALSE(drawn.table("timesheet").delete_rows);
  EXPECT_THAT(datamap::say_reason(drawn.table("timesheet").because),
              HasSubstr("bokföringslagen 7 kap. 2 §"));
  EXPECT_FALSE(drawn.table("timesheet_tags").delete_rows);
}

TEST(Erase, LetsRowsGoThatTellOfThePersonOnly) {
  const Drawn drawn = time_registration(Engine::sqlite);
  EXPECT_TRUE(drawn.table("user_preferences").delete_rows);
  EXPECT_TRUE(drawn.table("access_token").delete_rows);
}

TEST(Erase, FitsTheMethodToTheColumn) {
  const Drawn drawn = time_registration(Engine::sqlite);
  EXPECT_EQ(drawn.field("users", "username").erase, Erase::surrogate);
  EXPECT_EQ(drawn.field("users", "email").erase, Erase::surrogate);
  EXPECT_EQ(drawn.field("users", "alias").erase, Erase::set_null);
  EXPECT_EQ(drawn.field("users", "password").erase, Erase::surrogate);
  EXPECT_EQ(drawn.field("users", "birth_date").erase, Erase::generalise);
  EXPECT_EQ(drawn.field("users", "avatar").erase, Erase::set_null);
  EXPECT_EQ(drawn.field("users", "city").erase, Erase::constant);
  EXPECT_EQ(drawn.field("users", "city").constant, "");
  EXPECT_EQ(drawn.field("users", "supervisor_id").erase, Erase::keep);
  EXPECT_EQ(datamap::say_reason(drawn.field("users", "supervisor_id").because),
            "links rows that stay");
  EXPECT_EQ(drawn.field("timesheet", "start_time").erase, Erase::keep);
  EXPECT_EQ(drawn.field("timesheet", "hourly_rate").erase, Erase::keep);
  EXPECT_EQ(drawn.field("timesheet", "description").erase, Erase::scrub);
}

TEST(Erase, IsWithoutFaultsOnEveryEngine) {
  for (const Engine engine : {Engine::sqlite, Engine::postgresql, Engine::mariadb}) {
    const Drawn drawn = time_registration(engine);
    EXPECT_EQ(drawn.field("users", "email").erase, Erase::surrogate);
  }
}

TEST(Erase, LetsAPersonsRowGoThatNothingRefersTo) {
  const Drawn drawn(
      Engine::sqlite,
      {("create table newsletter_subscribers (email text primary key, first_name text, "
        "subscribed_at datetime)")},
      false);
  EXPECT_TRUE(drawn.table("newsletter_subscribers").delete_rows);
  EXPECT_EQ(datamap::say_reason(drawn.field("newsletter_subscribers", "email").because),
            "a part of the row's key");
}

TEST(Erase, KeepsAddressesOfInvoicesAndNoCardNumbers) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table customer (id integer primary key, first_name text, last_name text)",
       ("create table payment_card (id integer primary key, customer_id integer not null "
        "references "
        "customer(id), ccn varchar(20))"),
       ("create table invoice (id integer primary key, customer_id integer not null references "
        "customer(id), card_id integer references payment_card(id), billing_address text, total "
        "decimal(10,2), comment text)")},
      false);
  EXPECT_EQ(drawn.field("invoice", "billing_address").erase, Erase::keep);
  EXPECT_THAT(datamap::say_reason(drawn.field("invoice", "billing_address").because),
              HasSubstr("bogføringsloven § 12"));
  EXPECT_EQ(drawn.field("invoice", "comment").erase, Erase::scrub);
  EXPECT_FALSE(drawn.table("payment_card").delete_rows);
  EXPECT_EQ(drawn.field("payment_card", "ccn").erase, Erase::set_null);
}

TEST(Erase, NeverDeletesRowsToWhichOthersRefer) {
  const Drawn drawn = Drawn(
      Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text)",
       ("create table membership (id integer primary key, member_id integer not null references "
        "member(id))"),
       ("create table board_seat (id integer primary key, membership_id integer references "
        "membership(id) on delete cascade, year integer)")},
      false);
  // The seat is told of nobody by a link that must be there, so what it refers to stays.
  EXPECT_FALSE(drawn.table("membership").delete_rows);
  EXPECT_THAT(datamap::say_reason(drawn.table("membership").because), HasSubstr("board_seat"));
}

TEST(Erase, LeavesAnOrganisationsOwnNameToAPerson) {
  const Drawn drawn(Engine::sqlite,
                    {("create table customers (id integer primary key, name text not null, contact "
                      "text, phone text, vat_id text)")},
                    false);
  EXPECT_EQ(drawn.table("customers").subject, "contact");
  EXPECT_EQ(drawn.field("customers", "name").erase, Erase::keep);
  EXPECT_EQ(drawn.field("customers", "vat_id").erase, Erase::keep);
  EXPECT_EQ(drawn.field("customers", "contact").erase, Erase::set_null);
}

TEST(Erase, LeavesPublicAuthorshipAlone) {
  const Drawn drawn(Engine::sqlite,
                    {"create table artist (id integer primary key, name text)",
                     ("create table album (id integer primary key, artist_id integer not null "
                      "references artist(id), title text)")},
                    false);
  EXPECT_EQ(drawn.table("artist").subject, "author");
  EXPECT_EQ(drawn.field("artist", "name").erase, Erase::keep);
  EXPECT_LE(drawn.table("artist").confidence, 0.5);
  EXPECT_EQ(drawn.fields("album"), "");
}

TEST(Erase, KeepsWhatTheDatabaseComputes) {
  const Drawn drawn(
      Engine::postgresql,
      {("create table member (id integer primary key, first_name text, last_name text, full_name "
        "text generated always as (first_name || ' ' || last_name) stored)")},
      false);
  EXPECT_EQ(datamap::say_reason(drawn.field("member", "full_name").because),
            "computed by the database from other columns");
}

TEST(Erase, KeepsWhatTakesNoStandIn) {
  const Drawn drawn(Engine::postgresql,
                    {("create table member (id integer primary key, first_name text, last_name "
                      "text, photo bytea not null, is_deceased boolean not null, device_id uuid "
                      "not null, medical jsonb not null)"),
                     "create table ledger (member_id integer not null references member(id))"},
                    false);
  EXPECT_EQ(drawn.field("member", "photo").erase, Erase::keep);
  EXPECT_EQ(drawn.field("member", "is_deceased").erase, Erase::keep);
  EXPECT_EQ(drawn.field("member", "medical").constant, "{}");
}

}  // namespace
}  // namespace ombud::discovery
