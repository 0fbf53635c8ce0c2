#pragma once
// Pieces of work that do not need each other, done by several threads at once.

#include <cstdint>
#include <functional>

namespace ombud {

/// Calls work(i) for each i from `begin` up to `end`, on `threads` threads at once (at least the
/// caller's own), in no order that can be relied on. What `work` throws comes out here.
void side_by_side(std::uint64_t begin, std::uint64_t end, unsigned threads,
                  const std::function<void(std::uint64_t)>& work);

/// For work that keeps a processor busy: as many as there are, and no more than eight.
unsigned usual_threads();

}  // namespace ombud
