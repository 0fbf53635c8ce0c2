#include "drift/compare.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::drift {

namespace {

bool meets(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& one) { return b.contains(one); });
}

// From the least protected to the most.
int rank(DataClass data_class) {
  constexpr DataClass order[] = {DataClass::ordinary, DataClass::confidential,
                                 DataClass::national_id, DataClass::criminal, DataClass::special};
  return static_cast<int>(std::ranges::find(order, data_class) - std::begin(order));
}

Severity severity_of_class(DataClass data_class) {
  if (data_class == DataClass::special || data_class == DataClass::criminal)
    return Severity::serious;
  return data_class == DataClass::ordinary ? Severity::minor : Severity::important;
}

void add_places(Evidence& evidence, const std::vector<std::string>& places) {
  evidence.places_all += std::ssize(places);
  for (const std::string& place : places)
    if (evidence.places.size() < places_shown) evidence.places.push_back(place);
}

// The evidence of facts together: what they say, the gravest class, where.
Evidence of_facts(const std::string& subject,
                  const std::map<Fact, std::vector<std::string>>& facts) {
  Evidence evidence;
  evidence.subject = subject;
  for (const auto& [fact, places] : facts) {
    if (std::ranges::count(evidence.categories, fact.first) == 0)
      evidence.categories.push_back(fact.first);
    if (rank(fact.second) > rank(evidence.data_class)) evidence.data_class = fact.second;
    add_places(evidence, places);
  }
  return evidence;
}

void add_look(Evidence& evidence, const SystemData& data) {
  if (!data.look) return;
  evidence.sampled = data.look->sampled;
  evidence.there = data.look->rows;
}

// A finding names those that it could be mended in; nobody reads thousands.
constexpr std::size_t activities_kept = 200;

class Comparison {
 public:
  Comparison(const Paper& paper, const Links& links, const std::vector<SystemData>& systems)
      : paper_(paper), links_(links), systems_(systems) {}

  std::vector<Found> all() {
    for (const SystemData& data : systems_) of_system(data);
    of_records();
    for (const Activity& activity : paper_.activities) of_activity(activity);
    for (const Denial& denial : paper_.denials) of_denial(denial);
    return std::move(found_);
  }

 private:
  Found& add(What what, Severity severity, const SystemData* data, std::string about = "") {
    Found& found = found_.emplace_back();
    found.what = what;
    found.severity = severity;
    found.about = std::move(about);
    if (data != nullptr) found.system = data->system.id;
    return found;
  }

  std::vector<Named> users_of(const std::set<std::string>& records) const {
    std::vector<Named> users;
    for (const Activity& activity : paper_.activities)
      if (users.size() < activities_kept && meets(activity.systems, records))
        users.push_back(activity.named);
    return users;
  }

  void of_system(const SystemData& data) {
    const std::set<std::string> records = links_.records_of(data.system.id);
    if (records.empty()) {
      unknown(data);
    } else {
      of_place(data, records);
      if (is_anothers(data.system))
        of_party(data, records);
      else
        of_data(data, records);
    }
    if (data.asked) of_source(data, records);
  }

  void unknown(const SystemData& data) {
    std::map<Fact, std::vector<std::string>> facts;
    for (const auto& [subject, held] : data.held)
      for (const auto& [fact, places] : held) facts[fact] = places;
    Evidence evidence = of_facts("", facts);
    const Severity severity =
        facts.empty() ? Severity::minor
                      : std::max(Severity::important, severity_of_class(evidence.data_class));
    add(What::unknown_system, severity, &data).evidence = std::move(evidence);
  }

  void of_place(const SystemData& data, const std::set<std::string>& records) {
    const std::string country = country_of_host(data.system.address.host);
    if (country.empty()) return;
    for (const std::string& id : records)
      if (paper_.systems.at(id).countries.contains(country)) return;
    Found& found = add(What::undeclared_country, Severity::important, &data, country);
    found.record = paper_.systems.at(*records.begin()).named;
    found.evidence.name = country;
  }

