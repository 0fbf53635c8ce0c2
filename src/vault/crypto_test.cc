#include "vault/crypto.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "vault/vault.h"

namespace ombud::vault {
namespace {

TEST(Crypto, HashesAsThePublishedVectors) {
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Crypto, ChecksSignaturesAsRfc8032) {
  // RFC 8032, 7.1, test 2.
  const std::string key =
      *from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = *from_hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(signature_matches("\x72", signature, key));
  EXPECT_FALSE(signature_matches("\x73", signature, key));
  EXPECT_FALSE(signature_matches("\x72", signature.substr(1), key));
  EXPECT_FALSE(signature_matches("\x72", signature, key.substr(1)));
  EXPECT_FALSE(signature_matches("\x72", "", ""));
}

TEST(Crypto, EveryChangedByteOfASealedValueIsRefused) {
  const Key key = Key::make();
  const std::string sealed = seal_with(key, "bound", "Alva Ek");
  ASSERT_TRUE(open_with(key, "bound", sealed));
  EXPECT_EQ(open_with(key, "bound", sealed)->reveal(), "Alva Ek");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(open_with(key, "bound", changed)) << "byte " << i;
    EXPECT_FALSE(open_with(key, "bound", sealed.substr(0, i))) << "cut to " << i;
  }
  EXPECT_FALSE(open_with(key, "other", sealed));
  EXPECT_FALSE(open_with(Key::make(), "bound", sealed));
}

TEST(Crypto, EqualValuesAreSealedDifferently) {
  const Key key = Key::make();
  std::set<std::string> sealed;
  for (int i = 0; i < 100; ++i) sealed.insert(seal_with(key, "", "equal"));
  EXPECT_EQ(sealed.size(), 100u);
}

TEST(Crypto, PartsCanNotBeMovedAcrossTheirBorder) {
  const Key key = Key::make();
  EXPECT_NE(joined({"ab", "c"}), joined({"a", "bc"}));
  EXPECT_NE(keyed_hash(key, {"ab", "c"}), keyed_hash(key, {"a", "bc"}));
  EXPECT_EQ(keyed_hash(key, {"ab", "c"}), keyed_hash(key, {"ab", "c"}));
}

TEST(Password, IsKnownByItsHashOnly) {
  const std::string hash = hash_password(Secret("korrekt häst batteri"));
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$")) << hash;
  EXPECT_TRUE(password_matches(hash, Secret("korrekt häst batteri")));
  EXPECT_FALSE(password_matches(hash, Secret("korrekt häst batterI")));
  EXPECT_FALSE(password_matches(hash, Secret("")));
  EXPECT_NE(hash, hash_password(Secret("korrekt häst batteri")));
}

TEST(Password, OfNobodyIsCheckedAsLongAndNeverMatches) {
  const std::string hash = hash_password(Secret("x"));
  const auto time = [](std::string_view of) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(password_matches(of, Secret("wrong")));
    return std::chrono::steady_clock::now() - start;
  };
  auto known = time(hash);
  auto unknown = time("");
  for (int i = 0; i < 4; ++i) {
    known = std::min(known, time(hash));
    unknown = std::min(unknown, time(""));
  }
  // The work is the same; the machine is shared, so only its order of magnitude is held.
  EXPECT_GT(unknown * 3, known);
  EXPECT_GT(known * 3, unknown);
}

TEST(Password, ADamagedHashMatchesNothing) {
  EXPECT_FALSE(password_matches("$argon2id$broken", Secret("x")));
  EXPECT_FALSE(password_matches("plain", Secret("plain")));
}

}  // namespace
}  // namespace ombud::vault
