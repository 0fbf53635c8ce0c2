// What the server does not take: bytes that could be read in two ways, too much, too slowly, too
// many.

#include <thread>

#include "http/test_server.h"

namespace ombud::http {
namespace {

using std::chrono::milliseconds;

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
      "GET /echo HTTP/1.1\r\nHost: a\r\nX: b" + std::string(1, '\0') + "c\r\n\r\n" + hidden,
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
  EXPECT_EQ(
      refusal(start_of_post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + hidden),
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

}  // namespace
}  // namespace ombud::http
