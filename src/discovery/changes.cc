// The confirmed map is the base. A table or column that is gone leaves it, with the links that used
// it; a new one comes in as it was proposed. A column of another type keeps what was decided,
// unless that can't be done to it any more.

#include "discovery/changes.h"

#include <algorithm>
#include <set>

namespace ombud::discovery {

namespace {

using datamap::Change;
using datamap::Field;
using datamap::Holds;
using datamap::Link;
using datamap::Map;
using datamap::Table;
using What = Change::What;

Error means(std::string_view what, Params params = {}) {
  return {Errc::conflict, "discovery.means_" + std::string(what), std::move(params)};
}

Table* table_in(Map& map, const std::string& name) {
  for (Table& table : map.tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

Params told_of(const Field& field) {
  return {{"category", std::string(word(field.category))},
          {"class", std::string(word(field.data_class))},
          {"erase", std::string(word(field.erase))}};
}

// One map and one proposal, brought together change by change.
class Renewing {
 public:
  Renewing(const datamap::Changed& changed, const Map& proposed, const sql::Catalogue& catalogue)
      : changed_(changed), proposed_(proposed), catalogue_(catalogue) {
    result_.map = changed.confirmed;
    result_.map.version = 0;
    result_.map.confirmed = false;
    result_.map.catalogue = proposed.catalogue;
  }

  Renewal run() {
    for (const Change& change : changed_.changes) {
      result_.consequences.push_back({change, apply(change)});
    }
    drop_links();
    add_links();
    in_order();
    return std::move(result_);
  }

 private:
  Error apply(const Change& change) {
    switch (change.what) {
      case What::table_new:
        return add_table(change);
      case What::table_gone:
        return drop_table(change);
      case What::column_new:
        return add_column(change);
      case What::column_gone:
        return drop_column(change);
      case What::column_retyped:
      case What::column_required:
      case What::column_optional:
        return keep_column(change);
    }
    return means("nothing");
  }

  Error add_table(const Change& change) {
    const Table* table = proposed_.table(change.table);
    if (table == nullptr) return means("nothing");
    result_.map.tables.push_back(*table);
    if (table->holds == Holds::reference) return means("table_of_nobody");
    return means(table->holds == Holds::person ? "table_of_persons" : "table_of_details",
                 {{"fields", std::to_string(table->fields.size())}});
  }

  Error drop_table(const Change& change) {
    const Table* table = result_.map.table(change.table);
    const bool mattered = table != nullptr && table->holds != Holds::reference;
    std::erase_if(result_.map.tables, [&](const Table& one) { return one.name == change.table; });
    return means(mattered ? "table_leaves" : "nothing");
  }

  Error add_column(const Change& change) {
    Table* table = table_in(result_.map, change.table);
    const Table* now = proposed_.table(change.table);
    if (table == nullptr || now == nullptr) return means("nothing");
    const Field* field = now->field(change.column);
    const bool person_now = now->holds != Holds::reference && table->holds == Holds::reference;
    if (field == nullptr || (now->holds == Holds::reference && table->holds == Holds::reference)) {
      return means("column_of_nobody");
    }
    if (person_now) {
      // What was nobody's has got a column that is somebody's.
      *table = *now;
      return means("table_becomes", told_of(*field));
    }
    if (!table->field(change.column)) table->fields.push_back(*field);
    return means("column_proposed", told_of(*field));
  }

  Error drop_column(const Change& change) {
    Table* table = table_in(result_.map, change.table);
    if (table == nullptr || table->field(change.column) == nullptr) return means("nothing");
    std::erase_if(table->fields, [&](const Field& one) { return one.column == change.column; });
    return means("column_leaves");
  }

  // Whether what was decided for the column can still be done.
  bool still_fits(const Table& table, const Field& field) const {
    Map alone;
    Table one = table;
    one.fields = {field};
    one.holds = Holds::person;
    if (one.subject.empty()) one.subject = "person";
    alone.tables = {one};
    return datamap::faults(alone, catalogue_).empty();
  }

  Error keep_column(const Change& change) {
    Table* table = table_in(result_.map, change.table);
    if (table == nullptr) return means("nothing");
    const auto at = std::find_if(table->fields.begin(), table->fields.end(),
                                 [&](const Field& one) { return one.column == change.column; });
    if (at == table->fields.end()) return means("column_left_out");
    if (still_fits(*table, *at)) return means("decision_stays", told_of(*at));
    const Table* now = proposed_.table(change.table);
    const Field* field = now == nullptr ? nullptr : now->field(change.column);
    if (field == nullptr) return means("decision_unfit", told_of(*at));
    at->erase = field->erase;
    at->constant = field->constant;
    at->because = field->because;
    return means("decision_anew", told_of(*at));
  }

  bool is_there(const std::string& table, const std::vector<std::string>& columns) const {
    const sql::Table* real = catalogue_.find(table);
    return real != nullptr && result_.map.table(table) != nullptr &&
           std::all_of(columns.begin(), columns.end(),
                       [&](const std::string& column) { return real->column(column) != nullptr; });
  }

  void drop_links() {
    std::erase_if(result_.map.links, [&](const Link& link) {
      const bool where =
          link.where_column.empty() || is_there(link.from_table, {link.where_column});
      return !where || !is_there(link.from_table, link.from_columns) ||
             !is_there(link.to_table, link.to_columns);
    });
  }

  bool is_new(const std::string& table, const std::vector<std::string>& columns) const {
    return std::any_of(changed_.changes.begin(), changed_.changes.end(), [&](const Change& one) {
      if (one.table != table) return false;
      return one.what == What::table_new ||
             (one.what == What::column_new &&
              std::find(columns.begin(), columns.end(), one.column) != columns.end());
    });
  }

  // Links of what is new, and of tables that have become somebody's.
  void add_links() {
    for (const Link& link : proposed_.links) {
      const Table* before = changed_.confirmed.table(link.from_table);
      const Table* now = result_.map.table(link.from_table);
      const bool becomes = before != nullptr && now != nullptr &&
                           before->holds == Holds::reference && now->holds != Holds::reference;
      const bool fresh = becomes || is_new(link.from_table, link.from_columns) ||
                         is_new(link.to_table, link.to_columns);
      const auto same = [&](const Link& one) {
        return one.from_table == link.from_table && one.from_columns == link.from_columns &&
               one.to_table == link.to_table && one.where_value == link.where_value;
      };
      const bool known = std::any_of(result_.map.links.begin(), result_.map.links.end(), same);
      if (fresh && !known) result_.map.links.push_back(link);
    }
  }

  // Tables and fields stand in the system's order.
  void in_order() {
    const auto place = [&](const Table& table) {
      return catalogue_.find(table.name) - catalogue_.tables.data();
    };
    std::sort(result_.map.tables.begin(), result_.map.tables.end(),
              [&](const Table& a, const Table& b) { return place(a) < place(b); });
    for (Table& table : result_.map.tables) {
      const sql::Table* real = catalogue_.find(table.name);
      if (real == nullptr) continue;
      std::sort(table.fields.begin(), table.fields.end(), [&](const Field& a, const Field& b) {
        return real->column(a.column) < real->column(b.column);
      });
    }
  }

  const datamap::Changed& changed_;
  const Map& proposed_;
  const sql::Catalogue& catalogue_;
  Renewal result_;
};

}  // namespace

Renewal renew(const datamap::Changed& changed, const datamap::Map& proposed,
              const sql::Catalogue& catalogue) {
  return Renewing(changed, proposed, catalogue).run();
}

}  // namespace ombud::discovery
