#include "mail/head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ombud::mail {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string bounce(const std::string& action, const std::string& status) {
  return "From: MAILER-DAEMON@example.org\r\nContent-Type: multipart/report;\r\n"
         " report-type=delivery-status; boundary=\"b1\"\r\n\r\n"
         "--b1\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
         "--b1\r\nContent-Type: message/delivery-status\r\n\r\n"
         "Reporting-MTA: dns; mail.example.org\r\n\r\n"
         "Final-Recipient: rfc822; gone@example.org\r\nAction: " +
         action + "\r\nStatus: " + status +
         "\r\n\r\n--b1\r\nContent-Type: text/rfc822-headers\r\n\r\n"
         "From: ombud@example.org\r\nMessage-ID:\r\n <abc@example.org>\r\n\r\n--b1--\r\n";
}

}  // namespace

TEST(Head, IsReadAsMailProgramsWriteIt) {
  const Head head = read_head(
      "Received: from x\r\n\tby y; Sun, 22 Nov 2026 09:30:17 +0100\r\n"
      "FROM: =?utf-8?Q?=C3=85sa_Ek?=\r\n <asa@example.org>\r\n"
      "subject: Begäran om\r\n  registerutdrag\r\nDate: Sun, 22 Nov 2026 09:30:17 +0100 (CET)\r\n"
      "\r\nSubject: not this one\r\n");
  EXPECT_EQ(head.from, "Åsa Ek <asa@example.org>");
  EXPECT_EQ(head.subject, "Begäran om registerutdrag");
  EXPECT_EQ(head.sent_at, parse_instant("2026-11-22T08:30:17Z").value());
  EXPECT_FALSE(head.automatic);
  EXPECT_TRUE(read_head("Auto-Submitted: auto-replied\n\n").automatic);
  EXPECT_FALSE(read_head("Auto-Submitted: no\n\n").automatic);
  EXPECT_TRUE(read_head("List-Id: <x>\n\n").automatic);
}

TEST(Head, OfNothingIsEmpty) {
  for (const char* bytes : {"", "\r\n", "no field at all", ": \r\n", " folded\r\n"}) {
    const Head head = read_head(bytes);
    EXPECT_EQ(head.from + head.subject, "");
    EXPECT_EQ(head.sent_at, std::nullopt);
  }
}

TEST(Head, ADateThatIsNoneIsNone) {
  for (const char* text : {"", "yesterday", "31 Feb 2026 10:00:00 +0000", "1 Jan 26 10:00 +0000",
                           "1 Jan 2026 25:00 +0000", "1 Jan 2026 10:00 CEST",
                           "1 Jan 2026 10:00:00 +9999", "-1 Jan 2026 10:00 +0000"})
    EXPECT_EQ(read_mail_date(text), std::nullopt) << text;
  EXPECT_EQ(read_mail_date("1 Jan 2026 10:00 GMT"), *parse_instant("2026-01-01T10:00:00Z"));
  EXPECT_EQ(read_mail_date("Thu,1 Jan 2026 00:30:00 -0130 (x (y))"),
            *parse_instant("2026-01-01T02:00:00Z"));
}

TEST(Parameters, AreReadQuotedSplitAndEncoded) {
  const Parameters one = read_parameters(
      "Multipart/Mixed; boundary=\"a;b\"; name*0*=iso-8859-1''%E5; name*1=b; "
      "title*=utf-8'sv'%C3%A4");
  EXPECT_EQ(one.value, "multipart/mixed");
  EXPECT_EQ(one.of("boundary"), "a;b");
  EXPECT_EQ(one.of("name"), "åb");
  EXPECT_EQ(one.of("TITLE"), "ä");
  EXPECT_EQ(one.of("none"), "");
}

TEST(Content, ThePlainTextIsShownAndWhatHangsOnItListed) {
  const Content content = read_content(
      "Content-Type: multipart/mixed; boundary=out\r\n\r\npreamble\r\n"
      "--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
      "--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nHej=E5=\r\n!\r\n"
      "--in\r\nContent-Type: text/html\r\n\r\n<b>Hej</b>\r\n--in--\r\n"
      "--out\r\nContent-Type: application/pdf; name=\"x.pdf\"\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--out--\r\n");
  EXPECT_THAT(content.text, HasSubstr("Hejå!"));
  EXPECT_THAT(content.text, Not(HasSubstr("<b>")));
  ASSERT_EQ(content.attached.size(), 1u);
  EXPECT_EQ(content.attached[0].name, "x.pdf");
  EXPECT_EQ(content.attached[0].type, "application/pdf");
  EXPECT_FALSE(content.cut);
}

TEST(Content, OfMarkupAloneTheWordsBetweenItsTagsAreShown) {
  const Content content = read_content(
      "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p onclick=\"x()\">Hej "
      "<script>alert(1)</script>du</p><img src=http://example.org/x>");
  EXPECT_THAT(content.text, HasSubstr("Hej"));
  EXPECT_THAT(content.text, HasSubstr("du"));
  for (const char* gone : {"<", "alert", "p{}", "example.org"})
    EXPECT_THAT(content.text, Not(HasSubstr(gone)));
}

TEST(Content, IsBoundedInDepthPartsAndLength) {
  std::string deep = "x";
  for (int i = 0; i < 50; ++i)
    deep = "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" +
           std::to_string(i) + "\n" + deep + "\n--b" + std::to_string(i) + "--\n";
  EXPECT_EQ(read_content(deep).attached.size(), 1u);
  std::string many = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 1000; ++i) many += "--b\nContent-Type: image/png\n\nx\n";
  EXPECT_TRUE(read_content(many).cut);
  EXPECT_LE(read_content(many).attached.size(), 100u);
  const Content cut = read_content("\n" + std::string("å") + std::string(1000, 'x'), 101);
  EXPECT_TRUE(cut.cut);
  EXPECT_LE(cut.text.size(), 101u);
  EXPECT_EQ(read_content("\nåååå", 3).text, "å");
}

TEST(Content, ControlCharactersDoNotReachATerminal) {
  EXPECT_EQ(read_content("\na\x1b[2Jb\x07\r\n\tc").text, "a[2Jb\n\tc");
}

TEST(Bounce, IsAReportOfFailureWithTheIdsInIt) {
  const auto found = read_bounce(bounce("failed", "5.1.1"));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->code, "5.1.1");
  EXPECT_THAT(found->message_ids, ElementsAre("abc@example.org"));
}

TEST(Bounce, NeitherADelayNorAnyOtherMessageIsOne) {
  EXPECT_FALSE(read_bounce(bounce("delayed", "4.4.1")).has_value());
  EXPECT_FALSE(read_bounce(bounce("failed", "4.4.1")).has_value());
  EXPECT_FALSE(
      read_bounce("Subject: Undelivered\r\n\r\nMessage-ID: <abc@example.org>").has_value());
}

}  // namespace ombud::mail
