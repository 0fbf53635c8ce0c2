// The walk along a map's links, on every engine.

#include "subjects/test_house.h"

namespace ombud::subjects {

namespace {

using namespace test;
using Means = Link::Means;

class Trace : public sql::test::EachEngine {
 protected:
  void run(std::initializer_list<sql::Literal> statements) {
    for (const sql::Literal& text : statements) must_have(connection_->execute(Statement(text)));
  }

  Result<Traced> try_trace(std::vector<datamap::Table> tables, std::vector<Link> links,
                           std::vector<Match> matches) {
    if (!system_.id.text.empty()) must_have(connectors::remove(house_.office(), "liva"));
    system_ = house_.add("liva", database_);
    datamap::Map map;
    map.system = "liva";
    map.tables = std::move(tables);
    map.links = std::move(links);
    Person person;
    person.matches = std::move(matches);
    const auto connector = house_.open(system_);
    Silent silent;
    return trace(*connector, map, person, silent);
  }

  Traced traced(std::vector<datamap::Table> tables, std::vector<Link> links,
                std::vector<Match> matches) {
    return must_have(try_trace(std::move(tables), std::move(links), std::move(matches)));
  }

  static Match row(std::string table, sql::Row key) {
    Match match;
    match.system = "liva";
    match.table = std::move(table);
    match.key = std::move(key);
    return match;
  }

