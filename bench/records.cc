// Pages of a large register: listed, filtered, searched, and the whole register as it was.
//
//     bench_records [--records 100000] [--runs 9]
//
// On SQLite, and on PostgreSQL where the test servers run. Ours is what an answer is made of: the
// page, its count, what its links and accounts are called, as JSON. Beside it one statement that
// reads fifty rows by their numbers and hands their content on as it lies there.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <random>

#include "accounts/test_office.h"
#include "base/json.h"
#include "bench/all_kinds.h"
#include "bench/measuring.h"
#include "records/commands.h"
#include "records/pen.h"

namespace ombud::bench {

namespace {

using records::Record;
using records::Wanted;
using sql::test::must_have;

constexpr std::string_view words[] = {
    "medlem",   "anställd", "förhandling", "lönebyrå",  "ansökan",    "avtal",      "avgift",
    "samtycke", "gallring", "utlämnande",  "myndighet", "behandling", "försäkring", "utbildning",
    "schema",   "kontakt",  "ärende",      "utskick",   "arkiv",      "rekrytering"};

class Register {
 public:
  Register(sql::Engine engine, long size)
      : house_(engine, {records::migrations()}), kinds_(all_kinds()), size_(size) {
    const records::Kind& units = *must_have(kinds_.find("unit"));
    {
      store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
      records::Pen pen(office(), kinds_, units, transaction, {"records.created", ""});
      for (int i = 0; i < 40; ++i) {
        Record unit = record(units, fmt::format("Avdelning {}", i));
        must_have(pen.make(unit));
        units_.push_back(unit.id.text);
      }
      must_have(pen.end());
      must_have(transaction.commit());
    }
    const records::Kind& kind = *must_have(kinds_.find("activity"));
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    records::Pen pen(office(), kinds_, kind, transaction, {"records.created", ""});
    must_have(pen.reserve(size));
    for (long i = 0; i < size; ++i) {
      Record made = activity(kind, i);
      must_have(pen.make(made));
    }
    must_have(pen.end());
    must_have(transaction.commit());
    if (engine == sql::Engine::postgresql) count_rows();
  }

  accounts::Office& office() { return house_.office(); }

  const records::Kinds& kinds() const { return kinds_; }

  std::size_t page(const Wanted& wanted) {
    const records::Page page = must_have(records::list(office(), kinds_, wanted));
    const records::Names names = must_have(records::names_of(office(), kinds_, page.records));
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Record& one : page.records) all.push_back(records::as_json(kinds_, one, names));
    return json_text({{"records", std::move(all)}, {"count", page.count}}).size();
  }

  // Fifty rows from a place in the register on.
  std::size_t bare(long from) {
    store::Transaction transaction =
        must_have(office().store.begin(office().organisation.id, sql::Begin::read));
    std::size_t bytes = 0;
    for (const sql::Row& row : must_have(transaction.all(
             "select r.id, r.title, v.content from records_record r join records_version v "
             "on v.organisation_id = r.organisation_id and v.record_id = r.id and "
             "v.version = r.version where r.organisation_id = ? and r.kind = 'activity' and "
             "r.number > ? order by r.number limit 50",
             {transaction.organisation().text, std::int64_t{from}})))
      bytes += store::text_in(row[2]).size();
    return bytes;
  }

  void whole_at(Instant at) {
    long found = 0;
    must_have(
        records::each_as_of(office(), kinds_, "activity", at, [&](const Record&) -> Result<void> {
          ++found;
          return {};
        }));
    must(found == size_);
  }

  // Every version's content, handed on as it lies there.
  void bare_whole() {
    store::Transaction transaction =
        must_have(office().store.begin(office().organisation.id, sql::Begin::read));
    long found = 0;
    must_have(transaction.each(
        "select v.record_id, v.content from records_version v join records_record r on "
        "r.organisation_id = v.organisation_id and r.id = v.record_id where "
        "v.organisation_id = ? and r.kind = 'activity' order by r.number",
        {transaction.organisation().text}, [&](const sql::Row&) -> Result<void> {
          ++found;
          return {};
        }));
    must(found == size_);
  }

