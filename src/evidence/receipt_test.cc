#include "evidence/receipt.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "evidence/entry.h"
#include "evidence/files.h"
#include "evidence/testing.h"

namespace ombud::evidence {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view body =
    R"({"kept":[{"text":"Bokföring, 7 år"}],"action":"A-0001",)"
    R"("done":[{"rows":3,"text":"3 rader"},{"rows":1}],"not_reached":[]})";

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  must(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string receipt_entry(const std::string& event,
                          std::vector<std::pair<std::string, std::string>> commitments) {
  StoredEntry stored;
  stored.entry.at = *parse_instant("2026-11-21T10:00:00Z");
  stored.entry.id.text = "018f3c1e-0000-7000-8000-000000000001";
  stored.entry.event = event;
  stored.entry.use = UseKind::erase;
  stored.entry.commitments = std::move(commitments);
  stored.month = "2026-11";
  return *write_entry(stored);
}

class ReceiptTest : public testing::Test {
 protected:
  Proof prove(const std::string& entry) const {
    std::vector<std::string> entries = TestLog::some_entries(11);
    entries[4] = entry;
    return TestLog(entries, signer_).prove(4);
  }

  std::string receipt() const {
    return *write_receipt(
        body, prove(receipt_entry("actions.receipt", {{"receipt", *receipt_hash(body)}})),
        signer_.key());
  }

  std::string why(std::string_view file) const {
    const Result<CheckedReceipt> checked = check_receipt(file, signer_.key());
    return checked ? "" : checked.error().key;
  }

  const Signer signer_{"ombud/x/1"};
};

TEST_F(ReceiptTest, IsCheckedWithNothingButTheKey) {
  const CheckedReceipt checked = *check_receipt(receipt(), signer_.key());
  EXPECT_EQ(checked.index, 4u);
  EXPECT_EQ(checked.checkpoint.size, 11u);
  EXPECT_EQ(checked.entry.event, "actions.receipt");
  EXPECT_EQ(checked.body, *canonical_json(body));
  EXPECT_THAT(checked.done, ElementsAre("3 rader"));
  EXPECT_THAT(checked.kept, ElementsAre("Bokföring, 7 år"));
  EXPECT_THAT(checked.not_reached, IsEmpty());
}

TEST_F(ReceiptTest, NoBitOfItCanBeChanged) {
  const std::string good = receipt();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] ^= static_cast<char>(1 << (i % 8));
    ASSERT_NE(why(bad), "") << i;
  }
}

TEST_F(ReceiptTest, InAnyOtherFormIsMalformed) {
  const std::string good = receipt();
  const std::string bare = good.substr(0, good.size() - 1);
  for (const std::string& bad :
       {std::string(), std::string("{}\n"), bare, good + "\n", bare + " \n", " " + good,
        changed(good, "{\"action\"", "{\"action\":\"A-0001\",\"action\""),
        changed(good, "\"log\"", "\"more\":1,\"log\""), changed(good, "@v1", "@v2"),
        changed(good, "\"key\"", "\"kez\""), changed(good, "\"rows\":1", "\"rows\":1.0"),
        changed(good, "\"rows\":1", "\"rows\": 1"), changed(good, "ö", "\\u00f6"),
        changed(good, "index 4", "index 04"), changed(good, "\\nindex", "\\nextra AAAA\\nindex"),
        changed(good, "\"receipt\":{", "\"receipt\":3,\"x\":{")})
    EXPECT_EQ(why(bad), "evidence.bad_receipt") << bad;
  EXPECT_EQ(why(std::string((16 << 20) + 1, ' ')), "evidence.bad_receipt");
  EXPECT_EQ(check_receipt("", signer_.key()).error().code, Errc::invalid);
}

TEST_F(ReceiptTest, OfAnotherKeyIsSignedByAnUnknownKey) {
  const Signer other("ombud/x/1");
  const Result<CheckedReceipt> checked = check_receipt(receipt(), other.key());
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().key, "evidence.unknown_key");
  EXPECT_EQ(checked.error().code, Errc::forbidden);
}

TEST_F(ReceiptTest, ThatNamesAnotherKeyIsMalformed) {
  EXPECT_EQ(why(changed(receipt(), write_verifier_key(signer_.key()), "somebody")),
            "evidence.bad_receipt");
}

TEST_F(ReceiptTest, WithASecondSignatureIsMalformed) {
  Proof proof = prove(receipt_entry("actions.receipt", {{"receipt", *receipt_hash(body)}}));
  const std::string line = proof.checkpoint.substr(proof.checkpoint.find("\u2014"));
  proof.checkpoint += line;
  EXPECT_EQ(write_receipt(body, proof, signer_.key()).error().key, "evidence.bad_receipt");
}

TEST_F(ReceiptTest, WithAChangedCheckpointHasABadSignature) {
  EXPECT_EQ(why(changed(receipt(), "\\n11\\n", "\\n12\\n")), "evidence.bad_signature");
  EXPECT_EQ(why(changed(receipt(), "\\n11\\n", "\\n011\\n")), "evidence.bad_checkpoint");
}

