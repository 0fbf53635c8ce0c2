// An address as people type it in a URL, and back. A URL stands in the process list and in the
// shell's history, so a password in it is refused, and none is ever repeated in an error.
#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/text.h"
#include "connectors/connectors.h"

namespace ombud::connectors {

namespace {

struct Scheme {
  std::string_view text;
  Kind kind;
};

constexpr Scheme schemes[] = {
    {"sqlite", Kind::sqlite},   {"postgresql", Kind::postgresql}, {"postgres", Kind::postgresql},
    {"mariadb", Kind::mariadb}, {"mysql", Kind::mariadb},         {"csv", Kind::csv},
    {"manual", Kind::manual},
};

constexpr std::string_view postgresql_tls[] = {"disable", "require", "verify-ca", "verify-full"};
constexpr std::string_view mariadb_tls[] = {"on", "off"};

int hexadecimal(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hexadecimal(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hexadecimal(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (!is_utf8(plain) || plain.find('\0') != std::string::npos) return std::nullopt;
  return plain;
}

std::string encoded(std::string_view text, std::string_view may_stand) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string written;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (std::isalnum(code) != 0 || code >= 0x80 ||
        std::string_view("-._~").find(byte) != std::string_view::npos ||
        may_stand.find(byte) != std::string_view::npos)
      written += byte;
    else
      written += {'%', digits[code / 16], digits[code % 16]};
  }
  return written;
}

// One URL while it is being read.
class Reading {
 public:
  explicit Reading(std::string_view scheme) : scheme_(scheme) {}

  Failure bad() const { return fail(Errc::invalid, "connectors.bad_url", {{"scheme", scheme_}}); }

  Result<std::string> decode(std::string_view text) const {
    const std::optional<std::string> plain = decoded(text);
    if (!plain) return bad();
    return *plain;
  }

  Result<int> port(std::string_view text) const {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > 65535)
      return bad();
    return number;
  }

  /// A file or folder, made absolute.
  Result<std::string> file(std::string_view text) const {
    // A question mark begins parameters, and files have none; in a name it is written %3F.
    if (const std::size_t mark = text.find('?'); mark != std::string_view::npos)
      return fail(Errc::invalid, "connectors.unknown_parameter",
                  {{"name", std::string(text.substr(mark + 1, text.find('=', mark) - mark - 1))}});
    return whole_path(TRY(decode(text)));
  }

  Result<std::string> whole_path(const std::string& plain) const {
    if (plain.empty()) return bad();
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::absolute(plain, failed);
    if (failed) return bad();
    std::string normal = whole.lexically_normal().string();
    while (normal.size() > 1 && normal.back() == '/') normal.pop_back();
    return normal;
  }

 private:
  std::string scheme_;
};

Result<void> read_authority(const Reading& reading, std::string_view text, Address& address) {
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = text.substr(0, at);
    if (user.find(':') != std::string_view::npos)
      return fail(Errc::invalid, "connectors.password_in_url");
    address.user = TRY(reading.decode(user));
    if (address.user.empty()) return reading.bad();
    text.remove_prefix(at + 1);
  }
  std::string_view port;
  bool has_port = false;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return reading.bad();
    address.host = std::string(text.substr(1, end - 1));
    const bool is_address = address.host.find(':') != std::string::npos;
    has_port = end + 1 < text.size();
    if (!is_address || (has_port && text[end + 1] != ':')) return reading.bad();
    if (has_port) port = text.substr(end + 2);
  } else {
    const std::size_t colon = text.find(':');
    has_port = colon != std::string_view::npos;
    address.host = TRY(reading.decode(text.substr(0, colon)));
    if (has_port) port = text.substr(colon + 1);
  }
  if (has_port) address.port = TRY(reading.port(port));
  if (has_port && address.host.empty()) return reading.bad();
  return {};
}

