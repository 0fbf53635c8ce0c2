#include <gmock/gmock.h>
#include <termios.h>

#include "cli/invented_commands_test.h"
#include "cli/run_in_child_test.h"

namespace ombud::cli {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Ran ran(const std::vector<std::string>& arguments, const Circumstances& given = {}) {
  return run_in_child(invented_commands(), arguments, given);
}

bool echoes(const Terminal& terminal) {
  termios state{};
  tcgetattr(terminal.screen(), &state);
  return (state.c_lflag & ECHO) != 0;
}

TEST(Password, IsNotShownWhileItIsTyped) {
  Terminal terminal(invented_commands(), {"open"});
  ASSERT_TRUE(terminal.wait_for("Password: "));
  EXPECT_FALSE(echoes(terminal));
  terminal.type("hunter2\n");
  const Ran ran = terminal.end();
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("right"));
  EXPECT_THAT(ran.out, Not(HasSubstr("hunter2")));
}

TEST(Password, AnInterruptGivesTheTerminalBackAsItWas) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    Terminal terminal(invented_commands(), {"open"});
    ASSERT_TRUE(terminal.wait_for("Password: "));
    ASSERT_FALSE(echoes(terminal));
    terminal.send(signal);
    EXPECT_EQ(code_of(terminal.child()), 128 + signal);
    EXPECT_TRUE(echoes(terminal));
  }
}

TEST(Password, CtrlCEndsTheProgramAndGivesTheEchoBack) {
  Terminal terminal(invented_commands(), {"open"});
  ASSERT_TRUE(terminal.wait_for("Password: "));
  terminal.type("hun\x03");
  EXPECT_EQ(code_of(terminal.child()), 128 + SIGINT);
  EXPECT_TRUE(echoes(terminal));
}

// Runs the command as a shell does: in a process group of its own, so that it can be stopped.
// Says whether the terminal echoed meanwhile, then wakes it.
Result<int> run_as_job(const std::function<Result<int>(Call&)>& command, Call& call) {
  signal(SIGTTOU, SIG_IGN);
  const pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(0, getpid());
    return command(call);
  }
  int status = 0;
  waitpid(job, &status, WUNTRACED);
  termios state{};
  tcgetattr(0, &state);
  const std::string said = std::string(WIFSTOPPED(status) ? "stopped" : "ended") +
                           ((state.c_lflag & ECHO) != 0 ? " echoing " : " silent ");
  must(write(1, said.data(), said.size()) > 0);
  kill(job, SIGCONT);
  return code_of(job);
}

TEST(Password, IsAskedAnewAfterTheProgramWasStopped) {
  std::vector<Command> commands = invented_commands();
  for (Command& command : commands)
    if (command.name == "open")
      command.run = [inner = command.run](Call& call) { return run_as_job(inner, call); };
  Terminal terminal(commands, {"open"});
  ASSERT_TRUE(terminal.wait_for("Password: "));
  terminal.type("hun\x1a");
  ASSERT_TRUE(terminal.wait_for("stopped echoing "));
  ASSERT_TRUE(terminal.wait_for("Password: "));
  EXPECT_FALSE(echoes(terminal));
  terminal.type("hunter2\n");
  const Ran ran = terminal.end();
  EXPECT_THAT(ran.out, HasSubstr("right"));
  EXPECT_THAT(ran.out, Not(HasSubstr("hun")));
}

TEST(Password, NothingTypedIsRefused) {
  Terminal empty(invented_commands(), {"open"});
  ASSERT_TRUE(empty.wait_for("Password: "));
  empty.type("\n");
  EXPECT_EQ(empty.end().code, 2);
  Terminal ended(invented_commands(), {"open"});
  ASSERT_TRUE(ended.wait_for("Password: "));
  ended.type("\x04");
  const Ran ran = ended.end();
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.out, HasSubstr("Nothing was entered"));
}

TEST(Password, ComesFromTheFirstLineOfAFileOfItsOwnersOnly) {
  const ScratchFile file("hunter2\r\nsomething else\n");
  EXPECT_EQ(ran({"open", "--password-file", file.path()}).out, "right\n");
  for (const mode_t mode : {0640, 0604, 0620, 0666}) {
    const ScratchFile exposed("hunter2\n", mode);
    const Ran refused = ran({"open", "--password-file", exposed.path()});
    EXPECT_EQ(refused.code, 4);
    EXPECT_THAT(refused.err, HasSubstr("chmod 600 " + exposed.path()));
  }
}

TEST(Password, AFileThatIsNotThereOrNoFileOrEmptyIsNamed) {
  EXPECT_EQ(ran({"open", "--password-file", "/nowhere/at/all"}).code, 3);
  EXPECT_EQ(ran({"open", "--password-file", "/tmp"}).code, 4);
  const ScratchFile empty("\nhunter2\n");
  EXPECT_EQ(ran({"open", "--password-file", empty.path()}).code, 2);
  const ScratchFile long_line(std::string(70000, 'x'));
  EXPECT_THAT(ran({"open", "--password-file", long_line.path()}).err, HasSubstr("too long"));
}

