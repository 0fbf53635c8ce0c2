#pragma once
// What an action on many persons needs beside that of one: who has a hold, which rows still belong
// to persons who are still chosen, by what they are looked for again.

#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "actions/plan.h"
#include "actions/rows.h"
#include "base/progress.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "subjects/subjects.h"

namespace ombud::actions {

/// Rows by table (as the map writes it) and sql::key_text().
using KeySets = std::map<std::string, std::set<std::string>>;

/// Numbers of all holds that stand on persons or on the system; who asks again knows by them
/// whether anything has changed. Errc::conflict "actions.hold" {number, reason} where one stands on
/// the system itself.
Result<std::vector<std::string>> standing_numbers(accounts::Office& office, const SystemId& system);

/// Rows of the system by which persons with a hold are known, in their person tables.
Result<KeySets> held_persons(accounts::Office& office, const connectors::System& system);
/// The same, and all that hangs on them there now.
Result<KeySets> held_rows(accounts::Office& office, connectors::Connector& connector,
                          const datamap::Map& map, Progress& progress);

/// The plan's condition as SQL. Errors of the condition.
Result<sql::Statement> condition_of(const Many& many, const sql::Catalogue& catalogue);

/// By what persons are looked for again: for each identifier the first 8 bytes of a keyed hash of
/// its normal form, and the last digits of a number, by which most texts are passed over quickly.
struct Sought {
  std::uint64_t hash = 0;
  std::uint32_t tail = none;
  static constexpr std::uint32_t none = 0xffffffff;
};

/// Of the kinds that are looked for in every text: national ids, phone, e-mail, accounts.
bool is_sought(detectors::Kind kind);
/// The last seven digits; `none` where there are fewer.
std::uint32_t tail_of(std::string_view normal);

struct Recheck {
  std::vector<Sought> sought;
  std::vector<detectors::Identifier> identifiers;  // Only where texts are scrubbed.
};

Recheck recheck_of(const std::vector<detectors::Identifier>& identifiers, bool keep_identifiers,
                   const detectors::Reading& reading, RowHash& hash);
std::string write_recheck(const Recheck& recheck);
/// Errc::internal "actions.plan_damaged".
Result<Recheck> read_recheck(std::string_view bytes);

/// Of RowHash: the hash of what identifies the persons of one action.
inline constexpr std::string_view of_identifiers = "identifiers";

}  // namespace ombud::actions
