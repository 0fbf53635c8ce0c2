#pragma once
// A folder for one test, and its connector. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/testing.h"
#include "base/texts.h"
#include "connectors/csv/connector.h"
#include "sql/test_databases.h"

namespace ombud::connectors::csv {

class CsvFolder : public testing::Test {
 protected:
  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_.file(name), std::ios::binary) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream file(folder_.file(name), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      found.push_back(entry.path().filename().string());
    return found;
  }

  System system() const {
    return {.name = "export", .address = {.kind = Kind::csv, .file = folder_.path()}};
  }

  std::unique_ptr<Connector> open() const { return sql::test::must_have(csv::open(system())); }

  /// The error of opening the folder: its key, and the line where one is said.
  std::string refusal() const {
    const auto opened = csv::open(system());
    return opened ? "none" : shown(opened.error());
  }

  static std::string shown(const Error& error) {
    EXPECT_NE(say(error), error.key);
    EXPECT_EQ(say(error).find('{'), std::string::npos) << say(error);
    std::string text = error.key.substr(error.key.find('.') + 1);
    for (const auto& [name, value] : error.params)
      if (name == "line") text += ":" + value;
    return text;
  }

  static std::string kept(Connector& connector) {
    const Result<void> result = connector.keep();
    return result ? "kept" : shown(result.error());
  }

  static const sql::Catalogue& catalogue(Connector& connector) {
    return *sql::test::must_have(connector.catalogue());
  }

  static std::vector<std::string> rows(Connector& connector, sql::Literal statement) {
    std::vector<std::string> found;
    for (const sql::Row& row : sql::test::must_have(connector.connection().all(statement))) {
      std::string text;
      for (const sql::Value& value : row)
        text += "|" + (sql::is_null(value) ? std::string("-") : sql::shown(value));
      found.push_back(text.substr(1));
    }
    return found;
  }

  static void run(Connector& connector, sql::Literal statement) {
    sql::test::must_have(connector.connection().execute(statement));
  }

  TemporaryFolder folder_;
};

}  // namespace ombud::connectors::csv
