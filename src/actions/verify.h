#pragma once
// Verifies an erasure by another path than the one that carried it out: every text of every table
// of the touched systems is read again and searched for what identified the person. It knows what
// the plan keeps, and nothing else of the map.
//
// National ids, e-mail, phone and account numbers are looked for everywhere; a name counts where it
// stands in a row of the person, or beside another of his identifiers. Names elsewhere may be
// another person's and are counted apart.

#include <string>
#include <vector>

#include "actions/plan.h"
#include "base/progress.h"
#include "connectors/connectors.h"
#include "detectors/detectors.h"

namespace ombud::actions {

struct Hit {
  enum class Is : std::uint8_t {
    kept,       // The plan says that this column stays in this row.
    shared,     // In a row that is another person's by the plan, or of another who has it too.
    name_only,  // The name alone in a row that is not the person's: a mention, or a namesake.
    name_part,  // A part of the name alone in a text of the person's row: never scrubbed, but said.
    elsewhere,  // Of many persons: in a row that is none of theirs.
    left_over,
  };
  Is is = Is::left_over;
  std::string system;
  std::string table;
  std::string column;
  std::string kind;  // Of identifier: "email".
  std::int64_t rows = 0;
};

struct Verified {
  std::string system;
  std::int64_t tables = 0;
  std::int64_t rows = 0;
  std::vector<Hit> hits;  // One per table, column, kind and judgement.
  std::vector<Error>
      not_searched;  // "actions.not_readable" {table}, "actions.too_large" {table, column, rows}.
};

/// `lines` are the plan's lines of this system. Errors of reading the source.
Result<Verified> verify(accounts::Office& office, connectors::Connector& connector,
                        const Plan& plan, const std::vector<Line>& lines,
                        const std::vector<detectors::Identifier>& identifiers, Progress& progress);

}  // namespace ombud::actions
