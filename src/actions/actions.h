#pragma once
// Everything that takes a person's data out of systems or changes it there is one mechanism:
//
//     plan → approve → execute → verify → receipt
//
// A plan is frozen and hashed, so that what is approved is what happens. An intent stands in the
// log before a source is touched, an outcome after. The ledger says, row by row under a key, what
// was there and what it became, so that a run that was cut off goes on where it stood, and a row
// that somebody else changed meanwhile is left alone and said.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/id.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/texts.h"
#include "conditions/conditions.h"
#include "jobs/jobs.h"
#include "subjects/subjects.h"

namespace ombud::actions {

enum class Kind : std::uint8_t { access, erase };
std::string_view word(Kind kind);

enum class State : std::uint8_t {
  planning,  // Its chunks are being made. What is left of one that ended early goes after a day.
  planned,
  approved,
  refused,
  running,      // Also after a crash: `run` goes on.
  partly_done,  // A system did not answer, rows were skipped, something was left over: run again.
  done,         // Executed and verified; nothing not reached.
  done_with_remainder,  // Executed and verified where we can; the receipt says what was not
                        // reached.
  closed,               // Given up before it was done: what has to be done still is planned anew.
};
std::string_view word(State state);

/// The controller's documented instruction (GDPR art. 28(3)(a)), where the data is not ours.
struct Instruction {
  std::string who;
  std::string given_on;  // A day.
  std::string document;
};

/// A public body's decision to dispose of records (LAW.md 1).
struct Disposal {
  std::string body;
  std::string decided_on;
  std::string document;
};

/// What another part writes of a plan on one person, in the transaction that makes it.
using PlannedBeside = std::function<Result<void>(store::Transaction&, const std::string& number)>;

struct Wish {
  Kind kind = Kind::access;
  std::string person;  // Handle.
  std::string reference;
  std::optional<Instruction> instruction;
  std::optional<Disposal> disposal;
  /// Mentions in other persons' rows to scrub too: "all", or the numbers that `subjects mentions`
  /// printed.
  std::vector<std::string> mentions;
  PlannedBeside beside;  // May be empty.
};

/// What becomes of persons whom a rule has chosen.
enum class Then : std::uint8_t {
  erase,        // As the data map says.
  anonymise,    // Their rows stay, emptied of what tells of them, free text too. The receipt says
                // "anonymised" only where a stated test passes.
  de_identify,  // Their rows stay; each field is erased in the map's way.
};
std::string_view word(Then then);

/// How many a condition has chosen.
struct Chosen {
  std::string action;  // Its number.
  std::int64_t persons = 0;
  std::int64_t held = 0;     // With a hold: left out.
  std::int64_t already = 0;  // On whom the rule has been carried out before: left out.
};

/// What another room writes of a plan, in the transaction that makes the plan: it stands there with
/// the plan or not at all. It may read other transactions and begin no writing one.
using Beside = std::function<Result<void>(store::Transaction&, const Chosen&)>;

/// Persons chosen by a condition: what a retention rule asks for. Rows of `table` that meet the
/// condition when the plan is made are in it, and are touched only while they still meet it.
struct Selection {
  SystemId system;
  std::string table;  // As the data map writes it; its rows are persons.
  conditions::Condition meets;
  Then then = Then::erase;
  /// Columns of that table, which alone are changed. Empty: everything of the persons in that
  /// system, by the data map.
  std::vector<std::string> only;
  std::string reference;
  std::string rule;  // "former_members 3"
  /// "former_members": its versions know of one another whom they have been carried out on. Empty:
  /// `rule`.
  std::string rule_name;
  std::string approval;  // The permission that approving needs: "retention.approve".
  std::optional<Instruction> instruction;
  std::optional<Disposal> disposal;
  Beside beside;  // May be empty.
};

/// Plans the same for all of them: a manifest of one sealed line a row, in chunks that are made and
/// sealed one after the other. Persons with a hold are left out and counted; so are those on whose
/// row, which stays, the same was carried out before and who are still as it was left, and rows
/// that are somebody else's too who is not chosen. Answers the action's number, which is approved,
/// run and shown as any other.
///
/// Errors of plan(); Errc::not_found "actions.nobody_chosen" {table, held, already},
/// "actions.no_such_table" {table, system}; Errc::conflict "actions.no_persons_table" {table},
/// "actions.no_key" {table} (rows that nothing tells apart), "actions.may_not_change" {table,
/// right} (the database's user lacks the right), "actions.column_not_in_map" {table, column},
/// "actions.column_stays" {table, column} (the map keeps it); errors of the condition.
Result<std::string> plan_selection(accounts::Office& office, const Selection& selection,
                                   Progress& progress);

/// How many it would choose now; nothing is planned or written. Errors of the condition, of
/// connectors::open() and datamap::executable(), "actions.no_such_table".
Result<Chosen> count_selection(accounts::Office& office, const Selection& selection,
                               Progress& progress);

/// Errc::conflict "actions.ambiguous" {person}: matches to choose from first;
/// "actions.cascade" {table, takes, rows, way_out}: the source would take rows along that are
/// somebody else's or must stay; "actions.cycle" {tables}: rows that hold each other and can't be
/// let go; "actions.hold" {number, reason}; "actions.no_instruction" {system, controller};
/// "actions.no_disposal_decision" {body}; "datamap.*" of executable();
/// Errc::invalid "actions.no_reference"; Errc::not_found "actions.nothing_found" {person},
/// "actions.unknown_mention" {mention}. Answers the action's number.
Result<std::string> plan(accounts::Office& office, const Wish& wish, Progress& progress);

/// Errc::conflict "actions.not_planned" {number, state}; Errc::forbidden "actions.four_eyes"
/// {number} (the planner approves no erasure of his own), "actions.may_not_approve" {number,
/// permission}, "actions.plan_changed" (its hash is not what was shown); Errc::internal
/// "actions.plan_damaged". Refusing: Errc::invalid "actions.no_reason".
Result<void> approve(accounts::Office& office, const std::string& number);
Result<void> refuse(accounts::Office& office, const std::string& number, const std::string& reason);

/// The organisation's decision that a rule's runs need no approval each.
struct ByStanding {
  AccountId decided_by;
  std::string decision;  // Which one, as the log and the receipt say it.
};

/// Approves a plan on many persons in the name of whoever decided so; who acts is in the log too.
/// Whether the decision covers the plan is for the room to say whose rule it is. Errc::conflict
/// "actions.not_planned" {number, state}; errors of the plan as approve() has.
Result<void> approve_by_standing(accounts::Office& office, const std::string& number,
                                 const ByStanding& standing);

/// What waits for a decision: how many, and the oldest's day.
struct Waiting {
  std::int64_t count = 0;
  std::optional<Instant> oldest;
};

/// Plans that nobody has approved or refused yet.
Result<Waiting> waiting_for_approval(accounts::Office& office);

/// Errc::not_found "actions.unknown" {number}.
Result<State> state_of(accounts::Office& office, const std::string& number);

struct Outcome {
  State state = State::planned;
  std::string receipt;  // The file's text; empty until there is one.
  std::vector<Error> remarks;
};

/// What an access extract needs; an erasure needs neither.
struct Running {
  std::string folder;                // Where it goes.
  Language language = Language::en;  // Of its page.
  bool sealed = false;               // It is there already, read and certified (sealed_extract.h).
};

/// Errc::conflict "actions.not_approved" {number, state}, "actions.already_done" {number},
/// "actions.running_elsewhere" {number}, "actions.recheck_ended" {number} (30 days after the plan
/// nothing that identifies the person is kept any more); Errc::forbidden "actions.plan_changed"
/// {number}, "actions.stopped" {number}; Errc::internal "actions.plan_damaged"; errors of an
/// extract's folder; of a sealed one "actions.no_extract" {number}.
Result<Outcome> run(accounts::Office& office, const std::string& number, const Running& running,
                    Progress& progress);

/// Ends an action that is partly done, or whose run was cut off, where it stands: it is never run
/// again, nothing that identifies anybody is kept for it, and its receipt says what was done and
/// that nothing was verified since. Errc::conflict "actions.not_partly_done" {number, state},
/// "actions.running_elsewhere" {number}; Errc::invalid "actions.no_reason".
Result<Outcome> close_action(accounts::Office& office, const std::string& number,
                             const std::string& reason);

/// Planned before these, and ended.
struct Until {
  Instant plans;   // Their sealed rows go.
  Instant ledger;  // Their ledger goes: no backup of the source can hold the rows any more.
};

struct Expired {
  std::int64_t plans = 0;
  std::int64_t rechecks = 0;         // Identifiers kept for a recheck whose day has passed.
  std::int64_t ledger_segments = 0;  // One a batch.
};

/// How many of each went; `only_count`: would go. Number, state, log and receipt of an action stay;
/// its plan can't be shown any more ("actions.plan_expired").
Result<Expired> expire(accounts::Office& office, const Until& before, bool only_count);
/// Marks of rows that were taken by rules at which nobody has looked since: removed ones, or such
/// whose map has changed. How many rules' marks went; `only_count`: would go.
Result<std::int64_t> expire_marks(accounts::Office& office, Instant before, bool only_count);
/// How long an extract that is read and handed out over HTTP is kept.
inline constexpr std::chrono::days extract_kept{14};
/// Extracts that were to be read and handed out over HTTP, whose time is over.
Result<std::int64_t> expire_extracts(accounts::Office& office, bool only_count);

/// How long a wish for a plan, and why it was refused, are kept for whoever asked.
inline constexpr std::chrono::days wishes_kept{7};
/// Older ones; how many. `only_count`: would go.
Result<std::int64_t> expire_wishes(accounts::Office& office, bool only_count);
/// Of which actions there is such an extract whose file is not in the data folder, as after a
/// restore without it; by number.
Result<std::vector<std::string>> extracts_without_file(accounts::Office& office);

/// Of a command's `--instruction` and `--disposal`, "WHO; DAY; DOCUMENT"; nothing where it has
/// none. Errc::invalid "actions.three_parts" {option}.
Result<std::optional<Instruction>> instruction_of(const cli::Call& call);
Result<std::optional<Disposal>> disposal_of(const cli::Call& call);

std::vector<cli::Command> commands(accounts::Entrance& entrance);
std::vector<accounts::Route> routes();
/// "actions.run", "actions.plan" and "actions.extract": what `ombud work` does of an action.
std::vector<jobs::Kind> job_kinds();
std::span<const store::Migration> migrations();

}  // namespace ombud::actions
