#include "discovery/preflight.h"

#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using sql::Engine;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr sql::Rights all_rights{.read = true, .update = true, .erase = true};

class Examined {
 public:
  Examined(Engine engine, std::initializer_list<sql::Literal> statements,
           sql::Rights rights = all_rights)
      : drawn_(engine, statements, false) {
    for (const datamap::Table& table : drawn_.map().tables) rights_[table.name] = rights;
    look(drawn_.map());
  }

  /// As the map would be with the change.
  void look(const datamap::Map& map) { all_ = preflight(map, drawn_.catalogue(), rights_); }

  datamap::Map map() const { return drawn_.map(); }

  const TablePreflight& table(std::string_view name) const {
    for (const TablePreflight& one : all_) {
      if (one.table == name) return one;
    }
    throw std::runtime_error("no table " + std::string(name));
  }

  const FieldPreflight& field(std::string_view name, std::string_view column) const {
    for (const FieldPreflight& one : table(name).fields) {
      if (one.column == column) return one;
    }
    throw std::runtime_error("no field " + std::string(column));
  }

 private:
  Drawn drawn_;
  std::map<std::string, sql::Rights> rights_;
  std::vector<TablePreflight> all_;
};

std::vector<std::string> keys(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const Finding& one : findings) {
    all.push_back(one.what.key.substr(std::string_view("discovery.preflight_").size()));
    EXPECT_NE(say(one.what), one.what.key) << "no sentence";
  }
  return all;
}

constexpr sql::Literal members =
    "create table member (id integer primary key, first_name text not null, last_name text not "
    "null, email text unique, notes text)";

TEST(Preflight, IsReadyWhereNothingStandsInTheWay) {
  const Examined examined(
      Engine::sqlite,
      {members, "create index member_name on member (last_name)",
       "create index member_first on member (first_name)",
       ("create table login (id integer primary key, member_id integer not null references "
        "member(id), at datetime)"),
       "create index login_member on login (member_id)"});
  EXPECT_EQ(examined.table("login").grade, Grade::ready);
  EXPECT_THAT(examined.table("login").findings, IsEmpty());
}

TEST(Preflight, SaysWhichRightsLack) {
  const Examined examined(Engine::sqlite, {members}, {.read = true});
  EXPECT_EQ(examined.table("member").grade, Grade::blocked);
  const bool goes = examined.table("member").rows_go;
  EXPECT_THAT(keys(examined.table("member").findings),
              Contains(goes ? "no_right_to_delete" : "no_right_to_update"));
  EXPECT_EQ(examined.field("member", "email").grade, Grade::blocked);
}

TEST(Preflight, SaysThatRowsAreHidden) {
  const Examined examined(Engine::sqlite, {members},
                          {.read = true, .update = true, .erase = true, .rows_hidden = true});
  EXPECT_THAT(keys(examined.table("member").findings), Contains("rows_hidden"));
}

TEST(Preflight, TakesATableThatNoRightWasAskedForAsOneWithout) {
  const Drawn drawn(Engine::sqlite, {members}, false);
  const auto all = preflight(drawn.map(), drawn.catalogue(), {});
  EXPECT_EQ(all.front().grade, Grade::blocked);
}

TEST(Preflight, SaysWhereOnePersonsRowsAreFoundByReadingAll) {
  const Examined examined(
      Engine::sqlite,
      {members, ("create table login (id integer primary key, member_id integer not null "
                 "references member(id), at datetime)")});
  EXPECT_EQ(examined.table("login").grade, Grade::care);
  EXPECT_THAT(keys(examined.table("login").findings), ElementsAre("no_index"));
}

TEST(Preflight, SaysWhatIsNotEmptiedAndWhatMustBeUnique) {
  Examined examined(Engine::sqlite, {members});
  datamap::Map map = examined.map();
  map.tables[0].delete_rows = false;
  for (datamap::Field& field : map.tables[0].fields) {
    if (field.column == "first_name") field.erase = datamap::Erase::set_null;
    if (field.column == "email") {
      field.erase = datamap::Erase::constant;
      field.constant = "x";
    }
    if (field.column == "last_name") field.erase = datamap::Erase::surrogate;
  }
  examined.look(map);
  EXPECT_THAT(keys(examined.field("member", "first_name").findings), ElementsAre("not_null"));
  EXPECT_EQ(examined.field("member", "first_name").grade, Grade::blocked);
  EXPECT_THAT(keys(examined.field("member", "email").findings), ElementsAre("unique"));
  EXPECT_EQ(examined.field("member", "email").grade, Grade::blocked);
  EXPECT_THAT(keys(examined.field("member", "notes").findings), ElementsAre("free_text"));
  EXPECT_EQ(examined.field("member", "notes").grade, Grade::care);
}

