#pragma once
// The data folder opened, before anybody acts there. A command has one; a server has one for each
// of its threads, since a store's connections and the vault are one thread's. Of an installation of
// several organisations the first one's lobby opens those of the others, over the same store: each
// has keys, a key file and a log of its own.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/folder.h"
#include "accounts/sign_in.h"

namespace ombud::accounts {

class Lobby {
 public:
  Lobby(Folder folder, Organisation organisation, store::Database store, vault::Vault vault,
        const Clock& clock)
      : Lobby(std::move(folder), std::move(organisation),
              std::make_shared<store::Database>(std::move(store)), std::move(vault), clock) {}

  Lobby(Folder folder, Organisation organisation, std::shared_ptr<store::Database> store,
        vault::Vault vault, const Clock& clock)
      : folder_(std::move(folder)),
        organisation_(std::move(organisation)),
        store_(std::move(store)),
        vault_(std::move(vault)),
        clock_(clock),
        log_(*store_, vault_, clock, organisation_.id, organisation_.name, folder_.last_signed()) {}

  Lobby(const Lobby&) = delete;
  Lobby& operator=(const Lobby&) = delete;
  ~Lobby() = default;

  const Folder& folder() const { return folder_; }

  const Organisation& organisation() const { return organisation_; }

  const Clock& clock() const { return clock_; }

  store::Database& store() { return *store_; }

  evidence::Log& log() { return log_; }

  Door door() { return {clock_, organisation_, *store_, vault_, log_}; }

  /// Where the actor works, until the next one comes.
  Office& office(Actor actor) {
    office_.emplace(
        Office{folder_.path(), organisation_, std::move(actor), clock_, *store_, vault_, log_});
    return *office_;
  }

  /// Of the last actor; nothing where there was none.
  Office* last_office() { return office_ ? &*office_ : nullptr; }

  /// Another organisation's lobby, this one's as long as this one is; this one itself for its own
  /// or an empty id. Asked of the first organisation's. Errc::not_found
  /// "accounts.unknown_organisation" {name}; errors of opening its folder.
  Result<Lobby*> at(const OrganisationId& organisation);
  /// Those that can be opened, this one's first. Errors of the store.
  Result<std::vector<OrganisationId>> organisations();
  /// Closes others where there are many; nothing of them may be in use.
  void close_others();

 private:
  Folder folder_;
  Organisation organisation_;
  std::shared_ptr<store::Database> store_;
  vault::Vault vault_;
  const Clock& clock_;
  evidence::Log log_;
  std::optional<Office> office_;
  std::map<std::string, std::unique_ptr<Lobby>> others_;  // By the organisation's id.
};

/// A lobby over a store that is open. Errors of Folder::read and of the vault; Errc::invalid
/// "accounts.another_store" {folder}: the store does not know the folder's organisation.
Result<std::unique_ptr<Lobby>> open_lobby(const Folder& folder,
                                          std::shared_ptr<store::Database> store,
                                          const Clock& clock);

}  // namespace ombud::accounts
