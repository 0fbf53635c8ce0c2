#include "base/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ombud {
namespace {

using nlohmann::ordered_json;

TEST(Json, IsWrittenWhateverBytesATextHas) {
  EXPECT_EQ(json_text({{"b", "å"}, {"a", "\xff"}}), "{\"b\":\"å\",\"a\":\"\xef\xbf\xbd\"}");
  EXPECT_EQ(json_text({{"a", 1}}, 2), "{\n  \"a\": 1\n}");
}

TEST(Json, HasAnInstantOrNull) {
  EXPECT_EQ(instant_json(Instant{}), ordered_json(format_instant(Instant{})));
  EXPECT_TRUE(instant_json(std::nullopt).is_null());
}

}  // namespace
}  // namespace ombud
