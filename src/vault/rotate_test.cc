#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/testing.h"
#include "vault/crypto.h"
#include "vault/key_file.h"
#include "vault/key_store.h"
#include "vault/vault.h"

namespace ombud::vault {
namespace {

class Rotate : public testing::Test {
 protected:
  void SetUp() override {
    Result<Vault> vault = Vault::create(key(), keys(), organisation_, clock_);
    ASSERT_TRUE(vault.has_value());
    sealed_ = vault->seal(Purpose::plan, "a", "the plan");
    for_person_ = *vault->seal_for(person_, Purpose::subject_identifier, "b", "the person");
    for_month_ = *vault->seal_for_month(person_, "2026-11", "c", "the entry");
    index_ = vault->blind_index(Purpose::subject_identifier, "email", "a@example.org");
    derived_ = vault->derive(Purpose::ledger, "row");
    pseudonym_ = *vault->pseudonym(person_);
    public_key_ = vault->signing_public_key();
  }

  std::string key() const { return folder_.file("ombud.key"); }

  std::string keys() const { return folder_.file("keys.db"); }

  Result<Vault> opened() const { return Vault::open(key(), keys(), organisation_); }

  Result<Vault::Rotated> rotate() { return Vault::rotate(key(), keys(), organisation_, clock_); }

  void expect_all_opens() {
    Result<Vault> vault = opened();
    ASSERT_TRUE(vault.has_value());
    EXPECT_EQ(vault->open(Purpose::plan, "a", sealed_)->reveal(), "the plan");
    EXPECT_EQ(vault->open_for(person_, Purpose::subject_identifier, "b", for_person_)->reveal(),
              "the person");
    EXPECT_EQ(vault->open_for_month(person_, "2026-11", "c", for_month_)->reveal(), "the entry");
    EXPECT_EQ(vault->blind_index(Purpose::subject_identifier, "email", "a@example.org"), index_);
    EXPECT_EQ(vault->derive(Purpose::ledger, "row"), derived_);
    EXPECT_EQ(*vault->pseudonym(person_), pseudonym_);
    EXPECT_EQ(vault->signing_public_key(), public_key_);
    EXPECT_FALSE(vault->open(Purpose::plan, "other", sealed_).has_value());
  }

