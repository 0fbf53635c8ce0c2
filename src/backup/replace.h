#pragma once
// Puts what a restore has made in the place of what stood there, so that it can be cut off anywhere
// and done again.

#include <string>

#include "accounts/folder.h"
#include "base/result.h"

namespace ombud::backup {

/// All that SQLite has written in the folder `made` lies in the files themselves: only these change
/// places, and a disk that was full as they were closed has left pages in a log beside them without
/// a word. Errc::exhausted "store.disk_full"; Errc::unavailable "backup.can_not_replace" {file}.
Result<void> gather(const accounts::Folder& made);

/// Says that the content of folder.restoring() is whole and on the disk; what stands in its place
/// goes to the folder `aside` within the data folder. Errors of evidence::replace_file.
Result<void> mark_ready(const accounts::Folder& folder, const std::string& aside);

/// Nothing to do where there is no mark. The name of the folder that what stood there went to.
/// Errc::invalid "accounts.settings_damaged"; errors of store::put_in_place; Errc::unavailable
/// "backup.can_not_replace" {file}.
Result<std::string> put_in_place(const accounts::Folder& folder);

/// Removes what a restore that never got ready has left.
void clear_away(const accounts::Folder& folder);

/// Everything in the folder on the disk. Errc::unavailable "vault.can_not_write" {file}.
Result<void> flush_all(const std::string& folder);

}  // namespace ombud::backup
