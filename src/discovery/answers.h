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
/// The same for many columns at once, all of them or none. The system is only opened where a column
/// stands neither in the newest map nor among the answers before. Errc::invalid
/// "discovery.too_many_answers" {most}; errors of answer() and of connectors::open.
Result<void> answer_all(accounts::Office& office, const connectors::System& system,
                        std::vector<Answer> given);
inline constexpr std::size_t most_answers = 500;
/// Errc::not_found "discovery.no_answer" {system, column}.
Result<void> withdraw(accounts::Office& office, const connectors::System& system,
                      const std::string& table, const std::string& column);
/// What stands, by system, table and column. Nothing given: of all systems.
Result<std::vector<Answer>> answers(accounts::Office& office,
                                    const std::optional<connectors::System>& system);
/// The organisation's answers as a proposal for this system takes them.
Result<Said> said_of(accounts::Office& office, const connectors::System& system);

/// Whether the map says of the column what the person said of it.
bool agrees(const datamap::Map& map, const Answer& answer);
/// Columns whose standing answer, or one that was taken back since the map was made, is not worked
/// into it yet. By table and column.
Result<std::vector<std::pair<std::string, std::string>>> not_worked_in(
    accounts::Office& office, const connectors::System& system, const datamap::Map& map,
    Instant made_at);
/// Takes from `proposed`, which heeded what was said, every column of which the map says something
/// else. How many they were.
std::int64_t heed_in(datamap::Map& map, const datamap::Map& proposed, const Said& said);

/// "kund.epost": the table, which may have a schema, and the column behind the last dot.
/// Errc::invalid "discovery.bad_column" {given}.
Result<std::pair<std::string, std::string>> table_and_column(const std::string& given);

/// Tables and columns as people have said: an own answer decides, one of another system weighs.
void heed(const Said& said, Model& model);

std::vector<cli::Command> answer_commands(accounts::Entrance& entrance);

}  // namespace ombud::discovery
