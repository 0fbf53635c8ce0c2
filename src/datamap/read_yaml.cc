// A map out of a YAML tree. Every member must be known and every word one of the vocabulary:
// a misspelt `erase` would otherwise keep what somebody wanted gone.
#include <charconv>
#include <map>

#include "base/yaml_tree.h"
#include "datamap/datamap.h"

namespace ombud::datamap {

namespace {

using Kind = YamlNode::Kind;

Failure unknown(const std::string& word, const YamlNode& at) {
  return fail(Errc::invalid, "datamap.unknown_word",
              {{"word", word}, {"line", std::to_string(at.line)}});
}

Failure missing(std::string_view what, const YamlNode& at) {
  return fail(Errc::invalid, "datamap.missing",
              {{"what", std::string(what)}, {"line", std::to_string(at.line)}});
}

Failure bad(const YamlNode& at) {
  return fail(Errc::invalid, "datamap.bad_yaml", {{"line", std::to_string(at.line)}});
}

// What is wrong with the YAML, said of a map.
Failure of_a_map(Error error) {
  static const std::map<std::string_view, std::string> keys = {
      {"base.bad_yaml", "datamap.bad_yaml"},
      {"base.duplicate_key", "datamap.duplicate_key"},
      {"base.anchor", "datamap.anchor"},
      {"base.too_deep", "datamap.too_deep"},
      {"base.too_large", "datamap.too_large"}};
  error.key = keys.at(error.key);
  return fail(std::move(error));
}

// One map of the tree: its members are taken one after the other, and what was not taken in the end
// is unknown.
class Members {
 public:
  static Result<Members> in(const YamlNode& node) {
    if (node.kind != Kind::members) return bad(node);
    return Members(node);
  }

  const YamlNode& node() const { return *node_; }

  const YamlNode* take(std::string_view name) {
    taken_.insert(std::string(name));
    return node_->member(name);
  }

  Result<void> read(std::string_view name, std::string& text) {
    const YamlNode* found = take(name);
    if (found == nullptr) return {};
    if (found->kind != Kind::text) return bad(*found);
    text = found->text;
    return {};
  }

  Result<void> require(std::string_view name, std::string& text) {
    TRY(read(name, text));
    if (node_->member(name) == nullptr) return missing(name, *node_);
    return {};
  }

  template <class E>
  Result<void> read(std::string_view name, E& value, std::optional<E> (*of)(std::string_view)) {
    const YamlNode* found = take(name);
    if (found == nullptr) return {};
    if (found->kind != Kind::text) return bad(*found);
    const std::optional<E> read = of(found->text);
    if (!read) return unknown(found->text, *found);
    value = *read;
    return {};
  }

  template <class E>
  Result<void> require(std::string_view name, E& value, std::optional<E> (*of)(std::string_view)) {
    TRY(read(name, value, of));
    if (node_->member(name) == nullptr) return missing(name, *node_);
    return {};
  }

  Result<void> read(std::string_view name, bool& value) {
    return read(
        name, value, +[](std::string_view word) -> std::optional<bool> {
          if (word == "true") return true;
          if (word == "false") return false;
          return std::nullopt;
        });
  }

  Result<void> read_confidence(double& value) {
    return read(
        "confidence", value, +[](std::string_view word) -> std::optional<double> {
          double number = 0;
          const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
          const bool whole = error == std::errc() && end == word.data() + word.size();
          if (!whole || !(number >= 0 && number <= 1)) return std::nullopt;
          return number;
        });
  }

  Result<void> require(std::string_view name, std::vector<std::string>& texts) {
    const YamlNode* found = take(name);
    if (found == nullptr) return missing(name, *node_);
    if (found->kind != Kind::list) return bad(*found);
    for (const YamlNode& item : found->items) {
      if (item.kind != Kind::text) return bad(item);
      texts.push_back(item.text);
    }
    if (texts.empty()) return missing(name, *found);
    return {};
  }

  /// Errc::invalid "datamap.unknown_word" where there is a member that nothing took.
  Result<void> end() const {
    for (const auto& [name, node] : node_->named)
      if (!taken_.contains(name)) return unknown(name, node);
    return {};
  }

 private:
  explicit Members(const YamlNode& node) : node_(&node) {}

