#include "discovery/references.h"

#include <algorithm>

namespace ombud::discovery {

namespace {

using datamap::Link;
using datamap::reason_of;

std::vector<std::string> texts_of(const std::vector<sql::Name>& names) {
  std::vector<std::string> all;
  all.reserve(names.size());
  for (const sql::Name& name : names) all.push_back(name.text());
  return all;
}

bool any_nullable(const sql::Table& table, const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const sql::Column* column = table.column(name);
    return column != nullptr && column->nullable && !in_primary_key(table, name);
  });
}

void complete(const Model& model, Reference& reference) {
  const TableView& from = model.tables[reference.from];
  reference.nullable = any_nullable(*from.table, reference.from_columns);
  reference.unique = is_unique(*from.table, reference.from_columns);
  for (const std::string& name : reference.from_columns) {
    const ColumnView* column = from.column(name);
    if (column == nullptr) continue;
    // A contact person is whom to ask about it.
    const bool to_ask = has_all(column->words, "contact person");
    if (names_a_doer(column->words) || to_ask) reference.by_doer = true;
  }
}

enum class Family : std::uint8_t { number, text, uuid, day, other };

Family family(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::integer:
    case sql::TypeKind::decimal:
      return Family::number;
    case sql::TypeKind::text:
    case sql::TypeKind::enumeration:
      return Family::text;
    case sql::TypeKind::uuid:
      return Family::uuid;
    case sql::TypeKind::day:
      return Family::day;
    default:
      return Family::other;
  }
}

bool can_be_equal(const sql::Column& a, const sql::Column& b) {
  return family(a) == family(b) && family(a) != Family::other;
}

bool key_word(const std::string& word) {
  return word == "id" || word == "number" || word == "code" || word == "lookup" || word == "key";
}

std::vector<std::string> without_neutral(std::vector<std::string> words) {
  std::erase_if(words, [](const std::string& word) { return noun_of(word) == Noun::neutral; });
  return words;
}

bool ends_with(const std::vector<std::string>& words, const std::vector<std::string>& end) {
  return !end.empty() && words.size() >= end.size() &&
         std::equal(end.rbegin(), end.rend(), words.rbegin());
}

// How well a table's name answers to what a column's name asks for.
double answers(const std::vector<std::string>& asked, const TableView& table) {
  const std::vector<std::string> words = without_neutral(table.words);
  if (words.empty() || asked.empty()) return 0;
  if (asked == words) return 0.85;
  if (ends_with(asked, words)) return 0.75;
  if (words.size() <= 2 && ends_with(words, asked)) return 0.6;
  return 0;
}

// The column that identifies a row of `table` and that `column` could hold: of the same name where
// it is unique, else the primary key.
const sql::Column* key_for(const sql::Column& column, const TableView& table) {
  const sql::Column* same = table.table->column(column.name.text());
  if (same != nullptr && is_unique(*table.table, {column.name.text()}) &&
      can_be_equal(*same, column)) {
    return same;
  }
  if (table.table->primary_key.size() != 1) return nullptr;
  const sql::Column* key = table.table->column(table.table->primary_key.front().text());
  return key != nullptr && can_be_equal(*key, column) ? key : nullptr;
}

// Where people sign in, else where they work: the table that a "created_by" leads to.
const TableView* table_of_doers(const Model& model, const sql::Name& schema) {
  const TableView* best = nullptr;
  int best_rank = 0;
  for (const TableView& table : model.tables) {
    if (!table.looked_at || table.role != Role::person || table.table->schema != schema) continue;
    const bool signs_in =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [](const ColumnView& column) { return has(column.words, "password"); });
    const int rank = (signs_in ? 4 : 0) + (table.head_word == "user" ? 2 : 0) +
                     (table.head_word == "employee" ? 1 : 0);
    if (rank > best_rank) {
      best = &table;
      best_rank = rank;
    }
  }
  return best;
}

struct Candidate {
  std::size_t table = 0;
  const sql::Column* key = nullptr;
  double confidence = 0;
};

// "gst_ID", "patronno": a key whose own name says of which table it is the key.
bool names_its_table(const std::vector<std::string>& key) {
  if (key.size() > 1) {
    return key_word(meanings(key.back()).front()) || key_word(meanings(key.front()).front());
  }
  constexpr std::string_view ends[] = {"id", "nr", "no", "num", "number", "nummer", "code", "kod"};
  return !is_known(key.front()) &&
         std::any_of(std::begin(ends), std::end(ends), [&](std::string_view end) {
           return key.front().size() > end.size() && key.front().ends_with(end);
         });
}

