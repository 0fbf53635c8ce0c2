#pragma once
// One connection, on its loop's thread only. For server.cc alone: Asio is slow to read.

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/head.h"
#include "http/loop.h"
#include "http/problem.h"

namespace ombud::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, Loop& loop, Socket socket)
      : shared_(shared), loop_(loop), search_(shared.settings.head) {
    asio::error_code ignored;
    const auto peer = socket.remote_endpoint(ignored);
    if (!ignored) peer_ = peer.address().to_string();
    if (shared.tls)
      secure_.emplace(std::move(socket), *shared.tls);
    else
      plain_.emplace(std::move(socket));
    loop_.connections.insert(this);
  }

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  ~Connection() {
    loop_.connections.erase(this);
    --shared_.metrics.connections;
  }

  void start() {
    asio::error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    allow(shared_.settings.head_within);
    if (!secure_) return advance();
    secure_->async_handshake(asio::ssl::stream_base::server,
                             [self = shared_from_this()](const asio::error_code& wrong) {
                               if (wrong) return self->close();
                               self->advance();
                             });
  }

  /// Some times a second: ends what takes too long, asks for events again.
  void look(Steady::time_point now) {
    if (state_ == State::listening) return look_for_events(now);
    if (!deadline_ || now < *deadline_) return;
    deadline_.reset();
    if (state_ == State::head || state_ == State::body) {
      ++shared_.metrics.too_slow;
      return refuse(fail(Errc::invalid, "http.too_slow").error);
    }
    if (state_ == State::writing) ++shared_.metrics.too_slow;
    close();
  }

  /// The server stops: what was not begun is not waited for.
  void wind_up() {
    if (state_ == State::idle || state_ == State::listening) close();
  }

  void close() {
    if (closed_) return;
    closed_ = true;
    if (state_ == State::listening) --shared_.metrics.listening;  // Before the end is seen.
    asio::error_code ignored;
    socket().shutdown(Socket::shutdown_both, ignored);
    socket().close(ignored);
  }

 private:
  enum class State : std::uint8_t { idle, head, body, working, writing, listening, ending };

  Socket& socket() { return secure_ ? secure_->next_layer() : *plain_; }

  void allow(std::chrono::milliseconds time) { deadline_ = Steady::now() + time; }

  // The slowest line that is waited for: 64 KiB in `rest_within`.
  std::chrono::milliseconds time_for(std::size_t bytes) const {
    return shared_.settings.rest_within * (1 + static_cast<int>(bytes / 65'536));
  }

  template <class Buffer, class Handler>
  void read_some(Buffer buffer, Handler handler) {
    if (secure_)
      secure_->async_read_some(buffer, std::move(handler));
    else
      plain_->async_read_some(buffer, std::move(handler));
  }

  template <class Buffers, class Handler>
  void write_all(Buffers buffers, Handler handler) {
    if (secure_)
      asio::async_write(*secure_, buffers, std::move(handler));
    else
      asio::async_write(*plain_, buffers, std::move(handler));
  }

  void read() {
    if (reading_ || closed_) return;
    reading_ = true;
    read_some(asio::buffer(chunk_),
              [self = shared_from_this()](const asio::error_code& wrong, std::size_t bytes) {
                self->reading_ = false;
                if (wrong) return self->close();
                self->take(bytes);
              });
  }

  void take(std::size_t bytes) {
    if (state_ == State::ending) {
      left_to_drain_ -= std::min(left_to_drain_, bytes);
      return left_to_drain_ == 0 ? close() : read();
    }
    if (state_ == State::listening) return read();  // Nothing more is expected.
    in_.append(chunk_.data(), bytes);
    advance();
  }

  // As far as the bytes that are there allow.
  void advance() {
    if (closed_) return;
    if (state_ == State::idle) {
      if (in_.empty()) {
        if (shared_.stopping && served_ > 0) return close();
        if (served_ > 0) allow(shared_.settings.idle_within);
        in_.shrink_to_fit();
        return read();
      }
      state_ = State::head;
      began_ = Steady::now();
      allow(shared_.settings.head_within);
    }
    if (state_ == State::head && !read_head_of_request()) return;
    if (state_ != State::body) return;
    if (in_.size() < head_.body_bytes) return read();
    request_->body = in_.substr(0, head_.body_bytes);
    in_.erase(0, head_.body_bytes);
    hand_over();
  }

  // False where there is nothing to go on with.
  bool read_head_of_request() {
    Result<std::optional<std::size_t>> end = search_.look(in_);
    if (end && !*end) {
      read();
      return false;
    }
    Result<Head> head =
        end ? read_head(std::string_view(in_).substr(0, **end), shared_.settings.head)
            : Result<Head>(fail(end.error()));
    if (!head) {
      ++shared_.metrics.malformed;
      refuse(head.error());
      return false;
    }
    head_ = *std::move(head);
    in_.erase(0, **end);
    search_ = HeadSearch(shared_.settings.head);
    Result<void> welcome = prepare();
    if (!welcome) {
      refuse(welcome.error());
      return false;
    }
    state_ = State::body;
    allow(time_for(head_.body_bytes));
    if (head_.waits_for_continue && in_.size() < head_.body_bytes) say_go_on();
    return true;
  }

  void say_go_on() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    write_all(asio::buffer(go_on),
              [self = shared_from_this()](const asio::error_code& wrong, std::size_t) {
                if (wrong) self->close();
              });
  }

  // The request but its body; what can be refused before that is.
  Result<void> prepare() {
    closes_ = true;  // Refused from here on: its body will not be read.
    request_ = std::make_shared<Request>();
    route_ = shared_.routes.size();
    request_->method = head_.method;
    request_->head_only = head_.head_only;
    request_->peer = peer_;
    request_->secure = secure_.has_value();
    request_->headers = std::move(head_.headers);
    request_->language = language_wanted(request_->header("accept-language"));
    closes_ = !head_.keeps_open || head_.body_bytes > 0;
    Target target = TRY(read_target(head_.target));
    request_->path = head_.target.substr(0, head_.target.find('?'));
    Router::Found found = TRY(shared_.router.find(head_.method, target.segments));
    route_ = found.route;
    const Declaration& route = shared_.routes[route_];
    request_->parameters = std::move(found.parameters);
    for (const auto& [name, value] : target.queries)
      // What stands in a page's address is for the page, which reads it in the browser.
      if (!route.page &&
          std::find(route.queries.begin(), route.queries.end(), name) == route.queries.end())
        return fail(Errc::invalid, "http.unknown_query", {{"name", name.substr(0, 64)}});
    request_->queries = std::move(target.queries);
    request_->last_event_id = request_->header("last-event-id");
    const std::size_t most = route.body == Body::none ? 0 : route.most_bytes;
    if (head_.body_bytes > most)
      return fail(Errc::invalid, "http.body_too_large", {{"most", std::to_string(most)}});
    if (route.body == Body::json && !is_json(request_->header("content-type")))
      return fail(Errc::invalid, "http.wrong_type");
    if (!request_->header("content-encoding").empty())
      return fail(Errc::invalid, "http.wrong_type");
    if (route.events && static_cast<std::size_t>(shared_.metrics.listening.load()) >=
                            shared_.settings.most_listening)
      return fail(Errc::unavailable, "http.busy");
    closes_ = !head_.keeps_open;
    if (route.page) request_->nonce = uuid_random();
    return {};
  }

  static bool is_json(const std::string& type) {
    const std::vector<std::string> parts = split(type, ';');
    if (!ascii_equal_ignoring_case(trim(parts.front()), "application/json")) return false;
    return parts.size() == 1 ||
           (parts.size() == 2 && ascii_equal_ignoring_case(trim(parts[1]), "charset=utf-8"));
  }

  void hand_over() {
    deadline_.reset();
    state_ = State::working;
    if (auto known = shared_.at_once(route_, *request_)) return answer(*std::move(known));
    if (!offer()) answer(problem(fail(Errc::unavailable, "http.busy").error, request_->language));
  }

  bool offer() {
    return shared_.pool->offer(
        {route_, request_, [self = shared_from_this()](Answer answer) mutable {
           Loop& loop = self->loop_;
           asio::post(loop.context, [self = std::move(self), answer = std::move(answer)]() mutable {
             self->answer(std::move(answer));
           });
         }});
  }

  // Before any worker has seen it. What is still to come of it can't be told from the next request.
  void refuse(const Error& error) {
    if (!request_) request_ = std::make_shared<Request>();
    if (state_ == State::head || state_ == State::body)
      closes_ = closes_ || !is_routing_error(error);
    answer(problem(error, request_->language));
  }

  static bool is_routing_error(const Error& error) {
    return error.key == "http.not_found" || error.key == "http.method_not_allowed" ||
           error.key == "http.unknown_query";
  }

  void answer(Answer answer) {
    if (closed_) return;
    const bool listens = route_ < shared_.routes.size() && shared_.routes[route_].events;
    if (looking_) return tell_events(std::move(answer));
    const bool streams = listens && answer.status == 200 && !head_.head_only && !answer.last;
    closes_ = closes_ || streams || shared_.stopping;
    status_ = answer.status;
    if (streams) request_->last_event_id = answer.last_event_id;
    out_ = head_of(answer, {.secure = secure_.has_value(),
                            .closes = closes_,
                            .stream = streams,
                            .date = loop_.date,
                            .nonce = request_ ? request_->nonce : std::string()});
    body_ = head_.head_only ? std::string() : std::move(answer.body);
    state_ = State::writing;
    allow(time_for(body_.size()));
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(out_), asio::buffer(body_)};
    write_all(buffers,
              [self = shared_from_this(), streams](const asio::error_code& wrong, std::size_t) {
                self->tell_served();
                if (wrong) return self->close();
                if (streams) return self->begin_listening();
                self->after_answer();
              });
  }

  void tell_served() {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_);
    shared_.metrics.answered(route_, status_, took);
    ++served_;
    if (shared_.surroundings.served)
      shared_.surroundings.served(
          {route_ < shared_.names.size() ? std::string_view(shared_.names[route_]) : "", status_,
           took, body_.size()});
  }

  void after_answer() {
    request_.reset();
    body_ = std::string();
    route_ = shared_.routes.size();
    head_ = Head();
    if (closes_ || shared_.stopping) return end();
    state_ = State::idle;
    deadline_.reset();
    advance();
  }

  // The other side may still be sending: its answer would be lost if the socket were closed now.
  void end() {
    state_ = State::ending;
    allow(std::chrono::milliseconds(2000));
    in_.clear();
    if (secure_) {
      secure_->async_shutdown(
          [self = shared_from_this()](const asio::error_code&) { self->close(); });
      return;
    }
    asio::error_code ignored;
    socket().shutdown(Socket::shutdown_send, ignored);
    read();
  }

  void begin_listening() {
    if (closed_) return;
    state_ = State::listening;
    ++shared_.metrics.listening;
    deadline_.reset();
    body_ = std::string();
    request_->again = true;
    looked_at_ = wrote_at_ = Steady::now();
    read();
  }

  void look_for_events(Steady::time_point now) {
    if (looking_ || sending_) return;
    if (now - looked_at_ >= shared_.settings.between_looks) {
      looked_at_ = now;
      looking_ = offer();
      return;
    }
    if (now - wrote_at_ >= shared_.settings.heartbeat) send(": still here\n\n", false);
  }

  void tell_events(Answer answer) {
    looking_ = false;
    // The session has ended, or what was watched is gone: the stream can only end.
    if (answer.status != 200) return close();
    request_->last_event_id = answer.last_event_id;
    if (!answer.body.empty()) return send(std::move(answer.body), answer.last);
    if (answer.last) close();
  }

  void send(std::string text, bool last) {
    body_ = std::move(text);
    sending_ = true;
    wrote_at_ = Steady::now();
    write_all(asio::buffer(body_),
              [self = shared_from_this(), last](const asio::error_code& wrong, std::size_t) {
                self->sending_ = false;
                if (wrong || last) self->close();
              });
  }

  Shared& shared_;
  Loop& loop_;
  std::optional<Socket> plain_;
  std::optional<asio::ssl::stream<Socket>> secure_;
  std::string peer_;
  State state_ = State::idle;
  std::optional<Steady::time_point> deadline_;
  Steady::time_point began_{};

  std::array<char, 4096> chunk_{};
  std::string in_;
  HeadSearch search_;
  Head head_;
  std::shared_ptr<Request> request_;
  std::size_t route_ = SIZE_MAX;
  std::string out_;
  std::string body_;
  int status_ = 0;
  std::size_t served_ = 0;
  std::size_t left_to_drain_ = 256 * 1024;
  bool reading_ = false;
  bool closes_ = false;
  bool closed_ = false;

  // Of events.
  bool looking_ = false;
  bool sending_ = false;
  Steady::time_point looked_at_{};
  Steady::time_point wrote_at_{};
};

}  // namespace ombud::http
