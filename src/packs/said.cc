#include "packs/said.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace ombud::packs {

namespace {

using records::Field;
using records::Row;
using records::Type;
using records::Value;

// The words of an answer: what conditions are held against.
std::vector<std::string> words_in(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  if (const bool* yes = std::get_if<bool>(&value)) return {*yes ? "yes" : "no"};
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  return {};
}

bool holds_in(const YamlNode& node, const Asker& asker) {
  for (const std::string_view word : {"when", "unless"}) {
    const YamlNode* asked = node.member(word);
    if (asked == nullptr) continue;
    for (const YamlNode::Member& one : asked->named) {
      Condition condition{word == "unless", one.name, {}};
      if (one.node.kind == YamlNode::Kind::text) condition.words.push_back(one.node.text);
      for (const YamlNode& item : one.node.items) condition.words.push_back(item.text);
      if (!holds({condition}, asker)) return false;
    }
  }
  return true;
}

// Makes rows of one pack for one asker.
class Maker {
 public:
  Maker(const Pack& pack, const Asker& asker, const IdOf& id_of)
      : pack_(pack), asker_(asker), id_of_(id_of) {
    for (const Entry& entry : pack.entries)
      if (holds(entry.conditions, asker)) taken_.insert(&entry);
  }

  std::vector<Ready> all() const {
    std::vector<Ready> ready;
    for (const Entry& entry : pack_.entries)
      if (taken_.contains(&entry)) ready.push_back({&entry, row(entry.fields, entry.kind->fields)});
    return ready;
  }

 private:
  Row row(const YamlNode& node, const std::vector<Field>& fields) const {
    Row row;
    for (const Field& field : fields) {
      // What is asked for only beside another value is left out where that is not there.
      const YamlNode* said = node.member(field.name);
      if (said == nullptr || !records::is_asked(field, row)) continue;
      if (std::optional<Value> value = this->value(*said, field))
        row.set(field.name, *std::move(value));
    }
    return row;
  }

  std::optional<Value> value(const YamlNode& node, const Field& field) const {
    switch (form_of(node)) {
      case Form::languages:
        return node.member(code(asker_.language))->text;
      case Form::countries:
        if (const YamlNode* here = node.member(asker_.country)) return value(*here, field);
        if (const YamlNode* otherwise = node.member("else")) return value(*otherwise, field);
        return {};
      case Form::answer:
        return answer(node, field);
      case Form::list:
        if (field.type == Type::rows) return rows(node, field);
        return list(node, field);
      case Form::plain:
        if (node.text.starts_with('=')) return value(pack_.texts.at(node.text.substr(1)), field);
        return field.many ? list_of_one(node, field) : plain(node, field);
      case Form::none:
        break;
    }
    return {};
  }

  std::optional<Value> answer(const YamlNode& node, const Field& field) const {
    const Value* said = asker_.answers.find(node.member("answer")->text);
    if (said == nullptr) {
      const YamlNode* otherwise = node.member("else");
      return otherwise == nullptr ? std::nullopt : value(*otherwise, field);
    }
    if (const auto* text = std::get_if<std::string>(said); text != nullptr && field.many)
      return std::vector<std::string>{*text};
    return *said;
  }

  std::optional<Value> rows(const YamlNode& node, const Field& field) const {
    std::vector<Row> lines;
    for (const YamlNode& item : node.items) {
      if (!holds_in(item, asker_)) continue;
      Row line = row(item, field.fields);
      // A line about somebody or something that was not taken over says nothing.
      const bool is_whole = std::ranges::all_of(field.fields, [&](const Field& inner) {
        return inner.type != Type::link || !inner.required || inner.many ||
               !records::is_asked(inner, line) || line.find(inner.name) != nullptr;
      });
      if (is_whole) lines.push_back(std::move(line));
    }
    if (lines.empty()) return {};
    return lines;
  }

  std::optional<Value> list(const YamlNode& node, const Field& field) const {
    Field one = field;
    one.many = false;
    std::vector<std::string> all;
    for (const YamlNode& item : node.items)
      if (const auto said = value(item, one)) all.push_back(std::get<std::string>(*said));
    if (all.empty()) return {};
    return all;
  }

  std::optional<Value> list_of_one(const YamlNode& node, const Field& field) const {
    Field one = field;
    one.many = false;
    const std::optional<Value> said = plain(node, one);
    if (!said) return {};
    return std::vector<std::string>{std::get<std::string>(*said)};
  }

  std::optional<Value> plain(const YamlNode& node, const Field& field) const {
    if (field.type == Type::link) {
      const Entry* entry = pack_.entry(field.to, node.text);
      if (!taken_.contains(entry)) return {};
      return id_of_(*entry);
    }
    return plain_value(node.text, field);
  }

  const Pack& pack_;
  const Asker& asker_;
  const IdOf& id_of_;
  std::set<const Entry*> taken_;
};

}  // namespace

Form form_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::text:
      return Form::plain;
    case YamlNode::Kind::list:
      return Form::list;
    case YamlNode::Kind::members:
      if (node.member("answer") != nullptr) return Form::answer;
      if (node.member("en") != nullptr) return Form::languages;
      return std::ranges::any_of(node.named,
                                 [](const YamlNode::Member& one) {
                                   return std::ranges::count(country_words, one.name) != 0;
                                 })
                 ? Form::countries
                 : Form::none;
    case YamlNode::Kind::nothing:
      break;
  }
  return Form::none;
}

std::optional<Value> plain_value(const std::string& text, const Field& field) {
  if (text.empty()) return {};
  switch (field.type) {
    case Type::integer: {
      std::int64_t number = 0;
      const char* end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data(), end, number);
      if (error != std::errc() || stop != end) return {};
      return number;
    }
    case Type::yes_no:
      if (text != "yes" && text != "no") return {};
      return text == "yes";
    case Type::day:
      if (!parse_day(text)) return {};
      return text;
    case Type::rows:
    case Type::account:
      return {};
    default:
      return text;
  }
}

bool holds(const std::vector<Condition>& conditions, const Asker& asker) {
  return std::ranges::all_of(conditions, [&](const Condition& condition) {
    if (condition.question == country_question)
      return (std::ranges::count(condition.words, asker.country) != 0) != condition.unless;
    // Where nothing was answered nothing is excluded; a question that did not arise is a no.
    if (asker.answers.values.empty()) return !condition.unless;
    const Value* said = asker.answers.find(condition.question);
    if (said == nullptr) return condition.unless;
    const std::vector<std::string> words = words_in(*said);
    const bool among = std::ranges::any_of(words, [&](const std::string& word) {
      return std::ranges::count(condition.words, word) != 0;
    });
    return among != condition.unless;
  });
}

std::vector<Ready> made_for(const Pack& pack, const Asker& asker, const IdOf& id_of) {
  return Maker(pack, asker, id_of).all();
}

}  // namespace ombud::packs
