#include "records/reviews.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Reviews : public RecordsTest {
 protected:
  std::vector<std::string> due(const std::string& until) {
    std::vector<std::string> all;
    for (const Record& record :
         must_have(due_reviews(office(), kinds_, {must_have(parse_day(until)), std::nullopt, 100})))
      all.push_back(record.number);
    return all;
  }

  std::string next_of(const Record& record) {
    const Record found = must_have(find(office(), kinds_, record.id));
    return found.review_on ? format_day(*found.review_on) : "";
  }
};

TEST_P(Reviews, SetTheNextOneAndStandInTheHistory) {
  const Record record = made("activity", R"({"name":"Löner"})");
  EXPECT_EQ(next_of(record), "2027-11-21");
  EXPECT_THAT(due("2027-11-20"), IsEmpty());
  EXPECT_THAT(due("2027-11-21"), ElementsAre("B-0001"));
  house_.clock().move(std::chrono::days(366));
  const Record again =
      must_be(must_have(review(office(), kinds_, record.id, 1, " nothing has changed ")));
  EXPECT_EQ(next_of(record), "2028-11-22");
  EXPECT_THAT(due("2028-11-21"), IsEmpty());
  const Version version = must_have(history(office(), kinds_, record.id)).front();
  EXPECT_EQ(version.what, "reviewed");
  EXPECT_EQ(version.reason, "nothing has changed");
  EXPECT_THAT(version.fields, IsEmpty());
  EXPECT_EQ(house_.events().back(), "records.reviewed activity B-0001");
  must_be(must_have(review(office(), kinds_, record.id, 2, "again in spring",
                           must_have(parse_day("2028-04-01")))));
  EXPECT_EQ(next_of(record), "2028-04-01");
  // Taken back, the day before it is the day again.
  must_have(undo(office(), kinds_, must_have(history(office(), kinds_, record.id)).front().change,
                 "not looked at"));
  EXPECT_EQ(next_of(record), "2028-11-22");
  EXPECT_EQ(again.version, 2);
}

TEST_P(Reviews, AStateMaySayByWhichDaySomebodyLooksAgain) {
  std::string yaml(activity_yaml);
  const auto put = [&](std::string_view from, std::string_view to) {
    yaml.replace(yaml.find(from), from.size(), to);
  };
  put("review_months: 12\n", "");
  put("draft:  {en", "draft:  {remind: since, en");
  const Declared declared[] = {
      {"unit.yaml", unit_yaml}, {"board.yaml", board_yaml}, {"activity.yaml", yaml}};
  kinds_ = must_have(Kinds::of(declared));
  const Record record =
      made("activity", R"({"name":"Mappar","role":"controller","since":"2026-12-01"})");
  EXPECT_EQ(next_of(record), "2026-12-01");
  EXPECT_THAT(due("2026-12-01"), ElementsAre("B-0001"));
  EXPECT_THAT(must_have(reviews_waiting(office(), kinds_)), IsEmpty());
  house_.clock().move(std::chrono::days(4));
  EXPECT_THAT(must_have(reviews_waiting(office(), kinds_)), SizeIs(1));
  edited(record, R"({"name":"Mappar","role":"controller","since":"2027-06-01"})");
  EXPECT_THAT(due("2027-05-31"), IsEmpty());
  EXPECT_EQ(key_of(review(office(), kinds_, record.id, 2, "x")), "records.never_reviewed");
  must_be(must_have(review(office(), kinds_, record.id, 2, "not before summer",
                           must_have(parse_day("2027-09-01")))));
  EXPECT_EQ(next_of(record), "2027-09-01");
  const Record found = must_have(find(office(), kinds_, record.id));
  EXPECT_THAT(write_json(found.row), testing::HasSubstr(R"("since":"2027-09-01")"));
  must_be(must_have(move(office(), kinds_, record.id, 3, "start", "")));
  EXPECT_EQ(next_of(record), "") << "that state says none";
}

TEST_P(Reviews, AreRefusedWithoutANoteADayOrARecordThatTakesThem) {
  const Record record = made("activity", R"({"name":"Löner","role":"controller"})");
  const Record unit = made("unit", R"({"name":"Kontoret"})");
  EXPECT_EQ(key_of(review(office(), kinds_, record.id, 1, " ")), "records.no_reason");
  EXPECT_EQ(key_of(review(office(), kinds_, record.id, 2, "x")), "records.changed_meanwhile");
  EXPECT_EQ(key_of(review(office(), kinds_, record.id, 1, "x", must_have(parse_day("2026-11-21")))),
            "records.review_past");
  EXPECT_EQ(key_of(review(office(), kinds_, unit.id, 1, "x")), "records.never_reviewed");
  must_be(
      must_have(review(office(), kinds_, unit.id, 1, "once", must_have(parse_day("2026-12-01")))));
  EXPECT_THAT(due("2026-12-01"), ElementsAre("U-0001"));
  office().actor.roles = {accounts::Role::auditor};
  EXPECT_EQ(key_of(review(office(), kinds_, record.id, 1, "x")), "records.not_permitted");
  office().actor.roles = {accounts::Role::list_user};
  EXPECT_THAT(due("2029-12-01"), IsEmpty());
}

TEST_P(Reviews, OfWhatIsClosedOrArchivedNobodyIsReminded) {
  const Record ended = made("activity", R"({"name":"a","role":"controller"})");
  const Record away = made("activity", R"({"name":"b"})");
  made("activity", R"({"name":"c"})");
  must_be(must_have(move(office(), kinds_, ended.id, 1, "end", "")));
  must_be(must_have(archive(office(), kinds_, away.id, 1, true, "twice")));
  EXPECT_EQ(key_of(review(office(), kinds_, ended.id, 2, "x")), "records.closed");
  EXPECT_THAT(due("2027-11-21"), ElementsAre("B-0003"));
  EXPECT_THAT(must_have(reviews_waiting(office(), kinds_)), IsEmpty());
  house_.clock().move(std::chrono::days(365 - 7));
  const Waits waits = must_have(reviews_waiting(office(), kinds_));
  ASSERT_THAT(waits, SizeIs(1));
  EXPECT_EQ(waits[0].account, office().actor.account);
  EXPECT_EQ(format_day(waits[0].day), "2027-11-21");
  // Brought back it is looked through like a new one.
  must_be(must_have(archive(office(), kinds_, away.id, 2, false, "after all")));
  EXPECT_EQ(next_of(away), "2028-11-14");
}

INSTANTIATE_TEST_SUITE_P(Each, Reviews,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
