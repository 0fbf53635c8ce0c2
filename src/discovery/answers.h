#pragma once
// What people answered: is the column personal, yes or no? An answer decides for its own column, at
// every later proposal of that system, and counts a little for columns of the same name in the
// organisation's other systems.

#include "connectors/connectors.h"
#include "discovery/discovery.h"
#include "discovery/model.h"

namespace ombud::discovery {

struct Answer {
  std::string table, column;  // As sql::Catalogue::label and the catalogue write them.
  bool personal = true;
  std::optional<DataCategory> category;  // What it says, where the person said so.
  Instant said_at;
  AccountId said_by;
  std::string system;  // By name; of list() and of what is known of other systems.
};

/// Replaces what was said of the column before. Errc::not_found "discovery.no_such_column" {table,
/// column} where the system has none.
Result<void> answer(accounts::Office& office, connectors::Connector& connector, Answer answer);
/// Errc::not_found "discovery.no_answer" {system, column}.
Result<void> withdraw(accounts::Office& office, const connectors::System& system,
                      const std::string& table, const std::string& column);
/// What stands, by system, table and column. Nothing given: of all systems.
Result<std::vector<Answer>> answers(accounts::Office& office,
                                    const std::optional<connectors::System>& system);
/// The organisation's answers as a proposal for this system takes them.
Result<Said> said_of(accounts::Office& office, const connectors::System& system);

/// "kund.epost": the table, which may have a schema, and the column behind the last dot.
/// Errc::invalid "discovery.bad_column" {given}.
Result<std::pair<std::string, std::string>> table_and_column(const std::string& given);

/// Tables and columns as people have said: an own answer decides, one of another system weighs.
void heed(const Said& said, Model& model);

std::vector<cli::Command> answer_commands(accounts::Entrance& entrance);

}  // namespace ombud::discovery
