#pragma once
// What is searched for, read from what people type, in the one form that stored values are compared
// in. Pure.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/vocabulary.h"
#include "connectors/connectors.h"
#include "detectors/detectors.h"
#include "sql/value.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

/// One thing to look for in fields of its category.
struct Sought {
  DataCategory category = DataCategory::name;
  detectors::Kind kind = detectors::Kind::name;
  std::string normal;
  std::vector<std::string> forms;  // In which an index may hold it.
  bool strong = false;             // Only one person has it.

  std::string word() const;

  bool operator==(const Sought& other) const {
    return category == other.category && normal == other.normal;
  }
};

/// "liva.member=42": a row by its key.
struct SoughtKey {
  std::string system;
  std::string table;
  std::vector<std::string> values;
};

struct Criteria {
  std::vector<Sought> values;
  std::vector<SoughtKey> keys;
  std::vector<std::string> numbers;  // Of members, customers: the key of a table of persons.

  bool is_empty() const { return values.empty() && keys.empty() && numbers.empty(); }
};

/// Errc::invalid "subjects.bad_criterion" {kind}, "subjects.bad_key", "subjects.nothing_to_search".
Result<Criteria> read_criteria(const std::vector<Criterion>& criteria,
                               const detectors::Reading& reading);

/// "kind: value" or a value alone.
Criterion criterion_of(const Secret& line);

/// A stored value of a field as something to look for; nothing where it is empty or a placeholder.
std::optional<Sought> sought_of(DataCategory category, const std::string& value,
                                const detectors::Reading& reading);

/// Whether a stored value of a field of the same category is this.
bool is_met(const Sought& sought, const std::string& stored, const detectors::Reading& reading);

/// The words of a name, folded, commas left out: "Åberg, Karin" and "karin åberg" have the same.
std::set<std::string> words_of(const std::string& name);

/// Whether the row's name holds every word that was searched for.
bool name_is_met(const Sought& sought, const std::string& full_name);

/// Empty, too short, "-", "n/a", "0000": says nothing of anybody.
bool is_placeholder(const std::string& value);

/// "SYSTEM.TABLE=KEY"; a table may hold its schema. Nothing where it is not of that form.
std::optional<SoughtKey> read_key(const std::string& text);
/// The other way: how a row is written on the command line.
std::string write_key(const std::string& system, const std::string& table, const sql::Row& key);

/// How the organisation reads values: its law's country, today.
detectors::Reading reading_of(const accounts::Office& office);

}  // namespace ombud::subjects
