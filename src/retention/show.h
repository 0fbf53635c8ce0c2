#pragma once
// Rules and what they find, as JSON and on the screen.

#include <nlohmann/json_fwd.hpp>

#include "cli/cli.h"
#include "retention/retention.h"
#include "retention/simulate.h"
#include "retention/why.h"

namespace ombud::retention {

void print_json(cli::Call& call, const nlohmann::ordered_json& json);

nlohmann::ordered_json rule_json(accounts::Office& office, const Stored& stored);
nlohmann::ordered_json findings_json(const Findings& found, Language language);
nlohmann::ordered_json simulated_json(const Simulated& simulated, Language language);
nlohmann::ordered_json why_json(const Why& why);
nlohmann::ordered_json planned_json(const Planned& planned, Language language);

void show_rule(cli::Call& call, accounts::Office& office, const Stored& stored);
void show_findings(cli::Call& call, const Findings& found);
void show_simulated(cli::Call& call, const Simulated& simulated, Day day);
void show_why(cli::Call& call, const Why& why);
void show_planned(cli::Call& call, const Planned& planned);

/// A contradiction's or an exception's name, said.
std::string said(const Group& group, Language language);

}  // namespace ombud::retention
