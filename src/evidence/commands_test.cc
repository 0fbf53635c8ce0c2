#include "evidence/commands.h"

#include "cli/run_in_child_test.h"
#include "evidence/json.h"
#include "evidence/log_test.h"
#include "evidence/receipt.h"
#include "evidence/testing.h"

namespace ombud::evidence {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CommandsTest : public LogTest {
 protected:
  void SetUp() override {
    LogTest::SetUp();
    append_many(3);
    key_ = write_verifier_key(*log().verifier_key());
  }

  /// As the program would run it, in a process of its own that opens the folder itself.
  cli::Ran run(const std::vector<std::string>& arguments, bool folder = true) {
    close();
    const Enter enter = [&](const cli::Call&, std::string_view permission) -> Result<Opened> {
      if (!folder) return fail(Errc::not_found, "accounts.no_data_folder");
      if (permission == forbidden_) return fail(Errc::forbidden, "accounts.not_permitted");
      open();
      return Opened{&log(), test_account};
    };
    const cli::Ran ran = cli::run_in_child(commands(enter), arguments);
    open();
    return ran;
  }

  /// A receipt in the log, as a file.
  std::string receipt() {
    constexpr std::string_view body = R"({"done":[{"text":"3 rows"}],"kept":[],"x":1})";
    Told made = told();
    made.event = receipt_event;
    made.commitments = {{std::string(receipt_commitment), *receipt_hash(body)}};
    const Proof proof = *log().prove(*log().append_now(made));
    put(file("receipt.json"), *write_receipt(body, proof, *log().verifier_key()));
    return file("receipt.json");
  }

