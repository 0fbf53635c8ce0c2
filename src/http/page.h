#pragma once
// What answers share: pages of a long list, and versions of what is changed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/http.h"

namespace ombud::http {

/// Where a page ended: some short texts, packed so that nobody takes them for more than a place to
/// go on from. They say nothing that the page itself did not.
std::string cursor_of(const std::vector<std::string>& place);
/// Of the query `cursor`; nothing where there is none. Errc::invalid "http.bad_cursor" unless
/// exactly `parts` texts.
Result<std::optional<std::vector<std::string>>> cursor_in(const Request& request,
                                                          std::size_t parts);
/// The query `limit`. Errc::invalid "http.bad_limit" {most} unless 1 to `most`.
Result<std::size_t> limit_in(const Request& request, std::size_t otherwise = 50,
                             std::size_t most = 200);

/// A strong ETag of what identifies the version: "\"…\"".
std::string etag_of(std::string_view version);
/// Puts the ETag on the answer; 304 without a body where the request has If-None-Match with it.
Answer with_etag(const Request& request, Answer answer, std::string_view version);
/// Before a change: Errc::conflict "http.changed_since" where If-Match names another version;
/// Errc::invalid "http.version_needed" where there is none.
Result<void> check_version(const Request& request, std::string_view version);

/// One server-sent event; `data` may have several lines.
std::string event(std::string_view id, std::string_view kind, std::string_view data);

}  // namespace ombud::http
