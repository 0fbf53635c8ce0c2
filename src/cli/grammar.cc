// CLI11 takes the arguments apart; which command they name and whether the values fit is decided
// here, so that every refusal is a sentence of ours in the reader's language.
//
// CLI11 is shown options only, never positionals or subcommands, and each argument is looked at
// before it: it would take the next option for a missing value, and "--x=" for "--x".

#include "cli/grammar.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.h"
#include "cli/nearest.h"

namespace ombud::cli {

namespace {

struct Split {
  std::map<std::string, std::vector<std::string>, std::less<>> given;
  std::vector<std::string> rest;  // In order; "--" and what CLI11 does not know are left in.
};

const Option* option_named(const std::vector<Option>& options, std::string_view name) {
  const auto at = std::find_if(options.begin(), options.end(),
                               [&](const Option& option) { return option.name == name; });
  return at == options.end() ? nullptr : &*at;
}

Result<void> check_forms(const std::vector<Option>& options,
                         const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::size_t equals = arguments[i].find('=');
    const std::string name = arguments[i].substr(0, equals);
    const Option* option = option_named(options, name);
    if (option == nullptr || is_positional(*option)) continue;
    if (option->flag) {
      if (equals != std::string::npos)
        return fail(Errc::invalid, "cli.flag_value", {{"name", name}});
      continue;
    }
    const std::string* value = nullptr;
    if (equals == std::string::npos && i + 1 < arguments.size()) value = &arguments[++i];
    // "-" alone is a value, for those who read it as standard input.
    const bool bad = equals != std::string::npos
                         ? equals + 1 == arguments[i].size()
                         : value == nullptr || (value->size() > 1 && value->front() == '-');
    if (bad) return fail(Errc::invalid, "cli.missing_value", {{"name", name}});
  }
  return {};
}

Result<Split> taken_apart(const std::vector<Option>& options,
                          const std::vector<std::string>& arguments) {
  TRY(check_forms(options, arguments));
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::map<std::string, CLI::Option*> declared;
  for (const Option& option : options) {
    if (is_positional(option)) continue;
    CLI::Option* made =
        option.flag ? app.add_flag(option.name) : app.add_option(option.name)->expected(1);
    declared[option.name] = made->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  Split parts;
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Error&) {
    // check_forms has refused whatever CLI11 refuses; this is here so that none can leave the file.
    return fail(Errc::invalid, "cli.no_such_command", {{"command", ""}});
  }
  for (const auto& [name, option] : declared)
    if (option->count() > 0) parts.given[name] = option->results();
  parts.rest = app.remaining();
  return parts;
}

bool is_option(const std::string& argument) { return argument.size() > 1 && argument[0] == '-'; }

std::vector<std::string> words_of(const Command& command) { return split(command.name, ' '); }

// The command whose name the words begin with; the longest where several do.
const Command* command_at(const std::vector<Command>& commands,
                          const std::vector<std::string>& words) {
  const Command* found = nullptr;
  std::size_t longest = 0;
  for (const Command& command : commands) {
    const std::vector<std::string> name = words_of(command);
    if (name.size() <= longest || name.size() > words.size() ||
        !std::equal(name.begin(), name.end(), words.begin()))
      continue;
    found = &command;
    longest = name.size();
  }
  return found;
}

// The words before the first option, at most as many as a command's name has.
std::vector<std::string> leading_words(const std::vector<std::string>& rest) {
  const auto end = std::find_if(rest.begin(), rest.end(), is_option);
  return {rest.begin(), end};
}

Failure no_such_command(const std::vector<Command>& commands,
                        const std::vector<std::string>& words) {
  const bool known_noun = !commands_of(commands, words[0]).empty();
  std::vector<std::string> names;
  for (const Command& command : commands)
    names.push_back(known_noun || words.size() > 1 ? command.name : words_of(command)[0]);
  const std::string given = words.size() > 1 ? words[0] + " " + words[1] : words[0];
  std::string near = nearest(given, names);
  if (near.empty() && !known_noun) {
    for (const Command& command : commands) names.push_back(words_of(command)[0]);
    near = nearest(words[0], names);
    if (!near.empty())
      return fail(Errc::invalid, "cli.no_such_command_near",
                  {{"given", words[0]}, {"nearest", near}});
  }
  if (!near.empty())
    return fail(Errc::invalid, "cli.no_such_command_near", {{"given", given}, {"nearest", near}});
  return fail(Errc::invalid, "cli.no_such_command",
              {{"command", known_noun ? words[0] + " " : ""}});
}

Failure no_such_option(const std::vector<Option>& options, const std::string& argument,
                       const std::string& command) {
  const std::string name = argument.substr(0, argument.find('='));
  std::vector<std::string> names;
  for (const Option& option : options)
    if (!is_positional(option)) names.push_back(option.name);
  const std::string near = nearest(name, names);
  if (!near.empty())
    return fail(Errc::invalid, "cli.no_such_option_near", {{"given", name}, {"nearest", near}});
  return fail(Errc::invalid, "cli.no_such_option", {{"given", name}, {"command", command}});
}

// Hands what stands after the command's words to its positionals, in order.
Result<void> place(const Command& command, const std::vector<Option>& options,
                   const std::vector<std::string>& rest, Invocation& invocation) {
  std::size_t skipped = words_of(command).size();
  auto positional = command.options.begin();
  bool only_values = false;
  for (const std::string& argument : rest) {
    if (!only_values && argument == "--") {
      only_values = true;
      continue;
    }
    if (!only_values && is_option(argument))
      return no_such_option(options, argument, command.name + " ");
    if (skipped > 0) {
      --skipped;
      continue;
    }
    positional = std::find_if(positional, command.options.end(), is_positional);
    if (positional == command.options.end())
      return fail(Errc::invalid, "cli.too_many", {{"command", command.name}});
    invocation.given[positional->name].push_back(argument);
    if (!positional->repeated) ++positional;
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Result<void> check_values(const std::vector<Option>& options, const Invocation& invocation) {
  for (const Option& option : options) {
    const auto at = invocation.given.find(option.name);
    if (at == invocation.given.end()) {
      if (option.required)
        return fail(Errc::invalid, "cli.missing",
                    {{"name", option.name}, {"command", invocation.command->name}});
      continue;
    }
    if (at->second.size() > 1 && !option.repeated)
      return fail(Errc::invalid, "cli.given_twice", {{"name", option.name}});
    for (const std::string& value : at->second)
      if (!option.choices.empty() &&
          std::find(option.choices.begin(), option.choices.end(), value) == option.choices.end())
        return fail(Errc::invalid, "cli.bad_choice",
                    {{"name", option.name}, {"choices", joined(option.choices)}});
  }
  return {};
}

}  // namespace

bool is_positional(const Option& option) {
  return option.name.empty() || option.name.front() != '-';
}

std::vector<const Command*> commands_of(const std::vector<Command>& commands,
                                        std::string_view noun) {
  std::vector<const Command*> found;
  for (const Command& command : commands)
    if (words_of(command)[0] == noun) found.push_back(&command);
  return found;
}

const std::vector<Option>& global_options() {
  const auto flag = [](std::string name, std::string help) {
    Option option;
    option.name = std::move(name);
    option.help = std::move(help);
    option.flag = true;
    return option;
  };
  const auto value = [](std::string name, std::string value_name, std::string help) {
    Option option;
    option.name = std::move(name);
    option.help = std::move(help);
    option.value_name = std::move(value_name);
    return option;
  };
  static const std::vector<Option> options = [&] {
    std::vector<Option> all = {
        value("--data", "DIR", "cli.option_data"),
        value("--as", "ACCOUNT", "cli.option_as"),
        value("--at", "ORGANISATION", "cli.option_at"),
        value("--password-file", "FILE", "cli.option_password_file"),
        value("--language", "CODE", "cli.option_language"),
        flag("--json", "cli.option_json"),
        flag("--quiet", "cli.option_quiet"),
        flag("--help", "cli.option_help"),
        flag("--version", "cli.option_version"),
    };
    all[4].choices = {"en", "sv", "da", "nb"};
    return all;
  }();
  return options;
}

Result<Invocation> parse(const std::vector<Command>& commands,
                         const std::vector<std::string>& arguments) {
  Split first = TRY(taken_apart(global_options(), arguments));
  Invocation invocation;
  std::vector<std::string> words = leading_words(first.rest);
  invocation.wish = first.given.contains("--version") ? Wish::version : Wish::run;
  bool help = first.given.contains("--help");
  if (!words.empty() && words[0] == "help") {
    help = true;
    words.erase(words.begin());
  }
  invocation.command = command_at(commands, words);
  if (invocation.wish == Wish::version || (help && invocation.command != nullptr)) {
    if (help) invocation.wish = Wish::help;
    invocation.given = std::move(first.given);
    return invocation;
  }
  if (invocation.command == nullptr) {
    if (words.empty() && !first.rest.empty() && first.rest[0] != "--" && !help)
      return no_such_option(global_options(), first.rest[0], "");
    if (words.empty() && !first.rest.empty() && !help)
      return fail(Errc::invalid, "cli.no_such_command", {{"command", ""}});
    const bool noun = words.size() == 1 && !commands_of(commands, words[0]).empty();
    if (!words.empty() && !noun) return no_such_command(commands, words);
    invocation.wish = help ? Wish::help : Wish::incomplete;
    if (noun) invocation.noun = words[0];
    invocation.given = std::move(first.given);
    return invocation;
  }
  std::vector<Option> options = global_options();
  options.insert(options.end(), invocation.command->options.begin(),
                 invocation.command->options.end());
  Split whole = TRY(taken_apart(options, arguments));
  invocation.given = std::move(whole.given);
  TRY(place(*invocation.command, options, whole.rest, invocation));
  TRY(check_values(options, invocation));
  return invocation;
}

std::vector<std::string> flaws(const std::vector<Command>& commands) {
  std::vector<std::string> found;
  std::vector<std::string> names;
  const auto flaw = [&](const Command& command, std::string what) {
    found.push_back(command.name + ": " + std::move(what));
  };
  for (const Command& command : commands) {
    if (std::find(names.begin(), names.end(), command.name) != names.end())
      flaw(command, "is declared twice");
    names.push_back(command.name);
    if (command.name.empty() || command.summary.empty()) flaw(command, "has no name or summary");
    if (!command.run) flaw(command, "does nothing");
    if (command.example.find("ombud " + command.name) == std::string::npos)
      flaw(command, "has no example with the whole command");
    std::vector<std::string> options;
    bool all_follow = false;
    for (const Option& option : global_options()) options.push_back(option.name);
    for (const Option& option : command.options) {
      if (option.help.empty()) flaw(command, option.name + " has no help");
      if (std::find(options.begin(), options.end(), option.name) != options.end())
        flaw(command, option.name + " is declared twice");
      options.push_back(option.name);
      if (!is_positional(option)) continue;
      if (all_follow) flaw(command, option.name + " stands after one that takes all");
      all_follow = option.repeated;
    }
  }
  return found;
}

}  // namespace ombud::cli
