#pragma once
// What SMTP and IMAP by libcurl share: one handle with our limits. Only smtp.cc, imap.cc and
// transfer.cc know libcurl.

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace ombud::mail {

/// A mail server and how to sign in there.
struct Server {
  std::string url;
  std::string user;  // Empty: without.
  Secret password;
  std::string ca_file;  // PEM; empty: whom the machine trusts.
};

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

using Handle = std::unique_ptr<CURL, EndHandle>;

/// Nothing but `protocols`, TLS as the server's place asks for, time limits, no proxy of the
/// environment. `go_on` is asked while it works: false ends it. It must live as long as the handle.
Handle new_handle(const Server& server, const char* protocols, const std::function<bool()>& go_on);

/// What went wrong before anything was handed over, as an error that time may mend:
/// Errc::unavailable "mail.server_away" {server}, "mail.no_tls" {server}, "mail.untrusted"
/// {server}, "mail.sign_in_refused" {server}, "mail.interrupted" {server}.
Failure away(CURLcode code, const Server& server);

}  // namespace ombud::mail
