#pragma once
// From words to an invocation: which command, with which values. Pure: reads no environment, prints
// nothing.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/cli.h"

namespace ombud::cli {

enum class Wish {
  run,
  help,        // --help, or "help" as the first word
  version,     // --version
  incomplete,  // No command, or a noun without its verb.
};

struct Invocation {
  Wish wish = Wish::run;
  const Command* command = nullptr;  // Null where help is asked for a noun or the whole.
  std::string noun;                  // Of which help is asked or a verb is missing; may be empty.
  std::map<std::string, std::vector<std::string>, std::less<>> given;  // By the option's name.
};

/// What every command takes: --json, --data and so on.
const std::vector<Option>& global_options();
bool is_positional(const Option& option);
/// The commands whose first word is `noun`.
std::vector<const Command*> commands_of(const std::vector<Command>& commands,
                                        std::string_view noun);

/// Reads the arguments. All are Errc::invalid: "cli.no_such_command", "cli.no_such_command_near"
/// {given, nearest}, "cli.no_such_option", "cli.no_such_option_near" {given, nearest},
/// "cli.missing" {name, command}, "cli.missing_value" {name}, "cli.flag_value" {name},
/// "cli.given_twice" {name}, "cli.bad_choice" {name, choices}, "cli.too_many" {command}. A value is
/// never repeated in an error: it may be somebody's name.
Result<Invocation> parse(const std::vector<Command>& commands,
                         const std::vector<std::string>& arguments);

}  // namespace ombud::cli
