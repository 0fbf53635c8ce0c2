#include "accounts/oidc_provider.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "accounts/names.h"
#include "accounts/second_factor_codes.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

using nlohmann::json;

constexpr std::chrono::hours invitation_lasts{7 * 24};
constexpr std::size_t most_address_bytes = 512;

Failure says(std::string what) {
  return fail(Errc::invalid, "accounts.provider_says", {{"what", std::move(what)}});
}

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool lists(const json& object, const char* name, std::string_view word) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return false;
  return std::any_of(found->begin(), found->end(),
                     [&](const json& one) { return one.is_string() && one == word; });
}

evidence::Told told_of(const Office& office, std::string event, std::string object) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "sign-in";
  told.object = std::move(object);
  return told;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "\n") + word;
  return text;
}

std::string seal_context(const ProviderId& id) { return "provider " + id.text; }

Result<ProviderId> id_of(store::Transaction& transaction, const std::string& name) {
  const std::optional<sql::Row> row =
      TRY(transaction.one("select id from accounts_provider where organisation_id = ? and name = ?",
                          {transaction.organisation().text, name}));
  if (!row) return fail(Errc::not_found, "accounts.no_provider", {{"name", name}});
  return ProviderId{store::text_in((*row)[0])};
}

Result<Account> open_account(Office& office, const std::string& name) {
  Account account = TRY(find(office, name));
  if (account.closed) return fail(Errc::conflict, "accounts.closed", {{"name", account.name}});
  return account;
}

Result<void> check(const Provider& provider) {
  if (!check_account_name(provider.name)) return fail(Errc::invalid, "accounts.provider_name");
  if (!is_provider_address(provider.issuer) || provider.issuer.size() > most_address_bytes ||
      provider.client_id.empty() || provider.client_id.size() > most_address_bytes)
    return fail(Errc::invalid, "accounts.provider_address");
  for (const std::string& word : provider.second_factor_by)
    if ((!word.starts_with("acr=") && !word.starts_with("amr=")) || word.size() < 5 ||
        word.find('\n') != std::string::npos)
      return fail(Errc::invalid, "accounts.provider_word", {{"word", word}});
  return {};
}

}  // namespace

Result<ProviderPlaces> places_of(Fetcher& fetcher, const std::string& issuer) {
  const std::string base = issuer.ends_with('/') ? issuer.substr(0, issuer.size() - 1) : issuer;
  const std::string text = TRY(fetcher.fetch({base + "/.well-known/openid-configuration"}));
  const json told = json::parse(text, nullptr, false);
  if (!told.is_object()) return says("form");
  if (text_in(told, "issuer") != issuer) return says("issuer");
  ProviderPlaces places;
  places.authorization = text_in(told, "authorization_endpoint");
  places.token = text_in(told, "token_endpoint");
  places.keys = text_in(told, "jwks_uri");
  const bool tls = issuer.starts_with("https://");
  for (const std::string& place : {places.authorization, places.token, places.keys})
    if (!is_provider_address(place) || (tls && !place.starts_with("https://")))
      return says("places");
  if (told.contains("code_challenge_methods_supported") &&
      !lists(told, "code_challenge_methods_supported", "S256"))
    return says("code_challenge");
  const auto names = told.find("authorization_response_iss_parameter_supported");
  places.names_itself = names != told.end() && names->is_boolean() && names->get<bool>();
  const char* ways = "token_endpoint_auth_methods_supported";
  places.secret_in_form =
      lists(told, ways, "client_secret_post") && !lists(told, ways, "client_secret_basic");
  return places;
}

std::string identity_hash(const vault::Vault& vault, const std::string& issuer,
                          const std::string& subject) {
  return vault.blind_index(vault::Purpose::account, "identity", issuer + "\n" + subject);
}

std::string invitation_hash(const vault::Vault& vault, const Secret& code) {
  return vault.blind_index(vault::Purpose::account, "invitation",
                           plain_recovery_code(code.reveal()));
}

Result<Provider> provider_of(Door& door, const ProviderId& id) {
  const Failure none = fail(Errc::not_found, "accounts.no_provider", {{"name", id.text}});
  if (!is_uuid(id.text)) return none;
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select name, issuer, client_id, secret_sealed, second_factor_by from accounts_provider "
      "where organisation_id = ? and id = ?",
      {door.organisation.id.text, id.text}));
  if (!row) return none;
  Provider provider;
  provider.id = id;
  provider.name = store::text_in((*row)[0]);
  provider.issuer = store::text_in((*row)[1]);
  provider.client_id = store::text_in((*row)[2]);
  if (!sql::is_null((*row)[3]))
    provider.client_secret =
        TRY(door.vault.open(vault::Purpose::account, seal_context(id), store::blob_in((*row)[3])));
  for (std::string& word : split(store::text_in((*row)[4]), '\n'))
    if (!word.empty()) provider.second_factor_by.push_back(std::move(word));
  return provider;
}

