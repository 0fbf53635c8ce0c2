#pragma once
// The grammar of the command line: `ombud NOUN VERB …`. A room declares its commands as data; this
// room parses, shows help, asks on the terminal, prints and turns an Error into a sentence and an
// exit code. No word of data protection here.

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/texts.h"

namespace ombud::cli {

/// 0 done · 1 checked and found false · 2 usage or invalid · 3 not found · 4 forbidden · 5 conflict
/// · 6 unavailable · 7 internal · 8 partly done · 9 storage full.
int exit_code(Errc code);
inline constexpr int found_false = 1;
inline constexpr int usage = 2;
inline constexpr int partly_done = 8;

struct Option {
  std::string name;     // "--reference"; a positional argument has no dashes: "SYSTEM".
  std::string help;
  bool required = false;
  bool flag = false;      // Takes no value.
  bool repeated = false;  // May be given several times; of the last positional: takes all that follow.
  std::vector<std::string> choices;
  std::string value_name;  // "DAY" in "--until DAY".
};

class Call;

struct Command {
  std::string name;     // "actions plan"; "verify".
  std::string summary;  // One line, imperative.
  std::string example;  // Shown by --help: at least one whole command line.
  std::vector<Option> options;
  /// The exit code, or what is wrong. Every command has --json, --help, --data, --as,
  /// --password-file, --language and --quiet without declaring them.
  std::function<Result<int>(Call&)> run;
  std::string more;     // Further sentences for --help; may be empty.
};

/// One column of a printed table; numbers are set to the right.
struct Column {
  std::string title;
  bool number = false;
};

/// One invocation: what was given, and where answers go.
class Call {
 public:
  virtual ~Call() = default;

  virtual bool has(std::string_view option) const = 0;
  /// The given value; empty where it was not given.
  virtual const std::string& value(std::string_view option) const = 0;
  virtual const std::vector<std::string>& values(std::string_view option) const = 0;

  virtual bool json() const = 0;  // --json
  virtual Language language() const = 0;

  /// To standard output. In --json nothing of these three is printed; the command gives one JSON
  /// text instead.
  virtual void line(std::string_view text) = 0;
  virtual void table(const std::vector<Column>& columns,
                     const std::vector<std::vector<std::string>>& rows) = 0;
  /// "Erased   3 rows": words to the left in one width.
  virtual void facts(const std::vector<std::pair<std::string, std::string>>& facts) = 0;
  /// JSON text, printed whether --json or not (the caller asks json()).
  virtual void print_json(std::string_view text) = 0;
  /// Bytes as they are, for files sent to standard output.
  virtual void raw(std::string_view bytes) = 0;
  /// A remark on standard error that is no error; not with --quiet.
  virtual void remark(std::string_view text) = 0;

  /// Asks on the terminal without showing what is typed; from --password-file (or the file given by
  /// `option`), else the environment variable `environment` where one is named.
  /// Errc::invalid "cli.no_terminal" {option} where there is nothing to ask at.
  virtual Result<Secret> secret(std::string_view question, std::string_view option,
                                std::string_view environment) = 0;
  /// Asks until an empty line; from --stdin or --from FILE where given.
  virtual Result<std::vector<Secret>> secret_lines(std::string_view question) = 0;
  /// A yes or no on the terminal; `--yes` answers it. Errc::invalid "cli.no_terminal".
  virtual Result<bool> confirm(std::string_view question) = 0;

  /// A bar with rate and remaining time on standard error where that is a terminal and the work
  /// takes longer than a second.
  virtual Progress& progress() = 0;
};

/// Runs the command that the arguments name; the process's exit code.
int run(const std::vector<Command>& commands, const std::vector<std::string>& arguments);

}  // namespace ombud::cli
