#pragma once
// The checks, by what they look at. Each adds what it finds; none fails.

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/folder.h"
#include "doctor/doctor.h"
#include "vault/key_file.h"

namespace ombud::doctor {

class Findings {
 public:
  void ok(std::string check, std::string key, Params params = {}) {
    add(std::move(check), State::ok, {Errc::internal, std::move(key), std::move(params)}, "");
  }

  void warn(std::string check, std::string key, Params params = {}, std::string mend = "") {
    add(std::move(check), State::warning, {Errc::internal, std::move(key), std::move(params)},
        std::move(mend));
  }

  void wrong(std::string check, std::string key, Params params = {}, std::string mend = "") {
    add(std::move(check), State::wrong, {Errc::internal, std::move(key), std::move(params)},
        std::move(mend));
  }

  /// An error of another room, in that room's words.
  void error(std::string check, const Error& error, State state = State::wrong,
             std::string mend = "") {
    add(std::move(check), state, error, std::move(mend));
  }

  const std::vector<Finding>& all() const { return all_; }

 private:
  void add(std::string check, State state, Error sentence, std::string mend) {
    all_.push_back({std::move(check), state, std::move(sentence), std::move(mend)});
  }

  std::vector<Finding> all_;
};

/// The folder's rights and leftovers, the file system it lies on, free room, zone data.
void check_folder(const accounts::Folder& folder, Instant now, Findings& findings);
/// Key file and key store. True where they open.
bool check_keys(const accounts::Folder& folder, const accounts::Settings& settings,
                Findings& findings);
/// Reachable, of this schema, sound, durable, fenced. True where it can be worked with.
bool check_store(store::Database& store, std::span<const std::span<const store::Migration>> rooms,
                 Findings& findings);
/// The log against itself, checkpoints that left the house, the clock, backups, escrow.
void check_log(accounts::Office& office, Progress& progress, Findings& findings);
/// Jobs nobody does, passwords with old parameters, what ought to have been thrown away.
void check_work(accounts::Office& office, Findings& findings);
/// Each system answers and its map still fits.
void check_systems(accounts::Office& office, Progress& progress, Findings& findings);

}  // namespace ombud::doctor
