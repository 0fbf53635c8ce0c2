#include "accounts/lobby.h"

#include "accounts/rows.h"

namespace ombud::accounts {

namespace {

// Each holds files of its own open.
constexpr std::size_t most_others = 32;

}  // namespace

Result<std::unique_ptr<Lobby>> open_lobby(const Folder& folder,
                                          std::shared_ptr<store::Database> store,
                                          const Clock& clock) {
  const Settings settings = TRY(folder.read());
  vault::Vault vault =
      TRY(vault::Vault::open(folder.key_file(settings), folder.key_store(), settings.organisation));
  std::optional<Organisation> organisation;
  {
    store::Transaction transaction = TRY(store->begin_installation(sql::Begin::read));
    organisation = TRY(rows::organisation(transaction, settings.organisation));
  }
  if (!organisation && folder.is_prepared()) return folder.half_made();
  if (!organisation)
    return fail(Errc::invalid, "accounts.another_store", {{"folder", folder.path()}});
  if (folder.is_prepared()) TRY(folder.finish());
  return std::make_unique<Lobby>(folder, *std::move(organisation), std::move(store),
                                 std::move(vault), clock);
}

Result<Lobby*> Lobby::at(const OrganisationId& organisation) {
  if (organisation.empty() || organisation == organisation_.id) return this;
  const auto known = others_.find(organisation.text);
  if (known != others_.end()) return known->second.get();
  if (!folder_.has_another(organisation))
    return fail(Errc::not_found, "accounts.unknown_organisation", {{"name", organisation.text}});
  std::unique_ptr<Lobby> opened = TRY(open_lobby(folder_.of_another(organisation), store_, clock_));
  return others_.emplace(organisation.text, std::move(opened)).first->second.get();
}

Result<std::vector<OrganisationId>> Lobby::organisations() {
  std::vector<OrganisationId> all{organisation_.id};
  store::Transaction transaction = TRY(store_->begin_installation(sql::Begin::read));
  for (OrganisationId& one : TRY(rows::organisations(transaction)))
    if (one != organisation_.id && folder_.has_another(one)) all.push_back(std::move(one));
  return all;
}

void Lobby::close_others() {
  if (others_.size() > most_others) others_.clear();
}

}  // namespace ombud::accounts
