// The command line: words between line ends.
#include "base/result.h"
#include "base/text.h"
#include "cli/grammar.h"
#include "cli/invented_commands_test.h"

namespace ombud::fuzz {

void cli_grammar(std::string_view input) {
  static const std::vector<cli::Command> commands = cli::invented_commands();
  const Result<cli::Invocation> invocation = cli::parse(commands, split(input, '\n'));
  if (!invocation || invocation->wish != cli::Wish::run) return;
  must(invocation->command != nullptr);
  for (const cli::Option& option : invocation->command->options)
    must(!option.required || invocation->given.contains(option.name));
}

}  // namespace ombud::fuzz
