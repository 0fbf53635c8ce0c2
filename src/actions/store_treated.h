#pragma once
// The part of the store that remembers on which rows a rule has been carried out: treated.h.

#include <optional>
#include <string>
#include <vector>

#include "actions/store.h"

namespace ombud::actions {

/// An ended action whose ledger has not become marks yet.
struct Folding {
  std::string id;
  std::string number;
  bool is_done = false;  // Else it was refused or given up: it leaves no marks.
};

Result<std::vector<Folding>> to_be_folded(accounts::Office& office, const std::string& treatment);

/// The plan's head; nothing where housekeeping has taken the plan away.
Result<std::optional<std::string>> head_if_kept(accounts::Office& office, const Action& action);

/// As they were stored. Errc::internal "actions.ledger_damaged".
Result<std::vector<Digest>> marks_of(accounts::Office& office, const std::string& treatment);

/// In place of the former ones; what has become marks by them is not folded again. One transaction.
Result<void> replace_marks(accounts::Office& office, const std::string& treatment,
                           const std::vector<Digest>& marks,
                           const std::vector<std::string>& folded);
/// They are as they were, and were looked at now.
Result<void> confirm_marks(accounts::Office& office, const std::string& treatment);

}  // namespace ombud::actions
