#include "cli/grammar.h"

#include <gmock/gmock.h>

#include "cli/invented_commands_test.h"
#include "cli/nearest.h"

namespace ombud::cli {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

Result<Invocation> parsed(const Words& arguments) {
  static const std::vector<Command> commands = invented_commands();
  return parse(commands, arguments);
}

std::string refusal(const Words& arguments) {
  const Result<Invocation> invocation = parsed(arguments);
  if (invocation) return "";
  EXPECT_EQ(invocation.error().code, Errc::invalid);
  return invocation.error().key;
}

std::string param(const Words& arguments, std::string_view name) {
  const Result<Invocation> invocation = parsed(arguments);
  if (!invocation)
    for (const auto& [key, value] : invocation.error().params)
      if (key == name) return value;
  return "";
}

Words with(const Words& more) {
  Words all = {"trees", "plan", "cut", "42", "--reference", "r"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(Grammar, NounAndVerbNameTheCommandAndThePositionalsFollowInOrder) {
  const Result<Invocation> invocation =
      parsed({"trees", "plan", "cut", "42", "--reference", "case 7"});
  ASSERT_TRUE(invocation);
  EXPECT_EQ(invocation->wish, Wish::run);
  EXPECT_EQ(invocation->command->name, "trees plan");
  EXPECT_THAT(invocation->given.at("KIND"), ElementsAre("cut"));
  EXPECT_THAT(invocation->given.at("PERSON"), ElementsAre("42"));
  EXPECT_THAT(invocation->given.at("--reference"), ElementsAre("case 7"));
}

TEST(Grammar, OptionsMayStandAnywhere) {
  const Result<Invocation> invocation = parsed(
      {"--data", "d", "trees", "--json", "plan", "cut", "--reference=x", "42", "--quiet", "--yes"});
  ASSERT_TRUE(invocation);
  EXPECT_EQ(invocation->command->name, "trees plan");
  EXPECT_THAT(invocation->given.at("--data"), ElementsAre("d"));
  EXPECT_THAT(invocation->given.at("PERSON"), ElementsAre("42"));
  for (const char* name : {"--json", "--quiet", "--yes"})
    EXPECT_TRUE(invocation->given.contains(name)) << name;
}

TEST(Grammar, AValueIsTakenAsItIs) {
  for (const std::string& value :
       Words{"-x", "--json", "a=b", "[a,b]", "{}", "%%", "  ", "å ä ö", "a,b", "\"q\"", "++"}) {
    const Result<Invocation> invocation = parsed(with({"--until=" + value}));
    ASSERT_TRUE(invocation) << value;
    EXPECT_THAT(invocation->given.at("--until"), ElementsAre(value));
    EXPECT_FALSE(invocation->given.contains("--json"));
  }
}

TEST(Grammar, APositionalIsTakenAsItIsAfterTwoDashes) {
  const Result<Invocation> invocation = parsed({"read", "a", "--", "-x", "[b,c]", "--json", "--"});
  ASSERT_TRUE(invocation);
  EXPECT_THAT(invocation->given.at("FILE"), ElementsAre("a", "-x", "[b,c]", "--json", "--"));
  EXPECT_FALSE(invocation->given.contains("--json"));
}

TEST(Grammar, ADashAloneIsAValue) {
  EXPECT_THAT(parsed({"read", "-"})->given.at("FILE"), ElementsAre("-"));
  EXPECT_THAT(parsed(with({"--until", "-"}))->given.at("--until"), ElementsAre("-"));
}

TEST(Grammar, AnOptionIsNeverTakenForTheMissingValueOfAnother) {
  EXPECT_EQ(refusal({"trees", "plan", "cut", "42", "--reference", "--yes"}), "cli.missing_value");
  EXPECT_EQ(refusal({"trees", "plan", "cut", "42", "--reference", "--json", "x"}),
            "cli.missing_value");
  EXPECT_EQ(refusal({"trees", "plan", "cut", "42", "--reference"}), "cli.missing_value");
  EXPECT_EQ(refusal({"trees", "plan", "cut", "42", "--reference=", "x"}), "cli.missing_value");
  EXPECT_EQ(refusal({"trees", "list", "--data"}), "cli.missing_value");
}

TEST(Grammar, AFlagTakesNoValue) {
  EXPECT_EQ(refusal(with({"--yes=false"})), "cli.flag_value");
  EXPECT_EQ(refusal({"trees", "list", "--json=true"}), "cli.flag_value");
}

TEST(Grammar, AnOptionIsGivenOnceUnlessDeclaredRepeated) {
  EXPECT_EQ(refusal(with({"--until", "a", "--until", "b"})), "cli.given_twice");
  EXPECT_EQ(refusal({"--data", "a", "trees", "list", "--data", "b"}), "cli.given_twice");
  EXPECT_EQ(refusal(with({"--yes", "--yes"})), "cli.given_twice");
  EXPECT_THAT(parsed(with({"--key", "a", "--key=b"}))->given.at("--key"), ElementsAre("a", "b"));
}

TEST(Grammar, WhatIsMissingIsNamed) {
  EXPECT_EQ(refusal({"trees", "plan", "cut", "42"}), "cli.missing");
  EXPECT_EQ(param({"trees", "plan", "cut", "42"}, "name"), "--reference");
  EXPECT_EQ(param({"trees", "plan", "cut", "--reference", "x"}, "name"), "PERSON");
}

TEST(Grammar, OnlyTheChoicesAreTakenAndTheValueIsNotRepeated) {
  const Result<Invocation> invocation =
      parsed({"trees", "plan", "Greta", "42", "--reference", "x"});
  ASSERT_FALSE(invocation);
  EXPECT_EQ(invocation.error().key, "cli.bad_choice");
  EXPECT_EQ(say(invocation.error()), "KIND must be one of: cut, plant.");
  EXPECT_EQ(refusal({"trees", "list", "--language", "fi"}), "cli.bad_choice");
}

TEST(Grammar, AValueTooManyIsRefusedWithoutRepeatingIt) {
  const Result<Invocation> invocation = parsed({"trees", "list", "Greta"});
  ASSERT_FALSE(invocation);
  EXPECT_EQ(invocation.error().key, "cli.too_many");
  EXPECT_THAT(say(invocation.error()), testing::Not(HasSubstr("Greta")));
}

TEST(Grammar, AMistypedCommandGetsASuggestion) {
  EXPECT_EQ(param({"tres", "plan"}, "nearest"), "trees plan");
  EXPECT_EQ(param({"trees", "paln", "cut"}, "nearest"), "trees plan");
  EXPECT_EQ(param({"beign"}, "nearest"), "begin");
  EXPECT_EQ(refusal({"telescope"}), "cli.no_such_command");
  EXPECT_EQ(refusal({"trees", "telescope"}), "cli.no_such_command");
  EXPECT_EQ(param({"trees", "telescope"}, "command"), "trees ");
  EXPECT_EQ(refusal({"--", "begin"}), "cli.no_such_command");
}

TEST(Grammar, AMistypedOptionGetsASuggestionWithoutItsValue) {
  EXPECT_EQ(param(with({"--utnil=Greta"}), "nearest"), "--until");
  EXPECT_EQ(param(with({"--utnil=Greta"}), "given"), "--utnil");
  EXPECT_EQ(refusal(with({"--telescope"})), "cli.no_such_option");
  EXPECT_EQ(refusal(with({"-x"})), "cli.no_such_option");
  EXPECT_EQ(refusal({"--telescope"}), "cli.no_such_option");
  EXPECT_EQ(refusal({"--until", "x", "trees", "plan"}), "cli.no_such_option");
}

TEST(Grammar, HelpIsAskedForTheWholeANounOrACommandAndNeedsNothingElse) {
  EXPECT_EQ(parsed({"--help"})->wish, Wish::help);
  EXPECT_EQ(parsed({"help"})->wish, Wish::help);
  EXPECT_EQ(parsed({"trees", "--help"})->noun, "trees");
  EXPECT_EQ(parsed({"help", "trees"})->noun, "trees");
  EXPECT_EQ(parsed({"trees", "plan", "--help"})->command->name, "trees plan");
  EXPECT_EQ(parsed({"trees", "plan", "cut", "--help"})->wish, Wish::help);
  EXPECT_EQ(refusal({"telescope", "--help"}), "cli.no_such_command");
  EXPECT_EQ(parsed({"--version"})->wish, Wish::version);
}

TEST(Grammar, NoCommandAndANounAloneAreIncomplete) {
  EXPECT_EQ(parsed({})->wish, Wish::incomplete);
  EXPECT_EQ(parsed({"trees"})->wish, Wish::incomplete);
  EXPECT_EQ(parsed({"trees"})->noun, "trees");
}

TEST(Nearest, OneSlipInAShortWordTwoInALongerOne) {
  EXPECT_EQ(nearest("lst", {"list", "plan"}), "list");
  EXPECT_EQ(nearest("lits", {"list", "plan"}), "list");
  EXPECT_EQ(nearest("cat", {"dog"}), "");
  EXPECT_EQ(nearest("evidnec", {"evidence"}), "evidence");
  EXPECT_EQ(nearest("x", {"list"}), "");
  EXPECT_EQ(nearest(std::string(100, 'x'), {std::string(100, 'x')}), "");
}

TEST(Flaws, WellDeclaredCommandsHaveNone) { EXPECT_THAT(flaws(invented_commands()), IsEmpty()); }

TEST(Flaws, WhatIsDeclaredBadlyIsNamed) {
  Command bad = command("tree", {value("--json"), repeated(value("A")), value("B")}, nullptr);
  bad.summary.clear();
  bad.example = "tree";
  bad.options[1].help.clear();
  const std::vector<std::string> found = flaws({bad, bad});
  for (const char* what :
       {"tree: has no name or summary", "tree: does nothing", "tree: is declared twice",
        "tree: has no example with the whole command", "tree: A has no help",
        "tree: --json is declared twice", "tree: B stands after one that takes all"})
    EXPECT_THAT(found, Contains(what));
}

TEST(Grammar, RunsTheExitCodesOfEveryKindOfError) {
  EXPECT_EQ(exit_code(Errc::invalid), 2);
  EXPECT_EQ(exit_code(Errc::not_found), 3);
  EXPECT_EQ(exit_code(Errc::forbidden), 4);
  EXPECT_EQ(exit_code(Errc::conflict), 5);
  EXPECT_EQ(exit_code(Errc::unavailable), 6);
  EXPECT_EQ(exit_code(Errc::internal), 7);
  EXPECT_EQ(exit_code(Errc::exhausted), 9);
  EXPECT_EQ(error_word(Errc::not_found), "not_found");
}

}  // namespace

}  // namespace ombud::cli
