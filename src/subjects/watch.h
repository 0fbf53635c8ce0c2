#pragma once
// A search is counted and in the log before a system is asked, and what it raises is told before
// its answer: in one transaction each.

#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/result.h"
#include "subjects/staff.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

class Watch {
 public:
  /// Tells of the search and of what its criteria alone raise. Errc::unavailable
  /// "subjects.too_many_searches" {most, minutes, seconds}, which is in the log too.
  static Result<Watch> begin(accounts::Office& office, const evidence::Told& search,
                             const std::set<Trait>& sought);

  /// Whether addresses of what is found are of interest.
  bool wants_addresses() const { return wants_addresses_; }

  /// Tells of what those who were found raise, and notes whom it found.
  Result<void> end(const std::vector<Person>& found, const std::set<Trait>& traits);

  const std::vector<Raised>& alarms() const { return alarms_; }

 private:
  Watch(accounts::Office& office, std::string reference)
      : office_(office), reference_(std::move(reference)) {}

  Result<void> raise_all(store::Transaction& transaction, const std::set<std::string>& kinds);

  accounts::Office& office_;
  std::string reference_;
  std::string search_;
  EntryId entry_;
  bool wants_addresses_ = false;
  std::set<std::string> raised_;
  std::vector<Raised> alarms_;
};

/// Those that are older than searches_kept, and whom they found.
Result<void> forget_searches(accounts::Office& office, store::Transaction& transaction);

}  // namespace ombud::subjects
