#pragma once
// Searches that somebody else looks at: of oneself, of a colleague, of somebody of the same surname
// or address, many without an action, out of hours. Each is in the log; who searched says why, and
// the data protection officer reviews it.

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/result.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

inline constexpr std::string_view alarm_kinds[] = {"self",    "colleague",      "surname",
                                                   "address", "without_action", "out_of_hours"};

struct Alarm {
  std::string id;
  std::string kind;  // One of alarm_kinds.
  AccountId account;
  EntryId entry;  // Of the search, in the log.
  Instant at;
  std::string reference;
  std::string explanation;  // Empty until it is given.
  std::optional<Instant> explained_at;
  std::string verdict;  // "in_order" or "to_follow_up"; empty until somebody has looked.
  std::string note;
  AccountId reviewed_by;
  std::optional<Instant> reviewed_at;
};

/// Raises it in the caller's transaction, with its entry. "without_action" and "out_of_hours" are
/// raised once a day and account: nothing where it was raised already.
Result<std::optional<Raised>> raise(accounts::Office& office, store::Transaction& transaction,
                                    const std::string& kind, const EntryId& entry,
                                    const std::string& reference);

enum class Which : std::uint8_t { unreviewed, all, own_unexplained };

/// Newest first.
Result<std::vector<Alarm>> alarms(accounts::Office& office, Which which, std::size_t limit);

/// By whoever searched, as long as nobody has reviewed it. Errc::not_found "subjects.no_alarm": it
/// is none of his; Errc::invalid "subjects.no_explanation"; Errc::conflict
/// "subjects.alarm_reviewed".
Result<void> explain(accounts::Office& office, const std::string& alarm, const std::string& text);
/// By somebody else. Errc::not_found "subjects.no_alarm"; Errc::forbidden "subjects.own_alarm";
/// Errc::conflict "subjects.alarm_reviewed"; Errc::invalid "subjects.bad_verdict".
Result<void> review(accounts::Office& office, const std::string& alarm, const std::string& verdict,
                    const std::string& note);

/// Those of before are forgotten; the log has its own retention.
Result<void> forget_alarms(accounts::Office& office, store::Transaction& transaction);

}  // namespace ombud::subjects
