// Who is limited to some units and controllers sees the same by every way: what a slow reference,
// which knows neither SQL nor the classes under test, says of random trees, limits and records.

#include "records/sight.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "accounts/whose.h"
#include "records/comments.h"
#include "records/import_house_test.h"
#include "records/reviews.h"
#include "records/tasks.h"
#include "records/waiting.h"

namespace ombud::records {
namespace {

using accounts::Role;
using sql::test::key_of;
using sql::test::must_have;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// What is seen, said as plainly as possible: record by record, upwards step by step.
class Reference {
 public:
  explicit Reference(std::vector<Record> all) : all_(std::move(all)) {}

  bool reads(const Record& record, const accounts::Whose& limits) const {
    if (edits(record, limits)) return true;
    const std::string unit = record.kind == "unit" ? record.id.text : record.row.text("unit");
    const std::string board = record.kind == "board" ? record.id.text : record.row.text("ours");
    if (unit.empty() && board.empty()) return true;
    if (record.kind != "board") return false;
    // The board that answers for one of the units.
    for (const Record& other : all_)
      if (other.kind == "unit" && is_below(other.id.text, limits) &&
          answering(other.id.text) == record.id.text)
        return true;
    return false;
  }

  bool edits(const Record& record, const accounts::Whose& limits) const {
    const std::string unit = record.kind == "unit" ? record.id.text : record.row.text("unit");
    if (is_below(unit, limits)) return true;
    std::string board = record.kind == "board" ? record.id.text : record.row.text("ours");
    if (board.empty()) board = answering(unit);
    if (board.empty()) return false;
    return limits.controllers.contains(find(board)->title);
  }

 private:
  const Record* find(const std::string& id) const {
    for (const Record& one : all_)
      if (one.id.text == id) return &one;
    return nullptr;
  }

  bool is_below(std::string unit, const accounts::Whose& limits) const {
    for (int steps = 0; !unit.empty() && steps < 100; ++steps) {
      const Record* one = find(unit);
      if (limits.units.contains(one->number)) return true;
      unit = one->row.text("parent");
    }
    return false;
  }

  std::string answering(std::string unit) const {
    for (int steps = 0; !unit.empty() && steps < 100; ++steps) {
      const Record* one = find(unit);
      if (!one->row.text("ours").empty()) return one->row.text("ours");
      unit = one->row.text("parent");
    }
    return {};
  }

  std::vector<Record> all_;
};

class SightTest : public ImportTest {
 protected:
  static constexpr const char* kinds[] = {"unit", "board", "activity"};

  int any(int below) { return std::uniform_int_distribution<int>(0, below - 1)(dice_); }

  // A link to one of them, or now and then to none.
  std::string link(const std::string& field, const std::vector<Record>& some, int none_in) {
    if (some.empty() || any(none_in) == 0) return {};
    return ", \"" + field + "\": \"" +
           some[static_cast<std::size_t>(any(static_cast<int>(some.size())))].id.text + "\"";
  }

