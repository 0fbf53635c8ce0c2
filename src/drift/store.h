#pragma once
// Findings and what became of them. Open until somebody accepts it or the next check does not see
// it any more; accepted until its day, or until it gets graver; mended, and reopened when it is
// back.

#include <optional>
#include <string>
#include <vector>

#include "drift/compare.h"

namespace ombud::drift {

enum class State : std::uint8_t { open, accepted, mended };
std::string_view word(State state);
std::optional<State> state_of(std::string_view word);

struct Finding {
  std::string id;
  std::string number;  // "F-0012"
  What what = What::unknown_system;
  Severity severity = Severity::hint;
  SystemId system;
  std::string record_id;
  std::vector<Named> activities;
  Evidence evidence;
  State state = State::open;
  Instant found_at;
  Instant seen_at;  // When a check last saw it.
  std::optional<Instant> mended_at;
  std::optional<Day> accepted_until;
};

struct Turn {
  Instant at;
  std::string what;  // "found", "accepted", "reopened", "graver", "mended".
  AccountId by;
  std::string reason;
};

struct Wanted {
  std::vector<State> states = {State::open};
  std::optional<Severity> severity;
  std::optional<What> what;
  std::optional<SystemId> system;
  std::string activity;                           // "B-0001"; empty: all.
  std::vector<std::string> ids;                   // Only these; empty: all.
  std::optional<std::vector<std::string>> after;  // Finding's place where the page before ended.
  std::size_t limit = 50;
};

struct Listed {
  std::vector<Finding> findings;  // The gravest first, then the oldest.
  std::int64_t count = 0;         // Of all pages.
  std::vector<std::string> next;
};

/// As they stand in the table.
std::vector<Named> activities_in(const std::string& text);

/// Of systems that the actor may see, and those of the record alone. Errc::invalid
/// "drift.bad_place".
Result<Listed> list(accounts::Office& office, const records::Kinds& kinds, const Wanted& wanted);
/// Errc::not_found "drift.unknown" {finding}.
Result<Finding> find(accounts::Office& office, const records::Kinds& kinds,
                     const std::string& number);
/// From the first on.
Result<std::vector<Turn>> turns(accounts::Office& office, const Finding& finding);

/// How many of each severity are open, from hint to serious.
Result<std::vector<std::int64_t>> counts(accounts::Office& office, const records::Kinds& kinds);

/// Until the day, with a reason; no later than a year from now. Errc::invalid "drift.no_reason",
/// "drift.bad_until" {day}; Errc::conflict "drift.is_mended" {finding}.
Result<Finding> accept(accounts::Office& office, const records::Kinds& kinds,
                       const std::string& number, const std::string& reason, Day until, Day today);
/// Takes an acceptance back. Errc::conflict "drift.not_accepted" {finding}; "drift.no_reason".
Result<Finding> reopen(accounts::Office& office, const records::Kinds& kinds,
                       const std::string& number, const std::string& reason);

struct Settings {
  std::int64_t years = 3;
  std::optional<Instant> checked_at;
};

Result<Settings> settings(accounts::Office& office);
/// Errc::invalid "drift.bad_years" unless 1 to 100.
Result<void> set_years(accounts::Office& office, std::int64_t years);

/// When each system was last looked into, and what kept it from being.
struct Looked {
  SystemId system;
  Instant at;                        // Of the check.
  std::optional<Instant> looked_at;  // When the source last answered.
  std::string error;                 // Key of what was wrong at the last check; empty: nothing.
};

Result<std::vector<Looked>> looked(accounts::Office& office);

/// What a check has changed.
struct Tally {
  std::int64_t open = 0, fresh = 0, reopened = 0, mended = 0, accepted = 0;
};

/// Writes what a comparison has found, in one transaction with one entry in the log. Findings that
/// it did not see are mended, but those that only a source can tell of which was not asked.
/// `sources`: it was a whole check, for which the sources were to be asked.
Result<Tally> keep(accounts::Office& office, const std::vector<Found>& found,
                   const std::vector<SystemData>& systems, Day today, bool sources);

}  // namespace ombud::drift
