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
/// "not_found": the word for a kind of error, in --json.
std::string_view error_word(Errc code);
inline constexpr int found_false = 1;
inline constexpr int usage = 2;
inline constexpr int partly_done = 8;

// Every member has a default, so that declarations can name the ones they set: {.name = …}.
struct Option {
  std::string name = {};  // "--reference"; a positional argument has no dashes: "SYSTEM".
  std::string help = {};
  bool required = false;
  bool flag = false;  // Takes no value.
  bool repeated =
      false;  // May be given several times; of the last positional: takes all that follow.
  std::vector<std::string> choices = {};
  std::string value_name = {};  // "DAY" in "--until DAY".
};

class Call;

/// Where `summary`, `help` or `more` is the key of a sentence, it is said in the reader's language;
/// other text is shown as it is.
struct Command {
  std::string name = {};     // "actions plan"; "verify".
  std::string summary = {};  // One line, imperative.
  std::string example = {};  // Shown by --help: at least one whole command line.
  std::vector<Option> options = {};
  /// The exit code, or what is wrong. Every command has --json, --help, --data, --as,
  /// --password-file, --language and --quiet without declaring them.
  std::function<Result<int>(Call&)> run = {};
  std::string more = {};  // Further sentences for --help; may be empty.
};

/// One column of a printed table; numbers are set to the right.
struct Column {
  std::string title = {};
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
  /// text instead. What would steer a terminal (control characters, changes of writing direction)
  /// is taken out; a cell is one line.
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

  /// The first line of the file that `option` names (--password-file, usually), else the
  /// environment variable `environment` where one is named, else asked on the terminal without
  /// showing what is typed. A file that others may read is refused: Errc::forbidden
  /// "cli.exposed_file". Errc::invalid "cli.no_terminal" {option} where there is nothing to ask at,
  /// "cli.nothing_entered"; Errc::not_found "cli.no_file"; Errc::forbidden "cli.unreadable_file".
  virtual Result<Secret> secret(std::string_view question, std::string_view option,
                                std::string_view environment) = 0;
  /// Asks until an empty line, showing what is typed; from --stdin or --from FILE where the command
  /// declares and the caller gives them. Lines are trimmed, empty ones left out.
  /// Errc::invalid "cli.no_terminal", "cli.nothing_entered", "cli.not_utf8" {line}, "cli.too_long"
  /// {line}, "cli.one_source"; and as secret() for the file.
  virtual Result<std::vector<Secret>> secret_lines(std::string_view question) = 0;
  /// A yes or no on the terminal; `--yes` answers it. Errc::invalid "cli.no_terminal".
  virtual Result<bool> confirm(std::string_view question) = 0;

  /// A bar with rate and remaining time on standard error where that is a terminal and the work
  /// takes longer than a second.
  virtual Progress& progress() = 0;
};

/// Runs the command that the arguments name (without the program's own name); the process's exit
/// code. Errors are one sentence on standard error, "ombud: …", or with --json
/// {"error":{"code","key","params","text"}}. An answer that could not be written is never "done".
int run(const std::vector<Command>& commands, const std::vector<std::string>& arguments);

/// What is wrong in the declarations themselves: a command without summary or example, an option
/// without help, a name twice. For a test; empty where all is well.
std::vector<std::string> flaws(const std::vector<Command>& commands);

}  // namespace ombud::cli
