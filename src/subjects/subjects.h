#pragma once
// One person across the systems: what is searched for, which rows match, whose they are, and all
// rows that hang on them. The register knows a person by a random id; identifiers and row keys lie
// sealed, found again by blind index. There is no list of all persons: a handle is answered to a
// search that gave its reason, and expires.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/id.h"
#include "base/progress.h"
#include "base/result.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "detectors/detectors.h"
#include "sql/value.h"

namespace ombud::subjects {

/// What is searched for: "email: a@b.se", "name: Karin Åberg", "personnummer: …", or a value alone,
/// whose kind the detectors tell.
struct Criterion {
  std::string kind;  // A detector kind, "number" (a membership number), "key", or empty.
  Secret value;
};

/// One row of a person table.
struct Match {
  std::string system;
  std::string table;
  sql::Row key;
  std::vector<std::string> matched;  // Kinds of the criteria and identifiers that met: "email".
  bool strong = false;  // By something that only one person has: national id, e-mail, key.
  /// Further rows of the same table matched by the same thing, or only a name matched, or two
  /// identifiers disagree: a person must choose.
  bool ambiguous = false;
  /// Hashes of what identified the row when it was matched: a key may be given to somebody else.
  std::vector<std::string> signs;
};

struct Person {
  PersonId id;
  std::string handle;  // "P-7K3F9Q"
  std::vector<Match> matches;
  bool needs_choice = false;
  /// Of choose() alone: handles by which the person was known and that end with it.
  std::vector<std::string> ended = {};
};

/// A system that was not looked into, and why: manual, unreachable, no confirmed map.
struct NotSearched {
  std::string system;
  Error why;
};

/// A search that somebody else looks at: "self", "colleague", "surname", "address",
/// "without_action", "out_of_hours".
struct Raised {
  std::string alarm;  // Its id.
  std::string kind;
};

struct Found {
  std::vector<Person> persons;
  std::vector<std::string> searched;  // Systems, by name, that were looked into to the end.
  std::vector<NotSearched> not_searched;
  std::vector<Raised> alarms;
  /// Large tables that were searched by index only, in the written forms that we know.
  std::vector<std::string> by_index_only;
};

/// Searches every system that has a confirmed map. The search is in the log before a system is
/// asked, and so is what it alone raises; what was found raises before this returns.
/// Errc::unavailable "subjects.too_many_searches" {most, minutes, seconds}. Errc::invalid
/// "subjects.no_reference", "subjects.nothing_to_search", "subjects.bad_criterion" {kind},
/// "subjects.bad_key"; Errc::forbidden "subjects.needs_clearance" {clearance}: it met somebody who
/// works here, and a second person has to say yes first; Errc::not_found
/// "subjects.system_not_searched" {system} and "subjects.no_such_table" {system, table} of a key. A
/// system that fails while it is searched is in not_searched.
Result<Found> find(accounts::Office& office, const std::vector<Criterion>& criteria,
                   const std::string& reference, Progress& progress);

/// Says which of the matches are the person: from then on he is known by them, and found again as
/// himself. The handle asked about is his, an older one ends. Errc::not_found "subjects.no_match"
/// {row, person} and those of person(); Errc::invalid "subjects.no_reference",
/// "subjects.nothing_chosen"; Errc::conflict "subjects.several_persons" where the rows were chosen
/// as different persons before.
Result<Person> choose(accounts::Office& office, const std::string& handle,
                      const std::vector<std::string>& rows, const std::string& reference);

/// The same of rows of several answers that nobody has chosen from yet: one human who was found as
/// several persons. At most one of the answers may be settled; it is the person then. Errors as
/// there; the handles as {person}.
Result<Person> choose(accounts::Office& office, const std::vector<std::string>& handles,
                      const std::vector<std::string>& rows, const std::string& reference);

/// How a row is named where its key must not be shown: "R-4TQ7ZC9K", a keyed hash of its place.
std::string row_number(const accounts::Office& office, const std::string& system,
                       const std::string& table, const sql::Row& key);

/// An action was planned for the person by the one who acts: his searches that found the person
/// led somewhere.
Result<void> acted_on(accounts::Office& office, const PersonId& person);

/// How long it is kept that somebody searched, and whom it found: what the limits look back on.
inline constexpr std::chrono::days searches_kept{31};
/// How long an alarm is kept: as long as the log can be read.
inline constexpr std::chrono::days alarms_kept{730};
/// What is older; how many. `only_count`: would go.
Result<std::int64_t> expire_searches(accounts::Office& office, bool only_count);
Result<std::int64_t> expire_alarms(accounts::Office& office, bool only_count);

/// With the matches in systems that who acts may see. Errc::not_found "subjects.unknown_person"
/// {person}: also where the handle has expired, or all that matched lies in other systems.
Result<Person> person(accounts::Office& office, const std::string& handle);
/// Whether the person exists for who acts: matched in a system that he may see.
Result<bool> is_seen(accounts::Office& office, const PersonId& id);
/// Whatever he may see: for the machine's own questions.
Result<Person> person(accounts::Office& office, const PersonId& id);

/// What identifies the person, read from the matched rows now: for scrubbing and for verifying.
/// Never stored but sealed with a stated end.
Result<std::vector<detectors::Identifier>> identifiers(accounts::Office& office,
                                                       connectors::Connector& connector,
                                                       const datamap::Map& map,
                                                       const Person& person);

/// All rows of the person in one system: the matched ones, and what links lead to, several hops,
/// through cycles, each row once.
struct Traced {
  struct TableRows {
    std::string table;
    std::vector<std::string> key_columns;  // The primary key; a unique key; else every column.
    bool whole_row_is_key = false;         // No key: equal rows are counted, not told apart.

