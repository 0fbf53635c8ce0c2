#include "base/text.h"

#include <gmock/gmock.h>

#include <limits>

namespace ombud {

namespace {

using testing::ElementsAre;

TEST(Utf8, OnlyWellFormedSequencesAreText) {
  for (const char* good : {"", "abc", "åäöæø", "€", "\U0001f600", "\ufffd", "\uffff", "\U0010ffff",
                           "\xed\x9f\xbf", "\xee\x80\x80"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\x80", "\xff", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf",
                          "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                          "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98",
                          "a\xe5"
                          "b"})
    EXPECT_FALSE(is_utf8(bad));
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, WhatIsBrokenIsReplacedAndTheRestKept) {
  EXPECT_EQ(replace_broken_utf8("f\xf6r \xe5r"), "f\ufffdr \ufffdr");
  EXPECT_EQ(replace_broken_utf8("å\xc3"), "å\ufffd");
  EXPECT_EQ(replace_broken_utf8("hel"), "hel");
}

TEST(Fold, IgnoresCaseFormAndWhiteSpace) {
  EXPECT_EQ(fold("  Åsa \t\u00a0Öberg\n"), "åsa öberg");
  EXPECT_EQ(fold("A\u030asa"), "åsa");  // A with a combining ring
  EXPECT_EQ(fold("\u212bsa"), "åsa");   // the sign of the unit
  EXPECT_EQ(fold("STRAßE"), "strasse");
  EXPECT_EQ(fold("ÆRØ"), "ærø");
  EXPECT_EQ(fold("a\u2003b\u2028c"), "a b c");
  EXPECT_EQ(fold(" \t "), "");
  EXPECT_EQ(fold(""), "");
}

TEST(Fold, KeepsLettersApartThatAreDifferentNames) {
  EXPECT_NE(fold("Åberg"), fold("Aberg"));
  EXPECT_NE(fold("Sjöö"), fold("Sjoo"));
  EXPECT_NE(fold("Sørensen"), fold("Sorensen"));
  EXPECT_NE(fold("Bjørn"), fold("Björn"));
}

TEST(Fold, FoldedTwiceIsFoldedOnce) {
  for (const char* text : {"İstanbul", "ǅ", "ŉ", "ΐ", "Åsa  Ö", "\xff"})
    EXPECT_EQ(fold(fold(text)), fold(text)) << text;
}

TEST(Nfc, ComposesWithoutChangingCase) { EXPECT_EQ(to_nfc("A\u030a o\u0308"), "Å ö"); }

TEST(Trim, TakesBlanksFromTheEndsOnly) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Ascii, ComparesWithoutCaseInAsciiOnly) {
  EXPECT_TRUE(ascii_equal_ignoring_case("MyISAM", "myisam"));
  EXPECT_FALSE(ascii_equal_ignoring_case("a", "ab"));
  EXPECT_FALSE(ascii_equal_ignoring_case("Å", "å"));
  EXPECT_FALSE(ascii_equal_ignoring_case("[", "{"));
}

std::string all_bytes() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  return bytes;
}

TEST(Hex, GoesThereAndBack) {
  EXPECT_EQ(to_hex("\x01\xaf"), "01af");
  EXPECT_EQ(*from_hex("01aFfF"), "\x01\xaf\xff");
  EXPECT_EQ(*from_hex(to_hex(all_bytes())), all_bytes());
  EXPECT_EQ(*from_hex(""), "");
}

TEST(Hex, RefusesWhatIsNone) {
  for (const char* bad : {"0", "0g", "g0", " 00", "0x00"}) {
    const Result<std::string> bytes = from_hex(bad);
    ASSERT_FALSE(bytes) << bad;
    EXPECT_EQ(bytes.error().code, Errc::invalid);
    EXPECT_EQ(bytes.error().key, "base.bad_hex");
  }
}

TEST(Base64, WritesTheVectorsOfRfc4648) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(*from_base64(text), bytes);
    EXPECT_TRUE(is_base64(text));
  }
  EXPECT_EQ(*from_base64(to_base64(all_bytes())), all_bytes());
  EXPECT_EQ(to_base64("\xfb\xff"), "+/8=");
}

TEST(Base64, EveryByteStringHasOneTextOnly) {
  for (const char* bad : {"Zg", "Zg=", "Zg===", "====", "=AAA", "A===", "Z=g=", "Zh==", "Zm9=",
                          "Zg==Zg==", "Zm9v\n", "Zm 9", "Zm-_", " Zm9v", "Zm9v===="}) {
    const Result<std::string> bytes = from_base64(bad);
    ASSERT_FALSE(bytes) << bad;
    EXPECT_EQ(bytes.error().code, Errc::invalid);
    EXPECT_EQ(bytes.error().key, "base.bad_base64");
    EXPECT_FALSE(is_base64(bad)) << bad;
    EXPECT_FALSE(is_base64(std::string(bad) + "Zm9v")) << bad;
  }
}

TEST(Grouped, ThreeDigitsBetweenNoBreakSpaces) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234), "1\u00a0234");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(grouped(-1234567), "-1\u00a0234\u00a0567");
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::min()),
            "-9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808");
}

}  // namespace

}  // namespace ombud
