#include "serve/options.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ombud::serve {

namespace {

constexpr std::size_t most_workers = 64;

bool is_number(const std::string& text, std::size_t most, std::size_t& number) {
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && wrong == std::errc() && end == text.data() + text.size() &&
         number <= most;
}

bool is_own_machine(const std::string& host) { return host == "::1" || host.starts_with("127."); }

// "127.0.0.1:8080", "[::1]:8080".
Result<void> read_listen(const std::string& text, http::Settings& settings) {
  const std::size_t colon = text.rfind(':');
  std::size_t port = 0;
  if (colon == std::string::npos || !is_number(text.substr(colon + 1), 65'535, port))
    return fail(Errc::invalid, "serve.bad_listen");
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  if (host.empty()) return fail(Errc::invalid, "serve.bad_listen");
  settings.host = host;
  settings.port = static_cast<std::uint16_t>(port);
  return {};
}

// "https://ombud.example.org" → its host, with the port where one is given.
Result<std::string> host_of(const std::string& origin, bool& is_tls) {
  is_tls = origin.starts_with("https://");
  if (!is_tls && !origin.starts_with("http://")) return fail(Errc::invalid, "serve.bad_public");
  std::string host = origin.substr(is_tls ? 8 : 7);
  const bool is_host = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
  if (!is_host) return fail(Errc::invalid, "serve.bad_public");
  return host;
}

}  // namespace

Result<Options> options_of(const cli::Call& call) {
  Options options;
  http::Settings& settings = options.settings;
  TRY(read_listen(call.has("--listen") ? call.value("--listen") : "127.0.0.1:8080", settings));
  settings.certificate_file = call.value("--certificate");
  settings.key_file = call.value("--certificate-key");
  if (settings.certificate_file.empty() != settings.key_file.empty())
    return fail(Errc::invalid, "serve.one_of_two");
  const bool own_tls = !settings.certificate_file.empty();
  bool public_tls = false;
  if (call.has("--public")) {
    options.address = call.value("--public");
    options.hosts.push_back(TRY(host_of(options.address, public_tls)));
  }
  options.behind_tls = public_tls;
  if (!is_own_machine(settings.host)) {
    if (!own_tls && !public_tls) return fail(Errc::invalid, "serve.not_encrypted");
    if (options.hosts.empty()) return fail(Errc::invalid, "serve.say_public");
  }
  if (call.has("--workers")) {
    std::size_t workers = 0;
    if (!is_number(call.value("--workers"), most_workers, workers) || workers < 1)
      return fail(Errc::invalid, "serve.bad_workers", {{"most", std::to_string(most_workers)}});
    settings.pool.workers = workers;
  }
  options.works = !call.has("--no-jobs");
  return options;
}

void settle(Options& options, std::uint16_t port) {
  const std::string& host = options.settings.host;
  const std::string at = ":" + std::to_string(port);
  const std::string named = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (options.address.empty())
    options.address =
        (options.settings.certificate_file.empty() ? "http://" : "https://") + named + at;
  if (!is_own_machine(host) && host != "0.0.0.0" && host != "::") return;
  // On the machine itself; also behind a proxy, for looking whether all is well.
  for (const std::string& own : {named, std::string("localhost"), std::string("127.0.0.1")})
    options.hosts.push_back(own + at);
}

}  // namespace ombud::serve
