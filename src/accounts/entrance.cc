// Making a data folder, opening one, and who comes in.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "accounts/accounts.h"
#include "accounts/folder.h"
#include "accounts/lobby.h"
#include "accounts/names.h"
#include "accounts/organisations.h"
#include "accounts/passwords.h"
#include "accounts/rights.h"
#include "accounts/rows.h"
#include "accounts/sign_in.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

// Takes away what a failed init has made, as long as nothing can have been sealed or stored.
class Unfinished {
 public:
  explicit Unfinished(const Folder& folder) : folder_(folder) {}

  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  ~Unfinished() {
    if (kept_) return;
    for (const char* ending : {"", "-wal", "-shm"}) unlink((folder_.store() + ending).c_str());
    if (made_folder_) rmdir(folder_.path().c_str());
  }

  void made_folder(bool made) { made_folder_ = made; }

  void keep() { kept_ = true; }

 private:
  const Folder& folder_;
  bool made_folder_ = false;
  bool kept_ = false;
};

// What `ombud init` is asked to make, all of it checked.
struct Wish {
  Settings settings;
  Organisation organisation;
  Account account;
  Secret password;
};

Result<Wish> wish_of(cli::Call& call, const Clock& clock) {
  Wish wish;
  Organisation& organisation = wish.organisation;
  organisation.id = new_id<OrganisationId>(clock);
  organisation.name = call.value("--organisation");
  organisation.law = call.value("--law");
  organisation.public_body = call.has("--public-body");
  TRY(check_organisation_name(organisation.name));

  Account& account = wish.account;
  account.id = new_id<AccountId>(clock);
  account.system_user = system_user();
  account.name = call.has("--account") ? call.value("--account") : *account.system_user;
  account.roles = {Role::coordinator, Role::administrator};
  account.made_at = clock.now();
  TRY(check_account_name(account.name));

  wish.settings.organisation = organisation.id;
  wish.settings.key_file = call.has("--key-file")
                               ? std::filesystem::absolute(call.value("--key-file")).string()
                               : "ombud.key";
  wish.settings.postgresql_url = call.value("--store");
  return wish;
}

// A command is a use of the account; once a day is enough, so that a command that only reads seldom
// writes.
Result<void> note_use_daily(Door& door, const Actor& actor) {
  const Instant now = door.clock.now();
  {
    store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
    if (!TRY(is_use_old(transaction, door.organisation.id, actor.account, now))) return {};
  }
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  TRY(note_use(transaction, door.organisation.id, actor.account, now));
  return transaction.commit();
}

// Where the command is to work: the first organisation, or the one that is named.
Result<Lobby*> chosen(Lobby& first, const cli::Call& call) {
  std::string name = call.has("--at") ? call.value("--at") : "";
  const char* set = std::getenv("OMBUD_ORGANISATION");
  if (name.empty() && set != nullptr) name = set;
  if (name.empty()) return &first;
  std::vector<Organisation> all;
  {
    store::Transaction transaction = TRY(first.store().begin_installation(sql::Begin::read));
    all = TRY(rows::all_organisations(transaction));
  }
  for (const Organisation& one : all)
    if (one.id.text == name || fold(one.name) == fold(name)) return first.at(one.id);
  return fail(Errc::not_found, "accounts.unknown_organisation", {{"name", name}});
}

}  // namespace

struct Entrance::State {
  State(const Clock& at, std::vector<std::span<const store::Migration>> all)
      : clock(at), migrations(std::move(all)) {}

  Result<std::unique_ptr<Lobby>> open(const Folder& folder,
                                      std::chrono::milliseconds patience = {}) const {
    TRY(folder.check_settled());
    const Settings settings = TRY(folder.read());
    store::Location location = folder.location(settings);
    if (location.engine == sql::Engine::sqlite) location.turn = turn;
    location.patience = patience;
    store::Database store = TRY(store::Database::open(location));
    // Not by the way: a migration is made by `ombud migrate`, after a backup.
    if (!TRY(store.is_up_to_date(migrations)))
      return fail(Errc::conflict, "accounts.store_older", {{"folder", folder.path()}});
    return open_lobby(folder, std::make_shared<store::Database>(std::move(store)), clock);
  }

