// What would be written down, from the maps and what the record has already. Nothing is written
// here.
#include "drift/draft.h"

#include <algorithm>

#include "base/text.h"
#include "processing/processing.h"
#include "vault/vault.h"

namespace ombud::drift {

namespace {

// Categories that people keep together under one word.
struct Theme {
  const char* key;
  std::vector<DataCategory> categories;
};

const std::vector<Theme>& themes() {
  using enum DataCategory;
  static const std::vector<Theme> all = {
      {"drift.theme_identity", {name, username, birth_date, gender, nationality, photo}},
      {"drift.theme_contact", {email, phone, postal_address}},
      {"drift.theme_money", {account_number, payment, salary}},
      {"drift.theme_work", {employment, education, working_time}},
      {"drift.theme_traces", {online_identifier, location, date_of_event, credential}},
      {"drift.theme_texts", {document, free_text, opinion, preference, other}},
  };
  return all;
}

// What the data is called: the theme, and its class where that is more than ordinary.
std::string name_of(const records::Kinds& kinds, const Fact& fact, Language language) {
  const auto theme = std::ranges::find_if(themes(), [&](const Theme& one) {
    return std::ranges::count(one.categories, fact.first) != 0;
  });
  const std::string name = theme == themes().end() ? label_of(kinds, fact.first, language)
                                                   : say(theme->key, {}, language);
  const bool of_itself = theme == themes().end() && default_class(fact.first) == fact.second;
  if (fact.second == DataClass::ordinary || of_itself) return name;
  return name + " (" + label_of(kinds, fact.second, language) + ")";
}

std::string persons_called(const records::Kinds& kinds, const std::string& subject,
                           const std::string& system, Language language) {
  const std::string group = usual_group_of(subject);
  if (group == "other") return say("drift.persons_in", {{"system", system}}, language);
  const Result<const records::Kind*> kind = kinds.find("person_category");
  const records::Field* field = kind ? (*kind)->field("group") : nullptr;
  if (field != nullptr)
    for (const records::Choice& one : field->choices)
      if (one.word == group) return records::say(one.label, language);
  return group;
}

// The origin that all the places share.
Origin origin_of(const datamap::Map& map, const std::vector<std::string>& places) {
  std::optional<Origin> shared;
  for (const std::string& place : places) {
    const std::string field_of = place.substr(0, place.find(':'));
    const std::size_t dot = field_of.rfind('.');
    const datamap::Table* table = map.table(field_of.substr(0, dot));
    const datamap::Field* field =
        table == nullptr ? nullptr : table->field(field_of.substr(dot + 1));
    if (field == nullptr || (shared && *shared != field->origin)) return Origin::unknown;
    shared = field->origin;
  }
  return shared.value_or(Origin::unknown);
}

// "member" of "member.email" and of "member.notes:/phone".
std::string table_of(const std::string& place) {
  const std::string column = place.substr(0, place.find(':'));
  return column.substr(0, column.rfind('.'));
}

class Drafting {
 public:
  Drafting(const Read& read, const records::Kinds& kinds, Language language)
      : read_(read), kinds_(kinds), language_(language) {}

  std::vector<Draft> all() {
    for (const SystemData& data : read_.systems) of_system(data);
    for (const Found& found : compare(read_.paper, read_.links, read_.systems))
      if (found.what == What::said_none) of_denial(found);
    return std::move(drafts_);
  }

 private:
  Draft& add(std::string key, std::string kind, std::string title, const SystemData& data) {
    Draft& draft = drafts_.emplace_back();
    draft.key = std::move(key);
    draft.kind = std::move(kind);
    draft.title = std::move(title);
    draft.system = data.system.name;
    draft.system_id = data.system.id;
    draft.party = data.system.controller;
    if (data.map) draft.map = std::to_string(data.map->version);
    if (!data.look) return draft;
    draft.sampled = data.look->sampled;
    draft.there = data.look->rows;
    return draft;
  }

  void of_system(const SystemData& data) {
    const std::set<std::string> records = read_.links.records_of(data.system.id);
    const std::string& name = data.system.name;
    if (records.empty()) add("system " + name, "system", name, data);
    if (data.held.empty()) return;
    if (is_anothers(data.system)) {
      const std::string party = fold(data.system.controller);
      const bool named = std::ranges::any_of(read_.paper.activities, [&](const Activity& one) {
        return one.parties.contains(party) &&
               std::ranges::any_of(one.systems,
                                   [&](const std::string& id) { return records.contains(id); });
      });
      if (!named)
        add("activity " + name, "activity",
            say("drift.draft_processor", {{"party", data.system.controller}, {"system", name}},
                language_),
            data);
      return;
    }
    for (const Undeclared& one : undeclared(read_.paper, records, data.held)) {
      const std::string persons = persons_called(kinds_, one.subject, name, language_);
      Draft& draft = add(
          "activity " + name + " " + one.subject, "activity",
          say("drift.draft_activity", {{"persons", persons}, {"system", name}}, language_), data);
      draft.lines = lines_of(data, one, persons);
    }
  }

