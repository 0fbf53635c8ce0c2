#include "accounts/second_factor_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace ombud::accounts {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

TEST(Totp, GivesTheCodesOfTheStandard) {
  // RFC 6238, appendix B, SHA-1; there eight digits, of which six are the last six.
  const Secret secret("12345678901234567890");
  EXPECT_EQ(totp_code(secret, step_of(at(59))), "287082");
  EXPECT_EQ(totp_code(secret, step_of(at(1111111109))), "081804");
  EXPECT_EQ(totp_code(secret, step_of(at(1111111111))), "050471");
  EXPECT_EQ(totp_code(secret, step_of(at(1234567890))), "005924");
  EXPECT_EQ(totp_code(secret, step_of(at(2000000000))), "279037");
  EXPECT_EQ(totp_code(secret, step_of(at(20000000000))), "353130");
}

TEST(Totp, IsToldFromARecoveryCode) {
  EXPECT_TRUE(is_totp_code("012345"));
  EXPECT_FALSE(is_totp_code("12345"));
  EXPECT_FALSE(is_totp_code("1234567"));
  EXPECT_FALSE(is_totp_code("12345a"));
  EXPECT_FALSE(is_totp_code(new_recovery_code().reveal()));
}

TEST(Base32, IsThatOfTheStandard) {
  // RFC 4648, 10, without the padding.
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fo"), "MZXQ");
  EXPECT_EQ(to_base32("foo"), "MZXW6");
  EXPECT_EQ(to_base32("foob"), "MZXW6YQ");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
}

TEST(RecoveryCode, IsReadHoweverItIsTyped) {
  const std::string code = new_recovery_code().reveal();
  EXPECT_THAT(code, testing::MatchesRegex("([A-Z2-7]{4}-){5}[A-Z2-7]{4}"));
  EXPECT_EQ(plain_recovery_code("abcd-2fgh ijkl"), "ABCD2FGHIJKL");
  EXPECT_EQ(plain_recovery_code("018"), "OIB");
  EXPECT_EQ(plain_recovery_code(code).size(), 24u);
}

TEST(RecoveryCode, IsNeverTheSameTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(new_recovery_code().reveal()).second);
}

TEST(Enrolment, IsAnAddressThatAnAppReads) {
  const std::string address =
      enrolment_address(Secret("12345678901234567890"), "Förbundet & Co", "åsa:b");
  EXPECT_THAT(address,
              StartsWith("otpauth://totp/Ombud%20F%C3%B6rbundet%20%26%20Co:%C3%A5sa%3Ab?"));
  EXPECT_THAT(address, HasSubstr("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"));
}

TEST(QrCode, HasItsThreeCornersAndAFreeMargin) {
  const QrCode code = qr_code("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ");
  EXPECT_EQ((code.size - 8 - 17) % 4, 0) << "a QR code has 21, 25, 29 … modules";
  EXPECT_THAT(code.path, StartsWith("M4 4h7v1H4z")) << "the corner, after four free modules";
  EXPECT_THAT(code.path, HasSubstr("M4 " + std::to_string(code.size - 5) + "h7v1H4z"))
      << "the one below";
}

TEST(SameText, ComparesWholeTexts) {
  EXPECT_TRUE(same_text("abc", "abc"));
  EXPECT_FALSE(same_text("abc", "abd"));
  EXPECT_FALSE(same_text("abc", "ab"));
}

}  // namespace
}  // namespace ombud::accounts
