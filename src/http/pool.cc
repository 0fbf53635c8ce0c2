#include "http/pool.h"

#include <algorithm>

namespace ombud::http {

namespace {

// A route that only some may use at a time must not fill the queue for the others.
constexpr std::size_t queued_for_one_at_hand = 8;

}  // namespace

Pool::Pool(Size size, const std::vector<Declaration>& routes,
           const std::function<std::unique_ptr<Clerk>()>& clerk, Metrics& metrics)
    : size_(size), metrics_(metrics), at_hand_(routes.size()), queued_(routes.size()) {
  for (const Declaration& route : routes) most_.push_back(route.side_by_side);
  for (std::size_t i = 0; i < size_.workers; ++i)
    threads_.emplace_back([this, clerk] { work(clerk); });
}

Pool::~Pool() { stop(); }

bool Pool::offer(Task task) {
  const std::size_t route = task.route;
  {
    const std::lock_guard lock(mutex_);
    const bool full =
        waiting_.size() >= size_.most_waiting ||
        (most_[route] != 0 && queued_[route] >= most_[route] * queued_for_one_at_hand);
    if (full || leaving_) {
      ++metrics_.turned_away;
      return false;
    }
    ++queued_[route];
    ++metrics_.waiting;
    waiting_.push_back(std::move(task));
  }
  changed_.notify_one();
  return true;
}

void Pool::stop() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Pool::has_room(std::size_t route) const {
  return most_[route] == 0 || at_hand_[route] < most_[route];
}

std::deque<Pool::Task>::iterator Pool::next() {
  return std::find_if(waiting_.begin(), waiting_.end(),
                      [&](const Task& task) { return has_room(task.route); });
}

void Pool::work(const std::function<std::unique_ptr<Clerk>()>& clerk) {
  const std::unique_ptr<Clerk> own = clerk();
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return next() != waiting_.end() || (leaving_ && waiting_.empty()); });
    const auto found = next();
    if (found == waiting_.end()) return;
    Task task = std::move(*found);
    waiting_.erase(found);
    --queued_[task.route];
    ++at_hand_[task.route];
    --metrics_.waiting;
    ++metrics_.working;
    lock.unlock();
    own->answer(task.route, *task.request, std::move(task.done));
    lock.lock();
    --at_hand_[task.route];
    --metrics_.working;
    // One that waited for room of its route may go on, on another thread.
    if (most_[task.route] != 0) changed_.notify_all();
  }
}

}  // namespace ombud::http
