#pragma once
// A search is counted and in the log before a system is asked, and what it raises is told before
// its answer: in one transaction each.

#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/result.h"
#include "subjects/clearance.h"
#include "subjects/staff.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

class Watch {
 public:
  /// Tells of the search and of what its criteria alone raise. Errc::unavailable
  /// "subjects.too_many_searches" {most, minutes, seconds}, which is in the log too;
  /// Errc::forbidden "subjects.needs_clearance" {clearance} where it is on somebody who works here:
  /// asked for, and to be searched again when it is given (clearance.h).
  static Result<Watch> begin(accounts::Office& office, const evidence::Told& search,
                             const std::set<Trait>& sought);

  /// Whether addresses of what is found are of interest.
  bool wants_addresses() const { return wants_addresses_; }

  /// Before anything of what was found is kept: "subjects.needs_clearance" as in begin(). A
  /// clearance that was given is used up.
  Result<void> meet(const std::set<Trait>& traits);
  /// Tells of what those who were found raise, and notes whom it found.
  Result<void> end(const std::vector<Person>& found);

  const std::vector<Raised>& alarms() const { return alarms_; }

 private:
  Watch(accounts::Office& office, evidence::Told told)
      : office_(office), told_(std::move(told)), digest_(clearance_digest(office, told_)) {}

  Result<void> raise_all(store::Transaction& transaction, const std::set<std::string>& kinds);
  /// Asks for a clearance, commits, and says so.
  Result<void> withhold(store::Transaction& transaction);

  accounts::Office& office_;
  evidence::Told told_;
  std::string digest_;
  Met met_;  // So far.
  std::string search_;
  EntryId entry_;
  bool wants_addresses_ = false;
  std::set<std::string> raised_;
  std::vector<Raised> alarms_;
};

/// Those that are older than searches_kept, and whom they found.
Result<void> forget_searches(accounts::Office& office, store::Transaction& transaction);

}  // namespace ombud::subjects
