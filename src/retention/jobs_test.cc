// "retention.look" as a worker does it: what is due is looked at, what stands approved is run,
// nothing twice however often it is begun, and what could not be done is said.
#include <sys/wait.h>
#include <unistd.h>

#include "jobs/schedule.h"
#include "jobs/worker.h"
#include "retention/look.h"
#include "retention/test_house.h"

namespace ombud::retention {
namespace {

using actions::State;
using sql::test::key_of;
using sql::test::must_have;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view former_members = R"(former_members:
  subject: liva.member
  starts: exit_date
  keep: at least 12 months
  then: de-identify
  because: contact former members
  schedule: weekly
)";

/// The work of a handler that a test calls itself; it is to stop at the `stops_at`th look.
class ByHand : public jobs::Work, public Progress {
 public:
  explicit ByHand(int stops_at) : left_(stops_at) {}

  const std::string& job() const override { return job_; }

  std::int64_t fencing_number() const override { return 1; }

  std::int64_t attempt() const override { return 1; }

  Progress& progress() override { return *this; }

  void tell(std::string_view, std::uint64_t, std::uint64_t) override {}

  Result<void> go_on() override {
    if (--left_ > 0) return {};
    return fail(Errc::conflict, "jobs.cancel_asked", {{"job", job_}});
  }

  Result<void> still_mine() override { return {}; }

  Result<void> fence(store::Transaction&) override { return {}; }

 private:
  std::string job_ = "J-0001";
  int left_;
};

/// Does something once, when the plan is being made.
class Meanwhile : public Progress {
 public:
  explicit Meanwhile(std::function<void()> what) : what_(std::move(what)) {}

  void tell(std::string_view, std::uint64_t, std::uint64_t) override {
    if (const auto what = std::exchange(what_, nullptr)) what();
  }

 private:
  std::function<void()> what_;
};

/// Another process, which ends at once when it looks at the clock for the `dies_at`th time.
class DyingClock : public Clock {
 public:
  DyingClock(Instant at, int dies_at) : at_(at), left_(dies_at) {}

  Instant now() const override {
    if (--left_ == 0) _exit(9);
    return at_;
  }

 private:
  Instant at_;
  mutable int left_;
};

class Looks : public test::Union {
 protected:
  /// Everybody's work at the same store, as from another process.
  struct Elsewhere {
    Elsewhere(accounts::Office& of, const Clock& clock)
        : store(must_have(of.store.again())),
          office{of.folder, of.organisation, of.actor, clock, store, of.vault, of.log} {}

    store::Database store;
    accounts::Office office;
  };

  std::string enqueue(const jobs::Facts& parameters = {}) {
    return must_have(try_enqueue(parameters)).number;
  }

  Result<jobs::Enqueued> try_enqueue(const jobs::Facts& parameters = {}) {
    store::Transaction transaction = TRY(office().store.begin(office().organisation.id));
    const jobs::Enqueued job = TRY(
        jobs::enqueue(office(), transaction, kind(), {.parameters = parameters, .once = "look"}));
    TRY(transaction.commit());
    return job;
  }

  const jobs::Kind& kind() const { return *kinds_.find("retention.look"); }

  jobs::Tally work() {
    jobs::Worker worker(office(), kinds_,
                        {[this](std::chrono::milliseconds time) {
                           ticks_ += time;
                           return false;
                         },
                         [this] { return ticks_; }, [](const jobs::Said&) {}});
    return must_have(worker.work(jobs::Until::idle));
  }

  jobs::Job job(const std::string& number) { return must_have(jobs::find(office(), number)); }

  std::string answer(const std::string& number) {
    std::string text;
    for (const auto& [name, value] : job(number).summary) text += name + "=" + value + " ";
    return text;
  }

  /// The rule approves itself, and has run once: member 1 was taken.
  void stand() {
    be_on("2026-03-01");
    add_member(1, "2020-01-01", "2025-02-28");
    connect(union_map());
    must_have(add(former_members));
    office().actor = approver_;
    must_have(let_stand(office(), "former_members", must_have(parse_day("2027-03-01")), "board"));
    office().actor = coordinator_;
    carry_out("former_members");
    add_member(2, "2020-01-01", "2025-03-05");
    be_on("2026-03-08");
  }

  std::vector<std::string> plans() {
    std::vector<std::string> all;
    for (const std::string& event : house_.events())
      if (event.starts_with("actions.planned ")) all.push_back(event.substr(16));
    return all;
  }

