// Which field a column is, by what it is called: first what our own sheets call it, then the names
// and labels of the fields in every language, then what a declaration says that others call it.

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "records/headings.h"
#include "records/mapping.h"

namespace ombud::records {

namespace {

constexpr Language languages[] = {Language::en, Language::sv, Language::da, Language::nb};
constexpr std::size_t lines_looked_at = 200;

// "kleMainGroups", "kle_main_groups" and "KLE-main groups:" are the same words.
std::string words_of_name(std::string_view name) {
  std::string spaced;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool after_lower = at > 0 && name[at - 1] >= 'a' && name[at - 1] <= 'z';
    if (upper && after_lower) spaced += ' ';
    spaced += c == '_' || c == '-' || c == '*' || c == ':' || c == '/' ? ' ' : c;
  }
  return fold(spaced);
}

// "fields.matrix[].source" as a path.
std::string path_of(std::string_view column) {
  std::string path(column);
  if (path.starts_with("fields.")) path.erase(0, 7);
  for (std::size_t at = path.find("[]"); at != std::string::npos; at = path.find("[]"))
    path.erase(at, 2);
  return path;
}

// Of lines, what a column called like all of them is: the first that is required.
std::string path_of(const Field& field) {
  if (field.type != Type::rows) return field.name;
  const auto main = std::ranges::find(field.fields, true, &Field::required);
  return field.name + "." + (main == field.fields.end() ? field.fields.front() : *main).name;
}

// Names and what they mean, the surest first. What means two things means nothing.
class FieldNames {
 public:
  explicit FieldNames(const Kind& kind) {
    for (const Language language : languages)
      for (const Heading& heading : headings_of(kind, language))
        add(0, fold(heading.label), heading.path);
    for (const Field& field : kind.fields) {
      add(1, field.name, path_of(field));
      for (const Field& inner : field.fields)
        add(1, field.name + "." + inner.name, field.name + "." + inner.name);
      for (const Language language : languages)
        add(2, words_of_name(say(field.label, language)), path_of(field));
      for (const std::string& also : field.also) add(3, words_of_name(also), path_of(field));
    }
    for (const std::string_view own : {number_path, state_path, owner_path})
      add(1, std::string(own), std::string(own));
    for (const Language language : languages) {
      add(4, words_of_name(say(kind.label, language)), kind.title);
      add(4, words_of_name(say(kind.plural, language)), kind.title);
    }
    for (const Field& field : kind.fields)
      for (const Field& inner : field.fields) {
        const std::string path = field.name + "." + inner.name;
        for (const Language language : languages)
          add(5, words_of_name(say(inner.label, language)), path);
        for (const std::string& also : inner.also) add(5, words_of_name(also), path);
      }
  }

  /// Empty where it means nothing there, or several things.
  const std::string& meaning(std::size_t stage, const std::string& column) const {
    static const std::string nothing;
    const std::string name = stage == 0   ? fold(column)
                             : stage == 1 ? fold(path_of(column))
                                          : words_of_name(path_of(column));
    const auto at = meanings_[stage].find(name);
    return at == meanings_[stage].end() || at->second.size() != 1 ? nothing : *at->second.begin();
  }

 private:
  void add(std::size_t stage, std::string name, const std::string& path) {
    meanings_[stage][std::move(name)].insert(path);
  }

  std::map<std::string, std::set<std::string>> meanings_[6];
};

// The one form in which all days of the column are days; the one of the Nordic countries where two
// are.
std::string days_form(const tables::Table& table, std::size_t column) {
  std::vector<std::string> texts;
  for (const tables::Line& line : table.lines) {
    const tables::Value& value = line.at(column);
    if (value.kind == tables::Value::Kind::text) texts.push_back(trim(value.text));
    if (texts.size() == lines_looked_at) break;
  }
  for (const std::string_view form : day_forms()) {
    const auto fits = [&](const std::string& text) { return day_in(text, form).has_value(); };
    if (!texts.empty() && std::ranges::all_of(texts, fits))
      return std::string(form == day_forms().front() ? "" : form);
  }
  return {};
}

// What separates several values, where it is not what the field asks for anyway.
std::string separator(const tables::Table& table, std::size_t column) {
  constexpr std::size_t longest = 40;  // Of a value in a list; what is longer is a sentence.
  std::map<char, bool> fits{{'|', false}, {',', false}};
  for (const tables::Line& line : table.lines) {
    const tables::Value& value = line.at(column);
    if (value.kind != tables::Value::Kind::text) continue;
    if (value.text.find_first_of(";\n") != std::string::npos) return {};
    for (auto& [sign, found] : fits)
      if (value.text.find(sign) != std::string::npos) {
        const auto parts = split(value.text, sign);
        found = std::ranges::all_of(parts, [](const auto& part) { return part.size() <= longest; });
      }
  }
  return fits['|'] ? "|" : fits[','] ? "," : "";
}

// What the file does not say and other columns need: "role" where purposes are asked of a
// controller only. The first of the words that ask for them.
void add_conditions(const Kind& kind, Mapping& mapping) {
  for (const ColumnRule& rule : std::vector(mapping.columns)) {
    const Field* field = kind.field(rule.field.substr(0, rule.field.find('.')));
    if (field == nullptr || !field->when || mapping.uses(field->when->field)) continue;
    const auto said = std::ranges::find(mapping.fresh, field->when->field,
                                        [](const auto& pair) { return pair.first; });
    if (said == mapping.fresh.end())
      mapping.fresh.emplace_back(field->when->field, field->when->words.front());
  }
}

}  // namespace

Mapping propose(const Kind& kind, const tables::Table& table) {
  const FieldNames names(kind);
  std::map<std::size_t, std::string> fields;
  std::set<std::string> taken;
  // Our own JSON has paths, our own sheets have headings; "number" may be either.
  std::vector<std::size_t> stages{0, 1, 2, 3, 4, 5};
  const bool has_paths = std::ranges::find(table.columns, number_path) != table.columns.end();
  if (has_paths) std::swap(stages[0], stages[1]);
  for (const std::size_t stage : stages)
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const std::string& path = names.meaning(stage, table.columns[column]);
      if (path.empty() || fields.contains(column)) continue;
      const Field* field = kind.at(path);
      const bool several = field != nullptr && field->many;
      if (taken.insert(path).second || several) fields[column] = path;
    }
  // In a file of ours lists stand in one way only, whatever is in them.
  const bool ours = taken.contains(std::string(number_path)) &&
                    std::ranges::all_of(table.columns, [&](const std::string& column) {
                      return !names.meaning(has_paths ? 1 : 0, column).empty();
                    });
  Mapping mapping;
  for (const auto& [column, path] : fields) {
    const Field* field = kind.at(path);
    const bool is_day = field != nullptr && field->type == Type::day;
    // A choice of a line may stand several times too: then each is a line.
    const bool in_lines = path.find('.') != std::string::npos;
    const bool many =
        field != nullptr && (field->many || (in_lines && field->type == Type::choice));
    mapping.columns.push_back({table.columns[column],
                               path,
                               many && !ours ? separator(table, column) : std::string(),
                               is_day ? days_form(table, column) : std::string(),
                               {}});
  }
  add_conditions(kind, mapping);
  return mapping;
}

}  // namespace ombud::records
