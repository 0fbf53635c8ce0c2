// One worker at its jobs, and two that believe that they have the same one.

#include "jobs/worker.h"

#include "jobs/test_house.h"

namespace ombud::jobs {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class WorkerTest : public JobsTest {
 protected:
  Tally work(const Kind& kind, Until until = Until::idle) {
    const Kinds kinds({kind});
    Worker worker(office(), kinds, surroundings());
    return worker.work(until).value();
  }
};

INSTANTIATE_TEST_SUITE_P(, WorkerTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(WorkerTest, GivesTheHandlerItsParametersAndKeepsItsAnswer) {
  const Kind copying = kind([&](accounts::Office& of, const Facts& parameters, Work& work) {
    EXPECT_EQ(of.actor.name, "asa");
    EXPECT_EQ(work.job(), "J-0001");
    EXPECT_EQ(work.attempt(), 1);
    EXPECT_EQ(work.fencing_number(), 1);
    EXPECT_TRUE(work.go_on().has_value());
    EXPECT_TRUE(work.still_mine().has_value());
    work.progress().tell("rows", 3, 7);
    return Facts{{"seen", value_of(parameters, "action")}};
  });
  enqueue(copying, {.parameters = {{"action", "A-0007"}}});
  EXPECT_EQ(work(copying).done, 1);
  const Job done = job("J-0001");
  EXPECT_EQ(done.state, State::done);
  EXPECT_EQ(done.summary, (Facts{{"seen", "A-0007"}}));
  EXPECT_EQ(done.progress_what, "rows");
  EXPECT_EQ(done.progress_done, 3);
  EXPECT_EQ(done.progress_all, 7);
  EXPECT_EQ(done.attempts, 1);
  EXPECT_TRUE(done.ended_at.has_value());
  EXPECT_THAT(outcomes("J-0001"), ElementsAre("done"));
  EXPECT_THAT(house().events(), ElementsAre("jobs.enqueued J-0001", "jobs.done J-0001"));
  EXPECT_THAT(said(), ElementsAre("begun", "done"));
}

TEST_P(WorkerTest, TakesByPriorityAndThenByTime) {
  std::vector<std::string> order;
  const Kind noting = kind([&](accounts::Office&, const Facts&, Work& work) {
    order.push_back(work.job());
    return Facts{};
  });
  enqueue(noting);
  enqueue(noting, {.priority = 9});
  enqueue(noting, {.priority = 0});
  enqueue(noting, {.not_before = clock().now() - hours(1)});
  work(noting);
  EXPECT_THAT(order, ElementsAre("J-0003", "J-0001", "J-0004", "J-0002"));
}

TEST_P(WorkerTest, LeavesAJobAloneBeforeItsTime) {
  enqueue(well(), {.not_before = clock().now() + hours(1)});
  EXPECT_EQ(work(well()).done, 0);
  EXPECT_EQ(job("J-0001").state, State::waiting);
  clock().move(hours(1));
  EXPECT_EQ(work(well()).done, 1);
}

TEST_P(WorkerTest, TakesAJobThatWasAskedForBeforeTheClockWasPutBack) {
  enqueue(well());
  clock().move(-hours(5));
  EXPECT_EQ(work(well()).done, 1);
}

TEST_P(WorkerTest, TriesAgainAtOnceWhatWasPutOffWhenSomebodySaysSo) {
  const Kind failing = ending_with(Errc::unavailable);
  enqueue(failing);
  EXPECT_EQ(work(failing).put_off, 1);
  EXPECT_EQ(work(failing).put_off, 0);
  ASSERT_TRUE(retry(office(), Kinds({failing}), "J-0001").has_value());
  EXPECT_EQ(work(failing).put_off, 1);
  EXPECT_EQ(job("J-0001").attempts, 2);
}

TEST_P(WorkerTest, TriesAgainWhatTimeMendsAndOnlyThat) {
  struct Case {
    Errc code;
    bool again;
  };

  for (const Case& one : {Case{Errc::invalid, false},
                          {Errc::not_found, false},
                          {Errc::forbidden, false},
                          {Errc::conflict, false},
                          {Errc::unavailable, true},
                          {Errc::internal, false},
                          {Errc::exhausted, true}}) {
    const Kind failing = ending_with(one.code);
    const std::string number = enqueue(failing);
    const Tally tally = work(failing, Until::once);
    const Job after = job(number);
    EXPECT_EQ(after.state, one.again ? State::waiting : State::failed);
    EXPECT_EQ(tally.put_off, one.again ? 1 : 0);
    EXPECT_EQ(tally.failed, one.again ? 0 : 1);
    ASSERT_TRUE(after.error.has_value());
    EXPECT_EQ(after.error->code, one.code);
    EXPECT_EQ(after.error->key, "test.wrong");
    EXPECT_EQ(after.error->params, (Params{{"what", "that"}}));
    EXPECT_EQ(after.ended_at.has_value(), !one.again);
    const Attempt made = attempts(office(), after).value().at(0);
    EXPECT_EQ(made.outcome, one.again ? "put_off" : "failed");
    EXPECT_EQ(made.error->key, "test.wrong");
    EXPECT_EQ(cancel(office(), number).has_value(), one.again);
  }
}

TEST_P(WorkerTest, TriesAgainAConflictThatItsKindNames) {
  Kind failing = ending_with(Errc::conflict, "test.elsewhere");
  failing.also_retried = {"test.elsewhere"};
  enqueue(failing);
  EXPECT_EQ(work(failing).put_off, 1);
}

TEST_P(WorkerTest, WaitsLongerEachTimeAndGivesUpAtLast) {
  Kind failing = ending_with(Errc::unavailable);
  failing.attempts = 3;
  enqueue(failing);
  milliseconds last{0};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(work(failing).put_off, 1);
    const auto wait =
        std::chrono::duration_cast<milliseconds>(job("J-0001").not_before.value() - clock().now());
    EXPECT_GE(wait, failing.first_wait * (1 << i) / 2);
    EXPECT_LE(wait, failing.first_wait * (1 << i));
    clock().move(wait - milliseconds(1));
    EXPECT_EQ(work(failing).put_off, 0) << "before its time";
    clock().move(milliseconds(1));
  }
  EXPECT_EQ(work(failing).failed, 1);
  EXPECT_EQ(job("J-0001").state, State::failed);
  EXPECT_THAT(outcomes("J-0001"), ElementsAre("put_off", "put_off", "failed"));
}

TEST_P(WorkerTest, SaysThatTheProgramBrokeWhereAHandlerThrows) {
  const Kind throwing =
      kind([](accounts::Office&, const Facts&, Work&) -> Result<Facts> { throw std::bad_alloc(); });
  enqueue(throwing);
  EXPECT_EQ(work(throwing).failed, 1);
  EXPECT_EQ(job("J-0001").error->key, "jobs.broke");
  EXPECT_EQ(job("J-0001").error->code, Errc::internal);
}

TEST_P(WorkerTest, RefusesTheJobOfAnAccountThatWasClosedMeanwhile) {
  const AccountId asa = office().actor.account;
  const AccountId other = account("bo", {accounts::Role::administrator});
  office().actor.account = other;
  enqueue(well());
  office().actor.account = asa;
  ASSERT_TRUE(accounts::close(office(), "bo").has_value());
  EXPECT_EQ(work(well()).refused, 1);
  EXPECT_EQ(job("J-0001").state, State::refused);
  EXPECT_EQ(job("J-0001").error->key, "accounts.no_longer");
  EXPECT_THAT(house().events(), Contains("accounts.no_longer connectors.list"));
  EXPECT_THAT(house().events(), Contains("jobs.refused J-0001"));
}

TEST_P(WorkerTest, RefusesTheJobOfAnAccountWhoseRolesDoNotAllowIt) {
  const AccountId bo = account("bo", {accounts::Role::dpo});
  Kind approving = well();
  approving.permission = "actions.approve";
  office().actor.account = bo;  // With the roles of the test's own account: as before a change.
  enqueue(approving);
  EXPECT_EQ(work(approving).refused, 1);
  EXPECT_EQ(job("J-0001").error->key, "accounts.not_permitted");
}

TEST_P(WorkerTest, LeavesAKindThatItDoesNotKnowToANewerOne) {
  enqueue(kind({}, "test.new"));
  EXPECT_EQ(work(well()).put_off, 1);
  EXPECT_EQ(job("J-0001").error->key, "jobs.unknown_kind");
}

TEST_P(WorkerTest, StopsWhereCancellingIsAskedAndOnlyThenSaysCancelled) {
  Kind long_one = kind([&](accounts::Office&, const Facts&, Work& work) -> Result<Facts> {
    Elsewhere elsewhere(office());
    EXPECT_EQ(cancel(elsewhere.office, "J-0001").value(), State::running);
    EXPECT_TRUE(job("J-0001").cancel_asked);
    for (;;) {
      TRY(work.go_on());
      std::this_thread::sleep_for(milliseconds(5));
    }
  });
  long_one.lease = seconds(1);  // It is looked for as often as six times a lease.
  enqueue(long_one);
  EXPECT_EQ(work(long_one).cancelled, 1);
  EXPECT_EQ(job("J-0001").state, State::cancelled);
  EXPECT_THAT(outcomes("J-0001"), ElementsAre("cancelled"));
  EXPECT_THAT(house().events(), ElementsAre("jobs.enqueued J-0001", "jobs.cancel_asked J-0001",
                                            "jobs.cancelled J-0001"));
}

TEST_P(WorkerTest, SaysDoneWhereCancellingCameTooLate) {
  const Kind deaf = kind([&](accounts::Office&, const Facts&, Work&) -> Result<Facts> {
    EXPECT_EQ(cancel(office(), "J-0001").value(), State::running);
    return Facts{};
  });
  enqueue(deaf);
  EXPECT_EQ(work(deaf).done, 1);
  EXPECT_EQ(job("J-0001").state, State::done);
  EXPECT_TRUE(job("J-0001").cancel_asked);
}

TEST_P(WorkerTest, DoesNotTryAgainWhatIsToBeCancelled) {
  const Kind failing = kind([&](accounts::Office&, const Facts&, Work&) -> Result<Facts> {
    EXPECT_EQ(cancel(office(), "J-0001").value(), State::running);
    return fail(Errc::unavailable, "test.wrong");
  });
  enqueue(failing);
  EXPECT_EQ(work(failing).cancelled, 1);
  EXPECT_EQ(job("J-0001").state, State::cancelled);
  EXPECT_EQ(job("J-0001").error->key, "test.wrong");
}

TEST_P(WorkerTest, HandsTheJobBackWhenItIsStopped) {
  const Kind long_one = kind([&](accounts::Office&, const Facts&, Work& work) -> Result<Facts> {
    stop();
    TRY(work.go_on());
    return Facts{};
  });
  enqueue(long_one);
  EXPECT_EQ(work(long_one, Until::stopped).handed_back, 1);
  const Job after = job("J-0001");
  EXPECT_EQ(after.state, State::waiting);
  EXPECT_EQ(after.attempts, 0) << "that was no attempt of its own";
  EXPECT_EQ(after.fencing_number, 1);
  EXPECT_THAT(outcomes("J-0001"), ElementsAre("handed_back"));
}

TEST_P(WorkerTest, WritesTheEndOnceTheStoreIsBackThatWentAwayMeanwhile) {
  if (GetParam() != sql::Engine::postgresql) GTEST_SKIP() << "a file does not go away";
  const Kind cutting = kind([&](accounts::Office&, const Facts&, Work&) -> Result<Facts> {
    Elsewhere elsewhere(office());
    store::Transaction transaction = elsewhere.store.begin_installation().value();
    EXPECT_TRUE(transaction
                    .all("select pg_terminate_backend(pid) from pg_stat_activity where "
                         "datname = current_database() and pid <> pg_backend_pid()")
                    .has_value());
    return Facts{{"after", "the cut"}};
  });
  enqueue(cutting);
  EXPECT_EQ(work(cutting).done, 1);
  EXPECT_EQ(job("J-0001").state, State::done);
  EXPECT_THAT(said(), Contains("end_not_written")) << "nothing was cut";
  EXPECT_EQ(said().back(), "done");
}

// Two workers and one job: while the first is at it, `meanwhile` happens with the second.
class TwoWorkers : public JobsTest {
 protected:
  void begin(const std::function<Result<Facts>(Work&, Worker& second)>& first_does) {
    elsewhere_.emplace(office());
    Kind shared = kind([this, first_does](accounts::Office& of, const Facts&, Work& work) {
      ++begun_;
      return &of.store == &office().store ? first_does(work, *second_) : Result<Facts>(Facts{});
    });
    shared.attempts = attempts_;
    kinds_.emplace(std::vector<Kind>{shared});
    enqueue(shared);
    Worker first(office(), *kinds_, surroundings());
    Worker second(elsewhere_->office, *kinds_, surroundings());
    second_ = &second;
    ASSERT_TRUE(first.step().value());
    first_ = first.tally();
    others_ = second.tally();
  }

