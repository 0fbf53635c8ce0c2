// One invocation from its arguments to its exit code. The only place of the command line that
// catches what nobody expected.

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/id.h"
#include "cli/cli.h"
#include "cli/grammar.h"
#include "cli/help.h"
#include "cli/invoked.h"
#include "cli/output.h"

namespace ombud::cli {

namespace {

// How errors are to be said; known before the arguments are understood, or even where they cannot
// be.
struct Manner {
  bool json = false;
  Language language = Language::en;
};

// The language of a locale such as "sv_SE.UTF-8".
Language language_of_locale(std::string_view locale) {
  const std::string_view start = locale.substr(0, 2);
  if (start == "no" || start == "nn") return Language::nb;
  const Result<Language> known = language_of(start);
  return known ? *known : Language::en;
}

Language environment_language() {
  for (const char* name : {"OMBUD_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* set = std::getenv(name); set != nullptr && *set != '\0')
      return language_of_locale(set);
  return Language::en;
}

Manner manner_of(const std::vector<std::string>& arguments) {
  Manner manner{false, environment_language()};
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    manner.json = manner.json || arguments[i] == "--json";
    std::string wanted;
    if (arguments[i].starts_with("--language=")) wanted = arguments[i].substr(11);
    if (arguments[i] == "--language" && i + 1 < arguments.size()) wanted = arguments[i + 1];
    if (const Result<Language> known = language_of(wanted)) manner.language = *known;
  }
  return manner;
}

int report(const Error& error, const Manner& manner, Output& output) {
  const std::string text = harmless(say(error, manner.language), true);
  if (!manner.json) {
    output.tell("ombud: " + text + "\n");
    return exit_code(error.code);
  }
  nlohmann::json params = nlohmann::json::object();
  for (const auto& [name, value] : error.params) params[name] = value;
  const nlohmann::json body = {{"code", error_word(error.code)},
                               {"key", error.key},
                               {"params", std::move(params)},
                               {"text", text}};
  const nlohmann::json whole = {{"error", body}};
  output.tell(whole.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  return exit_code(error.code);
}

Result<int> performed(const std::vector<Command>& commands,
                      const std::vector<std::string>& arguments, const Manner& manner,
                      Output& output) {
  const Invocation invocation = TRY(parse(commands, arguments));
  if (invocation.wish == Wish::version) {
    output.print(std::string("ombud ") + OMBUD_VERSION + "\n");
    return 0;
  }
  if (invocation.wish == Wish::incomplete && manner.json)
    return fail(Errc::invalid, "cli.incomplete_command",
                {{"command", invocation.noun.empty() ? "" : invocation.noun + " "}});
  if (invocation.wish != Wish::run) {
    output.print(help_text(commands, invocation, output.page(), manner.language));
    // Nothing was done: a script whose verb came out empty must not take it for done.
    return invocation.wish == Wish::help ? 0 : usage;
  }
  Invoked call(invocation, manner.language, output);
  return invocation.command->run(call);
}

// The type of what was thrown; its message may hold anything and is not shown.
std::string thrown_type() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type == nullptr) return "?";
  int status = 0;
  char* readable = abi::__cxa_demangle(type->name(), nullptr, nullptr, &status);
  std::string name = status == 0 ? readable : type->name();
  std::free(readable);
  return name;
}

}  // namespace

int run(const std::vector<Command>& commands, const std::vector<std::string>& arguments) {
  Output output;
  const Manner manner = manner_of(arguments);
  int code = 0;
  try {
    const Result<int> result = performed(commands, arguments, manner, output);
    code = result ? *result : report(result.error(), manner, output);
  } catch (...) {
    Error error;
    error.key = "cli.internal";
    error.params = {{"incident", uuid_random().substr(0, 8)}, {"kind", thrown_type()}};
    code = report(error, manner, output);
  }
  const Result<void> written = output.finish();
  if (written) return code;
  const int unwritten = report(written.error(), manner, output);
  return code == 0 || code == found_false ? unwritten : code;
}

}  // namespace ombud::cli
