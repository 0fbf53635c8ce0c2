#pragma once
// Five people of one organisation who ask for rights, grant and review them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/grants.h"
#include "accounts/rights.h"
#include "accounts/rows.h"
#include "accounts/test_office.h"

namespace ombud::accounts {

class RightsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  Office& office() { return house_.office(); }

  FixedClock& clock() { return house_.clock(); }

  std::vector<std::string> events() { return house_.events(); }

  void SetUp() override {
    store::Transaction transaction = office().store.begin_installation().value();
    ASSERT_TRUE(rows::add_organisation(transaction, office().organisation, clock().now()));
    ASSERT_TRUE(transaction.commit());
    asa = made("asa", {Role::coordinator, Role::administrator});
    bo = made("bo", {Role::approver});
    cia = made("cia", {Role::handler});
    dan = made("dan", {});
    eva = made("eva", {Role::dpo});
  }

  // Without a password that anybody tries: that is what other tests are for.
  AccountId made(const std::string& name, std::set<Role> roles) {
    Account account;
    account.id = new_id<AccountId>(clock());
    account.name = name;
    account.roles = std::move(roles);
    account.made_at = clock().now();
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    must(rows::add_account(transaction, account, "none", office().organisation.id).has_value());
    must(transaction.commit().has_value());
    return account.id;
  }

  Actor actor(const AccountId& account) {
    Actor actor;
    actor.account = account;
    actor.organisation = office().organisation.id;
    store::Transaction transaction =
        office().store.begin(office().organisation.id, sql::Begin::read).value();
    must(fill_rights(transaction, actor, clock().now()).has_value());
    return actor;
  }

  Office& as(const AccountId& account) {
    clock().move(std::chrono::milliseconds(1));
    office().actor = actor(account);
    return office();
  }

  template <class T>
  static std::string key_of(const Result<T>& result) {
    return result ? "" : result.error().key;
  }

  GrantWish wish(const AccountId& account, Role role = Role::handler) {
    return {.account = account, .role = role, .reason = "case 7", .until = "2026-12-01"};
  }

  std::string granted(const AccountId& account, const GrantWish& wanted) {
    const std::string number = ask_for(as(account), wanted).value().number;
    must(decide(as(bo), number, true, "needed").has_value());
    return number;
  }

  AccountId asa, bo, cia, dan, eva;
  TestOffice house_{GetParam()};
};

}  // namespace ombud::accounts
