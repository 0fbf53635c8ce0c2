#pragma once
// The record of processing activities read as a whole, or in part: the activities and all that they
// lead to, each kind by one question, whatever the number of records. What is derived from the
// record (scores, lists, pictures, packages) is worked out on this and stored nowhere, so it is
// never out of date.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "processing/completeness.h"
#include "records/records.h"

namespace ombud::processing {

/// Which activities; those that are archived never.
struct Scope {
  std::optional<Instant> at;       // As they were; nothing: as they are.
  std::vector<std::string> units;  // Ids of units, each with all that is part of it. Empty: all.
  std::string role;                // "controller": joint controllers too; "processor". Empty: both.
  std::string customer;  // Id of a party: only what is done for it, as its processor. Empty: all.
  bool drafts = true;
  bool ended = false;  // Activities that are over.
  // Kinds of which all are wanted, also those that no activity leads to.
  std::vector<std::string_view> beside = {};
};

struct Register {
  std::vector<records::Record> activities;                     // By number.
  std::map<std::string, records::Record, std::less<>> others;  // By id.
  std::int64_t drafts_left_out = 0;                            // That were in the scope.
  bool whole = false;  // Of no unit, role or customer alone: also what no activity leads to.

  /// nullptr where there is none, or none that one may read.
  const records::Record* find(std::string_view id) const;
  /// For the scores; as long as the register is there.
  Find finding() const;
  /// Those of a kind, by number.
  std::vector<const records::Record*> of_kind(std::string_view kind) const;
};

/// Errors of records::each_as_of.
Result<Register> read_register(accounts::Office& office, const records::Kinds& kinds,
                               const Scope& scope);
/// These activities and what they lead to. Errors of records::find_several.
Result<Register> register_of(accounts::Office& office, const records::Kinds& kinds,
                             std::vector<records::Record> activities,
                             std::optional<Instant> at = {});

}  // namespace ombud::processing
