#pragma once
// What the room's commands share, with each other and with its paths.

#include <functional>
#include <string>
#include <vector>

#include "cli/cli.h"
#include "records/rows.h"
#include "records/view.h"

namespace ombud::records {

/// Whoever gives the command, in the office, with its kinds and the one that KIND names.
struct Asked {
  accounts::Office& office;
  Kinds kinds;
  const Kind& kind;
};

/// Errors of entering, with the permission of the kind's room; of Kinds::find().
Result<Asked> asked(accounts::Entrance& entrance, cli::Call& call, const KindsOf& kinds, Verb verb);
/// "number", "title", "changed", or a field.
void order_by(Wanted& wanted, const std::string& word);
/// An instant, or a day, whose end is meant: what was there when it was over. Errors of
/// parse_instant().
Result<Instant> moment_in(const std::string& text);
using Run = Result<int> (*)(accounts::Entrance&, cli::Call&, const KindsOf&);
/// The command's run().
std::function<Result<int>(cli::Call&)> with_kinds(accounts::Entrance& entrance, KindsOf kinds,
                                                  Run run);

/// What a list is narrowed to, and its order, as condition_options() take it. Errc::invalid
/// "records.bad_where" {where}.
Result<Wanted> conditions_in(cli::Call& call, const Kind& kind);
std::vector<cli::Option> condition_options();

/// What --file holds: contacts stand in records, and have no place in arguments, which every
/// process may read. Errc::not_found "records.no_file" {file}; Errc::invalid
/// "records.file_too_large" {file}.
Result<std::string> content_of(cli::Call& call);
/// What came of it, as a sentence (`done`) or JSON; with faults exit code 2 and nothing written.
int told(cli::Call& call, const Kind& kind, const Saved& saved, std::string_view done);

cli::Option file_option();
cli::Option reason_option(bool required = true);
/// Option KIND, and KIND NUMBER.
cli::Option kind_option();
cli::Option number_option();

std::vector<cli::Command> writing_commands(accounts::Entrance& entrance, KindsOf kinds);
std::vector<cli::Command> many_commands(accounts::Entrance& entrance, KindsOf kinds);
std::vector<cli::Command> transfer_commands(accounts::Entrance& entrance, KindsOf kinds);
std::vector<cli::Command> attachment_commands(accounts::Entrance& entrance, KindsOf kinds);
std::vector<cli::Command> export_commands(accounts::Entrance& entrance, KindsOf kinds);

}  // namespace ombud::records
