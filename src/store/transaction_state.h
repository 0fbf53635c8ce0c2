#pragma once
// What a Transaction holds while it is open.

#include "store/pool.h"

namespace ombud::store {

/// A fault of the store's database, told so that nobody takes it for one of a system.
Failure in_our_words(Error error);

struct Transaction::State {
  State(std::shared_ptr<Pool> pool_of, std::unique_ptr<sql::Connection> borrowed, bool writes)
      : pool(std::move(pool_of)), connection(std::move(borrowed)), writing(writes) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  /// Notes a broken connection, and hands the error on in the store's words.
  Failure failed(Error error);

  std::shared_ptr<Pool> pool;
  std::unique_ptr<sql::Connection> connection;
  bool writing;
  bool reading = false;  // Within each().
  bool ended = false;
  bool broken = false;
};

}  // namespace ombud::store
