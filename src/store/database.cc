#include "store/migration_runner.h"
#include "store/pool.h"
#include "store/store.h"
#include "store/transaction_state.h"

namespace ombud::store {

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}

Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const Location& location, bool create) {
  auto pool = std::make_shared<Pool>(location);
  Result<std::unique_ptr<sql::Connection>> connection = pool->connect(create);
  if (!connection) return in_our_words(std::move(connection).error());
  pool->give_back({*std::move(connection)});
  return Database(std::make_unique<State>(std::move(pool)));
}

Result<Database> Database::again() const { return open(state_->pool->location()); }

Result<void> Database::migrate(std::span<const std::span<const Migration>> rooms,
                               const Clock& clock) {
  // A connection of its own, closed at the end: no plan made for the old schema lives on.
  const std::unique_ptr<sql::Connection> connection = TRY(state_->pool->connect(false));
  Result<void> done = MigrationRunner(*connection).run(rooms, clock);
  if (!done) return in_our_words(std::move(done).error());
  return {};
}

Result<std::vector<AppliedMigration>> Database::waiting(
    std::span<const std::span<const Migration>> rooms) {
  const auto ask = [&]() -> Result<std::vector<AppliedMigration>> {
    const std::unique_ptr<sql::Connection> connection = TRY(state_->pool->connect(false));
    std::vector<AppliedMigration> all;
    for (const Migration* step : TRY(MigrationRunner(*connection).waiting(rooms)))
      all.push_back({std::string(step->room), std::string(step->file),
                     TRY(prepare(*step, connection->engine())).sha256});
    return all;
  };
  Result<std::vector<AppliedMigration>> all = ask();
  if (!all) return in_our_words(std::move(all).error());
  return all;
}

Result<bool> Database::is_up_to_date(std::span<const std::span<const Migration>> rooms) {
  return TRY(waiting(rooms)).empty();
}

Result<std::vector<AppliedMigration>> Database::applied() {
  const auto ask = [&]() -> Result<std::vector<AppliedMigration>> {
    const std::unique_ptr<sql::Connection> connection = TRY(state_->pool->connect(false));
    return TRY(MigrationRunner(*connection).applied());
  };
  Result<std::vector<AppliedMigration>> all = ask();
  if (!all) return in_our_words(std::move(all).error());
  return all;
}

Result<Transaction> Database::start(const OrganisationId& organisation, sql::Begin mode) {
  const std::optional<Pool::OpenFrame>& frame = state_->pool->frame;
  const bool writes = mode == sql::Begin::write;
  if (frame) {
    must(organisation.empty() || organisation == frame->organisation);
    if (writes && frame->mode == sql::Begin::read) return fail(Errc::internal, "store.only_read");
  }
  if (writes) state_->pool->begin_writing();
  const auto begun = [&]() -> Result<std::unique_ptr<Transaction::State>> {
    if (!frame) return Transaction::State::begun_alone(state_->pool, mode, organisation, false);
    auto part = std::make_unique<Transaction::State>(state_->pool);
    Result<void> begun_part = part->begin(mode, organisation);
    if (!begun_part) return part->failed(std::move(begun_part).error());
    return part;
  };
  Result<std::unique_ptr<Transaction::State>> state = begun();
  if (!state) {
    if (writes) state_->pool->end_writing();
    return fail(std::move(state).error());
  }
  (*state)->writing = writes;
  return Transaction(*std::move(state), organisation);
}

Result<Transaction> Database::begin(const OrganisationId& organisation, sql::Begin mode) {
  must(!organisation.empty());
  return start(organisation, mode);
}

Result<Transaction> Database::begin_installation(sql::Begin mode) {
  return start(OrganisationId{}, mode);
}

sql::Engine Database::engine() const { return state_->pool->engine(); }

Result<bool> Database::is_fenced() {
  if (engine() == sql::Engine::sqlite) return true;
  Transaction transaction = TRY(begin_installation(sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"));
  return row && !boolean_in(row->at(0));
}

}  // namespace ombud::store
