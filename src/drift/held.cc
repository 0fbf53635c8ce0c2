#include "drift/held.h"

#include <algorithm>

namespace ombud::drift {

namespace {

using datamap::Holds;
using datamap::Link;
using datamap::Map;
using datamap::Table;

bool is_fact(DataCategory category, DataClass data_class) {
  if (category == DataCategory::person_ref) return false;
  return category != DataCategory::other || data_class != DataClass::ordinary;
}

// Takes over who the rows of the other table tell of; true where that was news.
bool add(std::set<std::string>& to, const std::set<std::string>& from) {
  const std::size_t before = to.size();
  to.insert(from.begin(), from.end());
  return to.size() > before;
}

struct Word {
  std::string_view subject;
  std::vector<std::string> groups;  // The usual one first.
};

// Words of maps that mean one kind of person; all others may mean anybody.
const std::vector<Word>& words() {
  static const std::vector<Word> all = {
      {"employee", {"employees", "former_employees", "consultants"}},
      {"consultant", {"consultants", "employees", "former_employees"}},
      {"candidate", {"applicants"}},
      {"customer", {"customers", "clients"}},
      {"client", {"clients", "customers"}},
      {"subscriber", {"customers", "clients"}},
      {"member", {"members", "former_members", "non_members"}},
      {"trustee", {"officers", "members", "former_members"}},
      {"patient", {"patients"}},
      {"student", {"children", "citizens"}},
      {"child", {"children", "relatives"}},
      {"resident", {"citizens"}},
      {"visitor", {"visitors"}},
      {"guest", {"visitors", "customers"}},
      {"referee", {"referees"}},
      {"next_of_kin", {"relatives"}},
      {"contact", {"contacts", "suppliers", "partners", "customers"}},
  };
  return all;
}

}  // namespace

std::map<std::string, std::set<std::string>> subjects_of(const Map& map) {
  std::map<std::string, std::set<std::string>> subjects;
  for (const Table& table : map.tables)
    if (table.holds == Holds::person) subjects[table.name].insert(table.subject);
  const auto is_detail = [&](const std::string& name) {
    const Table* table = map.table(name);
    return table != nullptr && table->holds == Holds::detail;
  };
  // Details of details take some rounds; each adds something, so they end.
  for (bool news = true; news;) {
    news = false;
    for (const Link& link : map.links) {
      const bool from = link.means == Link::Means::belongs || link.means == Link::Means::same;
      const bool to = link.means == Link::Means::owns || link.means == Link::Means::same;
      if (from && is_detail(link.from_table))
        news |= add(subjects[link.from_table], std::set(subjects[link.to_table]));
      if (to && is_detail(link.to_table))
        news |= add(subjects[link.to_table], std::set(subjects[link.from_table]));
    }
  }
  return subjects;
}

Held held_in(const Map& map) {
  auto subjects = subjects_of(map);
  Held held;
  for (const Table& table : map.tables) {
    if (table.holds == Holds::reference) continue;
    std::set<std::string>& of = subjects[table.name];
    if (of.empty()) of.insert("");
    const auto add_fact = [&](DataCategory category, DataClass data_class, std::string place) {
      if (!is_fact(category, data_class)) return;
      for (const std::string& subject : of) held[subject][{category, data_class}].push_back(place);
    };
    for (const std::string& subject : of)
      if (!subject.empty()) held[subject];  // A person without any field is a person.
    for (const datamap::Field& field : table.fields) {
      const std::string place = table.name + "." + field.column;
      if (field.is_personal()) add_fact(field.category, field.data_class, place);
      for (const datamap::Inside& inside : field.inside)
        add_fact(inside.category, inside.data_class, place + ":" + inside.where);
    }
  }
  return held;
}

bool covers(DataClass declared, DataClass held) {
  switch (held) {
    case DataClass::ordinary:
      return true;
    case DataClass::confidential:
      return declared != DataClass::ordinary;
    case DataClass::national_id:
      return declared != DataClass::ordinary && declared != DataClass::confidential;
    case DataClass::special:
    case DataClass::criminal:
      return declared == held;
  }
  std::abort();
}

std::set<std::string> groups_of(std::string_view subject) {
  const auto at = std::ranges::find(words(), subject, &Word::subject);
  if (at == words().end()) return {};
  return {at->groups.begin(), at->groups.end()};
}

std::string usual_group_of(std::string_view subject) {
  const auto at = std::ranges::find(words(), subject, &Word::subject);
  return at == words().end() ? "other" : at->groups.front();
}

}  // namespace ombud::drift
