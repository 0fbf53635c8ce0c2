#pragma once
// The register of persons in Ombud's own database; the only file of the room that talks to it. What
// identifies somebody lies there as blind indexes and sealed values only.

#include <optional>
#include <string>
#include <vector>

#include "subjects/grouping.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

/// The person whose row or national id is already known, else a new one; the matches are written
/// anew, and the handle lasts 24 hours from now. A row of a known person whose identifiers are all
/// others now (the key was given to somebody else) is not his any more.
///
/// Where a choice is needed the answer is nobody yet: a person of the register is never mixed with
/// rows of which it is not known whose they are. Such an answer goes when its handle has expired.
Result<Person> remember(accounts::Office& office, Group group);

/// Only these matches are the person: the one who is known by them, else the first that was asked
/// about, who is then known by them. The first handle stays. `told` goes into the log with that
/// person. Errc::conflict "subjects.several_persons".
Result<Person> settle(accounts::Office& office, const std::vector<Person>& asked,
                      const std::vector<Match>& matches, evidence::Told told);

Result<Person> by_handle(accounts::Office& office, const std::string& handle);
Result<Person> by_id(accounts::Office& office, const PersonId& id);

}  // namespace ombud::subjects