 private:
  Record record(const records::Kind& kind, std::string title) {
    Record record;
    record.kind = kind.name;
    record.state = kind.states.front().name;
    record.owner = office().actor.account;
    record.title = title;
    record.row.set(kind.title, std::move(title));
    return record;
  }

  std::string some(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
      text += (i == 0 ? "" : " ") + std::string(words[random_() % std::size(words)]);
    return text;
  }

  Record activity(const records::Kind& kind, long number) {
    Record made = record(kind, fmt::format("{} {} {}", some(3), number, number % 1000));
    const char* roles[] = {"controller", "joint_controller", "processor"};
    made.row.set("role", std::string(roles[random_() % 3]));
    made.row.set("unit", units_[random_() % units_.size()]);
    made.row.set("area", std::string(random_() % 50 == 0 ? "whistleblowing" : "hr"));
    if (kind.field("purpose") != nullptr) made.row.set("purpose", some(30));
    return made;
  }

  // What a PostgreSQL does by itself within a minute or two; until then it plans in the dark.
  void count_rows() {
    store::Transaction transaction = must_have(office().store.begin_installation());
    must_have(transaction.execute(sql::Statement("analyze")));
    must_have(transaction.commit());
  }

  std::mt19937 random_{1};
  accounts::TestOffice house_;
  records::Kinds kinds_;
  std::vector<std::string> units_;
  long size_;
};

void measure(sql::Engine engine, long size, int runs) {
  Register all(engine, size);
  const std::string name = fmt::format("records.{}.", sql::word(engine));
  const auto pages = [&](const char* line, const char* what, const Wanted& wanted, long from = 0) {
    must(all.page(wanted) > 100);
    compare(
        {name + line, fmt::format("{}, of {} records", what, size), "ms", 0, runs},
        [&] { must(all.page(wanted) > 100); }, [&] { must(all.bare(from) > 100); });
  };
  Wanted wanted;
  wanted.kind = "activity";
  pages("page", "the first page by number", wanted);
  wanted.after = must_have(records::list(all.office(), all.kinds(), wanted)).next;
  pages("second_page", "the page after it", wanted, 50);
  wanted = {.kind = "activity", .order = Wanted::Order::title};
  pages("by_title", "the first page by title", wanted);
  wanted = {.kind = "activity", .order = Wanted::Order::changed, .descending = true};
  pages("by_change", "the last changed", wanted);
  wanted = {.kind = "activity", .values = {{"role", {"processor"}}}};
  pages("third", "those of a choice that a third has", wanted);
  wanted = {.kind = "activity", .values = {{"area", {"whistleblowing"}}}};
  pages("few", "those of a choice that one in fifty has", wanted);
  wanted = {.kind = "activity", .search = "rekrytering 77"};
  pages("search", "two words, the last one unfinished", wanted);
  wanted = {.kind = "activity", .search = fmt::format("{}", size - 7)};
  pages("search_one", "a word that one record has", wanted);
  wanted = {.kind = "activity", .search = "medlem", .order = Wanted::Order::title};
  pages("search_many", "a word that one in seven has, by title", wanted);
  const Instant now = all.office().clock.now();
  compare(
      {name + "as_of", fmt::format("the whole register of {} as it was", size), "ms", 0, 3},
      [&] { all.whole_at(now); }, [&] { all.bare_whole(); });
}

}  // namespace

}  // namespace ombud::bench

int main(int count, char** arguments) {
  using namespace ombud::bench;
  const long size = option(count, arguments, "records", 100'000);
  const int runs = static_cast<int>(option(count, arguments, "runs", 9));
  measure(ombud::sql::Engine::sqlite, size, runs);
  if (!ombud::store::test_postgresql_folder().empty())
    measure(ombud::sql::Engine::postgresql, size, runs);
}
