#include "base/encoding.h"

#include <gtest/gtest.h>

namespace ombud {
namespace {

Encoding guess(std::string_view bytes, std::size_t piece = 1) {
  EncodingGuess guess;
  for (std::size_t i = 0; i < bytes.size(); i += piece) guess.add(bytes.substr(i, piece));
  return guess.encoding();
}

TEST(Encoding, IsUtf8WhereAllOfItIs) {
  for (const std::size_t piece : {1, 2, 3, 5, 100}) {
    EXPECT_EQ(guess("", piece), Encoding::utf8);
    EXPECT_EQ(guess("plain", piece), Encoding::utf8);
    EXPECT_EQ(guess("Åsa Ødegård, 5 €, 😀", piece), Encoding::utf8);
  }
}

TEST(Encoding, IsWindowsWhereItIsNoUtf8) {
  for (const std::size_t piece : {1, 2, 3, 5, 100}) {
    EXPECT_EQ(guess("\xC5sa", piece), Encoding::windows_1252);
    EXPECT_EQ(guess("Åsa\xC3", piece), Encoding::windows_1252);  // Cut off at the end.
    EXPECT_EQ(guess("5 \x80", piece), Encoding::windows_1252);
    EXPECT_EQ(guess("\xC5sa\x81", piece), Encoding::latin_1);
  }
}

TEST(Encoding, TellsOfBytesOfZero) {
  EncodingGuess guess;
  guess.add(std::string_view("a\0b", 3));
  EXPECT_TRUE(guess.has_nul());
}

TEST(Encoding, GivesBackEveryByte) {
  for (const Encoding encoding : {Encoding::windows_1252, Encoding::latin_1})
    for (int byte = 0; byte < 256; ++byte) {
      const std::string one(1, static_cast<char>(byte));
      const bool none_in_windows =
          byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
      if (encoding == Encoding::windows_1252 && none_in_windows) continue;
      EXPECT_EQ(from_utf8(to_utf8(one, encoding), encoding), one) << byte;
    }
  EXPECT_EQ(to_utf8("\xC5sa \x80", Encoding::windows_1252), "Åsa €");
  EXPECT_EQ(to_utf8("\xC5sa \x80", Encoding::latin_1), "Åsa \xC2\x80");
}

TEST(Encoding, HasNoPlaceForOtherLetters) {
  EXPECT_EQ(from_utf8("€", Encoding::latin_1), std::nullopt);
  for (const Encoding encoding : {Encoding::windows_1252, Encoding::latin_1})
    for (const char* text : {"Łódź", "😀", "x\xE2\x80\x8B"})
      EXPECT_EQ(from_utf8(text, encoding), std::nullopt) << text;
  EXPECT_EQ(from_utf8("Łódź", Encoding::utf8), "Łódź");
}

// The text of these bytes, read in pieces of one size.
std::string as_read(std::string_view bytes, std::size_t piece) {
  TextReader reader(bytes.substr(0, 4096));
  EXPECT_TRUE(reader.is_text());
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += piece)
    reader.read(bytes.substr(i, piece), i + piece >= bytes.size(), text);
  return text;
}

std::string utf16(std::u16string_view text, bool big) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

TEST(TextReader, ReadsUtf8AndEachOtherByteAsWindowsHasIt) {
  for (const std::size_t piece : {1, 2, 3, 5, 100}) {
    EXPECT_EQ(as_read("Åsa Ødegård, 5 €, 😀", piece), "Åsa Ødegård, 5 €, 😀");
    EXPECT_EQ(as_read("\xEF\xBB\xBFÅsa", piece), "Åsa");
    EXPECT_EQ(as_read("\xC5sa \xD8"
                      "deg\xE5"
                      "rd 5 \x80",
                      piece),
              "Åsa Ødegård 5 €");
    EXPECT_EQ(as_read("Åsa och \xC5sa\xC3", piece), "Åsa och Åsa\xC3\x83");
    EXPECT_EQ(as_read("\xED\xA0\x80", piece), "\xC3\xAD\xC2\xA0€");  // A surrogate is no UTF-8.
  }
}

TEST(TextReader, ReadsUtf16WithAndWithoutItsMark) {
  for (const std::size_t piece : {1, 2, 3, 5, 100})
    for (const bool big : {false, true}) {
      EXPECT_EQ(as_read(utf16(u"\uFEFFÅsa 😀 Lind", big), piece), "Åsa 😀 Lind");
      EXPECT_EQ(as_read(utf16(u"Åsa Lind, 5 €", big), piece), "Åsa Lind, 5 €");
      EXPECT_EQ(as_read(utf16(u"Lind", big) + "x", piece), "Lind\uFFFD");
      EXPECT_EQ(
          as_read(utf16(std::u16string_view(u"\uFEFFLind\xD800 x\xDC00\xD801", 10), big), piece),
          "Lind\uFFFD x\uFFFD\uFFFD");
    }
}

TEST(TextReader, TakesOtherBytesOfZeroForNoText) {
  EXPECT_FALSE(TextReader(std::string_view("\x7F"
                                           "ELF\0\0 19910703-2386",
                                           20))
                   .is_text());
  EXPECT_FALSE(TextReader(std::string_view("plain text, then \0 and more of it", 34)).is_text());
  EXPECT_TRUE(TextReader("").is_text());
}

}  // namespace
}  // namespace ombud
