#include "accounts/accounts.h"

#include <algorithm>
#include <utility>

#include "accounts/names.h"
#include "accounts/passwords.h"
#include "accounts/rights.h"
#include "accounts/rows.h"
#include "accounts/sign_in.h"
#include "accounts/whose.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::size_t longest_name_bytes = 64;

evidence::Told administered(const Office& office, std::string event, const AccountId& account) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "accounts";
  told.object = "account " + account.text;
  return told;
}

}  // namespace

Result<void> check_account_name(const std::string& name) {
  const bool whole = is_utf8(name) && trim(name) == name && !name.empty() &&
                     name.size() <= longest_name_bytes && !name.starts_with('-');
  const bool printable = std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (!whole || !printable) return fail(Errc::invalid, "accounts.bad_name");
  return {};
}

Result<AccountId> add(Office& office, const std::string& name, const std::set<Role>& roles,
                      const Secret& password, const std::optional<std::string>& system_user,
                      const std::set<std::string>& limits) {
  TRY(check_account_name(name));
  TRY(check_new_password(password, name, office.organisation.name));
  if (system_user && !is_system_user(*system_user))
    return fail(Errc::not_found, "accounts.no_system_user", {{"user", *system_user}});
  Account account;
  account.id = new_id<AccountId>(office.clock);
  account.name = name;
  account.roles = roles;
  account.limits = TRY(limits_of(limits));
  account.system_user = system_user;
  account.made_by = office.actor.account;
  account.made_at = office.clock.now();
  const std::string hash = vault::hash_password(password);

  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(rows::add_account(transaction, account, hash, office.organisation.id));
  evidence::Told told = administered(office, "accounts.added", account.id);
  told.details = {{"name", name}};
  for (const Role role : roles) told.details.emplace_back("role", word(role));
  tell_limits(told, account.limits);
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return account.id;
}

Result<std::vector<Account>> list(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return rows::accounts(transaction, office.organisation.id);
}

Result<std::map<AccountId, std::string>> names(Office& office) {
  std::map<AccountId, std::string> all;
  for (Account& account : TRY(list(office))) all[account.id] = std::move(account.name);
  return all;
}

Result<Account> find(Office& office, const AccountId& id) {
  for (Account& account : TRY(list(office)))
    if (account.id == id) return std::move(account);
  return fail(Errc::not_found, "accounts.unknown", {{"name", id.text}});
}

Result<Account> find(Office& office, const std::string& name) {
  const std::string key = fold(name);
  for (Account& account : TRY(list(office)))
    if (fold(account.name) == key) return std::move(account);
  return fail(Errc::not_found, "accounts.unknown", {{"name", name}});
}

Result<Actor> acting_for(Office& office, const AccountId& account, Permission permission) {
  Actor actor;
  actor.account = account;
  actor.organisation = office.organisation.id;
  actor.name = account.text;
  bool open = false;
  for (const Account& known : TRY(list(office))) {
    if (known.id != account) continue;
    actor.name = known.name;
    open = !known.closed;
  }
  if (open) {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    TRY(fill_rights(transaction, actor, office.clock.now()));
  }
  if (!open) {
    evidence::Told told;
    told.event = "accounts.no_longer";
    told.use = UseKind::denied;
    told.account = account;
    told.reference = "jobs";
    told.object = std::string(permission);
    TRY(office.log.append_now(told));
    return fail(Errc::forbidden, "accounts.no_longer", {{"name", actor.name}});
  }
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  TRY(check_permission(door, actor, permission));
  actor.doing = permission;
  return actor;
}

void note_hidden(Office& office, std::string object) { office.hidden.push_back(std::move(object)); }

std::vector<evidence::Told> hidden(Office& office) {
  std::vector<evidence::Told> all;
  for (std::string& object : std::exchange(office.hidden, {})) {
    evidence::Told told;
    told.event = "accounts.hidden";
    told.use = UseKind::denied;
    told.account = office.actor.account;
    told.reference = "accounts";
    told.object = std::move(object);
    told.details = {{"permission", office.actor.doing}};
    all.push_back(std::move(told));
  }
  return all;
}

Result<void> tell_hidden(Office& office) {
  for (const evidence::Told& told : hidden(office)) TRY(office.log.append_now(told));
  return {};
}

Result<void> close(Office& office, const std::string& name) {
  const Account account = TRY(find(office, name));
  if (account.closed) return fail(Errc::conflict, "accounts.closed", {{"name", account.name}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<Account> all = TRY(rows::accounts(transaction, office.organisation.id));
  const bool another = std::any_of(all.begin(), all.end(), [&](const Account& other) {
    return other.id != account.id && !other.closed && other.roles.contains(Role::administrator);
  });
  if (!another) return fail(Errc::conflict, "accounts.last_administrator");
  // Whoever works in another organisation too leaves this one and no more.
  if (TRY(rows::is_member_elsewhere(transaction, account.id, office.organisation.id)))
    TRY(rows::end_membership(transaction, account.id, office.organisation.id));
  else
    TRY(rows::close_account(transaction, account.id, office.clock.now()));
  TRY(office.log.append(transaction, administered(office, "accounts.closed", account.id)));
  return transaction.commit();
}

}  // namespace ombud::accounts
