// Reading docs/conformance.yaml as strictly as it is meant: what a row says is all that it may say.

#include "conformance/conformance.h"

#include <algorithm>

#include "base/yaml_tree.h"

namespace ombud::conformance {

namespace {

constexpr std::array<std::string_view, states.size()> words{"met", "partly", "not_yet",
                                                            "not_applicable"};

Failure bad(const YamlNode& node) {
  return fail(Errc::invalid, "conformance.bad_row", {{"line", std::to_string(node.line)}});
}

Result<std::string> text_in(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::text || node.text.empty()) return bad(node);
  return node.text;
}

Result<State> state_in(const YamlNode& node) {
  const std::string text = TRY(text_in(node));
  const auto at = std::ranges::find(words, text);
  if (at == words.end()) return bad(node);
  return states.at(static_cast<std::size_t>(at - words.begin()));
}

Result<Row> row_in(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::members) return bad(node);
  Row row;
  for (const char* needed : {"id", "area", "asks", "state"})
    if (node.member(needed) == nullptr) return bad(node);
  for (const auto& [name, value] : node.named) {
    if (name == "id")
      row.id = TRY(text_in(value));
    else if (name == "area")
      row.area = TRY(text_in(value));
    else if (name == "asks")
      row.asks = TRY(text_in(value));
    else if (name == "state")
      row.state = TRY(state_in(value));
    else if (name == "why")
      row.why = TRY(text_in(value));
    else if (name == "by" && value.kind == YamlNode::Kind::list)
      for (const YamlNode& pointer : value.items) row.by.push_back(TRY(text_in(pointer)));
    else
      return bad(value);
  }
  return row;
}

}  // namespace

std::string_view word(State state) { return words.at(static_cast<std::size_t>(state)); }

Result<std::vector<Row>> read(std::string_view yaml) {
  const YamlNode tree = TRY(read_yaml_tree(yaml));
  if (tree.kind != YamlNode::Kind::list) return bad(tree);
  std::vector<Row> rows;
  for (const YamlNode& node : tree.items) rows.push_back(TRY(row_in(node)));
  return rows;
}

Counts count(const std::vector<Row>& rows) {
  Counts counts;
  for (const Row& row : rows) ++counts[row.area].at(static_cast<std::size_t>(row.state));
  return counts;
}

}  // namespace ombud::conformance
