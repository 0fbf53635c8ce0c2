#pragma once
// A server on a loopback port whose handlers a test can hold. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/page.h"
#include "http/raw_client_test.h"
#include "http/server.h"

namespace ombud::http {

// What a test's clerks do, by the route's name.
class Clerks final : public Clerk {
 public:
  using Do = std::function<Answer(std::size_t, Request&)>;

  explicit Clerks(Do what) : what_(std::move(what)) {}

  void answer(std::size_t route, Request& request, Reply reply) override {
    reply(what_(route, request));
  }

 private:
  Do what_;
};

class ServerTest : public testing::Test {
 protected:
  void start(Settings settings = {}) {
    std::vector<Declaration> routes{{.path = "/echo", .permission = "anybody", .queries = {"q"}},
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
    ASSERT_THAT(flaws(routes, {}), testing::IsEmpty());
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
    ASSERT_TRUE(
        changed_.wait_for(lock, std::chrono::milliseconds(10'000), [&] { return held_ >= count; }));
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

inline constexpr const char* plain = "GET /echo?q=1 HTTP/1.1\r\nHost: a\r\n\r\n";

}  // namespace ombud::http
