// A rental names a customer and a member of staff; it is the customer's. What decides, in this
// order: who merely did something to the row (created_by) never owns it; the person whose word
// stands in the table's own name; customers, members and patients before those who serve them; a
// reference that must be there before one that may lack.

#include "discovery/means.h"

#include <algorithm>
#include <optional>

#include "discovery/tables.h"

namespace ombud::discovery {

namespace {

using Means = datamap::Link::Means;

bool in_some_key(const TableView& table, const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
    if (in_primary_key(*table.table, column)) return true;
    return std::any_of(
        table.table->indexes.begin(), table.table->indexes.end(), [&](const sql::Index& index) {
          return index.unique && !index.columns.empty() && index.columns.front().text() == column;
        });
  });
}

bool name_speaks_of(const TableView& table, const TableView& other) {
  return !other.head_word.empty() && has(table.words, other.head_word);
}

std::size_t place_of(const TableView& table, const std::string& column) {
  std::size_t at = 0;
  while (at < table.columns.size() && table.columns[at].column->name.text() != column) ++at;
  return at;
}

int closeness(const Model& model, const Reference& one) {
  const TableView& from = model.tables[one.from];
  const TableView& to = model.tables[one.to];
  int score = 0;
  if (name_speaks_of(from, to)) score += 6;
  if (!is_staff(to)) score += 4;
  if (has_any(to.words, "doctor teacher agent")) score -= 1;
  for (const std::string& name : one.from_columns) {
    const ColumnView* column = from.column(name);
    if (column != nullptr && has(column->words, to.head_word) && column->words.size() <= 2) {
      score += 3;
    }
  }
  if (!one.nullable) score += 2;
  if (in_some_key(from, one.from_columns)) score += 1;
  if (one.kind == datamap::Link::Kind::foreign_key) score += 1;
  return score;
}

// A rule or a queue may name whose it is by default; a translation says the same in other words.
bool serves_the_house(const TableView& table) {
  const std::vector<std::string> written = cut(table.table->name.text());
  return has_any({table.head_word}, "rule template") ||
         (written.size() > 1 && has_any({written.back()}, "lang translation translations i18n"));
}

bool serves_many(const TableView& table) {
  // A holiday that names a person is one's leave.
  if (table.head_word == "calendar") return false;
  return table.head == Noun::reference || table.head == Noun::thing;
}

// A vacancy names a company and whom to ask there: it is the company's.
bool is_business_with(const Model& model, const Reference& one) {
  const auto company_of = [&](std::size_t table) -> const Reference* {
    for (const Reference& other : model.references) {
      if (other.from == table && model.tables[other.to].head == Noun::company && !other.by_doer) {
        return &other;
      }
    }
    return nullptr;
  };
  const Reference* theirs = company_of(one.to);
  const Reference* ours = company_of(one.from);
  return theirs != nullptr && ours != nullptr && theirs->to == ours->to &&
         has(model.tables[one.to].words, "contact");
}

// A team may have a leader and a template a customer; they are nobody's rows for that.
bool may_be_somebodys(const Model& model, const Reference& one) {
  const TableView& from = model.tables[one.from];
  const TableView& to = model.tables[one.to];
  if (is_business_with(model, one) || serves_the_house(from)) return false;
  if (name_speaks_of(from, to)) return true;
  // Who teaches a course is not whom its periods tell of.
  if (has_any(from.words, "class project") && has_any(to.words, "employee teacher consultant")) {
    return std::any_of(from.words.begin(), from.words.end(), [](const std::string& word) {
      return noun_of(word) == Noun::person || noun_of(word) == Noun::event;
    });
  }
  if (from.head == Noun::company || from.head == Noun::belonging) return false;
  return !serves_many(from) || !one.nullable;
}

// An expense report and a time sheet are their author's, not those of somebody whom they are about.
bool writes_of_himself(const Model& model, const Reference& one) {
  const TableView& from = model.tables[one.from];
  const ColumnView* column = from.column(one.from_columns.front());
  return has_any(from.words, "expense timesheet working attendance booking") && column != nullptr &&
         has_any(cut(column->column->name.text()), "author owner employee user anstalld ansatt") &&
         !has_any(cut(column->column->name.text()), "validator approver creat modif valid");
}

void mean_to_persons(Model& model, std::size_t table) {
  Reference* best = nullptr;
  int best_score = 0;
  bool by_type = false;  // Row by row it is another person's.
  for (Reference& one : model.references) {
    if (one.from != table || one.kind == datamap::Link::Kind::shared_value) continue;
    const TableView& to = model.tables[one.to];
    if (!is_person(to.role)) continue;
    one.means = Means::mentions;
    if (one.kind == datamap::Link::Kind::polymorphic) {
      one.means = Means::belongs;
      by_type = true;
      continue;
    }
    if (one.to == table || (one.by_doer && !writes_of_himself(model, one))) continue;
    if (is_person(model.tables[table].role)) {
      if (one.unique) one.means = Means::same;
      continue;
    }
    if (!may_be_somebodys(model, one)) continue;
    const int score = closeness(model, one);
    // Of equals the column that stands first: what a row is about comes before who else was there.
    const bool before = best != nullptr && score == best_score &&
                        place_of(model.tables[table], one.from_columns.front()) <
                            place_of(model.tables[table], best->from_columns.front());
    if (best == nullptr || score > best_score || before) {
      best = &one;
      best_score = score;
    }
  }
  const bool written_by = best != nullptr && by_type && is_staff(model.tables[best->to]);
  if (best != nullptr && !written_by) best->means = Means::belongs;
}

