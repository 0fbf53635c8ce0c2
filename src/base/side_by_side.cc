#include "base/side_by_side.h"

#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace ombud {

namespace {

constexpr unsigned most_threads = 8;

}  // namespace

void side_by_side(std::uint64_t begin, std::uint64_t end, unsigned threads,
                  const std::function<void(std::uint64_t)>& work) {
  std::atomic<std::uint64_t> next = begin;
  const auto take_turns = [&] {
    for (std::uint64_t i = next++; i < end; i = next++) work(i);
  };
  std::vector<std::future<void>> others;
  while (begin < end && others.size() + 1 < std::min<std::uint64_t>(threads, end - begin))
    others.push_back(std::async(std::launch::async, take_turns));
  take_turns();
  for (std::future<void>& other : others) other.get();
}

unsigned usual_threads() {
  return std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
}

}  // namespace ombud
