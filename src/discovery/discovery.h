#pragma once
// Proposes a system's data map from its catalogue, the names people gave things, and sampled
// content, each decision with a confidence and a reason. Samples are looked at and forgotten: what
// stays is a category, counts and a sentence.

#include <map>

#include "accounts/accounts.h"
#include "base/progress.h"
#include "base/result.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "jobs/jobs.h"

namespace ombud::discovery {

/// What people have said of columns, as a proposal takes it.
struct Said {
  struct Here {
    bool personal = true;
    std::optional<DataCategory> category;
    std::string said_at;
  };

  struct Elsewhere {
    std::int64_t yes = 0, no = 0;
  };

  std::map<std::pair<std::string, std::string>, Here> here;  // By table and column.
  std::map<std::string, Elsewhere> elsewhere;                // By what the column's name says.
};

struct Options {
  std::int64_t sample_rows = 1000;  // Of a table, spread over its key range; at least 1.
  Day today;                        // Tells birth dates from other dates.
  Said said;
};

struct Proposal {
  datamap::Map map;

  /// "None found" always says in how much of what.
  struct Coverage {
    std::string table;
    std::int64_t rows = 0, sampled = 0;  // Rows -1: could not be counted.

    struct NotRead {
      std::string column;
      Error why;
    };

    std::vector<NotRead> not_read;  // Columns whose content no detector looked into, and why.
  };

  std::vector<Coverage> coverage;
};

/// A table that can't be read is proposed by its names alone, and its coverage says so. Errors of
/// the connector's catalogue; Errc::unavailable "sql.unreachable" and "sql.cancelled".
Result<Proposal> propose(connectors::Connector& connector, const Options& options,
                         Progress& progress);

/// In how much of a system the last proposal looked, whoever asked for it.
struct LastLook {
  SystemId system;
  Instant at;
  std::int64_t rows = 0, sampled = 0, tables = 0;
  std::int64_t not_read = 0;  // Columns whose content no detector looked into.
};

/// Of every system of which a map was proposed, by its id.
Result<std::vector<LastLook>> last_looks(accounts::Office& office);

/// `datamap propose | preflight`, `discovery answer | answers | withdraw`.
std::vector<cli::Command> commands(accounts::Entrance& entrance);
std::vector<accounts::Route> routes();
/// "discovery.propose".
std::vector<jobs::Kind> job_kinds();
std::span<const store::Migration> migrations();

}  // namespace ombud::discovery
