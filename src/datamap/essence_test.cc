#include "datamap/essence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "datamap/test_map.h"

namespace ombud::datamap {
namespace {

using test::Making;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> said(const std::vector<Error>& errors) {
  std::vector<std::string> sentences;
  for (const Error& error : errors) {
    EXPECT_NE(say(error), error.key);
    sentences.push_back(say(error));
  }
  return sentences;
}

class Essence : public testing::Test {
 protected:
  Difference compare() {
    Result<Difference> found = difference(map_, essence_of(before_), now_);
    EXPECT_TRUE(found);
    return std::move(found).value();
  }

  std::vector<std::string> changes() { return said(compare().changes); }

  std::vector<std::string> remarks() {
    EXPECT_THAT(changes(), IsEmpty());
    return said(compare().remarks);
  }

  sql::Table& member() { return now_.tables[0]; }

  sql::Table& payment() { return now_.tables[1]; }

  Map map_ = test::map();
  sql::Catalogue before_ = test::catalogue();
  sql::Catalogue now_ = test::catalogue();
};

TEST_F(Essence, IsTheSameForTheSameCatalogue) {
  EXPECT_THAT(changes(), IsEmpty());
  EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Essence, NamesATableThatIsGone) {
  payment().name = Making::name("payments");
  EXPECT_THAT(changes(), ElementsAre("the table payment is gone"));
}

TEST_F(Essence, NamesAColumnThatIsGone) {
  member().columns[2].name = Making::name("mail");
  EXPECT_THAT(changes(), ElementsAre("the column member.email is gone or has another name"));
}

TEST_F(Essence, NamesALinkedColumnThatIsGone) {
  payment().columns[1].name = Making::name("paid_by");
  payment().foreign_keys[0].columns = {Making::name("paid_by")};
  EXPECT_THAT(changes(), ElementsAre("the column payment.member_id is gone or has another name"));
}

TEST_F(Essence, NamesATypeThatIsAnother) {
  member().columns[1].type = "varchar(10)";
  EXPECT_THAT(changes(), ElementsAre("member.name was varchar(20) and is varchar(10)"));
}

TEST_F(Essence, NamesAColumnThatMayNotBeNullAnyMore) {
  member().columns[2].nullable = false;
  EXPECT_THAT(changes(), ElementsAre("member.email is NOT NULL now"));
}

TEST_F(Essence, NamesAColumnThatIsComputedNow) {
  member().columns[2].generated = true;
  EXPECT_THAT(changes(), ElementsAre("member.email is or was computed by the database"));
}

TEST_F(Essence, NamesANewUniqueColumn) {
  member().indexes.push_back({"one_mail", {Making::name("email")}, true, false});
  EXPECT_THAT(changes(), ElementsAre("member.email must be unique now"));
}

TEST_F(Essence, NamesANewCascade) {
  payment().foreign_keys[0].on_delete = sql::OnChange::cascade;
  EXPECT_THAT(changes(),
              ElementsAre("payment refers to member with ON DELETE cascade, which it did "
                          "not when the map was confirmed"));
}

TEST_F(Essence, NamesANewTableThatACascadeWouldTakeAlong) {
  sql::Table visit =
      Making::table("visit", {Making::column("m", sql::TypeKind::integer, "integer")});
  visit.foreign_keys.push_back({.columns = {Making::name("m")},
                                .to_table = 0,
                                .to_columns = {Making::name("id")},
                                .on_delete = sql::OnChange::set_null});
  now_.tables.push_back(visit);
  EXPECT_THAT(changes(), ElementsAre("visit refers to member with ON DELETE set null, which it did "
                                     "not when the map was confirmed"));
}

TEST_F(Essence, NamesANewTrigger) {
  member().triggers.push_back({.name = "history", .on_delete = true});
  EXPECT_THAT(changes(),
              ElementsAre("the trigger history on member is new or fires at other times"));
}

TEST_F(Essence, NamesWhatTheTableHasBecome) {
  member().primary_key.clear();
  member().has_rules = true;
  member().transactional = false;
  member().keeps_history = true;
  payment().kind = sql::Table::Kind::view;
  EXPECT_THAT(
      changes(),
      ElementsAre("member has another primary key", "member has a rule that rewrites statements",
                  "member has no transactions any more", "member keeps what is deleted from it",
                  "payment was a table and is a view, or the reverse"));
}

TEST_F(Essence, RemarksWhatIsNew) {
  now_.tables.push_back(Making::table("visit", {}));
  member().columns.push_back(Making::column("phone", sql::TypeKind::text, "text"));
  const std::vector<std::string> found = remarks();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0], testing::StartsWith("The column member.phone is new"));
  EXPECT_THAT(found[1], testing::StartsWith("The table visit is new"));
}

TEST_F(Essence, RemarksAReferenceThatTakesNothingAlong) {
  before_.tables[1].foreign_keys.clear();
  EXPECT_THAT(remarks(), ElementsAre(testing::StartsWith("payment refers to member")));
}

TEST_F(Essence, RemarksWhatIsGoneAndWasNotReliedOn) {
  now_.tables.pop_back();
  member().columns.pop_back();
  EXPECT_THAT(remarks(),
              ElementsAre("The column member.initials is gone. The map did not rely on it.",
                          "The table region is gone. The map did not rely on it."));
}

TEST_F(Essence, IgnoresWhatAReferenceTableIsLike) {
  now_.tables[2].columns[0].type = "varchar(9)";
  now_.tables[2].triggers.push_back({.name = "log", .on_delete = true});
  EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Essence, ThatCannotBeReadIsSaid) {
  for (const char* text : {"", "{", "[]", "{\"format\":2}"})
    EXPECT_EQ(difference(map_, text, now_).error().key, "datamap.essence_damaged") << text;
}

}  // namespace
}  // namespace ombud::datamap
