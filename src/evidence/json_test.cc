#include "evidence/json.h"

#include <gmock/gmock.h>

namespace ombud::evidence {
namespace {

std::string rewritten(std::string_view text) {
  const Result<Json> json = read_json(text);
  return json ? written(*json) : "refused: " + json.error().key;
}

TEST(Json, IsWrittenInOneWay) {
  EXPECT_EQ(rewritten(" { \"b\" : [ 1 , -2, true,false,null ] ,\n\"a\":{}, \"c\":[] } "),
            R"({"a":{},"b":[1,-2,true,false,null],"c":[]})");
  EXPECT_EQ(rewritten(R"("\u00e5\/\u2028\u007f\b\t\n\f\r\u0001\u001F\"\\\ud83d\ude00")"),
            "\"\u00e5/\u2028\x7f\\b\\t\\n\\f\\r\\u0001\\u001f\\\"\\\\\U0001f600\"");
  EXPECT_EQ(rewritten("[9007199254740991,-9007199254740991,0]"),
            "[9007199254740991,-9007199254740991,0]");
}

TEST(Json, OrdersNamesByUtf16) {
  // RFC 8785 3.2.3, the example of its own.
  EXPECT_EQ(rewritten("{\"\u20ac\":1,\"\\r\":2,\"\ufb33\":3,\"1\":4,\"\U0001f600\":5,\"\u0080\":6,"
                      "\"\u00f6\":7}"),
            "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\U0001f600\":5,"
            "\"\ufb33\":3}");
  EXPECT_EQ(rewritten(R"({"ab":1,"a":2,"":3})"), R"({"":3,"a":2,"ab":1})");
}

TEST(Json, RefusesWhatCanBeReadInTwoWays) {
  for (const std::string_view text : {std::string_view(R"({"a":1,"a":1})"),
                                      std::string_view(R"({"a":1,"\u0061":1})"),
                                      std::string_view("1.0"),
                                      std::string_view("1e2"),
                                      std::string_view("-0"),
                                      std::string_view("01"),
                                      std::string_view("+1"),
                                      std::string_view("-"),
                                      std::string_view("9007199254740992"),
                                      std::string_view("-9007199254740992"),
                                      std::string_view("99999999999999999999999"),
                                      std::string_view("NaN"),
                                      std::string_view("\xef\xbb\xbf{}"),
                                      std::string_view("\"\xff\""),
                                      std::string_view("\"\xed\xa0\x80\""),
                                      std::string_view(R"("\ud800")"),
                                      std::string_view(R"("\udc00")"),
                                      std::string_view(R"("\ud800\u0041")"),
                                      std::string_view(R"("\u12")"),
                                      std::string_view(R"("\x41")"),
                                      std::string_view("\"a\nb\""),
                                      std::string_view("\"a"),
                                      std::string_view("[1,]"),
                                      std::string_view("[1 2]"),
                                      std::string_view("{\"a\" 1}"),
                                      std::string_view("{a:1}"),
                                      std::string_view("{\"a\":1,}"),
                                      std::string_view("{} {}"),
                                      std::string_view(""),
                                      std::string_view(" "),
                                      std::string_view("{}\0", 3),
                                      std::string_view("tru"),
                                      std::string_view("[1}"),
                                      std::string_view("'a'")}) {
    EXPECT_EQ(rewritten(text), "refused: evidence.bad_json") << text;
  }
}

TEST(Json, IsAtMost64Deep) {
  const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(rewritten(nested(64)), nested(64));
  EXPECT_EQ(rewritten(nested(65)), "refused: evidence.bad_json");
  EXPECT_EQ(rewritten(std::string(1'000'000, '[')), "refused: evidence.bad_json");
}

TEST(Json, CanonicalMeansThatEveryByteIsTheOnlyOne) {
  EXPECT_TRUE(read_canonical_json(R"({"a":1,"b":"å"})"));
  for (const std::string_view text :
       {R"({"a": 1})", R"({"b":1,"a":1})", R"("\u00e5")", R"("\/")", "{} ", R"("\u001F")"})
    EXPECT_EQ(read_canonical_json(text).error().key, "evidence.bad_json") << text;
  EXPECT_THAT(read_canonical_json(R"({"a": 1})").error().params,
              testing::ElementsAre(testing::Pair("at", "6")));
}

}  // namespace
}  // namespace ombud::evidence
