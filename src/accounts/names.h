#pragma once
// What an account may be called.

#include <string>

#include "base/result.h"

namespace ombud::accounts {

/// Errc::invalid "accounts.bad_name": empty, longer than 64 bytes, blanks at an end, a dash at the
/// front, control characters, or no UTF-8.
Result<void> check_account_name(const std::string& name);

}  // namespace ombud::accounts
