#include "connectors/csv/encoding.h"

#include <gtest/gtest.h>

namespace ombud::connectors::csv {
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

}  // namespace
}  // namespace ombud::connectors::csv
