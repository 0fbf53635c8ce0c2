#pragma once
// A client that sends bytes as they are given and reads what comes, for what no well-behaved client
// would do. Included by *_test.cc only.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud::http {

/// One answer, read from the wire.
struct Seen {
  int status = 0;  // 0: none came.
  std::string head;
  std::string body;

  /// The value of a field; empty where there is none.
  std::string field(std::string_view name) const {
    const std::string start = "\r\n" + std::string(name) + ": ";
    const std::size_t at = head.find(start);
    if (at == std::string::npos) return "";
    const std::size_t from = at + start.size();
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }

  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  ~RawClient() { close(socket_); }

  /// False where the other side has gone.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next answer with a known length. `has_body`: false after HEAD.
  Seen answer(bool has_body = true) {
    Seen seen;
    while (in_.find("\r\n\r\n") == std::string::npos)
      if (!more()) return seen;
    const std::size_t end = in_.find("\r\n\r\n") + 4;
    seen.head = in_.substr(0, end - 2);
    in_.erase(0, end);
    std::from_chars(seen.head.data() + 9, seen.head.data() + 12, seen.status);
    const std::string length = seen.field("Content-Length");
    std::size_t size = 0;
    std::from_chars(length.data(), length.data() + length.size(), size);
    while (has_body && in_.size() < size)
      if (!more()) break;
    if (has_body) {
      seen.body = in_.substr(0, size);
      in_.erase(0, size);
    }
    return seen;
  }

  Seen ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }

  /// Everything until the other side ends, or `text` has come.
  std::string read_until(std::string_view text) {
    while (in_.find(text) == std::string::npos)
      if (!more()) break;
    return in_;
  }

  /// Whether the other side ends the connection.
  bool ends() {
    while (more()) {
    }
    return ended_;
  }

  std::chrono::milliseconds patience{10'000};

 private:
  bool more() {
    pollfd waited{socket_, POLLIN, 0};
    if (poll(&waited, 1, static_cast<int>(patience.count())) != 1) return false;
    char bytes[4096];
    const ssize_t count = recv(socket_, bytes, sizeof bytes, 0);
    ended_ = count <= 0;
    if (count > 0) in_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }

  int socket_ = -1;
  bool ended_ = false;
  std::string in_;
};

}  // namespace ombud::http
