#pragma once
// A request over HTTP as a room sees it: what came in, the office of whoever asks, and what is to
// be told. The server has opened the transaction, found out who it is and checked the permission
// before, and writes the log and commits after (docs/decisions/0014).

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/accounts.h"
#include "base/secret.h"
#include "evidence/evidence.h"
#include "http/http.h"

namespace ombud::accounts {

using SessionId = Id<struct SessionTag>;

/// What a session that has only half begun waits for: a code of the second factor, or that there be
/// one, where the organisation demands it.
enum class Waits : std::uint8_t { nothing, code, enrolment };
/// "", "code", "enrolment".
std::string_view word(Waits waits);

struct Visit {
  http::Request& request;
  Office& office;       // Where nobody is asked who he is, the actor is empty.
  SessionId session;    // Empty where there is none.
  std::string csrf;     // The session's token against forged requests; empty where there is none.
  bool secure = false;  // The browser reached us by TLS, here or at the proxy.
  Waits waits = Waits::nothing;
  std::string address = {};  // Of the browser, where the proxy before us tells it.
  /// The same visitor's office in another organisation of the installation; in the first one for an
  /// empty id. Errors of Lobby::at(). Empty where there is no other.
  std::function<Result<Office*>(const OrganisationId&)> at = {};

  /// In the log before the answer goes out; the answer does not go out without it.
  void tell(evidence::Told entry) { told.push_back(std::move(entry)); }

  std::vector<evidence::Told> told = {};
};

/// A path that a room serves.
struct Route {
  http::Declaration declared;
  std::function<Result<http::Answer>(Visit&)> run;
};

}  // namespace ombud::accounts
