#pragma once
// A role for a time: asked for with a reason, decided by another, ended. Each step is a row that is
// never changed and an entry in the log. Where somebody needs more than he has, he has it for the
// time that the task takes, and no longer (GDPR arts. 5(1)(f), 25(2), 32).

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

enum class GrantState : std::uint8_t { asked, granted, refused, withdrawn, revoked };
std::string_view word(GrantState state);

/// One line of the formal record.
struct GrantStep {
  GrantState state = GrantState::asked;
  AccountId by;
  Instant at;
  std::string reason;
};

struct Grant {
  std::string number;  // "G-0001"
  AccountId account;
  Role role = Role::handler;
  std::set<std::string> limits;  // Whose data (whose.h); none: everybody's.
  std::string reason;
  Instant from;
  Instant until;
  GrantState state = GrantState::asked;
  std::optional<Instant> ended_at;  // Before its time.
  std::vector<GrantStep> steps;

  bool in_force(Instant now) const {
    return state == GrantState::granted && from <= now && now < until;
  }
};

struct GrantWish {
  AccountId account;
  Role role = Role::handler;
  std::set<std::string> limits;
  std::string reason;
  std::optional<std::string> from;  // A day; today where nothing is given.
  std::string until;                // The last day, which counts whole.
};

/// Errors of rights.h's open_account, reason_of, controllers_of and span_of; for somebody else
/// Errc::forbidden "accounts.not_permitted" {permission, roles}: accounts.ask is missing.
Result<Grant> ask_for(Office& office, const GrantWish& wish);
/// By somebody who is neither its account nor has asked for it. Errc::not_found
/// "accounts.unknown_grant" {grant}; Errc::forbidden "accounts.own_grant" {grant},
/// "accounts.other_controllers"; Errc::conflict "accounts.grant_decided" {grant}, and
/// "accounts.grant_late" {grant} where its time is over; Errc::invalid "accounts.no_reason".
Result<Grant> decide(Office& office, const std::string& number, bool granted,
                     const std::string& reason);
/// Ends one before its time, or takes back one that was only asked for: one's own, or with
/// accounts.revoke anybody's. Errc::not_found "accounts.unknown_grant"; Errc::conflict
/// "accounts.grant_over" {grant}.
Result<Grant> revoke(Office& office, const std::string& number, const std::string& reason);

/// Of one account, or of all; the newest first.
Result<std::vector<Grant>> grants(Office& office, const std::optional<AccountId>& account = {});

}  // namespace ombud::accounts
