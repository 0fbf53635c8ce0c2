// Enqueue, cancel, retry and expire, without a worker.

#include "jobs/test_house.h"

namespace ombud::jobs {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

class QueueTest : public JobsTest {
 protected:
  // Ends the job at the head of the queue as its kind ends it.
  void end_one(const Kind& kind) {
    const Kinds kinds({kind});
    Worker worker(office(), kinds, surroundings());
    ASSERT_TRUE(worker.step().value());
  }
};

INSTANTIATE_TEST_SUITE_P(, QueueTest, testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(QueueTest, AJobIsThereIfItsTransactionWasCommitted) {
  {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    EXPECT_EQ(jobs::enqueue(office(), transaction, well(), {}).value().number, "J-0001");
  }
  EXPECT_THAT(list(office(), std::nullopt, 10).value(), IsEmpty());
  EXPECT_THAT(house().events(), IsEmpty());
  EXPECT_EQ(enqueue(well()), "J-0001") << "no number is used up";
}

TEST_P(QueueTest, OneJobAKeyIsLiveAndANewOneAfterItsEnd) {
  const Wish wish{.once = "A-0007"};
  EXPECT_EQ(enqueue(well(), wish), "J-0001");
  const Enqueued second = try_enqueue(well(), wish).value();
  EXPECT_EQ(second.number, "J-0001");
  EXPECT_TRUE(second.was_there);
  EXPECT_EQ(enqueue(well(), {.once = "A-0008"}), "J-0002") << "another key";
  EXPECT_EQ(enqueue(kind({}, "test.other"), wish), "J-0003") << "another kind";
  end_one(well());
  EXPECT_EQ(enqueue(well(), wish), "J-0004");
}

TEST_P(QueueTest, RefusesParametersAndPrioritiesThatAreNone) {
  for (const Facts& bad : {Facts{{"a", "1"}, {"a", "2"}}, Facts{{"", "1"}}, Facts{{"a", "\xff"}},
                           Facts{{"a", std::string(4096, 'x')}}})
    EXPECT_EQ(key_of(try_enqueue(well(), {.parameters = bad})), "jobs.bad_parameters");
  for (const int bad : {-1, 10})
    EXPECT_EQ(key_of(try_enqueue(well(), {.priority = bad})), "jobs.bad_priority");
}

TEST_P(QueueTest, OfAnotherControllerDoesNotExistForWhoIsLimitedToOne) {
  enqueue(well(), {.controllers = {{"Hamnkommunen"}}});
  enqueue(well(), {.controllers = {{"Bergkommunen"}}});
  enqueue(well(), {.controllers = {{"Bergkommunen", "Hamnkommunen"}}});
  enqueue(well());
  accounts::Actor& actor = office().actor;
  const AccountId before = std::exchange(actor.account, new_id<AccountId>(clock()));
  for (const accounts::Role role : actor.roles) actor.only[role] = {"Hamnkommunen"};
  const auto numbers = [&] {
    std::vector<std::string> all;
    for (const Job& job : list(office(), std::nullopt, 10).value()) all.push_back(job.number);
    return all;
  };
  EXPECT_THAT(numbers(), ElementsAre("J-0001"));
  for (const char* hidden : {"J-0002", "J-0003", "J-0004"}) {
    EXPECT_EQ(key_of(jobs::find(office(), hidden)), "jobs.unknown");
    EXPECT_EQ(key_of(jobs::cancel(office(), hidden)), "jobs.unknown");
    EXPECT_EQ(key_of(jobs::retry(office(), Kinds({well()}), hidden)), "jobs.unknown");
  }
  EXPECT_THAT(office().hidden, testing::Contains("job J-0002"));
  actor.account = before;
  EXPECT_THAT(numbers(), ElementsAre("J-0004", "J-0001")) << "of no one controller: one's own";
  actor.only.clear();
  EXPECT_EQ(numbers().size(), 4u);
}

TEST_P(QueueTest, WhoIsLimitedGetsAPageOfHisJobsHoweverManyOthersLieBetween) {
  enqueue(well(), {.controllers = {{"Hamnkommunen"}}});
  for (int i = 0; i < 250; ++i) enqueue(well(), {.controllers = {{"Bergkommunen"}}});
  enqueue(well(), {.controllers = {{"Hamnkommunen"}}});
  for (const accounts::Role role : office().actor.roles)
    office().actor.only[role] = {"Hamnkommunen"};
  EXPECT_EQ(list(office(), std::nullopt, 2).value().size(), 2u);
  EXPECT_EQ(list(office(), std::nullopt, 1).value().front().number, "J-0252");
}

TEST_P(QueueTest, RefusesWhatTheAccountMayNotStart) {
  Kind approving = well();
  approving.permission = "actions.approve";
  office().actor.roles = {accounts::Role::handler};
  const Result<Enqueued> refused = try_enqueue(approving);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::forbidden);
  EXPECT_EQ(refused.error().key, "jobs.may_not_start");
}

TEST_P(QueueTest, ShowsTheNewestFirstAndOneStateAlone) {
  enqueue(well());
  enqueue(well());
  enqueue(well());
  end_one(well());
  const auto numbers = [&](std::optional<State> state, std::size_t limit) {
    std::vector<std::string> all;
    const std::vector<Job> found = list(office(), state, limit).value();
    for (const Job& job : found) all.push_back(job.number);
    return all;
  };
  EXPECT_THAT(numbers(std::nullopt, 10), ElementsAre("J-0003", "J-0002", "J-0001"));
  EXPECT_THAT(numbers(std::nullopt, 1), ElementsAre("J-0003"));
  EXPECT_THAT(numbers(State::done, 10), ElementsAre("J-0001"));
  EXPECT_THAT(numbers(State::failed, 10), IsEmpty());
}

TEST_P(QueueTest, KnowsNoJobOfAnotherOrganisation) {
  enqueue(well());
  accounts::Office& mine = office();
  accounts::Organisation other = mine.organisation;
  other.id = new_id<OrganisationId>(mine.clock);
  accounts::Office theirs{mine.folder, other,      mine.actor, mine.clock,
                          mine.store,  mine.vault, mine.log};
  EXPECT_THAT(list(theirs, std::nullopt, 10).value(), IsEmpty());
  EXPECT_EQ(key_of(jobs::find(theirs, "J-0001")), "jobs.unknown");
  EXPECT_EQ(key_of(cancel(theirs, "J-0001")), "jobs.unknown");
  const Kinds kinds({well()});
  Worker worker(theirs, kinds, surroundings());
  EXPECT_FALSE(worker.step().value()) << "a worker works for its own organisation";
  EXPECT_EQ(job("J-0001").state, State::waiting);
}

TEST_P(QueueTest, KnowsOnlyNumbersThatAreThere) {
  enqueue(well());
  for (const char* number : {"J-0002", "J-", "J-0", "1", "", "J-1x", "j-0001", "J--1"}) {
    EXPECT_EQ(key_of(jobs::find(office(), number)), "jobs.unknown") << number;
    EXPECT_EQ(key_of(cancel(office(), number)), "jobs.unknown") << number;
    EXPECT_EQ(key_of(retry(office(), Kinds({well()}), number)), "jobs.unknown") << number;
  }
}

TEST_P(QueueTest, CancelsAtOnceWhatWaitsAndNothingThatHasEnded) {
  enqueue(well());
  EXPECT_EQ(cancel(office(), "J-0001").value(), State::cancelled);
  EXPECT_EQ(job("J-0001").state, State::cancelled);
  EXPECT_TRUE(job("J-0001").ended_at.has_value());
  const Result<State> again = cancel(office(), "J-0001");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::conflict);
  EXPECT_EQ(again.error().key, "jobs.ended");
}

