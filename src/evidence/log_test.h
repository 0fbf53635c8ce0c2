#pragma once
// An office with a log in it, on either engine; for the tests of the log.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/texts.h"
#include "evidence/evidence.h"
#include "store/testing.h"

namespace ombud::evidence {

inline const OrganisationId test_organisation{"018f3c1e-0000-7000-8000-000000000001"};
inline const AccountId test_account{"018f3c1e-0000-7000-8000-00000000000a"};
inline const PersonId test_person{"6f1d2c3b-4a59-4e68-8778-96a5b4c3d2e1"};

class LogTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    home_.emplace(GetParam());
    vault_.emplace(*vault::Vault::create(file("key"), file("keys.db"), test_organisation, clock_));
    open(true);
  }

  /// Opens store and log anew, as another process would.
  void open(bool make = false) {
    log_.reset();
    store_.reset();
    store_.emplace(*store::Database::open(home_->location(), make));
    if (make) {
      const std::span<const store::Migration> rooms[] = {migrations()};
      ASSERT_TRUE(store_->migrate(rooms, clock_));
    }
    log_.emplace(*store_, *vault_, clock_, test_organisation, "Exempelförbundet",
                 file("last_signed"));
  }

  Log& log() { return *log_; }

  store::Database& store() { return *store_; }

  vault::Vault& vault() { return *vault_; }

  FixedClock& clock() { return clock_; }

  std::string file(const std::string& name) const { return home_->folder().file(name); }

  /// Closes everything, so that a child process can open its own.
  void close() {
    log_.reset();
    store_.reset();
  }

  /// Copies of the closed SQLite store.
  void back_up() {
    close();
    std::filesystem::copy_file(file("ombud.db"), file("backup.db"),
                               std::filesystem::copy_options::overwrite_existing);
    open();
  }

  void restore() {
    close();
    for (const char* name : {"ombud.db", "ombud.db-wal", "ombud.db-shm"})
      std::filesystem::remove(file(name));
    std::filesystem::copy_file(file("backup.db"), file("ombud.db"));
    open();
  }

  static std::string content(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  static void put(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  static Told told(const std::string& object = "A-0001") {
    Told told;
    told.event = "actions.intent";
    told.use = UseKind::erase;
    told.account = test_account;
    told.person = test_person;
    told.reference = "request 2026-14";
    told.object = object;
    told.details = {{"system", "liva"}, {"rows", "4"}};
    told.commitments = {{"plan", std::string(64, 'a')}};
    return told;
  }

  EntryId append(const std::string& object = "A-0001") {
    clock_.move(std::chrono::milliseconds(1));
    return *log().append_now(told(object));
  }

  void append_many(int count) {
    store::Transaction transaction = *store().begin(test_organisation);
    for (int i = 0; i < count; ++i) {
      clock_.move(std::chrono::milliseconds(1));
      ASSERT_TRUE(log().append(transaction, told("A-" + std::to_string(i))));
    }
    ASSERT_TRUE(transaction.commit());
  }

  /// Somebody with every right on the database.
  void tamper(sql::Literal text, std::vector<sql::Value> values = {}) {
    store::Transaction transaction = *store().begin(test_organisation);
    ASSERT_GT(*transaction.execute(text, std::move(values)), 0);
    ASSERT_TRUE(transaction.commit());
  }

  std::vector<std::string> faults() {
    std::vector<std::string> keys;
    const Verdict verdict = *log().verify({});
    for (const Error& fault : verdict.faults) keys.push_back(fault.key);
    return keys;
  }

  static std::string key_of(const auto& result) { return result ? "" : result.error().key; }

  std::uint64_t size_of(const std::string& note) { return read_unsigned(note)->size; }

 private:
  FixedClock clock_{*parse_instant("2026-11-21T10:00:00Z")};
  std::optional<store::TestStore> home_;
  std::optional<vault::Vault> vault_;
  std::optional<store::Database> store_;
  std::optional<Log> log_;
};

}  // namespace ombud::evidence
