#include <nlohmann/json.hpp>

#include "base/yaml_tree.h"
#include "tables/read.h"
#include "tables/tree.h"

namespace ombud::tables {

namespace {

using nlohmann::ordered_json;

// A plain word that YAML takes for something else than text; numbers stay as they are written.
ordered_json scalar(const YamlNode& node) {
  if (!node.quoted && (node.text.empty() || node.text == "null" || node.text == "~"))
    return nullptr;
  if (!node.quoted && (node.text == "true" || node.text == "false")) return node.text == "true";
  return node.text;
}

// Levels are counted by read_yaml_tree().
ordered_json json_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::nothing:
      return nullptr;
    case YamlNode::Kind::text:
      return scalar(node);
    case YamlNode::Kind::list: {
      ordered_json list = ordered_json::array();
      for (const YamlNode& item : node.items) list.push_back(json_of(item));
      return list;
    }
    case YamlNode::Kind::members: {
      ordered_json object = ordered_json::object();
      for (const auto& [name, value] : node.named) object[name] = json_of(value);
      return object;
    }
  }
  return nullptr;
}

}  // namespace

Result<void> read_yaml(const File& file, Gather& gather) {
  const Result<YamlNode> tree = read_yaml_tree(file.bytes);
  if (tree) return gather_tree(json_of(*tree), gather);
  std::string line = "1";
  for (const auto& [name, value] : tree.error().params)
    if (name == "line") line = value;
  return gather.refuse("tables.bad_yaml", {{"line", line}});
}

}  // namespace ombud::tables