  void make_house() {
    std::vector<Record> units, boards, activities;
    for (int at = 0; at < 4; ++at)
      boards.push_back(made("board", R"({"name": "Nämnd )" + std::to_string(at) + "\"" +
                                         link("unit", units, 2) + "}"));
    for (int at = 0; at < 10; ++at)
      units.push_back(made("unit", R"({"name": "Enhet )" + std::to_string(at) + "\"" +
                                       link("parent", units, 3) + link("ours", boards, 3) + "}"));
    // Now and then a circle, which nothing keeps anybody from drawing.
    units[1] = edited(units[1], R"({"name": "Enhet 1", "parent": ")" +
                                    units[static_cast<std::size_t>(2 + any(8))].id.text + "\"}");
    boards[3] = edited(boards[3], R"({"name": "Nämnd 3")" + link("unit", units, 3) + "}");
    for (int at = 0; at < 24; ++at) {
      const std::string rows =
          any(2) == 0 ? "" : R"(, "matrix": [{"who": "x")" + link("from", units, 2) + "}]";
      activities.push_back(made("activity", R"({"name": "Syssla )" + std::to_string(at) + "\"" +
                                                link("unit", units, 3) + link("ours", boards, 3) +
                                                rows + "}"));
      must_have(give_task(office(), kinds_, activities.back().id,
                          {"Look " + std::to_string(at), office().actor.account, {}}));
    }
    for (const auto& some : {units, boards, activities})
      all_.insert(all_.end(), some.begin(), some.end());
  }

  std::set<std::string> any_limits() {
    accounts::Whose limits;
    for (int at = any(3); at > 0; --at) limits.units.insert("U-000" + std::to_string(1 + any(9)));
    for (int at = any(3); at > 0; --at)
      limits.controllers.insert("Nämnd " + std::to_string(any(4)));
    if (limits.units.empty() && limits.controllers.empty()) limits.units.insert("U-0099");
    return accounts::together(limits);
  }

  void limit_to(const std::set<std::string>& lines) {
    office().actor.roles = {Role::editor};
    office().actor.only = {{Role::editor, lines}};
  }

  void unlimit() {
    office().actor.roles = {Role::coordinator, Role::approver};
    office().actor.only = {};
  }

  std::set<std::string> expected(std::string_view kind) const {
    std::set<std::string> numbers;
    for (const Record& record : all_)
      if (record.kind == kind && seen_.contains(record.id.text)) numbers.insert(record.number);
    return numbers;
  }

  static std::set<std::string> numbers_of(const std::vector<Record>& some) {
    std::set<std::string> numbers;
    for (const Record& one : some) numbers.insert(one.number);
    return numbers;
  }

  std::set<std::string> listed(Wanted wanted) {
    wanted.limit = 7;
    std::set<std::string> numbers;
    std::int64_t count = 0;
    do {
      const Page page = must_have(list(office(), kinds_, wanted));
      for (const Record& one : page.records) EXPECT_TRUE(numbers.insert(one.number).second);
      count = page.count;
      wanted.after = page.next;
    } while (!wanted.after.empty());
    EXPECT_EQ(count, static_cast<std::int64_t>(numbers.size()));
    return numbers;
  }

  void lists_agree(std::string_view kind) {
    using Order = Wanted::Order;
    const std::set<std::string> all = expected(kind);
    for (const Order order : {Order::number, Order::title, Order::changed})
      EXPECT_EQ(listed({.kind = std::string(kind), .order = order, .descending = any(2) == 0}),
                all);
    std::set<std::string> chosen;
    for (const auto& [id, version] :
         must_have(matching(office(), kinds_, {.kind = std::string(kind)})))
      chosen.insert(find_in_all(id.text).number);
    EXPECT_EQ(chosen, all);
    std::vector<Record> then;
    must_have(each_as_of(office(), kinds_, kind, house_.clock().now(),
                         [&](const Record& one) -> Result<void> {
                           then.push_back(one);
                           return {};
                         }));
    EXPECT_EQ(numbers_of(then), all);
  }

  void searches_agree() {
    EXPECT_EQ(listed({.kind = "activity", .search = "syssl"}), expected("activity"));
    for (const Record& unit : all_) {
      if (unit.kind != "unit") continue;
      std::set<std::string> led;
      for (const Record& one : all_)
        if (one.kind == "activity" && seen_.contains(one.id.text) &&
            one.row.text("unit") == unit.id.text)
          led.insert(one.number);
      EXPECT_EQ(listed({.kind = "activity", .values = {{"unit", {unit.id.text}}}}), led);
    }
  }

  const Record& find_in_all(const std::string& id) const {
    return *std::ranges::find(all_, RecordId{id}, &Record::id);
  }

  void each_agrees(const Record& record) {
    const bool is_seen = seen_.contains(record.id.text);
    const std::string answer = is_seen ? "no error" : "records.unknown";
    EXPECT_EQ(key_of(find(office(), kinds_, record.id)), answer) << record.number;
    EXPECT_EQ(key_of(find(office(), kinds_, record.kind, record.number)), answer);
    EXPECT_EQ(key_of(history(office(), kinds_, record.id)), answer);
    EXPECT_EQ(key_of(as_of(office(), kinds_, record.id, house_.clock().now())), answer);
    EXPECT_EQ(key_of(comments(office(), kinds_, record.id)), answer);
    EXPECT_EQ(key_of(tasks(office(), kinds_, record.id)), answer);
    EXPECT_EQ(key_of(see_mentions(office(), kinds_, record.id)), answer);
    const Result<std::vector<Linked>> leading = linked(office(), kinds_, record.id);
    EXPECT_EQ(key_of(leading), answer);
    if (is_seen) {
      const std::size_t noted = office().hidden.size();
      const Allowance may = must_have(allowance(office(), kinds_, record));
      EXPECT_EQ(may.edit, edited_.contains(record.id.text)) << record.number;
      EXPECT_THAT(may.moves, IsEmpty());  // An editor decides nothing.
      EXPECT_THAT(office().hidden, SizeIs(noted));
      std::set<std::string> led, expected_led;
      for (const Linked& one : *leading) led.insert(one.number);
      for (const Record& one : all_)
        for (const std::string& id : links_in(*must_have(kinds_.find(one.kind)), one.row))
          if (id == record.id.text && seen_.contains(one.id.text)) expected_led.insert(one.number);
      EXPECT_EQ(led, expected_led);
      for (const std::string& id : links_in(*must_have(kinds_.find(record.kind)), record.row))
        EXPECT_EQ(must_have(names_of(office(), kinds_, {record})).contains(id), seen_.contains(id));
    }
    const Draft same{record.row, {}, {}};
    const Result<Saved> saved = edit(office(), kinds_, record.id, record.version, same);
    EXPECT_EQ(key_of(saved), !is_seen                           ? "records.unknown"
                             : edited_.contains(record.id.text) ? "no error"
                                                                : "records.not_yours");
  }

  void files_agree() {
    const nlohmann::json said = nlohmann::json::parse(exported(ExportFormat::json));
    std::set<std::string> numbers;
    for (const nlohmann::json& one : said["records"])
      numbers.insert(one["record"]["number"].get<std::string>());
    EXPECT_EQ(numbers, expected("activity"));
    const std::string text =
        exported(ExportFormat::csv) + exported(ExportFormat::html) + said.dump();
    // As a link is written; numbers have four digits each, so that none begins another.
    for (const Record& one : all_) {
      if (seen_.contains(one.id.text)) continue;
      EXPECT_THAT(text, Not(HasSubstr(one.number + " ")));
    }
  }

  void own_agrees() {
    std::set<std::string> waiting;
    for (const OwnTask& one : must_have(own_tasks(office(), kinds_, false)))
      waiting.insert(one.record.number);
    EXPECT_EQ(waiting, expected("activity"));
    const Day far = Day{std::chrono::sys_days{std::chrono::year{2040} / 1 / 1}};
    EXPECT_EQ(numbers_of(must_have(due_reviews(office(), kinds_, {far, {}, 500}))),
              expected("activity"));
    std::vector<std::string> ids;
    for (const Record& one : all_) ids.push_back(one.id.text);
    std::set<std::string> several;
    for (const Record& one : must_have(find_several(office(), kinds_, ids)))
      several.insert(one.id.text);
    EXPECT_EQ(several, seen_);
  }

  std::mt19937 dice_{20261122};
  std::vector<Record> all_;
  std::set<std::string> seen_, edited_;  // Of the limits that are tried, by the reference.
};

TEST_P(SightTest, EveryWayShowsWhatTheSlowReferenceSays) {
  make_house();
  const Reference reference(all_);
  std::size_t seen = 0, hidden = 0;
  for (int round = 0; round < 12; ++round) {
    const std::set<std::string> lines = any_limits();
    SCOPED_TRACE(testing::PrintToString(lines));
    limit_to(lines);
    seen_.clear();
    edited_.clear();
    for (const Record& record : all_) {
      if (reference.reads(record, accounts::apart(lines))) seen_.insert(record.id.text);
      if (reference.edits(record, accounts::apart(lines))) edited_.insert(record.id.text);
    }
    seen += seen_.size();
    hidden += all_.size() - seen_.size();
    for (const char* kind : kinds) lists_agree(kind);
    searches_agree();
    for (const Record& record : all_) each_agrees(record);
    files_agree();
    own_agrees();
  }
  EXPECT_GT(seen, 100U);
  EXPECT_GT(hidden, 100U);
  EXPECT_THAT(office().hidden, SizeIs(testing::Gt(100U)));
}

INSTANTIATE_TEST_SUITE_P(Each, SightTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
