#include "accounts/oidc.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "accounts/oidc_provider.h"
#include "accounts/oidc_token.h"
#include "accounts/rights.h"
#include "accounts/second_factor_codes.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

using nlohmann::json;

constexpr std::size_t random_size = 32;
constexpr std::chrono::minutes way_lasts{10};

// base64url without padding, as the standard wants challenge and verifier.
std::string for_address(std::string_view bytes) {
  std::string text = to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string random_text() { return for_address(vault::random_bytes(random_size)); }

std::string hash_of(std::string_view what, const std::string& text) {
  return vault::sha256(std::string(what) + " " + text);
}

// What we remember of somebody who is at the provider.
struct Way {
  std::string nonce;
  std::string verifier;
  std::string invited;  // The account that his invitation is for; empty without one.
  ProviderId provider;
};

std::string seal_context(const std::string& state_hash) { return "way " + to_hex(state_hash); }

Result<std::string> invited_account(Door& door, const ProviderId& provider, const Secret& code) {
  if (code.empty()) return std::string();
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select account_id from accounts_invitation where organisation_id = ? and code_hash = ? and "
      "provider_id = ? and ends_at > ?",
      {door.organisation.id.text, sql::Blob{invitation_hash(door.vault, code)}, provider.text,
       store::of_instant(door.clock.now())}));
  if (!row) return fail(Errc::forbidden, "accounts.bad_invitation");
  return store::text_in((*row)[0]);
}

// It goes at once, whatever becomes of it: what came back is not taken twice.
Result<Way> take_way(Door& door, const Return& given) {
  const Failure gone = fail(Errc::forbidden, "accounts.way_gone");
  const std::string state_hash = hash_of("state", given.state);
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  const std::vector<sql::Value> key = {door.organisation.id.text, sql::Blob{state_hash}};
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select provider_id, sealed, browser_hash, ends_at from accounts_provider_way where "
      "organisation_id = ? and state_hash = ?",
      key));
  if (!row) return gone;
  const std::int64_t taken = TRY(transaction.execute(
      "delete from accounts_provider_way where organisation_id = ? and state_hash = ?", key));
  TRY(transaction.commit());
  const bool same_browser =
      same_text(store::blob_in((*row)[2]), hash_of("browser", given.browser.reveal()));
  if (taken != 1 || !same_browser || TRY(store::instant_in((*row)[3])) <= door.clock.now())
    return gone;
  const Secret text = TRY(door.vault.open(vault::Purpose::account, seal_context(state_hash),
                                          store::blob_in((*row)[1])));
  const json kept = json::parse(text.reveal());
  return Way{kept.at("nonce"), kept.at("verifier"), kept.at("invited"),
             ProviderId{store::text_in((*row)[0])}};
}

Result<std::string> exchange(Fetcher& fetcher, const Provider& provider,
                             const ProviderPlaces& places, const Way& way, const Return& given) {
  ProviderQuestion question{places.token};
  question.form = "grant_type=authorization_code&code=" + escaped_for_address(given.code) +
                  "&redirect_uri=" + escaped_for_address(given.back) +
                  "&code_verifier=" + way.verifier;
  if (provider.client_secret.empty() || places.secret_in_form)
    question.form += "&client_id=" + escaped_for_address(provider.client_id);
  if (!provider.client_secret.empty()) {
    if (places.secret_in_form) {
      question.form += "&client_secret=" + escaped_for_address(provider.client_secret.reveal());
    } else {
      question.client = provider.client_id;
      question.secret = provider.client_secret;
    }
  }
  const json answer = json::parse(TRY(fetcher.fetch(question)), nullptr, false);
  if (!answer.is_object() || !answer.contains("id_token") || !answer["id_token"].is_string())
    return fail(Errc::forbidden, "accounts.provider_token", {{"what", "form"}});
  return answer["id_token"].get<std::string>();
}

bool has_second_factor(const Provider& provider, const TokenClaims& claims) {
  return std::any_of(provider.second_factor_by.begin(), provider.second_factor_by.end(),
                     [&](const std::string& word) {
                       if (word.starts_with("acr=")) return claims.acr == word.substr(4);
                       return std::find(claims.amr.begin(), claims.amr.end(), word.substr(4)) !=
                              claims.amr.end();
                     });
}

// A provider asks for a second factor where it hears that one is wanted.
std::string acr_wished(const Provider& provider) {
  std::string words;
  for (const std::string& word : provider.second_factor_by)
    if (word.starts_with("acr=")) words += (words.empty() ? "" : " ") + word.substr(4);
  return words;
}

// Uses the invitation up and binds; nothing where it was used meanwhile.
Result<bool> bind_invited(store::Transaction& transaction, Door& door, const Way& way,
                          const std::string& hash) {
  const std::int64_t used = TRY(transaction.execute(
      "delete from accounts_invitation where organisation_id = ? and account_id = ? and "
      "provider_id = ? and ends_at > ?",
      {door.organisation.id.text, way.invited, way.provider.text,
       store::of_instant(door.clock.now())}));
  if (used != 1) return false;
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_identity (organisation_id, identity_hash, provider_id, account_id, "
      "bound_at) values (?, ?, ?, ?, ?)",
      {door.organisation.id.text, sql::Blob{hash}, way.provider.text, way.invited,
       store::of_instant(door.clock.now())}));
  evidence::Told told;
  told.event = "accounts.identity_bound";
  told.use = UseKind::administer;
  told.account = AccountId{way.invited};
  told.reference = "sign-in";
  told.object = "account " + way.invited;
  TRY(door.log.append(transaction, told));
  return true;
}

