#pragma once
// Records are looked through at intervals by who keeps them right (GDPR Art. 5(1)(d), 5(2), 24(1)):
// what is due, and that it was done.

#include <optional>
#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::records {

/// How long before the day an owner is reminded.
inline constexpr std::chrono::days reminded_before{7};

struct DueReviews {
  Day until;                       // Until this day, itself included.
  std::optional<AccountId> owner;  // Whose; nothing: everybody's.
  std::size_t limit = 100;
};

/// Of kinds that the actor may read and of open states, by the day, the longest due first.
Result<std::vector<Record>> due_reviews(accounts::Office& office, const Kinds& kinds,
                                        const DueReviews& wanted);

}  // namespace ombud::records