  // A lease's length passes without a sign of life that the second worker sees.
  bool second_looks_until_the_lease_ends(Worker& second) {
    EXPECT_FALSE(second.step().value()) << "it has only just seen the job";
    pass(seconds(29));
    EXPECT_FALSE(second.step().value()) << "a second is left of the lease";
    pass(seconds(1));
    return second.step().value();
  }

  std::optional<Elsewhere> elsewhere_;
  std::optional<Kinds> kinds_;
  Worker* second_ = nullptr;
  int begun_ = 0;
  std::int64_t attempts_ = 5;
  Tally first_;
  Tally others_;
};

INSTANTIATE_TEST_SUITE_P(, TwoWorkers,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(TwoWorkers, TheSecondTakesOverWhatIsSilentAndTheFirstCanWriteNothingMore) {
  begin([&](Work& work, Worker& second) -> Result<Facts> {
    EXPECT_TRUE(second_looks_until_the_lease_ends(second));
    EXPECT_EQ(key_of(work.still_mine()), "jobs.lease_lost");
    EXPECT_EQ(key_of(work.go_on()), "jobs.lease_lost");
    store::Transaction transaction = TRY(office().store.begin(office().organisation.id));
    EXPECT_EQ(key_of(work.fence(transaction)), "jobs.lease_lost");
    return Facts{{"from", "the first"}};
  });
  EXPECT_EQ(first_.lost, 1);
  EXPECT_EQ(first_.done, 0);
  EXPECT_EQ(others_.done, 1);
  const Job after = job("J-0001");
  EXPECT_EQ(after.state, State::done);
  EXPECT_THAT(after.summary, IsEmpty()) << "of the second";
  EXPECT_EQ(after.attempts, 2);
  EXPECT_EQ(after.fencing_number, 2);
  EXPECT_THAT(outcomes("J-0001"), ElementsAre("lost", "done"));
  EXPECT_THAT(house().events(), ElementsAre("jobs.enqueued J-0001", "jobs.done J-0001"));
}

TEST_P(TwoWorkers, AFailureOfTheFirstDoesNotTouchWhatTheSecondHas) {
  begin([&](Work&, Worker& second) -> Result<Facts> {
    EXPECT_TRUE(second_looks_until_the_lease_ends(second));
    return fail(Errc::invalid, "test.wrong");
  });
  EXPECT_EQ(first_.lost, 1);
  EXPECT_EQ(job("J-0001").state, State::done);
  EXPECT_FALSE(job("J-0001").error.has_value());
}

TEST_P(TwoWorkers, TheDaysClockEndsNoLeaseHoweverFarItJumps) {
  begin([&](Work& work, Worker& second) -> Result<Facts> {
    for (const auto jump : {hours(10), hours(-20), hours(24 * 365)}) {
      clock().move(jump);
      EXPECT_FALSE(second.step().value());
      EXPECT_FALSE(second.step().value());
    }
    EXPECT_TRUE(work.still_mine().has_value());
    return Facts{};
  });
  EXPECT_EQ(first_.done, 1);
  EXPECT_EQ(begun_, 1);
}

TEST_P(TwoWorkers, ASignOfLifeStartsTheLeaseAnew) {
  begin([&](Work& work, Worker& second) -> Result<Facts> {
    EXPECT_FALSE(second.step().value());
    pass(seconds(29));
    {
      store::Transaction transaction = TRY(office().store.begin(office().organisation.id));
      EXPECT_TRUE(work.fence(transaction).has_value());
      TRY(transaction.commit());
    }
    pass(seconds(29));
    EXPECT_FALSE(second.step().value());
    pass(seconds(29));
    EXPECT_FALSE(second.step().value());
    return Facts{};
  });
  EXPECT_EQ(first_.done, 1);
  EXPECT_EQ(begun_, 1);
}

TEST_P(TwoWorkers, AJobWhoseWorkersAllDiedIsGivenUp) {
  attempts_ = 1;
  begin([&](Work&, Worker& second) -> Result<Facts> {
    EXPECT_TRUE(second_looks_until_the_lease_ends(second));
    return Facts{};
  });
  EXPECT_EQ(begun_, 1) << "not begun a second time";
  EXPECT_EQ(job("J-0001").state, State::failed);
  EXPECT_EQ(job("J-0001").error->key, "jobs.workers_died");
}

TEST_P(TwoWorkers, AJobThatWasToBeCancelledIsNotBegunAgainWhenItsWorkerDied) {
  begin([&](Work&, Worker& second) -> Result<Facts> {
    EXPECT_EQ(cancel(office(), "J-0001").value(), State::running);
    EXPECT_TRUE(second_looks_until_the_lease_ends(second));
    return Facts{};
  });
  EXPECT_EQ(begun_, 1);
  EXPECT_EQ(job("J-0001").state, State::cancelled);
}

}  // namespace
}  // namespace ombud::jobs
