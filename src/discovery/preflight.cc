// What stands in an erasure's way is asked of the catalogue: a right that lacks, a column that must
// not be empty, a reference that forbids or takes along, a trigger that does more, a search that
// has to read the whole table. A law that keeps a row is no obstacle but a reason; it is said as
// such.

#include "discovery/preflight.h"

#include <algorithm>

#include "base/text.h"
#include "base/words.h"

namespace ombud::discovery {

namespace {

using datamap::Erase;
using datamap::Holds;
using sql::OnChange;

constexpr Word<Grade> grades[] = {{Grade::ready, "ready"},
                                  {Grade::care, "care"},
                                  {Grade::kept, "kept"},
                                  {Grade::blocked, "blocked"}};

Finding finding(Grade grade, std::string_view what, Params params = {}) {
  return {grade, {Errc::conflict, "discovery.preflight_" + std::string(what), std::move(params)}};
}

Grade worst(const std::vector<Finding>& findings) {
  Grade grade = Grade::ready;
  for (const Finding& one : findings) grade = std::max(grade, one.grade);
  return grade;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

// Whether an index or the key begins with these columns, in any order.
bool found_by_index(const sql::Table& table, const std::vector<std::string>& columns) {
  const auto begins = [&](const std::vector<sql::Name>& names) {
    return names.size() >= columns.size() &&
           std::all_of(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(columns.size()),
                       [&](const sql::Name& name) {
                         return std::find(columns.begin(), columns.end(), name.text()) !=
                                columns.end();
                       });
  };
  return begins(table.primary_key) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), [&](const sql::Index& index) {
           return !index.partial && begins(index.columns);
         });
}

bool is_unique_alone(const sql::Table& table, std::string_view column) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const sql::Index& index) {
    return index.unique && index.columns.size() == 1 && index.columns.front().text() == column;
  });
}