  std::string key_;
  std::string forbidden_;
};

INSTANTIATE_TEST_SUITE_P(Engines, CommandsTest, testing::Values(sql::Engine::sqlite),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(CommandsTest, TheListSaysNothingOfAnybodyWithoutAReason) {
  const cli::Ran ran = run({"evidence", "list"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("actions.intent"));
  EXPECT_THAT(ran.out, Not(HasSubstr("2026-14")));
  EXPECT_THAT(run({"evidence", "list", "--json"}).out, Not(HasSubstr(test_account.text)));
  EXPECT_EQ(run({"evidence", "list", "--person", test_person.text}).code, 2);
  EXPECT_THAT(*log().list({}), testing::SizeIs(3));
}

TEST_P(CommandsTest, LookingWithAReasonIsAnEntryItself) {
  const cli::Ran ran = run({"evidence", "list", "--object", "A-1", "--reference", "review"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("request 2026-14"));
  EXPECT_THAT(ran.out, Not(HasSubstr("A-2")));
  const Entry look = log().list({})->at(0);
  EXPECT_EQ(look.event, "evidence.list");
  EXPECT_EQ(look.sealed->reference, "review");
  EXPECT_EQ(look.sealed->criterion, "log entries --object A-1");
  const cli::Ran json = run({"evidence", "list", "--json", "--person", test_person.text,
                             "--reference", "review", "--limit", "2"});
  const Json all = *read_json(json.out);
  ASSERT_EQ(all.array()->size(), 2u);
  EXPECT_EQ(*all.array()->at(1).object()->at("reference").string(), "request 2026-14");
}

TEST_P(CommandsTest, WrongOptionsAreSaid) {
  EXPECT_EQ(run({"evidence", "list", "--limit", "0"}).code, 2);
  EXPECT_EQ(run({"evidence", "list", "--limit", "many"}).code, 2);
  EXPECT_EQ(run({"evidence", "list", "--from", "yesterday"}).code, 2);
  EXPECT_EQ(run({"evidence", "list", "--person", "Anna", "--reference", "x"}).code, 2);
  EXPECT_EQ(run({"evidence", "verify", "--key", key_}).code, 2);
  EXPECT_EQ(run({"verify", file("none")}).code, 3);
  EXPECT_EQ(run({"verify", receipt(), "--key", "nonsense"}).code, 2);
  EXPECT_EQ(run({"evidence", "export", file("x"), "--epoch", "9"}).code, 3);
}

TEST_P(CommandsTest, WithoutThePermissionNothingIsDone) {
  forbidden_ = "evidence.epoch";
  EXPECT_EQ(run({"evidence", "epoch", "--reason", "x"}).code, 4);
  forbidden_ = "evidence.shred";
  EXPECT_EQ(run({"evidence", "shred", "--before", "2020-01"}).code, 4);
  forbidden_ = "evidence.read";
  EXPECT_EQ(run({"evidence", "list"}).code, 4);
  forbidden_ = "evidence.verify";
  EXPECT_EQ(run({"evidence", "verify"}).code, 4);
  EXPECT_EQ(run({"verify", receipt()}).code, 4);
  forbidden_ = "evidence.export";
  EXPECT_EQ(run({"evidence", "export", file("out")}).code, 4);
}

TEST_P(CommandsTest, KeyCheckpointAndProofGoTogether) {
  EXPECT_EQ(run({"evidence", "key"}).out, key_ + "\n");
  EXPECT_THAT(run({"evidence", "key", "--json"}).out, HasSubstr("\"keys\":["));
  const std::string note = run({"evidence", "checkpoint"}).out;
  EXPECT_EQ(read_signed(note, *read_verifier_key(key_))->size, 3u);
  EXPECT_THAT(run({"evidence", "checkpoint", "--json"}).out, HasSubstr("checkpoint"));
  const EntryId id = log().list({})->at(1).id;
  const Proof proof = *read_proof(run({"evidence", "prove", id.text}).out);
  EXPECT_TRUE(check(proof, *read_verifier_key(key_)));
  EXPECT_THAT(run({"evidence", "prove", id.text, "--json"}).out, HasSubstr("proof"));
  EXPECT_EQ(run({"evidence", "prove", "none"}).code, 3);
}

TEST_P(CommandsTest, AnExportedLogIsCheckedOfflineWithTheKey) {
  const std::string note = run({"evidence", "checkpoint"}).out;
  put(file("kept"), note);
  const cli::Ran exported = run({"evidence", "export", file("out")});
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_THAT(exported.out, HasSubstr(file("out")));
  const auto verified = [&](std::vector<std::string> more, bool folder = false) {
    more.insert(more.begin(), {"evidence", "verify", file("out")});
    return run(more, folder);
  };
  EXPECT_EQ(verified({"--key", key_}).code, 0);
  EXPECT_EQ(verified({"--key", key_, "--trusted", file("kept")}).code, 0);
  EXPECT_EQ(verified({}, true).code, 0);
  const cli::Ran unknown = verified({});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.out, HasSubstr("Signed by an unknown key"));
  EXPECT_EQ(verified({"--key", key_, "--trusted", file("none")}).code, 3);
  EXPECT_EQ(run({"evidence", "verify", file("nothing"), "--key", key_}).code, 3);

  put(file("out") + "/tile/0/000.p/3", std::string(96, 'x'));
  const cli::Ran changed = verified({"--key", key_, "--json"});
  EXPECT_EQ(changed.code, 1);
  EXPECT_THAT(changed.out, HasSubstr("\"reason\":\"tile_differs\""));
  EXPECT_THAT(verified({"--key", key_}).out, StartsWith("Refused: "));
}

TEST_P(CommandsTest, TheLogOfTheFolderIsChecked) {
  ASSERT_TRUE(log().sequence());
  const cli::Ran sound = run({"evidence", "verify"});
  EXPECT_EQ(sound.code, 0) << sound.err;
  EXPECT_THAT(sound.out, HasSubstr("The log is sound: 3 entries."));
  EXPECT_THAT(sound.out, HasSubstr("never"));
  tamper("update evidence_entry set object = 'A-9' where position = 1");
  const cli::Ran changed = run({"evidence", "verify", "--json"});
  EXPECT_EQ(changed.code, 1);
  EXPECT_THAT(changed.out, HasSubstr("fault_columns"));
}

TEST_P(CommandsTest, AReceiptIsCheckedOfflineWithTheKey) {
  const std::string path = receipt();
  const cli::Ran sound = run({"verify", path, "--key", key_}, false);
  EXPECT_EQ(sound.code, 0) << sound.out;
  EXPECT_THAT(sound.out, HasSubstr("Done and verified\n  - 3 rows"));
  EXPECT_THAT(sound.out, HasSubstr("Not reached\n  nothing"));
  EXPECT_THAT(run({"verify", path, "--key", key_, "--json"}, false).out,
              HasSubstr("\"sound\":true"));
  // With the data folder's keys, that of a former epoch too.
  EXPECT_EQ(run({"verify", path}).code, 0);
  const cli::Ran begun = run({"evidence", "epoch", "--reason", "new server"});
  EXPECT_EQ(begun.code, 0) << begun.err;
  EXPECT_THAT(begun.out, HasSubstr("ombud/exempelforbundet/2-"));
  EXPECT_EQ(run({"verify", path}).code, 0);

  const cli::Ran unknown = run({"verify", path}, false);
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.out, HasSubstr("Signed by an unknown key"));
  const cli::Ran other =
      run({"verify", path, "--key", write_verifier_key(Signer("ombud/x/1").key())}, false);
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.out, HasSubstr("Signed by an unknown key"));
  std::string changed = content(path);
  changed[changed.find("3 rows")] = '4';
  put(path, changed);
  EXPECT_EQ(run({"verify", path}).code, 1);
  const cli::Ran refused = run({"verify", path, "--key", key_, "--json"}, false);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, HasSubstr("\"reason\":\"receipt_changed\""));
}

TEST_P(CommandsTest, TheOldestMonthsAreClosed) {
  EXPECT_EQ(run({"evidence", "shred", "--before", "2026-11"}).code, 2);
  const cli::Ran ran = run({"evidence", "shred", "--before", "2024-11"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("2024-11"));
  EXPECT_THAT(run({"evidence", "shred", "--before", "2024-10", "--json"}).out,
              HasSubstr("\"keys\":0"));
  EXPECT_THAT(run({"evidence", "epoch", "--reason", "x", "--json"}).out, HasSubstr("\"key\""));
  EXPECT_THAT(run({"evidence", "export", file("out"), "--epoch", "1", "--json"}).out,
              HasSubstr("folder"));
}

}  // namespace
}  // namespace ombud::evidence
