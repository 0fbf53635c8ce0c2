#pragma once
// Retention: how long what is kept, and why. A rule says of the persons of a table from which day a
// period runs, how long, what keeps them longer, and what then becomes of them. C++ computes the
// days, the source only compares; what can't be told is kept and shown. A rule makes a plan, and a
// plan is approved and run like every other action.
//
// Law: GDPR arts. 5(1)(e), 13(2)(a), 30(1)(f).

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "actions/actions.h"
#include "base/periods.h"
#include "base/progress.h"
#include "base/result.h"
#include "jobs/jobs.h"

namespace ombud::retention {

/// What came of looking at a rule.
struct Planned {
  std::string rule;          // "former_members 3"
  std::string action;        // Empty where nobody is due, or the rule only asks for a review.
  std::int64_t chosen = 0;   // Persons in the plan; of a review, rows that are due.
  std::int64_t held = 0;     // Due, but with a hold.
  std::int64_t already = 0;  // Due, but the rule was carried out on them before and they stay.
  std::int64_t open = 0;     // Rows left alone because something in them can't be told.
  std::int64_t review = 0;   // Rows left alone because something in them can't be true.
  /// It was planned today already and nobody has begun it: nothing new was made.
  bool again = false;
  /// Plans of earlier days that nobody had approved: refused, this one takes their place.
  std::vector<std::string> replaced;
  bool approved = false;
  /// The rule's standing decision has.
  bool approved_by_rule = false;
  /// Why a person must approve: "retention.waits_*".
  std::string waits;
  /// Of "at most": the first day by whose end somebody must be gone.
  std::optional<Day> gone_by;
};

struct Wishes {
  std::optional<actions::Instruction> instruction;
  std::optional<actions::Disposal> disposal;
};

/// Looks at the rule today and makes the plan. Errc::not_found "retention.unknown" {rule}; errors
/// of the rule against the source, of connectors::open(), datamap::executable() and
/// actions::plan_selection(); Errc::conflict "retention.looked_meanwhile" {rule}: somebody else
/// has planned it in the same moment.
Result<Planned> plan(accounts::Office& office, const std::string& rule, const Wishes& wishes,
                     Progress& progress);

/// A rule and when it was looked at last.
struct Due {
  std::string rule;
  std::string schedule;
  std::optional<Instant> looked_at;
};

/// The rules that their schedule asks for today; of those on an event only where it is `event`.
Result<std::vector<Due>> due(accounts::Office& office, const std::string& event);

/// A rule as a record speaks of it.
struct InWords {
  std::string rule;
  SystemId system;
  std::string table;  // As the map writes it.
  std::string keep;   // "at least 12 months"
  bool at_most = false;
  /// How long; nothing where it is counted in calendar or financial years.
  std::optional<Period> period;
  std::string then;  // "erase", "anonymise", …
  std::vector<std::string> because;
  std::string law;
};

/// Those that who acts may see, by name.
Result<std::vector<InWords>> in_words(accounts::Office& office);
/// How many the rule took already so many days ago, who are still there and whom nothing holds.
/// Asks the source. Errors of plan() but the last.
Result<std::int64_t> overdue(accounts::Office& office, const std::string& rule, int days,
                             Progress& progress);

/// Whether the rule exists for who acts: it is on a system that he may see.
Result<bool> is_seen(accounts::Office& office, const std::string& rule);

std::vector<cli::Command> commands(accounts::Entrance& entrance);
/// "retention.look": looks at the rules that are due and runs what stands approved. A parameter
/// "event" names an event. "retention.count", "retention.simulate", "retention.check" and
/// "retention.plan": what the pages ask for.
std::vector<jobs::Kind> job_kinds();
std::vector<accounts::Route> routes();
/// How long what jobs have counted is kept.
inline constexpr std::chrono::days results_kept{90};
/// Removes results of before; how many. `only_count`: would go.
Result<std::int64_t> expire(accounts::Office& office, Instant before, bool only_count);
std::span<const store::Migration> migrations();

}  // namespace ombud::retention
