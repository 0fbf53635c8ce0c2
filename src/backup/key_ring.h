#pragma once
// The keys that a restored folder gets, gathered from the folder that stands, from a backup of the
// key store and from the backup itself.

#include <string>
#include <utility>
#include <vector>

#include "accounts/folder.h"
#include "base/progress.h"
#include "sql/value.h"
#include "vault/key_file.h"
#include "vault/key_store.h"

namespace ombud::backup {

struct KeyRing {
  std::vector<std::pair<vault::KeyName, vault::Found>> keys;
  std::string months_shredded_before;
  bool whole = false;  // Of a key store, not only the organisation's own keys.

  /// A row of a backup's part with keys.
  void add(const sql::Row& row);
};

/// What was destroyed in one of them is destroyed in all.
KeyRing joined(KeyRing base, const std::vector<KeyRing>& others);

/// Empty where the folder's key store does not open with its key file.
Result<KeyRing> keys_of_folder(const accounts::Folder& folder, const accounts::Settings& settings);
/// Of a backup of the key store. Errors of read_through; Errc::conflict
/// "backup.another_organisation" {folder}.
Result<KeyRing> keys_of_copy(const std::string& file, const vault::KeyFile& key,
                             const OrganisationId& organisation, Progress& progress);

}  // namespace ombud::backup
