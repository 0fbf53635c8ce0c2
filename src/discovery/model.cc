// Reading names into the model, and the small questions that several steps ask of it.

#include "discovery/model.h"

#include <algorithm>
#include <map>

namespace ombud::discovery {

namespace {

// How many tables begin with each word, of those that have more than one.
std::string shared_prefix(const std::vector<std::vector<std::string>>& names) {
  std::map<std::string, std::size_t> count;
  for (const auto& words : names) {
    if (words.size() > 1) ++count[words.front()];
  }
  for (const auto& [word, times] : count) {
    if (times >= 3 && times * 10 >= names.size() * 7) return word;
  }
  return "";
}

// "kimai2_users", "tbl_member": what all tables begin with says nothing of any of them.
void drop_prefixes(std::vector<std::vector<std::string>>& names) {
  for (int times = 0; times < 3; ++times) {
    const std::string prefix = shared_prefix(names);
    if (prefix.empty()) return;
    for (auto& words : names) {
      if (words.size() > 1 && words.front() == prefix) words.erase(words.begin());
    }
  }
}

// "emp_street", "emp_city": what most columns of a table begin with, if it is no word that says
// anything, is left out of what they say.
std::string column_prefix(const sql::Table& table) {
  std::map<std::string, std::size_t> count;
  for (const sql::Column& column : table.columns) {
    const std::vector<std::string> words = cut(column.name.text());
    if (words.size() > 1) ++count[words.front()];
  }
  for (const auto& [word, times] : count) {
    const bool most = times >= 3 && times * 10 >= table.columns.size() * 6;
    if (most && !is_known(word)) return word;
  }
  return "";
}

std::vector<std::string> meanings_without(const std::string& name, const std::string& prefix) {
  std::vector<std::string> words = cut(name);
  if (!prefix.empty() && words.size() > 1 && words.front() == prefix) words.erase(words.begin());
  return column_meanings(words);
}

void find_head(TableView& view) {
  for (auto word = view.words.rbegin(); word != view.words.rend(); ++word) {
    const Noun noun = noun_of(*word);
    const bool number = word->find_first_not_of("0123456789") == std::string::npos;
    if (noun == Noun::neutral || number) continue;
    view.head = noun;
    view.head_word = *word;
    return;
  }
}

}  // namespace

const ColumnView* TableView::column(std::string_view name) const {
  for (const ColumnView& view : columns) {
    if (view.column->name.text() == name) return &view;
  }
  return nullptr;
}

Model read_names(const sql::Catalogue& catalogue) {
  Model model;
  model.catalogue = &catalogue;
  std::vector<std::vector<std::string>> names;
  names.reserve(catalogue.tables.size());
  for (const sql::Table& table : catalogue.tables) names.push_back(cut(table.name.text()));
  drop_prefixes(names);
  for (std::size_t at = 0; at < catalogue.tables.size(); ++at) {
    const sql::Table& table = catalogue.tables[at];
    TableView view;
    view.table = &table;
    view.label = catalogue.label(table);
    const std::string prefix = column_prefix(table);
    // "guest_gst" with "gst_City": the prefix of its columns stands in the table's name too.
    if (!prefix.empty() && names[at].size() > 1 && names[at].back() == prefix) {
      names[at].pop_back();
    }
    view.words = table_meanings(names[at]);
    view.rows = table.estimated_rows;
    view.looked_at = table.kind == sql::Table::Kind::table && !table.parent;
    find_head(view);
    for (const sql::Column& column : table.columns) {
      view.columns.push_back({&column, meanings_without(column.name.text(), prefix), {}, {}});
    }
    model.tables.push_back(std::move(view));
  }
  return model;
}

bool is_text(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::text:
    case sql::TypeKind::json:
    case sql::TypeKind::xml:
      return true;
    default:
      return false;
  }
}

bool is_number(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::integer:
    case sql::TypeKind::decimal:
    case sql::TypeKind::real:
      return true;
    default:
      return false;
  }
}

bool is_date(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::day:
    case sql::TypeKind::instant:
    case sql::TypeKind::time:
    case sql::TypeKind::interval:
      return true;
    default:
      return false;
  }
}

bool in_primary_key(const sql::Table& table, std::string_view column) {
  return std::any_of(table.primary_key.begin(), table.primary_key.end(),
                     [&](const sql::Name& name) { return name.text() == column; });
}

bool is_unique(const sql::Table& table, const std::vector<std::string>& columns) {
  const auto same = [&](const std::vector<sql::Name>& names) {
    return names.size() == columns.size() &&
           std::all_of(names.begin(), names.end(), [&](const sql::Name& name) {
             return std::find(columns.begin(), columns.end(), name.text()) != columns.end();
           });
  };
  return same(table.primary_key) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), [&](const sql::Index& index) {
           return index.unique && !index.partial && same(index.columns);
         });
}

bool refers(const Model& model, std::size_t table, std::string_view column) {
  return std::any_of(model.references.begin(), model.references.end(), [&](const Reference& one) {
    return one.from == table && one.kind != datamap::Link::Kind::shared_value &&
           std::find(one.from_columns.begin(), one.from_columns.end(), column) !=
               one.from_columns.end();
  });
}

bool is_referred_to(const Model& model, std::size_t table, std::string_view column) {
  return std::any_of(model.references.begin(), model.references.end(), [&](const Reference& one) {
    return one.to == table && one.kind != datamap::Link::Kind::shared_value &&
           std::find(one.to_columns.begin(), one.to_columns.end(), column) != one.to_columns.end();
  });
}

bool is_line(const TableView& table) {
  if (has_any(table.words, "line product row")) return true;
  const auto any = [&](std::string_view written) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnView& column) {
      return has_any(cut(column.column->name.text()), written);
    });
  };
  return any("quantity qty antal antall") && any("product produkt artikel article item vare vara");
}

bool is_login_session(const TableView& table) {
  return table.head_word == "session" &&
         !has_any(table.words, "training education class product journal appointment calendar");
}

bool is_person(Role role) {
  return role == Role::person || role == Role::contact || role == Role::author;
}

bool about_persons(Role role) { return role != Role::reference; }

}  // namespace ombud::discovery
