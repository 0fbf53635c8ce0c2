#include "evidence/checkpoint.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "evidence/evidence.h"
#include "evidence/testing.h"

namespace ombud::evidence {
namespace {

std::string why(const Result<Checkpoint>& read) { return read ? "" : read.error().key; }

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  must(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST(VerifierKey, IsWrittenAsSignedNotesDo) {
  // The example of golang.org/x/mod/sumdb/note: the key of the Go checksum database.
  constexpr std::string_view text =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
  const VerifierKey key = *read_verifier_key(text);
  EXPECT_EQ(key.name, "sum.golang.org");
  EXPECT_EQ(write_verifier_key(key), text);
}

TEST(VerifierKey, IsRefusedWhereItIsNotExactlyThat) {
  const VerifierKey key = Signer("ombud/x/1").key();
  const std::string good = write_verifier_key(key);
  ASSERT_TRUE(read_verifier_key(good));
  const std::string id = good.substr(good.find('+') + 1, 8);
  for (const std::string& bad :
       {std::string(), std::string("ombud"), std::string("a+b"), good + "A", " " + good,
        good + "\n", changed(good, "ombud", "ombut"), changed(good, id, "00000000"),
        changed(good, "ombud/x", "ombud x"), "+" + good.substr(good.find('+')),
        changed(good, "ombud/x/1", ""),
        good.substr(0, good.find('+') + 10) + to_base64("\x02" + key.public_key),
        changed(good, "ombud/x", "ombud\u2003x")})
    EXPECT_EQ(read_verifier_key(bad).error().key, "evidence.bad_key") << bad;
}

TEST(Checkpoint, IsReadByWhoHasTheKey) {
  const Signer signer("ombud/x/1");
  const Checkpoint checkpoint{"ombud/x/1", 12, leaf_hash("a")};
  const std::string note = signer.sign(checkpoint);
  const Checkpoint read = *read_signed(note, signer.key());
  EXPECT_EQ(read.origin, checkpoint.origin);
  EXPECT_EQ(read.size, 12u);
  EXPECT_EQ(read.root, checkpoint.root);
  EXPECT_EQ(read_unsigned(note)->size, 12u);
  EXPECT_EQ(note_text(read), "ombud/x/1\n12\n" + to_base64(read.root) + "\n");
}

TEST(Checkpoint, OfAnotherKeyIsOfAnUnknownKey) {
  const Signer signer("ombud/x/1");
  const Checkpoint checkpoint{"ombud/x/1", 12, leaf_hash("a")};
  const std::string note = signer.sign(checkpoint);
  const Result<Checkpoint> read = read_signed(note, Signer("ombud/x/1").key());
  EXPECT_EQ(why(read), "evidence.unknown_key");
  EXPECT_EQ(read.error().code, Errc::forbidden);
  VerifierKey renamed = signer.key();
  renamed.name = "ombud/x/2";
  EXPECT_EQ(why(read_signed(note, renamed)), "evidence.unknown_key");
}

TEST(Checkpoint, WithASignatureThatDoesNotMatchIsRefused) {
  const Signer signer("ombud/x/1");
  const std::string note = signer.sign({"ombud/x/1", 12, leaf_hash("a")});
  const Result<Checkpoint> read = read_signed(changed(note, "\n12\n", "\n13\n"), signer.key());
  EXPECT_EQ(why(read), "evidence.bad_signature");
  EXPECT_EQ(read.error().code, Errc::forbidden);
  const std::string shorter =
      write_signed({"ombud/x/1", 12, leaf_hash("a")}, signer.key(), "tooshort");
  EXPECT_EQ(why(read_signed(shorter, signer.key())), "evidence.bad_signature");
  // One good line of the key does not make up for a bad one.
  const std::string second = note.substr(note.find("\u2014"));
  EXPECT_EQ(why(read_signed(changed(note, "\n12\n", "\n13\n") + second, signer.key())),
            "evidence.bad_signature");
}

TEST(Checkpoint, OfAnotherOriginIsRefusedThoughSigned) {
  const Signer signer("ombud/x/1");
  const Result<Checkpoint> read =
      read_signed(signer.sign({"ombud/x/2", 12, leaf_hash("a")}), signer.key());
  EXPECT_EQ(why(read), "evidence.other_origin");
  EXPECT_EQ(read.error().code, Errc::forbidden);
}

TEST(Checkpoint, SignaturesOfOthersArePassedOverUpToSixteen) {
  const Signer signer("ombud/x/1");
  const Checkpoint checkpoint{"ombud/x/1", 12, leaf_hash("a")};
  std::string note = signer.sign(checkpoint);
  for (int i = 2; i <= 16; ++i)
    note += Signer("witness.example/" + std::to_string(i))
                .sign(checkpoint)
                .substr(note_text(checkpoint).size() + 1);
  EXPECT_TRUE(read_signed(note, signer.key()));
  note += Signer("witness.example/17").sign(checkpoint).substr(note_text(checkpoint).size() + 1);
  EXPECT_EQ(why(read_signed(note, signer.key())), "evidence.bad_checkpoint");
}

TEST(Checkpoint, IsRefusedInAnyOtherSpelling) {
  const Signer signer("ombud/x/1");
  const std::string root = to_base64(leaf_hash("a"));
  const auto refused = [&](const std::string& note) {
    EXPECT_EQ(why(read_signed(note, signer.key())), "evidence.bad_checkpoint") << note;
    EXPECT_EQ(why(read_unsigned(note)), "evidence.bad_checkpoint") << note;
  };
  // Validly signed each, so that it is the form alone that is refused.
  for (const std::string& text :
       {"ombud/x/1\n012\n" + root + "\n", "ombud/x/1\n+12\n" + root + "\n",
        "ombud/x/1\n12 \n" + root + "\n", "ombud/x/1\n-1\n" + root + "\n",
        "ombud/x/1\n\n" + root + "\n", "\n12\n" + root + "\n", std::string("ombud/x/1\n12\n"),
        "ombud/x/1\n9223372036854775808\n" + root + "\n",
        "ombud/x/1\n12\n" + root + "\nextension\n", "ombud/x/1\n12\n" + root + "\n\n",
        "ombud/x/1\n12\n" + root.substr(4) + "\n", "ombud/x/1\n12\n" + root + "====\n",
        "ombud/x/1\r\n12\r\n" + root + "\r\n", "ombud/x/\xff\n12\n" + root + "\n",
        "ombud/x/1\t\n12\n" + root + "\n", "ombud/x/1\n12\n" + changed(root, "=", "") + "\n"})
    refused(signer.sign_text(text));

  const std::string good = signer.sign({"ombud/x/1", 12, leaf_hash("a")});
  refused("");
  refused("\n\n");
  refused(good.substr(0, good.size() - 1));
  refused("\ufeff" + good);
  refused(good + "\n");
  refused(good + "no signature\n");
  refused(good + "\u2014 a+b AAAAAAA=\n");
  refused(good + "\u2014 a AAAA\n");
  refused(good + "\u2014 a\u00a0b AAAAAAA=\n");
  refused(good + "\u2014  AAAAAAA=\n");
  refused(changed(good, "\u2014 ", "- "));
  refused(note_text({"ombud/x/1", 12, leaf_hash("a")}) + "\n");
  refused(std::string(2 << 20, 'a') + "\n" + good);
}

TEST(Proof, GoesThroughItsTextAndHolds) {
  const Signer signer("ombud/x/1");
  const TestLog log(11, signer);
  for (std::uint64_t index : {0, 4, 10}) {
    const Proof proof = log.prove(index);
    ASSERT_TRUE(check(proof, signer.key()));
    const Proof read = *read_proof(write_proof(proof));
    EXPECT_EQ(read.entry, proof.entry);
    EXPECT_TRUE(check(read, signer.key()));
  }
}

TEST(Proof, OfAnotherEntryDoesNotHold) {
  const Signer signer("ombud/x/1");
  Proof proof = TestLog(11, signer).prove(4);
  proof.entry += ' ';
  EXPECT_EQ(check(proof, signer.key()).error().key, "evidence.proof_does_not_hold");
  EXPECT_EQ(check(proof, Signer("ombud/x/1").key()).error().key, "evidence.unknown_key");
}

TEST(Proof, IsRefusedInAnyOtherSpelling) {
  const Signer signer("ombud/x/1");
  const std::string good = write_proof(TestLog(3, signer).prove(0));
  ASSERT_TRUE(read_proof(good));
  for (const std::string& bad :
       {std::string(), std::string("c2sp.org/tlog-proof@v1\n\n"), changed(good, "@v1", "@v2"),
        changed(good, "index 0", "index 00"), changed(good, "index 0", "index -1"),
        changed(good, "index 0", "index"), changed(good, "extra ", "extra  "),
        changed(good, "\nindex", "\n\nindex"), changed(good, "\nindex 0\n", "\nindex 0\nAAAA\n"),
        changed(good, "extra ", "Extra ")})
    EXPECT_EQ(read_proof(bad).error().key, "evidence.bad_proof") << bad;
  std::string many = "c2sp.org/tlog-proof@v1\nindex 0\n";
  for (int i = 0; i < 64; ++i) many += to_base64(empty_root()) + "\n";
  EXPECT_EQ(read_proof(many + "\nnote").error().key, "evidence.bad_proof");
}

}  // namespace
}  // namespace ombud::evidence
