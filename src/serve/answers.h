#pragma once
// What was answered to requests that came with a key. Whoever got no answer sends the request again
// with the same key: it is done once, and answered as the first time. The record is written in the
// transaction of what was done, so there is never one without the other.

#include <optional>
#include <string>

#include "accounts/accounts.h"
#include "http/http.h"

namespace ombud::serve {

inline constexpr std::chrono::hours answers_are_kept{24};

/// Which request it is. Another account's key, or another route's, is another one.
struct Key {
  std::string route;
  std::string key_hash;
  std::string body_hash;
};

/// Of the field Idempotency-Key. Errc::invalid "serve.key_needed", "serve.bad_key" (1 to 128
/// visible ASCII characters).
Result<Key> key_of(const std::string& route, const http::Request& request);

/// In the transaction of the request, before anything is done: the answer where it was done
/// already. Errc::invalid "serve.other_body" where the key came with another body;
/// Errc::conflict "serve.in_flight" while the first one is at hand, or was cut off.
Result<std::optional<http::Answer>> claim(accounts::Office& office, const Key& key);
/// In the same transaction, after all was done.
Result<void> keep(accounts::Office& office, const Key& key, const http::Answer& answer);
/// The request did nothing that lasts: the key is free again.
Result<void> release(accounts::Office& office, const Key& key);
/// How many are older than they are kept.
Result<std::int64_t> count_expired(accounts::Office& office);
/// Removes those older than they are kept; how many.
Result<std::int64_t> expire(accounts::Office& office);

}  // namespace ombud::serve
