// What follows from a large record and is stored nowhere: the lists, the picture, the scores, and
// the paper that is compared with the data.
//
//     bench_derived [--activities 10000] [--runs 5]
//
// On SQLite. Beside each the record's content read as it lies there: less can't be done without
// storing what is derived, which would be out of date.
#include <fmt/format.h>

#include <random>

#include "accounts/test_office.h"
#include "bench/all_kinds.h"
#include "bench/measuring.h"
#include "drift/paper.h"
#include "processing/flow.h"
#include "processing/lists.h"
#include "processing/progress.h"
#include "records/pen.h"

namespace ombud::bench {

namespace {

using records::Record;
using records::Row;
using sql::test::must_have;

constexpr int lines_each = 5;

class Organisation {
 public:
  explicit Organisation(long size)
      : house_(sql::Engine::sqlite, {records::migrations()}), kinds_(all_kinds()) {
    units_ = made("unit", 40, [](Row&) {});
    persons_ = made("person_category", 30, [](Row&) {});
    data_ = made("data_category", 60, [&](Row& row) { row.set("class", one_class()); });
    parties_ = made("party", 100, [&](Row& row) { row.set("country", country()); });
    systems_ = made("system", 200, [&](Row& row) {
      row.set("run_by", std::string("supplier"));
      row.set("supplier", any(parties_));
      row.set("countries", std::vector<std::string>{country()});
    });
    made("activity", size, [&](Row& row) { describe(row); });
  }

  accounts::Office& office() { return house_.office(); }

  const records::Kinds& kinds() const { return kinds_; }

  processing::Register whole(std::vector<std::string_view> beside = {}) {
    processing::Scope scope;
    scope.beside = std::move(beside);
    return must_have(processing::read_register(office(), kinds_, scope));
  }

  std::size_t bare() {
    store::Transaction transaction =
        must_have(office().store.begin(office().organisation.id, sql::Begin::read));
    std::size_t bytes = 0;
    must_have(transaction.each(
        "select v.content from records_version v join records_record r on "
        "r.organisation_id = v.organisation_id and r.id = v.record_id and r.version = v.version "
        "where v.organisation_id = ?",
        {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
          bytes += store::text_in(row[0]).size();
          return {};
        }));
    return bytes;
  }

 private:
  using Ids = std::vector<std::string>;

  const std::string& any(const Ids& ids) { return ids[random_() % ids.size()]; }

  std::string country() { return random_() % 8 == 0 ? "US" : "SE"; }

  std::string one_class() { return random_() % 5 == 0 ? "special" : "ordinary"; }

  void describe(Row& row) {
    row.set("role", std::string(random_() % 5 == 0 ? "processor" : "controller"));
    row.set("unit", any(units_));
    row.set("purpose", std::string("To keep what the agreement with the member asks for."));
    row.set("systems", Ids{any(systems_), any(systems_)});
    std::vector<Row> matrix;
    for (int line = 0; line < lines_each; ++line) {
      Row one;
      one.set("person", any(persons_));
      one.set("data", any(data_));
      one.set("class", one_class());
      one.set("recipients", Ids{any(parties_)});
      one.set("necessity", std::string("Nobody could be paid without it."));
      matrix.push_back(std::move(one));
    }
    row.set("matrix", std::move(matrix));
  }

  Ids made(std::string_view name, long count, const std::function<void(Row&)>& describe) {
    const records::Kind& kind = *must_have(kinds_.find(name));
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    records::Pen pen(office(), kinds_, kind, transaction, {"records.created", ""});
    must_have(pen.reserve(count));
    Ids ids;
    for (long at = 0; at < count; ++at) {
      Record record;
      record.kind = kind.name;
      record.state = kind.states.front().name;
      record.owner = office().actor.account;
      record.title = fmt::format("{} {}", name, at);
      record.row.set(kind.title, record.title);
      describe(record.row);
      must_have(pen.make(record));
      ids.push_back(record.id.text);
    }
    must_have(pen.end());
    must_have(transaction.commit());
    return ids;
  }

  std::mt19937 random_{1};
  accounts::TestOffice house_;
  records::Kinds kinds_;
  Ids units_, persons_, data_, parties_, systems_;
};

void measure(long size, int runs) {
  using processing::ListName;
  Organisation all(size);
  const auto against = [&](const char* name, const char* what, const std::function<void()>& ours) {
    compare({fmt::format("derived.{}", name), fmt::format("{}, of {} activities", what, size), "ms",
             0, runs},
            ours, [&] { must(all.bare() > 0); });
  };
  const Day today = std::chrono::floor<std::chrono::days>(all.office().clock.now());
  against("register", "the record with all that it leads to",
          [&] { must(static_cast<long>(all.whole().activities.size()) == size); });
  against("systems", "the list of systems", [&] {
    const auto found = all.whole(processing::kinds_beside(ListName::systems, true));
    must(!processing::list_of(ListName::systems, all.kinds(), found, Language::sv, today)
              .lines.empty());
  });
  against("recipients", "the list of recipients", [&] {
    const auto found = all.whole(processing::kinds_beside(ListName::recipients, true));
    must(!processing::list_of(ListName::recipients, all.kinds(), found, Language::sv, today)
              .lines.empty());
  });
  against("flow", "the picture of the whole organisation", [&] {
    must(!processing::flow_of(all.kinds(), all.whole(), Language::sv, true).nodes.empty());
  });
  against("scores", "both scores of each", [&] {
    const auto found = all.whole();
    must(static_cast<long>(processing::progress_of(found).activities.size()) == size);
  });
  against("paper", "the paper that is compared with the data", [&] {
    must(static_cast<long>(
             must_have(drift::read_paper(all.office(), all.kinds())).activities.size()) == size);
  });
}

}  // namespace

}  // namespace ombud::bench

int main(int count, char** arguments) {
  using namespace ombud::bench;
  measure(option(count, arguments, "activities", 10'000),
          static_cast<int>(option(count, arguments, "runs", 5)));
}
