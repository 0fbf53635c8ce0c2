#include "store/pool.h"

#include "sql/postgresql/postgresql.h"
#include "sql/sqlite/sqlite.h"
#include "store/location.h"

namespace ombud::store {

namespace {

constexpr std::size_t most_idle = 4;

}  // namespace

Result<std::unique_ptr<sql::Connection>> Pool::connect(bool create) const {
  if (location_.engine == sql::Engine::sqlite)
    return sql::sqlite::connect(
        location_.sqlite_file,
        {.create = create, .own = true, .wait_for_lock = location_.wait_for_lock});
  must(location_.engine == sql::Engine::postgresql);
  std::unique_ptr<sql::Connection> connection =
      TRY(sql::postgresql::connect(TRY(options_of(location_))));
  // Whatever the server's own setting: what we have said is done survives a power cut.
  TRY(connection->execute(sql::Statement("set synchronous_commit = on")));
  if (location_.beside) TRY(connection->execute(sql::Statement("set search_path = ombud_beside")));
  return connection;
}

Result<Pool::Session> Pool::borrow() {
  if (idle_.empty()) return Session{TRY(connect(false))};
  Session session = std::move(idle_.back());
  idle_.pop_back();
  return session;
}

void Pool::give_back(Session session) {
  if (idle_.size() < most_idle) idle_.push_back(std::move(session));
}

void Pool::begin_writing() {
  must(!writing_);
  if (!frame) take_turn();
  writing_ = true;
}

void Pool::end_writing() {
  writing_ = false;
  if (!frame) leave_turn();
}

void Pool::take_turn() {
  if (!location_.turn || has_turn_) return;
  location_.turn->lock();
  has_turn_ = true;
}

void Pool::leave_turn() {
  if (!has_turn_) return;
  has_turn_ = false;
  location_.turn->unlock();
}

}  // namespace ombud::store
