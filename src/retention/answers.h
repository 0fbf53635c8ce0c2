#pragma once
// Rules and what was found out about them as the pages get them: a rule taken apart, so that each
// language says it in its own words, and results that are kept without any language in them.

#include <nlohmann/json_fwd.hpp>

#include "base/texts.h"
#include "retention/results.h"
#include "retention/retention.h"
#include "retention/simulate.h"
#include "retention/why.h"

namespace ombud::retention {

/// What the rule says, part by part.
nlohmann::ordered_json parts_json(const Rule& rule);
/// Until which start the rule takes whom, on the day and some months on.
nlohmann::ordered_json cut_offs_json(const Rule& rule, Day today);

/// As a result is kept: by keys, not by sentences.
std::string written_result(const Simulated& simulated, const Rule& rule, Day on);
std::string written_result(const Findings& found, Day on);
/// With the sentences of the groups. `kept` is what written_result() wrote.
nlohmann::ordered_json result_json(const Found& kept, Language language);

/// One rule in the list: what it says, how it stands, what waits, what was counted last.
Result<nlohmann::ordered_json> rule_answer(accounts::Office& office, const Stored& stored,
                                           const std::map<std::string, Found>& counts,
                                           Language language);

/// Why one row is still here; its dates are the person's.
nlohmann::ordered_json why_answer(const Why& why, Language language);

}  // namespace ombud::retention
