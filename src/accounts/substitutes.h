#pragma once
// Who stands in for whom, from when until when: while somebody is away another has his standing
// roles, and what the other does is done in the other's own name.

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

struct Substitute {
  std::string number;  // "S-0001"
  AccountId absent;
  AccountId substitute;
  std::string reason;
  Instant from;
  Instant until;
  AccountId made_by;
  Instant made_at;
  std::optional<Instant> ended_at;  // Before its time.

  bool in_force(Instant now) const { return !ended_at && from <= now && now < until; }
};

struct SubstituteWish {
  AccountId absent;
  AccountId substitute;
  std::string reason;
  std::optional<std::string> from;
  std::string until;  // The last day, which counts whole.
};

/// For oneself, or with accounts.roles for anybody, but never oneself as another's. Errors as of
/// grants.h's ask_for; Errc::forbidden "accounts.own_substitute"; Errc::invalid
/// "accounts.substitute_self".
Result<Substitute> appoint(Office& office, const SubstituteWish& wish);
/// By the one who is away, who stands in, or has accounts.revoke. Errc::not_found
/// "accounts.unknown_substitute" {substitute}; Errc::conflict "accounts.substitute_over"
/// {substitute}.
Result<Substitute> end_substitute(Office& office, const std::string& number);
/// Of one account on either side, or all; the newest first.
Result<std::vector<Substitute>> substitutes(Office& office,
                                            const std::optional<AccountId>& account = {});

}  // namespace ombud::accounts
