#pragma once
// States and errors as words in the store, both ways.

#include <optional>
#include <string_view>

#include "jobs/jobs.h"

namespace ombud::jobs {

/// Stops the program for a word that no state has: the store holds only what word() wrote.
State state_of(std::string_view word);

sql::Value code_value(const std::optional<Error>& error);    // Null where there is none.
sql::Value key_value(const std::optional<Error>& error);     // The same.
sql::Value params_value(const std::optional<Error>& error);  // The same.
/// Of those three; nothing where the key is null.
std::optional<Error> error_in(const sql::Value& code, const sql::Value& key,
                              const sql::Value& params);

}  // namespace ombud::jobs
