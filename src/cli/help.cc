#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

namespace ombud::cli {

namespace {

constexpr int widest_help = 100;

class Help {
 public:
  Help(const Page& page, Language language) : page_(page), language_(language) {
    page_.width = page.width == 0 ? widest_help : std::min(page.width, widest_help);
  }

  std::string said(std::string_view text, const Params& params = {}) const {
    return say(text, params, language_);
  }

  void text(std::string_view text) {
    for (const std::string& line : wrapped(text, page_.width, LongWords::whole))
      text_ += line + "\n";
  }

  void title(std::string_view key) { text_ += "\n" + bold(said(key), page_) + "\n"; }

  void list(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::vector<std::pair<std::string, std::string>> indented;
    for (const auto& [word, fact] : entries) indented.emplace_back("  " + word, fact);
    text_ += facts_text(indented, page_);
  }

  void commands(const std::vector<const Command*>& commands) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const Command* command : commands)
      entries.emplace_back(command->name, said(command->summary));
    title("cli.help_commands");
    list(entries);
  }

  void options(std::string_view key, const std::vector<Option>& options, bool positional) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const Option& option : options)
      if (is_positional(option) == positional) entries.emplace_back(form(option), about(option));
    if (entries.empty()) return;
    title(key);
    list(entries);
  }

  static std::string form(const Option& option) {
    if (is_positional(option) || option.flag) return option.name;
    return option.name + " " + (option.value_name.empty() ? "VALUE" : option.value_name);
  }

  std::string take() { return std::move(text_); }

 private:
  std::string about(const Option& option) const {
    std::string text = said(option.help);
    const auto add = [&](const std::string& sentence) {
      text += (text.ends_with('.') ? " " : ". ") + sentence;
    };
    if (!option.choices.empty()) {
      std::string choices;
      for (const std::string& choice : option.choices)
        choices += (choices.empty() ? "" : ", ") + choice;
      add(said("cli.help_choices", {{"choices", choices}}));
    }
    if (option.repeated) add(said("cli.help_repeated"));
    return text;
  }

  Page page_;
  Language language_;
  std::string text_;
};

std::string usage_line(const Command& command) {
  std::string line = "  ombud " + command.name;
  bool optional = false;
  for (const Option& option : command.options) {
    const std::string dots = option.repeated ? "..." : "";
    if (is_positional(option))
      line += option.required ? " " + option.name + dots : " [" + option.name + dots + "]";
    else if (option.required)
      line += " " + Help::form(option);
    else
      optional = true;
  }
  return line + (optional ? " [OPTIONS]" : "");
}

std::string command_help(const Command& command, const Page& page, Language language) {
  Help help(page, language);
  help.text(help.said(command.summary));
  help.title("cli.help_usage");
  help.text(usage_line(command));
  help.options("cli.help_values", command.options, true);
  help.options("cli.help_options", command.options, false);
  help.options("cli.help_global", global_options(), false);
  help.title("cli.help_example");
  std::string example;
  for (const char c : command.example) example += c == '\n' ? "\n  " : std::string(1, c);
  help.text("  " + example);
  if (!command.more.empty()) {
    help.text("");
    help.text(help.said(command.more));
  }
  return help.take();
}

}  // namespace

std::string help_text(const std::vector<Command>& commands, const Invocation& invocation,
                      const Page& page, Language language) {
  if (invocation.command != nullptr) return command_help(*invocation.command, page, language);
  Help help(page, language);
  const std::string noun = invocation.noun.empty() ? "" : invocation.noun + " ";
  if (noun.empty()) help.text(fmt::format("ombud {}\n", OMBUD_VERSION));
  help.text(bold(help.said("cli.help_usage"), page));
  help.text(fmt::format("  ombud {} [OPTIONS]", noun.empty() ? "COMMAND" : noun + "VERB"));
  std::vector<const Command*> listed = commands_of(commands, invocation.noun);
  if (noun.empty())
    for (const Command& command : commands) listed.push_back(&command);
  help.commands(listed);
  if (noun.empty()) help.options("cli.help_global", global_options(), false);
  help.text("");
  if (noun.empty()) help.text(help.said("cli.help_piped"));
  help.text(help.said("cli.help_more", {{"command", noun.empty() ? "COMMAND " : noun + "VERB "}}));
  return help.take();
}

}  // namespace ombud::cli
