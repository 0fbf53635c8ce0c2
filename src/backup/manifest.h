#pragma once
// What a backup says of itself, at its end.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "store/store.h"

namespace ombud::backup {

struct TablePart {
  std::string name;
  std::vector<std::string> columns;
  std::int64_t rows = 0;
  std::string sha256;  // Of its rows as they stand in the file.
  std::string sum;     // RowSum.

  bool operator==(const TablePart&) const = default;
};

struct FilePart {
  std::string name;
  std::int64_t bytes = 0;
  std::string sha256;

  bool operator==(const FilePart&) const = default;
};

/// Of an organisation that was added to the first one: what its own keys in the backup need.
struct AddedPart {
  OrganisationId organisation;
  std::string
      key;  // key_mark() of its key file at that moment; empty where that was not to be read.
  std::string months_shredded_before;  // As below, of its key store.

  bool operator==(const AddedPart&) const = default;
};

struct Manifest {
  std::string program;  // Version of Ombud that made it.
  std::string engine;   // "sqlite", "postgresql": of the store that was copied.
  Instant made_at;
  OrganisationId organisation;                // Whose key file seals it.
  std::vector<OrganisationId> organisations;  // All that the store holds.
  std::vector<store::AppliedMigration> migrations;
  std::vector<TablePart> tables;
  std::vector<FilePart> files;
  std::string checkpoint;  // The log's at that moment (signed note); may be empty.
  /// Of the key store: keys of months before this one were destroyed; empty: none.
  std::string months_shredded_before;
  std::vector<AddedPart> added;  // Those that have keys of their own in it.

  std::int64_t rows() const;
};

std::string to_json(const Manifest& manifest);
/// Nothing where the text is none of this format.
std::optional<Manifest> manifest_of(std::string_view json);

/// The migrations that the backup's schema was made of, of each room. Errc::conflict "backup.newer"
/// {program, step}: one that this program does not know; "store.migration_edited".
Result<std::vector<std::vector<store::Migration>>> schema_of(
    const Manifest& manifest, std::span<const std::span<const store::Migration>> rooms);

}  // namespace ombud::backup
