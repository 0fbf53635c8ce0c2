// Links that the catalogue does not bear out, and details that no link leads to a person: nothing
// would ever be found there.
#include <deque>

#include "datamap/faults.h"

namespace ombud::datamap {

namespace {

using sql::TypeKind;

enum class Family : std::uint8_t { number, text, time, bytes, truth, any };

Family family_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::real:
      return Family::number;
    case TypeKind::text:
    case TypeKind::enumeration:
    case TypeKind::uuid:
      return Family::text;
    case TypeKind::day:
    case TypeKind::instant:
    case TypeKind::time:
    case TypeKind::interval:
      return Family::time;
    case TypeKind::blob:
      return Family::bytes;
    case TypeKind::boolean:
      return Family::truth;
    case TypeKind::json:
    case TypeKind::xml:
    case TypeKind::array:
    case TypeKind::other:
      return Family::any;
  }
  return Family::any;
}

bool can_be_equal(const sql::Column& a, const sql::Column& b, sql::Engine engine) {
  // SQLite compares a number with a text that says the same number as equal where one of the
  // columns is declared as number.
  if (engine == sql::Engine::sqlite) return true;
  const Family one = family_of(a.kind);
  const Family other = family_of(b.kind);
  return one == other || one == Family::any || other == Family::any;
}

std::string end_of(const std::string& table, const std::vector<std::string>& columns) {
  std::string text = table + "(";
  for (const std::string& column : columns) text += (text.back() == '(' ? "" : ", ") + column;
  return text + ")";
}

Error fault(std::string key, const Link& link) {
  return {Errc::invalid,
          std::move(key),
          {{"from", end_of(link.from_table, link.from_columns)},
           {"to", end_of(link.to_table, link.to_columns)}}};
}

/// The columns of one end, or nothing after having said what is missing.
std::optional<std::vector<const sql::Column*>> columns_of(const std::string& table,
                                                          const std::vector<std::string>& names,
                                                          const sql::Catalogue& catalogue,
                                                          std::vector<Error>& out) {
  const sql::Table* real_table = catalogue.find(table);
  if (real_table == nullptr) {
    out.push_back({Errc::invalid, "datamap.no_such_table", {{"table", table}}});
    return std::nullopt;
  }
  std::vector<const sql::Column*> columns;
  for (const std::string& name : names) {
    columns.push_back(real_table->column(name));
    if (columns.back() != nullptr) continue;
    out.push_back({Errc::invalid, "datamap.no_such_column", {{"table", table}, {"column", name}}});
    return std::nullopt;
  }
  return columns;
}

void faults_of(const Link& link, const Map& map, const sql::Catalogue& catalogue,
               std::vector<Error>& out) {
  const auto from = columns_of(link.from_table, link.from_columns, catalogue, out);
  const auto to = columns_of(link.to_table, link.to_columns, catalogue, out);
  if (!from || !to) return;
  if (!link.where_column.empty()) columns_of(link.from_table, {link.where_column}, catalogue, out);
  for (const std::string& table : {link.from_table, link.to_table})
    if (map.table(table) == nullptr)
      out.push_back({Errc::invalid, "datamap.link_outside", {{"table", table}}});
  if (from->size() != to->size() || from->empty()) {
    out.push_back(fault("datamap.link_columns", link));
    return;
  }
  if ((link.kind == Link::Kind::polymorphic) == link.where_column.empty())
    out.push_back(fault("datamap.link_where", link));
  for (std::size_t i = 0; i < from->size(); ++i)
    if (!can_be_equal(*(*from)[i], *(*to)[i], catalogue.engine)) {
      out.push_back(fault("datamap.link_types", link));
      return;
    }
}

/// Tables from which links lead to a person, in any number of hops and either direction.
std::set<std::string_view> tables_of_persons(const Map& map) {
  std::set<std::string_view> reached;
  std::deque<std::string_view> next;
  for (const Table& table : map.tables)
    if (table.holds == Holds::person && reached.insert(table.name).second)
      next.push_back(table.name);
  while (!next.empty()) {
    const std::string_view table = next.front();
    next.pop_front();
    for (const Link& link : map.links) {
      if (link.from_table == table && reached.insert(link.to_table).second)
        next.push_back(link.to_table);
      if (link.to_table == table && reached.insert(link.from_table).second)
        next.push_back(link.from_table);
    }
  }
  return reached;
}

}  // namespace

std::vector<Error> link_faults(const Map& map, const sql::Catalogue& catalogue) {
  std::vector<Error> out;
  for (const Link& link : map.links) faults_of(link, map, catalogue, out);
  const std::set<std::string_view> reached = tables_of_persons(map);
  for (const Table& table : map.tables)
    if (table.holds == Holds::detail && !reached.contains(table.name))
      out.push_back({Errc::invalid, "datamap.detail_without_person", {{"table", table.name}}});
  return out;
}

}  // namespace ombud::datamap
