#pragma once
// Some rows of a plan as they are in the source now, so that who approves sees what it is about:
// masked, and one value in the open where somebody says why. What is shown has its entry in the log
// before the source is asked.

#include <string>
#include <vector>

#include "actions/store.h"

namespace ombud::actions {

inline constexpr std::size_t sample_rows = 5;

/// What is seen of a value without opening it: "19••••••-••89", "k•••@exempel.se", "K•••". Of
/// special, criminal and confidential data, texts and secrets only that there is something.
std::string masked(const std::string& text, DataCategory category, DataClass data_class);

struct SampleColumn {
  std::string column;
  DataCategory category = DataCategory::other;
  DataClass data_class = DataClass::ordinary;
};

struct SampleRow {
  std::size_t line = 0;                           // By which reveal() finds it again.
  std::vector<std::optional<std::string>> cells;  // Masked; nothing where the value is null.
};

struct Sample {
  std::vector<SampleColumn> columns;
  std::vector<SampleRow> rows;
  std::int64_t changed = 0;  // Gone, or no longer the person's: not shown.
};

/// The first rows of a step. Errc::invalid "actions.no_such_step" {number, step}; errors of
/// connectors::open() and of reading the source.
Result<Sample> sample(accounts::Office& office, const Action& action, std::size_t step);

struct Cell {
  std::size_t step = 0;
  std::size_t line = 0;
  std::string column;
};

/// One value of a sample, in the open. Errc::invalid "actions.no_reason", "actions.no_such_step",
/// "actions.no_such_cell" {number}; Errc::forbidden "actions.never_shown" {column}: a password,
/// "actions.not_for_your_roles" {column}: the field policy (accounts::may_read);
/// Errc::conflict "actions.row_changed" {number}.
Result<std::string> reveal(accounts::Office& office, const Action& action, const Cell& cell,
                           const std::string& reason);

}  // namespace ombud::actions
