#pragma once
// The server: sockets on threads of their own, requests on a bounded pool of workers. A connection
// that is slow, idle or broken costs a socket and no worker: a request is handed to a worker when
// it is whole, and the connection is not read on until it is answered.
//
// Everything that a stranger can hold open has a limit and an end: the head, the body, the time for
// each, the number of connections, of waiting requests and of listeners to events.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/head.h"
#include "http/http.h"
#include "http/metrics.h"
#include "http/pool.h"

namespace ombud::http {

struct Settings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: a free one.
  // PEM files; both or none.
  std::string certificate_file;
  std::string key_file;
  HeadLimits head;
  Pool::Size pool;
  std::size_t socket_threads = 1;
  std::size_t most_connections = 4096;  // Others wait until one ends.
  std::size_t most_listening = 256;
  std::chrono::milliseconds head_within{10'000};  // TLS: the handshake too.
  std::chrono::milliseconds idle_within{75'000};  // Between two requests.
  // Of a body or an answer, and as much again for each 64 KiB of it.
  std::chrono::milliseconds rest_within{15'000};
  std::chrono::milliseconds between_looks{1'000};  // Of events.
  std::chrono::milliseconds heartbeat{15'000};
};

/// What was served; for the program's log. No path, no address, no person.
struct Served {
  std::string_view route;  // name_of(); empty where there was none.
  int status = 0;
  std::chrono::microseconds took{};
  std::size_t bytes = 0;  // Of the body that went out.
};

/// What the server is given.
struct Surroundings {
  const Clock& clock;
  std::function<std::unique_ptr<Clerk>()> clerk;  // Once on each worker's thread.
  std::function<void(const Served&)> served;      // From several threads.
  /// Of routes of pages: what needs neither store nor waiting is answered on the thread of sockets
  /// that read it. Nothing: a worker answers.
  std::function<std::optional<Answer>(const Request&)> at_once = {};
  /// Once, when the port is ours and nothing has come in yet.
  std::function<void(std::uint16_t port)> bound = {};
};

class Server {
 public:
  /// Listens when it returns. The routes must() have no flaws. Errc::conflict "http.port_taken"
  /// {port}; Errc::forbidden "http.port_not_allowed" {port}; Errc::invalid "http.no_address"
  /// {address}, "http.bad_certificate" {file}.
  static Result<std::unique_ptr<Server>> start(Settings settings, std::vector<Declaration> routes,
                                               Surroundings surroundings);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  Metrics& metrics();

  /// From any thread; nothing more is taken in, idle connections and listeners to events end.
  void begin_stop();
  bool is_stopping() const;
  /// begin_stop(), then waits until what was begun is answered and sent, or so long at most; true
  /// where all was.
  bool stop(std::chrono::milliseconds grace);

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ombud::http
