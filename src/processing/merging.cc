#include "processing/merging.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "processing/checks.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Fault;
using records::Field;
using records::Kind;
using records::Record;
using records::Row;
using records::Type;
using records::Value;

// What makes two lines of a field the same thing told twice, and which words of them may stand
// beside each other. Lists in them are united, the rest can only be said once. A field that is not
// here has lines that are the same only where all is.
struct LineRule {
  std::string_view field;
  std::vector<std::string_view> keys;
  std::vector<std::string_view> joined;
};

const LineRule* rule_of(const Field& field) {
  static const LineRule rules[] = {
      {"purposes", {"purpose"}, {}},
      {"legal_bases", {"basis", "statute", "contract", "consent", "vital", "interest"}, {}},
      {"special_exceptions", {"exception", "statute", "consent"}, {"covers"}},
      {"matrix", {"person", "data", "source", "source_text"}, {}},
      {"recipients", {"recipient", "as"}, {"why", "way", "allowed_by"}},
      {"transfers", {"recipient", "to", "country", "organisation", "mechanism"}, {"safeguard"}},
      {"customers", {"customer"}, {"processing"}},
      {"scenarios", {"way", "situation"}, {"next"}},
      {"improvements", {"suggestion"}, {}},
  };
  const auto at = std::ranges::find(rules, field.name, &LineRule::field);
  return at == std::end(rules) ? nullptr : &*at;
}

template <class List>
bool has_word(const List& words, std::string_view word) {
  return std::ranges::find(words, word) != std::end(words);
}

constexpr std::string_view same_in_all[] = {"role", "ours"};
// What the result says of itself.
constexpr std::string_view of_the_result[] = {"name", "merged_because", "common_purpose",
                                              "merged_from", "steps"};
// Words that people choose among, and no description.
constexpr std::string_view not_joined[] = {"group"};
constexpr std::string_view earliest[] = {"started_on"};

void add_all(const std::vector<std::string>& more, std::vector<std::string>& to) {
  for (const std::string& one : more)
    if (!has_word(to, one)) to.push_back(one);
}

// A line with whom it is from.
struct Said {
  Row row;
  std::string number;
};

Row part_of(const Row& row, const std::vector<const Field*>& fields) {
  Row part;
  for (const Field* field : fields)
    if (const Value* value = row.find(field->name)) part.set(field->name, *value);
  return part;
}

class Merger {
 public:
  Merger(const Kind& kind, std::span<const Record> activities, const MergeWish& wish)
      : kind_(kind), activities_(activities), wish_(wish) {}

  Merged merge() {
    merged_.common = common_to(activities_);
    if (merged_.common.empty()) {
      refuse_without_purpose();
      return std::move(merged_);
    }
    take_places();
    say_itself();
    Fields chosen;
    for (const Field& field : kind_.fields) take(field, chosen);
    for (const auto& [group, fields] : chosen) choose(fields, all(), "", "", merged_.row);
    tell_coarser();
    Row whole = merged_.row;
    merged_.missing = records::check(kind_, records::Demand::all, whole);
    merged_.row = std::move(whole);
    if (merged_.missing.empty()) {
      Record record;
      record.row = merged_.row;
      merged_.missing = faults_of_law(record);
    }
    return std::move(merged_);
  }

 private:
  using Fields = std::vector<std::pair<std::string, std::vector<const Field*>>>;

  // The fields that are chosen together: a choice with what belongs to it, a balancing test as one.
  std::string group_of(const Field& field, const LineRule* rule) const {
    if (!field.when) return field.name;
    const std::string& leader = field.when->field;
    if (rule == nullptr) {
      const Field* one = kind_.field(leader);
      const bool is_chosen = one != nullptr && one->type == Type::choice;
      return is_chosen && !has_word(same_in_all, leader) ? leader : field.name;
    }
    if (!has_word(rule->keys, leader)) return leader;
    std::string group = leader;
    for (const std::string& word : field.when->words) group += " " + word;
    return group;
  }

  static void put_in(const std::string& group, const Field& field, Fields& fields) {
    const auto at = std::ranges::find(fields, group, &Fields::value_type::first);
    if (at == fields.end())
      fields.emplace_back(group, std::vector{&field});
    else
      at->second.push_back(&field);
  }

  void refuse_without_purpose() {
    merged_.refused.push_back({Errc::conflict, "processing.merge_nothing_common", {}});
    for (const Record& activity : activities_) {
      std::string purposes;
      for (const Row& line : lines_of(activity.row, "purposes"))
        purposes += (purposes.empty() ? "" : "; ") + line.text("purpose");
      merged_.refused.push_back(
          {Errc::conflict,
           purposes.empty() ? "processing.merge_no_purpose_of" : "processing.merge_purposes_of",
           {{"activity", activity.number + " " + activity.title}, {"purposes", purposes}}});
    }
  }

