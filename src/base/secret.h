#pragma once
// A value that must not be printed, logged or left in memory: passwords, keys, what was searched
// for. It has no stream operator and is overwritten when it goes.

#include <cstring>
#include <string>
#include <utility>

namespace ombud {

class Secret {
 public:
  Secret() = default;

  explicit Secret(std::string value) : value_(std::move(value)) { wipe(value); }

  Secret(const Secret&) = default;

  Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { wipe(other.value_); }

  Secret& operator=(const Secret& other) {
    if (this != &other) {
      wipe(value_);
      value_ = other.value_;
    }
    return *this;
  }

  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe(value_);
      value_ = std::move(other.value_);
      wipe(other.value_);
    }
    return *this;
  }

  ~Secret() { wipe(value_); }

  /// The value itself; each caller is a place to look at in a review.
  const std::string& reveal() const { return value_; }

  bool empty() const { return value_.empty(); }

 private:
  // The whole capacity: a short string that was moved from keeps its letters behind its length.
  static void wipe(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
  }

  std::string value_;
};

}  // namespace ombud
