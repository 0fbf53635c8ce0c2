// What the pages ask for of a source: counts that are kept sealed, a rule that fails and does not
// hold up the others, wishes that lie beside a plan's job, results that go.
#include "retention/asked.h"

#include "jobs/worker.h"
#include "retention/look.h"
#include "retention/results.h"
#include "retention/test_house.h"

namespace ombud::retention {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using std::chrono::days;

constexpr std::string_view former_members = R"(former_members:
  subject: liva.member
  starts: exit_date
  keep: at least 12 months
  then: de-identify
  because: contact former members
  schedule: weekly
)";

class Asked : public test::Union {
 protected:
  Asked() {
    be_on("2026-11-22");
    add_member(1, "2010-01-01", "2025-01-31");
    add_member(2, "2010-01-01", "2026-01-31");
    connect(union_map());
    stored_ = must_have(add(former_members));
  }

  jobs::Job done(const jobs::Kind& kind, jobs::Facts parameters) {
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    jobs::Wish wish;
    wish.parameters = std::move(parameters);
    const std::string number = must_have(jobs::enqueue(office(), transaction, kind, wish)).number;
    must_have(transaction.commit());
    const jobs::Kinds kinds({kind});
    std::chrono::milliseconds ticks{0};
    jobs::Worker worker(office(), kinds,
                        {[&](std::chrono::milliseconds time) {
                           ticks += time;
                           return false;
                         },
                         [&] { return ticks; }, [](const jobs::Said&) {}});
    must_have(worker.work(jobs::Until::idle));
    return must_have(jobs::find(office(), number));
  }

  Stored stored_;
};

INSTANTIATE_TEST_SUITE_P(On, Asked, testing::Values(sql::Engine::sqlite), sql::test::engine_name);

TEST_P(Asked, ACountIsKeptForTheRulesVersionAndTheNewestIsShown) {
  EXPECT_EQ(jobs::value_of(done(count_kind(), {}).summary, "chosen"), "1");
  be_on("2027-03-01");
  EXPECT_EQ(jobs::value_of(done(count_kind(), {{"rule", "former_members"}}).summary, "chosen"),
            "2");
  const std::map<std::string, Found> counts = must_have(last_counts(office()));
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts.at(stored_.id).job, "J-0002");
  EXPECT_EQ(counts.at(stored_.id).rule, "former_members 1");
  EXPECT_NE(counts.at(stored_.id).json.find("\"chosen\":2"), std::string::npos);
}

TEST_P(Asked, ARuleThatCantBeCountedDoesNotHoldUpTheOthers) {
  std::string other(former_members);
  must_have(add(other.replace(0, 14, "b_late")));
  run_sql({"ALTER TABLE member RENAME COLUMN exit_date TO gone_on"});
  const jobs::Job job = done(count_kind(), {});
  EXPECT_EQ(job.state, jobs::State::failed);
  EXPECT_EQ(job.attempts, 1);
  EXPECT_EQ(jobs::value_of(done(count_kind(), {{"rule", "none"}}).parameters, "rule"), "none");
}

TEST_P(Asked, ASimulationIsOfItsJobAndNoOther) {
  const jobs::Job job =
      done(simulate_kind(), {{"rule", "former_members"}, {"keep", "at least 1 month"}});
  EXPECT_EQ(jobs::value_of(job.summary, "chosen"), "2");
  EXPECT_TRUE(must_have(result_of(office(), results::simulation, job.number)).has_value());
  EXPECT_FALSE(must_have(result_of(office(), results::check, job.number)).has_value());
  EXPECT_FALSE(must_have(result_of(office(), results::simulation, "J-0099")).has_value());
  EXPECT_TRUE(must_have(last_counts(office())).empty());
}

TEST_P(Asked, ResultsGoAfterNinetyDays) {
  done(count_kind(), {});
  house_.clock().move(days(90));
  const Instant now = office().clock.now();
  EXPECT_EQ(must_have(expire(office(), now - results_kept, true)), 0);
  house_.clock().move(std::chrono::seconds(1));
  const Instant later = office().clock.now();
  EXPECT_EQ(must_have(expire(office(), later - results_kept, true)), 1);
  EXPECT_EQ(must_have(expire(office(), later - results_kept, false)), 1);
  EXPECT_TRUE(must_have(last_counts(office())).empty());
}

TEST_P(Asked, APlanTellsWhatCameOfIt) {
  const jobs::Job job = done(plan_kind(), {{"rule", "former_members"}});
  EXPECT_EQ(jobs::value_of(job.summary, "action"), "A-0001");
  EXPECT_EQ(jobs::value_of(job.summary, "waits"), "retention.waits_always");
  const jobs::Job again = done(plan_kind(), {{"rule", "former_members"}});
  EXPECT_EQ(jobs::value_of(again.summary, "again"), "yes");
  EXPECT_EQ(jobs::value_of(again.summary, "action"), "A-0001");
}

TEST_P(Asked, WhoWritesOverAnotherVersionThanHeKnowsIsTold) {
  Rule rule = stored_.rule;
  EXPECT_EQ(key_of(store_rule(office(), rule, stored_.system, 0)), "retention.exists");
  EXPECT_EQ(key_of(store_rule(office(), rule, stored_.system, 2)), "retention.changed_since");
  rule.law = "Policy";
  EXPECT_EQ(must_have(store_rule(office(), rule, stored_.system, 1)).version, 2);
}

TEST_P(Asked, TheNextLookFollowsTheLastOne) {
  const auto next = [&] {
    return must_have(next_look_of(office(), stored_, must_have(looks(office(), stored_, 1))));
  };
  EXPECT_EQ(next(), must_have(parse_day("2026-11-22")));
  must_have(planned("former_members"));
  EXPECT_EQ(next(), must_have(parse_day("2026-11-29")));
  stored_.rule.schedule = {Schedule::Every::event, "left"};
  EXPECT_EQ(next(), std::nullopt);
}

}  // namespace
}  // namespace ombud::retention
