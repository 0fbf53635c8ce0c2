#include "http/fields.h"

#include <gtest/gtest.h>

namespace ombud::http {
namespace {

std::string refusal(const std::string& body) {
  Request request;
  request.body = body;
  const auto read = [&]() -> Result<void> {
    Fields fields = TRY(Fields::of(request));
    TRY(fields.text("name", 10));
    TRY(fields.integer("count"));
    TRY(fields.boolean("sure"));
    TRY(fields.optional_text("note"));
    TRY(fields.texts("all", 2));
    return fields.no_more();
  };
  const Result<void> done = read();
  if (done) return "";
  return done.error().key +
         (done.error().params.empty() ? "" : " " + done.error().params[0].second);
}

TEST(Fields, AreReadAsWhatTheyAre) {
  Request request;
  request.body = R"({"name":"Åsa","count":-3,"sure":true,"note":null,"all":["a","b"]})";
  Result<Fields> fields = Fields::of(request);
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields->text("name"), "Åsa");
  EXPECT_EQ(*fields->integer("count"), -3);
  EXPECT_TRUE(*fields->boolean("sure"));
  EXPECT_FALSE(*fields->optional_text("note"));
  EXPECT_EQ(fields->texts("all")->size(), 2U);
  EXPECT_TRUE(fields->no_more());
}

TEST(Fields, AreRefusedByName) {
  const std::string rest = R"(,"count":1,"sure":false})";
  EXPECT_EQ(refusal(R"({"name":"a")" + rest), "");
  EXPECT_EQ(refusal(R"({"count":1,"sure":false})"), "http.missing_field name");
  EXPECT_EQ(refusal(R"({"name":1)" + rest), "http.wrong_kind name");
  EXPECT_EQ(refusal(R"({"name":null)" + rest), "http.wrong_kind name");
  EXPECT_EQ(refusal(R"({"name":"aaaaaaaaaaa")" + rest), "http.too_long name");
  EXPECT_EQ(refusal(R"({"name":"a","count":1.5,"sure":false})"), "http.wrong_kind count");
  EXPECT_EQ(refusal(R"({"name":"a","count":18446744073709551615,"sure":false})"),
            "http.wrong_kind count");
  EXPECT_EQ(refusal(R"({"name":"a","count":1,"sure":"yes"})"), "http.wrong_kind sure");
  EXPECT_EQ(refusal(R"({"name":"a","all":["a","b","c"])" + rest), "http.wrong_kind all");
  EXPECT_EQ(refusal(R"({"name":"a","all":[1])" + rest), "http.wrong_kind all");
  EXPECT_EQ(refusal(R"({"name":"a","role":"administrator")" + rest), "http.unknown_field role");
}

TEST(Fields, AreRefusedWhereTheBodyCouldBeReadInTwoWays) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "[";
  for (const std::string& body :
       {std::string(), std::string("null"), std::string("[]"), std::string("{"),
        std::string(R"({"a":1}{"b":2})"), std::string(R"({"a":1,"a":2})"),
        std::string(R"({"a":{"b":1,"b":2}})"), std::string("{\"a\":\"\xff\"}"),
        std::string(R"({"a":1,})"), std::string("{'a':1}"), "{\"a\":" + deep})
    EXPECT_EQ(refusal(body), "http.bad_json") << body.substr(0, 40);
}

}  // namespace
}  // namespace ombud::http
