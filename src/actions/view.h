#pragma once
// An action as the pages get it: what goes, what stays and why, what can't be reached, in the
// reader's language; what was said of it; and what whoever looks may do now.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "actions/plan.h"
#include "actions/store.h"
#include "base/texts.h"

namespace ombud::actions {

/// As a line of a list: number, kind, state, reference, who planned it and when, whether it waits
/// for whoever looks.
Result<nlohmann::ordered_json> line_of(accounts::Office& office, const Action& action);

/// All of it. The plan is null where it is no longer kept.
Result<nlohmann::ordered_json> view_of(accounts::Office& office, const Action& action,
                                       Language language);

/// The receipt's three parts as sentences in the reader's language.
Result<nlohmann::ordered_json> receipt_view(accounts::Office& office, const Action& action,
                                            Language language);

/// What is approved, as If-Match names it: plan and extract. Only an extract that was read here has
/// a digest.
Result<std::string> version_of(accounts::Office& office, const Action& action);

}  // namespace ombud::actions
