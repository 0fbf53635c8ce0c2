#pragma once
// Makes a data folder of a backup. Everything is read and held against its hashes before anything
// is touched; the new folder's content is made beside (restore.new in the folder, on PostgreSQL a
// schema of its own) and proved there; then a mark says that it is ready, and from there on it is
// put in place file by file, by this run or by the next one. Before the mark the old store stands,
// after it the new one.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "accounts/folder.h"
#include "backup/manifest.h"
#include "base/progress.h"
#include "base/result.h"

namespace ombud::backup {

// Of several organisations each has a key file, keys and a log of its own: what is said of one of
// them here may be said of each.
struct Wish {
  std::string file;
  std::vector<std::string> key_files;   // Those not named: the folder's own.
  std::vector<std::string> keys_files;  // Backups of key stores.
  std::vector<std::string> anchors;     // Signed checkpoints that left the house.
  std::string store_url;  // postgresql://… or "sqlite"; empty: what the folder's settings say.
  bool replace = false;   // What the folder and the database hold is set aside.
  std::set<std::string> without;  // Ids of added organisations that are not to be opened again.
  std::string system_user;
};

/// What of one organisation's own was made, and what could not be.
struct RestoredPart {
  OrganisationId organisation;
  std::string name;
  std::string epoch;                   // Verifier key of its log's new epoch.
  std::int64_t lost_entries = 0;       // Of its log since the backup, as far as checkpoints tell;
  bool lost_more = false;              // more than that where another epoch was begun since.
  std::string last_known;              // The checkpoint that the new epoch names.
  std::int64_t persons = 0;            // Person keys that the restored folder has.
  std::int64_t persons_destroyed = 0;  // Marks of destroyed ones: these stay destroyed.
  bool without_keys = false;           // No key store: what was sealed for persons can't be opened.
};

struct Restored {
  Manifest manifest;
  std::string folder;
  std::string set_aside;              // Folder of what stood there before; may be empty.
  std::vector<std::string> migrated;  // "room/file" of the steps that the backup did not have.
  /// What the store that is set aside has told since the backup: event and how often.
  std::map<std::string, std::int64_t> lost_events;
  std::vector<RestoredPart> parts;  // The first organisation's, then those of the added ones.
};

/// Errc::conflict "backup.target_in_use" {folder} (without `replace`), "backup.store_in_use"
/// {folder} (another process has it open), "backup.newer" {program, step},
/// "store.migration_edited", "backup.not_of_all" {folder} (of an organisation that was added);
/// Errc::invalid "backup.say_key", "backup.say_key_of" {organisation, file}, "backup.unknown_part"
/// {table}, "backup.not_the_same" {table}; Errc::forbidden "backup.wrong_anchor" {file}; errors of
/// read_through, of the store and of the vault. After an error before the mark everything is as it
/// was.
Result<Restored> restore(const accounts::Folder& folder, const Wish& wish,
                         std::span<const std::span<const store::Migration>> rooms,
                         const Clock& clock, Progress& progress);

/// Goes on where a restore was cut off after its mark; false where there is none. Errors of
/// put_in_place (replace.h).
Result<bool> finish(const accounts::Folder& folder);

}  // namespace ombud::backup
