// The one file that knows Asio and TLS: loops, the door, and how the server begins and ends.

#include "http/server.h"

#include <openssl/ssl.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/connection.h"
#include "http/loop.h"

namespace ombud::http {

namespace {

using Acceptor = asio::ip::tcp::acceptor;

constexpr std::chrono::milliseconds between_ticks{100};

Failure not_bound(const asio::error_code& wrong, std::uint16_t port) {
  const Params params{{"port", std::to_string(port)}};
  if (wrong == asio::error::access_denied)
    return fail(Errc::forbidden, "http.port_not_allowed", params);
  return fail(Errc::conflict, "http.port_taken", params);
}

// HTTP/1.1 and nothing else, whatever the other side would like better.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static const unsigned char ours[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  const int result =
      SSL_select_next_proto(&found, size, ours, sizeof ours - 1, offered, offered_size);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

Result<asio::ssl::context> tls_of(const Settings& settings) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  SSL_CTX* native = context.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(
      native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  asio::error_code wrong;
  context.use_certificate_chain_file(settings.certificate_file, wrong);
  if (wrong)
    return fail(Errc::invalid, "http.bad_certificate", {{"file", settings.certificate_file}});
  context.use_private_key_file(settings.key_file, asio::ssl::context::pem, wrong);
  if (wrong || SSL_CTX_check_private_key(native) != 1)
    return fail(Errc::invalid, "http.bad_certificate", {{"file", settings.key_file}});
  return context;
}

}  // namespace

struct Server::State {
  State(Settings settings, std::vector<Declaration> routes, Surroundings surroundings)
      : shared(std::move(settings), std::move(routes), std::move(surroundings)) {
    for (std::size_t i = 0; i < std::max<std::size_t>(shared.settings.socket_threads, 1); ++i)
      loops.push_back(std::make_unique<Loop>());
    acceptor.emplace(loops.front()->context);
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    for (const std::unique_ptr<Loop>& loop : loops) loop->context.stop();
    for (std::thread& thread : threads) thread.join();
    if (shared.pool) shared.pool->stop();
  }

  Result<void> listen();
  void begin();
  void accept();
  void taken(const asio::error_code& wrong, Socket socket, Loop& loop);
  void tick(Loop& loop);

  // The loops last: their handlers hold connections, which count themselves out of `shared`.
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<Acceptor> acceptor;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
  std::size_t next_loop = 0;
  bool accepting = false;
};

Result<void> Server::State::listen() {
  const Settings& settings = shared.settings;
  asio::error_code wrong;
  const auto address = asio::ip::make_address(settings.host, wrong);
  if (wrong) return fail(Errc::invalid, "http.no_address", {{"address", settings.host}});
  const asio::ip::tcp::endpoint at(address, settings.port);
  acceptor->open(at.protocol(), wrong);
  if (!wrong) acceptor->set_option(Acceptor::reuse_address(true), wrong);
  if (!wrong) acceptor->bind(at, wrong);
  if (!wrong) acceptor->listen(1024, wrong);
  if (wrong) return not_bound(wrong, settings.port);
  port = acceptor->local_endpoint(wrong).port();
  return {};
}

void Server::State::begin() {
  for (const std::unique_ptr<Loop>& loop : loops) {
    tick(*loop);
    if (loop == loops.front()) accept();
    threads.emplace_back([&context = loop->context] { context.run(); });
  }
}

void Server::State::accept() {
  if (accepting || shared.stopping ||
      shared.metrics.connections >= static_cast<std::int64_t>(shared.settings.most_connections))
    return;
  accepting = true;
  Loop& loop = *loops[next_loop++ % loops.size()];
  acceptor->async_accept(loop.context, [this, &loop](const asio::error_code& wrong, Socket socket) {
    accepting = false;
    taken(wrong, std::move(socket), loop);
  });
}

void Server::State::taken(const asio::error_code& wrong, Socket socket, Loop& loop) {
  if (wrong == asio::error::operation_aborted) return;
  if (wrong) return;  // No file descriptor left: the next tick tries again.
  ++shared.metrics.connections;
  ++shared.metrics.connections_made;
  asio::post(loop.context, [this, &loop, socket = std::move(socket)]() mutable {
    std::make_shared<Connection>(shared, loop, std::move(socket))->start();
  });
  accept();
}

void Server::State::tick(Loop& loop) {
  loop.date = http_date(shared.surroundings.clock.now());
  const Steady::time_point now = Steady::now();
  // A look may end a connection, but never at once: what it waits for holds it.
  for (Connection* connection : loop.connections) {
    if (shared.stopping) connection->wind_up();
    connection->look(now);
  }
  if (&loop == loops.front().get()) {
    asio::error_code ignored;
    if (shared.stopping && acceptor->is_open()) acceptor->close(ignored);
    accept();
  }
  loop.tick.expires_after(between_ticks);
  loop.tick.async_wait([this, &loop](const asio::error_code& wrong) {
    if (!wrong) tick(loop);
  });
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(Settings settings, std::vector<Declaration> routes,
                                              Surroundings surroundings) {
  std::optional<asio::ssl::context> tls;
  if (!settings.certificate_file.empty()) tls.emplace(TRY(tls_of(settings)));
  auto state =
      std::make_unique<State>(std::move(settings), std::move(routes), std::move(surroundings));
  Shared& shared = state->shared;
  shared.tls = std::move(tls);
  TRY(state->listen());
  if (shared.surroundings.bound) shared.surroundings.bound(state->port);
  shared.pool = std::make_unique<Pool>(shared.settings.pool, shared.routes,
                                       shared.surroundings.clerk, shared.metrics);
  state->begin();
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const { return state_->port; }

Metrics& Server::metrics() { return state_->shared.metrics; }

void Server::begin_stop() { state_->shared.stopping = true; }

bool Server::is_stopping() const { return state_->shared.stopping; }

bool Server::stop(std::chrono::milliseconds grace) {
  begin_stop();
  const Steady::time_point until = Steady::now() + grace;
  while (metrics().connections > 0 && Steady::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return metrics().connections == 0;
}

}  // namespace ombud::http
