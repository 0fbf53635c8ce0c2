#pragma once
// Result<T>: the value asked for, or the reason it cannot be had.
// Spelled like std::expected (C++23), which GCC 12 lacks in C++20, so that it can become an alias
// of it. An Error names a sentence in text/*.json; it is said in the asker's language at the edge.

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ombud {

/// Why something cannot be had. The edge maps each once to an exit code (cli/exit_code.h).
enum class Errc { invalid, not_found, forbidden, conflict, unavailable, internal, exhausted };

/// What goes into an error's sentence, by the name that stands in braces there.
/// Never personal data, a password, a message of a database or a path outside what the user gave.
using Params = std::vector<std::pair<std::string, std::string>>;

struct Error {
  Errc code = Errc::internal;
  std::string key;  // Of the sentence, "room.what_is_wrong".
  Params params;
};

/// Stops the program where its own logic is wrong. Kept in release builds: this program erases
/// data.
inline void must(bool holds) {
  if (!holds) [[unlikely]]
    std::abort();
}

// What fail() returns: it turns into a Result of any type.
struct Failure {
  Error error;
};

template <class T = void>
class [[nodiscard]] Result {
 public:
  Result(T value)  // NOLINT(google-explicit-constructor): `return value;` is the point
      : value_(std::move(value)) {}

  Result(Failure failure)  // NOLINT(google-explicit-constructor): `return fail(...)` is the point
      : error_(std::move(failure.error)) {}

  bool has_value() const { return value_.has_value(); }

  explicit operator bool() const { return has_value(); }

  T& value() & {
    must(has_value());
    return *value_;
  }

  const T& value() const& {
    must(has_value());
    return *value_;
  }

  T&& value() && {
    must(has_value());
    return *std::move(value_);
  }

  T& operator*() & { return value(); }

  const T& operator*() const& { return value(); }

  T&& operator*() && { return std::move(*this).value(); }

  T* operator->() { return &value(); }

  const T* operator->() const { return &value(); }

  Error& error() & {
    must(!has_value());
    return error_;
  }

  const Error& error() const& {
    must(!has_value());
    return error_;
  }

  Error&& error() && {
    must(!has_value());
    return std::move(error_);
  }

 private:
  std::optional<T> value_;
  Error error_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;

  Result(Failure failure)  // NOLINT(google-explicit-constructor): `return fail(...)` is the point
      : error_(std::move(failure.error)) {}

  bool has_value() const { return !error_.has_value(); }

  explicit operator bool() const { return has_value(); }

  void value() const { must(has_value()); }

  Error& error() & {
    must(!has_value());
    return *error_;
  }

  const Error& error() const& {
    must(!has_value());
    return *error_;
  }

  Error&& error() && {
    must(!has_value());
    return *std::move(error_);
  }

 private:
  std::optional<Error> error_;
};

inline Failure fail(Errc code, std::string key, Params params = {}) {
  return {{code, std::move(key), std::move(params)}};
}

/// Passes on an error that was looked at first.
inline Failure fail(Error error) { return {std::move(error)}; }

}  // namespace ombud

#define OMBUD_JOIN_(a, b) a##b
#define OMBUD_JOIN(a, b) OMBUD_JOIN_(a, b)
// NOLINTBEGIN(bugprone-macro-parentheses): `name` is declared, so it cannot stand in parentheses
#define OMBUD_TRY(expression, name)                     \
  __extension__({                                       \
    auto name = (expression);                           \
    if (!name) [[unlikely]]                             \
      return ::ombud::Failure{std::move(name).error()}; \
    std::move(name).value();                            \
  })
// NOLINTEND(bugprone-macro-parentheses)

// The value of a Result; where it holds an error, returns that error from this function.
#define TRY(expression) OMBUD_TRY(expression, OMBUD_JOIN(try_, __COUNTER__))
