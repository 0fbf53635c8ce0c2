#include "mail/compose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "mail/head.h"
#include "mail/letters.h"
#include "mail/words.h"

namespace ombud::mail {

namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Le;
using testing::Not;
using testing::StartsWith;

Message message() {
  Message one;
  one.from = "ombud@example.org";
  one.from_name = "Ombud";
  one.to = "asa@example.org";
  one.subject = "Ombud: det som väntar i dag";
  one.text = "Åtta ärenden väntar på dig.\n.\nFrom here\n\nHälsningar \n";
  one.language = "sv";
  one.at = *parse_instant("2026-11-22T08:30:17Z");
  one.id = "0190abcdef@example.org";
  return one;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (const std::string& line : split(bytes, '\n')) lines.push_back(line);
  return lines;
}

// What a reader makes of a field that text_field() wrote.
std::string read_back(const std::string& field) {
  std::size_t body = 0;
  const std::vector<Field> fields = read_fields(field + "\r\n", body);
  EXPECT_EQ(fields.size(), 1u) << field;
  return fields.empty() ? "" : read_words(fields.front().value);
}

}  // namespace

TEST(Address, IsOnePlainMailbox) {
  EXPECT_EQ(*read_address(" Asa.Ek+ombud@Example.ORG "), "Asa.Ek+ombud@example.org");
  EXPECT_EQ(*read_address("root@localhost"), "root@localhost");
  for (const char* text :
       {"", "asa", "@example.org", "asa@", "asa@example..org", ".asa@example.org",
        "a b@example.org", "Åsa@example.org", "asa@exämple.org", "<asa@example.org>",
        "Asa <asa@example.org>", "asa@example.org, bo@example.org",
        "asa@example.org\r\nBcc: bo@example.org", "\"a b\"@example.org", "asa@-example.org",
        "asa@[127.0.0.1]"})
    EXPECT_EQ(read_address(text).error().key, "mail.bad_address") << text;
  EXPECT_FALSE(read_address(std::string(65, 'a') + "@example.org").has_value());
  EXPECT_FALSE(read_address("a@" + std::string(260, 'b')).has_value());
}

TEST(Compose, EveryLineIsShortAsciiAndEndedByCarriageReturnAndLineFeed) {
  Message one = message();
  one.subject = std::string("Långt ämne utan slut åäöæø ") + std::string(900, 'x') + " Ø";
  one.text = std::string(5000, 'y') + "\n" + std::string(300, '=') + " åäö\n";
  one.attachments = {{"checkpoint.txt", std::string(1000, '\xc3')}};
  const std::string bytes = compose(one);
  EXPECT_TRUE(bytes.ends_with("\r\n"));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    EXPECT_LT(static_cast<unsigned char>(bytes[at]), 0x7f);
    EXPECT_TRUE(bytes[at] != '\n' || bytes[at - 1] == '\r');
    EXPECT_TRUE(bytes[at] != '\r' || bytes[at + 1] == '\n');
  }
  std::vector<std::size_t> lengths;
  for (const std::string& line : lines_of(bytes)) lengths.push_back(line.size());
  EXPECT_THAT(lengths, Each(Le(79u)));
}

TEST(Compose, WhatIsWrittenIsReadBack) {
  Message one = message();
  one.attachments = {{"kontrollpunkt för Åland, 2026 – nummer ett av ganska många.txt", "a\nb\n"}};
  const std::string bytes = compose(one);
  const Head head = read_head(bytes);
  EXPECT_EQ(head.from, "Ombud <ombud@example.org>");
  EXPECT_EQ(head.subject, one.subject);
  EXPECT_EQ(head.sent_at, one.at);
  EXPECT_TRUE(head.automatic);
  const Content content = read_content(bytes);
  EXPECT_EQ(content.text, one.text);
  ASSERT_EQ(content.attached.size(), 1u);
  EXPECT_EQ(content.attached[0].name, one.attachments[0].name);
}