Result<ProviderId> add_provider(Office& office, Fetcher& fetcher, Provider provider) {
  TRY(check(provider));
  TRY(places_of(fetcher, provider.issuer));
  provider.id = new_id<ProviderId>(office.clock);
  sql::Value sealed = sql::Null{};
  if (!provider.client_secret.empty())
    sealed = sql::Blob{office.vault.seal(vault::Purpose::account, seal_context(provider.id),
                                         provider.client_secret.reveal())};
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t added = TRY(transaction.execute(
      "insert into accounts_provider (organisation_id, id, name, issuer, client_id, "
      "secret_sealed, second_factor_by, made_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do "
      "nothing",
      {office.organisation.id.text, provider.id.text, provider.name, provider.issuer,
       provider.client_id, sealed, joined(provider.second_factor_by),
       store::of_instant(office.clock.now())}));
  if (added != 1) return fail(Errc::conflict, "accounts.provider_taken", {{"name", provider.name}});
  evidence::Told told = told_of(office, "accounts.provider_added", "provider " + provider.id.text);
  told.details = {{"issuer", provider.issuer}};
  TRY(office.log.append(transaction, told));
  TRY(transaction.commit());
  return provider.id;
}

Result<std::vector<Provider>> providers(Door& door) {
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
  std::vector<Provider> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select id, name, issuer, client_id, second_factor_by from accounts_provider where "
           "organisation_id = ? order by name, id",
           {door.organisation.id.text}))) {
    Provider provider;
    provider.id = ProviderId{store::text_in(row[0])};
    provider.name = store::text_in(row[1]);
    provider.issuer = store::text_in(row[2]);
    provider.client_id = store::text_in(row[3]);
    for (std::string& word : split(store::text_in(row[4]), '\n'))
      if (!word.empty()) provider.second_factor_by.push_back(std::move(word));
    all.push_back(std::move(provider));
  }
  return all;
}

Result<void> remove_provider(Office& office, const std::string& name) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const ProviderId id = TRY(id_of(transaction, name));
  const std::vector<sql::Value> key = {office.organisation.id.text, id.text};
  TRY(transaction.execute(
      "delete from accounts_identity where organisation_id = ? and provider_id = ?", key));
  TRY(transaction.execute(
      "delete from accounts_invitation where organisation_id = ? and provider_id = ?", key));
  TRY(transaction.execute(
      "delete from accounts_provider_way where organisation_id = ? and provider_id = ?", key));
  TRY(transaction.execute_exactly(
      1, "delete from accounts_provider where organisation_id = ? and id = ?", key));
  TRY(office.log.append(transaction,
                        told_of(office, "accounts.provider_removed", "provider " + id.text)));
  return transaction.commit();
}

Result<Secret> invite(Office& office, const std::string& account, const std::string& provider) {
  const Account invited = TRY(open_account(office, account));
  Secret code = new_recovery_code();
  const Instant now = office.clock.now();
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const ProviderId id = TRY(id_of(transaction, provider));
  TRY(
      transaction.execute("delete from accounts_invitation where organisation_id = ? and "
                          "(ends_at <= ? or account_id = ?)",
                          {office.organisation.id.text, store::of_instant(now), invited.id.text}));
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_invitation (organisation_id, code_hash, provider_id, account_id, "
      "ends_at) values (?, ?, ?, ?, ?)",
      {office.organisation.id.text, sql::Blob{invitation_hash(office.vault, code)}, id.text,
       invited.id.text, store::of_instant(now + invitation_lasts)}));
  TRY(office.log.append(transaction,
                        told_of(office, "accounts.invited", "account " + invited.id.text)));
  TRY(transaction.commit());
  return code;
}

Result<void> bind_identity(Office& office, const std::string& account, const std::string& provider,
                           const Secret& subject) {
  const Account bound = TRY(open_account(office, account));
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  ProviderId id;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    id = TRY(id_of(transaction, provider));
  }
  const Provider known = TRY(provider_of(door, id));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t added = TRY(transaction.execute(
      "insert into accounts_identity (organisation_id, identity_hash, provider_id, account_id, "
      "bound_at) values (?, ?, ?, ?, ?) on conflict do nothing",
      {office.organisation.id.text,
       sql::Blob{identity_hash(office.vault, known.issuer, subject.reveal())}, id.text,
       bound.id.text, store::of_instant(office.clock.now())}));
  if (added != 1) return fail(Errc::conflict, "accounts.identity_taken");
  TRY(office.log.append(transaction,
                        told_of(office, "accounts.identity_bound", "account " + bound.id.text)));
  return transaction.commit();
}

}  // namespace ombud::accounts