  jobs::Kinds kinds_{job_kinds()};
  std::chrono::milliseconds ticks_{1'000'000};
};

INSTANTIATE_TEST_SUITE_P(On, Looks, sql::test::every_engine(), sql::test::engine_name);

TEST_P(Looks, AWorkerPlansWhatIsDueAndLeavesItToAPerson) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  const std::string number = enqueue();
  EXPECT_EQ(work().done, 1);
  EXPECT_EQ(answer(number), "rules=1 planned=1 ran=0 ");
  EXPECT_THAT(emails(), ElementsAre("1|m1@exempel.se"));
  // Looked at this week already.
  const std::string again = enqueue();
  EXPECT_EQ(work().done, 1);
  EXPECT_EQ(answer(again), "rules=0 planned=0 ran=0 ");
  EXPECT_THAT(plans(), ElementsAre("A-0001"));
}

TEST_P(Looks, WhatTheRuleApprovesItselfIsRunByTheSameJob) {
  stand();
  const std::string number = enqueue();
  EXPECT_EQ(work().done, 1);
  EXPECT_EQ(answer(number), "rules=1 planned=1 ran=1 ");
  EXPECT_THAT(emails(), IsEmpty());
}

TEST_P(Looks, AnEventIsAParameter) {
  be_on("2026-03-01");
  connect(union_map());
  std::string rule(former_members);
  rule.replace(rule.find("weekly"), 6, "on event closing");
  must_have(add(rule));
  const std::string none = enqueue();
  work();
  EXPECT_EQ(answer(none), "rules=0 planned=0 ran=0 ");
  const std::string one = enqueue({{"event", "closing"}});
  work();
  EXPECT_EQ(answer(one), "rules=1 planned=0 ran=0 ");
}

TEST_P(Looks, CancelledMidwayItStopsBetweenTwoStepsAndTheNextOneGoesOn) {
  stand();
  // Before the rule is looked at; then before its plan, which stands approved, is run.
  ByHand first(1);
  EXPECT_EQ(key_of(kind().run(office(), {}, first)), "jobs.cancel_asked");
  EXPECT_THAT(plans(), ElementsAre("A-0001"));
  ByHand second(2);
  EXPECT_EQ(key_of(kind().run(office(), {}, second)), "jobs.cancel_asked");
  EXPECT_THAT(plans(), ElementsAre("A-0001", "A-0002"));
  EXPECT_EQ(must_have(actions::state_of(office(), "A-0002")), State::approved);
  EXPECT_THAT(emails(), ElementsAre("2|m2@exempel.se"));
  const std::string number = enqueue();
  work();
  EXPECT_EQ(answer(number), "rules=0 planned=0 ran=1 ");
  EXPECT_THAT(emails(), IsEmpty());
  EXPECT_THAT(plans(), ElementsAre("A-0001", "A-0002"));
}

TEST_P(Looks, StoppedWhileItErasesItIsNotSaidToBeDone) {
  stand();
  ByHand in_the_run(3);
  const Result<jobs::Facts> answered = kind().run(office(), {}, in_the_run);
  EXPECT_EQ(key_of(answered), "jobs.cancel_asked");
  EXPECT_THAT(emails(), ElementsAre("2|m2@exempel.se"));
  enqueue();
  EXPECT_EQ(work().done, 1);
  EXPECT_THAT(emails(), IsEmpty());
}

TEST_P(Looks, AWaitingOneIsCancelledAndOfTwoWithOneKeyThereIsOne) {
  be_on("2026-03-01");
  const std::string number = enqueue();
  EXPECT_TRUE(must_have(try_enqueue()).was_there);
  EXPECT_EQ(must_have(jobs::cancel(office(), number)), jobs::State::cancelled);
  EXPECT_EQ(work().done, 0);
}

TEST_P(Looks, OfTwoWhoLookAtOnceOneMakesThePlanAndTheOtherIsTold) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  Elsewhere other(office(), house_.clock());
  Meanwhile meanwhile([&] {
    Silent silent;
    EXPECT_EQ(must_have(plan(other.office, "former_members", {}, silent)).chosen, 1);
  });
  EXPECT_EQ(key_of(plan(office(), "former_members", {}, meanwhile)), "retention.looked_meanwhile");
  EXPECT_EQ(plans().size(), 1u);
  // The job is tried again and finds that nothing is due any more.
  enqueue();
  EXPECT_EQ(work().done, 1);
  EXPECT_EQ(plans().size(), 1u);
}

