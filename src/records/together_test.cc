// Records of several kinds that belong together: one change, all or none.

#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using sql::test::must_have;
using testing::IsEmpty;

class Together : public RecordsTest {
 protected:
  Record fresh(std::string_view kind, std::string_view json) {
    Record record;
    record.id = new_id<RecordId>(house_.clock());
    record.kind = kind;
    record.row = row(kind, json);
    return record;
  }

  Many written(std::vector<Record> records) {
    house_.clock().move(std::chrono::seconds(1));
    return must_have(
        write_together(office(), kinds_, std::move(records), "records.applied", "pack 1"));
  }
};

INSTANTIATE_TEST_SUITE_P(Each, Together,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

TEST_P(Together, NewRecordsLeadToEachOtherAndAreUndoneAsOne) {
  const Record unit = fresh("unit", R"({"name": "HR"})");
  Record activity = fresh("activity", R"({"name": "Payroll", "role": "controller"})");
  activity.row.set("unit", unit.id.text);
  const Many many = written({activity, unit});
  EXPECT_THAT(many.faults, IsEmpty());
  EXPECT_EQ(many.changed, 2);
  const Record found = must_have(find(office(), kinds_, "activity", "B-0001"));
  EXPECT_EQ(found.row.text("unit"), unit.id.text);
  EXPECT_EQ(must_have(history(office(), kinds_, unit.id)).front().change, *many.change);
  EXPECT_EQ(must_have(undo(office(), kinds_, *many.change, "wrong")).changed, 2);
  EXPECT_THAT(titles({.kind = "unit"}), IsEmpty());
  EXPECT_THAT(titles({.kind = "activity"}), IsEmpty());
}

TEST_P(Together, WhatLeadsNowhereKeepsAllOfItOut) {
  Record activity = fresh("activity", R"({"name": "Payroll", "role": "controller"})");
  activity.row.set("unit", new_id<RecordId>(house_.clock()).text);
  const Many many = written({fresh("unit", R"({"name": "HR"})"), activity});
  ASSERT_EQ(many.faults.size(), 1U);
  EXPECT_EQ(many.faults.front().second.error.key, "records.no_such_record");
  EXPECT_THAT(titles({.kind = "unit"}), IsEmpty());
  const Many untitled = written({fresh("unit", "{}")});
  EXPECT_EQ(untitled.faults.size(), 1U);
}

TEST_P(Together, ARecordThatIsThereGetsItsNextVersionUnlessSomebodyCameBetween) {
  const Record before = made("unit", R"({"name": "HR"})");
  Record next = before;
  next.row.set("name", std::string("People"));
  EXPECT_EQ(written({next}).changed, 1);
  EXPECT_THAT(titles({.kind = "unit"}), testing::ElementsAre("People"));
  EXPECT_EQ(write_together(office(), kinds_, {next}, "records.applied", "").error().key,
            "records.changed_meanwhile");
  next.id = new_id<RecordId>(house_.clock());
  EXPECT_EQ(write_together(office(), kinds_, {next}, "records.applied", "").error().key,
            "records.unknown");
}

}  // namespace
}  // namespace ombud::records
