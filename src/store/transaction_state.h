#pragma once
// What a Transaction holds while it is open.

#include <memory>

#include "store/pool.h"

namespace ombud::store {

/// A fault of the store's database, told so that nobody takes it for one of a system.
Failure in_our_words(Error error);

struct Transaction::State {
  State(std::shared_ptr<Pool> pool_of, Pool::Session borrowed)
      : pool(std::move(pool_of)), own(std::move(borrowed)), connection(own.connection.get()) {}

  /// A part of the frame that is open.
  explicit State(std::shared_ptr<Pool> pool_of)
      : pool(std::move(pool_of)), connection(pool->frame->connection) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  /// On a connection of its own, begun. `patient`: one that was idle may be broken without
  /// anybody's having noticed; then it is tried once more on a new one, since nothing was done yet.
  static Result<std::unique_ptr<State>> begun_alone(const std::shared_ptr<Pool>& pool,
                                                    sql::Begin mode,
                                                    const OrganisationId& organisation,
                                                    bool patient);

  /// For one organisation, which may be none.
  Result<void> begin(sql::Begin mode, const OrganisationId& organisation);
  Result<void> commit();

  /// Notes a broken connection, and hands the error on in the store's words.
  Failure failed(Error error);

  std::shared_ptr<Pool> pool;
  Pool::Session own;  // None in a part of a frame.
  sql::Connection* connection;
  bool writing = false;  // Of this process and store it is the only one.
  bool reading = false;  // Within each().
  bool begun = false;
  bool ended = false;
  bool broken = false;

 private:
  bool is_part() const { return own.connection == nullptr; }

  /// On PostgreSQL: that the session sees this organisation's rows, or nobody's.
  Result<void> see(const OrganisationId& organisation);

  void undo_part();
};

struct Database::State {
  std::shared_ptr<Pool> pool;
};

}  // namespace ombud::store