TEST_P(Looks, AProcessThatDiesAnywhereLeavesOnePlanAndTheNextLookFinishesIt) {
  stand();
  int survived = 0;
  for (int dies_at = 1; survived == 0; ++dies_at) {
    ASSERT_LT(dies_at, 200);
    const std::size_t before = plans().size();
    const pid_t child = fork();
    if (child == 0) {
      const DyingClock clock(house_.clock().now(), dies_at);
      Elsewhere there(office(), clock);
      Silent silent;
      const Result<Planned> planned = plan(there.office, "former_members", {}, silent);
      _exit(planned && planned->approved_by_rule ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 9 || WEXITSTATUS(status) == 0))
        << status;
    survived = WEXITSTATUS(status) == 0 ? 1 : 0;
    const Planned after = must_have(planned("former_members"));
    EXPECT_EQ(after.chosen, 1);
    EXPECT_TRUE(after.approved_by_rule) << dies_at;
    EXPECT_EQ(plans().size(), before + 1) << dies_at;
    run(after.action);
    EXPECT_THAT(emails(), IsEmpty());
    add_member(100 + dies_at, "2020-01-01", "2025-03-05");
    house_.clock().move(std::chrono::seconds(1));  // So that looks have an order.
  }
}

TEST_P(Looks, WhatAWorkerHadNoTimeToApproveTheNextJobApproves) {
  stand();
  const Stored stored = must_have(find_rule(office(), "former_members"));
  // As after a death between the plan and its approval: a plan by hand, and the look that tells it.
  const Planned first = must_have(planned("former_members"));
  must_have(actions::refuse(office(), first.action, "as if it had never been"));
  office().actor = approver_;
  must_have(end_standing(office(), "former_members", "for a moment"));
  office().actor = coordinator_;
  const Planned second = must_have(planned("former_members"));
  EXPECT_FALSE(second.approved);
  Look look;
  look.action = second.action;
  look.waits = "";
  // Nobody has decided so any more: it is left to a person.
  EXPECT_FALSE(must_have(approve_by_rule(office(), must_have(find_rule(office(), "former_members")),
                                         look, must_have(parse_day("2026-03-08")))));
  EXPECT_TRUE(
      must_have(approve_by_rule(office(), stored, look, must_have(parse_day("2026-03-08")))));
  EXPECT_EQ(must_have(actions::state_of(office(), second.action)), State::approved);
  // Once.
  EXPECT_FALSE(
      must_have(approve_by_rule(office(), stored, look, must_have(parse_day("2026-03-08")))));
}

TEST_P(Looks, ItIsScheduledDaily) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  must_have(jobs::add_entry(
      office(), kinds_,
      {.name = "retention", .kind = "retention.look", .recurrence = "daily 04:00"}));
  EXPECT_EQ(work().enqueued, 0);
  be_on("2026-03-02");
  EXPECT_EQ(work().done, 1);
  EXPECT_THAT(plans(), ElementsAre("A-0001"));
  be_on("2026-03-03");
  EXPECT_EQ(work().done, 1);
  EXPECT_THAT(plans(), ElementsAre("A-0001"));
}

TEST_P(Looks, WhoMayNotPlanMayNotHaveItDone) {
  be_on("2026-03-01");
  office().actor = approver_;
  EXPECT_EQ(key_of(try_enqueue()), "jobs.may_not_start");
}

TEST_P(Looks, ARuleThatCanNotBeAskedFailsTheJobAndNotTheOtherRules) {
  stand();
  std::string broken(former_members);
  broken.replace(0, 14, "another");
  broken.replace(broken.find("exit_date"), 9, "applied_on");
  must_have(add(broken));
  run_sql({"ALTER TABLE member RENAME COLUMN email TO mail"});
  const std::string number = enqueue();
  EXPECT_EQ(work().failed, 1);
  EXPECT_EQ(job(number).error.value().key, "datamap.schema_changed");
}

class LooksAway : public Looks {};

INSTANTIATE_TEST_SUITE_P(On, LooksAway, testing::Values(sql::Engine::sqlite),
                         sql::test::engine_name);

TEST_P(LooksAway, ASystemThatIsAwayIsAskedAgainLaterAndLaterUntilItIsBack) {
  be_on("2026-03-01");
  add_member(1, "2020-01-01", "2025-02-28");
  connect(union_map());
  must_have(add(former_members));
  // Somebody else has it for himself.
  const auto other = database_.connect();
  must_have(other->execute(sql::Statement("BEGIN EXCLUSIVE")));
  const std::string number = enqueue();
  EXPECT_EQ(work().put_off, 1);
  const auto waits = [&] { return *job(number).not_before - house_.clock().now(); };
  const auto first = waits();
  EXPECT_EQ(job(number).state, jobs::State::waiting);
  EXPECT_EQ(job(number).error.value().code, Errc::unavailable);
  house_.clock().move(first + std::chrono::seconds(1));
  EXPECT_EQ(work().put_off, 1);
  EXPECT_GT(waits(), first);
  must_have(other->execute(sql::Statement("ROLLBACK")));
  house_.clock().move(waits() + std::chrono::seconds(1));
  EXPECT_EQ(work().done, 1);
  EXPECT_EQ(answer(number), "rules=1 planned=1 ran=0 ");
  EXPECT_EQ(job(number).attempts, 3);
}

}  // namespace
}  // namespace ombud::retention
