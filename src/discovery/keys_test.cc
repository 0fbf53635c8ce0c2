// Keys that no database declares, read from what they are called, and tables that only look as if
// they told of persons.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Engine;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Keys, LeadToTheTableThatTheyAreNamedAfterBehindAnyPrefix) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table guest_gst (gst_ID integer primary key, gst_FirstName text, gst_LastName text)",
       ("create table wish_wsh (wsh_ID integer primary key, wsh_gst_ID integer, wsh_Diet text, "
        "wsh_Pillow text)"),
       "create table stay (id integer primary key, staynumber integer, guestnr integer)"},
      false);
  EXPECT_THAT(drawn.links("wish_wsh"), ElementsAre("wsh_gst_ID belongs guest_gst"));
  EXPECT_TRUE(drawn.has_field("wish_wsh", "wsh_Pillow"));
}

TEST(Keys, OfTheSameNameInTwoTablesLeadNowhere) {
  const Drawn drawn(Engine::sqlite,
                    {"create table member (hkno integer primary key, first_name text, last_name "
                     "text)",
                     "create table boat (hkno integer primary key, colour text)",
                     "create table berth (id integer primary key, hkno integer, side text)"},
                    false);
  EXPECT_THAT(drawn.links("berth"), IsEmpty());
}

TEST(Keys, AreReadWithTheIdInFront) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table customer (id_customer integer primary key, firstname text, lastname text)",
       "create table purchase (id_purchase integer primary key, id_customer integer, paid real)",
       ("create table purchase_receipt (id_receipt integer primary key, id_purchase integer, "
        "note text)")},
      false);
  EXPECT_THAT(drawn.links("purchase"), ElementsAre("id_customer belongs customer"));
  EXPECT_THAT(drawn.links("purchase_receipt"), ElementsAre("id_purchase belongs purchase"));
}

TEST(Keys, ThatManyTablesCountTheirRowsByLeadToNobody) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table person (row_id integer primary key, first_name text, last_name text)",
       "create table shelf (row_id integer primary key, colour text)",
       "create table parcel (row_id integer primary key, sent_from text)"},
      false);
  EXPECT_THAT(drawn.links("parcel"), IsEmpty());
  EXPECT_THAT(drawn.links("shelf"), IsEmpty());
}

TEST(Keys, OfATableItselfLeadToNoOther) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table user_parcel (id integer primary key, user_id integer, weight real)",
       "create table user (id integer primary key, first_name text, last_name text)",
       "create table parcel (parcel_id integer primary key, shelf text)"},
      false);
  EXPECT_THAT(drawn.links("parcel"), IsEmpty());
  EXPECT_EQ(drawn.fields("parcel"), "");
}

TEST(SharedValues, JoinNobodyByAnAddressThatBothLack) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table person (id integer primary key, first_name text, last_name text, email text)",
       "create table parcel (id integer primary key, sender_email text, shelf text)",
       "insert into person values (1, 'Anna', 'Berg', ''), (2, 'Nils', 'Dahl', 'nils@example.org')",
       "insert into parcel values (1, '', 'A'), (2, 'kari@example.org', 'B')"},
      true);
  EXPECT_THAT(drawn.links("parcel"), IsEmpty());
}

TEST(SharedValues, DoNotMakeAnOfficeSomebodys) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text, email text)",
       ("create table branch (code text primary key, title text, address text, city text, email "
        "text)")},
      false);
  EXPECT_THAT(drawn.links("branch"), IsEmpty());
  EXPECT_EQ(drawn.fields("branch"), "");
}

TEST(Tables, OfVisitsAreToldByAddressesAndBrowsers) {
  const Drawn drawn(Engine::sqlite,
                    {"create table page_hits (id integer primary key, page text, ip_address text, "
                     "user_agent text, seen_at datetime)"},
                    false);
  EXPECT_EQ(drawn.fields("page_hits"), "ip_address user_agent seen_at");
}

TEST(Tables, OfAnswersToAFormAreLookedThroughWhoeverGaveThem) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table form_field_values (entry integer, field integer, value text)",
       "create table product_field_values (product integer, field integer, value text)"},
      false);
  EXPECT_EQ(drawn.fields("form_field_values"), "value");
  EXPECT_EQ(drawn.fields("product_field_values"), "");
}

TEST(Columns, OfTheScreenAndOfALineOfAnOrderSayNothingOfAnybody) {
  const Drawn drawn(
      Engine::sqlite,
      {("create table staff (id integer primary key, first_name text, last_name text, email text, "
        "menu_width integer, page_limit integer, stats_from date, mail_format text, hired date)"),
       "create table orders (id integer primary key, staff_id integer references staff(id))",
       ("create table order_details (id integer primary key, order_id integer not null references "
        "orders(id), product_name text, quantity integer, weight real, price real)")},
      false);
  EXPECT_EQ(drawn.fields("staff"), "first_name last_name email hired");
  EXPECT_FALSE(drawn.has_field("order_details", "weight"));
  EXPECT_FALSE(drawn.has_field("order_details", "price"));
}

TEST(Columns, NumberedIdsOfARelativeAreNationalIds) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table employee (id integer primary key, first_name text, last_name text)",
       ("create table dependents (id integer primary key, employee_id integer references "
        "employee(id), name text, id_number text, feedBack text)")},
      false);
  EXPECT_EQ(drawn.field("dependents", "id_number").category, DataCategory::national_id);
}

}  // namespace
}  // namespace ombud::discovery
