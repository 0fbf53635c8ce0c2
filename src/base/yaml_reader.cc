#include "base/yaml_reader.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace ombud {

Result<YamlNode> YamlReader::tree(std::string_view yaml) const {
  Result<YamlNode> read = read_yaml_tree(yaml);
  if (read) return read;
  std::string line;
  for (const auto& [name, value] : read.error().params)
    if (name == "line") line = value;
  if (line.empty()) return fail(std::move(read).error());
  return fail(Errc::invalid, "base.yaml_unreadable", {{"file", file_}, {"line", line}});
}

Failure YamlReader::missing(const YamlNode& in, std::string_view word) const {
  return fail(Errc::invalid, "base.yaml_missing",
              {{"file", file_}, {"line", std::to_string(in.line)}, {"word", std::string(word)}});
}

Failure YamlReader::bad(const YamlNode& node, std::string_view word,
                        std::string_view allowed) const {
  return fail(Errc::invalid, "base.yaml_bad_value",
              {{"file", file_},
               {"line", std::to_string(node.line)},
               {"word", std::string(word)},
               {"value", node.text},
               {"allowed", std::string(allowed)}});
}

Failure YamlReader::nowhere(const YamlNode& node, std::string_view word,
                            const std::string& value) const {
  return fail(Errc::invalid, "base.yaml_points_nowhere",
              {{"file", file_},
               {"line", std::to_string(node.line)},
               {"word", std::string(word)},
               {"value", value}});
}

Result<void> YamlReader::only(const YamlNode& node, std::string_view word,
                              std::span<const std::string_view> allowed) const {
  if (node.kind != YamlNode::Kind::members) return bad(node, word, "NAME: VALUE");
  for (const YamlNode::Member& member : node.named)
    if (std::ranges::find(allowed, member.name) == allowed.end())
      return fail(Errc::invalid, "base.yaml_unknown_word",
                  {{"file", file_},
                   {"line", std::to_string(member.node.line)},
                   {"word", member.name},
                   {"allowed", fmt::format("{}", fmt::join(allowed, ", "))}});
  return {};
}

Result<std::string> YamlReader::text(const YamlNode& in, std::string_view word) const {
  const YamlNode* node = in.member(word);
  if (node == nullptr) return missing(in, word);
  if (node->kind != YamlNode::Kind::text || node->text.empty()) return bad(*node, word, "TEXT");
  return node->text;
}

Result<std::string> YamlReader::text_or(const YamlNode& in, std::string_view word,
                                        std::string otherwise) const {
  if (in.member(word) == nullptr) return otherwise;
  return text(in, word);
}

Result<void> YamlReader::name(const YamlNode& node, std::string_view word,
                              std::string_view name) const {
  const auto is_good = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (!name.empty() && name.size() <= 40 && std::ranges::all_of(name, is_good)) return {};
  return bad(node, word, "a-z _");
}

Result<bool> YamlReader::flag(const YamlNode& in, std::string_view word) const {
  const YamlNode* node = in.member(word);
  if (node == nullptr) return false;
  if (node->text == "yes") return true;
  if (node->text == "no") return false;
  return bad(*node, word, "yes, no");
}

Result<std::int64_t> YamlReader::number(const YamlNode& in, std::string_view word) const {
  const YamlNode* node = in.member(word);
  if (node == nullptr) return std::int64_t{0};
  std::int64_t value = 0;
  const char* end = node->text.data() + node->text.size();
  const auto [stop, error] = std::from_chars(node->text.data(), end, value);
  if (error != std::errc() || stop != end || value < 0) return bad(*node, word, "0, 1, 2, …");
  return value;
}

// One of the words, as its place among them.
Result<std::size_t> YamlReader::one_of(const YamlNode& in, std::string_view word,
                                       std::span<const std::string_view> words,
                                       std::optional<std::size_t> otherwise) const {
  const YamlNode* node = in.member(word);
  if (node == nullptr && otherwise) return *otherwise;
  if (node == nullptr) return missing(in, word);
  for (std::size_t at = 0; at < words.size(); ++at)
    if (words[at] == node->text) return at;
  return bad(*node, word, fmt::format("{}", fmt::join(words, ", ")));
}

Result<std::vector<std::string>> YamlReader::texts(const YamlNode& node,
                                                   std::string_view word) const {
  std::vector<std::string> all;
  if (node.kind == YamlNode::Kind::text && !node.text.empty()) return std::vector{node.text};
  if (node.kind != YamlNode::Kind::list || node.items.empty()) return bad(node, word, "[NAME, …]");
  for (const YamlNode& item : node.items) {
    if (item.kind != YamlNode::Kind::text) return bad(item, word, "[NAME, …]");
    all.push_back(item.text);
  }
  return all;
}

}  // namespace ombud
