#pragma once
// What the server counts, as text for Prometheus. Routes by their names, never paths: these may
// hold ids.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/http.h"

namespace ombud::http {

class Metrics {
 public:
  explicit Metrics(const std::vector<Declaration>& routes);

  /// A request of the route was answered; `route` past the last one: no route was found.
  void answered(std::size_t route, int status, std::chrono::microseconds took);

  /// The text format 0.0.4. `more`: further lines, each with its own head.
  std::string text(const std::string& more = "") const;

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> connections_made{0};
  std::atomic<std::int64_t> waiting{0};  // For a worker.
  std::atomic<std::int64_t> working{0};
  std::atomic<std::int64_t> turned_away{0};  // Because too many waited.
  std::atomic<std::int64_t> malformed{0};
  std::atomic<std::int64_t> too_slow{0};
  std::atomic<std::int64_t> listening{0};  // To events.

 private:
  static constexpr std::array<std::int64_t, 9> bounds_ms{1, 2, 5, 10, 25, 100, 500, 2'000, 10'000};

  struct Counted {
    std::array<std::atomic<std::int64_t>, 6> by_class{};  // 1xx … 5xx at their first digit.
    std::array<std::atomic<std::int64_t>, bounds_ms.size() + 1> by_time{};
    std::atomic<std::int64_t> microseconds{0};
  };

  std::vector<std::string> names_;
  std::unique_ptr<Counted[]> counted_;
};

}  // namespace ombud::http
