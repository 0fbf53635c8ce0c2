#pragma once
// For tests: a store with an account that may ask for jobs, kinds whose handlers a test gives, and
// workers whose time stands still unless it is moved. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/rows.h"
#include "accounts/test_office.h"
#include "jobs/schedule.h"
#include "jobs/worker.h"

namespace ombud::jobs {

using Handler = std::function<Result<Facts>(accounts::Office&, const Facts&, Work&)>;

/// The key that a failed Result has; "" where it has a value.
template <class T>
std::string key_of(const Result<T>& result) {
  return result ? "" : result.error().key;
}

class JobsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    house_.emplace(GetParam(), std::vector<std::span<const store::Migration>>{migrations()});
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    accounts::rows::add_organisation(transaction, office().organisation, clock().now()).value();
    transaction.commit().value();
    office().actor.account = account("asa", office().actor.roles);
  }

  accounts::Office& office() { return house_->office(); }

  accounts::TestOffice& house() { return *house_; }

  FixedClock& clock() { return house_->clock(); }

  AccountId account(const std::string& name, const std::set<accounts::Role>& roles) {
    accounts::Account made;
    made.id = new_id<AccountId>(office().clock);
    made.name = name;
    made.roles = roles;
    made.made_at = clock().now();
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    accounts::rows::add_account(transaction, made, "no password", office().organisation.id).value();
    transaction.commit().value();
    return made.id;
  }

  /// A kind that anybody of the organisation may ask for.
  static Kind kind(Handler run, const std::string& name = "test.one") {
    Kind one;
    one.name = name;
    one.permission = "connectors.list";
    one.run = std::move(run);
    return one;
  }

  static Kind ending_with(Errc code, const std::string& key = "test.wrong") {
    return kind([=](accounts::Office&, const Facts&, Work&) -> Result<Facts> {
      return fail(code, key, {{"what", "that"}});
    });
  }

  static Kind well() {
    return kind([](accounts::Office&, const Facts&, Work&) { return Facts{}; });
  }

  Result<Enqueued> try_enqueue(const Kind& kind, const Wish& wish = {}) {
    store::Transaction transaction = TRY(office().store.begin(office().organisation.id));
    const Enqueued job = TRY(jobs::enqueue(office(), transaction, kind, wish));
    TRY(transaction.commit());
    return job;
  }

  std::string enqueue(const Kind& kind, const Wish& wish = {}) {
    return try_enqueue(kind, wish).value().number;
  }

  Job job(const std::string& number) { return jobs::find(office(), number).value(); }

  std::vector<std::string> outcomes(const std::string& number) {
    const std::vector<Attempt> made = attempts(office(), job(number)).value();
    std::vector<std::string> all;
    for (const Attempt& attempt : made) all.push_back(attempt.outcome);
    return all;
  }

  /// Waiting moves the ticks and takes no time.
  Surroundings surroundings() {
    return {[this](std::chrono::milliseconds time) {
              ticks_ += time;
              return stop_;
            },
            [this] { return ticks_; }, [this](const Said& said) { said_.push_back(said.event); }};
  }

  /// Another office at the same store: as in another process.
  struct Elsewhere {
    explicit Elsewhere(accounts::Office& of)
        : store(of.store.again().value()),
          office{of.folder, of.organisation, of.actor, of.clock, store, of.vault, of.log} {}

    store::Database store;
    accounts::Office office;
  };

  void pass(std::chrono::milliseconds time) { ticks_ += time; }

  void stop() { stop_ = true; }

  const std::vector<std::string>& said() const { return said_; }

 private:
  std::optional<accounts::TestOffice> house_;
  std::chrono::milliseconds ticks_{1'000'000};
  bool stop_ = false;
  std::vector<std::string> said_;
};

}  // namespace ombud::jobs