// The one table whose key has the column's name, or a name that the column's ends with: "gst_ID"
// leads to guest_gst, and "wish_gst_ID" too. Two tables with such a key leave it open.
std::optional<Candidate> by_name_of_key(const Model& model, std::size_t from,
                                        const ColumnView& column) {
  const std::vector<std::string> asked = cut(column.column->name.text());
  std::optional<Candidate> found;
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    const TableView& table = model.tables[at];
    if (!table.looked_at || table.table->schema != model.tables[from].table->schema ||
        table.table->primary_key.size() != 1) {
      continue;
    }
    const std::vector<std::string> key = cut(table.table->primary_key.front().text());
    const bool same = key == asked;
    if (!same && (key.size() < 2 || !ends_with(asked, key))) continue;
    if (!names_its_table(key)) continue;
    // Of two tables with one key each is the other's, and which is whose cannot be told.
    if (found || (at == from && same)) return std::nullopt;
    const sql::Column* to = table.table->column(table.table->primary_key.front().text());
    if (to == nullptr || !can_be_equal(*to, *column.column)) return std::nullopt;
    // Words for a thing ("flat 1203") say something where they stand; numbers only lead there.
    if (family(*to) == Family::text && !is_person(table.role)) return std::nullopt;
    found = Candidate{at, to, same ? 0.85 : 0.7};
  }
  return found;
}

// "order_id" in orders counts the orders; it leads nowhere.
bool is_own_key(const TableView& table, const sql::Column& column,
                const std::vector<std::string>& asked) {
  return table.table->primary_key.size() == 1 && table.table->primary_key.front() == column.name &&
         answers(asked, table) > 0.8;
}

// "row_id" where many tables count their own rows by it: equal numbers mean nothing.
bool counts_rows_everywhere(const Model& model, const sql::Name& key) {
  return std::count_if(model.tables.begin(), model.tables.end(), [&](const TableView& table) {
           return table.table->primary_key.size() == 1 && table.table->primary_key.front() == key;
         }) > 2;
}

std::optional<Candidate> best_candidate(const Model& model, std::size_t from,
                                        const ColumnView& column) {
  const std::optional<Candidate> by_key = by_name_of_key(model, from, column);
  std::vector<std::string> asked = table_meanings(cut(column.column->name.text()));
  bool keyed = !asked.empty() && key_word(asked.back());
  while (!asked.empty() && key_word(asked.back())) asked.pop_back();
  // "id_customer" is "customer_id".
  if (!keyed && asked.size() > 1 && asked.front() == "id") {
    asked.erase(asked.begin());
    keyed = true;
  }
  if (is_own_key(model.tables[from], *column.column, asked)) return std::nullopt;
  const bool key_like =
      column.column->kind == sql::TypeKind::integer || column.column->kind == sql::TypeKind::uuid;
  if (asked.empty() || (!keyed && !key_like)) return by_key;
  std::optional<Candidate> best;
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    const TableView& table = model.tables[at];
    if (!table.looked_at || table.table->schema != model.tables[from].table->schema) continue;
    const sql::Column* key = key_for(*column.column, table);
    if (key == nullptr || (at == from && key == column.column)) continue;
    // "user" may lead to the users; "salary" is an amount, though there be a table of salaries.
    if (!keyed && !is_person(table.role)) continue;
    double confidence = answers(asked, table);
    if (at == from && confidence > 0.8) confidence = 0;  // "order_no" in orders is its own.
    if (key->name == column.column->name && keyed && confidence == 0 && is_person(table.role) &&
        !counts_rows_everywhere(model, key->name)) {
      confidence = 0.7;
    }
    if (confidence > (best ? best->confidence : 0)) best = Candidate{at, key, confidence};
  }
  // A table that is called as the column asks is meant, though another has a key of that name.
  return by_key && (!best || best->confidence < 0.8) ? by_key : best;
}

// A row that stands below another of its own table: parent_id, duplicate_of_id.
std::optional<Candidate> itself(const Model& model, std::size_t from, const ColumnView& column) {
  const std::vector<std::string> words = cut(column.column->name.text());
  if (words.size() < 2 || !key_word(meanings(words.back()).front())) return std::nullopt;
  if (!has_any(words, "parent master duplicate merged replaced overordnad forelder")) {
    return std::nullopt;
  }
  const sql::Column* key = key_for(*column.column, model.tables[from]);
  if (key == nullptr || key == column.column) return std::nullopt;
  return Candidate{from, key, 0.6};
}

std::optional<Candidate> doer(const Model& model, std::size_t from, const ColumnView& column) {
  if (!names_a_doer(column.words)) return std::nullopt;
  const TableView* table = table_of_doers(model, model.tables[from].table->schema);
  if (table == nullptr) return std::nullopt;
  const sql::Column* key = key_for(*column.column, *table);
  if (key == nullptr) return std::nullopt;
  return Candidate{static_cast<std::size_t>(table - model.tables.data()), key, 0.6};
}

}  // namespace