Result<Actor> bound_actor(Door& door, const Provider& provider, const Way& way,
                          const TokenClaims& claims) {
  const Failure nobody = fail(Errc::forbidden, "accounts.not_bound", {{"name", provider.name}});
  const std::string hash = identity_hash(door.vault, provider.issuer, claims.subject);
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select account_id from accounts_identity where organisation_id = ? and identity_hash = ?",
      {door.organisation.id.text, sql::Blob{hash}}));
  AccountId account;
  if (row) account = AccountId{store::text_in((*row)[0])};
  if (!row) {
    if (way.invited.empty() || !TRY(bind_invited(transaction, door, way, hash))) return nobody;
    account = AccountId{way.invited};
  }
  const std::vector<Account> all = TRY(rows::accounts(transaction, door.organisation.id));
  for (const Account& one : all) {
    if (one.id != account || one.closed) continue;
    Actor actor;
    actor.account = one.id;
    actor.name = one.name;
    actor.organisation = door.organisation.id;
    TRY(fill_rights(transaction, actor, door.clock.now()));
    TRY(transaction.commit());
    return actor;
  }
  return nobody;
}

Result<Arrived> arrived(Door& door, Fetcher& fetcher, const Return& given) {
  const Way way = TRY(take_way(door, given));
  const Provider provider = TRY(provider_of(door, way.provider));
  const ProviderPlaces places = TRY(places_of(fetcher, provider.issuer));
  // Two providers and one browser: the answer of one must not be taken to the other.
  if (given.issuer.empty() ? places.names_itself : given.issuer != provider.issuer)
    return fail(Errc::forbidden, "accounts.provider_token", {{"what", "iss"}});
  const std::string token = TRY(exchange(fetcher, provider, places, way, given));
  const std::string keys = TRY(fetcher.fetch({places.keys}));
  const TokenClaims claims = TRY(
      claims_of(token, keys, {provider.issuer, provider.client_id, way.nonce, door.clock.now()}));
  Arrived here;
  here.actor = TRY(bound_actor(door, provider, way, claims));
  here.with_second_factor = has_second_factor(provider, claims);
  here.way = here.with_second_factor ? "provider and its second factor" : "provider";
  return here;
}

}  // namespace

Result<Departure> depart(Door& door, Fetcher& fetcher, const ProviderId& id,
                         const std::string& back, const Secret& invitation) {
  const Provider provider = TRY(provider_of(door, id));
  const std::string invited = TRY(invited_account(door, id, invitation));
  const ProviderPlaces places = TRY(places_of(fetcher, provider.issuer));
  const std::string state = random_text();
  const std::string browser = random_text();
  const std::string nonce = random_text();
  const std::string verifier = random_text();
  const std::string state_hash = hash_of("state", state);
  const json kept = {{"nonce", nonce}, {"verifier", verifier}, {"invited", invited}};
  const Instant now = door.clock.now();
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  TRY(transaction.execute(
      "delete from accounts_provider_way where organisation_id = ? and ends_at <= ?",
      {door.organisation.id.text, store::of_instant(now)}));
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_provider_way (organisation_id, state_hash, browser_hash, provider_id, "
      "sealed, ends_at) values (?, ?, ?, ?, ?, ?)",
      {door.organisation.id.text, sql::Blob{state_hash}, sql::Blob{hash_of("browser", browser)},
       id.text,
       sql::Blob{door.vault.seal(vault::Purpose::account, seal_context(state_hash), kept.dump())},
       store::of_instant(now + way_lasts)}));
  TRY(transaction.commit());
  const char joint = places.authorization.find('?') == std::string::npos ? '?' : '&';
  std::string address = places.authorization + joint + "response_type=code&scope=openid";
  for (const auto& [name, value] :
       {std::pair<std::string_view, std::string>{"client_id", provider.client_id},
        {"redirect_uri", back},
        {"state", state},
        {"nonce", nonce},
        {"code_challenge", for_address(vault::sha256(verifier))}})
    (address += "&").append(name).append("=") += escaped_for_address(value);
  address += "&code_challenge_method=S256";
  const std::string wished = acr_wished(provider);
  if (!wished.empty()) address += "&acr_values=" + escaped_for_address(wished);
  return Departure{std::move(address), Secret(browser)};
}

Result<Arrived> arrive(Door& door, Fetcher& fetcher, const Return& given) {
  Result<Arrived> here = arrived(door, fetcher, given);
  if (here || here.error().code != Errc::forbidden) return here;
  evidence::Told told;
  told.event = "accounts.sign_in_denied";
  told.use = UseKind::denied;
  told.reference = "sign-in";
  told.object = "sign-in";
  told.details = {{"reason", here.error().key}};
  TRY(door.log.append_now(told));
  return here;
}

}  // namespace ombud::accounts
