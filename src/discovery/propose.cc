#include "discovery/propose.h"

#include <algorithm>
#include <cmath>

#include "discovery/answers.h"
#include "discovery/attributes.h"
#include "discovery/columns.h"
#include "discovery/copies.h"
#include "discovery/erase.h"
#include "discovery/means.h"
#include "discovery/references.h"
#include "discovery/samples.h"
#include "discovery/shared_values.h"
#include "discovery/tables.h"
#include "discovery/values.h"

namespace ombud::discovery {

namespace {

using datamap::Field;
using datamap::Holds;
using datamap::Link;
using datamap::reason_of;
using Means = datamap::Link::Means;

constexpr std::int64_t most_labels = 300;  // Of a lookup; a list of cities is none.

// A lookup that has "Sick leave" among its labels makes the column that chooses among them a column
// on health.
void judge_by_lookups(Model& model) {
  for (const Reference& one : model.references) {
    TableView& from = model.tables[one.from];
    const TableView& to = model.tables[one.to];
    const bool happens = from.head == Noun::event || from.head == Noun::accounting ||
                         from.head == Noun::record || from.role == Role::person;
    const bool told = from.role == Role::person || (from.role == Role::detail && !from.of_contact);
    if (to.role != Role::reference || to.rows > most_labels || !told || !happens) continue;
    for (const ColumnView& label : to.columns) {
      const bool health = label.facts.health > 0;
      if (!is_text(*label.column) || (!health && label.facts.unions == 0)) continue;
      for (ColumnView& column : from.columns) {
        if (column.column->name.text() != one.from_columns.front()) continue;
        column.guess = Guess{
            health ? DataCategory::health : DataCategory::union_membership, "", 0.6,
            reason_of("discovery.labels_speak",
                      {{"table", to.label},
                       {"what", health ? "discovery.word_health" : "discovery.word_unions"}})};
      }
    }
  }
}

// Who else is named in a row: approved_by, supervisor_id.
void judge_mentions(Model& model) {
  for (const Reference& one : model.references) {
    if (one.means != Means::mentions || one.kind == Link::Kind::shared_value) continue;
    const TableView& to = model.tables[one.to];
    if (to.role != Role::person) continue;
    for (ColumnView& column : model.tables[one.from].columns) {
      const bool refers_by_it = std::find(one.from_columns.begin(), one.from_columns.end(),
                                          column.column->name.text()) != one.from_columns.end();
      if (refers_by_it && !column.guess) {
        column.guess = Guess{DataCategory::person_ref, "", one.confidence,
                             reason_of("discovery.names_somebody", {{"table", to.label}})};
      }
    }
  }
}

// The key by which a row is somebody's, where the database knows of no key: nothing keeps the two
// together, and the value still says who when the person's own row is gone.
void judge_undeclared(Model& model) {
  for (const Reference& one : model.references) {
    if (one.means != Means::belongs || one.kind != Link::Kind::proposed) continue;
    const TableView& to = model.tables[one.to];
    if (to.role != Role::person || to.loose || one.from_columns.size() != 1) continue;
    for (ColumnView& column : model.tables[one.from].columns) {
      if (column.column->name.text() == one.from_columns.front() && !column.guess) {
        column.guess = Guess{DataCategory::person_ref, "", one.confidence * 0.8,
                             reason_of("discovery.holds_key", {{"table", to.label}})};
      }
    }
  }
}

}  // namespace

Result<Model> understand(const sql::Catalogue& catalogue, const Looking& looking,
                         Progress& progress) {
  Model model = read_names(catalogue);
  read_declared_references(model);
  if (looking.connection != nullptr) {
    TRY(look_into(*looking.connection, model, {looking.sample_rows, looking.today}, progress));
  }
  find_persons(model);
  propose_references(model);
  if (looking.connection != nullptr) {
    TRY(check_references(*looking.connection, model));
    TRY(find_polymorphic(*looking.connection, model));
    TRY(look_into_attributes(*looking.connection, model, looking.today));
  }
  find_dependants(model);
  choose_means(model);
  TRY(join_shared_values(looking.connection, model));
  while (find_details(model)) {
  }
  settle_addresses(model);
  find_leftovers(model);
  guess_columns(model);
  judge_by_lookups(model);
  judge_mentions(model);
  judge_undeclared(model);
  if (looking.said != nullptr) heed(*looking.said, model);
  name_copies(model);
  choose_rows(model);
  return model;
}

namespace {

Holds holds_of_role(Role role) {
  switch (role) {
    case Role::person:
    case Role::contact:
    case Role::author:
      return Holds::person;
    case Role::detail:
    case Role::address:
      return Holds::detail;
    case Role::reference:
      return Holds::reference;
  }
  return Holds::reference;
}

bool by_category(DataCategory category) {
  switch (category) {
    case DataCategory::national_id:
    case DataCategory::email:
    case DataCategory::phone:
    case DataCategory::username:
    case DataCategory::account_number:
      return true;
    default:
      return false;
  }
}

bool can_be_searched_by(const TableView& table, const ColumnView& column) {
  const Guess& guess = *column.guess;
  if (is_person(table.role) && guess.category == DataCategory::name) {
    if (guess.part == "initials") return false;  // Two people have them.
    // A company's name finds no person.
    return column.facts.companies * 2 <= column.facts.filled || column.facts.filled == 0;
  }
  if (table.role == Role::person && guess.category == DataCategory::person_ref) {
    return has_any(column.words, "number code id") && !names_a_doer(column.words);
  }
  if (guess.category == DataCategory::account_number && guess.part == "bank") return false;
  return by_category(guess.category);
}

Origin origin_of_field(const TableView& table, const Guess& guess) {
  switch (guess.category) {
    case DataCategory::credential:
      return Origin::derived;
    case DataCategory::online_identifier:
    case DataCategory::date_of_event:
    case DataCategory::working_time:
    case DataCategory::payment:
    case DataCategory::location:
      return Origin::observed;
    case DataCategory::opinion:
    case DataCategory::crime:
      return Origin::third_party;
    case DataCategory::name:
    case DataCategory::email:
    case DataCategory::phone:
    case DataCategory::postal_address:
    case DataCategory::birth_date:
    case DataCategory::national_id:
    case DataCategory::account_number:
    case DataCategory::preference:
      return table.head == Noun::relative ? Origin::third_party : Origin::given;
    default:
      return Origin::unknown;
  }
}

// Of two classes the one that the law protects more.
DataClass stricter(DataClass a, DataClass b) {
  const auto rank = [](DataClass value) {
    switch (value) {
      case DataClass::ordinary:
        return 0;
      case DataClass::confidential:
        return 1;
      case DataClass::national_id:
        return 2;
      case DataClass::criminal:
        return 3;
      case DataClass::special:
        return 4;
    }
    return 0;
  };
  return rank(b) > rank(a) ? b : a;
}

DataClass class_of(const TableView& table, const ColumnView& column) {
  const bool text = column.guess->category == DataCategory::free_text;
  DataClass within = DataClass::ordinary;
  for (const datamap::Inside& one : column.guess->inside) within = stricter(within, one.data_class);
  if (within != DataClass::ordinary) return within;
  if (text && (column.facts.health > 0 || column.facts.unions > 0)) return DataClass::special;
  if (column.guess->part == "protected") return DataClass::confidential;
  if (table.head == Noun::record && text) return DataClass::special;
  return default_class(column.guess->category);
}

Field field_of(const Model& model, std::size_t table, const ColumnView& column) {
  const TableView& view = model.tables[table];
  Field field;
  field.column = column.column->name.text();
  field.category = column.guess->category;
  field.part = column.guess->part;
  field.data_class = class_of(view, column);
  field.origin = origin_of_field(view, *column.guess);
  field.identifies = can_be_searched_by(view, column);
  field.confidence = std::round(column.guess->confidence * 100) / 100;
  field.reason = column.guess->reason;
  field.inside = column.guess->inside;
  choose_erase(model, table, *column.column, field);
  return field;
}

datamap::Table table_of(const Model& model, std::size_t at) {
  const TableView& view = model.tables[at];
  datamap::Table table;
  table.name = view.label;
  table.holds = holds_of_role(view.role);
  table.subject = table.holds == Holds::person ? view.subject : "";
  table.delete_rows = view.delete_rows;
  table.because = view.because;
  table.confidence = std::round(view.confidence * 100) / 100;
  table.reason = view.reason.empty() ? reason_of("discovery.table_nobody") : view.reason;
  for (const Reference& one : model.references) {
    if (view.role == Role::detail && one.from == at && one.means == Means::belongs) {
      table.reason = reason_of("discovery.table_belongs", {{"table", model.tables[one.to].label}});
    }
  }
  if (!view.copy_reason.empty()) table.reason += " " + view.copy_reason;
  for (const ColumnView& column : view.columns) {
    if (column.guess) table.fields.push_back(field_of(model, at, column));
  }
  return table;
}

Link link_of(const Model& model, const Reference& one) {
  Link link;
  link.from_table = model.tables[one.from].label;
  link.from_columns = one.from_columns;
  link.to_table = model.tables[one.to].label;
  link.to_columns = one.to_columns;
  link.means = *one.means;
  link.kind = one.kind;
  link.where_column = one.where_column;
  link.where_value = one.where_value;
  link.confidence = std::round(one.confidence * 100) / 100;
  link.reason = one.reason;
  return link;
}

}  // namespace

datamap::Map map_of(const Model& model) {
  datamap::Map map;
  map.catalogue = model.catalogue->fingerprint();
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    if (model.tables[at].looked_at) map.tables.push_back(table_of(model, at));
  }
  for (const Reference& one : model.references) {
    if (one.means) map.links.push_back(link_of(model, one));
  }
  return map;
}

}  // namespace ombud::discovery