// A trigger whose name says that it is there to refuse.
bool refuses(const sql::Trigger& trigger) {
  constexpr std::string_view words[] = {"prevent", "immutable", "readonly",  "read_only",
                                        "worm",    "no_update", "no_delete", "append_only",
                                        "protect", "forbid"};
  const std::string name = fold(trigger.name);
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

// One map held against one catalogue.
class Examination {
 public:
  Examination(const datamap::Map& map, const sql::Catalogue& catalogue,
              const std::map<std::string, sql::Rights>& rights)
      : map_(map), catalogue_(catalogue), rights_(rights) {}

  std::vector<TablePreflight> run() const {
    std::vector<TablePreflight> all;
    for (const datamap::Table& table : map_.tables) {
      if (table.holds != Holds::reference) all.push_back(examined(table));
    }
    return all;
  }

 private:
  TablePreflight examined(const datamap::Table& table) const {
    TablePreflight result{.table = table.name, .rows_go = table.delete_rows};
    const sql::Table* real = catalogue_.find(table.name);
    if (real == nullptr) {
      result.findings.push_back(finding(Grade::blocked, "table_gone"));
    } else {
      add_rights(table, result.findings);
      add_nature(*real, table, result.findings);
      add_search(*real, table, result.findings);
      if (table.delete_rows) add_references(*real, result.findings);
    }
    result.grade = worst(result.findings);
    for (const datamap::Field& field : table.fields) {
      if (!field.is_personal()) continue;
      FieldPreflight one{.column = field.column, .erase = field.erase};
      if (real != nullptr && !table.delete_rows) add_field(*real, field, one.findings);
      one.grade = std::max(worst(one.findings), result.grade);
      result.fields.push_back(std::move(one));
    }
    return result;
  }

  void add_rights(const datamap::Table& table, std::vector<Finding>& out) const {
    const auto at = rights_.find(table.name);
    const sql::Rights rights = at == rights_.end() ? sql::Rights{} : at->second;
    const bool changes =
        std::any_of(table.fields.begin(), table.fields.end(),
                    [](const datamap::Field& field) { return field.erase != Erase::keep; });
    if (!rights.read) out.push_back(finding(Grade::blocked, "no_right_to_read"));
    if (table.delete_rows && !rights.erase) {
      out.push_back(finding(Grade::blocked, "no_right_to_delete"));
    }
    if (!table.delete_rows && changes && !rights.update) {
      out.push_back(finding(Grade::blocked, "no_right_to_update"));
    }
    if (rights.rows_hidden) out.push_back(finding(Grade::blocked, "rows_hidden"));
  }

  static void add_nature(const sql::Table& real, const datamap::Table& table,
                         std::vector<Finding>& out) {
    if (real.primary_key.empty()) {
      out.push_back(real.row_id ? finding(Grade::care, "no_key")
                                : finding(Grade::blocked, "no_key_at_all"));
    }
    if (!real.transactional) out.push_back(finding(Grade::care, "no_transactions"));
    if (real.keeps_history) out.push_back(finding(Grade::care, "history"));
    if (real.has_rules) out.push_back(finding(Grade::care, "rules"));
    for (const sql::Trigger& trigger : real.triggers) {
      const bool fires = table.delete_rows ? trigger.on_delete : trigger.on_update;
      if (!fires) continue;
      const bool write_once = refuses(trigger);
      out.push_back(finding(write_once ? Grade::blocked : Grade::care,
                            write_once ? "write_once" : "trigger", {{"trigger", trigger.name}}));
    }
  }

  // By what the rows of one person are found.
  void add_search(const sql::Table& real, const datamap::Table& table,
                  std::vector<Finding>& out) const {
    const std::string rows =
        real.estimated_rows < 0 ? std::string("?") : grouped(real.estimated_rows);
    for (const datamap::Link& link : map_.links) {
      const bool finds = link.from_table == table.name &&
                         link.means != datamap::Link::Means::mentions &&
                         link.means != datamap::Link::Means::owns;
      std::vector<std::string> with_type = link.from_columns;
      if (!link.where_column.empty()) with_type.push_back(link.where_column);
      if (finds && !found_by_index(real, link.from_columns) && !found_by_index(real, with_type)) {
        out.push_back(finding(Grade::care, "no_index",
                              {{"columns", joined(link.from_columns)}, {"rows", rows}}));
      }
    }
    if (table.holds != Holds::person) return;
    std::vector<std::string> slow;
    for (const datamap::Field& field : table.fields) {
      if (field.identifies && !found_by_index(real, {field.column})) slow.push_back(field.column);
    }
    if (!slow.empty()) {
      out.push_back(
          finding(Grade::ready, "search_reads_all", {{"columns", joined(slow)}, {"rows", rows}}));
    }
  }

  // Who refers to rows that go.
  void add_references(const sql::Table& real, std::vector<Finding>& out) const {
    for (const sql::Table& other : catalogue_.tables) {
      const datamap::Table* mapped = map_.table(catalogue_.label(other));
      const bool goes = mapped != nullptr && mapped->delete_rows;
      if (goes) continue;
      for (const sql::ForeignKey& key : other.foreign_keys) {
        if (&catalogue_.tables[key.to_table] != &real) continue;
        const Params who = {{"table", catalogue_.label(other)}};
        if (key.on_delete == OnChange::cascade) {
          out.push_back(finding(Grade::blocked, "cascade", who));
        } else if (key.on_delete == OnChange::restrict || key.on_delete == OnChange::no_action) {
          out.push_back(finding(Grade::care, "restrict", who));
        } else {
          out.push_back(finding(Grade::care, "lets_go", who));
        }
      }
    }
  }

  static void add_field(const sql::Table& real, const datamap::Field& field,
                        std::vector<Finding>& out) {
    const sql::Column* column = real.column(field.column);
    if (column == nullptr) {
      out.push_back(finding(Grade::blocked, "column_gone"));
      return;
    }
    if (field.erase == Erase::keep) {
      out.push_back(finding(
          Grade::kept, "kept",
          {{"because", datamap::say_reason(field.because)}, {"because_as_kept", field.because}}));
      return;
    }
    if (column->generated) out.push_back(finding(Grade::blocked, "generated"));
    if (field.erase == Erase::set_null && !column->nullable) {
      out.push_back(finding(Grade::blocked, "not_null"));
    }
    if (is_unique_alone(real, field.column)) {
      const bool stands = field.erase == Erase::surrogate || field.erase == Erase::set_null;
      out.push_back(finding(stands ? Grade::ready : Grade::blocked, "unique"));
    }
    if (field.erase == Erase::scrub) out.push_back(finding(Grade::care, "free_text"));
    if (field.category == DataCategory::document && field.erase == Erase::scrub) {
      out.push_back(finding(Grade::care, "document"));
    }
  }

  const datamap::Map& map_;
  const sql::Catalogue& catalogue_;
  const std::map<std::string, sql::Rights>& rights_;
};

}  // namespace

std::string_view word(Grade grade) { return word_in(grades, grade); }

std::vector<TablePreflight> preflight(const datamap::Map& map, const sql::Catalogue& catalogue,
                                      const std::map<std::string, sql::Rights>& rights) {
  return Examination(map, catalogue, rights).run();
}

Result<std::vector<TablePreflight>> preflight(connectors::Connector& connector,
                                              const datamap::Map& map) {
  TRY(connector.refresh());
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  std::map<std::string, sql::Rights> rights;
  for (const datamap::Table& table : map.tables) {
    const sql::Table* real = catalogue.find(table.name);
    if (table.holds == Holds::reference || real == nullptr) continue;
    rights[table.name] = TRY(connector.connection().rights(*real));
  }
  return preflight(map, catalogue, rights);
}

}  // namespace ombud::discovery