TEST(Preflight, SaysWhatACascadeWouldTakeAlongAndWhoForbids) {
  Examined examined(
      Engine::sqlite,
      {members,
       ("create table payment (id integer primary key, member_id integer not null references "
        "member(id) on delete cascade, amount decimal(10,2))"),
       ("create table region (id integer primary key, chair_id integer references member(id) on "
        "delete restrict)"),
       ("create table room (id integer primary key, keeper_id integer references member(id) on "
        "delete set null)")});
  datamap::Map map = examined.map();
  for (datamap::Table& table : map.tables) table.delete_rows = table.name == "member";
  examined.look(map);
  EXPECT_THAT(keys(examined.table("member").findings),
              testing::IsSupersetOf({"cascade", "restrict", "lets_go"}));
  EXPECT_EQ(examined.table("member").grade, Grade::blocked);
}

TEST(Preflight, SaysWhichTriggersFireAndWhichRefuse) {
  Examined examined(
      Engine::sqlite,
      {members,
       ("create trigger member_touched after update on member begin update member set notes = "
        "notes where 0; end"),
       ("create trigger member_prevent_delete before delete on member begin select raise(abort, "
        "'no'); end")});
  datamap::Map map = examined.map();
  map.tables[0].delete_rows = false;
  examined.look(map);
  EXPECT_THAT(keys(examined.table("member").findings), Contains("trigger"));
  EXPECT_THAT(keys(examined.table("member").findings), Not(Contains("write_once")));
  map.tables[0].delete_rows = true;
  examined.look(map);
  EXPECT_THAT(keys(examined.table("member").findings), Contains("write_once"));
  EXPECT_EQ(examined.table("member").grade, Grade::blocked);
}

TEST(Preflight, SaysWhyAFieldIsKept) {
  const Examined examined(
      Engine::sqlite,
      {members,
       ("create table payment (id integer primary key, member_id integer not null references "
        "member(id), amount decimal(10,2) not null)")});
  EXPECT_THAT(keys(examined.field("payment", "amount").findings), ElementsAre("kept"));
  EXPECT_EQ(examined.field("payment", "amount").grade, Grade::kept);
}

TEST(Preflight, SaysWhatIsGoneSinceTheMapWasMade) {
  Examined examined(Engine::sqlite, {members});
  datamap::Map map = examined.map();
  map.tables[0].delete_rows = false;
  map.tables[0].fields.push_back({.column = "shoe", .category = DataCategory::gender});
  map.tables.push_back({.name = "ghost", .holds = datamap::Holds::detail});
  examined.look(map);
  EXPECT_THAT(keys(examined.field("member", "shoe").findings), ElementsAre("column_gone"));
  EXPECT_THAT(keys(examined.table("ghost").findings), ElementsAre("table_gone"));
}

TEST(PreflightOfMariadb, SaysWhatHasNoTransactionsAndNoKey) {
  const Examined examined(Engine::mariadb,
                          {("create table member (first_name varchar(20), last_name varchar(20), "
                            "email varchar(50)) engine=MyISAM")});
  EXPECT_THAT(keys(examined.table("member").findings),
              testing::IsSupersetOf({"no_transactions", "no_key_at_all"}));
}

TEST(PreflightOfPostgresql, HoldsARowWithoutKeyByItsPlace) {
  const Examined examined(Engine::postgresql,
                          {"create table member (first_name text, last_name text, email text)"});
  EXPECT_THAT(keys(examined.table("member").findings), Contains("no_key"));
}

TEST(Grades, HaveWords) {
  for (const Grade grade : {Grade::ready, Grade::care, Grade::kept, Grade::blocked}) {
    EXPECT_NE(say("discovery.grade_" + std::string(word(grade))),
              "discovery.grade_" + std::string(word(grade)));
  }
}

}  // namespace
}  // namespace ombud::discovery
