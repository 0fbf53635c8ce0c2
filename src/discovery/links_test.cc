// How tables hang together, by declared keys, by names, and by values.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Engine;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

TEST(Links, SayThatARentalIsTheCustomersAndOnlyNamesTheStaff) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table staff (staff_id integer primary key, first_name text, last_name text)",
       "create table customer (customer_id integer primary key, first_name text, last_name text)",
       ("create table rental (rental_id integer primary key, staff_id integer not null references "
        "staff(staff_id), customer_id integer not null references customer(customer_id))"),
       ("create table rental_line (rental_id integer not null references rental(rental_id), "
        "line_no integer, primary key (rental_id, line_no))")},
      false);
  EXPECT_THAT(drawn.links("rental"),
              UnorderedElementsAre("staff_id mentions staff", "customer_id belongs customer"));
  EXPECT_THAT(drawn.links("rental_line"), ElementsAre("rental_id belongs rental"));
  EXPECT_EQ(drawn.field("rental", "staff_id").category, DataCategory::person_ref);
  EXPECT_FALSE(drawn.has_field("rental", "customer_id"));
}

TEST(Links, AreProposedFromNamesInFourLanguages) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table medlemmar (medlem_id integer primary key, fornamn text, efternamn text)",
       "create table avgifter (id integer primary key, medlem_id integer, belopp integer)",
       "create table kunder (kundnr integer primary key, navn text, epost text)",
       "create table ordrer (id integer primary key, kundnr integer, belop integer)"},
      false);
  EXPECT_THAT(drawn.links("avgifter"), ElementsAre("medlem_id belongs medlemmar"));
  EXPECT_THAT(drawn.links("ordrer"), ElementsAre("kundnr belongs kunder"));
  EXPECT_EQ(drawn.map().links[0].kind, datamap::Link::Kind::proposed);
  EXPECT_LT(drawn.map().links[0].confidence, 1);
}

TEST(Links, ThatNamesProposeAndValuesContradictAreDropped) {
  const Drawn drawn(Engine::sqlite,
                    {"create table customer (id integer primary key, name text, email text)",
                     "create table parcel (id integer primary key, customer_id integer)",
                     "create table letter (id integer primary key, customer_id integer)",
                     "insert into customer values (1, 'A', 'a@exempel.se'), (2, 'B', 'b@x.se')",
                     "insert into parcel values (1, 71), (2, 72), (3, 73)",
                     "insert into letter values (1, 1), (2, 2), (3, 1)"},
                    true);
  EXPECT_THAT(drawn.links("parcel"), IsEmpty());
  EXPECT_THAT(drawn.links("letter"), ElementsAre("customer_id belongs customer"));
  EXPECT_THAT(datamap::say_reason(drawn.map().links[0].reason),
              HasSubstr("2 of 2 sampled values are found there."));
}

TEST(Links, OfDoersAreMentions) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table users (id integer primary key, username text, password text, email text)",
       ("create table member (id integer primary key, first_name text, last_name text, "
        "created_by integer)"),
       ("create table absence (id integer primary key, user_id integer not null, approved_by "
        "integer, day date)")},
      false);
  EXPECT_THAT(drawn.links("member"), ElementsAre("created_by mentions users"));
  EXPECT_THAT(drawn.links("absence"),
              UnorderedElementsAre("user_id belongs users", "approved_by mentions users"));
}

TEST(Links, ToItselfAreMentions) {
  const Drawn drawn(Engine::sqlite,
                    {("create table employee (id integer primary key, first_name text, last_name "
                      "text, reports_to integer references employee(id), duplicate_id integer)")},
                    false);
  EXPECT_THAT(drawn.links("employee"), UnorderedElementsAre("reports_to mentions employee",
                                                            "duplicate_id mentions employee"));
}

TEST(Links, ToAUniqueRowOfAnotherTableOfPersonsSayTheSamePerson) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table medlem (id integer primary key, fornavn text, etternavn text)",
       ("create table bruker (id integer primary key, brukernavn text, passord text, medlem_id "
        "integer unique references medlem(id))")},
      false);
  EXPECT_THAT(drawn.links("bruker"), ElementsAre("medlem_id same medlem"));
}

TEST(Links, OwnAddressesOfPersonsAndOnlyMentionThemElsewhere) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table address (id integer primary key, street text, city text, zip text)",
       ("create table customer (id integer primary key, name text, email text, address_id integer "
        "references address(id))"),
       ("create table orders (id integer primary key, customer_id integer references customer(id), "
        "shipping_address_id integer references address(id))"),
       "create table store (id integer primary key, address_id integer references address(id))"},
      false);
  EXPECT_THAT(drawn.links("customer"), ElementsAre("address_id owns address"));
  EXPECT_THAT(drawn.links("orders"), UnorderedElementsAre("customer_id belongs customer",
                                                          "shipping_address_id mentions address"));
  EXPECT_THAT(drawn.links("store"), IsEmpty());
  EXPECT_EQ(drawn.fields("address"), "street city zip");
}

