// Texts that hold somebody's number or address, in whatever form, are found by hashes alone; others
// are not. Bytes that were written are read back, and damage is said.

#include "actions/fingerprints.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using detectors::Kind;

class FingerprintsOf : public testing::Test {
 protected:
  FingerprintsOf() {
    const std::vector<detectors::Identifier> known = {{Kind::personnummer, "19811218-9876"},
                                                      {Kind::email, "Karin@Exempel.se"},
                                                      {Kind::phone, "070-174 06 05"},
                                                      {Kind::name, "Karin Holmqvist"}};
    prints_.add(recheck_of(known, false, reading_, hash_).sought);
    prints_.close();
  }

  detectors::Reading reading_{*parse_day("2026-11-21"), detectors::Country::se};
  accounts::TestOffice house_{sql::Engine::sqlite, {}};
  RowHash hash_{house_.office().vault, "action", of_identifiers, ""};
  Fingerprints prints_{hash_, reading_};
};

TEST_F(FingerprintsOf, FindNumbersAndAddressesInWhateverForm) {
  for (const char* text :
       {"198112189876", "811218-9876", "pnr 19811218-9876, ring", "karin@exempel.se",
        "Skriv till <KARIN@exempel.se>.", "0701740605", "+46 70 174 06 05", "tel: 070-1740605!"})
    EXPECT_TRUE(prints_.find(text).has_value()) << text;
}

TEST_F(FingerprintsOf, FindNothingOfOthers) {
  for (const char* text : {"", "198112189877", "811218-9868", "arin@exempel.se", "070-1740606",
                           "Karin Holmqvist", "order 5070174060512", "2026-11-21 08:00"})
    EXPECT_FALSE(prints_.find(text).has_value()) << text;
}

TEST_F(FingerprintsOf, BytesAreReadBackAndDamageIsSaid) {
  const Recheck recheck = recheck_of({{Kind::email, "bo@exempel.se"}, {Kind::name, "Bo Sandelin"}},
                                     true, reading_, hash_);
  const std::string bytes = write_recheck(recheck);
  const Recheck again = must_have(read_recheck(bytes));
  ASSERT_EQ(again.sought.size(), 1u);
  EXPECT_EQ(again.sought[0].hash, recheck.sought[0].hash);
  ASSERT_EQ(again.identifiers.size(), 2u);
  EXPECT_EQ(again.identifiers[1].value, "Bo Sandelin");
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(key_of(read_recheck(bytes.substr(0, size))), "actions.plan_damaged") << size;
}

TEST_F(FingerprintsOf, ARowsHashIsTheFirstHalfOfAnHmac) {
  const std::string secret =
      house_.office().vault.derive(vault::Purpose::ledger, "row|action|identifiers|");
  const std::string text = "values|3:=42,4:null,3:=\xc3\xa5,";
  unsigned char full[32];
  unsigned length = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), full, &length);
  const Digest digest = hash_.of_values({std::int64_t{42}, sql::Null{}, std::string("\xc3\xa5")});
  EXPECT_EQ(std::string(digest.bytes.data(), 16),
            std::string(reinterpret_cast<const char*>(full), 16));
}

}  // namespace
}  // namespace ombud::actions::test
