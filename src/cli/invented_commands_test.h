#pragma once
// A few commands of no use but to be parsed, helped with and run.

#include <stdexcept>
#include <string>
#include <vector>

#include "cli/cli.h"

namespace ombud::cli {

inline Option value(std::string name, bool required = false) {
  Option option;
  option.name = std::move(name);
  option.help = "What it is.";
  option.required = required;
  return option;
}

inline Option flag(std::string name) {
  Option option = value(std::move(name));
  option.flag = true;
  return option;
}

inline Option choice(std::string name, std::vector<std::string> choices) {
  Option option = value(std::move(name), true);
  option.choices = std::move(choices);
  return option;
}

inline Option repeated(Option option) {
  option.repeated = true;
  return option;
}

inline Command command(std::string name, std::vector<Option> options,
                       std::function<Result<int>(Call&)> run) {
  Command made;
  made.summary = "Do " + name;
  made.example = "ombud " + name + " now";
  made.name = std::move(name);
  made.options = std::move(options);
  made.run = std::move(run);
  return made;
}

inline Result<int> print_given(Call& call) {
  for (const char* name : {"KIND", "PERSON", "FILE", "--reference", "--until", "--key", "--data"})
    for (const std::string& given : call.values(name)) call.line(std::string(name) + "=" + given);
  for (const char* name : {"--yes", "--json", "--quiet"})
    if (call.has(name)) call.raw(std::string(name) + "\n");
  return 0;
}

inline std::vector<Command> invented_commands() {
  Command plan =
      command("trees plan",
              {choice("KIND", {"cut", "plant"}), value("PERSON", true), value("--reference", true),
               value("--until"), repeated(value("--key")), flag("--yes")},
              print_given);
  plan.options[3].value_name = "DAY";
  plan.more = "Nothing is cut yet.";
  std::vector<Command> commands = {
      command("begin", {}, [](Call&) -> Result<int> { return 0; }),
      plan,
      command("trees list", {},
              [](Call& call) -> Result<int> {
                call.table({{"Tree"}, {"Height", true}}, {{"Ask", "12"}, {"Björk", "7"}});
                call.facts({{"Trees", "2"}, {"Tallest", "Ask"}});
                if (call.json()) call.print_json(R"({"trees":2})");
                return 0;
              }),
      command("read", {repeated(value("FILE"))}, print_given),
      command("fail", {choice("KIND", {"invalid", "found_false", "throw", "escape", "partly"})},
              [](Call& call) -> Result<int> {
                call.line("before");
                if (call.value("KIND") == "throw") throw std::runtime_error("Greta Testsson");
                if (call.value("KIND") == "found_false") return found_false;
                if (call.value("KIND") == "partly") return partly_done;
                if (call.value("KIND") == "escape")
                  return fail(Errc::conflict, "cli.no_file", {{"file", "a\x1b[2Jb"}});
                return fail(Errc::not_found, "cli.no_file", {{"file", "oak.txt"}});
              }),
      command("remark", {},
              [](Call& call) -> Result<int> {
                call.remark("By the way.");
                return 0;
              }),
      command("open", {},
              [](Call& call) -> Result<int> {
                const Secret secret =
                    TRY(call.secret("Password:", "--password-file", "TREE_PASSWORD"));
                call.line(secret.reveal() == "hunter2" ? "right" : "wrong");
                return 0;
              }),
      command("search", {flag("--stdin"), value("--from")},
              [](Call& call) -> Result<int> {
                for (const Secret& line : TRY(call.secret_lines("Whom?")))
                  call.line("[" + line.reveal() + "]");
                return 0;
              }),
      command("fell", {flag("--yes")},
              [](Call& call) -> Result<int> {
                call.line(TRY(call.confirm("Fell them?")) ? "felled" : "left");
                return 0;
              }),
  };
  return commands;
}

}  // namespace ombud::cli
