#pragma once
// The head of a request, read strictly. Two programs that read the same bytes differently are how
// requests are smuggled past a proxy, so what could be read in two ways is refused, not guessed at:
// a line that ends without carriage return, a folded field, blanks before a colon, two lengths, a
// length beside a transfer coding. A coded body is refused altogether; the body then is exactly
// Content-Length bytes.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.h"

namespace ombud::http {

struct HeadLimits {
  std::size_t target_bytes = 4096;
  std::size_t head_bytes = 16 * 1024;
  std::size_t fields = 64;
};

struct Head {
  Method method = Method::get;
  bool head_only = false;
  std::string target;  // Begins with "/".
  Pairs headers;       // Names in lower case.
  std::size_t body_bytes = 0;
  bool keeps_open = true;
  bool waits_for_continue = false;
};

/// Looks for the end of the head in bytes that come piece by piece.
class HeadSearch {
 public:
  explicit HeadSearch(HeadLimits limits = {}) : limits_(limits) {}

  /// `bytes`: all that have come so far. How many are the head's, its empty line included; nothing
  /// while it is not there yet. Errc::invalid "http.malformed" {what}, "http.head_too_large"
  /// {most}, "http.target_too_long" {most}.
  Result<std::optional<std::size_t>> look(std::string_view bytes);

 private:
  HeadLimits limits_;
  std::size_t seen_ = 0;
  std::size_t line_ = 0;   // Where the line at hand begins.
  std::size_t lines_ = 0;  // That are whole.
};

/// `text` as HeadSearch found it. Errc::invalid "http.malformed" {what}, "http.unknown_method",
/// "http.version", "http.length_required", "http.head_too_large" {most}, "http.expectation".
Result<Head> read_head(std::string_view text, const HeadLimits& limits = {});

struct Target {
  std::vector<std::string> segments;  // Decoded.
  Pairs queries;                      // Decoded.
};

/// A request's target in origin form. Errc::invalid "http.bad_target": an escape that is none, text
/// that is no UTF-8, control characters, a slash or dots hidden in a segment; "http.query_twice"
/// {name}.
Result<Target> read_target(std::string_view target);

}  // namespace ombud::http
