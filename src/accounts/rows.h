#pragma once
// The tables of organisations and accounts; the only file of this room that talks to the database.
// Each function works in the caller's transaction; their errors are the store's.

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts::rows {

/// What a membership without a standing role has in its place.
inline constexpr std::string_view no_role = "member";
/// What is left of a membership that was ended: the account stays in the list, closed.
inline constexpr std::string_view left = "left";

struct Credential {
  AccountId account;
  std::string name;
  std::string password_hash;
};

Result<void> add_organisation(store::Transaction& transaction, const Organisation& organisation,
                              Instant made_at);
Result<std::optional<Organisation>> organisation(store::Transaction& transaction,
                                                 const OrganisationId& id);

/// All that the store holds, by id.
Result<std::vector<OrganisationId>> organisations(store::Transaction& transaction);
/// The same by name, with what is known of them.
Result<std::vector<Organisation>> all_organisations(store::Transaction& transaction);
/// Those of which the account is a member, by name.
Result<std::vector<Organisation>> organisations_of(store::Transaction& transaction,
                                                   const AccountId& account);

/// Where an account that is not closed may go.
struct Whereabouts {
  AccountId account;
  std::vector<OrganisationId> organisations;  // By name.
  std::optional<OrganisationId> last;         // Where it was last; it may have left since.
};

/// Nothing where no open account has the name.
Result<std::optional<Whereabouts>> whereabouts(store::Transaction& transaction,
                                               const std::string& name);
/// Remembers where the account is.
Result<void> note_organisation(store::Transaction& transaction, const AccountId& account,
                               const OrganisationId& organisation);
/// Whether the account is a member of another organisation too.
Result<bool> is_member_elsewhere(store::Transaction& transaction, const AccountId& account,
                                 const OrganisationId& organisation);
/// Ends the membership, and what was opened by it; the account stays in the list, closed.
Result<void> end_membership(store::Transaction& transaction, const AccountId& account,
                            const OrganisationId& organisation);

/// Account, credential and memberships. Errc::conflict "accounts.name_taken" {name},
/// "accounts.system_user_taken" {user}.
Result<void> add_account(store::Transaction& transaction, const Account& account,
                         const std::string& password_hash, const OrganisationId& organisation);
/// Those with a membership in the organisation, by name; closed ones too.
Result<std::vector<Account>> accounts(store::Transaction& transaction,
                                      const OrganisationId& organisation);
/// Takes its credential away: it stays in the list and in the log's entries.
Result<void> close_account(store::Transaction& transaction, const AccountId& account, Instant at);

/// Of an account that is not closed and a member of the organisation.
Result<std::optional<Credential>> credential_by_name(store::Transaction& transaction,
                                                     const std::string& name,
                                                     const OrganisationId& organisation);
Result<std::optional<Credential>> credential_by_system_user(store::Transaction& transaction,
                                                            const std::string& user,
                                                            const OrganisationId& organisation);
/// Of every account that can sign in.
Result<std::vector<std::string>> password_hashes(store::Transaction& transaction);
/// Replaces the standing roles and what they are limited to.
Result<void> put_roles(store::Transaction& transaction, const AccountId& account,
                       const OrganisationId& organisation, const std::set<Role>& roles,
                       const std::set<std::string>& controllers);

struct Attempt {
  bool allowed = false;
  std::int64_t failures = 0;  // This one counted, where it is allowed.
  Instant wait_until;
};

/// Counts an attempt at the name behind `mark` as failed before its password is looked at, so that
/// attempts side by side are counted too. Not allowed where an earlier one must be waited out.
Result<Attempt> count_attempt(store::Transaction& transaction, const std::string& mark,
                              Instant now);
Result<void> set_wait(store::Transaction& transaction, const std::string& mark, Instant wait_until);
Result<void> clear_delay(store::Transaction& transaction, const std::string& mark);
/// Forgets marks whose wait ended before `before`.
Result<void> forget_delays(store::Transaction& transaction, Instant before);

}  // namespace ombud::accounts::rows