// A colon is an IPv6 address's, which may have a zone; in anything else it could not be written so
// that it is read again.
bool may_be_host(std::string_view host) {
  if (host.find(':') == std::string_view::npos) return true;
  const std::size_t zone = std::min(host.find('%'), host.size());
  in6_addr ignored{};
  return inet_pton(AF_INET6, std::string(host.substr(0, zone)).c_str(), &ignored) == 1 &&
         host.substr(zone).find_first_not_of(
             "%0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
             std::string_view::npos;
}

Result<void> read_tls(const std::string& value, Address& address) {
  const auto known = address.kind == Kind::postgresql
                         ? std::span<const std::string_view>(postgresql_tls)
                         : std::span<const std::string_view>(mariadb_tls);
  std::string words;
  for (const std::string_view word : known) {
    if (word == value) {
      address.tls = value;
      return {};
    }
    words += (words.empty() ? "" : ", ") + std::string(word);
  }
  return fail(Errc::invalid, "connectors.bad_tls", {{"words", words}});
}

Result<void> read_parameter(const Reading& reading, const std::string& name,
                            const std::string& value, Address& address) {
  if (name == "password" || name == "sslpassword")
    return fail(Errc::invalid, "connectors.password_in_url");
  if (value.empty()) return reading.bad();
  if (name == "tls") return read_tls(value, address);
  if (name == "root") {
    address.root_certificate = TRY(reading.whole_path(value));
    return {};
  }
  if (name == "user" && address.user.empty()) {
    address.user = value;
    return {};
  }
  if (name == "port" && address.port == 0) {
    address.port = TRY(reading.port(value));
    return {};
  }
  // PostgreSQL's own spelling of a socket is host=/folder, MariaDB's socket=/file.
  const bool is_socket = value.starts_with('/');
  if (address.kind == Kind::postgresql && name == "host" && address.host.empty()) {
    (is_socket ? address.socket : address.host) = value;
    return {};
  }
  if (address.kind == Kind::mariadb && name == "socket") {
    if (!is_socket) return reading.bad();
    address.socket = value;
    return {};
  }
  return fail(Errc::invalid, "connectors.unknown_parameter", {{"name", name}});
}

Result<void> read_server(const Reading& reading, std::string_view text, Address& address) {
  if (!text.starts_with("//")) return reading.bad();
  text.remove_prefix(2);
  std::string_view parameters;
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    parameters = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return reading.bad();
  TRY(read_authority(reading, text.substr(0, slash), address));
  address.database = TRY(reading.decode(text.substr(slash + 1)));
  if (address.database.empty()) return reading.bad();
  while (!parameters.empty()) {
    const std::string_view one = parameters.substr(0, parameters.find('&'));
    parameters.remove_prefix(std::min(one.size() + 1, parameters.size()));
    const std::size_t equals = one.find('=');
    const std::string value =
        equals == std::string_view::npos ? "" : TRY(reading.decode(one.substr(equals + 1)));
    TRY(read_parameter(reading, TRY(reading.decode(one.substr(0, equals))), value, address));
  }
  // PostgreSQL's programs take a host that begins with a slash, %2F, for the socket's folder.
  if (address.kind == Kind::postgresql && address.host.starts_with('/') && address.socket.empty())
    address.socket = std::exchange(address.host, "");
  // As the engine's own programs: "localhost" is the socket unless a port is named.
  const bool local = address.kind == Kind::mariadb && address.host == "localhost";
  if (local && address.port == 0) address.host.clear();
  if (!address.socket.empty() && !address.host.empty()) return reading.bad();
  if (!may_be_host(address.host)) return reading.bad();
  return {};
}

std::string written_server(const Address& address) {
  std::string text = std::string(word(address.kind)) + "://";
  if (!address.user.empty()) text += encoded(address.user, "") + "@";
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  if (is_ipv6)
    text += "[" + address.host + "]";
  else
    text += encoded(address.host, "");
  // Without a host there is nothing that a port could stand behind.
  const bool bare_port = address.port != 0 && address.host.empty();
  if (address.kind == Kind::mariadb && address.host.empty()) text += "localhost";
  if (address.port != 0 && !bare_port) text += ":" + std::to_string(address.port);
  text += "/" + encoded(address.database, "");
  char separator = '?';
  const auto parameter = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    text += separator + std::string(name) + "=" + encoded(value, "/");
    separator = '&';
  };
  parameter(address.kind == Kind::postgresql ? "host" : "socket", address.socket);
  if (bare_port) parameter("port", std::to_string(address.port));
  parameter("tls", address.tls);
  parameter("root", address.root_certificate);
  return text;
}

}  // namespace

std::string_view word(Kind kind) {
  for (const Scheme& scheme : schemes)
    if (scheme.kind == kind) return scheme.text;
  std::abort();  // Every kind has a scheme: a test reads each one.
}

Result<Address> read_address(std::string_view url) {
  const std::size_t colon = url.find(':');
  const std::string scheme(url.substr(0, colon == std::string_view::npos ? 0 : colon));
  const auto known = std::find_if(std::begin(schemes), std::end(schemes), [&](const Scheme& one) {
    return ascii_equal_ignoring_case(one.text, scheme);
  });
  const Reading reading(scheme);
  if (known == std::end(schemes)) return reading.bad();
  const std::string_view rest = url.substr(colon + 1);
  Address address;
  address.kind = known->kind;
  switch (address.kind) {
    case Kind::sqlite:
    case Kind::csv:
      address.file = TRY(reading.file(rest));
      break;
    case Kind::postgresql:
    case Kind::mariadb:
      TRY(read_server(reading, rest, address));
      break;
    case Kind::manual:
      if (!rest.empty()) return reading.bad();
      break;
  }
  return address;
}

std::string write_address(const Address& address) {
  switch (address.kind) {
    case Kind::sqlite:
    case Kind::csv:
      return std::string(word(address.kind)) + ":" + encoded(address.file, "/");
    case Kind::postgresql:
    case Kind::mariadb:
      return written_server(address);
    case Kind::manual:
      break;
  }
  return "manual:";
}

}  // namespace ombud::connectors
