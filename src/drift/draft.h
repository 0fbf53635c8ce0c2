#pragma once
// The record drafted from what is really there: systems, activities with the lines of their matrix,
// and declarations that no longer hold. Shown before anything is written; taken one by one or all,
// as one taking that is undone as one.

#include <string>
#include <vector>

#include "drift/check.h"

namespace ombud::drift {

/// A line that a matrix would get.
struct DraftLine {
  std::string subject;     // As the map has it.
  std::string persons;     // What the record calls them, or would.
  std::string persons_id;  // Empty: would be made.
  std::string group;
  std::string data;
  std::string data_id;  // Empty: would be made.
  std::vector<DataCategory> categories;
  DataClass data_class = DataClass::ordinary;  // Of the line.
  DataClass own_class = DataClass::ordinary;   // Of the data by itself.
  // Why the line is special where its data by itself is not, and what it stands beside.
  std::string why;
  std::vector<DataCategory> beside;
  Origin origin = Origin::unknown;
  std::string kept;     // Period's name; empty where nothing says how long.
  std::string kept_id;  // Empty: would be made of `rule`.
  std::string rule;
  std::vector<std::string> places;  // Where it comes from.
};

struct Draft {
  std::string key;   // The same as long as it says the same of the same.
  std::string kind;  // "system", "activity", "declaration"
  std::string title;
  std::string number;  // Of a record that would be changed; else empty.
  std::string system;  // The connected system's name.
  SystemId system_id;
  std::string party;  // Whose data it is; empty: the organisation's own.
  std::vector<DraftLine> lines;
  std::vector<std::string> places;  // Of a declaration: where the special data lies.
  std::int64_t sampled = -1, there = -1;
  std::string map;  // "3": version of the map that it comes from; empty where there is none.
};

/// In the order in which they are made: what leads to others comes after them.
std::vector<Draft> drafts(const Read& read, const records::Kinds& kinds, Language language);
/// What identifies a state of the drafts.
std::string version_of(const std::vector<Draft>& drafts);

struct Taken {
  std::string number;       // "T-0001"
  std::vector<Named> made;  // New and changed records.
};

/// Makes the chosen ones, and what they lead to, as one. Errc::invalid "drift.no_draft" {draft},
/// "drift.no_reason", "drift.not_taken" {record, what} where the record refuses it; errors of
/// records::create() and edit_many().
Result<Taken> take(accounts::Office& office, const records::Kinds& kinds,
                   const std::vector<std::string>& keys, const std::string& reason,
                   Language language);
/// Errc::not_found "drift.no_taking" {taking}; Errc::conflict "drift.undone_already" {taking};
/// errors of records::undo(): what was changed since is not undone over.
Result<void> undo(accounts::Office& office, const records::Kinds& kinds, const std::string& taking,
                  const std::string& reason);

struct Wish {
  std::string activity;  // "B-0001"
  std::string necessity;
  std::string kept;  // Number of a retention period; empty: of the rule, or none.
  std::string reason;
};

/// What is undeclared in a finding becomes lines of an activity's matrix. Faults where the record
/// refuses them: nothing was written then. Errc::conflict "drift.no_lines" {finding}: it is not
/// mended by lines, or nothing of it is undeclared any more; Errc::not_found "records.unknown".
struct Added {
  std::optional<records::ChangeId> change;
  std::vector<std::pair<std::string, records::Fault>> faults;
};

Result<Added> add_lines(accounts::Office& office, const records::Kinds& kinds,
                        const Finding& finding, const Wish& wish, Language language);

}  // namespace ombud::drift