  FixedClock clock_{*parse_instant("2026-11-21T08:00:00Z")};
  TemporaryFolder folder_;
  OrganisationId organisation_{uuid_random()};
  PersonId person_{uuid_random()};
  std::string sealed_, for_person_, for_month_, index_, derived_, pseudonym_, public_key_;
};

TEST_F(Rotate, KeepsEverythingThatWasSealedAndIndexed) {
  for (std::size_t times = 1; times <= 3; ++times) {
    ASSERT_TRUE(rotate().has_value());
    expect_all_opens();
    EXPECT_EQ(opened()->former_keys(), times);
  }
}

TEST_F(Rotate, LeavesTheFormerKeyFileThatOpensTheKeyStoreNoMore) {
  const KeyFile old = *read_key_file(key());
  const Result<Vault::Rotated> done = rotate();
  ASSERT_TRUE(done.has_value());
  EXPECT_GE(done->rewrapped, 4);
  EXPECT_EQ(read_key_file(done->former_key_file)->root.bytes(), old.root.bytes());
  EXPECT_NE(read_key_file(key())->root.bytes(), old.root.bytes());
  EXPECT_EQ(key_mark(read_key_file_of(key(), key_mark(old.root))->root), key_mark(old.root));
  EXPECT_EQ(Vault::open(done->former_key_file, keys(), organisation_).error().key,
            "vault.store_damaged");
}

TEST_F(Rotate, SealsWithTheNewKeyOnly) {
  ASSERT_TRUE(rotate().has_value());
  Result<Vault> vault = opened();
  const std::string fresh = vault->seal(Purpose::plan, "a", "new");
  EXPECT_EQ(vault->open(Purpose::plan, "a", fresh)->reveal(), "new");
}

TEST_F(Rotate, StopsAProcessThatHasTheFormerKeys) {
  Result<Vault> running = opened();
  ASSERT_TRUE(running->seal_for_month(std::nullopt, "2026-11", "x", "y").has_value());
  ASSERT_TRUE(rotate().has_value());
  EXPECT_EQ(running->seal_for_month(std::nullopt, "2026-11", "x", "y").error().key,
            "vault.rotated_meanwhile");
  const Result<std::string> sealed =
      running->seal_for(PersonId{uuid_random()}, Purpose::subject_identifier, "x", "y");
  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(sealed.error().key, "vault.rotated_meanwhile");
  EXPECT_EQ(running->open_for(person_, Purpose::subject_identifier, "b", for_person_).error().key,
            "vault.rotated_meanwhile");
}

TEST_F(Rotate, CutOffBeforeTheKeyStoreChangedNeverHappened) {
  ASSERT_TRUE(write_key_file(key() + ".new", {organisation_, clock_.now(), Key::make()}));
  expect_all_opens();
  ASSERT_TRUE(rotate().has_value());
  expect_all_opens();
}

// The key file of before stands again, and the key store still opens with it, as between the two.
TEST_F(Rotate, CutOffBeforeTheKeyFileChangedIsFinishedByTheNextOpening) {
  const KeyFile old = *read_key_file(key());
  const Result<Vault::Rotated> done = rotate();
  ASSERT_TRUE(done.has_value());
  const KeyFile fresh = *read_key_file(key());
  std::filesystem::rename(key(), key() + ".new");
  std::filesystem::rename(done->former_key_file, key());
  {
    // What rotate() puts into the store and takes away at its end.
    Result<KeyStore> store = KeyStore::open(keys(), organisation_);
    ASSERT_TRUE(store.has_value());
    const std::string id = organisation_.text;
    const std::optional<Found> present = *store->find({"organisation", "", ""});
    const std::optional<Secret> secret =
        open_with(derive_key(fresh.root, {"wrap"}), joined({"wrapped", id, "organisation", "", ""}),
                  present->wrapped);
    ASSERT_TRUE(secret.has_value());
    ASSERT_TRUE(store->put(
        {"organisation_before", "", ""},
        seal_with(derive_key(old.root, {"wrap"}),
                  joined({"wrapped", id, "organisation_before", "", ""}), secret->reveal())));
  }
  expect_all_opens();
  EXPECT_EQ(read_key_file(key())->root.bytes(), fresh.root.bytes());
  EXPECT_NE(access((key() + ".new").c_str(), F_OK), 0);
}

TEST_F(Rotate, OfTheSigningKeyKeepsTheFormerPublicKey) {
  Result<Vault> vault = opened();
  const std::string next = *vault->prepare_signing_key();
  EXPECT_EQ(*vault->prepare_signing_key(), next);
  EXPECT_EQ(vault->signing_public_key(), public_key_);
  const Result<std::string> early = vault->sign_as(next, "m");
  ASSERT_TRUE(early.has_value());
  EXPECT_TRUE(signature_matches("m", *early, next));
  ASSERT_TRUE(vault->adopt_signing_key().has_value());
  ASSERT_TRUE(vault->adopt_signing_key().has_value());
  EXPECT_EQ(vault->signing_public_key(), next);
  EXPECT_EQ(*opened()->public_keys(), (std::vector<std::string>{next, public_key_}));
  EXPECT_EQ(vault->sign_as(public_key_, "m").error().key, "vault.no_signing_key");
  ASSERT_TRUE(rotate().has_value());
  EXPECT_EQ(*opened()->public_keys(), (std::vector<std::string>{next, public_key_}));
}

TEST_F(Rotate, CountsTheLogsKeysThatAreOver) {
  Result<Vault> vault = opened();
  EXPECT_EQ(*vault->count_months_before("2026-11"), 0);
  EXPECT_EQ(*vault->count_months_before("2026-12"), 1);
}

TEST_F(Rotate, LeavesDestroyedKeysDestroyed) {
  ASSERT_TRUE(opened()->shred(person_).has_value());
  ASSERT_TRUE(rotate().has_value());
  EXPECT_EQ(opened()->open_for(person_, Purpose::subject_identifier, "b", for_person_).error().key,
            "vault.key_shredded");
}

}  // namespace
}  // namespace ombud::vault
