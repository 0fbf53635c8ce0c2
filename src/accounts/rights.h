#pragma once
// What somebody may do now: standing roles, roles granted for a time, and those of whom he stands
// in for. Read anew in every request and command, so an end is an end at once. Law: GDPR arts.
// 5(1)(f), 25(2), 32.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

/// Roles, limits, field policy and lately ended grants of `actor.account` in
/// `actor.organisation`, in the caller's transaction. Errors of the store.
Result<void> fill_rights(store::Transaction& transaction, Actor& actor, Instant now);

/// Why the actor lacks the permission, where it is that a grant has ended: Errc::forbidden
/// "accounts.grant_ended" {grant, role, at}. Nothing where he would not have had it anyhow.
std::optional<Error> ended_for(const Actor& actor, Permission permission);

/// Notes that the account was used, where that is older than a minute.
Result<void> note_use(store::Transaction& transaction, const OrganisationId& organisation,
                      const AccountId& account, Instant now);
/// Whether that note is older than a day.
Result<bool> is_use_old(store::Transaction& transaction, const OrganisationId& organisation,
                        const AccountId& account, Instant now);

/// Replaces the standing roles of an account, and whose data they are for (none: everybody's). No
/// role at all is allowed: such an account asks for what it needs. Errc::not_found
/// "accounts.unknown" {name}; Errc::forbidden "accounts.own_roles"; Errc::conflict
/// "accounts.closed" {name}, "accounts.last_administrator"; Errc::invalid
/// "accounts.bad_controller", "accounts.bad_unit".
Result<void> set_roles(Office& office, const AccountId& account, const std::set<Role>& roles,
                       const std::set<std::string>& limits);

// What the files of this room share.

/// The next number of its kind, in the caller's transaction.
Result<std::int64_t> next_number(store::Transaction& transaction, const char* what);
/// "G-0001".
std::string number_text(char letter, std::int64_t number);
/// 0 where the text is none.
std::int64_t number_in(char letter, std::string_view text);
/// The account if it is open. Errors of find(); Errc::conflict "accounts.closed" {name}.
Result<Account> open_account(Office& office, const AccountId& account);
/// Trimmed. Errc::invalid "accounts.no_reason" where empty, "accounts.reason_long" {most}.
Result<std::string> reason_of(const std::string& reason);

/// First and last day, as days of the organisation's country; the last one counts whole.
struct Span {
  Instant from;
  Instant until;
};

/// `from`: today where nothing is given. Errc::invalid "accounts.time_past" {day},
/// "accounts.time_backwards", "accounts.time_long" {most}; errors of Zone::find.
Result<Span> span_of(const Office& office, const std::optional<std::string>& from,
                     const std::string& until);
/// An entry of administration, not yet written.
evidence::Told rights_entry(const Office& office, std::string event, std::string object,
                            const AccountId& whose);

}  // namespace ombud::accounts
