#pragma once
// What somebody has beside the password: codes of an authenticator app, and ten recovery codes for
// the day on which the telephone is lost. The app's secret is sealed; a code is taken once; whoever
// guesses is slowed down by account, wherever he comes from. Law: GDPR art. 32.

#include <optional>
#include <string>
#include <vector>

#include "accounts/sessions.h"

namespace ombud::accounts {

struct SecondFactor {
  std::optional<Instant> since;  // Nothing where there is none.
  std::int64_t codes_left = 0;   // Recovery codes.
  bool demanded = false;         // By the organisation, of everybody.
};

/// Of the account that acts.
Result<SecondFactor> second_factor(Office& office);

struct Enrolment {
  Secret secret;   // As the app wants it typed.
  Secret address;  // As the app reads it from a picture: "otpauth://…".
};

/// A new secret, which is nothing yet: what was enrolled before stays in force until a code of this
/// one has come.
Result<Enrolment> begin_enrolment(Office& office);

/// By a code of the new secret. All other sessions of the account end; new recovery codes take the
/// place of former ones, and are shown this once. Errc::conflict "accounts.no_enrolment": nothing
/// was begun; "accounts.wrong_code", "accounts.wait" {seconds}.
Result<std::vector<Secret>> confirm_enrolment(Office& office, const SessionId& session,
                                              const Secret& code);
/// Errc::conflict "accounts.no_second_factor".
Result<std::vector<Secret>> renew_recovery_codes(Office& office);
/// One's own; all other sessions end. Errc::conflict "accounts.no_second_factor",
/// "accounts.factor_demanded".
Result<void> drop_second_factor(Office& office, const SessionId& session);

/// Somebody else's, who has lost both telephone and codes: the account is told at its next sign-in,
/// its sessions end. Errc::not_found "accounts.unknown" {name}; Errc::conflict
/// "accounts.no_second_factor".
Result<void> reset_second_factor(Office& office, const std::string& name);

/// Whether everybody needs one to sign in. Sessions of those who have none end. Errc::conflict
/// "accounts.factor_own_first": who demands it has none himself.
Result<void> demand_second_factor(Office& office, bool demanded);

/// What a session of this account has to wait for, after its password or provider.
Result<Waits> waits_of(Door& door, const AccountId& account);

/// Whether the code is right, be it of the app or for recovery; it is not taken again. Counts as an
/// attempt of `lane`: who is known by his browser does not wait for what strangers tried.
/// "accounts.wrong_code", "accounts.wait" {seconds}.
Result<void> take_code(Door& door, const Actor& actor, std::string_view lane, const Secret& code);

}  // namespace ombud::accounts
