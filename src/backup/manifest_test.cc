#include "backup/manifest.h"

#include <gtest/gtest.h>

namespace ombud::backup {
namespace {

std::string json_with(std::string_view old, std::string_view other) {
  Manifest manifest;
  manifest.program = "0.1.0";
  manifest.made_at = *parse_instant("2026-11-21T08:00:00Z");
  manifest.tables.push_back({"jobs_job", {"id"}, 7, "00", "01"});
  std::string json = to_json(manifest);
  const std::size_t at = json.find(old);
  must(at != std::string::npos);
  return json.replace(at, old.size(), other);
}

TEST(Manifest, IsReadBackAsItWasWritten) {
  const std::string json = json_with("jobs", "jobs");
  const std::optional<Manifest> read = manifest_of(json);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rows(), 7);
  EXPECT_EQ(to_json(*read), json);
}

TEST(Manifest, AValueThatIsNoneIsRefused) {
  EXPECT_FALSE(manifest_of(json_with(R"("rows":7)", R"("rows":2e95)")));
  EXPECT_FALSE(manifest_of(json_with(R"("rows":7)", R"("rows":"7")")));
  EXPECT_FALSE(manifest_of(json_with("2026-11-21T08", "2026-1121-T08")));
  EXPECT_FALSE(manifest_of(json_with(R"("columns":["id"])", R"("columns":"id")")));
  EXPECT_FALSE(manifest_of(json_with(R"("format":1)", R"("format":2)")));
}

}  // namespace
}  // namespace ombud::backup
