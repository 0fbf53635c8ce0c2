// Reading packs: every word known to the kinds and questions, every language there, every name
// leading somewhere, no period without its source.

#include <algorithm>
#include <set>

#include "packs/pack.h"
#include "packs/said.h"

namespace ombud::packs {

namespace {

using records::Field;
using records::Kind;

Failure flaw(std::string key, const std::string& file, const YamlNode& node, std::string word) {
  return fail(Errc::invalid, std::move(key),
              {{"file", file}, {"line", std::to_string(node.line)}, {"word", std::move(word)}});
}

std::vector<std::string> words_of(const Field& field) {
  std::vector<std::string> words;
  for (const records::Choice& choice : field.choices) words.push_back(choice.word);
  if (field.type == records::Type::yes_no) words = {"yes", "no"};
  return words;
}

// One pack while its files are read.
class PackReader {
 public:
  PackReader(Pack& pack, const records::Kinds& kinds) : pack_(pack), kinds_(kinds) {}

  Result<void> head(const File& file) {
    constexpr std::string_view allowed[] = {"pack",   "version",   "en",         "sv",
                                            "da",     "nb",        "about",      "with",
                                            "listed", "countries", "law_checked"};
    constexpr std::string_view languages[] = {"en", "sv", "da", "nb"};
    const YamlReader read{std::string(file.name)};
    const YamlNode tree = TRY(read.tree(file.yaml));
    TRY(read.only(tree, "pack", allowed));
    pack_.name = TRY(read.text(tree, "pack"));
    pack_.version = static_cast<int>(TRY(read.number(tree, "version")));
    pack_.label = TRY(records::read_label(read, tree));
    pack_.listed = TRY(read.flag(tree, "listed"));
    pack_.law_checked = TRY(read.text(tree, "law_checked"));
    if (!parse_day(pack_.law_checked))
      return read.bad(*tree.member("law_checked"), "law_checked", "2026-11-22");
    const YamlNode* about = tree.member("about");
    if (about == nullptr) return read.missing(tree, "about");
    TRY(read.only(*about, "about", languages));
    pack_.about = TRY(records::read_label(read, *about));
    if (const YamlNode* with = tree.member("with")) pack_.with = TRY(read.texts(*with, "with"));
    const YamlNode* countries = tree.member("countries");
    if (countries == nullptr) return read.missing(tree, "countries");
    pack_.countries = TRY(read.texts(*countries, "countries"));
    for (const std::string& country : pack_.countries)
      if (country == "else" || std::ranges::count(country_words, country) == 0)
        return read.nowhere(*countries, "countries", country);
    return {};
  }

  /// Questions, texts and the keys of records; the records themselves are looked at when all keys
  /// are known.
  Result<void> names(const File& file) {
    const YamlReader read{std::string(file.name)};
    const YamlNode tree = TRY(read.tree(file.yaml));
    if (tree.kind != YamlNode::Kind::members) return read.bad(tree, "pack", "KIND: {KEY: …}");
    for (const YamlNode::Member& member : tree.named) {
      if (member.node.kind != YamlNode::Kind::members)
        return read.bad(member.node, member.name, "KEY: …");
      if (member.name == "questions") {
        for (const YamlNode::Member& one : member.node.named) TRY(question(read, one));
      } else if (member.name == "texts") {
        for (const YamlNode::Member& one : member.node.named)
          if (!pack_.texts.emplace(one.name, one.node).second)
            return flaw("packs.twice", std::string(file.name), one.node, one.name);
      } else {
        const auto kind = kinds_.find(member.name);
        if (!kind) return read.nowhere(member.node, "pack", member.name);
        for (const YamlNode::Member& one : member.node.named)
          TRY(entry(read, std::string(file.name), **kind, one));
      }
    }
    return {};
  }

 private:
  Result<void> question(const YamlReader& read, const YamlNode::Member& member) {
    constexpr std::string_view allowed[] = {"en", "sv", "da", "nb", "about", "fields", "before"};
    constexpr std::string_view languages[] = {"en", "sv", "da", "nb"};
    TRY(read.name(member.node, "questions", member.name));
    TRY(read.only(member.node, member.name, allowed));
    Question question{member.name,
                      TRY(records::read_label(read, member.node)),
                      {},
                      {},
                      TRY(read.text_or(member.node, "before", ""))};
    const YamlNode* about = member.node.member("about");
    const YamlNode* fields = member.node.member("fields");
    if (about == nullptr) return read.missing(member.node, "about");
    if (fields == nullptr) return read.missing(member.node, "fields");
    TRY(read.only(*about, "about", languages));
    question.about = TRY(records::read_label(read, *about));
    for (Field& field : TRY(records::read_fields(read, *fields))) {
      if (pack_.answers.field(field.name) != nullptr || field.name == country_question)
        return read.bad(*fields, field.name, "NEW");
      question.fields.push_back(field.name);
      pack_.answers.fields.push_back(std::move(field));
    }
    pack_.questions.push_back(std::move(question));
    return {};
  }

