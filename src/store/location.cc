#include "store/location.h"

#include <charconv>

#include "base/text.h"

namespace ombud::store {

namespace {

Failure bad_url() { return fail(Errc::invalid, "store.bad_url"); }

Result<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const Result<std::string> byte = from_hex(text.substr(i + 1, 2));
    if (!byte || byte->size() != 1 || (*byte)[0] == '\0') return bad_url();
    plain += *byte;
    i += 2;
  }
  return plain;
}

Result<int> port_of(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    return bad_url();
  return port;
}

// "user@host:port", each part of which may be missing; an IPv6 address stands in brackets.
Result<void> read_authority(std::string_view authority, sql::postgresql::Options& options) {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user = authority.substr(0, at);
    if (user.find(':') != std::string_view::npos)
      return fail(Errc::invalid, "store.password_in_url");
    options.user = TRY(decoded(user));
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return bad_url();
  const std::size_t colon = authority.find(':', bracket);
  if (colon != std::string_view::npos) {
    options.port = TRY(port_of(authority.substr(colon + 1)));
    authority = authority.substr(0, colon);
  }
  if (bracket > 0) {
    if (authority.size() > bracket + 1) return bad_url();
    authority = authority.substr(1, bracket - 1);
  }
  // Where only the user stands here, the host may be a parameter.
  if (!authority.empty()) options.host = TRY(decoded(authority));
  return {};
}

Result<void> read_parameter(std::string_view parameter, sql::postgresql::Options& options) {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos) return bad_url();
  const std::string_view name = parameter.substr(0, equals);
  const std::string value = TRY(decoded(parameter.substr(equals + 1)));
  if (name == "host") {
    options.host = value;
  } else if (name == "port") {
    options.port = TRY(port_of(value));
  } else if (name == "user") {
    options.user = value;
  } else if (name == "sslmode") {
    options.tls = value;
  } else if (name == "sslrootcert") {
    options.root_certificate = value;
  } else if (name == "password") {
    return fail(Errc::invalid, "store.password_in_url");
  } else {
    return bad_url();
  }
  return {};
}

}  // namespace

Result<sql::postgresql::Options> options_of(const Location& location) {
  sql::postgresql::Options options;
  options.password = location.password;
  options.own = true;
  options.patience = location.patience;
  if (location.patience.count() > 0) options.connect_time_out = std::chrono::seconds(5);
  std::string_view rest = location.postgresql_url;
  constexpr std::string_view scheme = "postgresql://";
  if (!rest.starts_with(scheme)) return bad_url();
  rest.remove_prefix(scheme.size());
  const std::size_t question = rest.find('?');
  if (question != std::string_view::npos) {
    for (const std::string& parameter : split(rest.substr(question + 1), '&'))
      TRY(read_parameter(parameter, options));
    rest = rest.substr(0, question);
  }
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return bad_url();
  if (slash > 0) TRY(read_authority(rest.substr(0, slash), options));
  options.database = TRY(decoded(rest.substr(slash + 1)));
  if (options.database.empty()) return bad_url();
  return options;
}

}  // namespace ombud::store
