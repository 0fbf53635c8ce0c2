#pragma once
// In which order rows of several tables can go: those that refer first, those referred to after.
// Where tables refer to each other in a ring, a reference that may be null is let go of first.
// Pure.

#include <cstddef>
#include <set>
#include <vector>

#include "base/result.h"
#include "sql/catalogue.h"

namespace ombud::actions {

/// References to set null before anything is removed.
struct LetGo {
  std::size_t table = 0;
  std::vector<sql::Name> columns;
};

struct Order {
  std::vector<std::size_t> tables;  // Of the catalogue, the first to go first.
  std::vector<LetGo> let_go;
};

/// `in_parts`: tables whose rows go by more than one statement, so that rows of one table that
/// refer to each other may meet a statement that takes only one of them. Errc::conflict
/// "actions.cycle" {tables} where rows hold each other by references that can't be null.
Result<Order> removal_order(const sql::Catalogue& catalogue, const std::set<std::size_t>& tables,
                            const std::set<std::size_t>& in_parts);

}  // namespace ombud::actions
