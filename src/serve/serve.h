#pragma once
// `ombud serve`: the office over HTTP. This room knows of no slice; app hands it the routes.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "jobs/jobs.h"
#include "store/migration.h"

namespace ombud::serve {

/// What the rooms above serve.
struct Served {
  std::function<std::vector<accounts::Route>()> routes;
  /// Files that are the same for everybody; nothing where a request means none of them.
  std::function<std::optional<http::Answer>(const http::Request&)> file = {};
};

/// `kinds`: of the jobs that `serve` does beside, so that one process is enough for a small house.
std::vector<cli::Command> commands(accounts::Entrance& entrance, const Served& served,
                                   const std::function<jobs::Kinds()>& kinds);
std::span<const store::Migration> migrations();

}  // namespace ombud::serve
