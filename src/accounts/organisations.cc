// Several organisations in one installation. One that was added has what the first one has: a key
// file, keys, a log and the checkpoint it signed last, in a folder of its own below the first
// one's. Store and accounts they have in common. Who holds one organisation's keys opens nothing of
// another's.

#include "accounts/organisations.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "accounts/rights.h"
#include "accounts/rows.h"
#include "accounts/second_factor.h"
#include "accounts/sessions.h"
#include "accounts/sign_in_routes.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::size_t longest_name_bytes = 200;

evidence::Told told_of(const Office& office, std::string event, std::string object) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "accounts";
  told.object = std::move(object);
  return told;
}

Result<Settings> settings_of_first(const Office& office) {
  const Folder folder(office.folder);
  Settings settings = TRY(folder.read());
  if (!folder.is_first())
    return fail(Errc::conflict, "accounts.not_first", {{"name", office.organisation.name}});
  return settings;
}

// The account that is to administer it, by name wherever it is a member.
Result<AccountId> administrator_of(Office& office, const std::string& name) {
  if (name.empty()) return office.actor.account;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<rows::Whereabouts> found = TRY(rows::whereabouts(transaction, name));
  if (!found) return fail(Errc::not_found, "accounts.unknown", {{"name", name}});
  return found->account;
}

Result<void> check_new(store::Transaction& transaction, const std::string& name) {
  for (const Organisation& known : TRY(rows::all_organisations(transaction)))
    if (fold(known.name) == fold(name))
      return fail(Errc::conflict, "accounts.organisation_taken", {{"name", name}});
  return {};
}

}  // namespace

Result<void> check_organisation_name(const std::string& name) {
  const bool printable = std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (!is_utf8(name) || trim(name) != name || name.empty() || name.size() > longest_name_bytes ||
      !printable)
    return fail(Errc::invalid, "accounts.bad_organisation");
  return {};
}

// What is cut off leaves a folder with keys under which nothing was sealed, and an entry that says
// what was begun: the organisation is there from its own transaction on, and from nothing else.
Result<Made> add_organisation(Office& office, const NewOrganisation& wish) {
  TRY(check_organisation_name(wish.name));
  Settings settings = TRY(settings_of_first(office));
  const Organisation organisation{new_id<OrganisationId>(office.clock), wish.name, wish.law,
                                  wish.public_body};
  const AccountId administrator = TRY(administrator_of(office, wish.account));
  settings.organisation = organisation.id;
  settings.key_file =
      wish.key_file.empty() ? "ombud.key" : std::filesystem::absolute(wish.key_file).string();
  const std::string object = "organisation " + organisation.id.text;
  {
    store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
    TRY(check_new(transaction, wish.name));
    evidence::Told told = told_of(office, "accounts.organisation_begun", object);
    told.details = {{"name", wish.name}, {"account", administrator.text}};
    TRY(office.log.append(transaction, told));
    TRY(transaction.commit());
  }
  const Folder folder = Folder(office.folder).of_another(organisation.id);
  TRY(folder.make());
  vault::Vault vault = TRY(vault::Vault::create(folder.key_file(settings), folder.key_store(),
                                                organisation.id, office.clock));
  evidence::Log log(office.store, vault, office.clock, organisation.id, organisation.name,
                    folder.last_signed());
  {
    store::Transaction transaction = TRY(office.store.begin(organisation.id));
    TRY(check_new(transaction, wish.name));
    TRY(rows::add_organisation(transaction, organisation, office.clock.now()));
    TRY(rows::put_roles(transaction, administrator, organisation.id,
                        {Role::coordinator, Role::administrator}, {}));
    evidence::Told told = told_of(office, "accounts.organisation_made", object);
    told.details = {{"account", administrator.text}};
    TRY(log.append(transaction, told));
    TRY(folder.prepare(settings));
    TRY(transaction.commit());
  }
  TRY(folder.finish());
  TRY(log.sequence());
  return Made{folder.path(), folder.key_file(settings), organisation, wish.account,
              TRY(office.store.is_fenced())};
}

Result<std::vector<Organisation>> organisations(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const bool all =
      office.actor.may("accounts.add_organisation") && Folder(office.folder).is_first();
  return all ? rows::all_organisations(transaction)
             : rows::organisations_of(transaction, office.actor.account);
}

Result<AccountId> join(Office& office, const std::string& name, const std::set<Role>& roles,
                       const std::set<std::string>& given) {
  const std::set<std::string> limits = TRY(limits_of(given));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::optional<rows::Whereabouts> found = TRY(rows::whereabouts(transaction, name));
  if (!found) return fail(Errc::not_found, "accounts.unknown", {{"name", name}});
  const std::vector<OrganisationId>& known = found->organisations;
  if (std::find(known.begin(), known.end(), office.organisation.id) != known.end())
    return fail(Errc::conflict, "accounts.already_member", {{"name", name}});
  TRY(rows::put_roles(transaction, found->account, office.organisation.id, roles, limits));
  evidence::Told told = told_of(office, "accounts.joined", "account " + found->account.text);
  told.details = {{"name", name}};
  for (const Role role : roles) told.details.emplace_back("role", word(role));
  tell_limits(told, limits);
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return found->account;
}

Result<OrganisationId> organisation_for(Office& first, const std::string& name) {
  store::Transaction transaction = TRY(first.store.begin(first.organisation.id, sql::Begin::read));
  const std::optional<rows::Whereabouts> found = TRY(rows::whereabouts(transaction, name));
  if (!found || found->organisations.empty()) return first.organisation.id;
  const std::vector<OrganisationId>& known = found->organisations;
  for (const OrganisationId& wanted :
       {found->last.value_or(OrganisationId{}), first.organisation.id})
    if (std::find(known.begin(), known.end(), wanted) != known.end()) return wanted;
  return known.front();
}

Result<Moved> change_organisation(Visit& visit, const OrganisationId& organisation) {
  Office& here = visit.office;
  if (organisation == here.organisation.id)
    return fail(Errc::conflict, "accounts.already_there", {{"name", here.organisation.name}});
  bool member = false;
  {
    store::Transaction transaction = TRY(here.store.begin(here.organisation.id, sql::Begin::read));
    for (const Organisation& one : TRY(rows::organisations_of(transaction, here.actor.account)))
      member = member || one.id == organisation;
  }
  if (!member || !visit.at) {
    note_hidden(here, "organisation " + organisation.text);
    return fail(Errc::not_found, "accounts.unknown_organisation", {{"name", organisation.text}});
  }
  std::optional<Session> before;
  for (Session& one : TRY(sessions(here)))
    if (one.id == visit.session) before = std::move(one);
  if (!before) return fail(Errc::not_found, "accounts.no_such_session");
  Door there = door_of(*TRY(visit.at(organisation)));
  const Waits waits = TRY(waits_of(there, here.actor.account));
  Actor actor{here.actor.account, here.actor.name, organisation, {}};
  {
    store::Transaction transaction = TRY(there.store.begin(organisation, sql::Begin::read));
    TRY(fill_rights(transaction, actor, there.clock.now()));
  }
  // First the new one: cut off in between, somebody has two, and of one of them nobody the token.
  Started started =
      TRY(start_session(there, actor, {waits, "another organisation", std::move(before)}));
  TRY(end_session(here, visit.session));
  return Moved{std::move(actor), std::move(started)};
}

}  // namespace ombud::accounts
