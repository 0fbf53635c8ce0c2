#include "actions/order.h"

#include <algorithm>
#include <string>

namespace ombud::actions {

namespace {

struct Reference {
  std::size_t from;
  const sql::ForeignKey* key;
};

bool may_be_null(const sql::Table& table, const sql::ForeignKey& key) {
  return std::all_of(key.columns.begin(), key.columns.end(), [&](const sql::Name& name) {
    const sql::Column* column = table.column(name.text());
    const bool in_key = std::find(table.primary_key.begin(), table.primary_key.end(), name) !=
                        table.primary_key.end();
    return column != nullptr && column->nullable && !column->generated && !in_key;
  });
}

// MariaDB looks at each row as it goes; the others when the statement ends, so that rows of one
// table that refer to each other may go together, if they go by one statement. Where that is not
// sure a reference that may be null is let go of; one that may not is left to the statement.
bool holds_within_table(const sql::Catalogue& catalogue, std::size_t table,
                        const sql::ForeignKey& key, const std::set<std::size_t>& in_parts) {
  if (in_parts.contains(table) && may_be_null(catalogue.tables[table], key)) return true;
  return catalogue.engine == sql::Engine::mariadb && key.on_delete != sql::OnChange::set_null;
}

// A reference that the database clears or follows by itself holds nobody back, but rows are only
// ever taken by our own count: a cascade counts as holding, so that the referring rows go first.
std::vector<Reference> references_among(const sql::Catalogue& catalogue,
                                        const std::set<std::size_t>& tables,
                                        const std::set<std::size_t>& in_parts) {
  std::vector<Reference> all;
  for (const std::size_t from : tables)
    for (const sql::ForeignKey& key : catalogue.tables[from].foreign_keys) {
      if (!tables.contains(key.to_table)) continue;
      if (key.to_table == from && !holds_within_table(catalogue, from, key, in_parts)) continue;
      all.push_back({from, &key});
    }
  return all;
}

bool reaches(const std::vector<Reference>& references, std::size_t from, std::size_t to) {
  std::set<std::size_t> seen;
  std::vector<std::size_t> open{from};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    if (at == to) return true;
    if (!seen.insert(at).second) continue;
    for (const Reference& reference : references)
      if (reference.from == at) open.push_back(reference.key->to_table);
  }
  return false;
}

}  // namespace

Result<Order> removal_order(const sql::Catalogue& catalogue, const std::set<std::size_t>& tables,
                            const std::set<std::size_t>& in_parts) {
  Order order;
  std::vector<Reference> references = references_among(catalogue, tables, in_parts);
  // Open every ring at a reference that may be null.
  for (std::size_t i = 0; i < references.size();) {
    const Reference reference = references[i];
    const bool in_ring = reference.key->to_table == reference.from ||
                         reaches(references, reference.key->to_table, reference.from);
    if (in_ring && may_be_null(catalogue.tables[reference.from], *reference.key)) {
      order.let_go.push_back({reference.from, reference.key->columns});
      references.erase(references.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  std::set<std::size_t> left = tables;
  while (!left.empty()) {
    const auto free = std::find_if(left.begin(), left.end(), [&](std::size_t table) {
      return std::none_of(references.begin(), references.end(), [&](const Reference& reference) {
        return reference.key->to_table == table && left.contains(reference.from);
      });
    });
    if (free == left.end()) {
      std::string names;
      for (const std::size_t table : left)
        names += (names.empty() ? "" : ", ") + catalogue.label(catalogue.tables[table]);
      return fail(Errc::conflict, "actions.cycle", {{"tables", names}});
    }
    order.tables.push_back(*free);
    left.erase(free);
  }
  return order;
}

}  // namespace ombud::actions
