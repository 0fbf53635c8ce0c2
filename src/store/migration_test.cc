#include "store/migration.h"

#include <gtest/gtest.h>

#include "store/sql_text.h"

namespace ombud::store {
namespace {

// What check() says of one migration, "" where it is content.
std::string said(std::string_view sql) {
  const Migration migration{"room", "0001_x.sql", sql};
  const Result<void> checked = check(std::span(&migration, 1));
  return checked ? "" : checked.error().key;
}

constexpr std::string_view good = R"(
-- A person of the register.
-- organisation table
create table subject (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  mark ${blob} not null,
  made_at ${instant} not null,
  primary key (organisation_id, id),
  unique (organisation_id, mark)
);
-- organisation table
create table subject_link (
  organisation_id ${uuid} not null,
  subject_id ${uuid} not null,
  number ${int} not null check (number > 0),
  primary key (organisation_id, subject_id, number),
  constraint of_subject foreign key (organisation_id, subject_id)
    references subject (organisation_id, id) on delete cascade
);
create unique index subject_link_number on subject_link (organisation_id, number);
create index subject_made on subject (made_at);
-- installation table: one human has one account, in whatever organisations
create table account (id ${uuid} primary key, name ${text} not null unique);
-- installation table: which account may enter
create table credential (account_id ${uuid} primary key references account (id));
)";

TEST(Check, IsContentWithMarkedTablesWhoseKeysBeginWithTheOrganisation) {
  EXPECT_EQ(said(good), "");
}

TEST(Check, RefusesATableWithoutExactlyOneMark) {
  EXPECT_EQ(said("create table t (id ${uuid} primary key);"), "store.unmarked_table");
  EXPECT_EQ(said("-- installation table:\ncreate table t (id ${uuid} primary key);"),
            "store.unmarked_table");
  EXPECT_EQ(said("-- installation table: a\n-- organisation table\n"
                 "create table t (id ${uuid} primary key);"),
            "store.unmarked_table");
  EXPECT_EQ(said("-- organisation table\n"
                 "create table a (organisation_id ${uuid} primary key);\n"
                 "create table b (organisation_id ${uuid} primary key);"),
            "store.unmarked_table");
}

TEST(Check, RefusesTypesOutsideTheVocabulary) {
  EXPECT_EQ(said("-- installation table: x\ncreate table t (id ${serial} primary key);"),
            "store.unknown_type");
  EXPECT_EQ(said("-- installation table: x\ncreate table t (id bigint primary key);"),
            "store.unknown_type");
  EXPECT_EQ(said("update t set a = 1; alter table t add b ${money};"), "store.unknown_type");
}

TEST(Check, RefusesAnOrganisationTableWithoutItsOrganisation) {
  EXPECT_EQ(said("-- organisation table\ncreate table t (id ${uuid} primary key);"),
            "store.no_organisation");
  EXPECT_EQ(said("-- organisation table\ncreate table t (organisation_id ${text} primary key);"),
            "store.no_organisation");
}

TEST(Check, RefusesAKeyThatDoesNotBeginWithTheOrganisation) {
  const std::string head = "-- organisation table\ncreate table t (organisation_id ${uuid}, ";
  const std::string key = "store.key_without_organisation";
  EXPECT_EQ(said(head + "id ${uuid});"), key);
  EXPECT_EQ(said(head + "id ${uuid} primary key);"), key);
  EXPECT_EQ(said(head + "id ${uuid}, primary key (id, organisation_id));"), key);
  EXPECT_EQ(said(head + "id ${uuid} unique, primary key (organisation_id, id));"), key);
  EXPECT_EQ(said(head + "id ${uuid}, primary key (organisation_id, id), unique (id));"), key);
  EXPECT_EQ(said(head + "id ${uuid}, primary key (organisation_id, id));"
                        "create unique index x on t (id);"),
            key);
  EXPECT_EQ(said(head + "id ${uuid}, up ${uuid}, primary key (organisation_id, id), "
                        "foreign key (up) references t (id));"),
            key);
  EXPECT_EQ(said(head + "id ${uuid}, up ${uuid}, primary key (organisation_id, id), "
                        "foreign key (organisation_id, up) references t (id, up));"),
            key);
  EXPECT_EQ(said(head + "id ${uuid}, up ${uuid} references t, primary key (organisation_id, id));"),
            key);
}

TEST(Check, RefusesAForeignKeyBetweenTheKindsOfTable) {
  const std::string installation =
      "-- installation table: x\ncreate table i (id ${uuid} primary key);";
  const std::string organisation =
      "-- organisation table\ncreate table o (organisation_id ${uuid} primary key);";
  EXPECT_EQ(said(installation + "-- organisation table\ncreate table t (organisation_id ${uuid} "
                                "primary key references i (id));"),
            "store.key_across");
  EXPECT_EQ(said(organisation + "-- installation table: y\ncreate table t (id ${uuid} primary key "
                                "references o (organisation_id));"),
            "store.key_across");
  EXPECT_EQ(said("-- installation table: y\ncreate table t (id ${uuid} primary key "
                 "references unknown (id));"),
            "store.key_across");
}

TEST(Check, RefusesAKeyThatIsAddedLater) {
  EXPECT_EQ(said(std::string(good) + "alter table subject add unique (id);"),
            "store.key_added_later");
  EXPECT_EQ(said(std::string(good) + "alter table subject add column n ${int};"), "");
}

TEST(Check, SeesTablesOfEarlierRooms) {
  const Migration both[] = {
      {"a", "0001.sql",
       "-- organisation table\ncreate table a (organisation_id ${uuid} primary key);"},
      {"b", "0001.sql",
       "-- organisation table\ncreate table b (organisation_id ${uuid} primary key references a "
       "(organisation_id));"}};
  EXPECT_TRUE(check(both));
  const Migration turned[] = {both[1], both[0]};
  const Result<void> refused = check(turned);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "store.key_across");
  EXPECT_EQ(refused.error().code, Errc::invalid);
}

