// One transaction around several.

#include "store/pool.h"
#include "store/store.h"
#include "store/transaction_state.h"

namespace ombud::store {

struct Frame::State {
  explicit State(std::shared_ptr<Pool> of) : pool(std::move(of)) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    if (pool->frame && pool->frame->broken) transaction->broken = true;
    pool->frame.reset();
    transaction.reset();
    pool->leave_turn();
  }

  std::shared_ptr<Pool> pool;
  std::unique_ptr<Transaction::State> transaction;
};

Frame::Frame(std::unique_ptr<State> state) : state_(std::move(state)) {}

Frame::Frame(Frame&&) noexcept = default;
Frame::~Frame() = default;

Result<void> Frame::commit() {
  must(!state_->transaction->ended && !state_->pool->is_writing());
  if (state_->pool->frame->lost) return fail(Errc::conflict, "store.changed_meanwhile");
  Result<void> done = state_->transaction->commit();
  if (!done) return state_->transaction->failed(std::move(done).error());
  state_->transaction->ended = true;
  return {};
}

Result<Frame> Database::frame(const OrganisationId& organisation, sql::Begin mode) {
  Pool& pool = *state_->pool;
  must(!organisation.empty() && !pool.frame && !pool.is_writing());
  if (mode == sql::Begin::write) pool.take_turn();
  auto state = std::make_unique<Frame::State>(state_->pool);
  state->transaction = TRY(Transaction::State::begun_alone(state_->pool, mode, organisation, true));
  pool.frame.emplace(Pool::OpenFrame{state->transaction->connection, mode, organisation});
  return Frame(std::move(state));
}

bool Database::is_framed() const { return state_->pool->frame.has_value(); }

}  // namespace ombud::store
