#pragma once
// The holds that exist for who acts, and how they are written in JSON: the same for a command and
// an answer.

#include <nlohmann/json_fwd.hpp>

#include "connectors/connectors.h"
#include "holds/holds.h"

namespace ombud::holds {

/// Open ones on systems that he may see and on persons who have rows in one, by number.
Result<std::vector<Hold>> seen(accounts::Office& office, const SeesPerson& sees_person);
/// Lifts one of those. Errc::not_found "holds.unknown" {number}; errors of lift().
Result<void> lift_seen(accounts::Office& office, const SeesPerson& sees_person,
                       const std::string& number, const std::string& reason);

bool is_due(const accounts::Office& office, const Hold& hold);
/// A list tells of cases about persons, so looking at it leaves this entry.
evidence::Told told_of_list(const accounts::Office& office);

/// Errors of accounts::find.
Result<nlohmann::ordered_json> as_json(accounts::Office& office, const std::vector<Hold>& holds);

}  // namespace ombud::holds
