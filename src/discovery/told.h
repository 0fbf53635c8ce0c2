#pragma once
// What stands in a row that tells of a person and that no rule names. Everything in such a row is
// data on that person (GDPR art. 4(1)), so what is left out has to be excused, not what is taken.

#include <optional>

#include "discovery/model.h"

namespace ombud::discovery {

/// Category other, part "unnamed" or one that the table suggests, and little confidence. Nothing
/// for what serves the program (states, versions, sort orders, keys) and for tables of nobody.
std::optional<Guess> guess_told(const Model& model, std::size_t table, const ColumnView& column);

/// True of what somebody sees and where: colours, widths, limits of a page. `written` as below.
bool serves_the_screen(const std::vector<std::string>& written);

/// True of states, versions, sort orders, keys and what else tells how the program treats a row.
/// `written` are the words of the name as they stand there, `meanings` what they mean.
bool serves_the_program(const std::vector<std::string>& written,
                        const std::vector<std::string>& meanings);

}  // namespace ombud::discovery
