// One person across connected databases, by the library and by hand (find_person.py makes them).
//
//     bench_find_person EMAIL ROWS RUNS URL…
//
// By hand: a thread and an open connection a database, the same SELECT with the same forms of the
// value in one IN list, and a second one with what the first one's row says, as our second round
// asks. Ours is subjects::find: it opens the systems, reads their catalogues, holds the maps
// against them, searches, groups, remembers whom it found, and writes the log.
#include <fmt/format.h>

#include <thread>

#include "accounts/test_office.h"
#include "bench/measuring.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "detectors/detectors.h"
#include "holds/holds.h"
#include "sql/catalogue_reader.h"
#include "sql/test_databases.h"
#include "subjects/subjects.h"

namespace ombud::bench {

namespace {

using sql::test::must_have;

datamap::Field field(const char* column, DataCategory category, const char* part = "") {
  datamap::Field field;
  field.column = column;
  field.category = category;
  field.part = part;
  field.because = "the register";
  field.identifies = category != DataCategory::person_ref;
  return field;
}

struct Names : sql::CatalogueReader {
  using CatalogueReader::name;
};

class Bench {
 public:
  explicit Bench(const std::vector<std::string>& urls) {
    for (const std::string& url : urls) {
      connectors::System system;
      system.name = fmt::format("s{}", opened_.size());
      system.address = must_have(connectors::read_address(url));
      system = must_have(connectors::add(office(), system, Secret()));
      opened_.push_back(must_have(connectors::open(office(), system)));
      datamap::Table member;
      member.name = "member";
      member.holds = datamap::Holds::person;
      member.subject = "member";
      member.because = "the register";
      member.fields = {
          field("id", DataCategory::person_ref), field("name", DataCategory::name, "full"),
          field("email", DataCategory::email), field("national_id", DataCategory::national_id),
          field("phone", DataCategory::phone)};
      datamap::Map map;
      map.system = system.name;
      map.tables = {member};
      must_have(datamap::confirm(office(), *opened_.back(), map));
    }
  }

  accounts::Office& office() { return house_.office(); }

  void find(const std::string& email) {
    Silent progress;
    const subjects::Found found =
        must_have(subjects::find(office(), {{"email", Secret(email)}}, "bench", progress));
    must(found.not_searched.empty() && !found.persons.empty());
  }

  void by_hand(const std::string& email) {
    std::vector<std::thread> threads;
    for (const auto& connector : opened_)
      threads.emplace_back([&] { ask(connector->connection(), email); });
    for (std::thread& thread : threads) thread.join();
  }

 private:
  static sql::Statement selecting(const char* column, const std::vector<std::string>& forms) {
    sql::Statement statement("SELECT id, name, email, national_id, phone FROM member WHERE ");
    std::vector<sql::Value> values(forms.begin(), forms.end());
    return statement.name(Names::name(column)).text(" IN (").values(values).text(")");
  }

  static void ask(sql::Connection& connection, const std::string& email) {
    const detectors::Reading reading{*parse_day("2026-11-21")};
    const auto rows = must_have(connection.all(
        selecting("email", detectors::written_variants(detectors::Kind::email, email, reading))));
    must(rows.size() == 1);
    const std::string id = sql::plain(rows[0][3]);
    const std::string phone = sql::plain(rows[0][4]);
    must_have(connection.all(selecting("national_id", {id, id.substr(2)})));
    must_have(connection.all(
        selecting("phone", detectors::written_variants(detectors::Kind::phone, phone, reading))));
  }

  accounts::TestOffice house_{sql::Engine::sqlite,
                              {connectors::migrations(), datamap::migrations(), holds::migrations(),
                               subjects::migrations()}};
  std::vector<std::unique_ptr<connectors::Connector>> opened_;
};

}  // namespace

}  // namespace ombud::bench

int main(int count, char** arguments) {
  using namespace ombud::bench;
  if (count < 5) return 2;
  const std::string email = arguments[1];
  Bench bench({arguments + 4, arguments + count});
  compare(
      {"find_person.library",
       fmt::format("subjects::find in {} databases of {} rows, systems opened by it", count - 4,
                   arguments[2]),
       "ms", 0, static_cast<int>(std::strtol(arguments[3], nullptr, 10))},
      [&] { bench.find(email); }, [&] { bench.by_hand(email); });
}
