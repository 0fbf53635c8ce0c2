#pragma once
// A check from beginning to end: the record read, the maps read, the sources asked, compared, kept.

#include "drift/store.h"

namespace ombud::drift {

/// All that a comparison needs, read from the own store.
struct Read {
  Paper paper;
  std::vector<SystemData> systems;
  Links links;
  std::vector<retention::InWords> rules;
};

/// Errors of the rooms that it reads from.
Result<Read> read_all(accounts::Office& office, const records::Kinds& kinds);

/// Errc::forbidden "drift.limited": whoever does not see all systems would find too much and too
/// little. A source that does not answer ends nothing: looked() says so.
Result<Tally> check(accounts::Office& office, const records::Kinds& kinds, Progress& progress);

/// The same without asking a source, after the record was changed here. Nothing where whoever acts
/// does not see all systems.
Result<void> compare_anew(accounts::Office& office, const records::Kinds& kinds);

/// As it is enqueued and scheduled; job_kinds() knows how it runs.
jobs::Kind check_kind();

/// The day that it is where the organisation is.
Result<Zone> zone_of(const accounts::Office& office);
Result<Day> today_of(const accounts::Office& office);

}  // namespace ombud::drift
