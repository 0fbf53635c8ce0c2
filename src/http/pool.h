#pragma once
// The threads on which requests are handled, and the bounded queue before them. A server that takes
// in more than it can do answers nobody: where the queue is full, the next one hears so at once.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "http/http.h"
#include "http/metrics.h"

namespace ombud::http {

using Reply = std::function<void(Answer)>;

/// One worker's side: made on its thread, asked there only, one request at a time.
class Clerk {
 public:
  /// Whoever waits for a reply has it by now.
  virtual ~Clerk() = default;
  /// Replies once: on this thread, or on another one later where the answer waits for something
  /// that no worker is needed for. The request lives until this call ends.
  virtual void answer(std::size_t route, Request& request, Reply reply) = 0;
};

class Pool {
 public:
  struct Size {
    std::size_t workers = 4;
    std::size_t most_waiting = 256;
  };

  struct Task {
    std::size_t route = 0;
    std::shared_ptr<Request> request;
    Reply done;
  };

  Pool(Size size, const std::vector<Declaration>& routes,
       const std::function<std::unique_ptr<Clerk>()>& clerk, Metrics& metrics);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// False where too many wait already, or for a route that only so many may use side by side.
  bool offer(Task task);
  /// Takes nothing more, does what waits, and ends.
  void stop();

 private:
  void work(const std::function<std::unique_ptr<Clerk>()>& clerk);
  /// The first task whose route has room; the end where none has.
  std::deque<Task>::iterator next();
  bool has_room(std::size_t route) const;

  const Size size_;
  Metrics& metrics_;
  std::vector<std::size_t> most_;  // By route; 0: no bound.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> waiting_;
  std::vector<std::size_t> at_hand_;  // By route.
  std::vector<std::size_t> queued_;
  bool leaving_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ombud::http
