#pragma once
// For tests of every room: a database that is made for one test and gone after it, on the engine
// that the test asks for. SQLite in a file of its own; PostgreSQL and MariaDB on the servers that
// "./run test" starts and names in the environment: OMBUD_TEST_POSTGRESQL (the socket's folder),
// OMBUD_TEST_POSTGRESQL_PORT, OMBUD_TEST_MARIADB (the socket).

#include <gtest/gtest.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iosfwd>
#include <stdexcept>

#include "base/texts.h"
#include "sql/catalogue_reader.h"
#include "sql/mariadb/mariadb.h"
#include "sql/postgresql/postgresql.h"
#include "sql/sqlite/sqlite.h"

namespace ombud::sql {

// NOLINTBEGIN(readability-identifier-naming): the names that gtest looks for
inline void PrintTo(Engine engine, std::ostream* out) { *out << word(engine); }

inline void PrintTo(const Value& value, std::ostream* out) { *out << canonical(value); }

// NOLINTEND(readability-identifier-naming)

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

/// The error's key; "no error" where there is none.
template <class T>
std::string key_of(const Result<T>& result) {
  return result.has_value() ? "no error" : result.error().key;
}

/// Executes each statement, or ends the test.
inline void run(Connection& connection, std::initializer_list<Statement> statements) {
  for (const Statement& statement : statements) must_have(connection.execute(statement));
}

/// The first value of the only row, or the test's end.
inline Value only_value(Connection& connection, const Statement& statement) {
  return must_have(connection.one(statement)).value().at(0);
}

/// What the environment names, or the test's end: a test that can't run has not passed.
inline std::string named_in_environment(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || *value == '\0')
    throw std::runtime_error(std::string(variable) +
                             " is not set; the tests' servers are started with ./run test");
  return value;
}

inline postgresql::Options postgresql_server(const std::string& database) {
  postgresql::Options options;
  options.host = named_in_environment("OMBUD_TEST_POSTGRESQL");
  if (const char* port = std::getenv("OMBUD_TEST_POSTGRESQL_PORT"))
    std::from_chars(port, port + std::string_view(port).size(), options.port);
  options.user = "ombud";
  options.database = database;
  return options;
}

inline mariadb::Options mariadb_server(const std::string& database) {
  mariadb::Options options;
  options.socket = named_in_environment("OMBUD_TEST_MARIADB");
  options.user = "ombud";
  options.database = database;
  return options;
}

class Database {
 public:
  explicit Database(Engine engine) : engine_(engine), name_(fresh_name()) {
    if (engine == Engine::sqlite) return;
    drop();
    run(*server(), {Statement("create database ").name(TestName::of(name_))});
  }

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  ~Database() {
    try {
      if (engine_ != Engine::sqlite) drop();
      for (const char* end : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file() + end);
    } catch (const std::exception& failed) {
      ADD_FAILURE() << "the test's database stays: " << failed.what();
    }
  }

  Engine engine() const { return engine_; }

  const std::string& name() const { return name_; }

  /// Of SQLite; it is there after the first connect().
  std::string file() const {
    return (std::filesystem::temp_directory_path() / (name_ + ".sqlite")).string();
  }

  Result<std::unique_ptr<Connection>> try_connect() const {
    if (engine_ == Engine::postgresql) return postgresql::connect(postgresql_server(name_));
    if (engine_ == Engine::mariadb) return mariadb::connect(mariadb_server(name_));
    return sqlite::connect(file(), {.create = true});
  }

  std::unique_ptr<Connection> connect() const { return must_have(try_connect()); }

  /// As a user names it: "sqlite:FILE", "postgresql://ombud@/db?host=DIR",
  /// "mariadb://…?socket=FILE".
  std::string url() const {
    if (engine_ == Engine::sqlite) return "sqlite:" + file();
    if (engine_ == Engine::mariadb)
      return "mariadb://ombud@localhost/" + name_ + "?socket=" + mariadb_server("").socket;
    const postgresql::Options server = postgresql_server("");
    const std::string port = server.port == 0 ? "" : "&port=" + std::to_string(server.port);
    return "postgresql://ombud@/" + name_ + "?host=" + server.host + port;
  }

 private:
  static std::string fresh_name() {
    static int count = 0;
    return "ombud_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  }

  // A connection to the server's own database, from which others are made and dropped.
  std::unique_ptr<Connection> server() const {
    if (engine_ == Engine::postgresql)
      return must_have(postgresql::connect(postgresql_server("postgres")));
    return must_have(mariadb::connect(mariadb_server("")));
  }

  void drop() const {
    Statement statement("drop database if exists ");
    statement.name(TestName::of(name_));
    if (engine_ == Engine::postgresql) statement.text(" with (force)");
    run(*server(), {statement});
  }

  Engine engine_;
  std::string name_;
};

/// Base of tests that hold for every engine: a fresh database and a connection to it.
class EachEngine : public ::testing::TestWithParam<Engine> {
 protected:
  EachEngine() : database_(GetParam()), connection_(database_.connect()) {}

  Engine engine() const { return GetParam(); }

  /// What is spelled differently.
  template <class T>
  T by_engine(T on_sqlite, T on_postgresql, T on_mariadb) const {
    if (engine() == Engine::sqlite) return on_sqlite;
    return engine() == Engine::postgresql ? std::move(on_postgresql) : std::move(on_mariadb);
  }

  Database database_;
  std::unique_ptr<Connection> connection_;
};

inline std::string engine_name(const ::testing::TestParamInfo<Engine>& info) {
  return std::string(word(info.param));
}

inline auto every_engine() {
  return ::testing::Values(Engine::sqlite, Engine::postgresql, Engine::mariadb);
}

}  // namespace test
}  // namespace ombud::sql
