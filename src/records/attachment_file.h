#pragma once
// The bytes of an attachment, beside the store: a sealed file of a drawn name in the data folder,
// with a key of its own that only its row has. It is whole on the disk before a row names it, and
// goes after its row has let it go; what is left of a crash in between is swept.

#include <set>
#include <string>
#include <string_view>

#include "accounts/accounts.h"

namespace ombud::records {

/// A file that was written and that nothing names yet: it goes again unless it is kept.
class NewFile {
 public:
  /// Errc::exhausted "records.attachments_full"; errors of vault::SealedWriter.
  static Result<NewFile> write(accounts::Office& office, std::string_view bytes);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  const std::string& name() const { return name_; }

  const std::string& key() const { return key_; }

  void keep() { path_.clear(); }

 private:
  NewFile(std::string path, std::string name, std::string key);

  std::string path_;
  std::string name_;
  std::string key_;
};

/// All of it, or nothing: Errc::not_found "vault.no_sealed_file"; Errc::invalid
/// "vault.sealed_file_damaged"; other errors of vault::SealedReader.
Result<std::string> read_file(accounts::Office& office, const std::string& name,
                              std::string_view key, std::size_t bytes);
/// Nothing where it is not there; what can't be removed is swept later.
void remove_file(accounts::Office& office, const std::string& name);

/// How many of these are not in the folder.
std::int64_t count_missing(const accounts::Office& office, const std::set<std::string>& named);

/// Those that are in the folder, older than a day, and not among `named`; how many.
std::int64_t sweep_files(accounts::Office& office, const std::set<std::string>& named,
                         bool only_count);

}  // namespace ombud::records
