#include "discovery/inside.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "discovery/drawn_test.h"

namespace ombud::discovery {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<std::string> opened(std::string_view text, Form expected) {
  std::vector<std::string> all;
  const Form form = open_value(text, [&](const std::string& path, const std::string& value) {
    all.push_back(path + "=" + value);
  });
  EXPECT_EQ(word(form), word(expected)) << text;
  return all;
}

TEST(OpenedValue, OfJsonSaysWhereWithin) {
  EXPECT_THAT(
      opened(R"({"profile":{"email":"a@b.se","age":41},"list":[{"street":"Storg. 1"},7]})",
             Form::json),
      ElementsAre("profile.email=a@b.se", "profile.age=41", "list.street=Storg. 1", "list=7"));
  EXPECT_THAT(opened(R"([{"a":null,"b":true},{"b":"x"}])", Form::json), ElementsAre("b=x"));
}

TEST(OpenedValue, ThatWasCutOffTellsItsBeginning) {
  EXPECT_THAT(opened(R"({"email":"a@b.se","text":"half a)", Form::json),
              ElementsAre("email=a@b.se"));
  EXPECT_THAT(opened("a:2:{s:5:\"email\";s:6:\"a@b.se\";s:4:\"te", Form::serialised),
              ElementsAre("email=a@b.se"));
}

TEST(OpenedValue, OfXmlSaysElementsAndAttributes) {
  EXPECT_THAT(opened("<?xml version=\"1.0\"?><cv lang=\"sv\"><name>Anna</name><empty/>"
                     "<school><town>Lund</town></school></cv>",
                     Form::xml),
              ElementsAre("cv.lang=sv", "cv.name=Anna", "cv.school.town=Lund"));
}

TEST(OpenedValue, OfXmlOpensNoFileAndNoEntityOfItsOwn) {
  const auto found = opened(
      "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">"
      "<!ENTITY x \"expanded\">]><a><b>&f;&x;</b><c>plain</c></a>",
      Form::xml);
  EXPECT_THAT(found, ElementsAre("a.c=plain"));
}

TEST(OpenedValue, OfPhpSaysMembersOfArraysObjectsAndSessions) {
  EXPECT_THAT(
      opened("O:4:\"User\":2:{s:4:\"name\";s:5:\"A\"b;c\";s:3:\"age\";i:41;}", Form::serialised),
      ElementsAre("name=A\"b;c", "age=41"));
  EXPECT_THAT(opened("_sf2|a:1:{s:5:\"login\";s:2:\"ab\";}other|s:1:\"x\";", Form::serialised),
              ElementsAre("_sf2.login=ab", "other=x"));
  EXPECT_THAT(opened("a:1:{i:0;a:1:{s:4:\"city\";s:4:\"Lund\";}}", Form::serialised),
              ElementsAre("city=Lund"));
}

TEST(OpenedValue, OfPhpIsNotFollowedDownListsWithoutEnd) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "a:1:{i:0;";
  EXPECT_THAT(opened(text, Form::none), IsEmpty());
}

TEST(OpenedValue, OfAnyOtherFormGivesNothing) {
  for (const char* text :
       {"", "plain text", "a:b", "{not json", "[]", "{}", "a: 1", "<3 you", "{{"}) {
    EXPECT_THAT(opened(text, Form::none), IsEmpty()) << text;
  }
}

TEST(OpenedValue, NamesNobodyWhoIsAKey) {
  EXPECT_THAT(
      opened(R"({"anna.lind@exempel.se":{"role":"x"},"Anna":{"role":"y"},"0701740605":"z"})",
             Form::json),
      ElementsAre("*.role=x", "*.role=y", "*=z"));
}

std::vector<std::string> inside_of(const datamap::Field& field) {
  std::vector<std::string> all;
  for (const datamap::Inside& one : field.inside) {
    all.push_back(one.where + " " + std::string(word(one.category)));
  }
  return all;
}

TEST(Inside, OfAPersonsJsonIsNamedAndTheWholeGoes) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text, extra text)",
       R"(insert into member values (1, 'A', 'B', '{"theme":"x","next":{"phone":"070-1740605"}}'))",
       (R"(insert into member values (2, 'C', 'D', )"
        R"('{"theme":"y","next":{"phone":"070-1740606","allergies":"nuts"}}'))")},
      true);
  const datamap::Field& field = drawn.field("member", "extra");
  EXPECT_EQ(field.category, DataCategory::free_text);
  EXPECT_EQ(field.part, "json");
  EXPECT_THAT(inside_of(field), UnorderedElementsAre("next.phone phone", "next.allergies health"));
  EXPECT_EQ(field.data_class, DataClass::special);
  EXPECT_EQ(field.erase, datamap::Erase::set_null);
}

TEST(Inside, OfOtherPeoplesTextsIsScrubbed) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text)",
       "create table note (id integer primary key, member_id integer references member(id), body "
       "text)",
       "insert into member values (1, 'A', 'B')",
       (R"(insert into note values (1, 1, '{"from":{"email":"a@exempel.se"}}'),)"
        R"( (2, 1, '{"from":{"email":"b@exempel.se"}}'))")},
      true);
  EXPECT_EQ(drawn.field("note", "body").erase, datamap::Erase::scrub);
  EXPECT_THAT(inside_of(drawn.field("note", "body")), ElementsAre("from.email email"));
}

TEST(Inside, OfAttributesIsNamedByTheAttribute) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text)",
       ("create table member_meta (id integer primary key, member_id integer not null references "
        "member(id), meta_key varchar(40), meta_value text)"),
       "insert into member values (1, 'A', 'B'), (2, 'C', 'D')",
       ("insert into member_meta values (1, 1, 'home_phone', '070-1740605'), (2, 1, 'theme', "
        "'dark'),"
        " (3, 2, 'home_phone', '070-1740606'), (4, 2, 'theme', 'light'), (5, 2, 'diagnosis', "
        "'x')")},
      true);
  EXPECT_THAT(inside_of(drawn.field("member_meta", "meta_value")),
              UnorderedElementsAre("home_phone phone", "diagnosis health"));
  EXPECT_EQ(drawn.field("member_meta", "meta_value").part, "attributes");
}

TEST(Inside, OfAttributesIsNamedByATableOfAttributes) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text)",
       "create table extra_field (id integer primary key, shortname varchar(40), title text)",
       ("create table member_data (id integer primary key, member_id integer not null references "
        "member(id), field_id integer not null references extra_field(id), data text)"),
       "insert into member values (1, 'A', 'B'), (2, 'C', 'D')",
       "insert into extra_field values (1, 'shoe_size', 'Shoes'), (2, 'relig', 'Religion')",
       "insert into member_data values (1, 1, 1, '41'), (2, 1, 2, 'x'), (3, 2, 2, 'y')"},
      true);
  EXPECT_THAT(inside_of(drawn.field("member_data", "data")), Contains("Religion religion"));
}

TEST(Inside, NeverNamesASampledValue) {
  const Drawn drawn(
      sql::Engine::sqlite,
      {"create table member (id integer primary key, first_name text, last_name text, extra text)",
       R"(insert into member values (1, 'A', 'B', '{"karin@exempel.se":{"phone":"0701740605"}}'))",
       R"(insert into member values (2, 'C', 'D', '{"Karin":{"phone":"070-1740606"}}'))"},
      true);
  EXPECT_THAT(datamap::to_yaml(drawn.map()), Not(HasSubstr("arin")));
  EXPECT_THAT(datamap::to_yaml(drawn.map()), Not(HasSubstr("17406")));
}

}  // namespace
}  // namespace ombud::discovery
