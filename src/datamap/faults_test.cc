#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "datamap/datamap.h"
#include "datamap/test_map.h"

namespace ombud::datamap {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// Each fault as its key, without the room; every one must have a sentence that names a table.
std::vector<std::string> keys(const Map& map, const sql::Catalogue& catalogue = test::catalogue()) {
  std::vector<std::string> found;
  for (const Error& fault : faults(map, catalogue)) {
    EXPECT_EQ(fault.code, Errc::invalid);
    EXPECT_NE(say(fault), fault.key);
    EXPECT_EQ(say(fault).find('{'), std::string::npos) << say(fault);
    found.push_back(fault.key.substr(fault.key.find('.') + 1));
  }
  return found;
}

Field& field(Map& map, std::string_view column) {
  for (Table& table : map.tables)
    for (Field& field : table.fields)
      if (field.column == column) return field;
  std::abort();
}

/// The test map with one field more in member.
Map with(Field field) {
  Map map = test::map();
  map.tables[0].fields.push_back(std::move(field));
  return map;
}

TEST(Faults, AreNoneInAMapThatTheCatalogueBears) { EXPECT_THAT(keys(test::map()), IsEmpty()); }

TEST(Faults, NameATableThatIsNotThere) {
  Map map = test::map();
  map.tables.push_back({.name = "gone"});
  EXPECT_THAT(keys(map), ElementsAre("no_such_table"));
  map = test::map();
  map.links[0].to_table = "gone";
  EXPECT_THAT(keys(map), ElementsAre("no_such_table", "detail_without_person"));
}

TEST(Faults, NameAColumnThatIsNotThere) {
  EXPECT_THAT(keys(with({.column = "gone"})), ElementsAre("no_such_column"));
  Map map = test::map();
  map.links[0].to_columns = {"gone"};
  EXPECT_THAT(keys(map), ElementsAre("no_such_column"));
  map = test::map();
  map.links[0].kind = Link::Kind::polymorphic;
  map.links[0].where_column = "gone";
  EXPECT_THAT(keys(map), ElementsAre("no_such_column"));
}

TEST(Faults, NameAViewThatIsMapped) {
  sql::Catalogue catalogue = test::catalogue();
  catalogue.tables[1].kind = sql::Table::Kind::view;
  EXPECT_THAT(keys(test::map(), catalogue), ElementsAre("is_a_view"));
}

TEST(Faults, NameWhatStandsTwice) {
  Map map = test::map();
  map.tables.push_back(map.tables[2]);
  EXPECT_THAT(keys(map), ElementsAre("table_twice"));
  EXPECT_THAT(keys(with({.column = "score"})), ElementsAre("field_twice"));
}

TEST(Faults, NameAPersonOfNoKind) {
  Map map = test::map();
  map.tables[0].subject.clear();
  EXPECT_THAT(keys(map), ElementsAre("no_subject"));
}

TEST(Faults, NameNullWhereNoneMayBe) {
  Map map = test::map();
  field(map, "name").erase = Erase::set_null;
  EXPECT_THAT(keys(map), ElementsAre("null_not_allowed"));
}

TEST(Faults, NameASurrogateInADate) {
  Map map = test::map();
  field(map, "born_on").erase = Erase::surrogate;
  EXPECT_THAT(keys(map), ElementsAre("surrogate_impossible"));
}

TEST(Faults, NameASurrogateThatHasNoRoomToBeUnique) {
  EXPECT_THAT(keys(with({.column = "code", .erase = Erase::surrogate})),
              ElementsAre("surrogate_too_short"));
}

TEST(Faults, NameAConstantThatIsTooLong) {
  Map map = test::map();
  field(map, "name") = {.column = "name", .erase = Erase::constant};
  field(map, "name").constant = "åäöåäöåäöåäöåäöåäöåä";
  EXPECT_THAT(keys(map), IsEmpty());  // Twenty characters, whatever their bytes.
  field(map, "name").constant += "x";
  EXPECT_THAT(keys(map), ElementsAre("constant_too_long"));
}

TEST(Faults, NameAConstantOfAnotherType) {
  for (const char* constant : {"none", "1.2.3", "-", ""}) {
    Map map = test::map();
    field(map, "score").constant = constant;
    EXPECT_THAT(keys(map), ElementsAre("constant_unfit")) << constant;
  }
  Map map = test::map();
  field(map, "score").constant = "-1.5";
  EXPECT_THAT(keys(map), IsEmpty());
  field(map, "born_on").erase = Erase::constant;
  field(map, "born_on").constant = "1900-02-30";
  EXPECT_THAT(keys(map), ElementsAre("constant_unfit"));
}

TEST(Faults, NameAConstantThatOnlyOneRowCanHave) {
  EXPECT_THAT(keys(with({.column = "code", .erase = Erase::constant, .constant = "x"})),
              ElementsAre("constant_in_unique"));
}

TEST(Faults, NameWhatCannotBeGeneralised) {
  Map map = test::map();
  field(map, "email").erase = Erase::generalise;
  EXPECT_THAT(keys(map), ElementsAre("generalise_unknown"));
  map = test::map();
  field(map, "score").erase = Erase::generalise;
  field(map, "score").category = DataCategory::birth_date;
  EXPECT_THAT(keys(map), ElementsAre("generalise_impossible"));
}

TEST(Faults, NameWhatIsNoTextToScrub) {
  Map map = test::map();
  field(map, "born_on").erase = Erase::scrub;
  EXPECT_THAT(keys(map), ElementsAre("scrub_impossible"));
}

TEST(Faults, NameAPersonalFieldKeptWithoutReason) {
  Map map = test::map();
  field(map, "id").because = " ";
  EXPECT_THAT(keys(map), ElementsAre("keep_without_reason"));
  // What says nothing of a person needs none.
  EXPECT_THAT(keys(with({.column = "code"})), IsEmpty());
}

TEST(Faults, NameAColumnThatTheDatabaseComputes) {
  EXPECT_THAT(keys(with({.column = "initials", .erase = Erase::set_null})),
              ElementsAre("generated_column"));
}

TEST(Faults, NameAKeyThatOthersReferTo) {
  Map map = test::map();
  field(map, "id").erase = Erase::surrogate;
  EXPECT_THAT(keys(map), ElementsAre("key_referred_to"));
  sql::Catalogue catalogue = test::catalogue();
  catalogue.tables[1].foreign_keys.clear();
  map.links[0].kind = Link::Kind::proposed;
  EXPECT_THAT(keys(map, catalogue), ElementsAre("key_referred_to"));
  map.links[0].kind = Link::Kind::shared_value;
  EXPECT_THAT(keys(map, catalogue), IsEmpty());
}

TEST(Faults, AskNothingOfFieldsWhoseRowsGo) {
  Map map = test::map();
  map.tables[0].delete_rows = true;
  field(map, "name").erase = Erase::set_null;
  field(map, "id").because.clear();
  EXPECT_THAT(keys(map), IsEmpty());
}

TEST(Faults, NameALinkBetweenTypesThatAreNeverEqual) {
  Map map = test::map();
  map.links[0].to_columns = {"email"};
  EXPECT_THAT(keys(map), ElementsAre("link_types"));
  sql::Catalogue sqlite = test::catalogue();
  sqlite.engine = sql::Engine::sqlite;
  EXPECT_THAT(keys(map, sqlite), IsEmpty());
}

TEST(Faults, NameALinkWithMoreColumnsOnOneSide) {
  Map map = test::map();
  map.links[0].to_columns = {"id", "code"};
  EXPECT_THAT(keys(map), ElementsAre("link_columns"));
}

TEST(Faults, NameAPolymorphicLinkWithoutItsCondition) {
  Map map = test::map();
  map.links[0].kind = Link::Kind::polymorphic;
  EXPECT_THAT(keys(map), ElementsAre("link_where"));
  map.links[0].where_column = "note";
  map.links[0].where_value = "member";
  EXPECT_THAT(keys(map), IsEmpty());
  map.links[0].kind = Link::Kind::declared;
  EXPECT_THAT(keys(map), ElementsAre("link_where"));
}

TEST(Faults, NameALinkToATableOutsideTheMap) {
  Map map = test::map();
  map.tables.erase(map.tables.begin());
  EXPECT_THAT(keys(map), UnorderedElementsAre("link_outside", "detail_without_person"));
}

TEST(Faults, NameADetailThatNoLinkLeadsToAPerson) {
  Map map = test::map();
  map.links.clear();
  EXPECT_THAT(keys(map), ElementsAre("detail_without_person"));
}

}  // namespace
}  // namespace ombud::datamap
