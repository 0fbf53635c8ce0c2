#pragma once
// Why a person, an action, a case or a system may not be touched: a legal claim, an open complaint,
// an incident being looked into. Every hold has a reason and a day on which somebody looks at it
// again; it ends when it is lifted, not by itself.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"

namespace ombud::holds {

struct Hold {
  HoldId id;
  std::string number;              // "H-0001"
  std::optional<PersonId> person;  // One of these two.
  std::optional<SystemId> system;
  std::string reason;
  Day review_on;
  AccountId set_by;
  Instant set_at;
};

/// Errc::invalid "holds.no_reason", "holds.review_in_the_past" {day}.
Result<Hold> set(accounts::Office& office, Hold hold);
/// Errc::not_found "holds.unknown" {number}.
Result<void> lift(accounts::Office& office, const std::string& number, const std::string& reason);
/// Open ones.
Result<std::vector<Hold>> list(accounts::Office& office);
/// Those that forbid touching this person in this system now. Asked when an action is planned and
/// again before each batch; reads the store each time.
Result<std::vector<Hold>> standing(accounts::Office& office, const PersonId& person,
                                   const std::optional<SystemId>& system);

/// Whom a handle names, and whether a person exists for who acts. Both stand in subjects, which
/// knows persons and asks this room whether they have holds.
using FindPerson = std::function<Result<PersonId>(accounts::Office&, const std::string& handle)>;
using SeesPerson = std::function<Result<bool>(accounts::Office&, const PersonId&)>;

/// list and lift; `holds set` names a person or a system and stands in subjects, which knows both.
std::vector<cli::Command> commands(accounts::Entrance& entrance, SeesPerson sees_person);
std::span<const store::Migration> migrations();

/// List, set, lift.
std::vector<accounts::Route> routes(FindPerson find_person, SeesPerson sees_person);

}  // namespace ombud::holds
