#pragma once
// The log's commands. Who may use them is decided by a room above this one: it hands in the door.

#include <functional>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "cli/cli.h"
#include "evidence/evidence.h"

namespace ombud::evidence {

struct Opened {
  Log* log = nullptr;
  AccountId account = {};  // Who acts.
};

/// Opens the data folder, finds out who acts and checks the permission: "evidence.read" to look,
/// "evidence.verify" to check, "evidence.export", "evidence.epoch", "evidence.shred".
/// Errc::not_found where there is no data folder: then `verify` knows no key but the one given.
using Enter = std::function<Result<Opened>(cli::Call& call, std::string_view permission)>;

/// evidence list | checkpoint | key | prove | export | epoch | shred, and those of
/// verify_commands().
std::vector<cli::Command> commands(const Enter& enter);

/// evidence verify, verify RECEIPT: exit code 1 where what was checked is not sound.
std::vector<cli::Command> verify_commands(const Enter& enter);

/// The file's bytes. Errc::not_found "evidence.no_file" {file}; errors of reading.
Result<std::string> given_file(const std::string& path, std::size_t most_bytes);

}  // namespace ombud::evidence