TEST(Links, OfACompositeKeyAreOne) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text)",
       ("create table orders (branch integer, order_no integer, member_id integer, primary key "
        "(branch, order_no))"),
       ("create table order_item (branch integer, order_no integer, item_no integer, primary key "
        "(branch, order_no, item_no))")},
      false);
  EXPECT_THAT(drawn.links("order_item"), ElementsAre("branch,order_no belongs orders"));
}

TEST(Links, LeadToADifferentTableByRow) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table candidate (candidate_id integer primary key, first_name text, last_name text)",
       "create table company (company_id integer primary key, name text)",
       ("create table note (id integer primary key, entity_table text, entity_id integer, note "
        "text)"),
       ("create table attachment (id integer primary key, data_item_type integer, data_item_id "
        "integer, text text)"),
       "create table data_item_type (id integer primary key, label text)",
       "insert into note values (1, 'candidate', 1, 'x'), (2, 'company', 1, 'y')",
       "insert into data_item_type values (100, 'Candidate'), (200, 'Company')",
       "insert into attachment values (1, 100, 1, 'cv'), (2, 200, 1, 'logo')"},
      true);
  EXPECT_THAT(drawn.links("note"), ElementsAre("entity_id belongs candidate"));
  EXPECT_THAT(drawn.links("attachment"), ElementsAre("data_item_id belongs candidate"));
  for (const datamap::Link& link : drawn.map().links) {
    EXPECT_EQ(link.kind, datamap::Link::Kind::polymorphic);
    EXPECT_THAT(link.where_value, testing::AnyOf("candidate", "100"));
  }
}

TEST(Links, AreMadeOfSharedEmailAddressesWhereNoKeyJoins) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table customer (id integer primary key, name text, email text)",
       "create table employee (id integer primary key, name text, email text)",
       "create table visit (email text, seen datetime)",
       ("create table service_request (id integer primary key, email text, alt_email text, "
        "employee_id integer)"),
       "insert into customer values (1, 'A', 'a@exempel.se'), (2, 'B', 'b@exempel.se')",
       "insert into employee values (1, 'C', 'c@exempel.se')",
       "insert into visit values ('a@exempel.se', '2026-01-01')",
       "insert into service_request values (1, 'b@exempel.se', 'other@exempel.se', 1)"},
      true);
  EXPECT_THAT(drawn.links("visit"), ElementsAre("email belongs customer"));
  EXPECT_THAT(drawn.links("service_request"),
              UnorderedElementsAre("employee_id mentions employee", "email belongs customer",
                                   "alt_email belongs customer"));
  EXPECT_THAT(drawn.links("customer"), IsEmpty());
}

// A copy in another schema has the same keys and other people.
TEST(Links, NeverJoinSchemasByKeysAlone) {
  const Drawn drawn(
      Engine::postgresql,
      {"create table customer (id integer primary key, email text, name text)",
       "create table orders (id integer primary key, customer_id integer)", "create schema copy",
       "create table copy.customer (like customer including all)",
       "create table copy.orders (like orders including all)",
       "insert into customer values (1, 'a@exempel.se', 'A')",
       "insert into copy.customer values (1, 'z@exempel.se', 'Z')",
       "insert into orders values (1, 1)", "insert into copy.orders values (1, 1)"},
      true);
  EXPECT_THAT(drawn.links("orders"), ElementsAre("customer_id belongs customer"));
  EXPECT_THAT(drawn.links("copy.orders"), ElementsAre("customer_id belongs copy.customer"));
  EXPECT_THAT(drawn.links("copy.customer"), IsEmpty());
  EXPECT_THAT(drawn.links("customer"), IsEmpty());
}

TEST(Links, JoinACopyWhoseIdentifyingValuesAreTheSame) {
  const Drawn drawn(Engine::postgresql,
                    {"create table customer (id integer primary key, email text, name text)",
                     "create schema copy", "create table copy.customer (like customer)",
                     "insert into customer values (1, 'a@exempel.se', 'A')",
                     "insert into copy.customer values (7, 'a@exempel.se', 'A')"},
                    true);
  std::vector<std::string> all = drawn.links("customer");
  for (const std::string& link : drawn.links("copy.customer")) all.push_back(link);
  EXPECT_THAT(all, testing::SizeIs(1));
  EXPECT_THAT(all, Contains(HasSubstr("email same")));
}

TEST(Links, OfBusinessContactsAreTheCompanysRows) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table company (company_id integer primary key, name text)",
       ("create table contact (contact_id integer primary key, company_id integer not null, "
        "first_name text, last_name text)"),
       ("create table vacancy (id integer primary key, company_id integer, contact_id integer, "
        "title text, description text)")},
      false);
  EXPECT_THAT(drawn.links("vacancy"), Contains("contact_id mentions contact"));
  EXPECT_EQ(drawn.table("vacancy").holds, datamap::Holds::reference);
  EXPECT_THAT(drawn.links("vacancy"), Not(Contains(HasSubstr("belongs"))));
}

}  // namespace
}  // namespace ombud::discovery
