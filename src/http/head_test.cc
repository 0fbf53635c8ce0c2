#include "http/head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ombud::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(HeadSearch, FindsTheEndHoweverTheBytesCome) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t cut = 0; cut < head.size(); ++cut) {
    HeadSearch search;
    const auto part = search.look(std::string_view(head).substr(0, cut));
    ASSERT_TRUE(part) << cut;
    EXPECT_FALSE(*part) << cut;
    const auto whole = search.look(head + "more");
    ASSERT_TRUE(whole && *whole) << cut;
    EXPECT_EQ(**whole, head.size());
  }
}

TEST(HeadSearch, NoticesABareLineFeedBeforeTheHeadIsWhole) {
  HeadSearch search;
  const auto found = search.look("GET / HTTP/1.1\n");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().key, "http.malformed");
}

TEST(HeadSearch, StopsAtItsLimitHoweverLittleComesAtATime) {
  HeadSearch search({.target_bytes = 100, .head_bytes = 200, .fields = 4});
  std::string bytes = "GET / HTTP/1.1\r\nX: ";
  Result<std::optional<std::size_t>> found = search.look(bytes);
  for (int i = 0; i < 300 && found; ++i) found = search.look(bytes += 'a');
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().key, "http.head_too_large");
}

TEST(Head, IsReadWithItsFieldsInLowerCase) {
  const Result<Head> head = read_head(
      "POST /a?b=c HTTP/1.1\r\nHOST: a\r\nContent-Length: 12\r\nX-One:  two words \r\n"
      "Connection: keep-alive, Close\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, Method::post);
  EXPECT_EQ(head->target, "/a?b=c");
  EXPECT_EQ(head->body_bytes, 12U);
  EXPECT_FALSE(head->keeps_open);
  EXPECT_EQ(*find(head->headers, "x-one"), "two words");
}

TEST(Head, TakesFieldsThatMayComeSeveralTimesAndRefusesTheOthers) {
  EXPECT_TRUE(read_head("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 2\r\n\r\n"));
  for (const char* name : {"Cookie", "Origin", "Idempotency-Key", "If-Match", "Content-Type"}) {
    const std::string field = std::string(name) + ": a\r\n";
    EXPECT_FALSE(read_head("GET / HTTP/1.1\r\nHost: a\r\n" + field + field + "\r\n")) << name;
  }
}

TEST(Target, IsDecoded) {
  const Result<Target> target = read_target("/api/%C3%A5sa/b?q=a+b%26c&empty=&flag");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->segments, ElementsAre("api", "åsa", "b"));
  EXPECT_THAT(target->queries,
              ElementsAre(Pair("q", "a b&c"), Pair("empty", ""), Pair("flag", "")));
  EXPECT_THAT(read_target("/")->segments, IsEmpty());
  EXPECT_THAT(read_target("/a/")->segments, ElementsAre("a", ""));
}

TEST(Target, IsRefusedWhereItHidesSomething) {
  for (const char* hidden :
       {"/a/../b", "/a/%2e%2e/b", "/a/.", "/a%2fb", "/a%2Fb", "/a%00", "/a%0a", "/a%7f", "/%",
        "/%4", "/%zz", "/%c3", "/a?b=%ff", "/a?=b", "/a?b=%0d%0a", "/a?b=%"}) {
    const Result<Target> target = read_target(hidden);
    ASSERT_FALSE(target) << hidden;
    EXPECT_EQ(target.error().key, "http.bad_target") << hidden;
  }
  EXPECT_EQ(read_target("/a?b=1&b=2").error().key, "http.query_twice");
}

}  // namespace
}  // namespace ombud::http
