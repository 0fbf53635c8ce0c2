#pragma once
// The receipt of an action, in three parts: done and verified, kept and why, not reached. No values
// in it: counts, names of systems, tables and columns, reasons. Its hash stands in the log, and the
// file carries the proof of that (docs/formats/receipt.md).

#include <string>
#include <vector>

#include "actions/extract.h"
#include "actions/plan.h"
#include "actions/store.h"
#include "actions/verify.h"

namespace ombud::actions {

struct SystemReport {
  std::string system;
  bool complete = false;
  bool verified = false;
  std::vector<Error> remarks;
};

struct Report {
  std::vector<SystemReport> systems;
  std::vector<Verified> verified;

  /// Per step of the plan: rows by LedgerLine::State.
  struct StepCount {
    std::int64_t done = 0, unchanged = 0, gone = 0, left = 0;
    std::int64_t spared = 0, held = 0;
  };

  std::vector<StepCount> steps;
  std::string ledger_root;  // LedgerSum::root.
  std::optional<Extracted> extracted;
  bool as_certified = false;     // What it lacks was seen by who certified it.
  std::vector<Error> anonymity;  // What anonymity() found, where rows were to be anonymised.
};

/// What the run leaves the action in: `partly_done` where a system is not complete or not verified,
/// or something was left over or left alone; `done` only where nothing at all was not reached.
State state_after(const Plan& plan, const Report& report);

/// The body in canonical JSON. It says who approved, and where the approver's account was made by
/// the planner.
Result<std::string> receipt_body(accounts::Office& office, const Action& action, const Plan& plan,
                                 const Report& report, State state);

/// The whole file: body, log entry, proof, checkpoint. Errc::conflict "actions.no_receipt"
/// {number}.
Result<std::string> receipt_file(accounts::Office& office, const Action& action);

}  // namespace ombud::actions