  // A line that does not say where its data lies lies wherever its activity does: once they are
  // one, that would be wherever any of them does.
  void take_places() {
    for (const Record& activity : activities_) add_all(list_of(activity.row, "systems"), systems_);
    for (const Record& activity : activities_) {
      Row row = activity.row;
      const std::vector<std::string> own = list_of(row, "systems");
      if (own.size() != systems_.size() && !own.empty()) {
        std::vector<Row> matrix = lines_of(row, "matrix");
        for (Row& line : matrix)
          if (list_of(line, "systems").empty()) line.set("systems", own);
        if (!matrix.empty()) row.set("matrix", std::move(matrix));
      }
      said_.push_back({std::move(row), activity.number});
    }
  }

  void say_itself() {
    Row& row = merged_.row;
    for (const std::string_view field : same_in_all)
      row.set(field, activities_.front().row.text(field));
    row.set("common_purpose", wish_.purpose);
    row.set("name",
            wish_.name.empty() ? records::fitted(*kind_.field("name"), wish_.purpose) : wish_.name);
    row.set("merged_because", std::string(merged_.common.front().because));
    std::vector<std::string> from;
    std::vector<Row> steps;
    for (const Record& activity : activities_) {
      from.push_back(activity.id.text);
      Row step;
      step.set("step", activity.title);
      steps.push_back(std::move(step));
      for (const Row& line : lines_of(activity.row, "steps")) steps.push_back(line);
    }
    row.set("merged_from", std::move(from));
    row.set("steps", std::move(steps));
  }

  std::vector<const Said*> all() const {
    std::vector<const Said*> all;
    for (const Said& one : said_) all.push_back(&one);
    return all;
  }

  void take(const Field& field, Fields& chosen) {
    if (has_word(same_in_all, field.name) || has_word(of_the_result, field.name)) return;
    const std::string group = group_of(field, nullptr);
    if (field.type == Type::rows) {
      take_lines(field);
    } else if (field.many) {
      unite(field, all(), merged_.row);
    } else if (field.type == Type::yes_no) {
      either(field);
    } else if (has_word(earliest, field.name)) {
      take_earliest(field);
    } else if ((field.type != Type::prose && field.type != Type::text) || group != field.name ||
               has_word(not_joined, field.name) || !join(field, all(), true, merged_.row)) {
      put_in(group, field, chosen);
    }
  }

  static void unite(const Field& field, const std::vector<const Said*>& said, Row& into) {
    std::vector<std::string> values = list_of(into, field.name);
    for (const Said* one : said) add_all(list_of(one->row, field.name), values);
    if (!values.empty()) into.set(field.name, std::move(values));
  }

  // Yes where one of them says yes; no only where all say no, since "none" is an answer.
  void either(const Field& field) {
    const auto count = [&](bool what) {
      return std::ranges::count_if(
          said_, [&](const Said& one) { return says(one.row, field.name, what); });
    };
    if (count(true) > 0)
      merged_.row.set(field.name, true);
    else if (count(false) == static_cast<std::ptrdiff_t>(said_.size()))
      merged_.row.set(field.name, false);
  }

  void take_earliest(const Field& field) {
    std::string day;
    for (const Said& one : said_)
      if (const std::string& theirs = one.row.text(field.name);
          !theirs.empty() && (day.empty() || theirs < day))
        day = theirs;
    if (!day.empty()) merged_.row.set(field.name, day);
  }

  // One after the other, each once; false where that is more than the field takes. Several
  // paragraphs say whose they are.
  bool join(const Field& field, const std::vector<const Said*>& said, bool titled,
            Row& into) const {
    std::vector<std::pair<std::string, std::string>> texts;
    for (const Said* one : said)
      if (const std::string& text = one->row.text(field.name);
          !text.empty() && std::ranges::none_of(texts, [&](const auto& there) {
            return fold(there.second) == fold(text);
          }))
        texts.emplace_back(one->number, text);
    if (texts.empty()) return true;
    std::string all;
    for (const auto& [number, text] : texts) {
      const bool of_whom = titled && field.type == Type::prose && texts.size() > 1;
      all += all.empty() ? "" : field.type == Type::prose ? "\n\n" : "; ";
      all += of_whom ? number + " " + title_of(number) + ":\n" + text : text;
    }
    if (records::fitted(field, all) != all) return false;
    into.set(field.name, std::move(all));
    return true;
  }

  const std::string& title_of(const std::string& number) const {
    return std::ranges::find(activities_, number, &Record::number)->title;
  }

