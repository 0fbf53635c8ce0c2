#include <optional>

#include "store/store.h"
#include "store/transaction_state.h"

namespace ombud::store {

Transaction::State::~State() {
  if (!ended && is_part()) undo_part();
  if (!ended && !is_part()) connection->roll_back();
  if (writing) pool->end_writing();
  if (!broken && !is_part()) pool->give_back(std::move(own));
}

Result<std::unique_ptr<Transaction::State>> Transaction::State::begun_alone(
    const std::shared_ptr<Pool>& pool, sql::Begin mode, const OrganisationId& organisation,
    bool patient) {
  Result<Pool::Session> session = pool->borrow();
  while (true) {
    if (!session) return in_our_words(std::move(session).error());
    auto state = std::make_unique<State>(pool, *std::move(session));
    Result<void> begun = state->begin(mode, organisation);
    if (begun) return state;
    Failure failed = state->failed(std::move(begun).error());
    if (!patient || !state->broken) return failed;
    patient = false;
    Result<std::unique_ptr<sql::Connection>> fresh = pool->connect(false);
    if (!fresh) return in_our_words(std::move(fresh).error());
    session = Pool::Session{*std::move(fresh)};
  }
}

Result<void> Transaction::State::begin(sql::Begin mode, const OrganisationId& organisation) {
  if (is_part()) {
    // What only reads has nothing to undo.
    if (mode == sql::Begin::write) TRY(connection->execute(sql::Statement("savepoint part")));
  } else {
    TRY(see(organisation));
    TRY(connection->begin(mode));
  }
  begun = true;
  return {};
}

// Of the session and before the transaction, so that no rollback takes it back.
Result<void> Transaction::State::see(const OrganisationId& organisation) {
  if (connection->engine() != sql::Engine::postgresql || own.organisation == organisation)
    return {};
  const auto told = connection->one(
      sql::Statement("select set_config('ombud.organisation', ?, false)", {organisation.text}));
  if (!told) {
    broken = true;  // Nobody knows whose rows it sees now.
    return fail(told.error());
  }
  own.organisation = organisation;
  return {};
}

Result<void> Transaction::State::commit() {
  if (!is_part()) return connection->commit();
  if (writing) TRY(connection->execute(sql::Statement("release savepoint part")));
  return {};
}

// A frame of which a part can't be undone is undone as a whole: its commit says so.
void Transaction::State::undo_part() {
  if (!writing || !begun || !pool->frame) return;
  const auto undo = [&]() -> Result<void> {
    TRY(connection->execute(sql::Statement("rollback to savepoint part")));
    TRY(connection->execute(sql::Statement("release savepoint part")));
    return {};
  };
  if (!undo()) pool->frame->lost = true;
}

Failure in_our_words(Error error) {
  if (error.key == "sql.locked") return fail(Errc::unavailable, "store.busy");
  if (error.key == "sql.disk_full") return fail(Errc::exhausted, "store.disk_full");
  return fail(std::move(error));
}

Failure Transaction::State::failed(Error error) {
  if (error.key == "sql.unreachable") broken = true;
  if (broken && is_part() && pool->frame) pool->frame->broken = true;
  return in_our_words(std::move(error));
}

Transaction::Transaction(std::unique_ptr<State> state, OrganisationId organisation)
    : state_(std::move(state)), organisation_(std::move(organisation)) {}

Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

Result<std::vector<sql::Row>> Transaction::all(sql::Literal text, std::vector<sql::Value> values) {
  return all(sql::Statement(text, std::move(values)));
}

Result<std::vector<sql::Row>> Transaction::all(const sql::Statement& statement) {
  must(!state_->ended && !state_->reading);
  Result<std::vector<sql::Row>> rows = state_->connection->all(statement);
  if (!rows) return state_->failed(std::move(rows).error());
  return rows;
}

Result<std::optional<sql::Row>> Transaction::one(sql::Literal text,
                                                 std::vector<sql::Value> values) {
  must(!state_->ended && !state_->reading);
  Result<std::optional<sql::Row>> row =
      state_->connection->one(sql::Statement(text, std::move(values)));
  if (!row) return state_->failed(std::move(row).error());
  return row;
}

Result<void> Transaction::each(sql::Literal text, std::vector<sql::Value> values,
                               const std::function<Result<void>(const sql::Row&)>& take) {
  must(!state_->ended && !state_->reading);
  state_->reading = true;
  Result<void> done = state_->connection->each(sql::Statement(text, std::move(values)), take);
  state_->reading = false;
  if (!done) return state_->failed(std::move(done).error());
  return {};
}

Result<void> Transaction::each_view(
    sql::Literal text, std::vector<sql::Value> values,
    const std::function<Result<void>(std::span<const sql::ValueView>)>& take) {
  must(!state_->ended && !state_->reading);
  state_->reading = true;
  Result<void> done = state_->connection->each_view(sql::Statement(text, std::move(values)), take);
  state_->reading = false;
  if (!done) return state_->failed(std::move(done).error());
  return {};
}

Result<std::int64_t> Transaction::execute(sql::Literal text, std::vector<sql::Value> values) {
  return execute(sql::Statement(text, std::move(values)));
}

Result<std::int64_t> Transaction::execute(const sql::Statement& statement) {
  must(!state_->ended && !state_->reading);
  Result<std::int64_t> count = state_->connection->execute(statement);
  if (!count) return state_->failed(std::move(count).error());
  return count;
}

Result<void> Transaction::execute_exactly(std::int64_t expected, sql::Literal text,
                                          std::vector<sql::Value> values) {
  const std::int64_t count = TRY(execute(text, std::move(values)));
  if (count != expected) return fail(Errc::conflict, "store.changed_meanwhile");
  return {};
}

Result<void> Transaction::commit() {
  must(!state_->ended && !state_->reading);
  Result<void> done = state_->commit();
  if (!done) return state_->failed(std::move(done).error());
  state_->ended = true;
  // Somebody may begin the next transaction while this object still stands.
  if (state_->writing) state_->pool->end_writing();
  state_->writing = false;
  return {};
}

}  // namespace ombud::store
