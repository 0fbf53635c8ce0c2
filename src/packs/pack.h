#pragma once
// A pack: ready content for a kind of organisation, written in YAML (packs/NAME/*.yaml) and
// compiled in. It asks some questions, and from the answers, the country and the language come
// records of the kinds that the slices declare. The language is described in docs/formats/packs.md.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace ombud::packs {

/// A file as it is compiled in.
struct File {
  std::string_view pack;  // "small-company"
  std::string_view name;  // "packs/small-company/customers.yaml"
  std::string_view yaml;
};

/// All files of all packs (generated from packs/).
std::span<const File> files();

/// Whether an answer is, or is not, one of the words.
struct Condition {
  bool unless = false;
  std::string question;  // A field of the questions.
  std::vector<std::string> words;
};

/// Some of the questions' fields, asked together.
struct Question {
  std::string name;
  records::Label label;
  records::Label about;
  std::vector<std::string> fields;
  std::string before;  // Another pack's question that it comes before; empty: after all.
};

/// A record that the pack can give.
struct Entry {
  std::string pack;  // Whose it is: several packs may share one.
  std::string key;   // Stays the same as long as the pack lives.
  const records::Kind* kind = nullptr;
  std::string file;
  std::vector<Condition> conditions;
  YamlNode fields;
};

struct Pack {
  std::string name;
  int version = 0;
  records::Label label;
  records::Label about;
  std::vector<std::string> with;       // Packs whose content belongs to it.
  bool listed = false;                 // Chosen by people; others are only parts of these.
  std::vector<std::string> countries;  // For which it is ready.
  std::vector<Question> questions;
  records::Kind answers;  // Their fields, as a record has them.
  std::vector<Entry> entries;
  std::map<std::string, YamlNode> texts;  // What several places say alike.
  std::string law_checked;                // The day on which its law was looked at last.

  const Entry* entry(std::string_view kind, std::string_view key) const;
};

/// All packs, each with what belongs to it. Errors of YamlReader, with file and line; Errc::invalid
/// "packs.no_source" {file, line, word} for a period that does not say where it comes from,
/// "packs.twice" {file, line, word} for a key that is there already.
Result<std::vector<Pack>> read_packs(std::span<const File> files, const records::Kinds& kinds);

/// For whom a pack's content is made.
struct Asker {
  Language language = Language::en;
  std::string country;  // "se", "dk", "no", "fi"
  records::Row answers;
};

struct Ready {
  const Entry* entry = nullptr;
  records::Row row;
};

/// The id of a record of the pack by kind and key.
using IdOf = std::function<std::string(const Entry& entry)>;

/// What the answers don't exclude, in the order of the pack. Where nobody has answered anything,
/// nothing is left out and facts are missing.
std::vector<Ready> made_for(const Pack& pack, const Asker& asker, const IdOf& id_of);

/// The words for countries in which content may differ, and `else`.
inline constexpr std::string_view country_words[] = {"se", "dk", "no", "fi", "else"};

}  // namespace ombud::packs
