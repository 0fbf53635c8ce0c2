#pragma once
// A folder of CSV files as it was found: each *.csv with what tells it from another version of
// itself.

#include <string>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"
#include "connectors/csv/bytes.h"
#include "tables/csv_dialect.h"

namespace ombud::connectors::csv {

/// What a file was when it was read. `sha256` is empty until all of it has been.
struct Version {
  std::uint64_t device = 0, inode = 0;
  std::int64_t size = 0, changed_seconds = 0, changed_nanoseconds = 0;
  std::string sha256;
  bool operator==(const Version&) const = default;
};

struct File {
  std::string folder;
  std::string name;   // "members.csv"
  std::string table;  // "members"
  Version version;
  Encoding encoding = Encoding::utf8;
  tables::Dialect dialect;
  std::vector<std::string> header;  // In UTF-8.

  std::string path() const { return folder + "/" + name; }
};

/// The folder, opened; also what its lock is taken on. Errc::not_found "connectors.no_folder",
/// Errc::invalid "connectors.not_a_folder", Errc::forbidden "connectors.folder_no_right", each
/// {folder}.
Result<Descriptor> open_folder(const std::string& folder);

/// Its *.csv files by name, looked into as far as the header. Errors of open_folder; Errc::invalid
/// "connectors.csv_bad_name" (no UTF-8, or a name that SQLite keeps for itself),
/// "connectors.csv_same_name" {file, other}, "connectors.csv_not_a_file" (a symbolic link, a
/// folder, a device), "connectors.csv_utf16", "connectors.csv_binary", "connectors.csv_no_header",
/// "connectors.csv_empty_name" {line, field}, "connectors.csv_duplicate_name" {name},
/// "connectors.csv_too_many_columns", each with {file}; Errc::forbidden "connectors.csv_no_right"
/// {file}; and those of tables::RecordReader.
Result<std::vector<File>> read_folder(const std::string& folder);

/// Opened for reading, no symbolic link followed, and its version without the hash.
struct OpenFile {
  Descriptor descriptor;
  Version version;
};

/// Errc::conflict "connectors.file_changed" {file} where it is gone or has become something else;
/// Errc::forbidden "connectors.csv_no_right" {file}.
Result<OpenFile> open_file(const File& file);
/// Errc::conflict "connectors.file_changed" {file} unless the file is still the one that was read,
/// by everything but its hash.
Result<void> require_unchanged(const File& file);

}  // namespace ombud::connectors::csv
