#pragma once
// Who acts. An account is one per human; a membership says what role it has in which organisation.
// On the command line somebody is the account bound to the operating system's user, or the one
// whose password is given: a flag alone makes nobody somebody else.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/fields.h"
#include "accounts/roles.h"
#include "accounts/whose.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "evidence/evidence.h"
#include "store/store.h"
#include "vault/vault.h"

namespace ombud::accounts {

/// "room.verb", named by the room that asks for it; which role has it stands in permissions.cc, in
/// one table that a test holds against every command.
using Permission = std::string_view;

/// A grant that has ended lately, so that who was in the midst of something is told why it stops.
struct EndedGrant {
  std::string number;  // "G-0001"
  Role role = Role::handler;
  Instant at;
};

struct Actor {
  AccountId account;
  std::string name;
  OrganisationId organisation;
  /// Those that he has now: standing ones, granted ones whose time is, those of whom he stands in
  /// for.
  std::set<Role> roles;
  /// Whose data a role is for, line by line (whose.h); a role that is not here is for everybody's.
  /// Asked by may_see() and reach_of().
  std::map<Role, std::set<std::string>> only = {};
  FieldPolicy fields = {};  // Asked by may_read().
  std::vector<EndedGrant> ended = {};
  /// With which permission he was let in; empty where none was asked.
  std::string doing = {};
  bool may(Permission permission) const;
};

/// Whether what belongs to the controller exists for the actor, by the roles that let him do what
/// he is doing. False: answer as if there were no such thing, and note_hidden(). True where nobody
/// acts: the machine's own work knows all systems.
bool may_see(const Actor& actor, std::string_view controller);
/// Whether what is of no one controller's, or of several, is not for the actor: each role that lets
/// him do what he is doing is limited to some controllers' data.
bool is_limited(const Actor& actor);

/// Whose records a permission is for, by all roles of the actor that have it. A controller's are
/// those that belong to it; a unit's those of the unit and of all below it.
struct Reach {
  bool whole = false;  // Everybody's; also where nobody acts: the machine's own work.
  Whose whose = {};
};

Reach reach_of(const Actor& actor, Permission permission);

struct Account {
  AccountId id;
  std::string name;
  std::set<Role> roles;                    // Standing ones; those for a time are grants.
  std::set<std::string> limits = {};       // Whose data they are for (whose.h); none: everybody's.
  std::optional<std::string> system_user;  // Of the operating system.
  std::optional<AccountId> made_by;        // Shown with approvals: four eyes of one maker are none.
  Instant made_at;
  std::optional<Instant> used_at = {};  // When it last did something; nothing where never.
  bool closed = false;
};

struct Organisation {
  OrganisationId id;
  std::string name;
  std::string law;           // "se", "dk", "no", "fi".
  bool public_body = false;  // Erases only with a disposal decision (LAW.md 1).
};

/// What a command works with: the opened data folder, and who acts.
struct Office {
  std::string folder;
  Organisation organisation;
  Actor actor;
  const Clock& clock;
  store::Database& store;
  vault::Vault& vault;
  evidence::Log& log;
  std::vector<std::string> hidden = {};  // note_hidden()
};

/// Somebody asked for what does not exist for him ("system liva"). A denial in the log before the
/// answer goes out, whatever the answer is.
void note_hidden(Office& office, std::string object);
/// Takes what was noted, as entries.
std::vector<evidence::Told> hidden(Office& office);
/// Writes them, each in a transaction of its own; whoever let the actor in calls it when he is
/// done. Errors of the log.
Result<void> tell_hidden(Office& office);

/// What `ombud init` has made.
struct Made {
  std::string folder;
  std::string key_file;
  Organisation organisation;
  std::string account;
  bool fenced = true;  // store::Database::is_fenced().
};

class Lobby;

/// The door of the data folder. Opened once a process, at the first command that needs it.
class Entrance {
 public:
  Entrance(const Clock& clock, std::vector<std::span<const store::Migration>> migrations);
  ~Entrance();

  /// Makes the data folder, key file, store, organisation and first account (coordinator and
  /// administrator, bound to the operating system's user), from the options of `ombud init`. The
  /// organisation's settings are written last: a folder without them was never finished.
  /// Errc::conflict "accounts.already_made" {folder}, "accounts.half_made" {folder, files};
  /// Errc::invalid "accounts.bad_organisation", "accounts.say_where"; errors of new accounts, of
  /// the store's and the vault's making.
  Result<Made> make(cli::Call& call);

