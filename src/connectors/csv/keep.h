#pragma once
// Writes what was changed in the staging tables back into the files. A row that was not changed
// keeps its bytes, a changed one its separators, quotes and line end; a deleted one is left out.
//
// All new files are written beside the old ones, synced and read back before the first of them
// takes an old one's name. A run that is cut off before leaves the old files as they were, one cut
// off between two renames leaves each file old or new and whole; the next run sees which.

#include <string>
#include <vector>

#include "base/result.h"
#include "connectors/csv/staging.h"
#include "sql/connection.h"

namespace ombud::connectors::csv {

/// What a new file is called until it is renamed.
inline constexpr std::string_view new_ending = ".ombud-new";

/// The files that were changed, by name. The caller holds the folder's lock.
/// Errc::conflict "connectors.file_changed" {file} where somebody else changed or moved a file
/// since it was read, "connectors.csv_hard_links" {file} (another name would keep the old content),
/// "connectors.csv_rows_added" {file}; Errc::invalid "connectors.csv_unwritable" {file, column,
/// line, encoding}; Errc::exhausted "connectors.disk_full" {file}; Errc::forbidden
/// "connectors.csv_no_right_to_write" {file}: nothing was changed then.
/// "connectors.csv_partly_kept" {file, files}: a rename was refused after others were done.
Result<std::vector<std::string>> keep(sql::Connection& staging, const std::string& folder,
                                      const std::vector<Sheet>& sheets);

/// Removes what a run that was cut off left. The caller holds the folder's lock.
void clean(const std::string& folder);

/// A new file, whole and on the disk, that waits for the old one's name; gone with it otherwise.
class NewFile {
 public:
  NewFile(std::string path, std::string target)
      : path_(std::move(path)), target_(std::move(target)) {}

  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  const std::string& path() const { return path_; }

  /// False with errno set.
  bool take_name();

 private:
  std::string path_;
  std::string target_;
};

/// Gives all of them their names, in order; errors of the renaming as in keep(). `names` are for
/// errors.
Result<void> take_names(std::vector<NewFile>& files, const std::vector<std::string>& names);

}  // namespace ombud::connectors::csv