  const YamlNode* node_;
  std::set<std::string> taken_;
};

Result<std::vector<Inside>> read_inside(const YamlNode* node) {
  std::vector<Inside> all;
  if (node == nullptr) return all;
  if (node->kind != Kind::list) return bad(*node);
  for (const YamlNode& item : node->items) {
    const bool three = item.kind == Kind::list && item.items.size() == 3 &&
                       std::all_of(item.items.begin(), item.items.end(),
                                   [](const YamlNode& text) { return text.kind == Kind::text; });
    if (!three) return bad(item);
    const auto category = data_category_of(item.items[1].text);
    const auto data_class = data_class_of(item.items[2].text);
    if (!category) return unknown(item.items[1].text, item.items[1]);
    if (!data_class) return unknown(item.items[2].text, item.items[2]);
    all.push_back({item.items[0].text, *category, *data_class});
  }
  return all;
}

Result<Field> read_field(const std::string& column, const YamlNode& node) {
  Members members = TRY(Members::in(node));
  Field field;
  field.column = column;
  TRY(members.require("category", field.category, data_category_of));
  TRY(members.read("part", field.part));
  TRY(members.require("class", field.data_class, data_class_of));
  TRY(members.read("origin", field.origin, origin_of));
  TRY(members.read("identifies", field.identifies));
  TRY(members.require("erase", field.erase, erase_of));
  TRY(members.read("constant", field.constant));
  TRY(members.read("because", field.because));
  field.inside = TRY(read_inside(members.take("inside")));
  TRY(members.read_confidence(field.confidence));
  TRY(members.read("reason", field.reason));
  TRY(members.end());
  if (field.erase == Erase::constant && node.member("constant") == nullptr)
    return missing("constant", node);
  return field;
}

Result<Table> read_table(const std::string& name, const YamlNode& node) {
  Members members = TRY(Members::in(node));
  Table table;
  table.name = name;
  TRY(members.require("holds", table.holds, holds_of));
  TRY(members.read("subject", table.subject));
  TRY(members.read("delete_rows", table.delete_rows));
  TRY(members.read("because", table.because));
  TRY(members.read_confidence(table.confidence));
  TRY(members.read("reason", table.reason));
  if (const YamlNode* fields = members.take("fields"); fields != nullptr) {
    if (fields->kind != Kind::members) return bad(*fields);
    for (const auto& [column, field] : fields->named)
      table.fields.push_back(TRY(read_field(column, field)));
  }
  TRY(members.end());
  return table;
}

Result<Link> read_link(const YamlNode& node) {
  Members members = TRY(Members::in(node));
  Link link;
  TRY(members.require("from", link.from_table));
  TRY(members.require("columns", link.from_columns));
  TRY(members.require("to", link.to_table));
  TRY(members.require("to_columns", link.to_columns));
  TRY(members.require("means", link.means, means_of));
  TRY(members.require("kind", link.kind, link_kind_of));
  TRY(members.read("where_column", link.where_column));
  TRY(members.read("where_value", link.where_value));
  TRY(members.read_confidence(link.confidence));
  TRY(members.read("reason", link.reason));
  TRY(members.end());
  if (link.where_column.empty() == (node.member("where_value") != nullptr))
    return missing(link.where_column.empty() ? "where_column" : "where_value", node);
  return link;
}

}  // namespace

Result<Map> from_yaml(std::string_view text) {
  Result<YamlNode> read = read_yaml_tree(text);
  if (!read) return of_a_map(std::move(read).error());
  const YamlNode root = std::move(read).value();
  Members members = TRY(Members::in(root));
  std::string format;
  TRY(members.require("format", format));
  if (format != "ombud-data-map-1") return unknown(format, *root.member("format"));
  Map map;
  TRY(members.require("system", map.system));
  TRY(members.read("catalogue", map.catalogue));
  const YamlNode* tables = members.take("tables");
  if (tables == nullptr) return missing("tables", root);
  if (tables->kind != Kind::members) return bad(*tables);
  for (const auto& [name, table] : tables->named)
    map.tables.push_back(TRY(read_table(name, table)));
  if (const YamlNode* links = members.take("links"); links != nullptr) {
    if (links->kind != Kind::list) return bad(*links);
    for (const YamlNode& link : links->items) map.links.push_back(TRY(read_link(link)));
  }
  TRY(members.end());
  return map;
}

}  // namespace ombud::datamap
