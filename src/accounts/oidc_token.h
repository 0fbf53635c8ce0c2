#pragma once
// An ID token, believed only where everything in it holds (OpenID Connect Core, 3.1.3.7): signed by
// a key of the provider in a way that we take, meant for us, of this sign-in, and not too old.
// Pure: the keys and the time come from the caller.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace ombud::accounts {

struct TokenExpected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  Instant now;
};

struct TokenClaims {
  std::string subject;
  std::string acr;               // How sure the provider is, in its own words; may be empty.
  std::vector<std::string> amr;  // By what it asked.
};

/// `keys` is the provider's key set (JWKS) as JSON. Errc::forbidden "accounts.provider_token"
/// {what}: "form", "alg", "key", "signature", "iss", "aud", "azp", "exp", "iat", "nonce", "sub".
Result<TokenClaims> claims_of(const std::string& token, const std::string& keys,
                              const TokenExpected& expected);

}  // namespace ombud::accounts
