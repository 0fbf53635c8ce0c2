#include "discovery/erase.h"

#include <algorithm>

#include "discovery/means.h"

namespace ombud::discovery {

namespace {

using datamap::Erase;
using datamap::reason_of;
using Means = datamap::Link::Means;

constexpr std::string_view accounting_law = "discovery.because_accounting";

bool is_accounting(const TableView& table) {
  if (table.role != Role::detail || table.head == Noun::reference) return false;
  // A means of payment is no payment.
  if (has_any(table.words, "card method account bank preference token")) return false;
  return std::any_of(table.words.begin(), table.words.end(),
                     [](const std::string& word) { return noun_of(word) == Noun::accounting; });
}

const Reference* owner_of(const Model& model, std::size_t table) {
  for (const Reference& one : model.references) {
    if (one.from == table && one.means == Means::belongs) return &one;
  }
  return nullptr;
}

// A row that only ties one thing to another (a candidate to a tag) goes with what it ties.
bool only_links(const Model& model, std::size_t at) {
  const sql::Table& table = *model.tables[at].table;
  return std::all_of(table.columns.begin(), table.columns.end(), [&](const sql::Column& column) {
    return refers(model, at, column.name.text());
  });
}

// Why a law or other people's work keeps the rows; empty where nothing does.
std::string kept_because(const Model& model, std::size_t at) {
  const TableView& table = model.tables[at];
  if (is_accounting(table)) return reason_of(accounting_law);
  if (table.head == Noun::record) return reason_of("discovery.because_records");
  if (table.role == Role::author || table.subject == "author") {
    return reason_of("discovery.because_authorship");
  }
  if (table.of_contact || table.role == Role::contact) {
    return reason_of("discovery.because_organisation");
  }
  if (table.head_word == "attendance" || table.head_word == "employment") {
    return reason_of("discovery.because_pay");
  }
  if (table.head == Noun::text || table.head_word == "request" ||
      table.head_word == "appointment") {
    return reason_of("discovery.because_work");
  }
  if (table.loose) return reason_of("discovery.because_no_link");
  if ((table.head == Noun::reference || table.head == Noun::thing) && !only_links(model, at))
    return reason_of("discovery.because_serves_others");
  return "";
}

// What refers to a table's rows and would be left pointing at nothing, or go with them unasked.
const Reference* hindrance(const Model& model, std::size_t table, const std::vector<bool>& goes) {
  for (const Reference& one : model.references) {
    if (one.to != table || one.kind == datamap::Link::Kind::shared_value) continue;
    const bool with_it =
        one.means == Means::belongs || one.means == Means::owns || one.means == Means::same;
    if (one.from == table || !goes[one.from] || !with_it) return &one;
  }
  return nullptr;
}

}  // namespace

void choose_rows(Model& model) {
  std::vector<bool> goes(model.tables.size(), false);
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    TableView& table = model.tables[at];
    if (!table.looked_at || !about_persons(table.role)) continue;
    table.because = kept_because(model, at);
    goes[at] = table.because.empty();
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t at = 0; at < model.tables.size(); ++at) {
      TableView& table = model.tables[at];
      if (!table.looked_at || !about_persons(table.role) || !goes[at]) continue;
      const Reference* owner = owner_of(model, at);
      if (const Reference* one = hindrance(model, at, goes)) {
        table.because =
            reason_of("discovery.because_referred", {{"table", model.tables[one->from].label}});
      } else if (owner != nullptr && model.tables[owner->to].role == Role::detail &&
                 !goes[owner->to]) {
        table.because =
            reason_of("discovery.because_part", {{"table", model.tables[owner->to].label}});
      } else {
        continue;
      }
      goes[at] = false;
      changed = true;
    }
  }
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    TableView& table = model.tables[at];
    table.delete_rows = goes[at];
    if (goes[at]) table.because = reason_of("discovery.because_only_this");
  }
}

namespace {

bool in_unique_index(const sql::Table& table, std::string_view column) {
  if (in_primary_key(table, column)) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const sql::Index& index) {
    return index.unique &&
           std::any_of(index.columns.begin(), index.columns.end(),
                       [&](const sql::Name& name) { return name.text() == column; });
  });
}

void keep(datamap::Field& field, std::string_view because) {
  field.erase = Erase::keep;
  field.because = reason_of(because);
}

void set_constant(datamap::Field& field, std::string_view value) {
  field.erase = Erase::constant;
  field.constant = value;
}

