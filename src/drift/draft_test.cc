// What is drafted from the maps, taken and taken back.
#include <random>

#include "drift/house_test.h"

namespace ombud::drift {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DraftTest : public test::House {
 protected:
  std::vector<Draft> all() {
    return drafts(must_have(read_all(office(), test::kinds())), test::kinds(), Language::en);
  }

  Result<Taken> take_some(std::vector<std::string> keys) {
    house_.clock().move(std::chrono::minutes(1));
    return take(office(), test::kinds(), keys, "first record", Language::en);
  }

  Result<Added> lines(const Finding& finding, const std::string& activity,
                      const std::string& necessity = "") {
    house_.clock().move(std::chrono::minutes(1));
    return add_lines(office(), test::kinds(), finding, {activity, necessity, "", "found it"},
                     Language::en);
  }

  // The member's e-mail address is declared nowhere.
  void lack_email() {
    connected();
    declare_members();
    const records::Record contact = found_record("data_category", "DC-0001");
    records::Row row = contact.row;
    row.set("category", std::vector<std::string>{"name"});
    must_have(
        records::edit(office(), test::kinds(), contact.id, contact.version, {row, std::nullopt}));
    checked();
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, DraftTest, testing::Values(sql::Engine::sqlite),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(DraftTest, SaysWhereEachLineComesFromAndWritesNothing) {
  connected();
  const std::vector<Draft> found = all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].key, "system liva");
  EXPECT_EQ(found[1].key, "activity liva member");
  EXPECT_EQ(found[1].title, "Members in liva");
  std::vector<std::string> said;
  for (const DraftLine& line : found[1].lines)
    said.push_back(line.persons + ", " + line.data + ": " + line.places.at(0));
  EXPECT_THAT(
      said, ElementsAre("Members, Identity: member.name", "Members, Contact details: member.email",
                        "Members, Health: visit.diagnosis"));
  EXPECT_EQ(key_of(records::find(office(), test::kinds(), "system", "S-0001")), "records.unknown");
}

TEST_P(DraftTest, TakenAltogetherLeavesNothingUndeclared) {
  connected();
  record("declaration",
         R"({"name": "Inga känsliga", "subject": "sensitive_data", "answer": false})");
  const Taken taken = take_all();
  EXPECT_EQ(taken.number, "T-0001");
  checked();
  EXPECT_THAT(open(), ElementsAre("old_without_period important 1"));
  const records::Record activity = found_record("activity", "B-0001");
  EXPECT_EQ(activity.state, "draft");
  EXPECT_THAT(activity.row.text("note"), HasSubstr("visit.diagnosis"));
  EXPECT_EQ(lines_of(activity.row, "matrix").size(), 3U);
  EXPECT_EQ(*found_record("declaration", "D-0001").row.find("answer"), records::Value(true));
  EXPECT_THAT(all(), IsEmpty());
  EXPECT_THAT(house_.events(), Contains("drift.taken taking T-0001"));
}

TEST_P(DraftTest, IsTakenOneByOneWithWhatItLeadsTo) {
  connected();
  const Taken taken = must_have(take_some({"activity liva member"}));
  std::vector<std::string> made;
  for (const Named& one : taken.made) made.push_back(one.number);
  EXPECT_THAT(made, ElementsAre("S-0001", "PC-0001", "DC-0001", "DC-0002", "DC-0003", "B-0001"));
  EXPECT_THAT(all(), IsEmpty());
}

TEST_P(DraftTest, IsUndoneAsOne) {
  connected();
  record("declaration",
         R"({"name": "Inga känsliga", "subject": "sensitive_data", "answer": false})");
  const Taken taken = take_all();
  house_.clock().move(std::chrono::minutes(1));
  must_have(undo(office(), test::kinds(), taken.number, "too early"));
  EXPECT_EQ(*found_record("declaration", "D-0001").row.find("answer"), records::Value(false));
  EXPECT_TRUE(found_record("activity", "B-0001").archived);
  EXPECT_TRUE(found_record("system", "S-0001").archived);
  EXPECT_THAT(open(), Contains("unknown_system serious name email health"));
  EXPECT_EQ(key_of(undo(office(), test::kinds(), "T-0001", "again")), "drift.undone_already");
  EXPECT_EQ(key_of(undo(office(), test::kinds(), "T-0002", "why")), "drift.no_taking");
  EXPECT_EQ(key_of(undo(office(), test::kinds(), "T-0001", " ")), "drift.no_reason");
}

TEST_P(DraftTest, IsNotUndoneOverWhatSomebodyChangedSince) {
  connected();
  take_all();
  const records::Record activity = found_record("activity", "B-0001");
  records::Row row = activity.row;
  row.set("name", "Membership");
  house_.clock().move(std::chrono::minutes(1));
  must_have(
      records::edit(office(), test::kinds(), activity.id, activity.version, {row, std::nullopt}));
  EXPECT_EQ(key_of(undo(office(), test::kinds(), "T-0001", "why")), "records.changed_since");
  EXPECT_FALSE(found_record("system", "S-0001").archived);
  EXPECT_FALSE(found_record("activity", "B-0001").archived);
}

TEST_P(DraftTest, MakesAllOrNothing) {
  connected();
  EXPECT_EQ(key_of(take_some({"system liva", "activity nobodys"})), "drift.no_draft");
  EXPECT_EQ(key_of(take(office(), test::kinds(), {"system liva"}, " ", Language::en)),
            "drift.no_reason");
  EXPECT_EQ(key_of(records::find(office(), test::kinds(), "system", "S-0001")), "records.unknown");
}

TEST_P(DraftTest, UsesWhatTheRecordHasAlready) {
  connected();
  record("person_category", R"({"name": "Våra medlemmar", "group": "members"})");
  record("data_category", R"({"name": "Kontakt", "category": ["name", "email"], "class":
                              "ordinary"})");
  const Taken taken = take_all();
  std::vector<std::string> made;
  for (const Named& one : taken.made) made.push_back(one.number);
  EXPECT_THAT(made, ElementsAre("S-0001", "DC-0002", "B-0001"));
}

