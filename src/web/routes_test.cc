#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "web/web.h"

namespace ombud::web {
namespace {

using testing::HasSubstr;

constexpr File built[] = {
    {"/assets/main-1a2b.js", "text/javascript", "let plain;", "packed"},
    {"/assets/text-3c4d.woff2", "font/woff2", "letters", ""},
    {"/index.html", "text/html", "<script nonce=\"__NONCE__\"></script><i nonce=\"__NONCE__\">",
     ""},
    {"/mark.svg", "image/svg+xml", "<svg/>", ""},
};

class RoutesTest : public testing::Test {
 protected:
  Result<http::Answer> ask(const std::string& path, http::Pairs headers = {},
                           std::span<const File> all = built) {
    http::Request request;
    request.path = path;
    request.headers = std::move(headers);
    request.nonce = "n-1";
    accounts::Visit visit{request, house_.office(), {}, {}};
    return routes(all).front().run(visit);
  }

  static std::string field(const http::Answer& answer, const char* name) {
    const std::string* value = http::find(answer.headers, name);
    return value == nullptr ? "" : *value;
  }

  accounts::TestOffice house_{sql::Engine::sqlite};
};

TEST_F(RoutesTest, AnyAddressOfAPersonIsThePage) {
  for (const char* path : {"/", "/evidence", "/connectors/liva", "/nothing/of/this/kind"}) {
    const Result<http::Answer> answer = ask(path);
    ASSERT_TRUE(answer.has_value()) << path;
    EXPECT_THAT(answer->body, HasSubstr("<script"));
    EXPECT_EQ(answer->type, "text/html; charset=utf-8");
  }
}

TEST_F(RoutesTest, ThePageHasTheNonceOfItsAnswerEverywhereAndIsNotKept) {
  const Result<http::Answer> answer = ask("/");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->body, "<script nonce=\"n-1\"></script><i nonce=\"n-1\">");
  EXPECT_EQ(field(*answer, "Cache-Control"), "");  // Then the server says no-store.
}

TEST_F(RoutesTest, TheUnfilledPageIsNeverShown) {
  const Result<http::Answer> answer = ask("/index.html");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().key, "http.not_found");
}

TEST_F(RoutesTest, AFileNamedByItsContentIsKeptForAYear) {
  EXPECT_THAT(field(*ask("/assets/text-3c4d.woff2"), "Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(field(*ask("/mark.svg"), "Cache-Control"), "no-cache");
}

TEST_F(RoutesTest, AFileThatIsStillTheSameIsNotSentAgain) {
  const std::string tag = field(*ask("/mark.svg"), "ETag");
  const Result<http::Answer> again = ask("/mark.svg", {{"if-none-match", tag}});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->status, 304);
}

TEST_F(RoutesTest, AFileIsPackedForWhoTakesItAndPlainForOthers) {
  const Result<http::Answer> packed =
      ask("/assets/main-1a2b.js", {{"accept-encoding", "br, gzip;q=0.5"}});
  EXPECT_EQ(packed->body, "packed");
  EXPECT_EQ(field(*packed, "Content-Encoding"), "gzip");
  for (const char* encoding : {"identity", "gzip;q=0", ""}) {
    const Result<http::Answer> plain = ask("/assets/main-1a2b.js", {{"accept-encoding", encoding}});
    EXPECT_EQ(plain->body, "let plain;") << encoding;
    EXPECT_EQ(field(*plain, "Content-Encoding"), "");
    EXPECT_EQ(field(*plain, "Vary"), "Accept-Encoding");
  }
}

TEST_F(RoutesTest, AFileThatIsNotThereIsNoPage) {
  for (const char* path : {"/assets/main-old.js", "/favicon.ico", "/api/unknown", "/api"}) {
    const Result<http::Answer> answer = ask(path);
    ASSERT_FALSE(answer.has_value()) << path;
    EXPECT_EQ(answer.error().code, Errc::not_found);
    EXPECT_EQ(answer.error().key, "http.not_found");
  }
}

TEST_F(RoutesTest, AProgramWithoutPagesSaysSo) {
  const Result<http::Answer> answer = ask("/", {}, {});
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().key, "web.not_built");
}

TEST(Files, StandInTheOrderInWhichTheyAreLookedFor) {
  const std::span<const File> all = files();
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1].path, all[i].path);
}

}  // namespace
}  // namespace ombud::web
