#pragma once
// A search on somebody who works here takes two persons: whoever searches, and one who says yes
// before the answer is shown. The yes is for that search, by that person, for that reason; it opens
// the answer once and within a day. Who is searched for can't say yes, nor hears of it. Law: GDPR
// arts. 5(1)(f), 32.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/result.h"
#include "subjects/staff.h"

namespace ombud::subjects {

struct Clearance {
  std::string number;  // "C-7K3F9Q"
  AccountId account;   // Who searches.
  std::string kind;    // "self" or "colleague".
  std::string reference;
  Instant asked_at;
  /// "asked", "given", "refused", "used" or "expired": nobody has answered within a week, or the
  /// yes was not used within a day.
  std::string state;
  AccountId decided_by;
  std::optional<Instant> decided_at;
  std::optional<Instant> until;  // So long a yes opens the answer.
  std::string note;
};

/// One search of one person for one reason; equal where all three are.
std::string clearance_digest(const accounts::Office& office, const evidence::Told& search);
/// Whether a yes stands for it. In the caller's transaction, as the next two.
Result<bool> is_cleared(accounts::Office& office, store::Transaction& transaction,
                        const std::string& digest);
/// Uses it up, with an entry; false where there is none (any more).
Result<bool> use_clearance(accounts::Office& office, store::Transaction& transaction,
                           const std::string& digest, const evidence::Told& search);
/// Asks for one, with an entry; the number of the one that is asked for already where there is.
Result<std::string> ask_clearance(accounts::Office& office, store::Transaction& transaction,
                                  const std::string& digest, const Met& met,
                                  const evidence::Told& search, const EntryId& entry);

/// Those that the one who acts may decide, the oldest first.
Result<std::vector<Clearance>> clearances_waiting(accounts::Office& office);
/// His own, newest first, of the last month.
Result<std::vector<Clearance>> own_clearances(accounts::Office& office);
/// By somebody else than who searches and who is searched for. Errc::not_found
/// "subjects.no_clearance" {clearance}: there is none, or it is not for him to know;
/// Errc::forbidden "subjects.own_clearance"; Errc::conflict "subjects.clearance_decided"
/// {clearance}; Errc::invalid "subjects.no_note": a no needs its reason.
Result<void> decide_clearance(accounts::Office& office, const std::string& number, bool yes,
                              const std::string& note);

std::vector<accounts::Route> clearance_routes();
std::vector<cli::Command> clearance_commands(accounts::Entrance& entrance);

}  // namespace ombud::subjects