TEST_P(DraftTest, ClassesWhatStandsBesideSomethingSpecialAsSpecialAndSaysWhy) {
  make_members();
  const connectors::System system = connect("liva");
  datamap::Map map = test::members_map();
  map.tables[0].fields[1] = test::field("email", DataCategory::union_membership);
  confirm(system, map);
  const std::vector<Draft> found = all();
  ASSERT_EQ(found.size(), 2U);
  const auto line = std::ranges::find(found[1].lines, "Identity", &DraftLine::data);
  ASSERT_NE(line, found[1].lines.end());
  EXPECT_EQ(line->data_class, DataClass::special);
  EXPECT_EQ(line->own_class, DataClass::ordinary);
  EXPECT_EQ(line->why, "Special, because it stands beside member.email.");
  take_all();
  // The line is special; the category of data, which others use too, is what it is by itself.
  const records::Row row = lines_of(found_record("activity", "B-0001").row, "matrix").at(0);
  EXPECT_EQ(row.text("class"), "special");
  EXPECT_EQ(row.text("special_kind"), "union_membership");
  EXPECT_EQ(found_record("data_category", "DC-0001").row.text("class"), "ordinary");
  EXPECT_THAT(found_record("activity", "B-0001").row.text("note"),
              HasSubstr("because it stands beside member.email"));
  checked();
  EXPECT_THAT(open(), Not(Contains(HasSubstr("undeclared"))));
}

TEST_P(DraftTest, ClassesAllOfAnAssociationsMembersAsSpecial) {
  connected();
  EXPECT_EQ(all()[1].lines.at(0).data_class, DataClass::ordinary);
  record("person_category", R"({"name": "Medlemmar", "group": "members", "circle": "members"})");
  const std::vector<Draft> found = all();
  for (const DraftLine& line : found[1].lines) EXPECT_EQ(line.data_class, DataClass::special);
  EXPECT_THAT(found[1].lines.at(0).why, HasSubstr("being among Medlemmar"));
  EXPECT_EQ(found[1].lines.back().why, "") << "illness is special by itself";
}

