// The written form of conditions.
#include <gmock/gmock.h>

#include "base/testing.h"
#include "conditions/conditions.h"

namespace ombud::conditions {
namespace {

std::string key_of(std::string_view json) {
  const Result<evidence::Json> read = evidence::read_json(json);
  if (!read) return read.error().key;
  const Result<Condition> condition = from_json(read.value());
  return condition ? "no error" : condition.error().key;
}

TEST(ConditionJson, IsReadBackAsItWasWritten) {
  const OnDay day{Day(std::chrono::days(20000)), Instant(std::chrono::hours(479999)),
                  Instant(std::chrono::hours(480023))};
  const Condition all = all_of(
      {any_of({}), negation(is_null({"a", 0})), compare({"b", 2}, Op::at_most, day),
       compare({"c", 0}, Op::not_equal, "it's \"å\""), compare({"d", 0}, Op::more, true),
       compare({"e", 0}, Op::less, std::int64_t{INT64_MIN}),
       compare({"f", 0}, Op::at_least, sql::Decimal{"-12.50"}),
       compare_columns({"g", 1}, Op::equal, {"h", 0}), in_list({"i", 0}, {"x", std::int64_t{7}}),
       exists("t", {{"a", "b"}, {"c", "d"}}, all_of({}))});
  const std::string written = evidence::written(to_json(all));
  const Result<Condition> read = from_json(evidence::read_canonical_json(written).value());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read.value(), all);
  EXPECT_EQ(evidence::written(to_json(read.value())), written);
}

TEST(ConditionJson, NothingElseIsRead) {
  EXPECT_EQ(key_of(R"({"column":"a","is_null":true})"), "no error");
  for (
      const char* const json :
      {"{}",
       "[]",
       "null",
       R"({"column":"a","is_null":false})",
       R"({"column":"a","is_null":1})",
       R"({"column":1,"is_null":true})",
       R"({"column":{"name":"a","out":0},"is_null":true})",
       R"({"column":"a","op":"<>","value":{"text":"x"}})",
       R"({"column":"a","op":"=","value":{"integer":"01"}})",
       R"({"column":"a","op":"=","value":{"integer":"9223372036854775808"}})",
       R"({"column":"a","op":"=","value":{"decimal":"1e5"}})",
       R"({"column":"a","op":"=","value":{"decimal":"1."}})",
       R"({"column":"a","op":"=","value":{"truth":"true"}})",
       R"({"column":"a","op":"=","value":{"day":"2025-02-29","begins":"2025-02-28T23:00:00.000000Z","ends":"2025-03-01T23:00:00.000000Z"}})",
       R"({"column":"a","op":"=","value":{"day":"2025-02-28","begins":"2025-02-28T23:00:00.000000Z","ends":"2025-02-28T23:00:00.000000Z"}})",
       R"({"column":"a","op":"=","value":{"text":"x"},"more":1})",
       R"({"all_of":{}})",
       R"({"column":"a","in":{"text":"x"}})",
       R"({"exists":"t","joined_by":[["a"]],"meets":{"all_of":[]}})",
       R"({"exists":"t","joined_by":1,"meets":{"all_of":[]}})"})
    EXPECT_EQ(key_of(json), "conditions.bad_json") << json;
}

}  // namespace
}  // namespace ombud::conditions
