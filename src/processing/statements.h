#pragma once
// Which agreements want an auditor's statement each year and have none (GDPR Art. 28(3)(h)). Asked
// for is as good as there: its own day reminds of it. An inspection of our own and what the
// processor answers for itself are no statement of somebody independent.

#include <optional>
#include <vector>

#include "records/records.h"

namespace ombud::processing {

/// Signed, and neither ended nor run out.
bool is_in_force(const records::Record& agreement, Day today);

/// Pure; what it is made of outlives it.
class Statements {
 public:
  Statements(std::vector<const records::Record*> statements, Day today);

  /// Since when an agreement in force that wants one each year has none; nothing where it has one,
  /// or wants none.
  std::optional<Day> missing_since(const records::Record& agreement) const;

 private:
  std::vector<const records::Record*> statements_;
  Day today_;
};

}  // namespace ombud::processing