TEST_F(ReceiptTest, OfAnotherOriginIsRefusedThoughSigned) {
  Proof proof = prove(receipt_entry("actions.receipt", {{"receipt", *receipt_hash(body)}}));
  Checkpoint checkpoint = *read_unsigned(proof.checkpoint);
  checkpoint.origin = "ombud/x/2";
  proof.checkpoint = signer_.sign(checkpoint);
  EXPECT_EQ(write_receipt(body, proof, signer_.key()).error().key, "evidence.other_origin");
}

TEST_F(ReceiptTest, WhoseProofDoesNotHoldIsRefused) {
  EXPECT_EQ(why(changed(receipt(), "index 4", "index 5")), "evidence.proof_does_not_hold");
}

TEST_F(ReceiptTest, OnAnEntryOfSomethingElseIsRefused) {
  const auto refused = [&](const std::string& entry) {
    return write_receipt(body, prove(entry), signer_.key()).error().key;
  };
  const std::string hash = *receipt_hash(body);
  EXPECT_EQ(refused(receipt_entry("actions.intent", {{"receipt", hash}})),
            "evidence.not_this_receipts_entry");
  EXPECT_EQ(refused(receipt_entry("actions.receipt", {{"plan", hash}})),
            "evidence.not_this_receipts_entry");
  EXPECT_EQ(refused("no entry at all"), "evidence.not_this_receipts_entry");
}

TEST_F(ReceiptTest, WithAnotherBodyIsChanged) {
  EXPECT_EQ(why(changed(receipt(), "3 rader", "4 rader")), "evidence.receipt_changed");
}

TEST_F(ReceiptTest, ABodyThatCanNotBeSignedIsRefused) {
  EXPECT_EQ(canonical_json("[1.5]").error().key, "evidence.bad_json");
  EXPECT_EQ(receipt_hash("[1.5]").error().key, "evidence.bad_json");
  EXPECT_EQ(write_receipt("[1.5]", {}, signer_.key()).error().key, "evidence.bad_json");
  EXPECT_EQ(write_receipt("[]", prove("x"), signer_.key()).error().key, "evidence.bad_receipt");
}

// What others read: if one of these fails, it is the format that was changed, not the test.
TEST(Examples, OfTheFormatsAreSoundForEver) {
  const auto content = [](const std::string& name) {
    return **read_file("docs/formats/examples/" + name, 1 << 20);
  };
  const std::string text = content("key.txt");
  const VerifierKey key = *read_verifier_key(text.substr(0, text.size() - 1));
  EXPECT_TRUE(
      verify_folder("docs/formats/examples/log", key, content("earlier.checkpoint"))->sound);
  EXPECT_TRUE(check_receipt(content("receipt.json"), key));
  EXPECT_TRUE(check(*read_proof(content("entry.tlog-proof")), key));
}

TEST(Entry, GoesThroughItsBytes) {
  const std::string bytes = receipt_entry("actions.receipt", {{"receipt", "aa"}, {"a", "b"}});
  EXPECT_EQ(bytes, R"({"at":"2026-11-21T10:00:00.000000Z","commitments":{"a":"b","receipt":"aa"},)"
                   R"("event":"actions.receipt","id":"018f3c1e-0000-7000-8000-000000000001",)"
                   R"("month":"2026-11","object":"","person":"","sealed":"","use":"erase","v":1})");
  const StoredEntry read = *read_entry(bytes);
  EXPECT_EQ(*write_entry(read), bytes);
  EXPECT_EQ(read.entry.commitments.size(), 2u);
}

TEST(Entry, InAnyOtherFormIsRefused) {
  const std::string good = receipt_entry("actions.receipt", {{"receipt", "aa"}});
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"v\":1", "\"v\":2"},
           {"\"v\":1", "\"v\":\"1\""},
           {"\"v\":1", "\"w\":1"},
           {"\"v\":1", "\"v\":1,\"w\":1"},
           {"10:00:00.000000Z", "10:00:00Z"},
           {"10:00:00.000000Z", "25:00:00.000000Z"},
           {"\"use\":\"erase\"", "\"use\":\"eat\""},
           {"018f3c1e", "018F3C1E"},
           {"\"month\":\"2026-11\"", "\"month\":\"2026-13\""},
           {"\"month\":\"2026-11\"", "\"month\":11"},
           {"\"person\":\"\"", "\"person\":\"ab\""},
           {"\"sealed\":\"\"", "\"sealed\":\"a\""},
           {"\"receipt\":\"aa\"", "\"receipt\":1"},
           {"{\"receipt\":\"aa\"}", "[]"},
           {"{\"at\"", "{ \"at\""}})
    EXPECT_EQ(read_entry(changed(good, from, to)).error().key, "evidence.bad_entry") << to;
  EXPECT_EQ(read_entry("").error().key, "evidence.bad_entry");
}

TEST(Entry, ASealedPartInAnyOtherFormIsRefused) {
  for (const char* bad : {"", "{}", R"({"account":1,"criterion":"","details":[],"reference":""})",
                          R"({"account":"","criterion":"","details":1,"reference":""})",
                          R"({"account":"","criterion":"","details":[["a"]],"reference":""})",
                          R"({"account":"","criterion":"","details":[["a",1]],"reference":""})",
                          R"({"account":"","criterion":"","details":["ab"],"reference":""})"})
    EXPECT_EQ(read_sealed(bad).error().key, "evidence.bad_entry") << bad;
}

}  // namespace
}  // namespace ombud::evidence
