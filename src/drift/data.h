#pragma once
// What lies in the connected systems: the confirmed map of each, what has changed since, and how
// old rows are. A source answers in counts; no row leaves it.

#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/zones.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "discovery/discovery.h"
#include "drift/held.h"
#include "drift/links.h"
#include "retention/retention.h"

namespace ombud::drift {

/// How many rows of a table are older than something.
struct Question {
  enum class Of : std::uint8_t {
    years,   // No period covers them.
    period,  // A fixed period of the record.
    rule,    // A retention rule that Ombud carries out itself.
  };
  Of of = Of::years;
  std::string table;
  std::string subject;
  std::string record;  // Id of the retention period, of period and of rule where a record names it.
  std::string rule;    // Of rule.
  bool at_most = false;
  bool needs_end = false;  // The period begins when something ended, which a column must tell.
  Period period;           // Of years and period.
};

struct Age {
  Question question;
  std::int64_t rows = 0;  // Older.
  std::int64_t of = -1;   // All of the table; -1 where not counted.
  std::string oldest;     // A day; empty where none could be read.
  std::string before;     // The day: all of the row's days are before it.
};

struct SystemData {
  connectors::System system;
  std::optional<datamap::Map> map;  // The newest confirmed one.
  Held held;
  std::optional<discovery::LastLook> look;  // In how much the last proposal looked.
  /// Whether the source was asked this time; what follows is known only then.
  bool asked = false;
  std::optional<Error> why_not;
  std::vector<datamap::Change> changes;
  std::vector<Age> ages;
};

/// Whether the persons of a line are those that a map's word means.
bool means(const Line& line, const std::string& subject);

/// Of all systems that the actor may see, by name; no source is asked yet.
Result<std::vector<SystemData>> read_maps(accounts::Office& office);

/// What to ask of a system, from what the record says of it.
std::vector<Question> questions(const SystemData& data, const Paper& paper, const Links& links,
                                const std::vector<retention::InWords>& rules, int years);

/// Asks the source, with an entry in the log before: what has changed since the map was confirmed,
/// and each question. A source that does not answer is noted in `data`, not an error; an error is
/// only what ends the whole check.
Result<void> ask(accounts::Office& office, const std::vector<Question>& questions, const Zone& zone,
                 SystemData& data, Progress& progress);

}  // namespace ombud::drift
