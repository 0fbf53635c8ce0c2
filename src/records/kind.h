#pragma once
// A kind of record as its slice declares it (kinds/NAME.yaml): fields, states, who may move a
// record between them, number series, how often it is looked through. The declaration is all that
// the engine knows of a kind; what is special to one is C++ in its slice.
// The language is described in docs/formats/kinds.md.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/texts.h"
#include "base/yaml_reader.h"

namespace ombud::records {

/// What people read, in the four languages.
using Label = std::array<std::string, 4>;
const std::string& say(const Label& label, Language language);

struct Choice {
  std::string word;
  Label label;
};

enum class Type : std::uint8_t {
  text,   // One line.
  prose,  // Several.
  integer,
  yes_no,
  day,
  choice,   // Of the field's own list.
  link,     // To a record of another kind, or of the same.
  account,  // Somebody with an account here.
  rows,     // Lines with fields of their own, one level deep.
};
std::string_view word(Type type);
std::span<const std::string_view> type_words();

/// What a text must look like beyond being text.
enum class Format : std::uint8_t { free, email, phone, web, organisation_number, country };
std::string_view word(Format format);
std::span<const std::string_view> format_words();

struct Field {
  std::string name;
  Label label;
  Label help;                     // Empty where there is none.
  std::string law;                // "GDPR Art. 30(1)(b)"; empty where none asks for it.
  std::vector<std::string> also;  // What lists from elsewhere call it, in any language.
  Type type = Type::text;
  Format format = Format::free;
  bool many = false;      // A list of values; of text, choice, link and account.
  bool required = false;  // From the kind's first state on it may be missing, later not.
  bool listed = false;    // A column of the table, which can be filtered and sorted by.
  bool searched = false;  // Its words are found.
  bool fixed = false;     // Stays as it is from when the record has left its first state.
  bool retired = false;   // Kept where it has a value, and given to no other record any more.
  bool of_kinds = false;  // The choices are the kinds of record that there are.
  std::int64_t least = 0;
  std::int64_t most = 0;  // Of characters, of a number, of items. 0 both: what fits all.
  std::vector<Choice> choices;
  std::string to;             // Of a link: the kind.
  std::vector<Field> fields;  // Of rows.

  // Asked for, and required if it is, only where another field of the same level has one of these.
  struct When {
    std::string field;
    std::vector<std::string> words;  // Of a choice; "yes" or "no".
  };

  std::optional<When> when;
};

struct State {
  std::string name;
  Label label;
  bool closed = false;  // Nothing is edited in it any more.
  std::string remind;   // A day's field: until then its owner is to look at it. Empty: no such day.
};

struct Move {
  std::string name;
  Label label;
  std::vector<std::string> from;
  std::string to;
  std::string permission;  // "processing.decide"
};

/// A headed part of a long form: from one field up to where the next part begins.
struct Section {
  std::string name;
  Label label;
  std::string from;
};

/// What a file that is attached to a record may be to it.
struct AttachedDocument {
  std::string name;
  Label label;
  bool expected = false;            // That it lacks is said.
  std::optional<Field::When> when;  // Expected only there; of a field of the kind's first level.
};

/// What stands in Kind::unit and Kind::controller instead of a field.
inline constexpr std::string_view itself = "self";

struct Kind {
  std::string name;  // "activity"
  std::string room;  // "processing": whose permissions it has.
  Label label;       // "Processing activity"
  Label plural;
  Label about;         // What it is for, in a sentence.
  std::string law;     // "GDPR Art. 30"
  std::string series;  // "B" of "B-0012".
  std::string title;   // The field that names a record; of text, required in every state.
  // Whose a record is (sight.h): the links that say it, or `itself` where the record is one. Empty:
  // records of the kind say nothing of it.
  std::string unit;
  std::string controller;
  std::string above;          // Of units, which are a tree: the link to the one above.
  int review_months = 0;      // 0: never looked through.
  std::vector<State> states;  // The first is that of a new record.
  std::vector<Move> moves;
  std::vector<Field> fields;
  std::vector<Section> sections;  // None: a short form; else the first begins at the first field.
  std::vector<AttachedDocument> documents;  // None: what is attached is not told apart.

  const Field* field(std::string_view called) const;
  /// "matrix.source" too.
  const Field* at(std::string_view path) const;
  const State* state(std::string_view called) const;
  /// Whether lists can be ordered by the field and have it as a column; be narrowed by the path.
  bool orders_by(std::string_view called) const;
  bool finds_by(std::string_view path) const;
};

/// "Legal basis 2, statute": where a path leads, in words.
std::string label_of(const Kind& kind, const std::string& path, Language language);

/// `file` is only named in errors, all of Errc::invalid: "base.yaml_unknown_word" {file, line,
/// word, allowed}, "base.yaml_missing" {file, line, word}, "base.yaml_bad_value" {file, line,
/// word, value, allowed}, "base.yaml_points_nowhere" {file, line, word, value}, and those of
/// read_yaml_tree with "base.yaml_unreadable" {file, line}.
Result<Kind> read_kind(std::string_view yaml, const std::string& file);
/// The fields of a part of a file that says more.
Result<std::vector<Field>> read_fields(const YamlReader& read, const YamlNode& node);
/// "en", "sv", "da", "nb" below a node, each one there.
Result<Label> read_label(const YamlReader& read, const YamlNode& node);

}  // namespace ombud::records
