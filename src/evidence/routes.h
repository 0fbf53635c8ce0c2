#pragma once
// The log over HTTP. Who may read it is decided by a room above this one: it hands in the reader.

#include <functional>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "evidence/evidence.h"
#include "http/http.h"

namespace ombud::evidence {

/// One who was let in to read.
struct Reader {
  http::Request& request;
  Log& log;
  AccountId account;
  std::vector<Told>& told;  // In the log before the answer goes out.
};

struct LogRoute {
  http::Declaration declared;
  std::function<Result<http::Answer>(Reader&)> run;
};

std::vector<LogRoute> routes();

}  // namespace ombud::evidence
