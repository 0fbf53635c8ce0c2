// What identifies a person, and where he is mentioned in other people's rows.

#include "subjects/test_house.h"

namespace ombud::subjects {

namespace {

using namespace test;
using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::Not;

class Mentioned : public sql::test::EachEngine {
 protected:
  Mentioned() {
    run(
        {"create table member (id int primary key, name varchar(80), email varchar(80),"
         " born varchar(10), about text)",
         "create table relative (id int primary key, member_id int, name varchar(80))",
         "create table visit (member_id int, note text)",
         "insert into member values (1, 'Karin Ek', 'karin@example.org', '1954-01-02', 'I, Karin "
         "Ek'),"
         " (2, 'Bo Berg', 'bo@example.org', null, 'Married to Karin Ek; karin@example.org'),"
         " (3, 'Karin Ek', 'other@example.org', null, 'Nothing'),"
         " (4, 'Eva Lund', null, null, 'Knows Karin Ekman')",
         "insert into relative values (10, 1, 'Karin Ek'), (11, 2, 'Ek, Karin'),"
         " (12, 2, 'Olle Berg')",
         "insert into visit values (2, 'Karin Ek')"});
    system_ = house_.add("liva", database_);
    datamap::Field born = field("born", DataCategory::birth_date);
    born.identifies = true;
    map_.system = "liva";
    map_.tables = {
        table("member", Holds::person,
              {field("name", DataCategory::name, "full"), field("email", DataCategory::email), born,
               field("about", DataCategory::free_text)}),
        table("relative", Holds::detail, {field("name", DataCategory::name, "full")}),
        table("visit", Holds::detail, {field("note", DataCategory::free_text)})};
    map_.links = {link("relative.member_id", "member.id", Link::Means::belongs)};
    person_.matches.push_back({"liva", "member", key(1), {"email"}, true, false, {}});
  }

  void run(std::initializer_list<sql::Literal> statements) {
    for (const sql::Literal& text : statements) must_have(connection_->execute(Statement(text)));
  }

  std::vector<detectors::Identifier> identified() {
    return must_have(identifiers(house_.office(), *house_.open(system_), map_, person_));
  }

  std::vector<Mention> found() {
    const auto connector = house_.open(system_);
    Silent silent;
    const Traced own = must_have(trace(*connector, map_, person_, silent));
    return must_have(mentions(house_.office(), *connector, map_, identified(), own, silent));
  }

  House house_;
  connectors::System system_;
  datamap::Map map_;
  Person person_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Mentioned, sql::test::every_engine(), sql::test::engine_name);

std::vector<std::string> places(const std::vector<Mention>& mentions) {
  std::vector<std::string> all;
  for (const Mention& mention : mentions)
    all.push_back(mention.table + "." + mention.column + " " + text_of(mention.key));
  return all;
}

TEST_P(Mentioned, IsWhoeverStandsInTheTextsAndDetailsOfOthers) {
  // Neither in his own rows, nor as a namesake's own name, nor in a longer name; a row without key
  // can't be named and is left to verification.
  EXPECT_THAT(places(found()), UnorderedElementsAre("member.about 2", "relative.name 11"));
}

TEST_P(Mentioned, HasANumberThatStaysTheSame) {
  const std::vector<Mention> first = found();
  const std::vector<Mention> second = found();
  ASSERT_EQ(first.size(), 2U);
  ASSERT_EQ(second.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(first[i].number, second[i].number);
  EXPECT_NE(first[0].number, first[1].number);
  EXPECT_EQ(first[0].number.size(), 8U);
  EXPECT_THAT(first[0].key_columns, ElementsAre("id"));
}

TEST_P(Mentioned, IsByWhatIdentifiesThePersonNow) {
  std::vector<std::string> all;
  for (const detectors::Identifier& identifier : identified())
    all.push_back(std::string(detectors::word(identifier.kind)) + " " + identifier.value);
  EXPECT_THAT(all, UnorderedElementsAre("name Karin Ek", "email karin@example.org"));
}

TEST_P(Mentioned, IsByHisUserNameToo) {
  run({"alter table member add column login varchar(40)",
       "update member set login = 'Karin.Ek54' where id = 1",
       "update member set login = 'elund54', about = 'asked karin.ek54 twice' where id = 4",
       "update member set about = 'see karin.ek54.pdf' where id = 3"});
  map_.tables[0].fields.push_back(field("login", DataCategory::username));
  EXPECT_THAT(identified(),
              Contains(AllOf(Field(&detectors::Identifier::kind, detectors::Kind::username),
                             Field(&detectors::Identifier::value, "Karin.Ek54"))));
  EXPECT_THAT(places(found()),
              UnorderedElementsAre("member.about 2", "member.about 4", "relative.name 11"));
}

TEST_P(Mentioned, ByAUserNameThatIsAnAddressIsByTheAddress) {
  run({"alter table member add column login varchar(40)",
       "update member set login = 'karin@example.org' where id = 1"});
  map_.tables[0].fields.push_back(field("login", DataCategory::username));
  EXPECT_THAT(identified(),
              Not(Contains(Field(&detectors::Identifier::kind, detectors::Kind::username))));
}

TEST_P(Mentioned, IsNotByWhatIdentifiesWhoeverHasTheKeyNow) {
  const std::vector<std::string> signs = {"email=0000", "name=0000"};
  person_.matches[0].signs = signs;
  EXPECT_THAT(identified(), IsEmpty());
}

TEST_P(Mentioned, InATableThatIsGoneIsRefused) {
  map_.tables.push_back(table("lost", Holds::person, {field("name", DataCategory::name, "full")}));
  person_.matches.push_back({"liva", "lost", key(1), {"email"}, true, false, {}});
  const auto refused = identifiers(house_.office(), *house_.open(system_), map_, person_);
  EXPECT_EQ(key_of(refused), "subjects.table_gone");
  EXPECT_EQ(refused.error().code, Errc::conflict);
}

}  // namespace

}  // namespace ombud::subjects
