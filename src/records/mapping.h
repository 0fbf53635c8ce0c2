#pragma once
// What the columns of a list from elsewhere mean in a kind of record: proposed from what they are
// called, corrected by a person, kept under a name (docs/formats/records.md).

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "records/records.h"
#include "tables/tables.h"

namespace ombud::records {

struct ColumnRule {
  std::string column;
  std::string field;  // "matrix.source", "record.number"; empty: the column is left out.
  std::string split;  // What separates several values in a cell; empty: as the field is.
  std::string days;   // "dd-mm-yyyy"; empty: yyyy-mm-dd.
  // What stands there → what is meant. Nothing: that value is left out. "*": every other value.
  std::vector<std::pair<std::string, std::string>> values;
};

struct Mapping {
  std::string key;  // The field that says that it is the same record.
  std::vector<ColumnRule> columns;
  std::vector<std::pair<std::string, std::string>> fresh;  // Field → value, of new records only.

  bool uses(std::string_view field) const;
};

/// The forms in which days may stand, "dd-mm-yyyy" and others.
std::span<const std::string_view> day_forms();
/// A day in such a form; nothing where it is none.
std::optional<Day> day_in(std::string_view text, std::string_view form);

/// Errc::invalid "records.bad_mapping" {word} where it is not of the form; "records.mapping_of"
/// {kind} where it is another kind's; those of check_mapping().
Result<Mapping> read_mapping(const Kind& kind, std::string_view json);
std::string write_mapping(const Kind& kind, const Mapping& mapping);
/// Errc::invalid "records.mapping_no_field" {column, field}, "records.mapping_twice" {field} (two
/// columns for one value), "records.mapping_bad_key" {key, keys}, "records.mapping_bad_days" {days,
/// forms}.
Result<void> check_mapping(const Kind& kind, const Mapping& mapping);

/// Of the fields that a record may be known by: its number, its title, and what is listed.
std::vector<std::string> keys_of(const Kind& kind);

/// From the names of the columns, and for days from what stands in them. A column that could be
/// nothing has no rule.
Mapping propose(const Kind& kind, const tables::Table& table);

struct SavedMapping {
  std::string id;
  std::string name;
  Mapping mapping;
  Instant saved_at;
};

/// By name, of the kind. Errc::forbidden as of every kind.
Result<std::vector<SavedMapping>> mappings(accounts::Office& office, const Kinds& kinds,
                                           const Kind& kind);
/// Under a name, in place of another of that name; remembered for files with these columns.
/// Errc::invalid "records.mapping_no_name" (empty, or longer than 100 characters).
Result<SavedMapping> save_mapping(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                                  const std::string& name, const Mapping& mapping);
/// Errc::not_found "records.no_such_mapping" {mapping}.
Result<void> remove_mapping(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                            const std::string& id);
/// The last saved one that knows every column of the file and more than half of which is in it,
/// else nothing.
std::optional<SavedMapping> remembered(const std::vector<SavedMapping>& all,
                                       const tables::Table& table);

}  // namespace ombud::records
