// A key that two tables share by chance ("customer 1" here and in a copy) joins nobody: only values
// that identify a person do, and only where some of them are really found on both sides.

#include "discovery/shared_values.h"

#include <algorithm>

#include "discovery/columns.h"
#include "discovery/means.h"
#include "discovery/overlap.h"

namespace ombud::discovery {

namespace {

using datamap::Link;
using datamap::reason_of;
using Means = datamap::Link::Means;

bool identifies(const Guess& guess) {
  return guess.category == DataCategory::email ||
         (guess.category == DataCategory::national_id && guess.part != "sole_trader");
}

// What a column identifies persons by, if it does.
std::optional<DataCategory> identifier(const TableView& table, const ColumnView& column) {
  auto guess = guess_by_content(table, column);
  if (!guess || !identifies(*guess)) guess = guess_anywhere(column);
  if (!guess || !identifies(*guess)) return std::nullopt;
  return guess->category;
}

const Reference* owner(const Model& model, std::size_t table) {
  for (const Reference& one : model.references) {
    if (one.from == table && one.means == Means::belongs) return &one;
  }
  return nullptr;
}

bool linked(const Model& model, std::size_t a, std::size_t b) {
  return std::any_of(model.references.begin(), model.references.end(), [&](const Reference& one) {
    return (one.means == Means::belongs || one.means == Means::same) &&
           ((one.from == a && one.to == b) || (one.from == b && one.to == a));
  });
}

struct Pair {
  std::size_t from = 0;
  const ColumnView* column = nullptr;
  std::size_t to = 0;
  const ColumnView* key = nullptr;
};

// Whether the two columns may join the two tables at all, whatever their values say.
bool may_join(const Model& model, const Pair& pair) {
  const TableView& from = model.tables[pair.from];
  const TableView& to = model.tables[pair.to];
  if (pair.from == pair.to || to.role != Role::person || to.loose ||
      linked(model, pair.from, pair.to)) {
    return false;
  }
  if (from.role == Role::contact || from.role == Role::author) return false;
  // An office, a mailing list and a setting have addresses of their own.
  if (from.head == Noun::company || from.head == Noun::belonging || from.head == Noun::thing) {
    return false;
  }
  // Two tables of persons are joined once, from the later to the earlier.
  if (from.role == Role::person && pair.from < pair.to && !from.loose) return false;
  const Reference* owned = from.role == Role::person ? nullptr : owner(model, pair.from);
  if (owned != nullptr) {
    // Rows that name a colleague by key and an outsider by e-mail are the outsider's.
    const TableView& by_key = model.tables[owned->to];
    if (!is_person(by_key.role) || !is_staff(by_key) || is_staff(to)) return false;
  }
  return is_text(*pair.column->column) == is_text(*pair.key->column);
}

Reference made_of(const Model& model, const Pair& pair, double confidence, std::string reason) {
  Reference one;
  one.from = pair.from;
  one.from_columns = {pair.column->column->name.text()};
  one.to = pair.to;
  one.to_columns = {pair.key->column->name.text()};
  one.kind = Link::Kind::shared_value;
  one.confidence = confidence;
  one.reason = std::move(reason);
  one.means = model.tables[pair.from].role == Role::person ? Means::same : Means::belongs;
  return one;
}

std::vector<Pair> possible_pairs(const Model& model) {
  struct Known {
    std::size_t table;
    const ColumnView* column;
    DataCategory category;
  };

  std::vector<Known> all;
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    const TableView& table = model.tables[at];
    if (!table.looked_at || table.head == Noun::reference) continue;
    for (const ColumnView& column : table.columns) {
      if (const auto found = identifier(table, column)) all.push_back({at, &column, *found});
    }
  }
  std::vector<Pair> pairs;
  for (const Known& from : all) {
    for (const Known& to : all) {
      const Pair pair{from.table, from.column, to.table, to.column};
      if (from.category == to.category && may_join(model, pair)) pairs.push_back(pair);
    }
  }
  return pairs;
}

Result<std::optional<Reference>> joined(sql::Connection* connection, const Model& model,
                                        const Pair& pair) {
  const TableView& from = model.tables[pair.from];
  const TableView& to = model.tables[pair.to];
  const bool same_schema = from.table->schema == to.table->schema;
  std::optional<Overlap> both;
  if (connection != nullptr) {
    both =
        TRY(overlap(*connection, from, {pair.column->column->name}, to, {pair.key->column->name}));
  }
  if (!both || both->asked == 0) {
    if (!same_schema || from.role == Role::person) return std::optional<Reference>{};
    return std::optional<Reference>{
        made_of(model, pair, 0.4, reason_of("discovery.both_identify"))};
  }
  const bool enough = both && both->found > 0 && (same_schema || both->share() >= 0.5);
  if (!enough) return std::optional<Reference>{};
  return std::optional<Reference>{made_of(
      model, pair, both->share() >= 0.5 ? 0.9 : 0.7,
      reason_of("discovery.stand_in_both",
                {{"found", std::to_string(both->found)}, {"asked", std::to_string(both->asked)}}))};
}

}  // namespace

namespace {

// Where one e-mail column of a row leads to a person, a second one of the same row does so too,
// though no value of it was met there: people give another address than the one they are known by.
void add_siblings(const Model& model, std::vector<Reference>& found) {
  const std::vector<Reference> proven = found;
  for (const Pair& pair : possible_pairs(model)) {
    const auto same_ends = [&](const Reference& one) {
      return one.from == pair.from && one.to == pair.to;
    };
    const auto same_column = [&](const Reference& one) {
      return same_ends(one) && one.from_columns.front() == pair.column->column->name.text();
    };
    const bool joins = std::any_of(proven.begin(), proven.end(), [&](const Reference& one) {
      return same_ends(one) && one.means == Means::belongs &&
             one.to_columns.front() == pair.key->column->name.text();
    });
    if (!joins || std::any_of(found.begin(), found.end(), same_column)) continue;
    found.push_back(made_of(model, pair, 0.5, reason_of("discovery.beside_one")));
  }
}

}  // namespace

Result<void> join_shared_values(sql::Connection* connection, Model& model) {
  std::vector<Reference> found;
  for (const Pair& pair : possible_pairs(model)) {
    auto one = TRY(joined(connection, model, pair));
    if (one) found.push_back(std::move(*one));
  }
  add_siblings(model, found);
  for (Reference& one : found) {
    for (Reference& other : model.references) {
      if (other.from == one.from && other.means == Means::belongs &&
          other.kind != Link::Kind::shared_value && one.means == Means::belongs) {
        other.means = Means::mentions;
      }
    }
    model.references.push_back(std::move(one));
  }
  return {};
}

}  // namespace ombud::discovery
