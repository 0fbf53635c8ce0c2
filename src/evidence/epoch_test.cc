// Epochs after a restore and after a change of the signing key.

#include "base/text.h"
#include "evidence/log_test.h"

namespace ombud::evidence {
namespace {

class EpochTest : public LogTest {
 protected:
  Told restored() const {
    Told told;
    told.use = UseKind::administer;
    told.reference = "restored";
    told.details = {{"system_user", "root"}};
    return told;
  }

  std::string commitment(const std::string& event, const std::string& name) {
    Log::Filter filter;
    filter.event = event;
    const Result<std::vector<Entry>> found = log().list(filter);
    for (const auto& [key, value] : found->at(0).commitments)
      if (key == name) return value;
    return "";
  }

  static std::string key_of(const Result<void>& result) { return result ? "" : result.error().key; }
};

INSTANTIATE_TEST_SUITE_P(Engines, EpochTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

// The store that was copied sequences the entry that waits; the restored one must not sign another
// tree of the same size and name.
TEST_P(EpochTest, AfterARestoreTheOldOneIsNotGrownByWhatWaits) {
  append();
  const std::string last = *log().sequence();
  append();
  ASSERT_TRUE(log().begin_epoch_after_restore(restored()));
  EXPECT_EQ(commitment("evidence.epoch", "previous_size"), "1");
  const std::string now = *log().sequence();
  EXPECT_NE(read_unsigned(now)->origin, read_unsigned(last)->origin);
  EXPECT_EQ(read_unsigned(now)->size, 2u);
  EXPECT_TRUE(log().verify({})->sound);
}

TEST_P(EpochTest, AfterARestoreNamesTheFilesCheckpointWhereThatIsLater) {
  if (GetParam() == sql::Engine::postgresql) return;  // Its files can't be copied back.
  append();
  ASSERT_TRUE(log().sequence());
  back_up();
  append();
  ASSERT_TRUE(log().sequence());
  restore();
  ASSERT_TRUE(log().begin_epoch_after_restore(restored()));
  EXPECT_EQ(commitment("evidence.epoch", "previous_size"), "2");
  EXPECT_TRUE(log().verify({})->sound);
}

TEST_P(EpochTest, NeedsNobodySignedInWhereTheSystemsUserIsNamed) {
  Told nobody = restored();
  nobody.details.clear();
  EXPECT_EQ(key_of(log().begin_epoch_after_restore(nobody)), "evidence.incomplete");
  EXPECT_TRUE(log().begin_epoch_after_restore(restored()));
}

TEST_P(EpochTest, AChangedKeyIsNamedByTheOldOneAndSignsFromThenOn) {
  append();
  const VerifierKey before = *log().verifier_key();
  const EntryId receipt = append();
  const Proof old = *log().prove(receipt);
  EXPECT_EQ(key_of(log().change_key(test_account, "")), "evidence.incomplete");
  ASSERT_TRUE(log().change_key(test_account, "yearly"));
  const VerifierKey now = *log().verifier_key();
  EXPECT_NE(now.public_key, before.public_key);
  EXPECT_EQ(commitment("evidence.next_key", "next_key"), to_hex(now.public_key));
  // What was handed out holds under the old key, what comes under the new one only.
  EXPECT_TRUE(check(old, before));
  EXPECT_TRUE(check(*log().prove(receipt), before));
  const EntryId fresh = append();
  EXPECT_TRUE(check(*log().prove(fresh), now));
  EXPECT_FALSE(check(*log().prove(fresh), before));
  EXPECT_TRUE(log().verify({})->sound);
  EXPECT_EQ(log().verifier_keys()->size(), 2u);
}

TEST_P(EpochTest, AChangeOfKeyThatWasCutOffGoesOn) {
  append();
  ASSERT_TRUE(log().sequence());
  ASSERT_TRUE(vault().prepare_signing_key());
  // Prepared and not used: the log is as it was.
  append();
  ASSERT_TRUE(log().sequence());
  ASSERT_TRUE(log().change_key(test_account, "yearly"));
  const std::size_t epochs = log().verifier_keys()->size();
  EXPECT_EQ(epochs, 2u);
  // Begun and not adopted: the epoch stands already, only the vault is behind.
  ASSERT_TRUE(vault().prepare_signing_key());
  ASSERT_TRUE(log().change_key(test_account, "again"));
  EXPECT_TRUE(log().verify({})->sound);
  EXPECT_EQ(log().verifier_keys()->size(), 3u);
}

}  // namespace
}  // namespace ombud::evidence