TEST_P(DraftTest, AddsALineOfAFindingAsSpecialWhereItStandsBesideSomethingSpecial) {
  lack_email();
  const records::Record members = found_record("person_category", "PC-0001");
  records::Row row = members.row;
  row.set("circle", std::string("members"));
  must_have(
      records::edit(office(), test::kinds(), members.id, members.version, {row, std::nullopt}));
  ASSERT_THAT(open(), ElementsAre("undeclared_data minor email"));
  ASSERT_TRUE(must_have(lines(open_findings()[0], "B-0001")).change.has_value());
  EXPECT_EQ(lines_of(found_record("activity", "B-0001").row, "matrix").at(2).text("class"),
            "special");
}

TEST_P(DraftTest, NamesTheCustomerWhoseDataItIs) {
  make_members();
  const connectors::System system = connect("liva", "Bergkommunen");
  confirm(system, test::members_map());
  take_all();
  const records::Record activity = found_record("activity", "B-0001");
  EXPECT_EQ(activity.row.text("role"), "processor");
  checked();
  EXPECT_THAT(open(), Not(Contains(HasSubstr("undeclared"))));
  EXPECT_THAT(all(), IsEmpty());
}

TEST_P(DraftTest, LinesAreAddedToAnActivityWithAReasonAndUndoneInTheRecord) {
  lack_email();
  ASSERT_THAT(open(), ElementsAre("undeclared_data minor email"));
  const Finding finding = open_findings()[0];
  const Added added = must_have(lines(finding, "B-0001"));
  ASSERT_TRUE(added.change.has_value());
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_EQ(lines_of(found_record("activity", "B-0001").row, "matrix").size(), 3U);
  EXPECT_EQ(
      must_have(records::history(office(), test::kinds(), found_record("activity", "B-0001").id))
          .front()
          .reason,
      "found it");
  must_have(records::undo(office(), test::kinds(), *added.change, "no"));
  EXPECT_EQ(lines_of(found_record("activity", "B-0001").row, "matrix").size(), 2U);
  EXPECT_EQ(key_of(lines(finding, "B-0009")), "drift.not_its_activity");
}

TEST_P(DraftTest, LinesAreNotAddedTwice) {
  lack_email();
  const Finding finding = open_findings()[0];
  must_have(lines(finding, "B-0001"));
  EXPECT_EQ(key_of(lines(finding, "B-0001")), "drift.no_lines");
}

// Random maps and records: whatever they are, taking all proposals leaves nothing of these kinds.
TEST_P(DraftTest, TakenAltogetherLeavesNothingUndeclaredWhateverTheMaps) {
  make_members();
  run_sql(
      {"create table person (id integer primary key, a varchar(9), b varchar(9), "
       "c varchar(9), d varchar(9))"});
  constexpr const char* subjects[] = {"member", "employee", "person", "driver", "customer"};
  std::vector<connectors::System> systems;
  for (int i = 0; i < 4; ++i) systems.push_back(connect("system" + std::to_string(i)));
  for (unsigned seed = 1; seed <= 15; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    for (const connectors::System& system : systems) {
      datamap::Map map = test::members_map();
      datamap::Table people = test::table("person", datamap::Holds::person, {});
      people.subject = subjects[below(std::size(subjects))];
      for (const char* column : {"a", "b", "c", "d"}) {
        if (below(2) == 0) continue;
        datamap::Field field = test::field(column, static_cast<DataCategory>(below(34)));
        field.data_class = static_cast<DataClass>(below(5));
        people.fields.push_back(std::move(field));
      }
      map.tables[0].subject = subjects[below(std::size(subjects))];
      map.tables.push_back(std::move(people));
      if (below(4) == 0) map.links.clear();
      if (map.links.empty()) map.tables[1].holds = datamap::Holds::person;
      if (map.links.empty()) map.tables[1].subject = "visitor";
      confirm(system, map);
    }
    if (below(3) == 0)
      record("declaration", R"({"name": "Inga", "subject": "sensitive_data", "answer": false})");
    if (!keys_of_drafts().empty() && below(2) == 0) must_have(take_some({keys_of_drafts()[0]}));
    if (!keys_of_drafts().empty()) take_all();
    checked();
    for (const Finding& one : open_findings())
      EXPECT_TRUE(one.what == What::old_without_period || one.what == What::not_in_data)
          << "seed " << seed << ": " << in_words(one);
  }
}

}  // namespace
}  // namespace ombud::drift
