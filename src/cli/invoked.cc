#include "cli/invoked.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "cli/prompt.h"

namespace ombud::cli {

void Bar::tell(std::string_view what, std::uint64_t done, std::uint64_t all) {
  if (quiet_ || output_.error_page().width == 0) return;
  const Time::time_point now = Time::now();
  if (what != progressed_.what || done < progressed_.done || start_ == Time::time_point{})
    start_ = now;
  progressed_.what = what;
  progressed_.done = done;
  progressed_.all = all;
  progressed_.since_start = std::chrono::duration_cast<std::chrono::milliseconds>(now - start_);
  if (all > 0 && done >= all) {
    output_.clear_passing();
    return;
  }
  if (progressed_.since_start < std::chrono::seconds(1) ||
      now - shown_ < std::chrono::milliseconds(100))
    return;
  shown_ = now;
  output_.show_passing(progress_line(progressed_, output_.error_page(), language_));
}

Invoked::Invoked(const Invocation& invocation, Language language, Output& output)
    : invocation_(invocation),
      language_(language),
      output_(output),
      bar_(output, language, invocation.given.contains("--quiet")) {}

bool Invoked::has(std::string_view option) const { return invocation_.given.contains(option); }

const std::vector<std::string>& Invoked::values(std::string_view option) const {
  static const std::vector<std::string> none;
  const auto at = invocation_.given.find(option);
  return at == invocation_.given.end() ? none : at->second;
}

const std::string& Invoked::value(std::string_view option) const {
  static const std::string none;
  const std::vector<std::string>& given = values(option);
  return given.empty() ? none : given.back();
}

bool Invoked::json() const { return has("--json"); }

void Invoked::line(std::string_view text) {
  // Not wrapped: the terminal does that without breaking what is copied from it.
  if (!json()) output_.print(harmless(text, true) + "\n");
}

void Invoked::table(const std::vector<Column>& columns,
                    const std::vector<std::vector<std::string>>& rows) {
  if (!json()) output_.print(table_text(columns, rows, output_.page()));
}

void Invoked::facts(const std::vector<std::pair<std::string, std::string>>& facts) {
  if (!json()) output_.print(facts_text(facts, output_.page()));
}

void Invoked::print_json(std::string_view text) {
  output_.print(text);
  if (!text.ends_with('\n')) output_.print("\n");
}

void Invoked::raw(std::string_view bytes) { output_.print(bytes); }

void Invoked::remark(std::string_view text) {
  if (!has("--quiet")) output_.tell(harmless(text, true) + "\n");
}

Result<Secret> Invoked::secret(std::string_view question, std::string_view option,
                               std::string_view environment) {
  const Failure nothing = fail(Errc::invalid, "cli.nothing_entered");
  if (has(option)) {
    Source source;
    source.file = value(option);
    source.only_owner = true;
    source.first_line = true;
    std::vector<Secret> lines = TRY(lines_from(source));
    if (lines.empty() || lines[0].empty()) return nothing;
    return std::move(lines[0]);
  }
  const char* set = environment.empty() ? nullptr : std::getenv(std::string(environment).c_str());
  if (set != nullptr && *set != '\0') return Secret(set);
  if (!somebody_to_ask())
    return fail(Errc::invalid, "cli.no_terminal", {{"option", std::string(option)}});
  output_.tell("");
  std::optional<Secret> typed = ask(harmless(question, false) + " ", Echo::hidden);
  if (!typed || typed->empty()) return nothing;
  return *std::move(typed);
}

Result<std::vector<Secret>> Invoked::secret_lines(std::string_view question) {
  if (has("--stdin") && has("--from")) return fail(Errc::invalid, "cli.one_source");
  std::vector<Secret> lines;
  if (has("--stdin") || has("--from")) {
    Source source;
    source.file = value("--from");
    lines = TRY(lines_from(source));
  } else if (!somebody_to_ask()) {
    return fail(Errc::invalid, "cli.no_terminal", {{"option", "--stdin / --from FILE"}});
  } else {
    output_.tell(harmless(question, true) + "\n");
    for (;;) {
      std::optional<Secret> typed = ask("> ", Echo::shown);
      if (!typed || typed->empty()) break;
      lines.push_back(*std::move(typed));
    }
  }
  std::vector<Secret> wanted;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_utf8(lines[i].reveal()))
      return fail(Errc::invalid, "cli.not_utf8", {{"line", std::to_string(i + 1)}});
    Secret line(trim(lines[i].reveal()));
    if (!line.empty()) wanted.push_back(std::move(line));
  }
  if (wanted.empty()) return fail(Errc::invalid, "cli.nothing_entered");
  return wanted;
}

Result<bool> Invoked::confirm(std::string_view question) {
  if (has("--yes")) return true;
  if (!somebody_to_ask()) return fail(Errc::invalid, "cli.no_terminal", {{"option", "--yes"}});
  output_.tell("");
  const std::string asked =
      harmless(question, false) + " " + say("cli.yes_no", {}, language_) + " ";
  const std::optional<Secret> typed = ask(asked, Echo::shown);
  if (!typed) return false;
  const std::string answer = fold(typed->reveal());
  const std::vector<std::string> yes = split(say("cli.yes_words", {}, language_), ' ');
  return std::find(yes.begin(), yes.end(), answer) != yes.end();
}

}  // namespace ombud::cli
