// Locked rows found again by where they lie, and rows told by their keys in the order asked for.

#include <chrono>
#include <thread>

#include "actions/rows.h"
#include "actions/test_house.h"

namespace ombud::actions::test {
namespace {

using sql::Engine;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::optional<std::size_t> found(KeyOrder& order, std::int64_t key) {
  return order.find({sql::Value{key}, sql::Value{std::string("more of the row")}}, 1);
}

TEST(KeyOrder, RowsAreFoundInAnyOrderWithGapsAndStrangersAmongThem) {
  std::vector<sql::Row> keys;
  for (const std::int64_t key : {5, 3, 9, 1}) keys.push_back({sql::Value{key}});
  KeyOrder order(keys);
  EXPECT_EQ(found(order, 5), 0u);
  EXPECT_EQ(found(order, 9), 2u);
  EXPECT_EQ(found(order, 1), 3u);
  EXPECT_EQ(found(order, 7), std::nullopt);
  EXPECT_EQ(found(order, 3), 1u);
  EXPECT_EQ(found(order, 9), 2u);
}

class Places : public Shop {};

INSTANTIATE_TEST_SUITE_P(Engines, Places, testing::Values(Engine::postgresql),
                         sql::test::engine_name);

TEST_P(Places, RowsThatMoveWhileTheyAreWaitedForAreErasedWhereTheyAreThen) {
  members_and_orders(3);
  const std::string number = ready();
  const auto other = database_.connect();
  must_have(other->begin(sql::Begin::write));
  must_have(other->execute(sql::Statement("UPDATE member SET fee = 101 WHERE id = 1")));
  must_have(other->execute(sql::Statement("UPDATE purchase SET label = 'moved' WHERE id = 2")));
  std::thread ends([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    must_have(other->commit());
  });
  const Outcome outcome = ran(number);
  ends.join();
  EXPECT_EQ(outcome.state, State::done_with_remainder);
  EXPECT_THAT(members()[0], AllOf(StartsWith("1|erased-"), HasSubstr("|101")));
  EXPECT_THAT(rows("SELECT * FROM purchase"), ElementsAre("100000|2|of Bo"));
}

class PlacesFollowed : public Places {
 protected:
  /// A purchase may refer to another, which the database forgets when that one goes.
  void add_more(Mapping&) override {
    run_sql(
        {"ALTER TABLE purchase ADD COLUMN replaces INTEGER REFERENCES purchase (id) "
         "ON DELETE SET NULL",
         "UPDATE purchase SET replaces = id - 1 WHERE id BETWEEN 2 AND 2600"});
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, PlacesFollowed, testing::Values(Engine::postgresql),
                         sql::test::engine_name);

TEST_P(PlacesFollowed, RowsThatTheDatabaseMovesByItselfAreFoundByTheirKeys) {
  members_and_orders(2600);
  const std::string number = ready();
  EXPECT_EQ(ran(number).state, State::done_with_remainder);
  EXPECT_EQ(purchases(), 0);
  const nlohmann::json body = body_of(number);
  EXPECT_EQ(body.at("done").back().at("rows"), 2600);
}

}  // namespace
}  // namespace ombud::actions::test
