#include "conformance/conformance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/texts.h"
#include "cli/run_in_child_test.h"

namespace ombud::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<Row> all() {
  const Result<std::vector<Row>> rows = read(document());
  EXPECT_TRUE(rows.has_value()) << say(rows.error());
  return rows ? *rows : std::vector<Row>();
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(Conformance, HasARowForEachRequirement) {
  std::set<std::string> ids;
  for (const Row& row : all()) ids.insert(row.id);
  EXPECT_THAT(all(), SizeIs(408));
  for (int number = 1; number <= 408; ++number)
    EXPECT_TRUE(ids.contains("S" + std::to_string(number))) << number;
}

TEST(Conformance, SaysOfEachByWhatItIsMetOrWhatIsMissing) {
  for (const Row& row : all()) {
    if (row.state == State::met || row.state == State::partly)
      EXPECT_THAT(row.by, Not(IsEmpty())) << row.id;
    else
      EXPECT_THAT(row.by, IsEmpty()) << row.id;
    EXPECT_TRUE(row.state == State::met || !row.why.empty()) << row.id;
  }
}

TEST(Conformance, IsReadAsItIsWritten) {
  const auto rows = read(R"(
- id: S1
  area: REG
  asks: Something is asked.
  state: partly
  by: [activity.name, src/records/stories/a.story]
  why: Not all of it.
- {id: S2, area: VOC, asks: Another thing., state: not_applicable, why: It can't be.})");
  ASSERT_TRUE(rows.has_value()) << say(rows.error());
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_EQ(rows->front().asks, "Something is asked.");
  EXPECT_EQ(rows->front().state, State::partly);
  EXPECT_THAT(rows->front().by, ElementsAre("activity.name", "src/records/stories/a.story"));
  EXPECT_EQ(rows->back().why, "It can't be.");
  EXPECT_THAT(count(*rows).at("REG"), ElementsAre(0, 1, 0, 0));
}

TEST(Conformance, WhatIsWrongIsNamedByItsLine) {
  const std::string row = "- id: S1\n  area: REG\n  asks: A.\n  state: met\n";
  ASSERT_TRUE(read(row).has_value());
  for (const std::string& text :
       {row + "  note: x\n", row + "  by: x\n", row + "  by: [[x]]\n", row + "  why: ''\n",
        std::string("- id: S1\n  area: REG\n  asks: A.\n  state: done\n"),
        std::string("- id: S1\n  area: REG\n  state: met\n"), std::string("- S1\n"),
        std::string("id: S1\n")}) {
    const auto rows = read(text);
    ASSERT_FALSE(rows.has_value()) << text;
    EXPECT_EQ(rows.error().code, Errc::invalid);
    EXPECT_EQ(rows.error().key, "conformance.bad_row") << text;
  }
  EXPECT_EQ(read("- id: 'S1").error().key, "base.bad_yaml");
}

class ConformanceCommand : public testing::Test {
 protected:
  static cli::Ran ran(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "conformance");
    return cli::run_in_child(commands(), arguments, {.environment = {{"PATH", "/usr/bin:/bin"}}});
  }
};

TEST_F(ConformanceCommand, IsWellDeclared) { EXPECT_THAT(cli::flaws(commands()), IsEmpty()); }

TEST_F(ConformanceCommand, CountsEachAreaByState) {
  const cli::Ran counts = ran({});
  EXPECT_EQ(counts.code, 0);
  EXPECT_THAT(counts.out, HasSubstr("Record of processing activities"));
  EXPECT_THAT(counts.out, HasSubstr("Total"));
  EXPECT_THAT(counts.out, HasSubstr("408"));
  for (const auto& [area, each] : count(all())) EXPECT_THAT(counts.out, HasSubstr("\n" + area));
  EXPECT_LT(lines_in(counts.out), 25U);  // The rows are for who asks for some.
}

TEST_F(ConformanceCommand, ListsWhatIsAskedFor) {
  const std::string shown = ran({"--area", "VOC"}).out;
  EXPECT_THAT(shown, HasSubstr("S68 "));
  EXPECT_THAT(shown, Not(HasSubstr("S1 ")));
  for (const Row& row : all())
    EXPECT_EQ(row.area == "VOC", shown.find(row.asks) != std::string::npos) << row.id;
}

TEST_F(ConformanceCommand, GivesTheSameInJson) {
  const nlohmann::json json = nlohmann::json::parse(ran({"--json", "--state", "not_yet"}).out);
  std::size_t waiting = 0;
  for (const Row& row : all()) waiting += row.state == State::not_yet ? 1 : 0;
  EXPECT_EQ(json["total"]["not_yet"], waiting);
  EXPECT_EQ(json["total"]["all"], waiting);
  EXPECT_THAT(json["requirements"], SizeIs(waiting));
  for (const auto& one : json["requirements"]) EXPECT_EQ(one["state"], "not_yet");
}

TEST_F(ConformanceCommand, SaysItInFourLanguages) {
  EXPECT_THAT(ran({"--language", "sv"}).out, HasSubstr("Register över behandling"));
  EXPECT_THAT(ran({"--language", "da"}).out, HasSubstr("Databehandlere og parter"));
  EXPECT_THAT(ran({"--language", "nb"}).out, HasSubstr("Ikke ennå"));
}

TEST_F(ConformanceCommand, KnowsItsAreasAndStatesOnly) {
  EXPECT_EQ(ran({"--area", "XYZ"}).code, cli::usage);
  EXPECT_EQ(ran({"--state", "done"}).code, cli::usage);
}

}  // namespace
}  // namespace ombud::conformance
