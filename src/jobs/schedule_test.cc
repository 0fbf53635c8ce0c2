// Entries of the schedule: what becomes due, once.

#include "jobs/schedule.h"

#include "jobs/test_house.h"

namespace ombud::jobs {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class ScheduleTest : public JobsTest {
 protected:
  Result<Entry> add(const EntryWish& wish) { return add_entry(office(), kinds_, wish); }

  Entry added(const std::string& recurrence) {
    return add({.name = "nightly", .kind = "test.one", .recurrence = recurrence}).value();
  }

  std::int64_t look() { return enqueue_due(office(), kinds_).value(); }

  Entry entry() { return entries(office()).value().at(0); }

  void work() {
    Worker worker(office(), kinds_, surroundings());
    ASSERT_TRUE(worker.work(Until::idle).has_value());
  }

  std::vector<std::string> due() {
    std::vector<std::string> all;
    const std::vector<Job> jobs = list(office(), std::nullopt, 100).value();
    for (const Job& job : jobs) all.insert(all.begin(), format_instant(*job.due_at).substr(0, 16));
    return all;
  }

  Kinds kinds_{{well()}};
};

INSTANTIATE_TEST_SUITE_P(, ScheduleTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(ScheduleTest, EnqueuesWhenItIsDueAndOnlyOnce) {
  // It is 09:00 in Stockholm on 21 November.
  const Entry entry_made = added("daily 02:30");
  EXPECT_EQ(entry_made.zone, "Europe/Stockholm");
  EXPECT_EQ(entry_made.next_due, *parse_instant("2026-11-22T01:30:00Z"));
  EXPECT_EQ(look(), 0);
  clock().move(hours(17) + minutes(30));
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(look(), 0);
  EXPECT_THAT(due(), ElementsAre("2026-11-22T01:30"));
  EXPECT_EQ(job("J-0001").account, office().actor.account);
  EXPECT_EQ(entry().last_job, "J-0001");
  EXPECT_EQ(entry().next_due, *parse_instant("2026-11-23T01:30:00Z"));
}

TEST_P(ScheduleTest, MakesUpOnceForWhatNoWorkerSaw) {
  added("daily 02:30");
  clock().move(hours(24 * 10));
  work();
  EXPECT_THAT(due(), ElementsAre("2026-12-01T01:30"));
  clock().move(hours(24));
  work();
  EXPECT_THAT(due(), ElementsAre("2026-12-01T01:30", "2026-12-02T01:30"));
}

TEST_P(ScheduleTest, PassesOverATimeWhileTheJobBeforeIsLive) {
  added("every 10 minutes");
  clock().move(minutes(10));
  EXPECT_EQ(look(), 1);
  clock().move(minutes(10));
  EXPECT_EQ(look(), 0);
  EXPECT_EQ(entry().skipped, 1);
  EXPECT_EQ(entry().last_job, "J-0001");
  work();
  clock().move(minutes(10));
  EXPECT_EQ(look(), 1);
  EXPECT_EQ(entry().last_job, "J-0002");
}

TEST_P(ScheduleTest, AClockThatJumpedAheadAndBackDoesNothingTwiceAndForgetsNothing) {
  added("every 10 minutes");  // 08:00
  clock().move(hours(24 * 3650));
  work();
  ASSERT_EQ(due().size(), 1U);
  clock().move(-hours(24 * 3650));
  EXPECT_EQ(look(), 0);
  EXPECT_EQ(entry().next_due, *parse_instant("2026-11-21T08:10:00Z")) << "not in ten years";
  for (int i = 0; i < 3; ++i) {
    clock().move(minutes(10));
    work();
  }
  EXPECT_EQ(due().size(), 4U);
  // Back by less than what has been done: those instants are not done again.
  clock().move(-minutes(25));
  for (int i = 0; i < 4; ++i) {
    work();
    clock().move(minutes(10));
  }
  EXPECT_EQ(due().size(), 4U);
  EXPECT_EQ(entry().skipped, 0) << "that was no time passed over";
  work();
  EXPECT_EQ(due().size(), 5U);
}

TEST_P(ScheduleTest, OfTwoWorkersThatSeeItDueOneEnqueues) {
  added("daily 02:30");
  clock().move(hours(24));
  const Entry seen = entry();
  Elsewhere elsewhere(office());
  EXPECT_EQ(look() + enqueue_due(elsewhere.office, kinds_).value(), 1);
  EXPECT_EQ(list(office(), std::nullopt, 10).value().size(), 1U);
  EXPECT_NE(entry().next_due, seen.next_due);
}

TEST_P(ScheduleTest, LeavesAKindThatItDoesNotKnowToANewerProgram) {
  added("daily 02:30");
  clock().move(hours(24));
  EXPECT_EQ(enqueue_due(office(), Kinds({})).value(), 0);
  EXPECT_EQ(look(), 1);
}

TEST_P(ScheduleTest, RefusesWhatIsNoEntry) {
  const EntryWish good{.name = "nightly", .kind = "test.one", .recurrence = "daily 02:30"};
  EntryWish bad = good;
  for (const std::string& name : {std::string(), std::string("Nightly"), std::string(61, 'a')}) {
    bad.name = name;
    EXPECT_EQ(key_of(add(bad)), "jobs.bad_entry_name");
  }
  bad = good;
  bad.kind = "test.none";
  EXPECT_EQ(key_of(add(bad)), "jobs.no_such_kind");
  bad = good;
  bad.recurrence = "now and then";
  EXPECT_EQ(key_of(add(bad)), "jobs.bad_recurrence");
  bad = good;
  bad.zone = "Europe/Nowhere";
  EXPECT_EQ(key_of(add(bad)), "base.no_such_zone");
  bad = good;
  bad.parameters = {{"", "x"}};
  EXPECT_EQ(key_of(add(bad)), "jobs.bad_parameters");
  ASSERT_TRUE(add(good).has_value());
  EXPECT_EQ(key_of(add(good)), "jobs.entry_exists");
}

TEST_P(ScheduleTest, AsksForTheRightToItsKind) {
  Kind approving = well();
  approving.permission = "actions.approve";
  office().actor.roles = {accounts::Role::coordinator};
  EXPECT_EQ(key_of(add_entry(office(), Kinds({approving}),
                             {.name = "a", .kind = "test.one", .recurrence = "daily 02:30"})),
            "jobs.may_not_start");
}

TEST_P(ScheduleTest, ARemovedEntryLeavesItsJobs) {
  added("daily 02:30");
  clock().move(hours(24));
  look();
  ASSERT_TRUE(remove_entry(office(), "nightly").has_value());
  EXPECT_THAT(entries(office()).value(), IsEmpty());
  EXPECT_EQ(job("J-0001").state, State::waiting);
  EXPECT_EQ(key_of(remove_entry(office(), "nightly")), "jobs.no_such_entry");
  EXPECT_THAT(house().events(), Contains("jobs.schedule_removed schedule nightly"));
}

}  // namespace
}  // namespace ombud::jobs
