#include "accounts/oidc_fetch.h"

#include <curl/curl.h>

#include <mutex>

namespace ombud::accounts {

namespace {

constexpr std::size_t most_bytes = 256 * 1024;
constexpr long connect_milliseconds = 5'000;
constexpr long whole_milliseconds = 10'000;

struct Ended {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }

  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What comes beyond the bound ends the transfer.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto* text = static_cast<std::string*>(into);
  if (text->size() + size * count > most_bytes) return 0;
  text->append(bytes, size * count);
  return size * count;
}

class Network final : public Fetcher {
 public:
  Result<std::string> fetch(const ProviderQuestion& question) override {
    if (!is_provider_address(question.address))
      return fail(Errc::invalid, "accounts.provider_address");
    static std::once_flag begun;
    std::call_once(begun, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    const std::unique_ptr<CURL, Ended> handle(curl_easy_init());
    if (!handle) return away();
    CURL* curl = handle.get();
    std::string answer;
    const bool tls = question.address.starts_with("https://");
    curl_easy_setopt(curl, CURLOPT_URL, question.address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, tls ? "https" : "http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, whole_milliseconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    const std::unique_ptr<curl_slist, Ended> headers(
        curl_slist_append(nullptr, "Accept: application/json"));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    if (!question.form.empty()) {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form.size()));
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question.form.c_str());
    }
    if (!question.secret.empty()) {
      // RFC 6749, 2.3.1: both are written as in a form first.
      curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
      curl_easy_setopt(curl, CURLOPT_USERNAME, escaped_for_address(question.client).c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD,
                       escaped_for_address(question.secret.reveal()).c_str());
    }
    if (curl_easy_perform(curl) != CURLE_OK) return away();
    long status = 0;
    const char* type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    const std::string_view kind = type == nullptr ? "" : type;
    if (status != 200 || kind.find("json") == std::string_view::npos) return away();
    return answer;
  }

 private:
  static Failure away() { return fail(Errc::unavailable, "accounts.provider_away"); }
};

}  // namespace

std::unique_ptr<Fetcher> by_network() { return std::make_unique<Network>(); }

bool is_provider_address(std::string_view address) {
  // A name and password in it, or a blank, could lead somewhere else than it seems.
  if (address.find_first_of("@ \\\"<>\r\n\t") != std::string_view::npos) return false;
  if (address.starts_with("https://")) return address.size() > 8 && address[8] != '/';
  for (const std::string_view own : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
    if (address.starts_with(own) &&
        (address.size() == own.size() || address[own.size()] == ':' || address[own.size()] == '/'))
      return true;
  return false;
}

std::string escaped_for_address(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      (out += '%') += {hex[byte >> 4], hex[byte & 15]};
  }
  return out;
}

}  // namespace ombud::accounts
