#pragma once
// Who is on the other side: customers, processors, recipients and authorities, and what is agreed
// with them. The kinds of record are declared in kinds/*.yaml; here is what a declaration can't
// say.

#include <span>
#include <vector>

#include "accounts/accounts.h"
#include "records/records.h"

namespace ombud::parties {

/// The room's declarations (generated from kinds/*.yaml).
std::span<const records::Declared> kinds();

/// The room's own checks, set once when the program starts.
void add_checks(records::Kinds& kinds);

/// What the state of an agreement, an approval of a sub-processor, an announced change or an audit
/// statement asks for and is not there: "parties.missing_in_state"; "parties.no_certificate" where
/// a processor's data is said to be erased and nobody has certified it (GDPR Art. 28(3)(g)).
std::vector<records::Fault> faults_of_step(const records::Record& record);
/// "parties.category_with_role" where a whole category would be a processor, sub-processor,
/// customer or joint controller; "parties.processor_without_data".
std::vector<records::Fault> faults_of_party(const records::Record& record);

/// parties draft-agreement.
std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds);

}  // namespace ombud::parties
