#pragma once
// What an account is told when it is next signed in to: that somebody else changed its way in. It
// is told until it was seen, so that who did it can't hide it by being the first to sign in.

#include <string>
#include <vector>

#include "accounts/sign_in.h"

namespace ombud::accounts {

struct Notice {
  std::string event;  // "second_factor_reset", "password_set".
  Instant at;
};

/// In the transaction of what is told of.
Result<void> leave_notice(store::Transaction& transaction, const Clock& clock,
                          const AccountId& account, std::string_view event);
/// The oldest first.
Result<std::vector<Notice>> notices(Door& door, const AccountId& account);
/// Of the account that acts: it has seen them.
Result<void> clear_notices(Office& office);

}  // namespace ombud::accounts
