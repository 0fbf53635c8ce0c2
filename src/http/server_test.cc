// The server on a loopback port: what it answers, sends as it comes, and how it ends.

#include "http/server.h"

#include <thread>

#include "http/test_server.h"

namespace ombud::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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
TEST_F(ServerTest, SaysWhatBrowsersMustKnowWithEveryAnswer) {
  start();
  for (const char* request :
       {plain, "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n", "rubbish\r\n\r\n"}) {
    const Seen seen = client()->ask(request);
    EXPECT_EQ(seen.field("X-Content-Type-Options"), "nosniff") << request;
    EXPECT_EQ(seen.field("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
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

TEST_F(ServerTest, LetsAPagesAddressHaveAnyQuery) {
  start();
  EXPECT_EQ(client()->ask("GET /page?object=A-0001 HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  EXPECT_EQ(client()->ask("GET /echo?object=A-0001 HTTP/1.1\r\nHost: a\r\n\r\n").status, 400);
}

TEST_F(ServerTest, SaysTheProblemInTheLanguageThatWasAskedFor) {
  start();
  const Seen seen =
      client()->ask("GET /nothing HTTP/1.1\r\nHost: a\r\nAccept-Language: da, en;q=0.5\r\n\r\n");
  EXPECT_EQ(seen.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(seen.field("Content-Language"), "da");
  EXPECT_THAT(seen.body, HasSubstr("Der er intet på denne adresse"));
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
