#pragma once
// An answer as bytes: status line, fields, and what every answer has for the browser's sake.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/http.h"

namespace ombud::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(Instant at);

/// How an answer goes out.
struct Sending {
  bool secure = false;    // By TLS: the browser is told to come back by it only.
  bool closes = false;    // The connection ends after it.
  bool stream = false;    // Of no known length: it ends with the connection.
  std::string_view date;  // As http_date() writes it.
  std::string_view nonce;
};

/// Status line and fields with the empty line; the body is sent as it is. A line break within a
/// field's value becomes a blank.
std::string head_of(const Answer& answer, const Sending& sending);

}  // namespace ombud::http
