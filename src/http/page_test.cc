#include "http/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/answers.h"
#include "http/cookie.h"

namespace ombud::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Request with_query(const std::string& name, const std::string& value) {
  Request request;
  request.queries.emplace_back(name, value);
  return request;
}

Request with_header(const std::string& name, const std::string& value) {
  Request request;
  request.headers.emplace_back(name, value);
  return request;
}

TEST(Cursor, ComesBackAsItWas) {
  const std::string cursor = cursor_of({"1700000000000000", "", "åäö?&="});
  EXPECT_EQ(cursor.find_first_of("+/=&? "), std::string::npos) << "goes into an address as it is";
  const auto place = cursor_in(with_query("cursor", cursor), 3);
  ASSERT_TRUE(place && *place);
  EXPECT_THAT(**place, ElementsAre("1700000000000000", "", "åäö?&="));
  EXPECT_FALSE(*cursor_in(Request(), 3));
  for (const std::string& wrong :
       {cursor + "x", cursor.substr(1), std::string("%"), cursor_of({"a"}), std::string(5000, 'a')})
    EXPECT_EQ(cursor_in(with_query("cursor", wrong), 3).error().key, "http.bad_cursor") << wrong;
}

TEST(Limit, IsAWholeNumberWithinBounds) {
  EXPECT_EQ(*limit_in(Request()), 50U);
  EXPECT_EQ(*limit_in(with_query("limit", "200")), 200U);
  for (const char* wrong : {"0", "201", "-1", "1.5", "x", "1 ", "99999999999999999999"})
    EXPECT_EQ(limit_in(with_query("limit", wrong)).error().key, "http.bad_limit") << wrong;
}

TEST(ETag, SparesWhatTheCallerHasAndNothingElse) {
  const std::string tag = etag_of("one");
  for (const std::string& known : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
    const Answer same = with_etag(with_header("if-none-match", known), json("{}"), "one");
    EXPECT_EQ(same.status, 304) << known;
    EXPECT_EQ(same.body, "");
  }
  EXPECT_EQ(with_etag(with_header("if-none-match", tag), json("{}"), "two").status, 200);
  EXPECT_EQ(with_etag(Request(), json("{}"), "one").status, 200);
}

TEST(ETag, LetsNobodysChangeBeLost) {
  EXPECT_TRUE(check_version(with_header("if-match", etag_of("one")), "one"));
  EXPECT_EQ(check_version(with_header("if-match", etag_of("one")), "two").error().key,
            "http.changed_since");
  EXPECT_EQ(check_version(with_header("if-match", "W/" + etag_of("one")), "one").error().key,
            "http.changed_since")
      << "a weak tag is not enough to change by";
  EXPECT_EQ(check_version(Request(), "one").error().key, "http.version_needed");
}

TEST(Event, KeepsItsLines) {
  EXPECT_EQ(event("7", "job", "a\nb"), "id: 7\nevent: job\ndata: a\ndata: b\n\n");
}

TEST(Cookie, IsForThisHostOnlyAndOutOfAScriptsReach) {
  EXPECT_EQ(set_cookie(session_cookie(true), "abc", std::chrono::seconds(60), true),
            "__Host-ombud-session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure");
  EXPECT_THAT(set_cookie(session_cookie(false), "", std::chrono::seconds(0), false),
              Not(HasSubstr("Secure")));
}

TEST(Cookie, IsFoundByItsWholeName) {
  const Request request = with_header("cookie", "xa=1; a=2;b = 3; a=4; ab=5");
  EXPECT_EQ(request.cookie("a"), "2");
  EXPECT_EQ(request.cookie("ab"), "5");
  EXPECT_EQ(request.cookie("c"), "");
}

TEST(Answer, HasADateAsHttpWritesIt) {
  EXPECT_EQ(http_date(*parse_instant("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Answer, CanNotBeSplitByWhatAFieldHolds) {
  Answer answer = json("{}");
  answer.headers.emplace_back("Location", "/a\r\nSet-Cookie: a=b");
  const std::string head = head_of(answer, {.date = "now"});
  EXPECT_THAT(head, Not(HasSubstr("\r\nSet-Cookie")));
}

TEST(Answer, TellsBrowsersToStayWithTls) {
  EXPECT_THAT(head_of(done(), {.secure = true, .date = "now"}),
              HasSubstr("Strict-Transport-Security: max-age="));
  EXPECT_THAT(head_of(done(), {.date = "now"}), Not(HasSubstr("Content-Length")));
}

}  // namespace
}  // namespace ombud::http
