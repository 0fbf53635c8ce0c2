// The server on a loopback port, asked by bytes that a test writes itself.

#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/page.h"
#include "http/raw_client_test.h"

namespace ombud::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// What a test's clerks do, by the route's name.
class Clerks final : public Clerk {
 public:
  using Do = std::function<Answer(std::size_t, Request&)>;

  explicit Clerks(Do what) : what_(std::move(what)) {}

  Answer answer(std::size_t route, Request& request) override { return what_(route, request); }

 private:
  Do what_;
};

class ServerTest : public testing::Test {
 protected:
  void start(Settings settings = {}) {
    std::vector<Declaration> routes{
        {.path = "/echo", .permission = "anybody", .queries = {"q"}},
        {.method = Method::post,
         .path = "/things/{thing}",
         .permission = "anybody",
         .work = Work::writes,
         .body = Body::json,
         .most_bytes = 100'000},
        {.path = "/wait", .permission = "anybody"},
        {.path = "/events", .permission = "anybody", .events = true},
        {.path = "/page", .permission = "anybody", .page = true},
        {.path = "/one", .permission = "anybody", .side_by_side = 1},
        {.path = "/large", .permission = "anybody"}};
    ASSERT_THAT(flaws(routes, {}), IsEmpty());
    Result<std::unique_ptr<Server>> server = Server::start(
        std::move(settings), routes,
        {machine_clock(),
         [this] {
           return std::make_unique<Clerks>(
               [this](std::size_t route, Request& request) { return answer(route, request); });
         },
         {}});
    ASSERT_TRUE(server) << say(server.error());
    server_ = *std::move(server);
  }

  Answer answer(std::size_t route, Request& request) {
    ++asked_;
    if (route == 0) return json("{\"q\":\"" + request.query("q") + "\"}");
    if (route == 1) return json(request.parameter("thing") + " " + request.body, 201);
    if (route == 2 || route == 5) {
      std::unique_lock lock(mutex_);
      ++held_;
      most_held_ = std::max(most_held_, held_);
      changed_.notify_all();
      changed_.wait(lock, [&] { return open_; });
      --held_;
      return json("\"waited\"");
    }
    if (route == 3) {
      Answer answer;
      answer.type = "text/event-stream";
      const int number = ++events_;
      answer.last_event_id = std::to_string(number);
      answer.body = event(answer.last_event_id, "tick", "after " + request.last_event_id);
      answer.last = number == 3;
      return answer;
    }
    if (route == 4) {
      Answer answer;
      answer.type = "text/html; charset=utf-8";
      answer.body = request.nonce;
      return answer;
    }
    return json(std::string(20'000'000, 'x'));
  }

  // Until so many requests are at hand.
  void wait_for_held(int count) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, milliseconds(10'000), [&] { return held_ >= count; }));
  }

  void let_go() {
    {
      const std::lock_guard lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }

  void TearDown() override {
    let_go();
    server_.reset();
  }

  std::unique_ptr<RawClient> client() { return std::make_unique<RawClient>(server_->port()); }

  // Sent whole; the status and key of the one answer, after which the connection must end.
  std::string refusal(std::string_view bytes) {
    const std::unique_ptr<RawClient> one = client();
    const Seen seen = one->ask(bytes);
    const std::size_t key = seen.body.find("\"key\":\"");
    EXPECT_TRUE(one->ends());
    if (key == std::string::npos) return std::to_string(seen.status);
    return std::to_string(seen.status) + " " +
           seen.body.substr(key + 7, seen.body.find('"', key + 7) - key - 7);
  }

  std::unique_ptr<Server> server_;
  std::atomic<int> asked_{0};
  std::atomic<int> events_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  int held_ = 0;
  int most_held_ = 0;
  bool open_ = false;
};

constexpr const char* plain = "GET /echo?q=1 HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(ServerTest, AnswersOneRequestAfterTheOtherOnOneConnection) {
  start();
  const auto one = client();
  for (int i = 0; i < 3; ++i) {
    const Seen seen = one->ask(plain);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body, "{\"q\":\"1\"}");
  }
}