  void of_party(const SystemData& data, const std::set<std::string>& records) {
    const std::string party = fold(data.system.controller);
    for (const Activity& activity : paper_.activities)
      if (meets(activity.systems, records) && activity.parties.contains(party)) return;
    Found& found = add(What::undeclared_party, Severity::important, &data, party);
    found.activities = users_of(records);
    found.evidence.name = data.system.controller;
  }

  void of_data(const SystemData& data, const std::set<std::string>& records) {
    for (const Undeclared& one : undeclared(paper_, records, data.held)) {
      if (one.persons) {
        Evidence evidence = of_facts(one.subject, one.facts);
        const Severity severity =
            std::max(Severity::important, severity_of_class(evidence.data_class));
        Found& found = add(What::undeclared_persons, severity, &data, one.subject);
        found.activities = users_of(records);
        found.evidence = std::move(evidence);
        continue;
      }
      for (const auto& [fact, places] : one.facts) {
        const std::string about = one.subject + "|" + std::string(word(fact.first)) + "|" +
                                  std::string(word(fact.second));
        Found& found = add(What::undeclared_data, severity_of_class(fact.second), &data, about);
        found.activities = users_of(records);
        found.evidence = of_facts(one.subject, {{fact, places}});
        if (const auto weaker = one.weaker.find(fact); weaker != one.weaker.end())
          found.evidence.declared = weaker->second;
      }
    }
  }

  // What only the source could tell.
  void of_source(const SystemData& data, const std::set<std::string>& records) {
    std::map<std::string, std::vector<std::string>> columns;  // By table.
    for (const datamap::Change& change : data.changes)
      if (change.what == datamap::Change::What::column_new ||
          change.what == datamap::Change::What::table_new)
        columns[change.table].push_back(change.column.empty() ? change.table
                                                              : change.table + "." + change.column);
    for (const auto& [table, places] : columns) {
      Found& found = add(What::undeclared_column, Severity::minor, &data, table);
      found.activities = users_of(records);
      add_places(found.evidence, places);
    }
    for (const Age& age : data.ages)
      if (age.rows > 0) of_age(data, records, age);
  }

  void of_age(const SystemData& data, const std::set<std::string>& records, const Age& age) {
    const Question& question = age.question;
    const bool no_period = question.of == Question::Of::years;
    const Severity severity =
        !no_period && question.at_most ? Severity::serious : Severity::important;
    Found& found = add(no_period ? What::old_without_period : What::overdue, severity, &data,
                       question.table + "|" + question.rule);
    found.activities = users_of(records);
    Evidence& evidence = found.evidence;
    evidence.subject = question.subject;
    evidence.places = {question.table};
    evidence.places_all = 1;
    evidence.rows = age.rows;
    evidence.of = age.of;
    evidence.oldest = age.oldest;
    evidence.before = age.before;
    evidence.period = question.rule;
    if (no_period) evidence.years = question.period.count;
    const auto kept = paper_.kept.find(question.record);
    if (kept == paper_.kept.end()) return;
    found.record = kept->second.named;
    if (evidence.period.empty()) evidence.period = kept->second.named.title;
  }

  void of_records() {
    static const std::set<std::string> could_be = {"application", "database", "website"};
    for (const auto& [id, record] : paper_.systems) {
      const bool linked =
          std::ranges::any_of(links_.links, [&](const Link& link) { return link.record == id; });
      if (linked || !could_be.contains(record.type)) continue;
      add(What::unconnected_system, Severity::hint, nullptr).record = record.named;
    }
  }

  // The data of all systems where a line is said to lie; nothing where one of them can't be looked
  // into, because then it may lie there.
  std::optional<std::vector<const SystemData*>> where(const Line& line) const {
    std::vector<const SystemData*> all;
    for (const std::string& record : line.systems) {
      bool seen = false;
      for (const SystemData& data : systems_) {
        if (!links_.records_of(data.system.id).contains(record)) continue;
        if (!data.map || is_anothers(data.system)) return std::nullopt;
        all.push_back(&data);
        seen = true;
      }
      if (!seen) return std::nullopt;
    }
    if (all.empty()) return std::nullopt;
    return all;
  }

