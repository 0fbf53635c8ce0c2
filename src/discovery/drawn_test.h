#pragma once
// A database drawn up for one test, and what discovery makes of it. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "datamap/datamap.h"
#include "discovery/propose.h"
#include "sql/test_databases.h"

namespace ombud::discovery {

/// The day on which the tests look.
inline Day test_day() { return *parse_day("2026-11-21"); }

/// What is proposed for the tables, by names alone or with a look at their rows.
class Drawn {
 public:
  Drawn(sql::Engine engine, std::initializer_list<sql::Literal> statements, bool look)
      : database_(engine), connection_(database_.connect()) {
    for (const sql::Literal statement : statements) {
      sql::test::must_have(connection_->execute(statement));
    }
    catalogue_ = sql::test::must_have(connection_->read_catalogue());
    Silent silent;
    const Looking looking{look ? connection_.get() : nullptr, 1000, test_day()};
    model_ = sql::test::must_have(understand(catalogue_, looking, silent));
    map_ = map_of(model_);
    std::vector<std::string> faults;
    for (const Error& fault : datamap::faults(map_, catalogue_)) faults.push_back(say(fault));
    EXPECT_THAT(faults, testing::IsEmpty());
  }

  const datamap::Map& map() const { return map_; }

  const Model& model() const { return model_; }

  const sql::Catalogue& catalogue() const { return catalogue_; }

  sql::Connection& connection() { return *connection_; }

  const datamap::Table& table(std::string_view name) const {
    const datamap::Table* found = map_.table(name);
    if (found == nullptr) throw std::runtime_error("no table " + std::string(name));
    return *found;
  }

  const datamap::Field& field(std::string_view table_name, std::string_view column) const {
    const datamap::Field* found = table(table_name).field(column);
    if (found == nullptr) throw std::runtime_error("no field " + std::string(column));
    return *found;
  }

  bool has_field(std::string_view table_name, std::string_view column) const {
    return table(table_name).field(column) != nullptr;
  }

  /// "first_name last_name email", in the order of the columns; nothing of what is nobody's.
  std::string fields(std::string_view table_name) const {
    std::string all;
    if (table(table_name).holds == datamap::Holds::reference) return "";
    for (const datamap::Field& one : table(table_name).fields) {
      all += (all.empty() ? "" : " ") + one.column;
    }
    return all;
  }

  /// "rental.customer_id belongs customer" of each link that leads from the table.
  std::vector<std::string> links(std::string_view table_name) const {
    std::vector<std::string> all;
    for (const datamap::Link& link : map_.links) {
      if (link.from_table != table_name) continue;
      std::string columns;
      for (const std::string& column : link.from_columns) {
        columns += (columns.empty() ? "" : ",") + column;
      }
      all.push_back(columns + " " + std::string(word(link.means)) + " " + link.to_table);
    }
    return all;
  }

 private:
  sql::test::Database database_;
  std::unique_ptr<sql::Connection> connection_;
  sql::Catalogue catalogue_;
  Model model_;
  datamap::Map map_;
};

}  // namespace ombud::discovery
