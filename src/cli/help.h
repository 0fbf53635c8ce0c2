#pragma once
// What --help says, made from the declarations alone.

#include <string>
#include <vector>

#include "base/texts.h"
#include "cli/grammar.h"
#include "cli/layout.h"

namespace ombud::cli {

/// Of the command, else of the noun's commands, else of all.
std::string help_text(const std::vector<Command>& commands, const Invocation& invocation,
                      const Page& page, Language language);

}  // namespace ombud::cli