  House house_;
  connectors::System system_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Trace, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Trace, GoesSeveralHopsAndTakesNobodyElsesRows) {
  run({"create table customer (id int primary key)",
       "create table orders (id int primary key, customer_id int)",
       "create table line (id int primary key, order_id int)",
       "insert into customer values (1), (2)",
       "insert into orders values (10, 1), (11, 2), (12, 1), (13, null)",
       "insert into line values (100, 10), (101, 11), (102, 12), (103, null)"});
  const Traced found = traced({table("customer", Holds::person), table("orders", Holds::detail),
                               table("line", Holds::detail)},
                              {link("orders.customer_id", "customer.id", Means::belongs),
                               link("line.order_id", "orders.id", Means::belongs)},
                              {row("customer", key(1))});
  EXPECT_THAT(rows_of(found.own),
              UnorderedElementsAre("customer 1", "orders 10", "orders 12", "line 100", "line 102"));
  EXPECT_EQ(found.own.at(1).rows.at(0).via, "orders.customer_id \xe2\x86\x92 customer.id");
  EXPECT_THAT(found.own.at(1).key_columns, ElementsAre("id"));
  EXPECT_THAT(found.pointing, IsEmpty());
}

TEST_P(Trace, DoesNotFollowWhatOnlyMentionsThePerson) {
  run({"create table employee (id int primary key, manager_id int)",
       "insert into employee values (1, null), (2, 1), (3, 1), (4, 2)"});
  const Traced found = traced({table("employee", Holds::person)},
                              {link("employee.manager_id", "employee.id", Means::mentions)},
                              {row("employee", key(1))});
  EXPECT_THAT(rows_of(found.own), ElementsAre("employee 1"));
  EXPECT_THAT(rows_of(found.pointing), UnorderedElementsAre("employee 2", "employee 3"));
}

TEST_P(Trace, EndsWhereLinksGoInACircle) {
  run({"create table member (id int primary key, account_id int)",
       "create table account (id int primary key, member_id int, parent_id int)",
       "insert into member values (1, 10), (2, 20)",
       "insert into account values (10, 1, 11), (11, 1, 10), (20, 2, 20)"});
  const Traced found = traced({table("member", Holds::person), table("account", Holds::detail)},
                              {link("member.account_id", "account.id", Means::owns),
                               link("account.member_id", "member.id", Means::belongs),
                               link("account.parent_id", "account.id", Means::belongs)},
                              {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own), UnorderedElementsAre("member 1", "account 10", "account 11"));
}

TEST_P(Trace, FollowsCompositeKeysAndNoNullPart) {
  run({"create table person (a int, b int, primary key (a, b))",
       "create table note (id int primary key, a int, b int)",
       "insert into person values (1, 2), (1, 3), (2, 2)",
       "insert into note values (1, 1, 2), (2, 1, 3), (3, 2, 1), (4, 1, null), (5, null, 2)"});
  const Traced found = traced({table("person", Holds::person), table("note", Holds::detail)},
                              {link("note.a+b", "person.a+b", Means::belongs)},
                              {row("person", {std::int64_t{1}, std::int64_t{2}})});
  EXPECT_THAT(rows_of(found.own), ElementsAre("person 1,2", "note 1"));
}

TEST_P(Trace, KeepsAPolymorphicLinkToItsKindOfRow) {
  run({"create table candidate (id int primary key)",
       "create table attachment (id int primary key, item_type int, item_id int)",
       "insert into candidate values (7)",
       "insert into attachment values (1, 100, 7), (2, 200, 7), (3, 100, 8)"});
  Link polymorphic =
      link("attachment.item_id", "candidate.id", Means::belongs, Link::Kind::polymorphic);
  polymorphic.where_column = "item_type";
  polymorphic.where_value = "100";
  const std::vector<datamap::Table> tables = {table("candidate", Holds::person),
                                              table("attachment", Holds::detail)};
  EXPECT_THAT(rows_of(traced(tables, {polymorphic}, {row("candidate", key(7))}).own),
              ElementsAre("candidate 7", "attachment 1"));
  polymorphic.where_column = "gone";
  EXPECT_THAT(rows_of(traced(tables, {polymorphic}, {row("candidate", key(7))}).own),
              ElementsAre("candidate 7"));
}

TEST_P(Trace, FollowsASharedEmailInWhateverCapitals) {
  run({"create table member (id int primary key, email varchar(80))",
       "create table letter (id int primary key, email varchar(80))",
       "insert into member values (1, 'Karin@Example.org'), (2, 'bo@example.org')",
       "insert into letter values (1, 'karin@example.org'), (2, 'KARIN@EXAMPLE.ORG'),"
       " (3, 'bo@example.org'), (4, null), (5, 'Karin@Example.org')"});
  const Traced found =
      traced({table("member", Holds::person), table("letter", Holds::detail)},
             {link("letter.email", "member.email", Means::belongs, Link::Kind::shared_value)},
             {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own),
              UnorderedElementsAre("member 1", "letter 1", "letter 2", "letter 5"));
}

TEST_P(Trace, SharesWhatHangsOnAnEmailThatSomebodyElseHasToo) {
  run({"create table member (id int primary key, email varchar(80))",
       "create table letter (id int primary key, email varchar(80))",
       "insert into member values (1, 'home@example.org'), (2, 'HOME@example.org')",
       "insert into letter values (1, 'home@example.org')"});
  const Traced found =
      traced({table("member", Holds::person), table("letter", Holds::detail)},
             {link("letter.email", "member.email", Means::belongs, Link::Kind::shared_value)},
             {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own), ElementsAre("member 1", "letter 1 shared"));
}

TEST_P(Trace, DoesNotCrossIntoAnotherPersonByAnEmailThatBothHave) {
  run({"create table member (id int primary key, email varchar(80))",
       "create table employee (id int primary key, email varchar(80))",
       "insert into member values (1, 'home@example.org'), (2, 'home@example.org'),"
       " (3, 'eva@example.org')",
       "insert into employee values (5, 'home@example.org'), (6, 'eva@example.org')"});
  const std::vector<datamap::Table> tables = {table("member", Holds::person),
                                              table("employee", Holds::person)};
  const std::vector<Link> links = {
      link("member.email", "employee.email", Means::same, Link::Kind::shared_value)};
  EXPECT_THAT(rows_of(traced(tables, links, {row("member", key(1))}).own), ElementsAre("member 1"));
  EXPECT_THAT(rows_of(traced(tables, links, {row("member", key(3))}).own),
              ElementsAre("member 3", "employee 6"));
}

TEST_P(Trace, CountsEqualRowsOfATableWithoutKey) {
  run({"create table member (id int primary key)",
       "create table visit (member_id int, room varchar(20))", "insert into member values (1), (2)",
       "insert into visit values (1, 'a'), (1, 'a'), (1, null), (2, 'a'), (1, null), (1, 'b')"});
  const Traced found =
      traced({table("member", Holds::person), table("visit", Holds::detail)},
             {link("visit.member_id", "member.id", Means::belongs)}, {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own),
              UnorderedElementsAre("member 1", "visit 1,a x2", "visit 1,null x2", "visit 1,b"));
  EXPECT_TRUE(found.own.at(1).whole_row_is_key);
}

TEST_P(Trace, NeverTakesNullForAValue) {
  run({"create table tag (name varchar(20), other varchar(20))",
       "create table person (id int primary key, tag varchar(20), other varchar(20))",
       "insert into tag values ('x', null), ('y', 'z')",
       "insert into person values (1, 'x', null), (2, 'x', null), (3, 'y', 'z')"});
  const Traced found = traced({table("person", Holds::person), table("tag", Holds::detail)},
                              {link("person.tag+other", "tag.name+other", Means::owns),
                               link("tag.name+other", "person.tag+other", Means::belongs)},
                              {row("person", key(1))});
  EXPECT_THAT(rows_of(found.own), ElementsAre("person 1"));
}

TEST_P(Trace, TellsRowsApartByAUniqueKeyWhereThereIsNoPrimaryKey) {
  run({"create table member (number varchar(9) not null unique)",
       "create table fee (code varchar(9) not null unique, member varchar(9))",
       "insert into member values ('m1'), ('m2')",
       "insert into fee values ('f1', 'm1'), ('f2', 'm2')"});
  const Traced found = traced({table("member", Holds::person), table("fee", Holds::detail)},
                              {link("fee.member", "member.number", Means::belongs)},
                              {row("member", {std::string("m1")})});
  EXPECT_THAT(rows_of(found.own), ElementsAre("member m1", "fee f1"));
  EXPECT_FALSE(found.own.at(1).whole_row_is_key);
}

TEST_P(Trace, SharesAnAddressThatSomebodyElseOwnsTooAndStopsThere) {
  run({"create table address (id int primary key, place_id int)",
       "create table place (id int primary key)",
       "create table member (id int primary key, address_id int)",
       "create table delivery (id int primary key, address_id int)",
       "insert into place values (90), (91)", "insert into address values (10, 90), (11, 91)",
       "insert into member values (1, 10), (2, 10), (3, 11)",
       "insert into delivery values (20, 10), (21, 11)"});
  const std::vector<datamap::Table> tables = {
      table("member", Holds::person), table("address", Holds::detail),
      table("place", Holds::detail), table("delivery", Holds::detail)};
  const std::vector<Link> links = {link("member.address_id", "address.id", Means::owns),
                                   link("address.place_id", "place.id", Means::owns),
                                   link("delivery.address_id", "address.id", Means::belongs)};
  EXPECT_THAT(rows_of(traced(tables, links, {row("member", key(1))}).own),
              ElementsAre("member 1", "address 10 shared"));
  // Both who live there are one person: then the address and what hangs on it are his.
  EXPECT_THAT(rows_of(traced(tables, links, {row("member", key(1)), row("member", key(2))}).own),
              ElementsAre("member 1", "member 2", "address 10", "place 90", "delivery 20"));
}

TEST_P(Trace, SharesACaseOfTwoMembersAndItsNotesButNotWhatOneWrote) {
  run({"create table member (id int primary key)",
       "create table matter (id int primary key, one int, other int)",
       "create table note (id int primary key, matter_id int, author int)",
       "insert into member values (1), (2)",
       "insert into matter values (10, 1, 2), (11, 1, 1), (12, 1, null)",
       "insert into note values (20, 10, null), (21, 10, 1), (22, 10, 2), (23, 11, null)"});
  const Traced found = traced({table("member", Holds::person), table("matter", Holds::detail),
                               table("note", Holds::detail)},
                              {link("matter.one", "member.id", Means::belongs),
                               link("matter.other", "member.id", Means::belongs),
                               link("note.matter_id", "matter.id", Means::belongs),
                               link("note.author", "member.id", Means::belongs)},
                              {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own),
              UnorderedElementsAre("member 1", "matter 10 shared", "matter 11", "matter 12",
                                   "note 20 shared", "note 21", "note 22 shared", "note 23"));
}

TEST_P(Trace, SharesNothingForALinkToCodesOrToNobody) {
  run({"create table member (id int primary key)", "create table product (id int primary key)",
       "create table orders (id int primary key, member_id int, product_id int, seller_id int)",
       "create table seller (id int primary key)", "insert into member values (1)",
       "insert into product values (5)", "insert into orders values (10, 1, 5, 77)"});
  const Traced found = traced({table("member", Holds::person), table("product", Holds::reference),
                               table("seller", Holds::person), table("orders", Holds::detail)},
                              {link("orders.member_id", "member.id", Means::belongs),
                               link("orders.product_id", "product.id", Means::belongs),
                               link("orders.seller_id", "seller.id", Means::belongs)},
                              {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own), ElementsAre("member 1", "orders 10"));
}

TEST_P(Trace, SharesNothingForTheSameNumberInAnotherType) {
  run({"create table member (id int primary key)",
       "create table letter (id int primary key, member_no bigint)",
       "create table ticket (id int primary key, member_no numeric(8,0))",
       "insert into member values (1)", "insert into letter values (5, 1)",
       "insert into ticket values (6, 1)"});
  const Traced found = traced({table("member", Holds::person), table("letter", Holds::detail),
                               table("ticket", Holds::detail)},
                              {link("letter.member_no", "member.id", Means::belongs),
                               link("ticket.member_no", "member.id", Means::belongs)},
                              {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own), ElementsAre("member 1", "letter 5", "ticket 6"));
}

TEST_P(Trace, CountsTheReferencesOfTheWholeTableToAnOwnedRow) {
  run({"create table address (id int primary key)",
       "create table member (id int primary key, address_id int references address (id),"
       " foreign key (address_id) references address (id))",
       "insert into address values (1)"});
  Statement insert("insert into member values (0, 1)");
  for (std::int64_t i = 1; i < 2000; ++i)
    insert.text(", (").value(i).text(", ").value(std::int64_t{1}).text(")");
  must_have(connection_->execute(insert));
  std::vector<Match> all;
  for (std::int64_t i = 0; i < 2000; ++i) all.push_back(row("member", key(i)));
  const std::vector<datamap::Table> tables = {table("member", Holds::person),
                                              table("address", Holds::detail)};
  const std::vector<Link> links = {
      link("member.address_id", "address.id", Means::owns, Link::Kind::foreign_key)};
  EXPECT_FALSE(traced(tables, links, all).own.at(1).rows.at(0).shared);
  all.pop_back();
  EXPECT_TRUE(traced(tables, links, all).own.at(1).rows.at(0).shared);
}

TEST_P(Trace, ReadsThousandsOfRowsInBatches) {
  run({"create table member (id int primary key)",
       "create table fee (id int primary key, member_id int)",
       "create table part (id int primary key, fee_id int)", "insert into member values (1), (2)"});
  Statement fees("insert into fee values (0, 1)");
  Statement parts("insert into part values (0, 0)");
  for (std::int64_t i = 1; i < 2000; ++i) {
    fees.text(", (").value(i).text(", ").value(std::int64_t{1}).text(")");
    parts.text(", (").value(i).text(", ").value(i).text(")");
  }
  must_have(connection_->execute(fees));
  must_have(connection_->execute(parts));
  run({"insert into fee values (5000, 2)", "insert into part values (5000, 5000)"});
  const Traced found = traced(
      {table("member", Holds::person), table("fee", Holds::detail), table("part", Holds::detail)},
      {link("fee.member_id", "member.id", Means::belongs),
       link("part.fee_id", "fee.id", Means::belongs)},
      {row("member", key(1))});
  ASSERT_EQ(found.own.size(), 3U);
  EXPECT_EQ(found.own[1].rows.size(), 2000U);
  EXPECT_EQ(found.own[2].rows.size(), 2000U);
  for (const auto& part : found.own[2].rows) EXPECT_FALSE(part.shared);
}

TEST_P(Trace, LeavesOutAMatchedRowThatIsGone) {
  run({"create table member (id int primary key)", "insert into member values (2)"});
  EXPECT_THAT(rows_of(traced({table("member", Holds::person)}, {}, {row("member", key(1))}).own),
              IsEmpty());
}

TEST_P(Trace, CountsEqualRowsThatMatchedThemselves) {
  run({"create table visitor (name varchar(20), room varchar(20))",
       "insert into visitor values ('Karin Ek', null), ('Karin Ek', null), ('Bo Ek', null)"});
  const Traced found =
      traced({table("visitor", Holds::person, {field("name", DataCategory::name, "full")})}, {},
             {row("visitor", {std::string("Karin Ek"), sql::Null{}})});
  EXPECT_THAT(rows_of(found.own), ElementsAre("visitor Karin Ek,null x2"));
}

TEST_P(Trace, OfATableOrColumnThatIsGoneIsRefused) {
  run({"create table member (id int primary key)", "create table fee (id int primary key)",
       "insert into member values (1)"});
  const auto refused = try_trace({table("lost", Holds::person)}, {}, {row("lost", key(1))});
  EXPECT_EQ(key_of(refused), "subjects.table_gone");
  EXPECT_EQ(refused.error().code, Errc::conflict);
  const auto other =
      try_trace({table("member", Holds::person), table("fee", Holds::detail)},
                {link("fee.member_id", "member.id", Means::belongs)}, {row("member", key(1))});
  EXPECT_EQ(key_of(other), "subjects.column_gone");
  EXPECT_EQ(other.error().code, Errc::conflict);
}

// PostgreSQL's own.
class TraceInPostgreSql : public Trace {};

INSTANTIATE_TEST_SUITE_P(Engines, TraceInPostgreSql, testing::Values(Engine::postgresql),
                         sql::test::engine_name);

TEST_P(TraceInPostgreSql, DoesNotMixTheSameTableOfTwoSchemas) {
  run({"create schema other", "create table member (id int primary key)",
       "create table other.member (id int primary key)",
       "create table fee (id int primary key, member_id int)",
       "create table other.fee (id int primary key, member_id int)",
       "insert into member values (1)", "insert into other.member values (1)",
       "insert into fee values (10, 1)", "insert into other.fee values (20, 1)"});
  const Traced found = traced({table("member", Holds::person), table("other.member", Holds::person),
                               table("fee", Holds::detail), table("other.fee", Holds::detail)},
                              {link("fee.member_id", "member.id", Means::belongs),
                               link("other.fee.member_id", "other.member.id", Means::belongs)},
                              {row("other.member", key(1))});
  EXPECT_THAT(rows_of(found.own), ElementsAre("other.member 1", "other.fee 20"));
}

TEST_P(TraceInPostgreSql, ReadsPartitionsAndInheritingTablesOnceAsTheirParent) {
  run({"create table member (id int primary key)",
       "create table payment (id int, year int, member_id int, primary key (id, year))"
       " partition by list (year)",
       "create table payment_1 partition of payment for values in (1)",
       "create table old (id int primary key, member_id int)",
       "create table older (primary key (id), foreign key (member_id) references member (id))"
       " inherits (old)",
       "insert into member values (1)", "insert into payment values (10, 1, 1)",
       "insert into old values (20, 1)", "insert into older values (21, 1)"});
  const Traced found = traced({table("member", Holds::person), table("payment", Holds::detail),
                               table("payment_1", Holds::detail), table("old", Holds::detail),
                               table("older", Holds::reference)},
                              {link("payment.member_id", "member.id", Means::belongs),
                               link("payment_1.member_id", "member.id", Means::belongs),
                               link("older.member_id", "member.id", Means::belongs)},
                              {row("member", key(1))});
  EXPECT_THAT(rows_of(found.own),
              UnorderedElementsAre("member 1", "payment 10,1", "old 20", "old 21"));
}

}  // namespace

}  // namespace ombud::subjects
