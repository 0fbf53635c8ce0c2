// Shares of a key, on paper and back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.h"
#include "keys/paper.h"
#include "keys/shamir.h"

namespace ombud::keys {
namespace {

using testing::AnyOf;

// FIPS 197, sections 4.2 and 4.2.1.
TEST(Field, MultipliesAsAesDoes) {
  EXPECT_EQ(multiplied(0x57, 0x83), 0xc1);
  EXPECT_EQ(multiplied(0x57, 0x13), 0xfe);
  EXPECT_EQ(multiplied(0x57, 0x02), 0xae);
  EXPECT_EQ(multiplied(0x57, 0x08), 0x8e);
  EXPECT_EQ(multiplied(0, 0x83), 0);
  for (int a = 0; a < 256; ++a) EXPECT_EQ(multiplied(static_cast<std::uint8_t>(a), 1), a);
}

TEST(Field, HasAnInverseOfEachButZero) {
  EXPECT_EQ(inverse(0x53), 0xca);  // FIPS 197, section 5.1.1's example byte.
  for (int a = 1; a < 256; ++a) {
    const auto byte = static_cast<std::uint8_t>(a);
    EXPECT_EQ(multiplied(byte, inverse(byte)), 1) << a;
  }
}

TEST(Shares, GiveTheSecretBackFromAnyThatAreEnough) {
  const std::string secret("\0\x01\xff key", 7);
  const std::vector<Share> shares = split_secret(secret, 3, 5);
  for (std::size_t a = 0; a < 5; ++a)
    for (std::size_t b = a + 1; b < 5; ++b)
      for (std::size_t c = b + 1; c < 5; ++c)
        EXPECT_EQ(joined_secret({shares[c], shares[a], shares[b]}).reveal(), secret);
  EXPECT_EQ(joined_secret(shares).reveal(), secret);
}

// A known polynomial: 0x2a + 0x05 x, at 1, 2 and 3.
TEST(Shares, LieOnThePolynomialOfTheSecret) {
  const auto share = [](int x, int y) {
    return Share{static_cast<std::uint8_t>(x), Secret(std::string(1, static_cast<char>(y)))};
  };
  EXPECT_EQ(joined_secret({share(1, 0x2f), share(2, 0x20)}).reveal(), "\x2a");
  EXPECT_EQ(joined_secret({share(3, 0x25), share(1, 0x2f)}).reveal(), "\x2a");
}

// Two shares of three fit every secret alike: each value comes about as often as any other.
TEST(Shares, FewerThanNeededTellNothing) {
  std::vector<int> seen(256);
  for (int i = 0; i < 5120; ++i) {
    const std::vector<Share> shares = split_secret("s", 3, 3);
    ++seen[static_cast<unsigned char>(joined_secret({shares[0], shares[1]}).reveal()[0])];
  }
  for (const int count : seen) EXPECT_LT(count, 60);  // 20 expected.
}

class Paper : public testing::Test {
 protected:
  static std::vector<Secret> typed(const std::vector<PaperShare>& shares) {
    std::vector<Secret> lines;
    for (const PaperShare& share : shares)
      for (const Secret& line : share.lines()) lines.push_back(line);
    return lines;
  }

  static std::string error_of(const std::vector<Secret>& lines) {
    const Result<std::vector<PaperShare>> shares = read_paper(lines);
    if (!shares) return shares.error().key;
    const Result<vault::KeyFile> key = joined_key(*shares);
    return key ? "" : key.error().key;
  }

