// A YAML text as a tree, and the periods that stand in such files.
#include <set>

#include "base/periods.h"
#include "base/result.h"
#include "base/yaml_tree.h"

namespace ombud::fuzz {

namespace {

void must_be_bounded(const YamlNode& node, std::size_t level, std::size_t lines) {
  must(level <= yaml_levels);
  must(node.line >= 1 && node.line <= lines);
  must(node.kind == YamlNode::Kind::list || node.items.empty());
  must(node.kind == YamlNode::Kind::members || node.named.empty());
  std::set<std::string> names;
  for (const YamlNode& item : node.items) must_be_bounded(item, level + 1, lines);
  for (const auto& [name, value] : node.named) {
    must(names.insert(name).second && node.member(name) == &value);
    must_be_bounded(value, level + 1, lines);
  }
}

}  // namespace

void base_yaml(std::string_view input) {
  // A carriage return ends a line too; the last line's number may be one more than there are ends.
  const auto ends =
      std::count_if(input.begin(), input.end(), [](char c) { return c == '\n' || c == '\r'; });
  if (const auto tree = read_yaml_tree(input))
    must_be_bounded(*tree, 0, static_cast<std::size_t>(ends) + 2);
  const Result<Period> period = parse_period(input);
  if (!period) return;
  must(parse_period(format_period(*period)).value() == *period);
  const Day day = *parse_day("2024-02-29");
  const Day end = end_of(day, *period);
  must(end >= day && last_start_ended_by(end, *period) >= day);
  must(end_of(last_start_ended_before(day, *period), *period) < day);
}

}  // namespace ombud::fuzz
