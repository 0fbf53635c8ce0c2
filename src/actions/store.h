#pragma once
// The actions in Ombud's own database; with ledger.cc the only file of the room
// that talks to it.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actions/plan.h"
#include "detectors/detectors.h"

namespace ombud::actions {

struct Action {
  ActionId id;
  std::string number;
  Kind kind = Kind::access;
  State state = State::planned;
  std::optional<PersonId> person;  // None: persons whom a condition chose.
  std::string criterion;           // Of those: which, in words.
  std::string reference;
  AccountId planned_by;
  Instant planned_at;
  std::string plan_root;
  std::int64_t chunks = 0;
  std::optional<AccountId> decided_by;  // Who approved or refused.
  std::optional<Instant> decided_at;
  std::string decision;      // Reason of a refusal.
  std::string receipt_body;  // Empty until it has run.
  EntryId receipt_entry;     // Of the log, which commits to the body.
};

/// What is known of one row's fate.
struct LedgerLine {
  enum class State : std::uint8_t {
    intended,  // Written before the source was touched.
    done,
    unchanged,  // Nothing in it had to change.
    gone,       // Was not there any more.
    left,       // Somebody else changed it meanwhile, or it is another person's now: not touched.
    spared,     // Its person does not meet the rule any more, or the row is now another's too.
    held,       // Its person has got a hold since.
  };
  State state = State::intended;
  std::uint32_t step = 0;
  std::uint32_t spans = 0;  // Scrubbed places.
  std::int64_t copies = 1;
  Digest key_hash;
  Digest before_hash;
  Digest after_hash;  // Empty: the row goes.
};

inline constexpr std::size_t line_states = 7;

struct Batch {
  enum class State : std::uint8_t { begun, done };  // Done: its outcome is in the log.
  State state = State::begun;
  std::int64_t changed = 0;
  std::int64_t removed = 0;
  std::int64_t unchanged = 0;
};

/// What a sealed value of the action is bound to.
std::string sealing_context(const ActionId& action, std::string_view what);

/// An entry of the log about the action, by whoever acts.
evidence::Told told(const accounts::Office& office, std::string event, UseKind use,
                    const Action& action);

/// Makes number and id, seals the chunks, writes the log's entry "actions.planned" with the root,
/// all in one transaction. `identifiers` are sealed beside an erasure's; an extract needs none.
/// `beside` may be empty.
Result<Action> insert(accounts::Office& office, Plan plan,
                      const std::function<Result<std::vector<std::string>>(const Plan&)>& chunks,
                      const std::vector<detectors::Identifier>& identifiers,
                      const PlannedBeside& beside);

/// A plan on many persons while it is made: its number is there, its state is `planning`.
struct ManyBegun {
  std::string criterion;
  std::string treatment;  // treatment_of(); may be empty.
};

Result<Action> begin_many(accounts::Office& office, const Plan& plan, const ManyBegun& begun);

/// One chunk and by what its persons are looked for again.
struct ManyChunk {
  std::int64_t number = 1;
  std::string lines;
  std::string recheck;
};

/// Sealed and committed. Errc::conflict "actions.changed_meanwhile" {number}: cleared away as
/// unfinished. Answers the hash of the lines for the plan's root.
Result<std::string> add_chunk(accounts::Office& office, const Action& action,
                              const ManyChunk& chunk);

struct ManyMade {
  const std::vector<std::string>& leaves;
  const Beside& beside;
};

/// The head, the root over it and the chunks' hashes, what is written beside it, and the log's
/// entry "actions.planned", in one transaction.
Result<void> finish_many(accounts::Office& office, const Action& action, const Plan& plan,
                         const ManyMade& made);
/// Nothing of a plan that was not finished stays.
Result<void> forget_unfinished(accounts::Office& office, const Action& action);
/// The same of those that were begun a day ago and whose maker must be dead.
Result<void> forget_unfinished_of_yesterday(accounts::Office& office);
/// By what the persons of a chunk are looked for again. Errc::conflict "actions.recheck_ended"
/// {number}.
Result<std::string> recheck_part(accounts::Office& office, const Action& action,
                                 std::int64_t chunk);

/// Whether it exists for who acts (accounts::may_see).
Result<bool> is_seen(accounts::Office& office, const Action& action);
/// Whose data it is about, for its jobs; nothing where a system is not known any more or the plan
/// is not kept.
Result<std::optional<std::set<std::string>>> controllers_of(accounts::Office& office,
                                                            const Action& action);

/// Of those that exist for who acts, as the lists below. Errc::not_found "actions.unknown"
/// {number}.
Result<Action> find_action(accounts::Office& office, std::string_view number);
/// Newest first.
Result<std::vector<Action>> all(accounts::Office& office, std::size_t limit);
/// All there are before the action with that number, for a page; empty: from the newest on. Who
/// shows them asks is_seen().
Result<std::vector<Action>> all_before(accounts::Office& office, const std::string& number,
                                       std::size_t limit);
/// Those that wait for somebody: planned, approved, running or partly done.
Result<std::vector<Action>> all_open(accounts::Office& office, std::size_t limit);

/// A chunk's bytes. Errc::internal "actions.plan_damaged".
Result<std::string> chunk(accounts::Office& office, const Action& action, std::int64_t chunk);
/// Of all chunks but the head; the keys of one person fit into memory. Errors of chunk() and of
/// read_lines().
Result<std::vector<Line>> all_lines(accounts::Office& office, const Action& action);
/// The head, after all chunks were read and their root compared with the action's.
/// Errc::forbidden "actions.plan_changed" {number}.
Result<Plan> checked_plan(accounts::Office& office, const Action& action);

struct Move {
  State from;
  State to;
  std::string event;  // Of the log.
  std::string reason;
  std::optional<AccountId> decided_by = {};  // Where it is not who acts.
  /// What the log's entry says beside the plan's hash.
  std::vector<std::pair<std::string, std::string>> commitments = {};
};

/// From one state to another, with the log's entry in the same transaction. Errc::conflict
/// "actions.changed_meanwhile" {number} where it is not in `from` any more.
Result<void> move(accounts::Office& office, const Action& action, const Move& move);

/// Errc::conflict "actions.recheck_ended" {number}: their day has passed, or they are forgotten.
Result<std::vector<detectors::Identifier>> recheck_identifiers(accounts::Office& office,
                                                               const Action& action);
/// The last day on which they are kept; none where they are forgotten.
Result<std::optional<Day>> recheck_ends(accounts::Office& office, const Action& action);
Result<void> forget_recheck(accounts::Office& office, const Action& action);
/// Those of every action whose day has passed.
Result<void> forget_ended_rechecks(accounts::Office& office);

Result<std::optional<Batch>> batch(accounts::Office& office, const Action& action,
                                   std::int64_t number);
/// Writes the ledger's lines and the intent into the log, committed: after this a source may be
/// touched. Repeated after a crash it replaces the lines of the batch; the intent stands already.
Result<void> intend(accounts::Office& office, const Action& action, std::int64_t number,
                    const std::string& system, const std::vector<LedgerLine>& lines);
/// Corrects hashes of lines whose source gave back something else than was written into it.
Result<void> amend(accounts::Office& office, const Action& action, std::int64_t number,
                   const std::vector<LedgerLine>& lines);
/// The outcome: states of the lines, counts, the log's entry.
Result<void> conclude(accounts::Office& office, const Action& action, std::int64_t number,
                      const std::string& system, const Batch& outcome,
                      const std::vector<LedgerLine>& lines);
/// Of one batch, in the order of its lines.
Result<std::vector<LedgerLine>> ledger(accounts::Office& office, const Action& action,
                                       std::int64_t batch);

/// All batches' ledgers together.
struct LedgerSum {
  using Counts = std::array<std::int64_t, line_states>;  // By LedgerLine::State.
  std::vector<Counts> steps;  // Rows of each step of the plan; equal rows count each.
  std::string root;           // RFC 6962 root over the batches' ledgers, in their order. Hex.
};

Result<LedgerSum> sum_ledgers(accounts::Office& office, const Action& action, std::size_t steps);

/// Stores the receipt's body with the state it leaves the action in and the log's entry that
/// commits to it, in one transaction.
Result<void> finish(accounts::Office& office, const Action& action, State state,
                    const std::string& body,
                    std::vector<std::pair<std::string, std::string>> commitments,
                    const std::string& reason = "");

}  // namespace ombud::actions
