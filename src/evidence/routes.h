#pragma once
// The log over HTTP. Who may read it, whom a handle means and what an account is called is known by
// rooms above this one: they hand in the reader.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "evidence/evidence.h"
#include "evidence/review.h"
#include "http/http.h"

namespace ombud::evidence {

using AccountNames = std::map<AccountId, std::string>;

/// One who was let in to read.
struct Reader {
  http::Request& request;
  Log& log;
  AccountId account;
  std::vector<Told>& told;  // In the log before the answer goes out.
  std::function<Result<PersonId>(const std::string& handle)> person_of;
  std::function<Result<AccountNames>()> names;  // Of all accounts, closed ones too.
  Reviews reviews;
  /// Whether what the entry is about exists for who reads; of what it tells of no one thing,
  /// whether he may read of everything. Empty: he may.
  std::function<Result<bool>(const Entry&)> sees = {};
};

struct LogRoute {
  http::Declaration declared;
  std::function<Result<http::Answer>(Reader&)> run;
};

std::vector<LogRoute> routes();

}  // namespace ombud::evidence