TEST_P(QueueTest, AFailedJobWaitsAgainWithAllItsAttempts) {
  Kind failing = ending_with(Errc::invalid);
  failing.attempts = 2;
  enqueue(failing, {.once = "A-0007"});
  const Kinds kinds({failing});
  EXPECT_EQ(key_of(retry(office(), kinds, "J-0001")), "jobs.not_ended");
  end_one(failing);
  ASSERT_TRUE(retry(office(), kinds, "J-0001").has_value());
  const Job again = job("J-0001");
  EXPECT_EQ(again.state, State::waiting);
  EXPECT_EQ(again.attempts, 1);
  EXPECT_EQ(again.attempts_most, 3);
  EXPECT_FALSE(again.error.has_value());
  EXPECT_FALSE(again.ended_at.has_value());
}

TEST_P(QueueTest, WaitsNotAgainBesideOneWithItsKeyNorAfterItsSuccess) {
  const Kind failing = ending_with(Errc::invalid);
  const Kinds kinds({failing});
  enqueue(failing, {.once = "A-0007"});
  end_one(failing);
  enqueue(failing, {.once = "A-0007"});
  const Result<void> beside = retry(office(), kinds, "J-0001");
  EXPECT_EQ(key_of(beside), "jobs.another_is_live");
  EXPECT_EQ(beside.error().params.back().second, "J-0002");
  end_one(well());
  EXPECT_EQ(key_of(retry(office(), kinds, "J-0002")), "jobs.is_done");
}

TEST_P(QueueTest, RetryAsksForTheKindAndTheRightToIt) {
  Kind failing = ending_with(Errc::invalid);
  failing.permission = "actions.approve";
  enqueue(failing);
  end_one(failing);
  EXPECT_EQ(key_of(retry(office(), Kinds({}), "J-0001")), "jobs.unknown_kind");
  office().actor.roles = {accounts::Role::handler};
  EXPECT_EQ(key_of(retry(office(), Kinds({failing}), "J-0001")), "jobs.may_not_start");
}

TEST_P(QueueTest, RemovesWhatEndedLongAgoWithItsAttemptsAndNothingElse) {
  enqueue(well());
  end_one(well());
  enqueue(well());
  EXPECT_EQ(expire(office(), clock().now()).value(), 0) << "it ended then, not before";
  clock().move(days(91));
  enqueue(well());
  end_one(well());  // J-0002, which is as old as J-0001 but has only just ended.
  EXPECT_EQ(expire(office(), clock().now() - kept_after_end).value(), 1);
  EXPECT_EQ(key_of(jobs::find(office(), "J-0001")), "jobs.unknown");
  EXPECT_EQ(job("J-0002").state, State::done);
  EXPECT_THAT(outcomes("J-0002"), ElementsAre("done"));
  EXPECT_EQ(job("J-0003").state, State::waiting);
  EXPECT_EQ(enqueue(well()), "J-0004") << "a number is never given twice";
  EXPECT_THAT(house().events(), testing::Contains("jobs.expired jobs"));
}

}  // namespace
}  // namespace ombud::jobs
