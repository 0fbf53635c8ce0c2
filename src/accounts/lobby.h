#pragma once
// The data folder opened, before anybody acts there. A command has one; a server has one for each
// of its threads, since a store's connections and the vault are one thread's.

#include <optional>
#include <string>
#include <utility>

#include "accounts/accounts.h"
#include "accounts/folder.h"
#include "accounts/sign_in.h"

namespace ombud::accounts {

class Lobby {
 public:
  Lobby(Folder folder, Organisation organisation, store::Database store, vault::Vault vault,
        const Clock& clock)
      : folder_(std::move(folder)),
        organisation_(std::move(organisation)),
        store_(std::move(store)),
        vault_(std::move(vault)),
        clock_(clock),
        log_(store_, vault_, clock, organisation_.id, organisation_.name, folder_.last_signed()) {}

  Lobby(const Lobby&) = delete;
  Lobby& operator=(const Lobby&) = delete;
  ~Lobby() = default;

  const Folder& folder() const { return folder_; }

  const Organisation& organisation() const { return organisation_; }

  const Clock& clock() const { return clock_; }

  store::Database& store() { return store_; }

  evidence::Log& log() { return log_; }

  Door door() { return {clock_, organisation_, store_, vault_, log_}; }

  /// Where the actor works, until the next one comes.
  Office& office(Actor actor) {
    office_.emplace(
        Office{folder_.path(), organisation_, std::move(actor), clock_, store_, vault_, log_});
    return *office_;
  }

  /// Of the last actor; nothing where there was none.
  Office* last_office() { return office_ ? &*office_ : nullptr; }

 private:
  Folder folder_;
  Organisation organisation_;
  store::Database store_;
  vault::Vault vault_;
  const Clock& clock_;
  evidence::Log log_;
  std::optional<Office> office_;
};

}  // namespace ombud::accounts
