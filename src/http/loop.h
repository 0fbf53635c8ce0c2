#pragma once
// What connections share, and the threads that they live on. For server.cc alone: Asio is slow to
// read.

#include <asio.hpp>
#include <asio/ssl.hpp>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "http/metrics.h"
#include "http/pool.h"
#include "http/router.h"
#include "http/server.h"

namespace ombud::http {

using Socket = asio::ip::tcp::socket;
using Steady = std::chrono::steady_clock;

class Connection;

/// What all connections share.
struct Shared {
  Shared(Settings given, std::vector<Declaration> declared, Surroundings around)
      : settings(std::move(given)),
        routes(std::move(declared)),
        surroundings(std::move(around)),
        router(routes),
        metrics(routes) {
    for (const Declaration& route : routes) names.push_back(name_of(route));
  }

  /// What needs no worker; nothing where one answers.
  std::optional<Answer> at_once(std::size_t route, const Request& request) const {
    if (!routes[route].page || !surroundings.at_once) return std::nullopt;
    return surroundings.at_once(request);
  }

  Settings settings;
  std::vector<Declaration> routes;
  std::vector<std::string> names;
  Surroundings surroundings;
  Router router;
  Metrics metrics;
  std::unique_ptr<Pool> pool;
  std::optional<asio::ssl::context> tls;
  std::atomic<bool> stopping{false};
};

/// One thread of sockets.
struct Loop {
  // Before the context: when that ends, so do the handlers in it and the connections that they
  // hold.
  std::unordered_set<Connection*> connections;
  std::string date;
  asio::io_context context{1};
  asio::steady_timer tick{context};
};

}  // namespace ombud::http
