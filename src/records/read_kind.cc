// A declaration of a kind, read so strictly that what stands in it is what the engine does: every
// word known, every language there, every name pointing somewhere.

#include <algorithm>

#include "base/yaml_reader.h"
#include "records/kind.h"

namespace ombud::records {

namespace {

constexpr std::string_view language_words[] = {"en", "sv", "da", "nb"};

Result<std::vector<Choice>> choices_in(const YamlReader& read, const YamlNode& node) {
  std::vector<Choice> all;
  if (node.kind != YamlNode::Kind::members || node.named.empty())
    return read.bad(node, "of", "NAME: {en, sv, da, nb}");
  for (const YamlNode::Member& member : node.named) {
    TRY(read.name(member.node, "of", member.name));
    TRY(read.only(member.node, member.name, language_words));
    all.push_back({member.name, TRY(read_label(read, member.node))});
  }
  return all;
}

Result<std::vector<Field>> fields_in(const YamlReader& read, const YamlNode& node,
                                     bool inside_rows);

Result<void> read_shape(const YamlReader& read, const YamlNode& node, bool inside_rows,
                        Field& field) {
  const YamlNode* of = node.member("of");
  const YamlNode* to = node.member("to");
  const YamlNode* inner = node.member("fields");
  if (field.type == Type::choice && of == nullptr) return read.missing(node, "of");
  if (field.type == Type::link && to == nullptr) return read.missing(node, "to");
  if (field.type == Type::rows && inner == nullptr) return read.missing(node, "fields");
  if (of != nullptr && field.type != Type::choice) return read.bad(*of, "of", "type: choice");
  if (to != nullptr && field.type != Type::link) return read.bad(*to, "to", "type: link");
  if (inner != nullptr && (field.type != Type::rows || inside_rows))
    return read.bad(*inner, "fields", "type: rows");
  // Those are known only when all declarations have been read.
  field.of_kinds = of != nullptr && of->kind == YamlNode::Kind::text && of->text == "kinds";
  if (of != nullptr && !field.of_kinds) field.choices = TRY(choices_in(read, *of));
  if (to != nullptr) field.to = TRY(read.text(node, "to"));
  if (inner != nullptr) field.fields = TRY(fields_in(read, *inner, true));
  const bool may_be_many = field.type == Type::text || field.type == Type::choice ||
                           field.type == Type::link || field.type == Type::account;
  if (field.many && !may_be_many)
    return read.bad(*node.member("many"), "many", "type: text, choice, link, account");
  if (field.format != Format::free && field.type != Type::text)
    return read.bad(*node.member("format"), "format", "type: text");
  if (field.most != 0 && field.most < field.least)
    return read.bad(*node.member("most"), "most", "most ≥ least");
  return {};
}

Result<Field> field_in(const YamlReader& read, const YamlNode::Member& member, bool inside_rows) {
  constexpr std::string_view allowed[] = {
      "type",   "en",       "sv",    "da",   "nb", "help", "law",    "format", "many", "required",
      "listed", "searched", "least", "most", "of", "to",   "fields", "when",   "also", "fixed"};
  const YamlNode& node = member.node;
  TRY(read.name(node, "fields", member.name));
  TRY(read.only(node, member.name, allowed));
  Field field;
  field.name = member.name;
  field.label = TRY(read_label(read, node));
  if (const YamlNode* help = node.member("help")) {
    TRY(read.only(*help, "help", language_words));
    field.help = TRY(read_label(read, *help));
  }
  field.law = TRY(read.text_or(node, "law", ""));
  if (const YamlNode* also = node.member("also")) field.also = TRY(read.texts(*also, "also"));
  field.type = static_cast<Type>(TRY(read.one_of(node, "type", type_words())));
  field.format = static_cast<Format>(TRY(read.one_of(node, "format", format_words(), 0)));
  field.many = TRY(read.flag(node, "many"));
  field.required = TRY(read.flag(node, "required"));
  field.listed = TRY(read.flag(node, "listed"));
  field.searched = TRY(read.flag(node, "searched"));
  field.fixed = TRY(read.flag(node, "fixed"));
  field.least = TRY(read.number(node, "least"));
  field.most = TRY(read.number(node, "most"));
  TRY(read_shape(read, node, inside_rows, field));
  return field;
}

// {FIELD: [WORD, …]}, of these fields; nothing where none is said.
Result<std::optional<Field::When>> condition_in(const YamlReader& read, const YamlNode& node,
                                                const std::vector<Field>& fields) {
  const YamlNode* when = node.member("when");
  if (when == nullptr) return std::optional<Field::When>();
  if (when->kind != YamlNode::Kind::members || when->named.size() != 1)
    return read.bad(*when, "when", "{FIELD: [WORD, …]}");
  const YamlNode::Member& asked = when->named.front();
  const auto other = std::ranges::find(fields, asked.name, &Field::name);
  if (other == fields.end() || (other->type != Type::choice && other->type != Type::yes_no))
    return read.nowhere(asked.node, "when", asked.name);
  Field::When condition{asked.name, TRY(read.texts(asked.node, "when"))};
  for (const std::string& word : condition.words) {
    const bool known = other->type == Type::yes_no
                           ? word == "yes" || word == "no"
                           : std::ranges::count(other->choices, word, &Choice::word) == 1;
    if (!known) return read.nowhere(asked.node, asked.name, word);
  }
  return std::optional(std::move(condition));
}

// The condition of each field, when all of the level are known.
Result<void> read_conditions(const YamlReader& read, const YamlNode& node,
                             std::vector<Field>& fields) {
  for (std::size_t at = 0; at < fields.size(); ++at)
    fields[at].when = TRY(condition_in(read, node.named[at].node, fields));
  return {};
}

Result<std::vector<Field>> fields_in(const YamlReader& read, const YamlNode& node,
                                     bool inside_rows) {
  if (node.kind != YamlNode::Kind::members || node.named.empty())
    return read.bad(node, "fields", "NAME: {type, en, sv, da, nb, …}");
  std::vector<Field> fields;
  for (const YamlNode::Member& member : node.named)
    fields.push_back(TRY(field_in(read, member, inside_rows)));
  TRY(read_conditions(read, node, fields));
  return fields;
}

Result<void> read_states(const YamlReader& read, const YamlNode& in, Kind& kind) {
  constexpr std::string_view allowed[] = {"en", "sv", "da", "nb", "closed", "remind"};
  const YamlNode* node = in.member("states");
  if (node == nullptr) return read.missing(in, "states");
  if (node->kind != YamlNode::Kind::members || node->named.empty())
    return read.bad(*node, "states", "NAME: {en, sv, da, nb}");
  for (const YamlNode::Member& member : node->named) {
    TRY(read.name(member.node, "states", member.name));
    TRY(read.only(member.node, member.name, allowed));
    kind.states.push_back({member.name, TRY(read_label(read, member.node)),
                           TRY(read.flag(member.node, "closed")),
                           TRY(read.text_or(member.node, "remind", ""))});
  }
  return {};
}

Result<void> read_moves(const YamlReader& read, const YamlNode& in, Kind& kind) {
  constexpr std::string_view allowed[] = {"en", "sv", "da", "nb", "from", "to", "by"};
  const YamlNode* node = in.member("moves");
  if (node == nullptr) return {};
  if (node->kind != YamlNode::Kind::members)
    return read.bad(*node, "moves", "NAME: {from, to, by}");
  for (const YamlNode::Member& member : node->named) {
    TRY(read.name(member.node, "moves", member.name));
    TRY(read.only(member.node, member.name, allowed));
    const YamlNode* from = member.node.member("from");
    if (from == nullptr) return read.missing(member.node, "from");
    Move move{member.name, TRY(read_label(read, member.node)), TRY(read.texts(*from, "from")),
              TRY(read.text(member.node, "to")), TRY(read.text(member.node, "by"))};
    for (const std::string& state : move.from)
      if (kind.state(state) == nullptr) return read.nowhere(*from, "from", state);
    if (kind.state(move.to) == nullptr) return read.nowhere(member.node, "to", move.to);
    if (!move.permission.starts_with(kind.room + "."))
      return read.nowhere(member.node, "by", move.permission);
    kind.moves.push_back(std::move(move));
  }
  return {};
}

std::string names_of(std::span<const Field> fields) {
  std::string all;
  for (const Field& field : fields) all += (all.empty() ? "" : ", ") + field.name;
  return all;
}

// Parts of the form, in the order of the fields, of which none is left outside.
Result<void> read_sections(const YamlReader& read, const YamlNode& in, Kind& kind) {
  constexpr std::string_view allowed[] = {"en", "sv", "da", "nb", "from"};
  const YamlNode* node = in.member("sections");
  if (node == nullptr) return {};
  if (node->kind != YamlNode::Kind::members || node->named.empty())
    return read.bad(*node, "sections", "NAME: {from, en, sv, da, nb}");
  auto next = kind.fields.begin();
  for (const YamlNode::Member& member : node->named) {
    TRY(read.name(member.node, "sections", member.name));
    TRY(read.only(member.node, member.name, allowed));
    Section section{member.name, TRY(read_label(read, member.node)),
                    TRY(read.text(member.node, "from"))};
    const std::span open(next, kind.sections.empty() ? next + 1 : kind.fields.end());
    const auto at = std::ranges::find(open, section.from, &Field::name);
    if (at == open.end()) return read.bad(*member.node.member("from"), "from", names_of(open));
    next += at - open.begin() + 1;
    kind.sections.push_back(std::move(section));
  }
  return {};
}

Result<void> read_documents(const YamlReader& read, const YamlNode& in, Kind& kind) {
  constexpr std::string_view allowed[] = {"en", "sv", "da", "nb", "expected", "when"};
  const YamlNode* node = in.member("attachments");
  if (node == nullptr) return {};
  if (node->kind != YamlNode::Kind::members || node->named.empty())
    return read.bad(*node, "attachments", "NAME: {en, sv, da, nb}");
  for (const YamlNode::Member& member : node->named) {
    TRY(read.name(member.node, "attachments", member.name));
    TRY(read.only(member.node, member.name, allowed));
    kind.documents.push_back({member.name, TRY(read_label(read, member.node)),
                              TRY(read.flag(member.node, "expected")),
                              TRY(condition_in(read, member.node, kind.fields))});
  }
  return {};
}

Result<void> read_head(const YamlReader& read, const YamlNode& in, Kind& kind) {
  kind.name = TRY(read.text(in, "kind"));
  TRY(read.name(*in.member("kind"), "kind", kind.name));
  kind.room = TRY(read.text(in, "room"));
  kind.label = TRY(read_label(read, in));
  for (const auto& [word, label] : {std::pair{"plural", &kind.plural}, {"about", &kind.about}}) {
    const YamlNode* node = in.member(word);
    if (node == nullptr) return read.missing(in, word);
    TRY(read.only(*node, word, language_words));
    *label = TRY(read_label(read, *node));
  }
  kind.law = TRY(read.text_or(in, "law", ""));
  kind.series = TRY(read.text(in, "series"));
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (kind.series.size() > 4 || !std::ranges::all_of(kind.series, is_letter))
    return read.bad(*in.member("series"), "series", "A … ZZZZ");
  kind.review_months = static_cast<int>(TRY(read.number(in, "review_months")));
  return {};
}

// The fields that the head names.
Result<void> check_named(const YamlReader& read, const YamlNode& in, const Kind& kind) {
  const Field* title = kind.field(kind.title);
  if (title == nullptr || title->type != Type::text || title->many || !title->required)
    return read.nowhere(*in.member("title"), "title", kind.title);
  for (const State& state : kind.states) {
    if (state.remind.empty()) continue;
    const Field* day = kind.field(state.remind);
    if (day == nullptr || day->type != Type::day || state.closed)
      return read.nowhere(*in.member("states"), "remind", state.remind);
  }
  const auto leads = [&](const std::string& name) {
    const Field* field = kind.field(name);
    return field != nullptr && field->type == Type::link && !field->many;
  };
  for (const auto& [word, name] : {std::pair{"unit", &kind.unit}, {"controller", &kind.controller}})
    if (!name->empty() && *name != itself && !leads(*name))
      return read.nowhere(*in.member(word), word, *name);
  const bool is_tree = kind.unit == itself;
  if (!kind.above.empty() &&
      (!is_tree || !leads(kind.above) || kind.field(kind.above)->to != kind.name))
    return read.nowhere(*in.member("above"), "above", kind.above);
  return {};
}

}  // namespace

Result<Kind> read_kind(std::string_view yaml, const std::string& file) {
  constexpr std::string_view allowed[] = {
      "kind",          "room",       "en",    "sv",     "da",         "nb",
      "plural",        "about",      "law",   "series", "title",      "unit",
      "review_months", "states",     "moves", "fields", "controller", "above",
      "sections",      "attachments"};
  const YamlReader read(file);
  const YamlNode tree = TRY(read.tree(yaml));
  TRY(read.only(tree, "kind", allowed));
  Kind kind;
  TRY(read_head(read, tree, kind));
  TRY(read_states(read, tree, kind));
  TRY(read_moves(read, tree, kind));
  const YamlNode* fields = tree.member("fields");
  if (fields == nullptr) return read.missing(tree, "fields");
  kind.fields = TRY(fields_in(read, *fields, false));
  TRY(read_sections(read, tree, kind));
  TRY(read_documents(read, tree, kind));
  kind.title = TRY(read.text(tree, "title"));
  kind.unit = TRY(read.text_or(tree, "unit", ""));
  kind.controller = TRY(read.text_or(tree, "controller", ""));
  kind.above = TRY(read.text_or(tree, "above", ""));
  TRY(check_named(read, tree, kind));
  return kind;
}

Result<std::vector<Field>> read_fields(const YamlReader& read, const YamlNode& node) {
  return fields_in(read, node, false);
}

Result<Label> read_label(const YamlReader& read, const YamlNode& node) {
  Label label;
  for (std::size_t at = 0; at < label.size(); ++at)
    label[at] = TRY(read.text(node, language_words[at]));
  return label;
}

}  // namespace ombud::records