  Result<void> entry(const YamlReader& read, const std::string& file, const Kind& kind,
                     const YamlNode::Member& member) {
    TRY(read.name(member.node, kind.name, member.name));
    if (member.node.kind != YamlNode::Kind::members)
      return read.bad(member.node, member.name, "FIELD: VALUE");
    if (pack_.entry(kind.name, member.name) != nullptr)
      return flaw("packs.twice", file, member.node, member.name);
    pack_.entries.push_back({pack_.name, member.name, &kind, file, {}, member.node});
    return {};
  }

  Pack& pack_;
  const records::Kinds& kinds_;
};

// What a record of a pack says, against its kind and against what the pack has.
class Checker {
 public:
  Checker(const Pack& pack, const Entry& entry) : pack_(pack), entry_(entry), read_(entry.file) {}

  Result<void> all(std::vector<Condition>& conditions) const {
    TRY(fields(entry_.fields, entry_.kind->fields, entry_.kind->name));
    conditions = TRY(conditions_in(entry_.fields));
    if (entry_.fields.member(entry_.kind->title) == nullptr)
      return read_.missing(entry_.fields, entry_.kind->title);
    // The law asks why data is kept; whoever takes it over must see where that comes from.
    if (entry_.kind->name != "retention_period") return {};
    for (const std::string_view word : {"reason", "source", "country", "checked_on"})
      if (entry_.fields.member(word) == nullptr)
        return flaw("packs.no_source", entry_.file, entry_.fields, entry_.key);
    return {};
  }

 private:
  Result<void> fields(const YamlNode& node, const std::vector<Field>& known,
                      const std::string& word) const {
    std::vector<std::string_view> allowed{"when", "unless"};
    for (const Field& field : known) allowed.emplace_back(field.name);
    TRY(read_.only(node, word, allowed));
    TRY(conditions_in(node));
    for (const YamlNode::Member& member : node.named) {
      const auto field = std::ranges::find(known, member.name, &Field::name);
      if (field != known.end()) TRY(value(member.node, *field));
    }
    return {};
  }

  Result<std::vector<Condition>> conditions_in(const YamlNode& node) const {
    std::vector<Condition> all;
    for (const std::string_view word : {"when", "unless"}) {
      const YamlNode* asked = node.member(word);
      if (asked == nullptr) continue;
      if (asked->kind != YamlNode::Kind::members) return read_.bad(*asked, word, "{FIELD: [WORD]}");
      for (const YamlNode::Member& one : asked->named) {
        const std::vector<std::string> words = TRY(words_asked(one.node, word, one.name));
        Condition condition{word == "unless", one.name, TRY(read_.texts(one.node, one.name))};
        for (const std::string& said : condition.words)
          if (std::ranges::count(words, said) == 0) return read_.nowhere(one.node, one.name, said);
        all.push_back(std::move(condition));
      }
    }
    return all;
  }

  // What may be said to a question, or of the country.
  Result<std::vector<std::string>> words_asked(const YamlNode& node, std::string_view word,
                                               const std::string& question) const {
    if (question == country_question) {
      std::vector<std::string> countries;
      for (const std::string_view country : country_words)
        if (country != "else") countries.emplace_back(country);
      return countries;
    }
    const Field* field = pack_.answers.field(question);
    if (field == nullptr) return read_.nowhere(node, word, question);
    return words_of(*field);
  }

  Result<void> value(const YamlNode& node, const Field& field) const {
    switch (form_of(node)) {
      case Form::languages:
        if (field.type != records::Type::text && field.type != records::Type::prose)
          return read_.bad(node, field.name, "a text");
        TRY(read_.only(node, field.name, language_words));
        TRY(records::read_label(read_, node));
        return {};
      case Form::countries:
        TRY(read_.only(node, field.name, country_words));
        for (const YamlNode::Member& one : node.named) TRY(value(one.node, field));
        return {};
      case Form::answer:
        return answer(node, field);
      case Form::list:
        if (field.type != records::Type::rows && !field.many)
          return read_.bad(node, field.name, "one value");
        for (const YamlNode& item : node.items)
          TRY(field.type == records::Type::rows ? fields(item, field.fields, field.name)
                                                : value(item, field));
        return {};
      case Form::plain:
        return plain(node, field);
      case Form::none:
        break;
    }
    return read_.bad(node, field.name,
                     "a value, {en, sv, da, nb}, {se, dk, no, fi, else}, {answer}");
  }

