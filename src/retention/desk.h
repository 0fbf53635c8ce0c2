#pragma once
// A rule and the system that it looks into, opened: the confirmed map, the catalogue, the day.

#include <memory>

#include "connectors/connectors.h"
#include "retention/meaning.h"
#include "retention/store.h"

namespace ombud::retention {

class Desk {
 public:
  /// Errors of connectors::find() and open(), and of datamap::executable().
  static Result<Desk> open(accounts::Office& office, const std::string& system);

  /// Everything is asked as of another day.
  void move_to(Day day) { today_ = day; }

  Day today() const { return today_; }

  Setting setting() const { return {*catalogue_, map_, zone_, today_}; }

  const connectors::System& system() const { return connector_->system(); }

  sql::Connection& connection() const { return connector_->connection(); }

  const sql::Catalogue& catalogue() const { return *catalogue_; }

  const datamap::Map& map() const { return map_; }

  /// Of map and schema: a change of either makes a rule's next run a first one.
  std::string state() const;

  /// How many rows of the rule's table meet the condition.
  Result<std::int64_t> count(const sql::Table& table, const conditions::Condition& condition,
                             conditions::Ask ask = conditions::Ask::certain) const;
  /// Keys of at most `limit` of them, in the key's order, written for people.
  Result<std::vector<std::string>> keys(const sql::Table& table,
                                        const conditions::Condition& condition,
                                        std::size_t limit) const;
  /// Whether any does.
  Result<bool> any(const sql::Table& table, const conditions::Condition& condition) const;

 private:
  Desk(std::unique_ptr<connectors::Connector> connector, datamap::Map map, Zone zone)
      : connector_(std::move(connector)), map_(std::move(map)), zone_(std::move(zone)) {}

  std::unique_ptr<connectors::Connector> connector_;
  const sql::Catalogue* catalogue_ = nullptr;
  datamap::Map map_;
  Zone zone_;
  Day today_;
};

/// The rules on systems that who acts may see.
Result<std::vector<Stored>> rules_seen(accounts::Office& office);
/// Whose data the rule is about, for its jobs. Errors of connectors::find.
Result<std::set<std::string>> controllers_of(accounts::Office& office, const Stored& stored);
/// Errc::not_found "retention.unknown" {rule}: there is none, or he may not see its system.
Result<Stored> rule_seen(accounts::Office& office, const std::string& name);

}  // namespace ombud::retention
