#pragma once
// How many, on a day, and if the period were another one: real counts, nothing planned.

#include "retention/findings.h"

namespace ombud::retention {

struct Simulated {
  Findings found;

  struct Month {
    Day last;  // The month's last day.
    std::int64_t rows = 0;
  };

  std::vector<Month> months;  // The twelve from the day on: rows that come due in each.
  std::vector<std::pair<std::string, std::int64_t>> by;  // The largest groups of a column's values.
};

inline constexpr std::size_t groups_shown = 50;

/// `by`: a column of the rule's table; may be empty. Errc::not_found "conditions.unknown_column";
/// Errc::forbidden "retention.counts_persons" {column}: it tells of persons.
Result<Simulated> simulate(const Desk& desk, const Rule& rule, const std::string& by);

}  // namespace ombud::retention
