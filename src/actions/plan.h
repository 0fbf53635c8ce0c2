#pragma once
// A plan: what will happen to which rows of which tables of which systems, and why; what stays and
// why; what can't be reached. Once made it is frozen: written as chunks of bytes whose Merkle root
// is the plan's hash, so that what was approved is what is executed.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actions/actions.h"
#include "actions/rows.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "datamap/datamap.h"
#include "sql/value.h"

namespace ombud::actions {

/// What happens to one column of a step's rows.
struct Change {
  std::string column;
  datamap::Erase how = datamap::Erase::set_null;
  std::string constant;
  DataCategory category = DataCategory::other;
  bool operator==(const Change&) const = default;
};

/// A column that stays in rows that are touched or looked at.
struct Stays {
  std::string column;
  std::string because;
  bool operator==(const Stays&) const = default;
};

/// The same thing done to rows of one table.
struct Step {
  enum class What : std::uint8_t {
    show,    // Into an extract.
    let_go,  // References between rows that are to go, set null first: the rows hold each other.
    change,  // Fields of rows that stay.
    remove,  // Rows.
    keep,    // Nothing: said, and known when the result is verified.
  };
  What what = What::change;
  std::string system;
  std::string table;
  std::vector<std::string> key_columns;
  bool whole_row_is_key = false;
  /// What makes a row this person's: hashed into each line, and compared again when the row is
  /// locked. A row that another person has got meanwhile is left alone.
  std::vector<std::string> belongs_by;
  std::vector<Change> changes;  // Of show: the columns alone.
  std::vector<Stays> stays;
  std::int64_t rows = 0;
  std::string why;
  bool operator==(const Step&) const = default;
};

std::string_view word(Step::What what);

/// One row of a step.
struct Line {
  std::size_t step = 0;  // Position in Plan::steps.
  sql::Row key;
  std::int64_t copies = 1;
  Digest belongs;   // Keyed hash over Step::belongs_by.
  std::string via;  // Of show: the link that leads to the row.
  /// Of a chosen person of another chunk too: looked at again when it is this chunk's turn.
  bool also_anothers = false;
  bool chosen = false;  // The row itself was chosen: it must meet the condition still.
};

/// One system as it was when the plan was made.
struct PlannedSystem {
  SystemId id;
  std::string name;
  std::string kind;
  std::string controller;
  std::int64_t map_version = 0;
  std::string catalogue;  // Fingerprint.
  std::string identity;
  /// What the database does by itself when the steps run: triggers, references set null.
  std::vector<Error> by_itself;
  std::vector<Error> remarks;
};

/// A system, or a part of one, that the plan can't act on.
struct NotReached {
  std::string system;
  Error why;
  /// True where a person is to do it by hand and attest it; false where nothing can be done or it
  /// has to be planned again.
  bool by_hand = false;
};

/// Of an action on persons whom a condition chose. Each chunk of its lines is one batch: some
/// persons and all their rows, so that who drops out is left alone as a whole.
struct Many {
  std::string table;
  std::string meets;  // The condition, as JSON.
  Then then = Then::erase;
  std::vector<std::string> only;
  std::string rule;
  std::string approval;
  std::int64_t persons = 0;
  std::int64_t held = 0;     // Chosen, but with a hold: not in the plan.
  std::int64_t already = 0;  // Chosen, but their own row was erased before: not in the plan.
  std::int64_t shared = 0;   // Rows that are somebody else's too.
  /// Places in which a value is its own row's person's: {table, column}. What stands there in a
  /// row that is not in the plan is another person's, who has the same.
  std::vector<std::pair<std::string, std::string>> own_places;
  bool has_scrubs = false;  // Texts are scrubbed: the persons' identifiers are kept sealed for it.
};

struct Plan {
  ActionId id;
  std::string number;
  Kind kind = Kind::access;
  std::optional<PersonId> person;  // This or `many`.
  std::optional<Many> many;
  std::string reference;
  AccountId planned_by;
  Instant planned_at;
  std::string law;  // "se": decides the word that stands for what was scrubbed.
  std::optional<Instruction> instruction;
  std::optional<Disposal> disposal;
  std::vector<PlannedSystem> systems;
  std::vector<Step> steps;
  std::vector<NotReached> not_reached;
  std::int64_t mentions_left = 0;  // In rows of others, not chosen to be scrubbed.
};

/// A chunk's lines: small enough to hold in memory, large enough that a million rows are a hundred.
inline constexpr std::size_t chunk_lines = 10'000;
/// One transaction in a source, of an action on one person.
inline constexpr std::size_t batch_lines = 1'000;

std::string write_head(const Plan& plan);
/// Errc::internal "actions.plan_damaged".
Result<Plan> read_head(std::string_view bytes);
std::string write_lines(std::span<const Line> lines);
Result<std::vector<Line>> read_lines(std::string_view bytes);

/// The plan's hash: RFC 6962 root over the chunks, the head first. Hex.
std::string root_of(const std::vector<std::string>& chunks);

/// Errors inside plans and receipts, as JSON {"key","params"}.
std::string write_error(const Error& error);
/// Errc::internal "actions.plan_damaged".
Result<Error> read_error(std::string_view text);

}  // namespace ombud::actions