  const vault::KeyFile key_{OrganisationId{"018f3c1e-0000-7000-8000-000000000001"},
                            *parse_instant("2026-11-21T08:00:00.123456Z"), vault::Key::make()};
};

TEST_F(Paper, GivesTheKeyFileBackAsItWas) {
  for (const auto& [needed, count] : {std::pair(1, 1), std::pair(2, 3), std::pair(3, 5)}) {
    std::vector<PaperShare> shares = on_paper(key_, needed, count);
    shares.erase(shares.begin(), shares.end() - needed);
    const Result<std::vector<PaperShare>> read = read_paper(typed(shares));
    ASSERT_TRUE(read.has_value());
    const Result<vault::KeyFile> key = joined_key(*read);
    ASSERT_TRUE(key.has_value());
    EXPECT_EQ(key->organisation, key_.organisation);
    EXPECT_EQ(key->made_at, key_.made_at);
    EXPECT_EQ(key->root.bytes(), key_.root.bytes());
  }
}

TEST_F(Paper, IsReadWithSmallLettersDashesAndSignsThatLookAlike) {
  std::vector<Secret> lines;
  for (const Secret& line : typed(on_paper(key_, 1, 1))) {
    std::string text = line.reveal();
    for (std::size_t at = 2; at < text.size(); ++at) {
      if (text[at] == '0') text[at] = 'o';
      if (text[at] == '1') text[at] = 'l';
      if (text[at] == ' ') text[at] = '-';
      if (text[at] >= 'A' && text[at] <= 'Z') text[at] = static_cast<char>(text[at] + 32);
    }
    lines.emplace_back(text);
  }
  lines.insert(lines.begin(), Secret("Key of the organisation"));
  EXPECT_EQ(error_of(lines), "");
}

// 15 bits a line: one wrong sign in 32,768 would pass its line, and the check of the whole finds
// it.
TEST_F(Paper, SaysInWhichLineASignIsWrong) {
  const std::vector<Secret> whole = typed(on_paper(key_, 1, 1));
  for (std::size_t line = 0; line < whole.size(); ++line) {
    const std::string text = whole[line].reveal();
    for (std::size_t at = 3; at < text.size(); ++at) {
      if (text[at] == ' ') continue;
      std::vector<Secret> changed = whole;
      std::string other = text;
      other[at] = other[at] == '7' ? '8' : '7';
      changed[line] = Secret(other);
      const Result<std::vector<PaperShare>> read = read_paper(changed);
      ASSERT_FALSE(read.has_value());
      EXPECT_THAT(read.error().key, AnyOf("keys.bad_line", "keys.bad_share"));
    }
  }
  std::vector<Secret> changed = whole;
  std::string text = whole[3].reveal();
  text[3] = text[3] == '7' ? '8' : '7';
  changed[3] = Secret(text);
  const Result<std::vector<PaperShare>> read = read_paper(changed);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(say(read.error()).find("line 4") != std::string::npos, true) << say(read.error());
}

TEST_F(Paper, NoticesLinesThatAreMissingOrHaveChangedPlaces) {
  const std::vector<Secret> whole = typed(on_paper(key_, 1, 1));
  std::vector<Secret> lines = whole;
  lines.erase(lines.begin() + 2);
  EXPECT_EQ(error_of(lines), "keys.line_missing");
  lines = whole;
  lines.pop_back();
  EXPECT_EQ(error_of(lines), "keys.line_missing");
  lines = whole;
  const std::string second = whole[1].reveal();
  const std::string third = whole[2].reveal();
  lines[1] = Secret("2" + third.substr(1));
  lines[2] = Secret("3" + second.substr(1));
  EXPECT_EQ(error_of(lines), "keys.bad_line");
}

TEST_F(Paper, NeedsEnoughSharesOfOneSet) {
  const std::vector<PaperShare> one = on_paper(key_, 2, 3);
  const std::vector<PaperShare> other = on_paper(key_, 2, 3);
  EXPECT_EQ(error_of(typed({one[0]})), "keys.not_enough");
  EXPECT_EQ(error_of({}), "keys.not_enough");
  EXPECT_EQ(error_of(typed({one[0], one[0]})), "keys.same_share");
  EXPECT_EQ(error_of(typed({one[0], other[1]})), "keys.not_together");
  EXPECT_EQ(error_of(typed({one[2], one[0]})), "");
}

}  // namespace
}  // namespace ombud::keys
