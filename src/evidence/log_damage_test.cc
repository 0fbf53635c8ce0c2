// What happens to the log when somebody or something goes against it: changes by hand, restored
// stores, crashes between two steps, several processes at once.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "base/text.h"
#include "evidence/log_test.h"

namespace ombud::evidence {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class LogDamageTest : public LogTest {};

class RestoredLogTest : public LogTest {};

INSTANTIATE_TEST_SUITE_P(Engines, LogDamageTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });
// A backup of SQLite is a file, which a test can put back.
INSTANTIATE_TEST_SUITE_P(Engines, RestoredLogTest, testing::Values(sql::Engine::sqlite),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(LogDamageTest, AChangedEntryIsFoundAndNothingIsSignedOverIt) {
  append_many(5);
  ASSERT_TRUE(log().sequence());
  tamper("update evidence_entry set bytes = ? where position = 2",
         {sql::Blob{"{\"changed\":true}"}});
  EXPECT_THAT(faults(), Contains("evidence.fault_entry"));
  EXPECT_THAT(faults(), Contains("evidence.fault_tile"));
  EXPECT_THAT(faults(), Contains("evidence.fault_checkpoint"));
  EXPECT_EQ(key_of(log().write_to(file("out"))), "evidence.store_changed");
}

TEST_P(LogDamageTest, AChangedColumnIsFound) {
  append_many(5);
  ASSERT_TRUE(log().sequence());
  tamper("update evidence_entry set object = 'A-9999' where position = 2");
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_columns"));
}

TEST_P(LogDamageTest, AMissingEntryIsFound) {
  append_many(5);
  ASSERT_TRUE(log().sequence());
  tamper("delete from evidence_entry where position = 2");
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_missing"));
}

TEST_P(LogDamageTest, EntriesBeyondTheEndAreFound) {
  append_many(5);
  ASSERT_TRUE(log().sequence());
  append();
  tamper("update evidence_entry set epoch = 1, position = 5 where position is null");
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_surplus"));
}

TEST_P(LogDamageTest, ACutTailIsARolledBackStore) {
  append_many(5);
  ASSERT_TRUE(log().sequence());
  const std::string older = *log().sequence();
  append_many(2);
  ASSERT_TRUE(log().sequence());
  tamper("delete from evidence_entry where position >= 5");
  tamper("delete from evidence_checkpoint where size > 5");
  tamper("update evidence_epoch set size = 5, note = ?", {older});
  EXPECT_THAT(faults(), Contains("evidence.rolled_back"));
  EXPECT_EQ(key_of(log().sequence()), "evidence.rolled_back");
}

TEST_P(LogDamageTest, ChangedTilesStopTheSigning) {
  append_many(5);
  ASSERT_TRUE(log().sequence());
  tamper("update evidence_tile set hashes = ?", {sql::Blob{std::string(5 * 32, 'x')}});
  append();
  const Result<std::string> note = log().sequence();
  // The file beside the store says the same root no more.
  EXPECT_EQ(key_of(note), "evidence.rolled_back");
  EXPECT_EQ(note.error().code, Errc::conflict);
  tamper("delete from evidence_tile");
  EXPECT_EQ(key_of(log().sequence()), "evidence.store_changed");
}

TEST_P(LogDamageTest, WithoutTheFileBesideTheStoreNothingIsSigned) {
  append();
  ASSERT_TRUE(log().sequence());
  const std::string note = content(file("last_signed"));
  std::filesystem::remove(file("last_signed"));
  EXPECT_EQ(key_of(log().sequence()), "evidence.last_signed_missing");
  EXPECT_THAT(faults(), ElementsAre("evidence.last_signed_missing"));
  put(file("last_signed"), note.substr(1));
  EXPECT_EQ(key_of(log().sequence()), "evidence.last_signed_damaged");
  EXPECT_THAT(faults(), ElementsAre("evidence.last_signed_damaged"));
  put(file("last_signed"), note);
  EXPECT_TRUE(log().sequence());
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LogDamageTest, ACrashBeforeTheFileWasWrittenIsMended) {
  append_many(3);
  ASSERT_TRUE(log().sequence());
  const std::string before = content(file("last_signed"));
  append_many(3);
  const std::string note = *log().sequence();
  put(file("last_signed"), before);
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_EQ(*log().sequence(), note);
  EXPECT_EQ(content(file("last_signed")), note);
}

TEST_P(LogDamageTest, ANewEpochMayBeBegunAtAnyTime) {
  append_many(3);
  const EntryId old = append();
  const Proof old_proof = *log().prove(old);
  EXPECT_EQ(key_of(log().begin_epoch(test_account, "")), "evidence.incomplete");
  EXPECT_EQ(key_of(log().begin_epoch({}, "why")), "evidence.incomplete");
  append();
  ASSERT_TRUE(log().begin_epoch(test_account, "new server"));
  EXPECT_THAT(faults(), IsEmpty());
  const std::vector<VerifierKey> keys = *log().verifier_keys();
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_NE(keys[0].name, keys[1].name);
  EXPECT_TRUE(check(old_proof, keys[1]));
  EXPECT_EQ(key_of(check(old_proof, keys[0])), "evidence.unknown_key");
  EXPECT_TRUE(check(*log().prove(old), keys[1]));
  const Entry first = log().list({})->at(0);
  EXPECT_EQ(first.event, "evidence.epoch");
  EXPECT_EQ(first.position, 0u);
  EXPECT_EQ(first.epoch, 2);
  EXPECT_THAT(first.commitments, Contains(testing::Pair("previous_size", "5")));
  EXPECT_THAT(first.commitments, Contains(testing::Pair("previous_origin", keys[1].name)));
  ASSERT_TRUE(log().write_to(file("first"), 1));
  EXPECT_EQ(verify_folder(file("first"), keys[1], {})->entries, 5u);
  ASSERT_TRUE(log().write_to(file("second")));
  EXPECT_TRUE(verify_folder(file("second"), keys[0], {})->sound);

  tamper("update evidence_epoch set previous = 'x' where number = 2");
  EXPECT_THAT(faults(), ElementsAre("evidence.fault_epoch"));
}

TEST_P(LogDamageTest, ACrashInBeginningAnEpochIsMended) {
  append_many(3);
  ASSERT_TRUE(log().sequence());
  const std::string before = content(file("last_signed"));
  ASSERT_TRUE(log().begin_epoch(test_account, "new server"));
  const std::string after = content(file("last_signed"));
  put(file("last_signed"), before);
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_EQ(*log().sequence(), after);
  EXPECT_EQ(content(file("last_signed")), after);
}

TEST_P(RestoredLogTest, ARestoredOlderStoreIsNoticedAndGoesOnInANewEpoch) {
  append_many(300);
  ASSERT_TRUE(log().sequence());
  back_up();
  append_many(5);
  const std::string lost = *log().sequence();
  const VerifierKey first_key = *log().verifier_key();
  restore();
  EXPECT_THAT(faults(), ElementsAre("evidence.rolled_back"));
  const Result<std::string> refused = log().sequence();
  ASSERT_EQ(key_of(refused), "evidence.rolled_back");
  EXPECT_THAT(refused.error().params,
              ElementsAre(testing::Pair("signed", "305"), testing::Pair("found", "300")));
  // What happens now is written down all the same, and waits.
  const EntryId waiting = append("A-waiting");
  EXPECT_EQ(key_of(log().prove(waiting)), "evidence.rolled_back");
  EXPECT_TRUE(log().verifier_key());

  ASSERT_TRUE(log().begin_epoch(test_account, "restored after a disk failure"));
  const std::vector<VerifierKey> keys = *log().verifier_keys();
  EXPECT_TRUE(check(*log().prove(waiting), keys[0]));
  EXPECT_THAT(faults(), IsEmpty());
  Log::Filter filter;
  filter.event = "evidence.epoch";
  const Entry first = log().list(filter)->at(0);
  EXPECT_THAT(first.commitments, Contains(testing::Pair("previous_size", "305")));
  EXPECT_THAT(first.commitments,
              Contains(testing::Pair("previous_root", to_hex(read_signed(lost, first_key)->root))));
  EXPECT_THAT(first.commitments, Contains(testing::Pair("store_size", "300")));

  // Restored once more: the third epoch does not take the second one's name.
  restore();
  EXPECT_EQ(key_of(log().sequence()), "evidence.rolled_back");
  ASSERT_TRUE(log().begin_epoch(test_account, "restored again"));
  EXPECT_NE(log().verifier_key()->name, keys[0].name);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(RestoredLogTest, AStoreFromBeforeTheFirstCheckpointIsNoticedToo) {
  back_up();
  append_many(3);
  ASSERT_TRUE(log().sequence());
  restore();
  EXPECT_EQ(key_of(log().sequence()), "evidence.rolled_back");
  ASSERT_TRUE(log().begin_epoch(test_account, "restored"));
  EXPECT_THAT(faults(), IsEmpty());
}

// Waits for the children; false where one failed.
bool all_end_well(const std::vector<pid_t>& children) {
  bool well = true;
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    well = well && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  return well;
}

TEST_P(LogDamageTest, SeveralProcessesShareOneLog) {
  close();
  std::vector<pid_t> children;
  for (int number = 0; number < 4; ++number) {
    const pid_t child = fork();
    if (child == 0) {
      open();
      bool well = true;
      for (int i = 0; i < 25; ++i) {
        const Result<EntryId> id = log().append_now(told("A-" + std::to_string(number)));
        well = well && id && log().prove(*id);
      }
      _exit(well ? 0 : 1);
    }
    children.push_back(child);
  }
  EXPECT_TRUE(all_end_well(children));
  open();
  EXPECT_EQ(size_of(*log().sequence()), 100u);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LogDamageTest, KilledAtAnyMomentItKeepsWhatItHandedOut) {
  close();
  const int rounds = 20;
  for (int round = 0; round < rounds; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      ::close(ends[0]);
      open();
      for (;;) {
        if (!log().append_now(told())) _exit(1);
        const Result<std::string> note = log().sequence();
        if (!note) _exit(1);
        const std::string line = note->substr(0, 256) +
                                 std::string(256 - std::min<std::size_t>(256, note->size()), '\n');
        if (write(ends[1], line.data(), line.size()) != 256) _exit(1);
      }
    }
    ::close(ends[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(15 + 7 * round));
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child gave up by itself";
    std::string told_of;
    char piece[256];
    while (read(ends[0], piece, sizeof piece) == sizeof piece) told_of.assign(piece, sizeof piece);
    ::close(ends[0]);

    open();
    const std::string note = *log().sequence();
    if (!told_of.empty()) {
      told_of = told_of.substr(0, told_of.find_last_not_of('\n') + 2);
      const Checkpoint handed_out = *read_signed(told_of, *log().verifier_key());
      EXPECT_LE(handed_out.size, size_of(note));
      std::filesystem::remove_all(file("out"));
      ASSERT_TRUE(log().write_to(file("out")));
      EXPECT_TRUE(verify_folder(file("out"), *log().verifier_key(), told_of)->sound);
    }
    EXPECT_THAT(faults(), IsEmpty());
    close();
  }
}

}  // namespace
}  // namespace ombud::evidence