bool belongs_already(const Model& model, std::size_t table) {
  return std::any_of(model.references.begin(), model.references.end(), [&](const Reference& one) {
    return one.from == table && one.means == Means::belongs;
  });
}

void mean_to_details(Model& model, std::size_t table) {
  const TableView& from = model.tables[table];
  for (Reference& one : model.references) {
    const bool by_type = one.from == table && one.kind == datamap::Link::Kind::polymorphic;
    const bool told = by_type && !one.means && !is_person(from.role);
    if (told && model.tables[one.to].role == Role::detail) one.means = Means::belongs;
  }
  if (is_person(from.role) || from.role == Role::address || belongs_already(model, table)) return;
  Reference* best = nullptr;
  int best_score = 0;
  for (Reference& one : model.references) {
    if (one.from != table || one.to == table || one.means || one.by_doer) continue;
    const TableView& to = model.tables[one.to];
    if (to.role != Role::detail) continue;
    // "survey_report" is of a "survey_order".
    const bool kin = from.words.size() > 1 && to.words.size() > 1 &&
                     from.words.front() == to.words.front() && from.head != Noun::reference;
    const bool speaks = name_speaks_of(from, to) || kin;
    const bool own = in_some_key(from, one.from_columns);
    const bool happens = from.head == Noun::text || from.head == Noun::accounting ||
                         from.head == Noun::event || from.head == Noun::record;
    if (!speaks && !own && !happens && (one.nullable || from.head == Noun::reference)) continue;
    const int score = (speaks ? 4 : 0) + (own ? 2 : 0) + (one.nullable ? 0 : 2) +
                      (one.kind == datamap::Link::Kind::foreign_key ? 1 : 0);
    if (best == nullptr || score > best_score) {
      best = &one;
      best_score = score;
    }
  }
  if (best != nullptr) best->means = Means::belongs;
}

bool tells_when_and_what(const TableView& table) {
  bool when = false;
  bool what = false;
  for (const ColumnView& column : table.columns) {
    if (has(column.words, "name")) return false;  // A lookup, or a thing of its own.
    when = when || is_date(*column.column);
    what = what ||
           (is_text(*column.column) && has_any(column.words, "note description subject message"));
  }
  return when && what;
}

// "activity_contact" ties an activity to those whom it was about: what happened is theirs.
bool ties_to_what_happened(const Model& model, const Reference& one) {
  const TableView& from = model.tables[one.from];
  const TableView& to = model.tables[one.to];
  const bool only_ties =
      std::none_of(from.columns.begin(), from.columns.end(), [&](const ColumnView& column) {
        return !has_any(column.words, "id type role status") &&
               !refers(model, one.from, column.column->name.text());
      });
  const bool tie = from.role == Role::detail && !from.of_contact && only_ties &&
                   !to.head_word.empty() && has(from.words, to.head_word);
  const bool happening =
      to.head == Noun::event || to.head == Noun::text || to.head_word == "activity";
  return tie && happening && to.role == Role::reference && tells_when_and_what(to);
}

void mean_to_addresses(Model& model) {
  for (Reference& one : model.references) {
    const TableView& to = model.tables[one.to];
    if (one.means || one.by_doer) continue;
    if (to.role != Role::address && !could_be_owned(to) && !ties_to_what_happened(model, one)) {
      continue;
    }
    const Role from = model.tables[one.from].role;
    if (is_person(from) || from == Role::detail) one.means = Means::owns;
  }
}

}  // namespace

bool is_staff(const TableView& table) {
  return has_any(table.words, "employee user doctor teacher agent consultant trustee");
}

void choose_means(Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    if (model.tables[at].looked_at) mean_to_persons(model, at);
  }
  while (find_details(model)) {
    for (std::size_t at = 0; at < model.tables.size(); ++at) {
      if (model.tables[at].looked_at) mean_to_details(model, at);
    }
  }
}

void settle_addresses(Model& model) {
  mean_to_addresses(model);
  find_details(model);
  for (Reference& one : model.references) {
    if (one.means != Means::owns || is_person(model.tables[one.from].role)) continue;
    const bool somebodys =
        std::any_of(model.references.begin(), model.references.end(), [&](const Reference& other) {
          return other.to == one.to && other.means == Means::owns &&
                 is_person(model.tables[other.from].role);
        });
    if (somebodys) one.means = Means::mentions;
  }
}

}  // namespace ombud::discovery
