#pragma once
// The rules in Ombud's own database, and when each was looked at. The only file of the room that
// talks to it.

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "retention/rule.h"

namespace ombud::retention {

/// The organisation's decision that runs which are like an approved one need no approval each.
struct Standing {
  AccountId decided_by;
  Instant decided_at;
  Day until;  // It ends by itself.
};

struct Stored {
  std::string id;
  Rule rule;
  std::int64_t version = 0;
  SystemId system;
  AccountId made_by;
  Instant made_at;
  std::optional<Standing> standing;

  std::string label() const;  // "former_members 3"
};

struct Look {
  Instant at;
  std::int64_t chosen = 0;
  std::string state_of_system;
  std::string action;  // "A-0007"; empty where nobody was due.
  /// Planned::waits; nothing where no plan came of it.
  std::optional<std::string> waits;
};

/// As the rule's next version; the newest one again where nothing is different. A new version has
/// no standing decision. `known`: the version that whoever writes has before him, 0 where there is
/// none; Errc::conflict "retention.exists" {rule}, "retention.changed_since" {rule, version} where
/// that is not so (any more).
Result<Stored> store_rule(accounts::Office& office, const Rule& rule, const SystemId& system,
                          std::optional<std::int64_t> known = std::nullopt);
/// The newest version. Errc::not_found "retention.unknown" {rule}.
Result<Stored> find_rule(accounts::Office& office, const std::string& name);
/// The newest version of each that was not removed, by name.
Result<std::vector<Stored>> all_rules(accounts::Office& office);
/// Errc::not_found "retention.unknown" {rule}; Errc::invalid "retention.no_reason".
Result<void> remove_rule(accounts::Office& office, const std::string& name,
                         const std::string& reason);

/// Errc::forbidden "retention.four_eyes" {rule}: who wrote the rule; Errc::invalid
/// "retention.review_stands" {rule}: such a rule changes nothing.
Result<Stored> let_stand(accounts::Office& office, const std::string& name, Day until,
                         const std::string& reason);
Result<Stored> end_standing(accounts::Office& office, const std::string& name,
                            const std::string& reason);

/// Newest first; of this version.
Result<std::vector<Look>> looks(accounts::Office& office, const Stored& rule, std::size_t limit);
/// Those from which a plan came.
Result<std::vector<Look>> looks_with_action(accounts::Office& office, const Stored& rule,
                                            std::size_t limit);
/// How many of this version's looks a plan came from.
Result<std::int64_t> count_plans(store::Transaction& transaction, const Stored& rule);
/// That there are no more plans than `known`, and that nobody makes one until this transaction has
/// ended. Errc::conflict "retention.looked_meanwhile" {rule}.
Result<void> no_plan_since(store::Transaction& transaction, const Stored& rule, std::int64_t known);
/// With an entry of the log: whoever looks at a rule searches a table by it. In the caller's
/// transaction.
Result<void> add_look(accounts::Office& office, store::Transaction& transaction, const Stored& rule,
                      const Look& look);

/// An entry about the rule; where `criterion` is not empty, persons were looked for by it.
evidence::Told told_of(const accounts::Office& office, std::string event, const Stored& rule,
                       const std::string& criterion);

}  // namespace ombud::retention
