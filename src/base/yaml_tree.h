#pragma once
// A YAML text as a tree with line numbers, read more strictly than YAML allows: one document, every
// key once and a plain text, no anchors, aliases or tags, at most 16 levels and 8 MiB. What a
// person reads in such a file is what the program reads.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ombud {

struct YamlNode {
  struct Member;
  enum class Kind : std::uint8_t { nothing, text, list, members } kind = Kind::nothing;
  std::size_t line = 0;    // Counts from 1.
  std::size_t column = 0;  // The same, in characters.
  std::string text;
  bool quoted = false;
  std::vector<YamlNode> items;
  std::vector<Member> named;  // In the order of the text.

  const YamlNode* member(std::string_view name) const;
};

struct YamlNode::Member {
  std::string name;
  YamlNode node;
};

inline constexpr std::size_t yaml_levels = 16;
inline constexpr std::size_t yaml_bytes = 8 << 20;

/// Errc::invalid "base.bad_yaml" {line, character}, "base.duplicate_key" {key, line, character},
/// "base.anchor" {line, character} (anchors and aliases are not read), "base.too_deep" {line,
/// character}, "base.too_large" {size}.
Result<YamlNode> read_yaml_tree(std::string_view text);

}  // namespace ombud
