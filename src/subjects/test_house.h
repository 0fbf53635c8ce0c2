#pragma once
// For this room's tests: an office, systems on real databases, and maps made by hand. Included by
// *_test.cc only.

#include <gmock/gmock.h>

#include <map>

#include "accounts/test_office.h"
#include "base/text.h"
#include "holds/holds.h"
#include "sql/test_databases.h"
#include "subjects/subjects.h"

namespace ombud::subjects::test {

using datamap::Holds;
using datamap::Link;
using sql::Engine;
using sql::Statement;
using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

inline datamap::Field field(std::string column, DataCategory category, std::string part = "") {
  datamap::Field field;
  field.column = std::move(column);
  field.category = category;
  field.part = std::move(part);
  field.data_class = default_class(category);
  field.because = "the members' register";
  field.identifies = category == DataCategory::name || category == DataCategory::email ||
                     category == DataCategory::national_id || category == DataCategory::phone ||
                     category == DataCategory::username;
  return field;
}

inline datamap::Table table(std::string name, Holds holds,
                            std::vector<datamap::Field> fields = {}) {
  datamap::Table table;
  table.name = std::move(name);
  table.holds = holds;
  table.subject = holds == Holds::person ? "member" : "";
  table.fields = std::move(fields);
  return table;
}

/// "orders.customer_id" or "part.a+b"; a schema before it as "other.orders.customer_id".
inline std::pair<std::string, std::vector<std::string>> side(const std::string& text) {
  const std::size_t dot = text.rfind('.');
  return {text.substr(0, dot), split(text.substr(dot + 1), '+')};
}

inline Link link(const std::string& from, const std::string& to, Link::Means means,
                 Link::Kind kind = Link::Kind::proposed) {
  Link link;
  std::tie(link.from_table, link.from_columns) = side(from);
  std::tie(link.to_table, link.to_columns) = side(to);
  link.means = means;
  link.kind = kind;
  return link;
}

inline sql::Row key(std::int64_t number) { return {number}; }

inline std::string text_of(const sql::Row& key) {
  std::string text;
  for (const sql::Value& value : key)
    text += (text.empty() ? "" : ",") + (sql::is_null(value) ? "null" : sql::plain(value));
  return text;
}

/// "orders 7", "orders 7 x2", "address 3 shared".
inline std::vector<std::string> rows_of(const std::vector<Traced::TableRows>& tables) {
  std::vector<std::string> all;
  for (const Traced::TableRows& table : tables)
    for (const auto& row : table.rows)
      all.push_back(table.table + " " + text_of(row.key) +
                    (row.copies > 1 ? " x" + std::to_string(row.copies) : "") +
                    (row.shared ? " shared" : ""));
  return all;
}

class House {
 public:
  accounts::Office& office() { return house_.office(); }

  accounts::TestOffice& house() { return house_; }

  /// A system on the database.
  connectors::System add(const std::string& name, const sql::test::Database& database) {
    return add(name, database.url());
  }

  connectors::System add(const std::string& name, const std::string& url) {
    connectors::System system;
    system.name = name;
    system.address = must_have(connectors::read_address(url));
    return must_have(connectors::add(office(), system, Secret()));
  }

  std::unique_ptr<connectors::Connector> open(const connectors::System& system) {
    return must_have(connectors::open(office(), system));
  }

  void confirm(const connectors::System& system, std::vector<datamap::Table> tables,
               std::vector<Link> links = {}) {
    datamap::Map map;
    map.system = system.name;
    map.tables = std::move(tables);
    map.links = std::move(links);
    must_have(datamap::confirm(office(), *open(system), map));
  }

 private:
  accounts::TestOffice house_{Engine::sqlite,
                              {connectors::migrations(), datamap::migrations(), holds::migrations(),
                               subjects::migrations()}};
};

}  // namespace ombud::subjects::test