TEST(Password, ComesFromTheNamedVariableButTheFileGoesFirst) {
  EXPECT_EQ(ran({"open"}, {.environment = {{"TREE_PASSWORD", "hunter2"}}}).out, "right\n");
  const ScratchFile file("other\n");
  EXPECT_EQ(
      ran({"open", "--password-file", file.path()}, {.environment = {{"TREE_PASSWORD", "hunter2"}}})
          .out,
      "wrong\n");
}

TEST(Password, WithoutATerminalNobodyIsAskedAndTheWayOutIsSaid) {
  const Ran refused = ran({"open"}, {.input = "hunter2\n"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.err, "ombud: There is no terminal to ask at; give --password-file.\n");
}

TEST(Password, AQuestionIsSeenEvenWhereErrorsGoElsewhere) {
  std::vector<Command> commands = invented_commands();
  for (Command& command : commands)
    if (command.name == "open")
      command.run = [inner = command.run](Call& call) {
        close(2);
        return inner(call);
      };
  Terminal terminal(commands, {"open"});
  EXPECT_TRUE(terminal.wait_for("Password: "));
  terminal.type("hunter2\n");
  EXPECT_THAT(terminal.end().out, HasSubstr("right"));
}

TEST(SecretLines, AreTypedUntilAnEmptyLineAndSeenMeanwhile) {
  Terminal terminal(invented_commands(), {"search"});
  ASSERT_TRUE(terminal.wait_for("> "));
  terminal.type("name: Åsa Provsson\n");
  ASSERT_TRUE(terminal.wait_for("> "));
  terminal.type("\n");
  const Ran ran = terminal.end();
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("[name: Åsa Provsson]"));
  EXPECT_THAT(ran.out, HasSubstr("> name: Åsa Provsson"));
}

TEST(SecretLines, ComeFromStandardInputOrAFileWithoutEmptyOnes) {
  const std::string lines = "  name: A \r\n\n\nphone: 08-465 004 00";
  EXPECT_EQ(ran({"search", "--stdin"}, {.input = lines}).out,
            "[name: A]\n[phone: 08-465 004 00]\n");
  const ScratchFile file(lines, 0644);
  EXPECT_EQ(ran({"search", "--from", file.path()}).out, "[name: A]\n[phone: 08-465 004 00]\n");
}

TEST(SecretLines, AreRefusedWhereTheyCannotBeSearchedFor) {
  const auto refusal = [](const std::string& input) {
    return ran({"search", "--stdin"}, {.input = input}).err;
  };
  EXPECT_THAT(refusal("a\nb\xff\n"), HasSubstr("Line 2 is not text in UTF-8"));
  EXPECT_THAT(refusal(" \n\n"), HasSubstr("Nothing was entered"));
  EXPECT_THAT(ran({"search"}).err, HasSubstr("give --stdin / --from FILE"));
  EXPECT_THAT(ran({"search", "--stdin", "--from", "x"}).err, HasSubstr("cannot be given together"));
  EXPECT_EQ(ran({"search", "--from", "/nowhere/at/all"}).code, 3);
}

TEST(Confirm, OnlyAYesIsAYes) {
  for (const auto& [typed, outcome] : std::map<std::string, std::string>{{"y\n", "felled"},
                                                                         {"YES\n", "felled"},
                                                                         {"n\n", "left"},
                                                                         {"\n", "left"},
                                                                         {"yeah\n", "left"},
                                                                         {"\x04", "left"}}) {
    Terminal terminal(invented_commands(), {"fell"});
    ASSERT_TRUE(terminal.wait_for("Fell them? [y/N] "));
    terminal.type(typed);
    EXPECT_THAT(terminal.end().out, HasSubstr(outcome)) << typed;
  }
}

TEST(Confirm, YesIsGivenInAdvanceOrThereIsATerminal) {
  EXPECT_EQ(ran({"fell", "--yes"}).out, "felled\n");
  const Ran refused = ran({"fell"}, {.input = "y\n"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.out, IsEmpty());
  EXPECT_THAT(refused.err, HasSubstr("--yes"));
}

TEST(Progress, IsShownAfterASecondAtATerminalAndTakenAwayAtTheEnd) {
  std::vector<Command> commands = {command("count", {}, [](Call& call) -> Result<int> {
    for (std::uint64_t i = 0; i < 14; ++i) {
      call.progress().tell("trees", i, 14);
      usleep(100 * 1000);
    }
    call.line("counted");
    return 0;
  })};
  Terminal terminal(commands, {"count"});
  Terminal quiet(commands, {"count", "--quiet"});
  const std::string shown = terminal.end().out;
  EXPECT_THAT(shown, HasSubstr("trees  █"));
  EXPECT_THAT(shown, HasSubstr("\r\x1b[Kcounted"));
  EXPECT_EQ(quiet.end().out, "counted\r\n");
  EXPECT_THAT(run_in_child(commands, {"count"}).err, IsEmpty());
}

}  // namespace

}  // namespace ombud::cli
