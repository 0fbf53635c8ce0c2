#include "serve/desk.h"

#include <stdexcept>
#include <thread>

#include "accounts/rights.h"
#include "http/page.h"
#include "serve/test_house.h"

namespace ombud::serve {
namespace {

using accounts::Route;
using accounts::Visit;
using http::Answer;
using http::Method;
using http::Work;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class DeskTest : public HouseTest {
 protected:
  enum : std::size_t { read, write, fails, forgets, throws, own, signs, everybody };

  void SetUp() override {
    HouseTest::SetUp();
    if (IsSkipped()) return;
    HouseTest::serve({
        {{.path = "/read", .permission = "accounts.list", .tells = true},
         [](Visit& visit) -> Result<Answer> {
           visit.tell(told(visit.office, "test.read"));
           return http::json(std::to_string(TRY(accounts::list(visit.office)).size()));
         }},
        {{.method = Method::post,
          .path = "/write",
          .permission = "holds.set",
          .work = Work::writes},
         [this](Visit& visit) -> Result<Answer> {
           ++done_;
           // As rooms do it: each in a transaction that it takes for its own.
           TRY(visit.office.log.append_now(told(visit.office, "test.written")));
           TRY(visit.office.log.append_now(told(visit.office, "test.written")));
           return http::json("{\"done\":" + std::to_string(done_) + "}", 201);
         }},
        {{.method = Method::post,
          .path = "/fails",
          .permission = "holds.set",
          .work = Work::writes},
         [this](Visit& visit) -> Result<Answer> {
           ++done_;
           TRY(visit.office.log.append_now(told(visit.office, "test.undone")));
           return fail(Errc::conflict, "jobs.is_done", {{"job", "J-0001"}});
         }},
        {{.path = "/forgets", .permission = "accounts.list", .tells = true},
         [](Visit&) -> Result<Answer> { return http::json("\"secret\""); }},
        {{.method = Method::post,
          .path = "/throws",
          .permission = "holds.set",
          .work = Work::writes},
         [](Visit& visit) -> Result<Answer> {
           TRY(visit.office.log.append_now(told(visit.office, "test.undone")));
           throw std::runtime_error("/srv/secret/path");
         }},
        {{.method = Method::post, .path = "/own", .permission = "holds.set", .work = Work::own},
         [this](Visit& visit) -> Result<Answer> {
           TRY(visit.office.log.append_now(told(visit.office, "test.intent")));
           if (++done_ == 1) return fail(Errc::unavailable, "http.busy");
           return http::json("{}");
         }},
        {{.method = Method::post,
          .path = "/signs",
          .permission = "holds.set",
          .work = Work::writes},
         [](Visit& visit) -> Result<Answer> {
           TRY(visit.office.log.sequence());
           return http::json("{}");
         }},
        {{.path = "/everybody", .permission = std::string(http::anybody)},
         [](Visit&) -> Result<Answer> { return http::json("{}"); }},
    });
  }

  int done_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, DeskTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(DeskTest, NobodyIsServedWhoIsNotSignedIn) {
  EXPECT_EQ(ask(read, request_of({})).status, 401);
  EXPECT_EQ(
      ask(read, request_of({http::session_cookie(false) + "=" + std::string(64, 'a'), ""})).status,
      401);
  EXPECT_EQ(ask(everybody, request_of({})).status, 200);
  EXPECT_THAT(entries("test.read"), IsEmpty());
}

TEST_P(DeskTest, TheAnswerGoesOutWhenItsEntryIsInTheLog) {
  const Answer answer = ask(read, request_of(signed_in("asa")));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "2");
  EXPECT_THAT(entries("test.read"), SizeIs(1));
}

TEST_P(DeskTest, NoEntryNoAnswer) {
  const Answer answer = ask(forgets, request_of(signed_in("asa")));
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
  EXPECT_THAT(incidents_, ElementsAre(HasSubstr("serve.not_told")));
}

TEST_P(DeskTest, AMissingPermissionIsRefusedAndInTheLog) {
  const Answer answer = ask_with_key(write, signed_in("bo"), "k");
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(problem_of(answer), "serve.not_permitted");
  EXPECT_THAT(entries("serve.refused"), ElementsAre("POST /write"));
  EXPECT_EQ(done_, 0);
}

TEST_P(DeskTest, WhatARequestDoesIsDoneWholeOrNotAtAll) {
  const Person asa = signed_in("asa");
  EXPECT_EQ(ask_with_key(write, asa, "k").status, 201);
  EXPECT_THAT(entries("test.written"), SizeIs(2));
  EXPECT_EQ(ask_with_key(fails, asa, "k").status, 409);
  EXPECT_THAT(entries("test.undone"), IsEmpty());
}

TEST_P(DeskTest, TheSameRequestSentAgainIsDoneOnceAndAnsweredAgain) {
  const Person asa = signed_in("asa");
  const Answer first = ask_with_key(write, asa, "k", "{}");
  const Answer again = ask_with_key(write, asa, "k", "{}");
  EXPECT_EQ(again.status, first.status);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(*http::find(again.headers, "Idempotent-Replay"), "true");
  EXPECT_EQ(done_, 1);
  const Answer other = ask_with_key(write, asa, "k", "{\"a\":1}");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(problem_of(other), "serve.other_body");
  EXPECT_EQ(ask_with_key(write, asa, "another", "{}").body, "{\"done\":2}");
}

TEST_P(DeskTest, AKeyIsItsAccountsOwn) {
  add("cia", {accounts::Role::coordinator});
  EXPECT_EQ(ask_with_key(write, signed_in("asa"), "k").body, "{\"done\":1}");
  EXPECT_EQ(ask_with_key(write, signed_in("cia"), "k").body, "{\"done\":2}");
}

TEST_P(DeskTest, ARequestThatFailedMayBeSentAgainWithItsKey) {
  const Person asa = signed_in("asa");
  EXPECT_EQ(ask_with_key(fails, asa, "k").status, 409);
  EXPECT_EQ(ask_with_key(fails, asa, "k").status, 409);
  EXPECT_EQ(done_, 2);
}

TEST_P(DeskTest, AChangeWithoutAKeyIsNotDone) {
  const Answer none = ask(write, request_of(signed_in("asa")));
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(problem_of(none), "serve.key_needed");
  EXPECT_EQ(problem_of(ask_with_key(write, signed_in("asa"), std::string(129, 'a'))),
            "serve.bad_key");
  EXPECT_EQ(done_, 0);
}

TEST_P(DeskTest, TheSameRequestTwiceAtOnceIsDoneOnce) {
  const Person asa = signed_in("asa");
  std::vector<int> statuses(4);
  std::vector<std::thread> threads;
  for (int& status : statuses)
    threads.emplace_back([&, this] {
      Desk desk(*house_);
      http::Request request = request_of(asa);
      request.method = Method::post;
      request.headers.emplace_back("idempotency-key", "k");
      status = answer_of(desk, write, request).status;
    });
  for (std::thread& thread : threads) thread.join();
  for (const int status : statuses) EXPECT_EQ(status, 201);
  EXPECT_EQ(done_, 1);
  EXPECT_THAT(entries("test.written"), SizeIs(2));
}

TEST_P(DeskTest, ManyAtOnceAreAllServedAndAllInTheLog) {
  const Person asa = signed_in("asa");
  std::vector<std::thread> threads;
  std::atomic<int> served{0};
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, this] {
      Desk desk(*house_);
      for (int j = 0; j < 10; ++j) {
        http::Request request = request_of(asa);
        served += answer_of(desk, read, request).status == 200 ? 1 : 0;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(served, 80);
  EXPECT_THAT(entries("test.read"), SizeIs(80));
}

TEST_P(DeskTest, NoAnswerGoesOutBeforeItsEntryButItsDeskDoesTheNextRequest) {
  const Person asa = signed_in("asa");
  std::atomic<int> served{0};
  const auto reply = [&](const Answer& answer) { served += answer.status == 200 ? 1 : 0; };
  {
    // Somebody else writes for a while: the scribe has to wait for him.
    store::Database other = store::Database::open(home_->location()).value();
    store::Transaction writing = other.begin(organisation_.id).value();
    if (GetParam() == sql::Engine::postgresql) {
      ASSERT_TRUE(writing.execute("lock table evidence_entry in share mode"));
    }
    for (int i = 0; i < 3; ++i) {
      http::Request request = request_of(asa);
      desk_->answer(read, request, reply);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(served, 0);
    EXPECT_THAT(entries("test.read"), IsEmpty());
  }
  desk_.reset();  // Nobody's answer is forgotten when the server ends.
  EXPECT_EQ(served, 3);
  EXPECT_THAT(entries("test.read"), SizeIs(3));
}

TEST_P(DeskTest, AnEntryThatCanNotBeWrittenIsNoAnswer) {
  const Person asa = signed_in("asa");
  scribe_->stop();
  const Answer answer = ask(read, request_of(asa));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(problem_of(answer), "http.busy");
}

TEST_P(DeskTest, WhatIsTakenAwayElsewhereIsGoneAtTheNextRequest) {
  const Person asa = signed_in("asa"), bo = signed_in("bo");
  for (const Person& person : {asa, bo}) EXPECT_EQ(ask(read, request_of(person)).status, 200);
  // As another process does it, on connections of its own.
  const std::unique_ptr<accounts::Lobby> other = open().value();
  accounts::Office& there = other->office({asa_, "asa", organisation_.id, {}});
  const accounts::Account account = accounts::find(there, "bo").value();
  ASSERT_TRUE(accounts::set_roles(there, account.id, {accounts::Role::handler}, {}));
  EXPECT_EQ(problem_of(ask(read, request_of(bo))), "serve.not_permitted");
  const std::vector<accounts::Session> sessions = accounts::sessions(there).value();
  ASSERT_THAT(sessions, SizeIs(1));
  ASSERT_TRUE(accounts::end_session(there, sessions.front().id));
  EXPECT_EQ(ask(read, request_of(asa)).status, 401);
}

TEST_P(DeskTest, WhatIsTheHandlersOwnLastsWhateverBecomesOfTheRequest) {
  const Person asa = signed_in("asa");
  EXPECT_EQ(ask_with_key(own, asa, "k").status, 503);
  EXPECT_THAT(entries("test.intent"), SizeIs(1));
  EXPECT_EQ(ask_with_key(own, asa, "k").status, 200);
  EXPECT_EQ(ask_with_key(own, asa, "k").status, 200);
  EXPECT_THAT(entries("test.intent"), SizeIs(2));
}

TEST_P(DeskTest, ARequestThatWasCutOffIsNotDoneAgainByItsKey) {
  const Person asa = signed_in("asa");
  http::Request request = request_of(asa);
  request.headers.emplace_back("idempotency-key", "k");
  const accounts::Account account = accounts::find(office(), "asa").value();
  accounts::Office& there = first_->office({account.id, "asa", organisation_.id, account.roles});
  ASSERT_TRUE(claim(there, key_of(http::name_of(house_->routes[own].declared), request).value()));
  const Answer answer = ask(own, request);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(problem_of(answer), "serve.in_flight");
  EXPECT_EQ(done_, 0);
  clock_.move(std::chrono::hours(25));
  EXPECT_EQ(*expire(there), 1);
}

TEST_P(DeskTest, AnotherPageCanNotMakeABrowserActHere) {
  const Person asa = signed_in("asa");
  const auto with = [&](const std::string& name, const std::string& value) {
    http::Request request = request_of(asa);
    request.headers.emplace_back("idempotency-key", "k");
    for (auto& [known, old] : request.headers)
      if (known == name) old = value;
    if (http::find(request.headers, name) == nullptr) request.headers.emplace_back(name, value);
    return problem_of(ask(write, request));
  };
  EXPECT_EQ(with("x-csrf-token", ""), "serve.forged");
  EXPECT_EQ(with("x-csrf-token", signed_in("asa").csrf), "serve.forged") << "of another session";
  EXPECT_EQ(with("origin", "http://evil.example"), "serve.forged");
  EXPECT_EQ(with("origin", "null"), "serve.forged");
  EXPECT_EQ(with("origin", "https://ombud.example"), "serve.forged") << "another scheme";
  EXPECT_EQ(with("sec-fetch-site", "cross-site"), "serve.forged");
  EXPECT_EQ(with("sec-fetch-site", "same-site"), "serve.forged");
  EXPECT_EQ(with("host", "evil.example"), "serve.wrong_host");
  EXPECT_EQ(done_, 0);
  EXPECT_EQ(with("origin", "http://ombud.example"), "");
  EXPECT_EQ(done_, 1);
}

TEST_P(DeskTest, AHandlerThatThrowsCostsItsRequestOnly) {
  const Person asa = signed_in("asa");
  const Answer answer = ask_with_key(throws, asa, "k");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(problem_of(answer), "http.internal");
  EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
  ASSERT_THAT(incidents_, SizeIs(1));
  EXPECT_THAT(answer.body, HasSubstr(incidents_.front().substr(0, 8)));
  EXPECT_THAT(entries("test.undone"), IsEmpty());
  EXPECT_EQ(ask_with_key(write, asa, "k2").status, 201);
}

TEST_P(DeskTest, NothingIsSignedThatMayYetBeUndone) {
  EXPECT_EQ(ask_with_key(signs, signed_in("asa"), "k").status, 500);
  EXPECT_THAT(incidents_, ElementsAre(HasSubstr("evidence.in_frame")));
}

TEST_P(DeskTest, NobodyNoticesThatTheStoreWasAwayForAMoment) {
  if (GetParam() != sql::Engine::postgresql) GTEST_SKIP() << "SQLite is never away";
  const Person asa = signed_in("asa");
  EXPECT_EQ(ask(read, request_of(asa)).status, 200);
  {
    store::Database superuser = store::Database::open(home_->location_as_superuser()).value();
    store::Transaction transaction = superuser.begin_installation().value();
    ASSERT_TRUE(
        transaction.all("select pg_terminate_backend(pid) from pg_stat_activity where "
                        "datname = current_database() and pid <> pg_backend_pid()"));
  }
  EXPECT_EQ(ask(read, request_of(asa)).status, 200);
  EXPECT_EQ(ask_with_key(write, asa, "k").status, 201);
}

TEST_P(DeskTest, ASessionEndsWithItsAccountAndWithTime) {
  const Person bo = signed_in("bo");
  EXPECT_EQ(ask(read, request_of(bo)).status, 200);
  ASSERT_TRUE(accounts::close(office(), "bo"));
  EXPECT_EQ(ask(read, request_of(bo)).status, 401);

  const Person asa = signed_in("asa");
  for (int i = 0; i < 23; ++i) {
    clock_.move(std::chrono::minutes(29));
    EXPECT_EQ(ask(read, request_of(asa)).status, 200) << "used every half hour: " << i;
  }
  clock_.move(std::chrono::hours(1));
  EXPECT_EQ(ask(read, request_of(asa)).status, 401) << "twelve hours after it began";
  const Person again = signed_in("asa");
  clock_.move(std::chrono::minutes(31));
  EXPECT_EQ(ask(read, request_of(again)).status, 401) << "not used for half an hour";
}

}  // namespace
}  // namespace ombud::serve
