#pragma once
// A store of a test's own, on either engine. Included by *_test.cc only. tools/test-servers says in
// OMBUD_TEST_POSTGRESQL where its PostgreSQL is; without it the PostgreSQL half is skipped.

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/testing.h"
#include "store/store.h"

namespace ombud::store {

/// Empty where no server was started.
inline std::string test_postgresql_folder() {
  const char* folder = std::getenv("OMBUD_TEST_POSTGRESQL");
  return folder == nullptr ? "" : folder;
}

inline std::string test_postgresql_port() {
  const char* port = std::getenv("OMBUD_TEST_POSTGRESQL_PORT");
  return port == nullptr ? "5432" : port;
}

/// Where an empty store may be made: a file, or a database that belongs to a role which, unlike a
/// superuser, row-level security holds back. Gone at the end of the test.
class TestStore {
 public:
  explicit TestStore(sql::Engine engine) : engine_(engine) {
    static int number = 0;
    if (engine_ != sql::Engine::postgresql) return;
    must(!test_postgresql_folder().empty());
    name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++number);
    run("create role ombud_program login nosuperuser nobypassrls", false);
    run("create database " + name_ + " owner ombud_program", true);
  }

  TestStore(const TestStore&) = delete;
  TestStore& operator=(const TestStore&) = delete;

  ~TestStore() {
    if (!name_.empty()) run("drop database " + name_ + " with (force)", false);
  }

  Location location() const {
    Location location;
    location.engine = engine_;
    location.sqlite_file = folder_.file("ombud.db");
    location.postgresql_url = "postgresql:///" + name_ + "?host=" + test_postgresql_folder() +
                              "&port=" + test_postgresql_port() + "&user=ombud_program";
    return location;
  }

  /// The same with the role that may do everything.
  Location location_as_superuser() const {
    Location location = this->location();
    location.postgresql_url.erase(location.postgresql_url.rfind("&user="));
    location.postgresql_url += "&user=ombud";
    return location;
  }

  const TemporaryFolder& folder() const { return folder_; }

 private:
  static void run(const std::string& statement, bool required) {
    const std::string where = "host='" + test_postgresql_folder() +
                              "' port=" + test_postgresql_port() + " user=ombud dbname=postgres";
    PGconn* connection = PQconnectdb(where.c_str());
    PGresult* result = PQexec(connection, statement.c_str());
    const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    PQfinish(connection);
    must(done || !required);
  }

  sql::Engine engine_;
  TemporaryFolder folder_;
  std::string name_;
};

}  // namespace ombud::store
