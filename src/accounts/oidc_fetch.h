#pragma once
// Asking an OpenID provider: one request, no redirects, a few seconds, a bounded answer, JSON only.
// By TLS with a certificate that holds; without only on this machine itself.

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace ombud::accounts {

/// What is sent: nothing (GET), or a form (POST), with the client's name and password beside it.
struct ProviderQuestion {
  std::string address;
  std::string form = {};
  std::string client = {};  // With `secret`: HTTP's basic authentication.
  Secret secret = {};
};

class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// The JSON text of a 200. Errc::unavailable "accounts.provider_away": no answer, none in time,
  /// none in JSON, more than 256 KiB, another status; Errc::invalid "accounts.provider_address":
  /// neither https nor on this machine.
  virtual Result<std::string> fetch(const ProviderQuestion& question) = 0;
};

/// By libcurl.
std::unique_ptr<Fetcher> by_network();

/// Whether we would ask there at all: https, or http to the machine's own addresses.
bool is_provider_address(std::string_view address);

/// For a form or an address, as RFC 3986 wants it.
std::string escaped_for_address(std::string_view text);

}  // namespace ombud::accounts
