#pragma once
// A system that holds personal data: where it lies, whose it is, and a way in. A database is worked
// on where it is; a folder of CSV files is loaded into a private SQLite file that is gone
// afterwards, worked on there by the same SQL, and written back file by file; a manual system has
// no way in at all: what is to be done there is a task that a person attests.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"
#include "sql/connection.h"

namespace ombud::connectors {

enum class Kind : std::uint8_t { sqlite, postgresql, mariadb, csv, manual };
std::string_view word(Kind kind);

/// What --url says: sqlite:FILE · postgresql:///db?host=/socket/dir ·
/// postgresql://user@host:port/db · mariadb://user@localhost/db?socket=/path · csv:DIR · manual: ;
/// ?tls=… and ?root=FILE where there is a network.
struct Address {
  Kind kind = Kind::manual;
  std::string file;  // Absolute: SQLite's file, CSV's folder.
  std::string host;  // Empty: on this machine, by a socket.
  std::string
      socket;  // PostgreSQL: the folder it lies in; MariaDB: the file. Empty: the usual one.
  int port = 0;
  std::string database;
  std::string user;
  std::string tls;
  std::string root_certificate;
  bool operator==(const Address&) const = default;
};

/// Errc::invalid "connectors.bad_url" {scheme}, "connectors.password_in_url" (it would be seen in
/// the process list and the shell's history), "connectors.unknown_parameter" {name},
/// "connectors.bad_tls" {words}. No error repeats what was given but its scheme.
Result<Address> read_address(std::string_view url);
/// read_address() makes the same address of it. Holds no secret.
std::string write_address(const Address& address);

struct System {
  SystemId id;
  std::string name;  // [a-z][a-z0-9_-]*, how people call it: "liva".
  Address address;
  /// Whose data it is. Empty: the organisation's own. Else an action needs that controller's
  /// documented instruction (GDPR art. 28(3)(a)).
  std::string controller;
  bool public_body = false;  // The controller is one: erasing needs its disposal decision.
  bool has_password = false;
};

/// Errc::conflict "connectors.name_taken" {name}; Errc::invalid "connectors.bad_name" {name};
/// Errc::forbidden "connectors.other_controller" {controller}: one that the actor may not see.
Result<System> add(accounts::Office& office, System system, const Secret& password);
/// Those whose controller the actor may see (accounts::may_see); others are answered as unknown by
/// find, and the denial is in the log.
Result<std::vector<System>> list(accounts::Office& office);
/// Errc::not_found "connectors.unknown_system" {name}.
Result<System> find(accounts::Office& office, std::string_view name);
/// A removed one too, as a manual one: what was done there is still told of.
Result<System> find(accounts::Office& office, const SystemId& id);
/// Its password and address are gone then. Errors of find.
Result<void> remove(accounts::Office& office, std::string_view name);
/// Says anew whose data it is; empty: the organisation's own. What was planned before stays as it
/// was planned. Errors of find; "connectors.other_controller". Law: GDPR art. 28(3)(a).
Result<System> set_controller(accounts::Office& office, std::string_view name,
                              const std::string& controller, bool public_body);

/// One way in, open. Not for a manual system: Errc::conflict "connectors.manual" {system}.
class Connector {
 public:
  virtual ~Connector() = default;

  const System& system() const { return system_; }

  virtual sql::Connection& connection() = 0;
  /// Read once and kept until refresh().
  virtual Result<const sql::Catalogue*> catalogue() = 0;
  /// Reads the catalogue anew; CSV: the files too, unless there are changes that keep() has not
  /// written yet.
  virtual Result<void> refresh() = 0;
  /// Makes committed changes last in the system itself. Databases: nothing to do. CSV: each changed
  /// file is written beside the old one, fsynced and renamed over it; rows that were not changed
  /// keep their bytes. Errc::conflict "connectors.file_changed" {file} where somebody else changed
  /// a file since it was read: nothing is written then.
  virtual Result<void> keep() = 0;

 protected:
  explicit Connector(System system) : system_(std::move(system)) {}

 private:
  System system_;
};

/// Errors of sql's connect calls and of reading a CSV folder (csv/folder.h, csv/staging.h), each
/// with {system} added; "vault.can_not_open" where the password can't be unsealed.
Result<std::unique_ptr<Connector>> open(accounts::Office& office, const System& system);

/// The same in two steps, so that several systems can be opened side by side: the office is asked
/// for the password by one thread, and opening needs the system alone. Empty where it has none.
/// Errc::invalid "vault.can_not_open".
Result<Secret> password_of(accounts::Office& office, const System& system);
Result<std::unique_ptr<Connector>> open(const System& system, Secret password);

/// What `system test` says: reachable, version, per table what is missing for reading and erasing.
struct Check {
  std::string version;
  std::string identity;

  struct Lacking {
    std::string table;
    bool read = false, update = false, erase = false;  // True: missing.
  };

  std::vector<Lacking> lacking;
  /// Tables without transactions, without keys, with triggers, …: "connectors.remark_*" {count,
  /// tables}.
  std::vector<Error> remarks;
  std::size_t tables = 0;
};

Result<Check> check(Connector& connector);

/// An error of adding, opening or looking at a system, as the person hears it who typed its address
/// in a browser: "connectors.way_*" in place of what databases and files say, {why} of files; any
/// other stays as it is. Names no path and no host.
Error in_plain_words(const Error& error, Language language);

std::vector<cli::Command> commands(accounts::Entrance& entrance);
std::vector<accounts::Route> routes();
std::span<const store::Migration> migrations();

}  // namespace ombud::connectors
