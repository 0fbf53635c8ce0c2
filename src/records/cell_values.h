#pragma once
// A value out of a file as a value of a field: choices by their words in any language, links by
// number or title, accounts by name, days in the form that the mapping states.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "records/mapping.h"
#include "records/named.h"

namespace ombud::records {

class Sight;

/// What records of one kind are called, to be found by number or title.
class Catalogue {
 public:
  Catalogue() = default;
  /// All of the kind that are in sight, in one question.
  static Result<Catalogue> of(store::Transaction& transaction, const Kind& kind,
                              const Sight& sight);

  struct Entry {
    RecordId id;
    std::int64_t serial = 0;  // 0: it is to come.
    bool archived = false;
    std::string title;  // Folded.
  };

  const Entry* by_serial(std::int64_t serial) const;
  /// Those that are not archived.
  std::vector<const Entry*> by_title(std::string_view title) const;
  /// A record that is to come; found by its title from now on.
  void add(const RecordId& id, std::string_view title);
  /// The id of what "S-0001", "S-0001 Payroll" or "Payroll" names. Errc::invalid
  /// "records.no_such_called", "records.several_called_so", "records.called_otherwise" {number}.
  Result<std::string> find(const Kind& kind, std::string_view text) const;

 private:
  std::map<std::int64_t, Entry> by_serial_;
  std::multimap<std::string, Entry, std::less<>> by_title_;
};

class CellReader {
 public:
  /// `catalogues`: of every kind that a link of `kind` leads to, and `accounts` by name.
  CellReader(const Kinds& kinds, const std::map<std::string, Catalogue>& catalogues,
             const std::map<std::string, std::string>& accounts);

  struct Wrong {
    std::string said;  // As it stands in the file.
    Error error;
  };

  /// The texts of a value, split as the rule and the field ask, and translated; what the rule
  /// leaves out is not among them.
  std::vector<tables::Value> items(const Field& field, const ColumnRule& rule,
                                   const tables::Value& value) const;
  /// One value of the field (of a field with many, one of them); nothing where nothing stands
  /// there, or with a `wrong` more.
  std::optional<Value> one(const Field& field, const ColumnRule& rule, const tables::Value& value,
                           std::vector<Wrong>& wrong) const;
  /// The field's value, a list where it takes many. Errors as one().
  std::optional<Value> whole(const Field& field, const ColumnRule& rule, const tables::Value& value,
                             std::vector<Wrong>& wrong) const;
  /// Errc::invalid "records.no_such_account".
  Result<std::string> account(const std::string& name) const;

 private:
  Result<Value> read(const Field& field, const ColumnRule& rule, const tables::Value& value) const;
  Result<std::string> choice(const Field& field, const std::string& text) const;
  static Result<bool> yes_no(const std::string& text);

  const Kinds& kinds_;
  const std::map<std::string, Catalogue>& catalogues_;
  const std::map<std::string, std::string>& accounts_;
};

/// "Ja", "yes", "x" …: nothing where it is neither yes nor no in any of the languages.
std::optional<bool> yes_or_no(std::string_view text);

}  // namespace ombud::records
