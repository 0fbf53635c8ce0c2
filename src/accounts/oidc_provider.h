#pragma once
// What a provider says of itself: where to send the browser, where to exchange the code, with which
// keys it signs. Asked anew each time, so that a key that was changed is known at once.

#include <string>

#include "accounts/oidc.h"

namespace ombud::accounts {

struct ProviderPlaces {
  std::string authorization;
  std::string token;
  std::string keys;
  bool names_itself = false;    // In its answers, by `iss`.
  bool secret_in_form = false;  // Takes the client's secret in the form only.
};

/// Errc::invalid "accounts.provider_says" {what}: "issuer" (it calls itself otherwise), "form",
/// "places", "code_challenge"; errors of Fetcher::fetch.
Result<ProviderPlaces> places_of(Fetcher& fetcher, const std::string& issuer);

/// The one of that id, with its secret. Errc::not_found "accounts.no_provider" {name}.
Result<Provider> provider_of(Door& door, const ProviderId& id);

/// The identity as the store knows it.
std::string identity_hash(const vault::Vault& vault, const std::string& issuer,
                          const std::string& subject);
/// An invitation's code as the store knows it.
std::string invitation_hash(const vault::Vault& vault, const Secret& code);

}  // namespace ombud::accounts
