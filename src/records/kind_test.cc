#include "records/kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "records/sample_kinds_test.h"
#include "sql/test_databases.h"

namespace ombud::records {
namespace {

using sql::test::must_have;
using testing::HasSubstr;

std::string replaced(std::string_view yaml, std::string_view what, std::string_view by) {
  std::string text(yaml);
  const std::size_t at = text.find(what);
  must(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

// What reading says of the activity with something else in it.
std::string refusal(std::string_view what, std::string_view by) {
  const Result<Kind> read = read_kind(replaced(activity_yaml, what, by), "activity.yaml");
  if (read) return "";
  return read.error().key + ": " + say(read.error());
}

TEST(Kind, IsReadAsItIsDeclared) {
  const Kind kind = must_have(read_kind(activity_yaml, "activity.yaml"));
  EXPECT_EQ(kind.name, "activity");
  EXPECT_EQ(kind.room, "processing");
  EXPECT_EQ(kind.series, "B");
  EXPECT_EQ(kind.review_months, 12);
  EXPECT_EQ(say(kind.label, Language::da), "Behandlingsaktivitet");
  ASSERT_EQ(kind.states.size(), 3U);
  EXPECT_TRUE(kind.states[2].closed);
  ASSERT_EQ(kind.moves.size(), 2U);
  EXPECT_THAT(kind.moves[1].from, testing::ElementsAre("draft", "in_use"));
  const Field* role = kind.field("role");
  ASSERT_NE(role, nullptr);
  EXPECT_TRUE(role->required && role->listed);
  EXPECT_EQ(role->law, "GDPR Art. 4(7)-(8)");
  EXPECT_EQ(say(role->help, Language::nb), "Hvem som bestemmer.");
  EXPECT_EQ(say(role->choices[1].label, Language::sv), "Personuppgiftsbiträde");
  EXPECT_EQ(kind.field("customers")->when->words, std::vector<std::string>{"processor"});
  ASSERT_NE(kind.at("matrix.from"), nullptr);
  EXPECT_EQ(kind.at("matrix.from")->to, "unit");
  EXPECT_EQ(kind.at("matrix.nobody"), nullptr);
  EXPECT_EQ(kind.at("nobody.from"), nullptr);
}

TEST(Kind, AWordThatMeansNothingIsNamedWithItsLineAndWhatMayStandThere) {
  EXPECT_EQ(refusal("review_months: 12", "reviewed: 12"),
            "base.yaml_unknown_word: activity.yaml, line 15: reviewed means nothing here. Known "
            "are: kind, room, en, sv, da, nb, plural, about, law, series, title, unit, "
            "review_months, states, moves, fields, controller, above, sections, attachments.");
  EXPECT_THAT(refusal("since: {type: day,", "since: {type: day, colour: red,"),
              HasSubstr("colour means nothing here"));
}

TEST(Kind, WhatIsMissingIsNamed) {
  EXPECT_THAT(refusal("series: B\n", ""), HasSubstr("yaml_missing: activity.yaml, line 2: series"));
  EXPECT_THAT(refusal("da: Behandlingsaktivitet\n", ""), HasSubstr("da is missing"));
  EXPECT_THAT(refusal("since: {type: day,", "since: {"), HasSubstr("type is missing"));
  EXPECT_THAT(refusal("unit: {type: link, to: unit,", "unit: {type: link,"),
              HasSubstr("to is missing"));
  EXPECT_THAT(refusal("persons: {type: integer", "persons: {type: choice"),
              HasSubstr("of is missing"));
  EXPECT_THAT(refusal("about: {type: prose,", "about: {type: rows,"),
              HasSubstr("fields is missing"));
  EXPECT_THAT(refusal("from: draft, ", ""), HasSubstr("from is missing"));
}

TEST(Kind, AValueThatMayNotStandThereIsRefused) {
  EXPECT_THAT(refusal("since: {type: day,", "since: {type: date,"),
              HasSubstr("type is «date», but may be text, prose, integer"));
  EXPECT_THAT(refusal("series: B", "series: b-1"), HasSubstr("series is «b-1»"));
  EXPECT_THAT(refusal("review_months: 12", "review_months: often"), HasSubstr("«often»"));
  EXPECT_THAT(refusal("listed: yes, most: 80", "listed: maybe"), HasSubstr("«maybe»"));
  EXPECT_THAT(refusal("format: email", "format: fax"), HasSubstr("«fax»"));
  EXPECT_THAT(refusal("about: {type: prose,", "about: {type: prose, many: yes,"),
              HasSubstr("many is «yes», but may be type: text, choice, link, account"));
  EXPECT_THAT(refusal("least: 1, most: 1000000", "least: 10, most: 2"), HasSubstr("most"));
  EXPECT_THAT(refusal("  since:", "  Since:"), HasSubstr("a-z _"));
  EXPECT_THAT(refusal("from: {type: link, to: unit,",
                      "from: {type: rows, fields: {x: {type: day, en: a, sv: a, da: a, nb: a}},"),
              HasSubstr("yaml_bad_value"));
}

TEST(Kind, AnameThatPointsNowhereIsRefused) {
  EXPECT_THAT(refusal("title: name", "title: title"), HasSubstr("title names «title»"));
  EXPECT_THAT(refusal("title: name", "title: about"), HasSubstr("title names «about»"));
  EXPECT_THAT(refusal("unit: unit\n", "unit: since\n"), HasSubstr("unit names «since»"));
  EXPECT_THAT(refusal("draft:  {en", "draft:  {remind: name, en"), HasSubstr("names «name»"));
  EXPECT_THAT(refusal("closed: yes}", "closed: yes, remind: since}"), HasSubstr("names «since»"));
  EXPECT_THAT(refusal("to: in_use", "to: used"), HasSubstr("to names «used»"));
  EXPECT_THAT(refusal("from: draft,", "from: idea,"), HasSubstr("from names «idea»"));
  EXPECT_THAT(refusal("by: processing.decide", "by: holds.set"), HasSubstr("«holds.set»"));
  EXPECT_THAT(refusal("when: {role: processor}", "when: {rolle: processor}"), HasSubstr("«rolle»"));
  EXPECT_THAT(refusal("when: {role: processor}", "when: {role: owner}"), HasSubstr("«owner»"));
  EXPECT_THAT(refusal("when: {abroad: yes}", "when: {abroad: often}"), HasSubstr("«often»"));
}

TEST(Kind, AFormsPartsFollowTheFieldsAndLeaveNoneOutside) {
  const auto with = [](std::string_view sections) {
    return read_kind(std::string(unit_yaml) + std::string(sections), "unit.yaml");
  };
  const auto refused = [&](std::string_view sections) {
    const Result<Kind> read = with(sections);
    return read ? "" : say(read.error());
  };
  const Kind kind = must_have(with(
      "sections:\n  basics: {from: name, en: Basics, sv: Grunder, da: Grundlag, nb: Grunnlag}\n"
      "  place: {from: parent, en: Place, sv: Plats, da: Plads, nb: Plass}\n"));
  ASSERT_EQ(kind.sections.size(), 2U);
  EXPECT_EQ(kind.sections[1].from, "parent");
  EXPECT_EQ(say(kind.sections[0].label, Language::da), "Grundlag");
  // The first field stands in no part; a part before the one above it; one at no field.
  EXPECT_THAT(refused("sections:\n  a: {from: parent, en: a, sv: a, da: a, nb: a}\n"),
              HasSubstr("from is «parent», but may be name."));
  EXPECT_THAT(refused("sections:\n  a: {from: name, en: a, sv: a, da: a, nb: a}\n"
                      "  b: {from: name, en: b, sv: b, da: b, nb: b}\n"),
              HasSubstr("from is «name», but may be parent, ours."));
  EXPECT_THAT(refused("sections:\n  a: {from: name, en: a, sv: a, da: a, nb: a}\n"
                      "  b: {from: nowhere, en: b, sv: b, da: b, nb: b}\n"),
              HasSubstr("from is «nowhere», but may be parent, ours."));
  EXPECT_THAT(refused("sections:\n  a: {from: name, en: a, sv: a, da: a}\n"),
              HasSubstr("nb is missing"));
}

TEST(Kind, ATextThatIsNoYamlIsRefusedWithItsLine) {
  EXPECT_THAT(refusal("series: B", "series: [B"),
              HasSubstr("yaml_unreadable: activity.yaml, line"));
  EXPECT_THAT(refusal("series: B", "kind: B"), HasSubstr("yaml_unreadable"));
}

TEST(Kinds, NoTwoHaveOneNameOrOneSeriesAndEveryLinkLeadsSomewhere) {
  const Declared twice[] = {{"unit.yaml", unit_yaml}, {"again.yaml", unit_yaml}};
  EXPECT_EQ(Kinds::of(twice).error().key, "records.kind_twice");
  const std::string second =
      replaced(replaced(unit_yaml, "kind: unit", "kind: part"), "to: unit", "to: part");
  const Declared one_series[] = {
      {"unit.yaml", unit_yaml}, {"part.yaml", second}, {"board.yaml", board_yaml}};
  EXPECT_EQ(Kinds::of(one_series).error().key, "records.series_twice");
  const Declared alone[] = {{"activity.yaml", activity_yaml}};
  EXPECT_EQ(Kinds::of(alone).error().key, "base.yaml_points_nowhere");
  EXPECT_EQ(sample_kinds().find("boat").error().key, "records.no_such_kind");
}

TEST(Kinds, AFieldOfKindsHasAllOthersToChooseFrom) {
  std::vector<Declared> all = {
      {"unit.yaml", unit_yaml}, {"board.yaml", board_yaml}, {"activity.yaml", activity_yaml}};
  for (const Declared& one : kinds()) all.push_back(one);
  const Kinds made = must_have(Kinds::of(all));
  const Field& field = *must_have(made.find("own_field"))->field("record_kind");
  EXPECT_TRUE(field.fixed);
  std::vector<std::string> words;
  for (const Choice& choice : field.choices) words.push_back(choice.word);
  EXPECT_THAT(words, testing::ElementsAre("unit", "board", "activity"));
  EXPECT_EQ(say(field.choices[2].label, Language::da), "Behandlingsaktiviteter");
}

}  // namespace
}  // namespace ombud::records