  const Clock& clock;
  std::vector<std::span<const store::Migration>> migrations;
  std::unique_ptr<Lobby> opened;  // The first organisation's.
  Lobby* entered = nullptr;       // Where the last command was let in.
  std::shared_ptr<std::mutex> turn = std::make_shared<std::mutex>();  // Of all lobbies.
};

Entrance::Entrance(const Clock& clock, std::vector<std::span<const store::Migration>> migrations)
    : state_(std::make_unique<State>(clock, std::move(migrations))) {}

Entrance::~Entrance() = default;

const Clock& Entrance::clock() const { return state_->clock; }

std::span<const std::span<const store::Migration>> Entrance::migrations() const {
  return state_->migrations;
}

Result<Made> Entrance::make(cli::Call& call) {
  const Folder folder = TRY(Folder::of(call));
  Wish wish = TRY(wish_of(call, state_->clock));
  const std::string key_file = folder.key_file(wish.settings);
  if (folder.is_prepared()) (void)state_->open(folder);  // Finishes what a crash has cut off.
  TRY(folder.check_free());
  if (access(key_file.c_str(), F_OK) == 0)
    return fail(Errc::conflict, "vault.key_exists", {{"file", key_file}});
  wish.password =
      TRY(ask_new_password(call, wish.account.name, {"--password-file", "OMBUD_PASSWORD"}));
  TRY(check_new_password(wish.password, wish.account.name, wish.organisation.name));

  Unfinished unfinished(folder);
  unfinished.made_folder(TRY(folder.make()));
  store::Database store = TRY(store::Database::open(folder.location(wish.settings), true));
  TRY(store.migrate(state_->migrations, state_->clock));
  vault::Vault vault =
      TRY(vault::Vault::create(key_file, folder.key_store(), wish.organisation.id, state_->clock));
  unfinished.keep();
  evidence::Log log(store, vault, state_->clock, wish.organisation.id, wish.organisation.name,
                    folder.last_signed());
  {
    store::Transaction transaction = TRY(store.begin(wish.organisation.id));
    TRY(rows::add_organisation(transaction, wish.organisation, state_->clock.now()));
    TRY(rows::add_account(transaction, wish.account, vault::hash_password(wish.password),
                          wish.organisation.id));
    evidence::Told told;
    told.event = "accounts.organisation_made";
    told.use = UseKind::administer;
    told.account = wish.account.id;
    told.reference = "accounts";
    told.object = "organisation " + wish.organisation.id.text;
    TRY(log.append(transaction, told));
    TRY(folder.prepare(wish.settings));
    TRY(transaction.commit());
  }
  TRY(folder.finish());
  TRY(log.sequence());
  return Made{folder.path(), key_file, wish.organisation, wish.account.name,
              TRY(store.is_fenced())};
}

Result<Office*> Entrance::enter(cli::Call& call, Permission permission) {
  const Folder folder = TRY(Folder::of(call));
  if (!state_->opened || state_->opened->folder().path() != folder.path())
    state_->opened = TRY(state_->open(folder));
  Lobby& lobby = *TRY(chosen(*state_->opened, call));
  state_->entered = &lobby;
  if (&lobby != state_->opened.get() && permission == "backup.make")
    return fail(Errc::conflict, "accounts.of_all", {{"name", lobby.organisation().name}});
  Door door = lobby.door();
  Actor actor = TRY(sign_in(door, call));
  TRY(check_permission(door, actor, permission));
  actor.doing = permission;
  (void)note_use_daily(door, actor);  // A disk that is full is no reason to show nothing.
  return &lobby.office(std::move(actor));
}

Result<std::unique_ptr<Lobby>> Entrance::lobby(std::chrono::milliseconds patience) const {
  must(state_->opened != nullptr);
  return state_->open(state_->opened->folder(), patience);
}

cli::Command Entrance::told(cli::Command command) {
  command.run = [this, run = std::move(command.run)](cli::Call& call) -> Result<int> {
    Result<int> done = run(call);
    Office* office = state_->entered ? state_->entered->last_office() : nullptr;
    if (office != nullptr) TRY(tell_hidden(*office));
    return done;
  };
  return command;
}

cli::Command in_office(Entrance& entrance, cli::Command command, Permission permission,
                       std::function<Result<int>(cli::Call&, Office&)> run) {
  command.run = [&entrance, permission, run = std::move(run)](cli::Call& call) -> Result<int> {
    return run(call, *TRY(entrance.enter(call, permission)));
  };
  return command;
}

}  // namespace ombud::accounts
