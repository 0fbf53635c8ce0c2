// Pairs of a type and an id, keys of two columns, and what hangs on them.
#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Engine;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Forty candidates with a consent each, six vacancies, and notes on both by a number.
class TypedNotes : public testing::TestWithParam<Engine> {
 protected:
  Drawn drawn_{
      GetParam(),
      {("create table candidate (candidate_id integer primary key, first_name varchar(40), "
        "last_name varchar(40), email varchar(80))"),
       "create table vacancy (vacancy_id integer primary key, title varchar(60), city varchar(40))",
       ("create table consent (consent_id integer primary key, candidate_id integer not null "
        "references candidate(candidate_id), purpose varchar(40))"),
       ("create table note (note_id integer primary key, item_type integer not null, item_id "
        "integer not null, note text)"),
       ("insert into candidate with recursive n (i) as (select 1 union all select i + 1 from n "
        "where i < 40) select i, 'A', 'B', 'a@exempel.se' from n"),
       ("insert into vacancy with recursive n (i) as (select 1 union all select i + 1 from n where "
        "i < 6) select i, 'Assistent', 'Lund' from n"),
       "insert into consent select candidate_id, candidate_id, 'p' from candidate",
       ("insert into note select candidate_id, 100, candidate_id, 'x' from candidate where "
        "candidate_id > 20"),
       "insert into note select 100 + vacancy_id, 400, vacancy_id, 'x' from vacancy",
       "insert into note values (500, 200, 2, 'x')"},
      true};
};

TEST_P(TypedNotes, LeadWhereAllTheirIdsAreKeysAndNowhereElse) {
  EXPECT_THAT(drawn_.links("note"), ElementsAre("item_id belongs candidate"));
  for (const datamap::Link& link : drawn_.map().links) {
    if (link.from_table != "note") continue;
    EXPECT_EQ(link.kind, datamap::Link::Kind::polymorphic);
    EXPECT_EQ(link.where_column, "item_type");
    EXPECT_EQ(link.where_value, "100");
    EXPECT_EQ(datamap::say_reason(link.reason),
              "item_type says which table item_id leads to. All of 20 sampled ids with item_type = "
              "100 are keys of candidate, and no other table fits as well.");
  }
  EXPECT_EQ(drawn_.table("note").holds, datamap::Holds::detail);
}

INSTANTIATE_TEST_SUITE_P(Engines, TypedNotes,
                         testing::Values(Engine::sqlite, Engine::postgresql, Engine::mariadb),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST(Pairs, OfDeclaredKeysAreNoKeyOfAThirdTable) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table users (id integer primary key, username text, email text)",
       "create table project (id integer primary key, name text)",
       ("create table project_member (project_id integer not null references project(id), user_id "
        "integer not null references users(id), primary key (project_id, user_id))"),
       ("create table timesheet (id integer primary key, user_id integer not null references "
        "users(id), project_id integer not null references project(id), begin_at datetime)"),
       "insert into users values (1, 'a', 'a@exempel.se')", "insert into project values (1, 'P')",
       "insert into project_member values (1, 1)",
       "insert into timesheet values (1, 1, 1, '2026')"},
      true);
  EXPECT_THAT(drawn.links("timesheet"), ElementsAre("user_id belongs users"));
}

TEST(Pairs, HoldAKeyOfTwoColumnsUnderTheTablesName) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table member (member_id integer primary key, first_name text, last_name text)",
       ("create table membership (member_id integer not null references member(member_id), "
        "start_on date not null, primary key (member_id, start_on))"),
       ("create table fee (id integer primary key, member_id integer not null, "
        "membership_start_on date not null, amount decimal(8,2))"),
       "insert into member values (1, 'A', 'B'), (2, 'C', 'D')",
       "insert into membership values (1, '2020-01-01'), (2, '2021-01-01')",
       "insert into fee values (1, 1, '2020-01-01', 5), (2, 2, '2021-01-01', 5)"},
      true);
  EXPECT_TRUE(std::any_of(
      drawn.model().references.begin(), drawn.model().references.end(), [](const Reference& one) {
        return one.from_columns == std::vector<std::string>{"member_id", "membership_start_on"} &&
               one.confidence >= 0.9;
      }));
}

TEST(Pairs, ThatValuesContradictAreNoKey) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table member (member_id integer primary key, first_name text, last_name text)",
       ("create table membership (member_id integer not null references member(member_id), "
        "year integer not null, primary key (member_id, year))"),
       "create table survey (id integer primary key, member_id integer, year integer, said text)",
       "insert into member values (1, 'A', 'B'), (2, 'C', 'D')",
       "insert into membership values (1, 2020), (2, 2021)",
       "insert into survey values (1, 1, 1990, 'x'), (2, 2, 1991, 'y')"},
      true);
  EXPECT_THAT(drawn.links("survey"), ElementsAre("member_id belongs member"));
}

TEST(References, ThatNoKeyDeclaresAreDataOnThePersonThemselves) {
  const Drawn drawn(
      Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text)",
       "create table gift (id integer primary key, member_id integer, amount integer)",
       ("create table visit (id integer primary key, member_id integer not null "
        "references member(id), day date)")},
      false);
  EXPECT_EQ(drawn.field("gift", "member_id").category, DataCategory::person_ref);
  EXPECT_EQ(drawn.field("gift", "member_id").erase, datamap::Erase::keep);
  EXPECT_FALSE(drawn.has_field("visit", "member_id"));
}

}  // namespace
}  // namespace ombud::discovery
