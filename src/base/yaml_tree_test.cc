#include "base/yaml_tree.h"

#include <gtest/gtest.h>

namespace ombud {
namespace {

TEST(YamlTree, ReadsEscapesThatAreCharacters) {
  const auto root = read_yaml_tree("because: \"a\\tb \\u00e5 \\xe5\"\n");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->named.at(0).node.text, "a\tb å å");
}

TEST(YamlTree, RefusesEscapesThatMakeNoUtf8) {
  for (const char* escape : {"\\_", "\\N"}) {
    const auto root = read_yaml_tree("law: x\nbecause: \"a" + std::string(escape) + "b\"\n");
    ASSERT_FALSE(root) << escape;
    EXPECT_EQ(root.error().key, "base.bad_yaml");
    EXPECT_EQ(root.error().params.at(0).second, "2");
  }
}

}  // namespace
}  // namespace ombud