  // Lines that are the same thing, wherever they stand.
  void take_lines(const Field& field) {
    const LineRule* rule = rule_of(field);
    std::vector<std::pair<std::string, std::vector<Said>>> found;
    for (const Said& one : said_)
      for (const Row& line : lines_of(one.row, field.name)) {
        const std::string key = rule == nullptr ? records::write_json(line) : key_of(*rule, line);
        auto at = std::ranges::find(found, key, [](const auto& there) { return there.first; });
        if (at == found.end()) at = found.insert(found.end(), {key, {}});
        at->second.push_back({line, one.number});
      }
    if (found.empty()) return;
    std::vector<Row> lines;
    for (const auto& [key, same] : found) {
      const std::string path = field.name + "." + std::to_string(lines.size()) + ".";
      lines.push_back(rule == nullptr ? same.front().row : line_of(field, *rule, same, path));
    }
    merged_.row.set(field.name, std::move(lines));
  }

  static std::string key_of(const LineRule& rule, const Row& line) {
    std::string key;
    for (const std::string_view field : rule.keys) key += fold(line.text(field)) + "\n";
    return key;
  }

  Row line_of(const Field& field, const LineRule& rule, const std::vector<Said>& same,
              const std::string& path) {
    std::vector<const Said*> said;
    for (const Said& one : same) said.push_back(&one);
    Row line;
    Fields chosen;
    for (const Field& part : field.fields)
      if (has_word(rule.keys, part.name)) {
        if (const Value* value = same.front().row.find(part.name)) line.set(part.name, *value);
      } else if (part.many) {
        unite(part, said, line);
      } else if (!has_word(rule.joined, part.name) || !join(part, said, false, line)) {
        put_in(group_of(part, &rule), part, chosen);
      }
    const Row keys = line;
    for (const auto& [group, fields] : chosen)
      choose(fields, said, path, field.name + ".", line, keys);
    return line;
  }

  // What can only be said once. Where it is said differently nothing of it stands in the result
  // until somebody has chosen.
  void choose(const std::vector<const Field*>& fields, const std::vector<const Said*>& said,
              const std::string& path, const std::string& above, Row& into, const Row& line = {}) {
    std::vector<Clash::Option> options;
    for (const Said* one : said) {
      const Row says = part_of(one->row, fields);
      // In a line what is not said is filled in; of the whole, to say nothing is to say something.
      if (says.values.empty() && !(path.empty() && fields.front()->required)) continue;
      const auto at = std::ranges::find(options, says, &Clash::Option::says);
      if (at == options.end())
        options.push_back({{one->number}, says});
      else if (!has_word(at->from, one->number))
        at->from.push_back(one->number);
    }
    if (options.empty()) return;
    const std::string name = fields.front()->name;
    const Clash::Option* holds = options.size() == 1 ? options.data() : nullptr;
    if (options.size() > 1) {
      Clash clash{path + name, above + name, line, options, {}};
      const auto choice = wish_.choices.find(clash.path);
      for (const Clash::Option& option : options)
        if (choice != wish_.choices.end() && has_word(option.from, choice->second)) {
          holds = &option;
          clash.chosen = choice->second;
          break;
        }
      merged_.clashes.push_back(std::move(clash));
    }
    if (holds == nullptr) return;
    for (const auto& [field, value] : holds->says.values) into.set(field, value);
  }

  void tell_coarser() {
    const auto tell = [&](const std::string& key, Params params = {}) {
      merged_.coarser.push_back({Errc::conflict, key, std::move(params)});
    };
    std::set<std::string> exceptions;
    for (const Record& activity : activities_) {
      std::string kinds;
      for (const Row& line : lines_of(activity.row, "special_exceptions"))
        kinds += line.text("exception") + " ";
      exceptions.insert(kinds);
      for (const Row& line : lines_of(activity.row, "secrecy"))
        if (line.text("part") == "everything")
          tell("processing.merge_coarser_secrecy", {{"activity", activity.number}});
      if (is_processor(activity) && list_of(activity.row, "systems").size() != systems_.size())
        tell("processing.merge_coarser_systems", {{"activity", activity.number}});
    }
    if (exceptions.size() > 1) tell("processing.merge_coarser_exceptions");
  }

  const Kind& kind_;
  std::span<const Record> activities_;
  const MergeWish& wish_;
  std::vector<std::string> systems_;  // Of all of them.
  std::vector<Said> said_;
  Merged merged_;
};

}  // namespace

bool Merged::is_open() const {
  return std::ranges::any_of(clashes, [](const Clash& clash) { return clash.chosen.empty(); });
}

Merged merge(const Kind& kind, std::span<const Record> activities, const MergeWish& wish) {
  Merged kept_apart;
  kept_apart.refused = apart(kind, activities);
  if (!kept_apart.refused.empty()) return kept_apart;
  return Merger(kind, activities, wish).merge();
}

}  // namespace ombud::processing