// What book-keeping needs of a row: who, what, how much and when; not the e-mail address.
bool accounting_needs(DataCategory category) {
  switch (category) {
    case DataCategory::payment:
    case DataCategory::postal_address:
    case DataCategory::name:
    case DataCategory::date_of_event:
    case DataCategory::working_time:
    case DataCategory::salary:
    case DataCategory::account_number:
    case DataCategory::employment:
    case DataCategory::health:
    case DataCategory::document:
      return true;
    default:
      return false;
  }
}

bool of_the_organisation(const TableView& table, const sql::Column& column,
                         const datamap::Field& field) {
  if (field.part == "sole_trader") return true;
  const ColumnView* view = table.column(column.name.text());
  return field.category == DataCategory::name && !has(view->words, "contact") &&
         field.part != "first" && field.part != "last";
}

// A JSON object that tells of one person goes as a whole; in rows of other people's work only the
// person's identifiers are taken out of it.
bool goes_as_a_whole(const TableView& view, const datamap::Field& field) {
  const bool structured = field.part == "json" || field.part == "xml" || field.part == "serialised";
  return structured && view.head != Noun::text && !is_accounting(view) && !view.of_contact &&
         !view.loose && view.role != Role::contact;
}

void erase_text(const TableView& view, const sql::Column& column, datamap::Field& field) {
  const sql::Table& table = *view.table;
  const std::string& name = column.name.text();
  if (goes_as_a_whole(view, field) && (column.nullable || !in_unique_index(table, name))) {
    column.nullable ? void(field.erase = Erase::set_null)
                    : set_constant(field, field.part == "json" ? "{}" : "");
  } else if (field.category == DataCategory::free_text && column.kind == sql::TypeKind::text) {
    field.erase = Erase::scrub;
  } else if (column.nullable) {
    field.erase = Erase::set_null;
  } else if (column.kind == sql::TypeKind::json) {
    set_constant(field, "{}");
  } else if (column.kind != sql::TypeKind::text) {
    keep(field, "discovery.keep_no_stand_in");
  } else if (in_unique_index(table, name) || field.category == DataCategory::credential) {
    field.erase = Erase::surrogate;
  } else {
    const bool spoken =
        field.category == DataCategory::name || field.category == DataCategory::username;
    set_constant(field, spoken && column.limit.value_or(100) >= 6 ? "erased" : "");
  }
}

void erase_other(const sql::Table& table, const sql::Column& column, datamap::Field& field) {
  const bool unique = in_unique_index(table, column.name.text());
  if (field.category == DataCategory::birth_date && is_date(column)) {
    field.erase = Erase::generalise;
  } else if (is_date(column) && field.category == DataCategory::date_of_event) {
    // An end that is emptied says that it has not ended: a member who left would be one again.
    keep(field, "discovery.keep_says_when");
  } else if (column.nullable) {
    field.erase = Erase::set_null;
  } else if (is_number(column) && !unique) {
    set_constant(field, "0");
  } else if (is_date(column)) {
    keep(field, "discovery.keep_says_when");
  } else if (column.kind == sql::TypeKind::boolean || column.kind == sql::TypeKind::enumeration) {
    keep(field, "discovery.keep_few_words");
  } else {
    keep(field, "discovery.keep_no_stand_in");
  }
}

}  // namespace

void choose_erase(const Model& model, std::size_t table, const sql::Column& column,
                  datamap::Field& field) {
  const TableView& view = model.tables[table];
  const std::string& name = column.name.text();
  if (column.generated) {
    keep(field, "discovery.keep_computed");
  } else if (refers(model, table, name) || is_referred_to(model, table, name)) {
    keep(field, "discovery.keep_links");
  } else if (in_primary_key(*view.table, name)) {
    keep(field, "discovery.keep_key");
  } else if (view.role == Role::author || field.part == "author") {
    keep(field, "discovery.keep_authorship");
  } else if (view.role == Role::contact && of_the_organisation(view, column, field)) {
    keep(field, "discovery.keep_organisations");
  } else if (!view.delete_rows && is_accounting(view) && accounting_needs(field.category)) {
    keep(field, accounting_law);
  } else if (field.part == "unnamed") {
    keep(field, "discovery.keep_unnamed");
  } else if (!view.delete_rows && is_accounting(view) && !field.inside.empty() &&
             column.kind != sql::TypeKind::text) {
    keep(field, accounting_law);
  } else if (is_text(column)) {
    erase_text(view, column, field);
  } else {
    erase_other(*view.table, column, field);
  }
}

}  // namespace ombud::discovery
