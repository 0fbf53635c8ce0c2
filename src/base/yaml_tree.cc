// The parser of yaml-cpp tells what it reads piece by piece; Builder makes the tree of it and keeps
// the first thing that is wrong. It can't stop the parser, so it lets the rest pass by: the text is
// bounded, and so is the parser's own depth.
#include "base/yaml_tree.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <set>
#include <sstream>

#include "base/text.h"

namespace ombud {

namespace {

Params place_of(const YAML::Mark& mark) {
  const bool none = mark.is_null();
  return {{"line", std::to_string(none ? 1 : mark.line + 1)},
          {"character", std::to_string(none ? 1 : mark.column + 1)}};
}

class Builder final : public YAML::EventHandler {
 public:
  std::size_t documents() const { return documents_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse("base.bad_yaml", mark);
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(mark, "", anchor, {.line = line(mark), .column = column(mark)});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse("base.anchor", mark); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // The parser makes a lone byte of the escapes \_ and \N.
    if (!is_utf8(value)) return refuse("base.bad_yaml", mark);
    add(mark, tag, anchor,
        {.kind = YamlNode::Kind::text,
         .line = line(mark),
         .column = column(mark),
         .text = value,
         .quoted = tag == "!"});
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(mark, tag, anchor, YamlNode::Kind::list);
  }

  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(mark, tag, anchor, YamlNode::Kind::members);
  }

  void OnMapEnd() override { end(); }

  Result<YamlNode> take() {
    if (!key_.empty()) return fail(Errc::invalid, key_, params_);
    return std::move(root_);
  }

 private:
  // A list or a map whose end has not been read yet.
  struct Open {
    YamlNode node;
    bool has_key = false;
    std::string key;
    std::set<std::string> keys;
  };

  static std::size_t line(const YAML::Mark& mark) {
    return static_cast<std::size_t>(mark.line) + 1;
  }

  static std::size_t column(const YAML::Mark& mark) {
    return static_cast<std::size_t>(mark.column) + 1;
  }

  void refuse(std::string key, const YAML::Mark& mark, Params more = {}) {
    if (!key_.empty()) return;
    key_ = std::move(key);
    params_ = std::move(more);
    for (auto& [name, value] : place_of(mark)) params_.emplace_back(name, std::move(value));
    open_.clear();
  }

  bool may_stand(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) refuse("base.anchor", mark);
    if (!tag.empty() && tag != "?" && tag != "!") refuse("base.bad_yaml", mark);
    return key_.empty();
  }

  void begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             YamlNode::Kind kind) {
    if (open_.size() >= yaml_levels) refuse("base.too_deep", mark);
    if (!open_.empty() && key_is_due()) refuse("base.bad_yaml", mark);
    if (!may_stand(mark, tag, anchor)) return;
    open_.push_back({.node = {.kind = kind, .line = line(mark), .column = column(mark)}});
  }

  void end() {
    if (!key_.empty()) return;
    YamlNode node = std::move(open_.back().node);
    open_.pop_back();
    put(std::move(node));
  }

  bool key_is_due() const {
    return open_.back().node.kind == YamlNode::Kind::members && !open_.back().has_key;
  }

  void add(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode node) {
    if (!may_stand(mark, tag, anchor)) return;
    if (open_.empty() || !key_is_due()) return put(std::move(node));
    if (node.kind != YamlNode::Kind::text) return refuse("base.bad_yaml", mark);
    Open& map = open_.back();
    if (!map.keys.insert(node.text).second)
      return refuse("base.duplicate_key", mark, {{"key", node.text}});
    map.key = std::move(node.text);
    map.has_key = true;
  }

  void put(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& into = open_.back();
    if (into.node.kind == YamlNode::Kind::list) {
      into.node.items.push_back(std::move(node));
      return;
    }
    into.node.named.push_back({std::move(into.key), std::move(node)});
    into.has_key = false;
  }

  std::size_t documents_ = 0;
  std::vector<Open> open_;
  YamlNode root_{.line = 1};
  std::string key_;
  Params params_;
};

/// The first line with bytes that are no UTF-8 text; 0 where there is none. yaml-cpp would replace
/// them without a word.
std::size_t first_line_without_text(std::string_view text) {
  std::size_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (!is_utf8(line) || line.find('\0') != std::string::npos) return number;
  }
  return 0;
}

}  // namespace

const YamlNode* YamlNode::member(std::string_view name) const {
  for (const auto& [key, node] : named)
    if (key == name) return &node;
  return nullptr;
}

Result<YamlNode> read_yaml_tree(std::string_view text) {
  if (text.size() > yaml_bytes)
    return fail(Errc::invalid, "base.too_large", {{"size", std::to_string(text.size())}});
  if (const std::size_t line = first_line_without_text(text); line != 0)
    return fail(Errc::invalid, "base.bad_yaml",
                {{"line", std::to_string(line)}, {"character", "1"}});
  Builder builder;
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    // A second document is refused. Nothing is read after it: on some broken texts the library
    // finds documents without end.
    while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& error) {
    return fail(Errc::invalid, "base.too_deep", place_of(error.mark));
  } catch (const YAML::Exception& error) {
    // What was wrong before the parser stumbled comes first.
    TRY(builder.take());
    return fail(Errc::invalid, "base.bad_yaml", place_of(error.mark));
  }
  return builder.take();
}

}  // namespace ombud
