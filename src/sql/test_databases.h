#pragma once
// For tests of every room: a database that is made for one test and gone after it, on the engine
// that the test asks for. SQLite in a file of its own; PostgreSQL and MariaDB on the servers that
// "./run test" starts and names in the environment.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "base/texts.h"
#include "sql/catalogue_reader.h"
#include "sql/sqlite/sqlite.h"

namespace ombud::sql {

inline void PrintTo(Engine engine, std::ostream* out) { *out << word(engine); }

namespace test {

/// Names for tests that make their tables by themselves.
struct TestName : CatalogueReader {
  static Name of(std::string text) { return name(std::move(text)); }
};

/// The value of a Result, or the test's end with the error's sentence.
template <class T>
T must_have(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().key + ": " + say(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

/// Executes each statement, or ends the test.
inline void run(Connection& connection, std::initializer_list<Statement> statements) {
  for (const Statement& statement : statements) must_have(connection.execute(statement));
}

class Database {
 public:
  explicit Database(Engine engine) : engine_(engine), name_(fresh_name()) {
    if (engine != Engine::sqlite) throw std::runtime_error("no driver");
  }

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  ~Database() {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(file() + end);
  }

  Engine engine() const { return engine_; }

  const std::string& name() const { return name_; }

  /// Of SQLite.
  std::string file() const {
    return (std::filesystem::temp_directory_path() / (name_ + ".sqlite")).string();
  }

  Result<std::unique_ptr<Connection>> try_connect() const {
    return sqlite::connect(file(), {.create = true});
  }

  std::unique_ptr<Connection> connect() const { return must_have(try_connect()); }

 private:
  static std::string fresh_name() {
    static int count = 0;
    return "ombud_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  }

  Engine engine_;
  std::string name_;
};

}  // namespace test
}  // namespace ombud::sql