TEST_F(ServerTest, AnswersInOrderWhatWasSentTogether) {
  start();
  const auto one = client();
  one->send("GET /echo?q=a HTTP/1.1\r\nHost: a\r\n\r\nGET /echo?q=b HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(one->answer().body, "{\"q\":\"a\"}");
  EXPECT_EQ(one->answer().body, "{\"q\":\"b\"}");
}

TEST_F(ServerTest, TakesARequestThatComesByteByByte) {
  start();
  const auto one = client();
  for (const char c : std::string_view(plain)) ASSERT_TRUE(one->send({&c, 1}));
  EXPECT_EQ(one->answer().status, 200);
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  start();
  const auto one = client();
  one->send("HEAD /echo?q=1 HTTP/1.1\r\nHost: a\r\n\r\n");
  const Seen seen = one->answer(false);
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.field("Content-Length"), "9");
  EXPECT_EQ(one->ask(plain).body, "{\"q\":\"1\"}") << "the body came after all";
}

TEST_F(ServerTest, ReadsABodyOfTheStatedLengthAndNoMore) {
  start();
  const auto one = client();
  one->send(
      "POST /things/a%20b HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 4\r\n\r\n{} .GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  const Seen first = one->answer();
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.body, "a b {} .");
  EXPECT_EQ(one->answer().status, 200);
}

