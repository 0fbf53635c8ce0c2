#pragma once
// For tests of the rooms above: an office in this process, without a data folder of commands, with
// an actor who has every role. Included by *_test.cc only.

#include "accounts/accounts.h"
#include "base/testing.h"
#include "store/testing.h"

namespace ombud::accounts {

class TestOffice {
 public:
  /// `rooms`: the migrations of the rooms under test and of those they stand on, above accounts.
  explicit TestOffice(sql::Engine engine, std::vector<std::span<const store::Migration>> rooms = {})
      : home_(engine), store_(opened(home_, std::move(rooms), clock_)) {}

  Office& office() { return office_; }

  FixedClock& clock() { return clock_; }

  std::string file(const std::string& name) const { return home_.folder().file(name); }

  /// Every entry of the log by its event and object, oldest first.
  std::vector<std::string> events() {
    std::vector<std::string> found;
    Result<std::vector<evidence::Entry>> entries = log_.list({});
    must(entries.has_value());
    for (const evidence::Entry& entry : *entries)
      found.insert(found.begin(), entry.event + " " + entry.object);
    return found;
  }

 private:
  static store::Database opened(const store::TestStore& home,
                                std::vector<std::span<const store::Migration>> rooms,
                                const Clock& clock) {
    Result<store::Database> store = store::Database::open(home.location(), true);
    must(store.has_value());
    rooms.insert(rooms.begin(), {evidence::migrations(), accounts::migrations()});
    must(store->migrate(rooms, clock).has_value());
    return std::move(store).value();
  }

  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  store::TestStore home_;
  Organisation organisation_{
      .id = new_id<OrganisationId>(clock_), .name = "Exempelförbundet", .law = "se"};
  store::Database store_;
  vault::Vault vault_ =
      vault::Vault::create(home_.folder().file("test.key"), home_.folder().file("test.keys"),
                           organisation_.id, clock_)
          .value();
  evidence::Log log_{store_,
                     vault_,
                     clock_,
                     organisation_.id,
                     organisation_.name,
                     home_.folder().file("last_signed")};
  Office office_{.folder = home_.folder().path(),
                 .organisation = organisation_,
                 .actor = {.account = new_id<AccountId>(clock_),
                           .name = "asa",
                           .organisation = organisation_.id,
                           .roles = {Role::coordinator, Role::handler, Role::approver, Role::dpo,
                                     Role::administrator}},
                 .clock = clock_,
                 .store = store_,
                 .vault = vault_,
                 .log = log_};
};

}  // namespace ombud::accounts
