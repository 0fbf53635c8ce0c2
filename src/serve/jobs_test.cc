// The queue as a browser sees it: a job watched as it goes on, and asked to stop.

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "serve/beside.h"
#include "serve/test_house.h"

namespace ombud::serve {
namespace {

using http::Answer;
using http::Method;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class JobsOverHttpTest : public HouseTest {
 protected:
  void SetUp() override {
    HouseTest::SetUp();
    if (IsSkipped()) return;
    HouseTest::serve(jobs::routes());
    asa_signed_in_ = signed_in("asa");
    const jobs::Kind kind{.name = "test.one", .permission = "jobs.list"};
    accounts::Office& office =
        first_->office({asa_, "asa", organisation_.id, {accounts::Role::coordinator}});
    store::Transaction transaction = office.store.begin(organisation_.id).value();
    number_ = jobs::enqueue(office, transaction, kind, {}).value().number;
    transaction.commit().value();
  }

  Answer list(const http::Request& request) { return ask(Method::get, "/api/jobs", request); }

  Answer show(const http::Request& request) { return ask(Method::get, "/api/jobs/{job}", request); }

  Answer watch(const http::Request& request) {
    return ask(Method::get, "/api/jobs/{job}/events", request);
  }

  Answer cancel(const http::Request& request) {
    return ask(Method::post, "/api/jobs/{job}/cancellation", request);
  }

  http::Request of_job() {
    http::Request request = request_of(asa_signed_in_);
    request.parameters = {{"job", number_}};
    return request;
  }

  Person asa_signed_in_;
  std::string number_;
};

INSTANTIATE_TEST_SUITE_P(Engines, JobsOverHttpTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(JobsOverHttpTest, AJobIsWatchedUntilItEnds) {
  http::Request request = of_job();
  const Answer first = watch(request);
  EXPECT_EQ(first.type, "text/event-stream");
  EXPECT_THAT(first.body, HasSubstr("\"state\":\"waiting\""));
  EXPECT_FALSE(first.last);

  request.last_event_id = first.last_event_id;
  request.again = true;
  EXPECT_THAT(watch(request).body, IsEmpty()) << "nothing has changed";

  http::Request stop = of_job();
  stop.headers.emplace_back("idempotency-key", "k");
  EXPECT_EQ(cancel(stop).status, 202);
  const Answer after = watch(request);
  EXPECT_THAT(after.body, HasSubstr("\"state\":\"cancelled\""));
  EXPECT_TRUE(after.last);
}

TEST_P(JobsOverHttpTest, AJobIsCancelledOnceHoweverOftenItIsSent) {
  http::Request stop = of_job();
  stop.headers.emplace_back("idempotency-key", "k");
  const Answer first = cancel(stop);
  const Answer again = cancel(stop);
  EXPECT_EQ(first.status, 202);
  EXPECT_EQ(again.status, 202) << "answered as the first time, though it has ended now";
  EXPECT_EQ(first.body, again.body);
  EXPECT_THAT(entries("jobs.cancelled"), SizeIs(1));
  http::Request other = of_job();
  other.headers.emplace_back("idempotency-key", "another");
  EXPECT_EQ(problem_of(cancel(other)), "jobs.ended");
}

TEST_P(JobsOverHttpTest, AStreamEndsWithItsSession) {
  http::Request request = of_job();
  EXPECT_EQ(watch(request).status, 200);
  clock_.move(std::chrono::hours(1));
  EXPECT_EQ(watch(request).status, 401);
}

TEST_P(JobsOverHttpTest, AJobAtHandIsHandedBackWhenTheServerStops) {
  std::atomic<bool> begun{false};
  jobs::Kind endless{.name = "test.one", .permission = "jobs.list"};
  endless.run = [&](accounts::Office&, const jobs::Facts&,
                    jobs::Work& work) -> Result<jobs::Facts> {
    begun = true;
    while (true) {
      TRY(work.go_on());
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  };
  const jobs::Kinds kinds({endless});
  {
    const Beside beside([this] { return open(); },
                        {asa_, "asa", organisation_.id, {accounts::Role::coordinator}}, kinds,
                        [](const jobs::Said&) {});
    while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_EQ(jobs::find(office(), number_).value().state, jobs::State::running);
  }
  const jobs::Job job = jobs::find(office(), number_).value();
  EXPECT_EQ(job.state, jobs::State::waiting);
  EXPECT_EQ(jobs::attempts(office(), job).value().back().outcome, "handed_back");
}

TEST_P(JobsOverHttpTest, TheListIsAsLongAsAsked) {
  http::Request request = request_of(asa_signed_in_);
  EXPECT_THAT(json::parse(list(request).body)["jobs"], SizeIs(1));
  request.queries = {{"limit", "0"}};
  EXPECT_EQ(problem_of(list(request)), "http.bad_limit");
  EXPECT_EQ(json::parse(show(of_job()).body)["job"], number_);
}

}  // namespace
}  // namespace ombud::serve
