#pragma once
// The refusals that every driver knows, each with its kind. A driver turns its engine's codes into
// one of these; nothing of the engine's message goes in but the name of a constraint.

#include <string>

#include "base/result.h"

namespace ombud::sql::refusal {

/// `host` as the user gave it: a name, a socket, a file.
Failure unreachable(const std::string& host);
Failure time_out();
Failure cancelled();
Failure locked();
Failure no_right();
Failure read_only();
Failure no_such_name();
Failure constraint(const std::string& name);
Failure serialization();
Failure disk_full();
Failure bad_value();
Failure statement(const std::string& state);
Failure cursor_open();
Failure transaction_open();
Failure transaction_lost();

}  // namespace ombud::sql::refusal
