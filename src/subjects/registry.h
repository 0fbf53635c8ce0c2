#pragma once
// The register of persons in Ombud's own database; the only file of the room that talks to it. What
// identifies somebody lies there as blind indexes and sealed values only.

#include <optional>
#include <string>
#include <vector>

#include "subjects/grouping.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

/// The person whose row or identifier is already known, else a new one; the matches are written
/// anew, and the handle lasts 24 hours from now. A row of a known person whose identifiers are all
/// others now (the key was given to somebody else) is not his any more.
Result<Person> remember(accounts::Office& office, const Group& group);

/// Keeps only these matches and ends the need to choose.
Result<void> keep_matches(accounts::Office& office, const Person& person,
                          const std::vector<Match>& matches);

Result<Person> by_handle(accounts::Office& office, const std::string& handle);
Result<Person> by_id(accounts::Office& office, const PersonId& id);

}  // namespace ombud::subjects