TEST(Prepare, PutsTheEnginesTypesIn) {
  const Migration migration{"room", "0001.sql",
                            "-- organisation table\ncreate table t (organisation_id ${uuid}, a "
                            "${int}, b ${bool}, c ${instant}, d ${day}, e ${json}, f ${blob}, "
                            "g ${text}, primary key (organisation_id));\n-- more\nselect 1;"};
  const Step lite = *prepare(migration, sql::Engine::sqlite);
  ASSERT_EQ(lite.statements.size(), 2u);
  EXPECT_EQ(lite.statements[0],
            "create table t (organisation_id text, a integer, b integer, c integer, d text, e "
            "text, f blob, g text, primary key (organisation_id)) strict");
  EXPECT_EQ(lite.statements[1], "select 1");
  const Step large = *prepare(migration, sql::Engine::postgresql);
  EXPECT_EQ(large.statements[0],
            "create table t (organisation_id uuid, a bigint, b boolean, c bigint, d text, e text, "
            "f bytea, g text, primary key (organisation_id))");
  EXPECT_EQ(large.organisation_tables, std::vector<std::string>{"t"});
  EXPECT_EQ(large.sha256, lite.sha256);
}

TEST(Prepare, RefusesAnUnknownType) {
  const Migration migration{"room", "0001.sql", "alter table t add a ${money};"};
  const Result<Step> step = prepare(migration, sql::Engine::sqlite);
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().code, Errc::invalid);
  EXPECT_EQ(step.error().key, "store.unknown_type");
}

TEST(Prepare, KeepsAWordOfOneEngineFromTheOther) {
  const Migration migration{"room", "0003_x.sqlite.sql", ""};
  EXPECT_TRUE(is_for(migration, sql::Engine::sqlite));
  EXPECT_FALSE(is_for(migration, sql::Engine::postgresql));
  EXPECT_FALSE(is_for({"room", "0003_x.postgresql.sql", ""}, sql::Engine::sqlite));
  EXPECT_TRUE(is_for({"room", "0003_x.sql", ""}, sql::Engine::postgresql));
}

TEST(SqlText, EndsAStatementOnlyAtItsOwnSemicolon) {
  const auto parts = statements_of(
      "select ';'; -- not; here\n/* ; */ select \";\";"
      "create function f() as $$ begin; end; $$;"
      "create trigger t after delete on a begin delete from b; "
      "update c set d = case when 1 then 2 end; end; select 5");
  ASSERT_EQ(parts.size(), 5u);
  EXPECT_EQ(parts[1].comments.size(), 2u);
  EXPECT_EQ(parts[4].tokens.size(), 2u);
}

}  // namespace
}  // namespace ombud::store