  /// Opens the folder (--data or OMBUD_DATA), finds out who acts (--as and a password, or the
  /// system's user) and checks the permission; a refusal is logged before it is answered. The
  /// office is the entrance's and lives as long as it does. Errc::not_found
  /// "accounts.no_data_folder" {folder}; Errc::forbidden "accounts.who_are_you" {user},
  /// "accounts.wrong_password", "accounts.not_permitted" {permission, roles},
  /// "accounts.folder_open_to_others" {folder}; Errc::unavailable "accounts.wait" {seconds}: after
  /// a wrong password; Errc::conflict "accounts.half_made"; Errc::invalid
  /// "accounts.settings_damaged" {file}; Errc::conflict "accounts.store_older" {folder}: a
  /// migration waits; "accounts.restore_unfinished" {folder}; errors of store::Database::open and
  /// is_up_to_date, and of vault::Vault::open.
  Result<Office*> enter(cli::Call& call, Permission permission);

  /// The folder of the last enter() opened once more, for another thread (accounts/lobby.h), its
  /// store with the `patience` of store::Location. Errors of opening it.
  Result<std::unique_ptr<Lobby>> lobby(std::chrono::milliseconds patience = {}) const;

  /// The command, and after it, whatever came of it, the log's entries of what it asked for and
  /// could not be shown; their errors are its own.
  cli::Command told(cli::Command command);

  const Clock& clock() const;
  std::span<const std::span<const store::Migration>> migrations() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The command, run in the opened office by somebody who has the permission; errors of enter().
cli::Command in_office(Entrance& entrance, cli::Command command, Permission permission,
                       std::function<Result<int>(cli::Call&, Office&)> run);

/// Without a role it may ask for one (grants.h). `limits`: whose data the roles are for (whose.h);
/// none: everybody's. Errc::invalid "accounts.bad_name", "accounts.bad_controller",
/// "accounts.bad_unit" and those of a bad password ("accounts.password_short" {least},
/// "accounts.password_long" {most}, "accounts.password_common"); Errc::not_found
/// "accounts.no_system_user" {user}; Errc::conflict "accounts.name_taken" {name},
/// "accounts.system_user_taken" {user}.
Result<AccountId> add(Office& office, const std::string& name, const std::set<Role>& roles,
                      const Secret& password, const std::optional<std::string>& system_user,
                      const std::set<std::string>& limits = {});
/// Those of this organisation by name, closed ones too.
Result<std::vector<Account>> list(Office& office);
/// What all of them are called, closed ones too.
Result<std::map<AccountId, std::string>> names(Office& office);
/// Errc::not_found "accounts.unknown" {name}.
Result<Account> find(Office& office, const AccountId& id);
Result<Account> find(Office& office, const std::string& name);
/// Who the account is today, for work that it asked for earlier: nobody signs in, so only a worker
/// that was let in itself may ask. A refusal is in the log before it is answered. Errc::forbidden
/// "accounts.no_longer" {name} where it is closed or gone, "accounts.not_permitted" {permission,
/// roles} where its roles no longer allow it.
Result<Actor> acting_for(Office& office, const AccountId& account, Permission permission);
/// Neither password nor system user open it any more, here at least: it lives on where it is a
/// member too. It stays in the list. Errc::not_found
/// "accounts.unknown" {name}; Errc::conflict "accounts.closed" {name},
/// "accounts.last_administrator".
Result<void> close(Office& office, const std::string& name);

/// All that there are, for the test that holds commands against the table.
std::vector<Permission> permissions();

/// What makes an organisation beside the first.
struct NewOrganisation {
  std::string name;
  std::string law;
  bool public_body = false;
  std::string account;   // Who administers it at first; empty: who adds it.
  std::string key_file;  // Empty: in its own folder, below the first one's.
};

/// Keys, a key file, a log and a folder of its own, in the same store. By an administrator, in the
/// first organisation. Errc::invalid "accounts.bad_organisation"; Errc::conflict
/// "accounts.not_first" {name}, "accounts.organisation_taken" {name}; Errc::not_found
/// "accounts.unknown" {name}; errors of the vault's and the folder's making.
Result<Made> add_organisation(Office& office, const NewOrganisation& wish);
/// To the administrators of the first organisation all that there are, to others those of which
/// they are members; by name.
Result<std::vector<Organisation>> organisations(Office& office);
/// An account of another organisation becomes a member of this one too; it signs in as before.
/// Errors of add(); Errc::not_found "accounts.unknown" {name}; Errc::conflict
/// "accounts.already_member" {name}.
Result<AccountId> join(Office& office, const std::string& name, const std::set<Role>& roles,
                       const std::set<std::string>& limits);

std::vector<cli::Command> commands(Entrance& entrance);
std::span<const store::Migration> migrations();

}  // namespace ombud::accounts
