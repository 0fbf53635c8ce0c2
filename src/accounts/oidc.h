#pragma once
// Signing in through an OpenID provider: the code flow with PKCE, state and nonce. The browser goes
// to the provider and comes back with a code, which is exchanged here, once, for an ID token that
// says who it is. Who that is here was bound before: by an invitation, or by an administrator.
// Nobody gets an account by coming, and nothing that a provider says of names or addresses opens
// one.

#include <optional>
#include <string>
#include <vector>

#include "accounts/oidc_fetch.h"
#include "accounts/sessions.h"

namespace ombud::accounts {

using ProviderId = Id<struct ProviderTag>;

struct Provider {
  ProviderId id;
  std::string name;       // As it stands on the button.
  std::string issuer;     // Its address, letter by letter as its tokens say it.
  std::string client_id;  // Ours there.
  Secret client_secret;   // Empty where the provider asks for none.
  /// "acr=loa3", "amr=mfa": who signs in so needs no second factor of ours.
  std::vector<std::string> second_factor_by;
};

/// Asks it who it is first, so that a mistyped address is found now. Errc::conflict
/// "accounts.provider_taken" {name}; Errc::invalid "accounts.provider_address",
/// "accounts.provider_name", "accounts.provider_word" {word}; errors of asking.
Result<ProviderId> add_provider(Office& office, Fetcher& fetcher, Provider provider);
/// By name, without their secrets.
Result<std::vector<Provider>> providers(Door& door);
/// All identities that were bound to it go too. Errc::not_found "accounts.no_provider" {name}.
Result<void> remove_provider(Office& office, const std::string& name);

/// A code that is good for a week and once. Errc::not_found "accounts.no_provider" {name},
/// "accounts.unknown" {name}; Errc::conflict "accounts.closed" {name}.
Result<Secret> invite(Office& office, const std::string& account, const std::string& provider);
/// By hand: `subject` is what the provider calls somebody. Errors of invite(); Errc::conflict
/// "accounts.identity_taken".
Result<void> bind_identity(Office& office, const std::string& account, const std::string& provider,
                           const Secret& subject);

/// Somebody on his way to the provider.
struct Departure {
  std::string address;  // Where his browser goes.
  Secret browser;       // For a cookie: only this browser may come back.
};

/// `back` is the page to come back to. Errc::not_found "accounts.no_provider" {name};
/// Errc::forbidden "accounts.bad_invitation"; Errc::unavailable "accounts.provider_away";
/// Errc::invalid "accounts.provider_says" {what}.
Result<Departure> depart(Door& door, Fetcher& fetcher, const ProviderId& provider,
                         const std::string& back, const Secret& invitation);

/// What the browser brought back.
struct Return {
  std::string code;
  std::string state;
  std::string issuer;  // Where the provider says in its answer who it is (RFC 9207).
  Secret browser;
  std::string back;
};

struct Arrived {
  Actor actor;
  bool with_second_factor = false;  // Of the provider's.
  std::string way;                  // For the entry.
};

/// Errc::forbidden "accounts.way_gone": not this browser's, too late, or taken already;
/// "accounts.provider_token" {what}, "accounts.not_bound"; errors of depart(). Each is in the log
/// before it is answered.
Result<Arrived> arrive(Door& door, Fetcher& fetcher, const Return& given);

std::vector<Route> provider_routes();
std::vector<Route> provider_settings_routes();

}  // namespace ombud::accounts