  Result<void> answer(const YamlNode& node, const Field& field) const {
    constexpr std::string_view allowed[] = {"answer", "else"};
    TRY(read_.only(node, field.name, allowed));
    const std::string called = TRY(read_.text(node, "answer"));
    if (pack_.answers.field(called) == nullptr) return read_.nowhere(node, "answer", called);
    if (const YamlNode* otherwise = node.member("else")) return value(*otherwise, field);
    return {};
  }

  Result<void> plain(const YamlNode& node, const Field& field) const {
    if (node.text.starts_with('=')) {
      const auto shared = pack_.texts.find(node.text.substr(1));
      if (shared == pack_.texts.end()) return read_.nowhere(node, field.name, node.text);
      return value(shared->second, field);
    }
    if (field.type == records::Type::link && pack_.entry(field.to, node.text) == nullptr)
      return read_.nowhere(node, field.name, node.text);
    if (field.type == records::Type::choice && std::ranges::count(words_of(field), node.text) == 0)
      return read_.nowhere(node, field.name, node.text);
    if (!plain_value(node.text, field)) return read_.bad(node, field.name, word(field.type));
    return {};
  }

  const Pack& pack_;
  const Entry& entry_;
  YamlReader read_;
};

// A pack takes over what the packs that belong to it have: their questions come first.
Result<void> join(std::vector<Pack>& packs, Pack& pack, std::string_view file) {
  std::vector<Question> questions;
  std::vector<Field> fields;
  std::vector<Entry> entries;
  for (const std::string& name : pack.with) {
    const auto other = std::ranges::find(packs, name, &Pack::name);
    if (other == packs.end() || other->name == pack.name || !other->with.empty())
      return flaw("packs.no_such_part", std::string(file), {}, name);
    questions.insert(questions.end(), other->questions.begin(), other->questions.end());
    fields.insert(fields.end(), other->answers.fields.begin(), other->answers.fields.end());
    entries.insert(entries.end(), other->entries.begin(), other->entries.end());
    pack.texts.insert(other->texts.begin(), other->texts.end());
  }
  for (const Entry& entry : entries)
    if (pack.entry(entry.kind->name, entry.key) != nullptr)
      return flaw("packs.twice", entry.file, entry.fields, entry.key);
  // The pack's own words come before those of its parts where both say one.
  for (Question& question : pack.questions) {
    const auto at = std::ranges::find(questions, question.before, &Question::name);
    if (at == questions.end() && !question.before.empty())
      return flaw("packs.no_such_part", std::string(file), {}, question.before);
    questions.insert(at, std::move(question));
  }
  pack.questions = std::move(questions);
  pack.answers.fields.insert(pack.answers.fields.begin(), fields.begin(), fields.end());
  pack.entries.insert(pack.entries.begin(), entries.begin(), entries.end());
  return {};
}

}  // namespace

const Entry* Pack::entry(std::string_view kind, std::string_view key) const {
  const auto at = std::ranges::find_if(
      entries, [&](const Entry& one) { return one.kind->name == kind && one.key == key; });
  return at == entries.end() ? nullptr : &*at;
}

Result<std::vector<Pack>> read_packs(std::span<const File> files, const records::Kinds& kinds) {
  std::vector<Pack> packs;
  std::map<std::string, std::string> heads;
  for (const File& file : files) {
    if (!file.name.ends_with("/pack.yaml")) continue;
    Pack& pack = packs.emplace_back();
    PackReader reader(pack, kinds);
    TRY(reader.head(file));
    heads[pack.name] = file.name;
    for (const File& part : files)
      if (part.pack == file.pack && part.name != file.name) TRY(reader.names(part));
  }
  for (Pack& pack : packs) TRY(join(packs, pack, heads[pack.name]));
  for (Pack& pack : packs) {
    pack.answers.name = pack.name;
    for (Entry& entry : pack.entries) TRY(Checker(pack, entry).all(entry.conditions));
  }
  return packs;
}

}  // namespace ombud::packs
