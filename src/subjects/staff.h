#pragma once
// By what the people who work here are known, so that a search of oneself or of a colleague is
// noticed: what each has said of himself, as blind indexes, and the full names of the accounts.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/result.h"
#include "subjects/criteria.h"

namespace ombud::subjects {

/// What somebody says of himself; empty where he does not.
struct OwnIdentifiers {
  std::string name;
  std::string national_id;
  std::string email;
  std::string street;
  std::string postal_code;
};

/// Puts all of them in place of what was there, with an entry in the log that names kinds only.
/// Errc::invalid "subjects.bad_criterion" {kind} where one is none of its kind.
Result<void> know_me(accounts::Office& office, const OwnIdentifiers& own);
/// Which kinds are known of the one who acts: "name", "national_id", "email", "address", "surname".
Result<std::set<std::string>> known_of_me(accounts::Office& office);

/// Something that a search looked for or found, in the form it is compared in: (kind, normal).
using Trait = std::pair<std::string, std::string>;

Trait name_trait(const std::string& name);
Trait surname_trait(const std::string& name);
Trait address_trait(const std::string& street, const std::string& postal_code);
/// Of a national id or an e-mail address; nothing of others, which many people share.
std::optional<Trait> trait_of(const Sought& sought);

/// What a search has to do with people who work here.
struct Met {
  std::set<std::string> kinds;  // Of the alarms: "self", "colleague", "surname", "address".
  std::set<AccountId> staff;    // Who was met himself, not by his surname or address.

  /// Whether its answer takes a second person.
  bool is_of_staff() const { return !staff.empty(); }
};

/// For the one who acts, in the caller's transaction.
Result<Met> resemblances(accounts::Office& office, store::Transaction& transaction,
                         const std::vector<accounts::Account>& accounts,
                         const std::set<Trait>& traits);

/// Whether the one who acts has said where he lives.
Result<bool> is_address_known(accounts::Office& office, store::Transaction& transaction);

}  // namespace ombud::subjects
