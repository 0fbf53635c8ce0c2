#include "mail/transfer.h"

#include "mail/settings.h"

namespace ombud::mail {

namespace {

constexpr long connect_seconds = 30;
constexpr long answer_seconds = 120;
constexpr long whole_seconds = 600;

int asked(void* go_on, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return (*static_cast<const std::function<bool()>*>(go_on))() ? 0 : 1;
}

}  // namespace

Handle new_handle(const Server& server, const char* protocols, const std::function<bool()>& go_on) {
  // Once a process, and before anything else of the library's; what it gives back stays.
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  must(begun == CURLE_OK);
  Handle handle(curl_easy_init());
  must(handle != nullptr);
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, answer_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_seconds);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  // On this machine nobody listens in between; everywhere else nothing goes out in the clear.
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   is_loopback(server.url) ? CURLUSESSL_TRY : CURLUSESSL_ALL);
  if (!server.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.reveal().c_str());
  }
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, asked);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::function<bool()>*>(&go_on));
  return handle;
}

Failure away(CURLcode code, const Server& server) {
  const Params where{{"server", host_of(server.url)}};
  switch (code) {
    case CURLE_USE_SSL_FAILED:
      return fail(Errc::unavailable, "mail.no_tls", where);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return fail(Errc::unavailable, "mail.untrusted", where);
    case CURLE_LOGIN_DENIED:
      return fail(Errc::unavailable, "mail.sign_in_refused", where);
    case CURLE_ABORTED_BY_CALLBACK:
      return fail(Errc::unavailable, "mail.interrupted", where);
    default:
      return fail(Errc::unavailable, "mail.server_away", where);
  }
}

}  // namespace ombud::mail
