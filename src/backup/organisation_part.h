#pragma once
// What a restore makes of one organisation beside the store that all of them share: its key store,
// its settings, the last checkpoint of its log, and the log's new epoch. One for the first
// organisation, and one for each that was added to it.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/folder.h"
#include "backup/key_ring.h"
#include "backup/restore.h"
#include "evidence/evidence.h"
#include "store/store.h"
#include "vault/vault.h"

namespace ombud::backup {

class OrganisationPart {
 public:
  /// `stands`: its folder as it is, which may not be there; `made`: the one being made. `settings`:
  /// with the key file that is to be its own. `stood`: those of the folder that stands.
  OrganisationPart(accounts::Folder stands, accounts::Folder made, accounts::Settings settings,
                   std::optional<accounts::Settings> stood);

  const accounts::Settings& settings() const { return settings_; }

  const accounts::Folder& made() const { return made_; }

  // As the backup has them.
  KeyRing of_backup;
  std::string signed_in_backup;

  /// Counts, by event, what the store that is to be replaced has told since then, where it opens.
  void look_back(store::Database& store, const Clock& clock, Instant since,
                 std::map<std::string, std::int64_t>& events) const;
  /// Of the folder that stands, of the copies in `files` that are this organisation's, and of the
  /// backup. Errors of read_through and of the key store.
  Result<void> make_keys(const std::vector<std::string>& files, Progress& progress);
  /// Lays down the last checkpoint that is known to have been signed: the folder's, one of
  /// `anchors`, or the one in the restored store. `taken` gets the anchors that are its own.
  Result<void> choose_checkpoint(store::Database& store, const std::vector<std::string>& anchors,
                                 std::set<std::string>& taken);
  /// `told`: the entry that begins it. The log is verified from its first entry.
  Result<void> begin_epoch(store::Database& store, const Clock& clock, evidence::Told told,
                           Progress& progress);
  /// The last step in the folder that is made: from here on it is whole.
  Result<void> finish() const;

  RestoredPart& came() { return came_; }

 private:
  Result<vault::Vault> vault() const;

  accounts::Folder stands_;
  accounts::Folder made_;
  accounts::Settings settings_;
  std::optional<accounts::Settings> stood_;
  RestoredPart came_;
};

}  // namespace ombud::backup
