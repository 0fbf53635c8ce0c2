#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "cli/invented_commands_test.h"
#include "cli/run_in_child_test.h"

namespace ombud::cli {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

Ran ran(const std::vector<std::string>& arguments, const Circumstances& given = {}) {
  return run_in_child(invented_commands(), arguments, given);
}

TEST(Run, AnswersOnStandardOutputAndNothingElse) {
  const Ran list = ran({"trees", "list"});
  EXPECT_EQ(list.code, 0);
  EXPECT_EQ(list.out, "Tree   Height\nAsk        12\nBjörk       7\nTrees    2\nTallest  Ask\n");
  EXPECT_THAT(list.err, IsEmpty());
}

TEST(Run, InJsonOnlyTheJsonIsPrinted) {
  EXPECT_EQ(ran({"trees", "list", "--json"}).out, "{\"trees\":2}\n");
}

TEST(Run, AnErrorIsOneSentenceOnStandardError) {
  const Ran failed = ran({"fail", "invalid"});
  EXPECT_EQ(failed.code, 3);
  EXPECT_EQ(failed.out, "before\n");
  EXPECT_EQ(failed.err, "ombud: There is no file oak.txt.\n");
}

TEST(Run, AnErrorInJsonStandsOnStandardErrorToo) {
  const Ran failed = ran({"fail", "invalid", "--json"});
  EXPECT_EQ(failed.code, 3);
  EXPECT_THAT(failed.out, IsEmpty());
  const nlohmann::json error = nlohmann::json::parse(failed.err)["error"];
  EXPECT_EQ(error["code"], "not_found");
  EXPECT_EQ(error["key"], "cli.no_file");
  EXPECT_EQ(error["params"]["file"], "oak.txt");
  EXPECT_EQ(error["text"], "There is no file oak.txt.");
}

TEST(Run, AUsageErrorIsSaidInJsonWhereverTheFlagStands) {
  const Ran failed = ran({"telescope", "--json"});
  EXPECT_EQ(failed.code, 2);
  EXPECT_EQ(nlohmann::json::parse(failed.err)["error"]["key"], "cli.no_such_command");
}

TEST(Run, AnErrorSteersNoTerminal) {
  EXPECT_EQ(ran({"fail", "escape"}).err, "ombud: There is no file a\ufffd[2Jb.\n");
}

TEST(Run, ACommandsOwnExitCodeStands) {
  EXPECT_EQ(ran({"fail", "found_false"}).code, 1);
  EXPECT_EQ(ran({"fail", "partly"}).code, 8);
}

TEST(Run, WhatNobodyExpectedBecomesAnIncidentWithoutDetails) {
  const Ran thrown = ran({"fail", "throw"});
  EXPECT_EQ(thrown.code, 7);
  EXPECT_EQ(thrown.out, "before\n");
  EXPECT_THAT(thrown.err, testing::ContainsRegex("report incident [0-9a-f]{8} "));
  EXPECT_THAT(thrown.err, HasSubstr("(std::runtime_error)"));
  EXPECT_THAT(thrown.err, Not(HasSubstr("Greta")));
}

TEST(Run, AFullDiskIsNeverDone) {
  const Ran full = ran({"trees", "list"}, {.out_file = "/dev/full"});
  EXPECT_EQ(full.code, 9);
  EXPECT_THAT(full.err, HasSubstr("no space left"));
  EXPECT_EQ(ran({"--help"}, {.out_file = "/dev/full"}).code, 9);
  EXPECT_EQ(ran({"fail", "found_false"}, {.out_file = "/dev/full"}).code, 9);
  EXPECT_EQ(ran({"fail", "partly"}, {.out_file = "/dev/full"}).code, 8);
}

TEST(Run, AClosedOutputIsNoFault) {
  const Ran closed = ran({"trees", "list"}, {.out_file = "-"});
  EXPECT_EQ(closed.code, 0);
  EXPECT_THAT(closed.err, IsEmpty());
}

TEST(Run, AReaderThatGoesAwayStopsNothing) {
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  close(pipe_ends[0]);
  const std::string path = "/proc/self/fd/" + std::to_string(pipe_ends[1]);
  std::vector<Command> commands = {command("flood", {}, [](Call& call) -> Result<int> {
    for (int i = 0; i < 100000; ++i) call.line("a line that nobody reads");
    return partly_done;
  })};
  const pid_t child = fork();
  if (child == 0) {
    dup2(pipe_ends[1], 1);
    _exit(run(commands, {"flood"}));
  }
  close(pipe_ends[1]);
  EXPECT_EQ(code_of(child), 8);
}

TEST(Run, NoFileGetsTheNumberOfAClosedOutput) {
  std::vector<Command> commands = {command("open", {}, [](Call&) -> Result<int> {
    return open("/dev/null", O_RDONLY) > 2 ? 0 : found_false;
  })};
  EXPECT_EQ(run_in_child(commands, {"open"}, {.out_file = "-"}).code, 0);
}

TEST(Run, ARemarkIsNoAnswerAndQuietSilencesIt) {
  EXPECT_EQ(ran({"remark"}).err, "By the way.\n");
  EXPECT_THAT(ran({"remark"}).out, IsEmpty());
  EXPECT_THAT(ran({"remark", "--quiet"}).err, IsEmpty());
}

TEST(Run, TheLanguageIsTheOptionsElseTheEnvironments) {
  std::vector<Command> commands = {command("language", {}, [](Call& call) -> Result<int> {
    call.line(code(call.language()));
    return 0;
  })};
  const auto said = [&](std::vector<std::string> more, std::map<std::string, std::string> set) {
    more.insert(more.begin(), "language");
    return run_in_child(commands, more, {.environment = std::move(set)}).out;
  };
  EXPECT_EQ(said({}, {}), "en\n");
  EXPECT_EQ(said({}, {{"LANG", "C.UTF-8"}}), "en\n");
  EXPECT_EQ(said({}, {{"LANG", "sv_SE.UTF-8"}}), "sv\n");
  EXPECT_EQ(said({}, {{"LANG", "sv_SE.UTF-8"}, {"LC_ALL", "nn_NO.UTF-8"}}), "nb\n");
  EXPECT_EQ(said({}, {{"LANG", "sv_SE.UTF-8"}, {"OMBUD_LANGUAGE", "da"}}), "da\n");
  EXPECT_EQ(said({"--language", "nb"}, {{"OMBUD_LANGUAGE", "da"}}), "nb\n");
}

TEST(Help, TellsOfTheWholeANounAndACommand) {
  const Ran whole = ran({"--help"});
  EXPECT_THAT(whole.out, HasSubstr("they go uncut"));
  EXPECT_EQ(whole.code, 0);
  EXPECT_THAT(whole.out, StartsWith("ombud " OMBUD_VERSION "\n"));
  for (const char* part : {"trees plan  Do trees plan", "--password-file FILE", "begin"})
    EXPECT_THAT(whole.out, HasSubstr(part));

  const Ran noun = ran({"trees", "--help"});
  EXPECT_THAT(noun.out, HasSubstr("trees list"));
  EXPECT_THAT(noun.out, HasSubstr("ombud trees VERB --help"));
  EXPECT_THAT(noun.out, Not(HasSubstr("begin")));

  const Ran one = ran({"trees", "plan", "--help"});
  EXPECT_EQ(one.code, 0);
  for (const char* part :
       {"Do trees plan\n", "ombud trees plan KIND PERSON --reference VALUE [OPTIONS]",
        "One of: cut, plant.", "--until DAY", "May be given several times.", "--json",
        "ombud trees plan now", "Nothing is cut yet."})
    EXPECT_THAT(one.out, HasSubstr(part));
}

TEST(Help, EveryLineFitsTheTerminal) {
  for (const std::vector<std::string>& asked :
       std::vector<std::vector<std::string>>{{"--help"}, {"trees", "plan", "--help"}}) {
    Terminal terminal(invented_commands(), asked, {}, 50);
    std::string line;
    for (const char c : terminal.end().out) {
      if (c != '\n') {
        line += c;
        continue;
      }
      EXPECT_LE(line.size(), 50 + 10) << line;  // Bold and a carriage return take no column.
      line.clear();
    }
  }
}

TEST(Help, ACommandThatIsNotCompleteIsHelpedButNotDone) {
  const Ran nothing = ran({});
  EXPECT_EQ(nothing.code, 2);
  EXPECT_THAT(nothing.out, HasSubstr("trees plan"));
  EXPECT_EQ(ran({"trees"}).code, 2);
  const Ran json = ran({"trees", "--json"});
  EXPECT_EQ(json.code, 2);
  EXPECT_EQ(nlohmann::json::parse(json.err)["error"]["key"], "cli.incomplete_command");
}

TEST(Help, TheVersionIsSaid) { EXPECT_EQ(ran({"--version"}).out, "ombud " OMBUD_VERSION "\n"); }

TEST(Run, OnATerminalHeadingsAreBoldUnlessNoColorIsSet) {
  Terminal bold(invented_commands(), {"trees", "list"});
  EXPECT_THAT(bold.end().out, HasSubstr("\x1b[1m"));
  Terminal plain(invented_commands(), {"trees", "list"}, {.environment = {{"NO_COLOR", "1"}}});
  EXPECT_THAT(plain.end().out, Not(HasSubstr("\x1b")));
  Terminal dumb(invented_commands(), {"trees", "list"}, {.environment = {{"TERM", "dumb"}}});
  EXPECT_THAT(dumb.end().out, Not(HasSubstr("\x1b")));
}

}  // namespace

}  // namespace ombud::cli
