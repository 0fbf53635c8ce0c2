#pragma once
// The wrapped keys, in an SQLite file of their own: it is left out of the ordinary backup, so that
// a shredded key does not live on there. The file alone opens nothing; each key in it is sealed
// under the key file's.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "sql/connection.h"

namespace ombud::vault {

/// What tells one wrapped key from another. `person` and `month` are empty where they don't apply.
struct KeyName {
  std::string kind;  // "organisation", "signing", "person", "month".
  std::string person;
  std::string month;
};

struct Found {
  bool shredded = false;
  std::string wrapped;
};

class KeyStore {
 public:
  /// Errc::conflict "vault.store_exists", Errc::exhausted "vault.disk_full", Errc::not_found
  /// "vault.no_folder", Errc::forbidden "vault.not_writable"; each with {file}.
  static Result<KeyStore> create(const std::string& file, const OrganisationId& organisation);
  /// Errc::not_found "vault.store_missing"; Errc::forbidden "vault.store_open_to_others";
  /// Errc::invalid "vault.store_damaged"; each with {file}.
  static Result<KeyStore> open(const std::string& file, const OrganisationId& organisation);

  Result<std::optional<Found>> find(const KeyName& name);
  /// Stores unless it is there, was shredded meanwhile, or the store is_outdated(); find() says
  /// what holds afterwards.
  Result<void> add(const KeyName& name, const std::string& wrapped);
  /// Every key and mark, in one state.
  Result<void> each(const std::function<Result<void>(const KeyName&, const Found&)>& take);
  /// Into a store that was just made: all keys and marks of another one, in one transaction.
  Result<void> fill(const std::vector<std::pair<KeyName, Found>>& keys,
                    const std::string& months_shredded_before);
  /// Puts a key in the place of one, or where there is none.
  Result<void> put(const KeyName& name, const std::string& wrapped);
  Result<void> remove(const KeyName& name);
  /// In one transaction: every key but the marks becomes what `rewrap` answers, `more` is put in
  /// place, and the store is of the next generation. How many keys.
  Result<std::int64_t> rewrap(
      const std::function<Result<std::string>(const KeyName&, const Found&)>& rewrapped,
      const std::vector<std::pair<KeyName, std::string>>& more);
  /// True where another process has rewrapped the keys since this store was opened.
  Result<bool> is_outdated();

  /// Two that are equal: nobody has changed anything in between, neither here nor elsewhere.
  struct Version {
    std::int64_t of_others = 0;  // SQLite's data_version.
    std::int64_t own = 0;
    bool operator==(const Version&) const = default;
  };

  Result<Version> version();

  /// Overwrites the person's key and leaves a mark that there was one.
  Result<void> shred(const KeyName& name);
  /// Removes keys of months before `month` and remembers the month; how many.
  Result<std::int64_t> shred_months_before(const std::string& month);
  /// Keys of months before this one are gone and must not be made again; empty: none yet.
  Result<std::string> months_shredded_before();

 private:
  explicit KeyStore(std::string file) : file_(std::move(file)) {}

  Result<void> connect();
  Failure translated(Error error) const;
  Result<void> change(const std::function<Result<void>()>& work);
  Result<void> wipe_log();

  Result<std::int64_t> generation();

  std::string file_;
  std::int64_t generation_ = 0;  // SQLite's user_version, when it was opened.
  std::int64_t own_changes_ = 0;
  std::unique_ptr<sql::Connection> connection_;
};

}  // namespace ombud::vault