  std::vector<DraftLine> lines_of(const SystemData& data, const Undeclared& one,
                                  const std::string& persons) const {
    std::vector<DraftLine> lines;
    for (const auto& [fact, places] : one.facts) {
      const Data* known = known_data(fact);
      const std::string called = known == nullptr ? new_name(fact) : known->named.title;
      auto at = std::ranges::find_if(lines, [&](const DraftLine& line) {
        return line.data == called && line.data_class == fact.second;
      });
      if (at == lines.end()) {
        lines.push_back(line_of(data, one.subject, persons));
        at = lines.end() - 1;
        at->data = called;
        at->data_id = known == nullptr ? "" : known->named.id;
        at->data_class = fact.second;
        at->own_class = fact.second;
      }
      at->categories.push_back(fact.first);
      at->places.insert(at->places.end(), places.begin(), places.end());
    }
    for (DraftLine& line : lines) {
      line.origin = origin_of(*data.map, line.places);
      raise(data, line);
    }
    if (lines.empty()) lines.push_back(line_of(data, one.subject, persons));
    return lines;
  }

  // What stands in one row with something special is read with it, and a name on a list of a
  // union's members says as much as the word: all of the line is special then. National numbers
  // and convictions keep their class, which has a law of its own.
  void raise(const SystemData& data, DraftLine& line) const {
    if (line.own_class != DataClass::ordinary && line.own_class != DataClass::confidential) return;
    const auto held = data.held.find(line.subject);
    if (held != data.held.end())
      for (const auto& [fact, places] : held->second)
        for (const std::string& place : places)
          if (fact.second == DataClass::special && is_beside(place, line)) {
            line.beside = {fact.first};
            line.data_class = DataClass::special;
            line.why = say("drift.beside_special", {{"place", place}}, language_);
            return;
          }
    const auto persons = read_.paper.persons.find(line.persons_id);
    if (persons == read_.paper.persons.end() || line.places.empty()) return;
    if (!processing::is_of_circle(persons->second.circle)) return;
    line.data_class = DataClass::special;
    line.why = say("drift.beside_circle", {{"persons", line.persons}}, language_);
  }

  static bool is_beside(const std::string& place, const DraftLine& line) {
    return std::ranges::any_of(
        line.places, [&](const std::string& one) { return table_of(one) == table_of(place); });
  }

  // Not that of a record that says less.
  std::string new_name(const Fact& fact) const {
    std::string name = name_of(kinds_, fact, language_);
    const bool taken = std::ranges::any_of(read_.paper.data, [&](const auto& one) {
      return fold(one.second.named.title) == fold(name);
    });
    if (taken) name += ": " + label_of(kinds_, fact.first, language_);
    return name;
  }

  DraftLine line_of(const SystemData& data, const std::string& subject,
                    const std::string& persons) const {
    DraftLine line;
    line.subject = subject;
    line.persons = persons;
    line.group = usual_group_of(subject);
    for (const auto& [id, known] : read_.paper.persons) {
      const bool same = line.group == "other" ? fold(known.named.title) == fold(persons)
                                              : known.group == line.group;
      if (!same) continue;
      line.persons = known.named.title;
      line.persons_id = id;
      break;
    }
    set_kept(data, line);
    return line;
  }

  // The rule on the table whose rows are these persons.
  void set_kept(const SystemData& data, DraftLine& line) const {
    for (const retention::InWords& rule : read_.rules) {
      const datamap::Table* table = data.map->table(rule.table);
      if (rule.system != data.system.id || table == nullptr || table->subject != line.subject)
        continue;
      line.rule = rule.rule;
      line.kept = rule.rule + ": " + rule.keep;
      for (const auto& [id, known] : read_.paper.kept)
        if (known.rule == rule.rule) {
          line.kept = known.named.title;
          line.kept_id = id;
        }
      return;
    }
  }

  // A record of the same class that has the category.
  const Data* known_data(const Fact& fact) const {
    for (const auto& [id, known] : read_.paper.data)
      if (known.data_class == fact.second && known.categories.contains(fact.first)) return &known;
    return nullptr;
  }

  void of_denial(const Found& found) {
    const auto data = std::ranges::find_if(
        read_.systems, [&](const SystemData& one) { return one.system.id == found.system; });
    must(data != read_.systems.end());
    const std::string key = "declaration " + found.record.number;
    auto at = std::ranges::find(drafts_, key, &Draft::key);
    if (at == drafts_.end()) {
      Draft& draft = add(key, "declaration", found.record.title, *data);
      draft.number = found.record.number;
      draft.system.clear();
      at = drafts_.end() - 1;
    }
    for (const std::string& place : found.evidence.places)
      at->places.push_back(data->system.name + ": " + place);
  }

  const Read& read_;
  const records::Kinds& kinds_;
  Language language_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<Draft> drafts(const Read& read, const records::Kinds& kinds, Language language) {
  return Drafting(read, kinds, language).all();
}

std::string version_of(const std::vector<Draft>& drafts) {
  std::string text;
  const auto add = [&](const std::string& part) { text += part + '\0'; };
  for (const Draft& draft : drafts) {
    add(draft.key);
    add(draft.map);
    for (const DraftLine& line : draft.lines) {
      add(line.persons_id + line.group);
      add(line.data_id + std::string(word(line.data_class)));
      add(line.kept_id + line.rule);
      for (const DataCategory category : line.categories) add(std::string(word(category)));
      for (const std::string& place : line.places) add(place);
    }
    for (const std::string& place : draft.places) add(place);
  }
  return to_hex(vault::sha256(text));
}

}  // namespace ombud::drift