    struct RowFound {
      sql::Row key;
      std::int64_t copies = 1;  // More than one only where whole_row_is_key.
      std::string via;          // The link: "orders.customer_id → customer.id"; empty: matched.
      bool shared = false;      // Belongs to somebody else too.
      /// Of a group: belongs to somebody outside it too who is chosen as well.
      bool also_chosen = false;
    };

    std::vector<RowFound> rows;
  };

  std::vector<TableRows> own;  // Of the person.
  /// Rows of others that point at the person (Link::mentions): table, column, keys.
  std::vector<TableRows> pointing;
};

/// In the transaction that is open on the connector's connection, if any. A matched row that is
/// gone or was given to somebody else is left out. Errc::conflict "subjects.table_gone" {table},
/// "subjects.column_gone" {table, column}.
Result<Traced> trace(connectors::Connector& connector, const datamap::Map& map,
                     const Person& person, Progress& progress);

/// Some of many persons whom a condition chose among the rows of one table.
struct Chosen {
  std::string table;
  std::vector<sql::Row> keys;
  /// Whoever meets this is chosen too, though not in the group, and is nobody else...
  const sql::Statement* by = nullptr;
  /// ...but these, by sql::key_text().
  const std::set<std::string>* left_out = nullptr;
};

/// The rows of all of them, as trace() of one person finds his: what hangs on two of the group is
/// the group's. Their keys are taken as they are. Errors as there.
Result<Traced> trace(connectors::Connector& connector, const datamap::Map& map, const Chosen& group,
                     Progress& progress);

/// What identifies the persons in these rows of one table, read now; what two of them have comes
/// twice.
Result<std::vector<detectors::Identifier>> identifiers(accounts::Office& office,
                                                       connectors::Connector& connector,
                                                       const datamap::Map& map,
                                                       const Chosen& group);

/// Places in free text of rows that are not the person's where a full name or a number of his
/// stands. Off by default in an erasure; each is confirmed.
struct Mention {
  std::string number;  // "M-4TQ7ZC": a keyed hash of the place, the same each time it is found.
  std::string table, column;
  std::vector<std::string> key_columns;
  sql::Row key;
  std::string kind;  // What stands there: "name", "email".
};

Result<std::vector<Mention>> mentions(accounts::Office& office, connectors::Connector& connector,
                                      const datamap::Map& map,
                                      const std::vector<detectors::Identifier>& identifiers,
                                      const Traced& own, Progress& progress);

std::vector<cli::Command> commands(accounts::Entrance& entrance);
std::vector<accounts::Route> routes();
std::span<const store::Migration> migrations();

}  // namespace ombud::subjects
