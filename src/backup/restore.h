#pragma once
// Makes a data folder of a backup. Everything is read and held against its hashes before anything
// is touched; the new folder's content is made beside (restore.new in the folder, on PostgreSQL a
// schema of its own) and proved there; then a mark says that it is ready, and from there on it is
// put in place file by file, by this run or by the next one. Before the mark the old store stands,
// after it the new one.

#include <map>
#include <string>

#include "accounts/folder.h"
#include "backup/manifest.h"
#include "base/progress.h"
#include "base/result.h"

namespace ombud::backup {

struct Wish {
  std::string file;
  std::string key_file;   // Empty: that of the folder.
  std::string keys_file;  // A backup of the key store; empty: none.
  std::string anchor;     // A signed checkpoint that left the house; empty: none.
  std::string store_url;  // postgresql://… or "sqlite"; empty: what the folder's settings say.
  bool replace = false;   // What the folder and the database hold is set aside.
  std::string system_user;
};

/// What a restore has made, and what it could not.
struct Restored {
  Manifest manifest;
  std::string folder;
  std::string set_aside;              // Folder of what stood there before; may be empty.
  std::string epoch;                  // Verifier key of the log's new epoch.
  std::vector<std::string> migrated;  // "room/file" of the steps that the backup did not have.
  std::int64_t lost_entries = 0;      // Of the log since the backup, as far as checkpoints tell;
  bool lost_more = false;             // more than that where another epoch was begun since.
  /// What the store that is set aside has told since the backup: event and how often.
  std::map<std::string, std::int64_t> lost_events;
  std::string last_known;              // The checkpoint that the new epoch names.
  std::int64_t persons = 0;            // Person keys that the restored folder has.
  std::int64_t persons_destroyed = 0;  // Marks of destroyed ones: these stay destroyed.
  bool without_keys = false;           // No key store: what was sealed for persons can't be opened.
};

/// Errc::conflict "backup.target_in_use" {folder} (without `replace`), "backup.store_in_use"
/// {folder} (another process has it open), "backup.newer" {program, step},
/// "store.migration_edited"; Errc::invalid "backup.say_key", "backup.unknown_part" {table},
/// "backup.not_the_same" {table}; Errc::forbidden "backup.wrong_anchor" {file}; errors of
/// read_through, of the store and of the vault. After an error before the mark everything is as it
/// was.
Result<Restored> restore(const accounts::Folder& folder, const Wish& wish,
                         std::span<const std::span<const store::Migration>> rooms,
                         const Clock& clock, Progress& progress);

/// Goes on where a restore was cut off after its mark; false where there is none. Errors of
/// put_in_place (replace.h).
Result<bool> finish(const accounts::Folder& folder);

}  // namespace ombud::backup