bool names_a_doer(const std::vector<std::string>& words) {
  return has_any(words, "doer manager") || (words.size() > 1 && has(words, "by")) ||
         (has(words, "id") && has_any(words, "created updated approved deleted"));
}

void read_declared_references(Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    if (!model.tables[at].looked_at) continue;
    for (const sql::ForeignKey& key : model.tables[at].table->foreign_keys) {
      Reference reference;
      reference.from = at;
      reference.from_columns = texts_of(key.columns);
      reference.to = key.to_table;
      reference.to_columns = texts_of(key.to_columns);
      reference.reason = reason_of("discovery.declared");
      // A key into a partition is one into the table that it is a part of.
      while (model.tables[reference.to].table->parent) {
        reference.to = *model.tables[reference.to].table->parent;
      }
      complete(model, reference);
      model.references.push_back(std::move(reference));
    }
  }
}

namespace {

// The column that holds a part of another table's key: of its name ("member_id"), or of its name
// behind the table's ("membership_from" for membership.from).
const sql::Column* part_of_key(const TableView& table, const TableView& other,
                               const sql::Name& part) {
  if (const sql::Column* same = table.table->column(part.text())) return same;
  std::vector<std::string> wanted = cut(other.table->name.text());
  for (const std::string& word : cut(part.text())) wanted.push_back(word);
  for (const sql::Column& column : table.table->columns) {
    if (cut(column.name.text()) == wanted) return &column;
  }
  return nullptr;
}

// The columns that hold another table's key of several columns; none where they don't all.
std::vector<std::string> key_held(const TableView& table, const TableView& other) {
  std::vector<std::string> columns;
  if (other.table->primary_key.size() < 2 || other.table->schema != table.table->schema) return {};
  for (const sql::Name& name : other.table->primary_key) {
    const sql::Column* mine = part_of_key(table, other, name);
    const sql::Column* theirs = other.table->column(name.text());
    if (mine == nullptr || theirs == nullptr || !can_be_equal(*mine, *theirs)) return {};
    columns.push_back(mine->name.text());
  }
  // Of two tables with the same key the one that is named after the other refers to it.
  const bool same_key = table.table->primary_key == other.table->primary_key;
  if (same_key && table.words.size() <= other.words.size()) return {};
  return columns;
}

// A time sheet names a project and a user, each by a declared key; that such a pair is a member's
// too is chance, and the person is reached without it.
bool declared_one_by_one(const Model& model, std::size_t table,
                         const std::vector<std::string>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return std::any_of(model.references.begin(), model.references.end(), [&](const Reference& one) {
      return one.from == table && one.kind == Link::Kind::foreign_key &&
             one.from_columns.size() == 1 && one.from_columns.front() == column;
    });
  });
}

bool declared_between(const Model& model, std::size_t from, std::size_t to) {
  return std::any_of(model.references.begin(), model.references.end(),
                     [&](const Reference& one) { return one.from == from && one.to == to; });
}

void propose_composite(Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    for (std::size_t to = 0; to < model.tables.size(); ++to) {
      if (at == to || !model.tables[at].looked_at || !model.tables[to].looked_at) continue;
      std::vector<std::string> held = key_held(model.tables[at], model.tables[to]);
      if (held.empty() || declared_between(model, at, to) || declared_one_by_one(model, at, held)) {
        continue;
      }
      Reference reference;
      reference.from = at;
      reference.from_columns = std::move(held);
      reference.to = to;
      reference.to_columns = texts_of(model.tables[to].table->primary_key);
      reference.kind = Link::Kind::proposed;
      reference.confidence = 0.6;
      reference.reason =
          reason_of("discovery.not_declared_whole_key", {{"table", model.tables[to].label}});
      complete(model, reference);
      model.references.push_back(std::move(reference));
    }
  }
}

}  // namespace

void propose_references(Model& model) {
  std::vector<Reference> found;
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    const TableView& table = model.tables[at];
    if (!table.looked_at) continue;
    for (const ColumnView& column : table.columns) {
      const std::string& name = column.column->name.text();
      if (refers(model, at, name)) continue;
      auto candidate = best_candidate(model, at, column);
      if (!candidate) candidate = itself(model, at, column);
      if (!candidate) candidate = doer(model, at, column);
      if (!candidate) continue;
      Reference reference;
      reference.from = at;
      reference.from_columns = {name};
      reference.to = candidate->table;
      reference.to_columns = {candidate->key->name.text()};
      reference.kind = Link::Kind::proposed;
      reference.confidence = candidate->confidence;
      reference.reason =
          reason_of("discovery.not_declared_name",
                    {{"column", name}, {"table", model.tables[candidate->table].label}});
      complete(model, reference);
      found.push_back(std::move(reference));
    }
  }
  for (Reference& reference : found) model.references.push_back(std::move(reference));
  propose_composite(model);
}

}  // namespace ombud::discovery
