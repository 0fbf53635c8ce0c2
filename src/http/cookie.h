#pragma once
// Cookies of our own: for this host and no other, out of a script's reach, and not sent along when
// another site makes a request.

#include <chrono>
#include <string>
#include <string_view>

namespace ombud::http {

/// The name of the session's cookie. By TLS it has the prefix with which browsers hold it to this
/// host, its whole path and TLS; without, on the machine's own address, that prefix is not allowed.
std::string session_cookie(bool secure);

/// Of another cookie of ours, by the same rule.
std::string own_cookie(std::string_view name, bool secure);

/// The value of a Set-Cookie field; `age` 0 takes it away. The value must be written in letters and
/// digits.
std::string set_cookie(std::string_view name, std::string_view value, std::chrono::seconds age,
                       bool secure);

}  // namespace ombud::http
