#pragma once
// The record of processing activities (GDPR Art. 30), in the controller's and in the processor's
// form. The kinds of record are declared in kinds/*.yaml; here is what a declaration can't say.

#include <span>
#include <string_view>
#include <vector>

#include "processing/completeness.h"
#include "records/records.h"

namespace ombud::processing {

/// The room's declarations (generated from kinds/*.yaml).
std::span<const records::Declared> kinds();

/// The room's own checks, set once when the program starts.
void add_checks(records::Kinds& kinds);

/// Whether a category of persons whose `circle` is this word is one of the law's own circle of an
/// association: members, former members, persons in regular contact (GDPR Art. 9(2)(d)).
bool is_of_circle(std::string_view circle);

/// Agreements in force that want an auditor's statement each year and have none, for the daily mail
/// to their owners; those of whoever acts. Law: GDPR Art. 28(3)(h).
Result<records::Waits> statements_waiting(accounts::Office& office, const records::Kinds& kinds);
Result<std::vector<records::ToMend>> own_statements(accounts::Office& office,
                                                    const records::Kinds& kinds, Language language);

std::vector<cli::Command> commands(accounts::Entrance& entrance, const records::KindsOf& kinds);
std::vector<accounts::Route> routes(const records::KindsOf& kinds);

}  // namespace ombud::processing
