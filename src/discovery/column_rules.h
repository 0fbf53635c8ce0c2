#pragma once
// The rules by which a column's name says what it holds. A rule fires where all its words stand in
// the name, none of the unwanted does, the type fits, and the table is of a kind that it speaks of.

#include <span>
#include <string_view>

#include "base/vocabulary.h"

namespace ombud::discovery {

struct ColumnRule {
  std::string_view words;
  std::string_view without;
  DataCategory category;
  std::string_view part;
  /// One letter a kind of table: * any, a about an individual, p persons and contacts, i persons,
  /// k contacts, o details of a contact, w working time, m money,
  /// $ sums (not prices of a line), e what happens to individuals, c cards and accounts,
  /// t texts, v attribute values, g membership of a group,
  /// q requests and texts about somebody.
  std::string_view scopes;
  /// t text, n number, d date or time, b yes/no, x bytes, o anything else.
  std::string_view types;
  double confidence;
};

/// In order: the first that fires decides.
std::span<const ColumnRule> column_rules();

}  // namespace ombud::discovery