TEST_F(ServerTest, SaysThatABodyMayComeWhereTheClientWaitsForThat) {
  start();
  const auto one = client();
  one->send(
      "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(one->answer().status, 100);
  EXPECT_EQ(one->ask("{}").status, 201);
}

// Whatever two programs could read in two ways.
TEST_F(ServerTest, RefusesWhatCouldBeReadInTwoWays) {
  start();
  const std::string start_of_post =
      "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const std::string hidden = "GET /echo?q=hidden HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::vector<std::string> both = {
      start_of_post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
      start_of_post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + hidden,
      start_of_post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden,
      start_of_post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + hidden,
      start_of_post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + hidden,
      start_of_post + "Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}" + hidden,
      start_of_post + "Content-Length: 2, 2\r\n\r\n{}" + hidden,
      start_of_post + "Content-Length: +2\r\n\r\n{}" + hidden,
      start_of_post + "Content-Length: -2\r\n\r\n{}" + hidden,
      start_of_post + "Content-Length: 0x2\r\n\r\n{}" + hidden,
      start_of_post + "Content-Length:\r\n\r\n" + hidden,
      start_of_post + "Content-Length: 99999999999999999999\r\n\r\n" + hidden,
      start_of_post + "X: a\r\n folded\r\nContent-Length: 2\r\n\r\n{}" + hidden,
      start_of_post + "X: a\r\n\tfolded\r\nContent-Length: 2\r\n\r\n{}" + hidden,
      "GET /echo HTTP/1.1\r\n Host: a\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\nHost: a\n\n" + hidden,
      "GET /echo HTTP/1.1\r\nHost: a\nX: b\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\nHost: a\r\rX: b\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\nHost: a\r\nX: b\rContent-Length: 5\r\n\r\n" + hidden,
      std::string("GET /echo HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n", 42) + hidden,
      "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\n\r\n" + hidden,
      "GET  /echo HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
      "GET\t/echo HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1 \r\nHost: a\r\n\r\n" + hidden,
      "GET http://a/echo HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
      "\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\nHo st: a\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\nHost : a\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n" + hidden,
      "GET /echo HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n" + hidden,
      "GET /ec\xc3\xa5ho HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
      "GET /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
  };
  for (const std::string& bytes : both) EXPECT_EQ(refusal(bytes), "400 http.malformed") << bytes;
  EXPECT_EQ(refusal(start_of_post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" +
                    hidden),
            "411 http.length_required");
  EXPECT_EQ(asked_, 0) << "a hidden request was heard";
  EXPECT_EQ(server_->metrics().malformed, std::ssize(both) + 1);
}

TEST_F(ServerTest, SpeaksHttp11Only) {
  start();
  EXPECT_EQ(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "505 http.version");
  EXPECT_EQ(refusal("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"), "501 http.unknown_method");
  EXPECT_EQ(refusal("GET /echo HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n"),
            "417 http.expectation");
  const auto old = client();
  EXPECT_EQ(old->ask("GET /echo HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(old->ends());
}

TEST_F(ServerTest, RefusesWhatIsTooLargeBeforeItHasCome) {
  start();
  const std::string start_of_post =
      "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(refusal(start_of_post + "Content-Length: 100001\r\n\r\n"), "413 http.body_too_large");
  EXPECT_EQ(refusal("GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"),
            "413 http.body_too_large");
  EXPECT_EQ(refusal("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"),
            "414 http.target_too_long");
  EXPECT_EQ(refusal("GET /echo HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'a')),
            "431 http.head_too_large");
  std::string many = "GET /echo HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 70; ++i) many += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_EQ(refusal(many + "\r\n"), "431 http.head_too_large");
  EXPECT_EQ(refusal("POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                    "Content-Length: 2\r\n\r\n{}"),
            "415 http.wrong_type");
  EXPECT_EQ(refusal(start_of_post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
            "415 http.wrong_type");
  EXPECT_EQ(asked_, 0);
}

TEST_F(ServerTest, KeepsTheConnectionWhereOnlyTheAddressIsWrong) {
  start();
  const auto one = client();
  EXPECT_EQ(one->ask("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
  const Seen other = one->ask("PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(other.status, 405);
  EXPECT_EQ(other.field("Allow"), "GET, HEAD");
  EXPECT_EQ(one->ask("GET /echo?other=1 HTTP/1.1\r\nHost: a\r\n\r\n").status, 400);
  EXPECT_EQ(one->ask("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n").status, 400);
  // The next one goes on a new connection: a refused target may be half of something else.
  EXPECT_EQ(client()->ask(plain).status, 200);
}

TEST_F(ServerTest, SaysWhatBrowsersMustKnowWithEveryAnswer) {
  start();
  for (const char* request : {plain, "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", "rubbish\r\n\r\n"}) {
    const Seen seen = client()->ask(request);
    EXPECT_EQ(seen.field("X-Content-Type-Options"), "nosniff") << request;
    EXPECT_EQ(seen.field("Content-Security-Policy"),
              "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(seen.field("Cache-Control"), "no-store");
    EXPECT_EQ(seen.field("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(seen.field("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(seen.field("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_THAT(seen.field("Date"), HasSubstr(" GMT"));
    EXPECT_THAT(seen.field("Server"), IsEmpty()) << "tells what to attack";
    EXPECT_THAT(seen.field("Strict-Transport-Security"), IsEmpty()) << "this is not TLS";
  }
}

TEST_F(ServerTest, GivesEachPageANonceOfItsOwn) {
  start();
  const Seen one = client()->ask("GET /page HTTP/1.1\r\nHost: a\r\n\r\n");
  const Seen other = client()->ask("GET /page HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(one.body, other.body);
  EXPECT_THAT(one.field("Content-Security-Policy"), HasSubstr("script-src 'nonce-" + one.body));
  EXPECT_THAT(one.field("Content-Security-Policy"), Not(HasSubstr("unsafe")));
}

TEST_F(ServerTest, SaysTheProblemInTheLanguageThatWasAskedFor) {
  start();
  const Seen seen =
      client()->ask("GET /nothing HTTP/1.1\r\nHost: a\r\nAccept-Language: da, en;q=0.5\r\n\r\n");
  EXPECT_EQ(seen.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(seen.field("Content-Language"), "da");
  EXPECT_THAT(seen.body, HasSubstr("Der er intet på denne adresse"));
}

TEST_F(ServerTest, TurnsAwayWhatItCanNotDo) {
  start({.pool = {.workers = 1, .most_waiting = 2}});
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.push_back(client());
    waiting.back()->send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    if (i == 0) wait_for_held(1);
  }
  while (server_->metrics().waiting < 2) std::this_thread::yield();
  const Seen seen = client()->ask(plain);
  EXPECT_EQ(seen.status, 503);
  EXPECT_EQ(seen.field("Retry-After"), "2");
  EXPECT_EQ(server_->metrics().turned_away, 1);
  let_go();
  for (const auto& one : waiting) EXPECT_EQ(one->answer().status, 200);
}

TEST_F(ServerTest, LetsOnlySoManyUseOneRouteAndTheOthersPass) {
  start({.pool = {.workers = 3}});
  const auto first = client();
  const auto second = client();
  first->send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n");
  second->send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n");
  wait_for_held(1);
  while (server_->metrics().waiting < 1) std::this_thread::yield();
  EXPECT_EQ(client()->ask(plain).status, 200);
  let_go();
  EXPECT_EQ(first->answer().status, 200);
  EXPECT_EQ(second->answer().status, 200);
  EXPECT_EQ(most_held_, 1);
}

TEST_F(ServerTest, EndsConnectionsThatAreTooSlowAndSaysSoWhereItCan) {
  start({.head_within = milliseconds(300),
         .idle_within = milliseconds(300),
         .rest_within = milliseconds(300)});
  const auto silent = client();
  const auto half = client();
  half->send("GET /echo HTTP/1.1\r\nHost: a\r\nX: ");
  const auto body = client();
  body->send(
      "POST /things/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 10\r\n\r\n{");
  const auto idle = client();
  EXPECT_EQ(idle->ask(plain).status, 200);
  EXPECT_EQ(half->answer().status, 408);
  EXPECT_EQ(body->answer().status, 408);
  for (const auto& one : {&silent, &half, &body, &idle}) EXPECT_TRUE((*one)->ends());
  EXPECT_EQ(asked_, 1);
}

TEST_F(ServerTest, EndsAConnectionThatDoesNotTakeItsAnswer) {
  start({.rest_within = milliseconds(2)});
  const auto one = client();
  one->send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  while (server_->metrics().too_slow < 1) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_TRUE(one->ends());
}

TEST_F(ServerTest, TakesTwoThousandIdleConnectionsAndStillAnswers) {
  start({.most_connections = 2100});
  std::vector<std::unique_ptr<RawClient>> idle;
  while (idle.size() < 2000) idle.push_back(client());
  EXPECT_EQ(client()->ask(plain).status, 200);
  EXPECT_EQ(idle.front()->ask(plain).status, 200);
  EXPECT_EQ(idle.back()->ask(plain).status, 200);
}

TEST_F(ServerTest, LetsNoMoreConnectionsInThanItHasRoomFor) {
  start({.most_connections = 3});
  std::vector<std::unique_ptr<RawClient>> inside;
  for (int i = 0; i < 3; ++i) {
    inside.push_back(client());
    EXPECT_EQ(inside.back()->ask(plain).status, 200);
  }
  const auto outside = client();
  outside->send(plain);
  outside->patience = milliseconds(300);
  EXPECT_EQ(outside->answer().status, 0);
  inside.pop_back();
  outside->patience = milliseconds(10'000);
  EXPECT_EQ(outside->answer().status, 200);
}

TEST_F(ServerTest, SendsEventsAsTheyComeUntilTheLast) {
  start({.between_looks = milliseconds(20)});
  const auto one = client();
  one->send("GET /events HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 0\r\n\r\n");
  const std::string all = one->read_until("id: 3");
  EXPECT_THAT(all, HasSubstr("Content-Type: text/event-stream"));
  EXPECT_THAT(all, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(all, HasSubstr("id: 1\nevent: tick\ndata: after 0\n\n"));
  EXPECT_THAT(all, HasSubstr("id: 2\nevent: tick\ndata: after 1\n\n"));
  EXPECT_TRUE(one->ends());
  EXPECT_EQ(server_->metrics().listening, 0);
}

TEST_F(ServerTest, ShowsListenersThatItIsStillThere) {
  start({.between_looks = milliseconds(60'000), .heartbeat = milliseconds(100)});
  const auto one = client();
  one->send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(one->read_until(": still here\n\n"), HasSubstr(": still here"));
}

TEST_F(ServerTest, EndsWhatWasBegunBeforeItStops) {
  start();
  const auto busy = client();
  busy->send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  wait_for_held(1);
  const auto idle = client();
  EXPECT_EQ(idle->ask(plain).status, 200);
  bool whole = false;
  std::thread stopping([&] { whole = server_->stop(milliseconds(10'000)); });
  EXPECT_TRUE(idle->ends());
  let_go();
  const Seen seen = busy->answer();
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.body, "\"waited\"");
  EXPECT_EQ(seen.field("Connection"), "close");
  EXPECT_TRUE(busy->ends());
  stopping.join();
  EXPECT_TRUE(whole);
}

TEST_F(ServerTest, DoesNotWaitForEverWhenItStops) {
  start();
  const auto busy = client();
  busy->send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  wait_for_held(1);
  EXPECT_FALSE(server_->stop(milliseconds(200)));
}

TEST_F(ServerTest, SaysWhyItCanNotListen) {
  start();
  const auto key_of = [](Settings settings) {
    const auto server = Server::start(std::move(settings), {}, {machine_clock(), {}, {}});
    return server ? "" : server.error().key;
  };
  EXPECT_EQ(key_of({.port = server_->port()}), "http.port_taken");
  EXPECT_EQ(key_of({.host = "no address"}), "http.no_address");
  EXPECT_EQ(key_of({.certificate_file = "/nowhere", .key_file = "/nowhere"}),
            "http.bad_certificate");
}

}  // namespace
}  // namespace ombud::http
