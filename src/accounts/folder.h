#pragma once
// The data folder: where it is, what lies in it and the small file that says what it holds.

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "cli/cli.h"
#include "store/store.h"

namespace ombud::accounts {

struct Settings {
  OrganisationId organisation;
  std::string key_file;        // As given; a relative one lies in the data folder.
  std::string postgresql_url;  // Empty: SQLite in the data folder.
};

class Folder {
 public:
  /// --data, else OMBUD_DATA, else $XDG_DATA_HOME/ombud, else ~/.local/share/ombud.
  /// Errc::invalid "accounts.say_where".
  static Result<Folder> of(const cli::Call& call);

  explicit Folder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  std::string settings_file() const { return path_ + "/ombud.conf"; }

  std::string key_store() const { return path_ + "/keys.db"; }

  /// An organisation that was added lies below the first one's folder and has its store.
  std::string store() const;

  std::string last_signed() const { return path_ + "/last-signed"; }

  /// A restore lays the new files down here before it puts them in place; while the mark stands it
  /// has to be finished first.
  std::string restoring() const { return path_ + "/restore.new"; }

  std::string restore_mark() const { return path_ + "/restore.ready"; }

  /// Whether it is the first organisation's, not one that was added.
  bool is_first() const;
  /// Where the keys and the log's last checkpoint of an organisation lie that was added.
  Folder of_another(const OrganisationId& organisation) const;
  /// The same as a name within the first one's folder: "organisations/ID".
  static std::string name_of_another(const OrganisationId& organisation);
  /// Whether they do. False for what is no id.
  bool has_another(const OrganisationId& organisation) const;

  std::string key_file(const Settings& settings) const;
  /// Where the store lies; a PostgreSQL store's password is the environment's.
  store::Location location(const Settings& settings) const;

  /// Errc::conflict "accounts.restore_unfinished" {folder} where a restore was cut off.
  Result<void> check_settled() const;

  /// Nothing of ours is there. Errc::conflict "accounts.already_made" {folder},
  /// "accounts.half_made" {folder, files}; Errc::forbidden "accounts.folder_open_to_others"
  /// {folder}.
  Result<void> check_free() const;
  /// Makes it, 0700, the folders above too; true where it was not there. Errors of check_free;
  /// Errc::forbidden "accounts.folder_not_writable" {folder}.
  Result<bool> make() const;

  /// Errc::not_found "accounts.no_data_folder" {folder}; Errc::conflict "accounts.half_made";
  /// Errc::forbidden "accounts.folder_open_to_others"; Errc::invalid "accounts.settings_damaged"
  /// {file}.
  Result<Settings> read() const;

  /// Before the store's first commit: the settings under another name, on the disk.
  Result<void> prepare(const Settings& settings) const;
  /// Prepared and not finished: whole if the store knows the organisation.
  bool is_prepared() const;
  /// After the commit, and again where a crash came between: from here on the folder is whole.
  Result<void> finish() const;
  /// Errc::conflict "accounts.half_made", naming what is there.
  Failure half_made() const;

 private:
  std::string prepared_file() const { return settings_file() + ".new"; }

  std::vector<std::string> leftovers() const;
  Result<void> check_closed() const;

  std::string path_;
};

}  // namespace ombud::accounts