TEST(Compose, NoTextAddsAField) {
  for (const char* text :
       {"x\r\nBcc: bo@example.org", "x\nBcc: bo@example.org", "x\r\n\r\nbody", "x\rBcc: y",
        "=?utf-8?q?=0D=0ABcc:_bo@example.org?=", "\xff\r\nBcc: y", "\r\n", "x\x01\x02"}) {
    Message one = message();
    one.subject = text;
    one.from_name = text;
    one.attachments = {{text, "a"}};
    const std::string bytes = compose(one);
    std::size_t body = 0;
    for (const Field& field : read_fields(bytes, body))
      EXPECT_THAT(
          (std::vector<std::string>{"Date", "From", "To", "Subject", "Message-ID", "MIME-Version",
                                    "Auto-Submitted", "Content-Language", "Content-Type"}),
          testing::Contains(field.name))
          << text;
    EXPECT_THAT(bytes, Not(HasSubstr("\nBcc")));
  }
}

TEST(Words, EveryTextComesBackAsItWas) {
  const std::string nordic = "åäöÅÄÖæøÆØ";
  for (const std::string& text :
       {std::string("Plain words"), std::string("Åsa"),
        nordic + nordic + nordic + nordic + nordic + nordic, std::string("=?already?="),
        "x " + std::string(200, 'y'), std::string("a  b"), std::string("slut ")}) {
    EXPECT_EQ(read_back(text_field("Subject", text)), text);
  }
}

TEST(Words, OfOthersAreReadInTheirCharacterSets) {
  EXPECT_EQ(read_words("=?iso-8859-1?Q?R=E4ksm=F6rg=E5s?="), "Räksmörgås");
  EXPECT_EQ(read_words("=?UTF-8?B?UsOka3Ntw7ZyZ8Olcw==?= och =?windows-1252?q?=80?="),
            "Räksmörgås och €");
  EXPECT_EQ(read_words("=?utf-8?q?a?= =?utf-8?q?b?="), "ab");
  EXPECT_EQ(read_words("=?utf-8*sv?q?=C3=A5_=C3=A4?="), "å ä");
  EXPECT_EQ(read_words("=?klingon?q?a?="), "=?klingon?q?a?=");
  EXPECT_EQ(read_words("=?utf-8?q?=0D=0Ax?="), "  x");
  EXPECT_EQ(read_words("=?utf-8?x?a?= =?"), "=?utf-8?x?a?= =?");
}

TEST(Letters, OfEveryKindAndLanguageHoldsNothingButCountsAndPages) {
  const Facts facts{{{"mail.waits_incoming", 3, "2026-11-20", "/mail/incoming"}}, "", ""};
  for (const Language language : {Language::en, Language::sv, Language::da, Language::nb}) {
    for (const Kind kind :
         {Kind::invitation, Kind::reminder, Kind::escalation, Kind::digest, Kind::test}) {
      const Letter letter = letter_of(kind, facts, "https://ombud.example", language);
      EXPECT_THAT(letter.subject, StartsWith("Ombud: "));
      EXPECT_THAT(letter.text, HasSubstr("3"));
      EXPECT_THAT(letter.text, HasSubstr("https://ombud.example/mail/incoming"));
      EXPECT_THAT(letter.text, Not(HasSubstr("mail.")));
      EXPECT_THAT(letter.text, Not(HasSubstr("{")));
    }
  }
  const Letter plain = letter_of(Kind::invitation, {}, "https://ombud.example", Language::nb);
  EXPECT_THAT(plain.text, HasSubstr("\nhttps://ombud.example/\n"));
}

TEST(Letters, TheCheckpointIsThereByteForByte) {
  const std::string note = "ombud/x/1\n3\nAAAA\n\n— ombud/x/1 BBBB\n";
  const Letter letter =
      letter_of(Kind::checkpoint, {{}, note, "key"}, "https://ombud.example", Language::da);
  EXPECT_THAT(letter.text, HasSubstr("\n" + note + "\n"));
  ASSERT_EQ(letter.attachments.size(), 1u);
  EXPECT_EQ(letter.attachments[0].bytes, note);
}

TEST(Letters, FactsComeBackFromTheStoreAsTheyWere) {
  const Facts facts{{{"mail.waits_incoming", 3, "2026-11-20", "/mail"}}, "note\n", "key"};
  const Facts read = read_facts(written(facts));
  ASSERT_EQ(read.lines.size(), 1u);
  EXPECT_EQ(read.lines[0].count, 3);
  EXPECT_EQ(read.lines[0].since, "2026-11-20");
  EXPECT_EQ(read.checkpoint, "note\n");
  EXPECT_EQ(read.key, "key");
  EXPECT_TRUE(read_facts("no json").lines.empty());
}

}  // namespace ombud::mail