  static bool is_held(const Line& line, const Held& held) {
    return std::ranges::any_of(held, [&](const auto& of_subject) {
      const auto& [subject, facts] = of_subject;
      if (!subject.empty() && !means(line, subject)) return false;
      return std::ranges::any_of(
          facts, [&](const auto& one) { return line.data->categories.contains(one.first.first); });
    });
  }

  void of_activity(const Activity& activity) {
    std::set<std::string> said;
    for (const Line& line : activity.lines) {
      if (line.persons == nullptr || line.data == nullptr || line.data->categories.empty())
        continue;
      const auto systems = where(line);
      if (!systems) continue;
      const bool held = std::ranges::any_of(
          *systems, [&](const SystemData* data) { return is_held(line, data->held); });
      const std::string about = line.persons->named.id + "|" + line.data->named.id;
      if (held || !said.insert(about).second) continue;
      Found& found = add(What::not_in_data, Severity::minor, nullptr, about);
      found.record = activity.named;
      found.activities = {activity.named};
      found.evidence.name = line.persons->named.title + ": " + line.data->named.title;
      found.evidence.data_class = line.data_class;
      for (const SystemData* data : *systems) found.evidence.places.push_back(data->system.name);
      found.evidence.places_all = std::ssize(found.evidence.places);
      add_sampled(found.evidence, *systems);
    }
  }

  static void add_sampled(Evidence& evidence, const std::vector<const SystemData*>& systems) {
    for (const SystemData* data : systems) {
      if (!data->look) continue;
      evidence.sampled = std::max<std::int64_t>(evidence.sampled, 0) + data->look->sampled;
      evidence.there = std::max<std::int64_t>(evidence.there, 0) + data->look->rows;
    }
  }

  void of_denial(const Denial& denial) {
    for (const SystemData& data : systems_) {
      const std::set<std::string> records = links_.records_of(data.system.id);
      if (!denial.systems.empty() && !meets(denial.systems, records)) continue;
      std::map<Fact, std::vector<std::string>> special;
      for (const auto& [subject, facts] : data.held)
        for (const auto& [fact, places] : facts)
          if (fact.second == DataClass::special) special[fact] = places;
      if (special.empty()) continue;
      Found& found = add(What::said_none, Severity::serious, &data);
      found.record = denial.named;
      found.activities = users_of(records);
      found.evidence = of_facts("", special);
      add_look(found.evidence, data);
    }
  }

  const Paper& paper_;
  const Links& links_;
  const std::vector<SystemData>& systems_;
  std::vector<Found> found_;
};

}  // namespace

bool is_told_by_source(What what) {
  return what == What::undeclared_column || what == What::overdue ||
         what == What::old_without_period;
}

bool is_anothers(const connectors::System& system) { return !system.controller.empty(); }

std::vector<Undeclared> undeclared(const Paper& paper, const std::set<std::string>& records,
                                   const Held& held) {
  std::vector<const Line*> lines;
  for (const Activity& activity : paper.activities)
    for (const Line& line : activity.lines)
      if (meets(line.systems, records)) lines.push_back(&line);
  std::vector<Undeclared> all;
  for (const auto& [subject, facts] : held) {
    Undeclared one{subject, !subject.empty(), {}, {}};
    for (const Line* line : lines) one.persons &= !means(*line, subject);
    for (const auto& [fact, places] : facts) {
      bool covered = false;
      std::optional<DataClass> weaker;
      for (const Line* line : lines) {
        if (!subject.empty() && !means(*line, subject)) continue;
        if (line->data == nullptr || !line->data->categories.contains(fact.first)) continue;
        covered |= covers(line->data_class, fact.second);
        if (!weaker || rank(line->data_class) > rank(*weaker)) weaker = line->data_class;
      }
      if (covered) continue;
      one.facts[fact] = places;
      if (weaker) one.weaker[fact] = *weaker;
    }
    if (one.persons || !one.facts.empty()) all.push_back(std::move(one));
  }
  return all;
}

std::vector<Found> compare(const Paper& paper, const Links& links,
                           const std::vector<SystemData>& systems) {
  return Comparison(paper, links, systems).all();
}

}  // namespace ombud::drift
