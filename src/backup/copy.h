#pragma once
// Writing a backup and reading one through.

#include <functional>
#include <string>

#include "accounts/folder.h"
#include "backup/kept_files.h"
#include "backup/manifest.h"
#include "base/progress.h"
#include "store/tables.h"
#include "vault/key_file.h"
#include "vault/key_store.h"
#include "vault/sealed_file.h"

namespace ombud::backup {

inline constexpr std::string_view of_store = "backup";  // SealedHead::kind.
inline constexpr std::string_view of_keys = "keys";

/// The part of a backup that holds wrapped keys; "keys ID" those of an organisation that was added.
/// No room has this name.
inline constexpr std::string_view keys_table = "keys";
std::string keys_table_of(const OrganisationId& added);
bool is_keys_table(std::string_view name);

/// Whose copy is made. `rooms`: the migrations that this program knows.
struct Original {
  const accounts::Folder& folder;
  const accounts::Settings& settings;
  const vault::KeyFile& key;
  store::Database& store;
  std::span<const std::span<const store::Migration>> rooms;
  const Clock& clock;
  Progress& progress;
};

/// A finished backup.
struct Copy {
  std::string file;
  Manifest manifest;
  std::int64_t bytes = 0;
  std::string sha256;  // Of the whole file.
};

/// The whole store in one state, settings and last checkpoint of the data folder, the files that
/// lie beside the store (kept_files.h) as they are after that state was read, and of the key store
/// only the organisation's own keys: no person's and no month's. The same of every organisation
/// that was added; `folder` is the first one's. Under another name first, flushed,
/// read back and held against what was read from the store; then it gets its name. After an error
/// there is no new file, and an older one of this name stands as it was. Errc::conflict
/// "backup.not_a_backup" {file}: what stands there is none and is not replaced; errors of
/// vault::SealedWriter (a full disk) and of the store.
Result<Copy> copy_store(const Original& original, const std::string& file);

/// All keys, and the marks of those that were destroyed. The same errors.
Result<Copy> copy_keys(const Original& original, const std::string& file);

/// What is told while a backup is read through.
struct Reading {
  std::function<Result<void>(const TablePart& head)> on_table = {};  // Only name and columns.
  std::function<Result<void>(std::size_t table, sql::Row row)> on_row = {};
  std::function<Result<void>(const std::string& name, const std::string& bytes)> on_file = {};
  std::function<Result<void>(const FilePiece& piece)> on_piece = {};
};

/// Reads every byte and holds all parts against the manifest. Errc::conflict "backup.other_kind"
/// {file}: one of keys where one of the store is wanted, or the other way round; Errc::invalid
/// "vault.sealed_file_damaged" {file}, "backup.not_understood" {file}; errors of
/// vault::SealedReader::open; those that `reading` answers.
Result<Manifest> read_through(const std::string& file, std::string_view kind,
                              const vault::KeyFile& key, const Reading& reading,
                              Progress& progress);

/// "/mnt/backup" and a day: "/mnt/backup/ombud-20261122T020500Z.backup"; a file's name as it is.
std::string file_for(const std::string& given, const std::string& kind, Instant now);

}  // namespace ombud::backup
