#pragma once
// Asking: at the terminal, shown or hidden, and lines from a file that hold what must not stand
// among the arguments.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace ombud::cli {

/// Whether somebody sits at standard input.
bool somebody_to_ask();

enum class Echo { hidden, shown };

/// One line typed at the terminal, which must be there; nothing at the end of input (Ctrl-D). A
/// signal that ends or stops the program meanwhile finds the terminal as it was before.
std::optional<Secret> ask(std::string_view question, Echo echo);

/// Whose lines are read, and how strictly.
struct Source {
  std::string file;         // Empty: standard input.
  bool only_owner = false;  // Refuse a file that others may read.
  bool first_line = false;  // The rest is not looked at.
};

/// The lines without their ends. Errc::not_found "cli.no_file", Errc::forbidden
/// "cli.unreadable_file" and "cli.exposed_file", Errc::invalid "cli.too_long" {line}.
Result<std::vector<Secret>> lines_from(const Source& source);

}  // namespace ombud::cli
