#include "actions/execute.h"

#include <fmt/format.h>

#include <future>
#include <system_error>

#include "actions/batch.h"
#include "actions/counsel.h"
#include "holds/holds.h"

namespace ombud::actions {

namespace {

// Only one Ombud at a time changes a system; a worker that is thought dead may still be alive.
constexpr std::string_view source_lock = "ombud.erase";

// The lock in the source, released when the part ends whichever way.
class SourceLock {
 public:
  explicit SourceLock(sql::Connection& connection) : connection_(connection) {}

  SourceLock(const SourceLock&) = delete;
  SourceLock& operator=(const SourceLock&) = delete;

  ~SourceLock() {
    if (held_) connection_.release_lock(std::string(source_lock));
  }

  Result<bool> take() {
    held_ = TRY(connection_.try_lock(std::string(source_lock)));
    return held_;
  }

 private:
  sql::Connection& connection_;
  bool held_ = false;
};

Batch summed(const Plan& plan, const std::vector<Judged>& rows) {
  Batch batch{Batch::State::done, 0, 0, 0};
  for (const Judged& row : rows) {
    if (row.ledger.state == LedgerLine::State::unchanged) ++batch.unchanged;
    if (row.ledger.state != LedgerLine::State::done) continue;
    const bool removes = plan.steps[row.line->step].what == Step::What::remove;
    (removes ? batch.removed : batch.changed) += row.line->copies;
  }
  return batch;
}

std::vector<LedgerLine> lines_of(const std::vector<Judged>& rows) {
  std::vector<LedgerLine> lines;
  lines.reserve(rows.size());
  for (const Judged& row : rows) lines.push_back(row.ledger);
  return lines;
}

// What is written here of a batch once the source has committed it. It waits for the next batch, in
// whose statements the source is busy and we are not.
struct Committed {
  std::int64_t number = 0;
  Batch batch;
  std::vector<LedgerLine> lines;
};

// What we do while the source carries a batch out: nothing of it touches that source.
using Meanwhile = std::function<Result<void>()>;

Result<bool> carry_out_and(const BatchWork& work, std::vector<Part>& parts,
                           std::vector<Judged>& rows, const Meanwhile& meanwhile) {
  const auto carry = [&] { return carry_out(work, parts, rows); };
  std::future<Result<bool>> carried_out;
  try {
    carried_out = std::async(std::launch::async, carry);
  } catch (const std::system_error&) {  // There is no thread to be had: one after the other.
    carried_out = std::async(std::launch::deferred, carry);
  }
  Result<void> done = meanwhile();
  const bool differs = TRY(carried_out.get());
  TRY(std::move(done));
  return differs;
}

// Nothing where it was done by an earlier run. What an engine without transactions has done stays
// done: the rows before the fault are read back by the next run.
Result<std::optional<Committed>> run_batch(const BatchWork& work, const Meanwhile& meanwhile) {
  const auto earlier = TRY(batch(work.office, work.action, work.number));
  if (earlier && earlier->state == Batch::State::done) return std::optional<Committed>{};
  const std::vector<LedgerLine> before =
      earlier ? TRY(ledger(work.office, work.action, work.number)) : std::vector<LedgerLine>{};
  sql::Connection& connection = work.connector.connection();
  sql::Transaction transaction = TRY(sql::Transaction::begin(connection, sql::Begin::write));
  std::vector<Part> parts = TRY(parts_of(work));
  std::vector<Judged> rows = TRY(judge(work, parts, before));
  TRY(intend(work.office, work.action, work.number, work.system.name, lines_of(rows)));
  if (TRY(carry_out_and(work, parts, rows, meanwhile)))
    TRY(amend(work.office, work.action, work.number, lines_of(rows)));
  TRY(transaction.commit());
  TRY(work.connector.keep());
  for (Judged& row : rows)
    if (row.ledger.state == LedgerLine::State::intended) row.ledger.state = LedgerLine::State::done;
  return std::optional<Committed>{{work.number, summed(work.plan, rows), lines_of(rows)}};
}

// Asked before every batch: of one person, whether he or the system has got a hold; of many, who
// of them has.
class Holds {
 public:
  Holds(accounts::Office& office, const Action& action, connectors::Connector& connector,
        const datamap::Map& map)
      : office_(office), action_(action), connector_(connector), map_(map) {}

  Result<void> ask() {
    const SystemId& system = connector_.system().id;
    if (action_.person) {
      for (const holds::Hold& hold : TRY(holds::standing(office_, *action_.person, system)))
        return fail(Errc::conflict, "actions.hold",
                    {{"number", hold.number}, {"reason", hold.reason}});
      return {};
    }
    std::vector<std::string> numbers = TRY(standing_numbers(office_, system));
    if (numbers == numbers_) return {};
    Silent silent;
    rows_ = TRY(held_rows(office_, connector_, map_, silent));
    numbers_ = std::move(numbers);
    return {};
  }

  const KeySets& rows() const { return rows_; }

 private:
  accounts::Office& office_;
  const Action& action_;
  connectors::Connector& connector_;
  const datamap::Map& map_;
  std::vector<std::string> numbers_;
  KeySets rows_;
};

// What must hold before the first batch of a system is touched.
Result<void> same_system(connectors::Connector& connector, const datamap::Executable& map,
                         const PlannedSystem& planned) {
  if (map.map.version != planned.map_version)
    return fail(Errc::conflict, "actions.other_map", {{"system", planned.name}});
  if (TRY(connector.connection().identity()) != planned.identity)
    return fail(Errc::conflict, "actions.other_database", {{"system", planned.name}});
  return {};
}

// The batches of one system, one after the other.
class Batches {
 public:
  Batches(accounts::Office& office, const Action& action, const Plan& plan, const SystemWork& work)
      : office_(office), action_(action), plan_(plan), work_(work) {}

  Result<void> run(Progress& progress);

 private:
  Result<void> run_all(connectors::Connector& connector, const datamap::Map& map,
                       Progress& progress);
  Result<std::optional<BatchLines>> next();
  Result<void> conclude_last();

  accounts::Office& office_;
  const Action& action_;
  const Plan& plan_;
  const SystemWork& work_;
  std::optional<Committed> last_;  // Committed in the source, its outcome not yet written here.
  std::optional<Result<std::optional<BatchLines>>> read_ahead_;
};

Result<std::optional<BatchLines>> Batches::next() {
  if (!read_ahead_) return work_.next();
  Result<std::optional<BatchLines>> next = *std::move(read_ahead_);
  read_ahead_.reset();
  return next;
}

Result<void> Batches::conclude_last() {
  if (!last_) return {};
  TRY(conclude(office_, action_, last_->number, work_.system.name, last_->batch, last_->lines));
  last_.reset();
  return {};
}

Result<void> Batches::run_all(connectors::Connector& connector, const datamap::Map& map,
                              Progress& progress) {
  Holds holds(office_, action_, connector, map);
  std::uint64_t rows = 0;
  while (std::optional<BatchLines> batch = TRY(next())) {
    TRY(progress.go_on());
    TRY(not_stopped(office_, action_));
    TRY(holds.ask());
    const sql::Catalogue& catalogue = *TRY(connector.catalogue());
    std::optional<StillChosen> still;
    if (plan_.many)
      still.emplace(StillChosen{map, TRY(condition_of(*plan_.many, catalogue)), holds.rows(),
                                std::move(batch->kept)});
    const Meanwhile meanwhile = [&]() -> Result<void> {
      TRY(conclude_last());
      read_ahead_.emplace(work_.next());
      return {};
    };
    std::optional<Committed> outcome =
        TRY(run_batch({office_, connector, catalogue, action_, plan_, work_.system, *batch->erasing,
                       batch->number, batch->lines, still ? &*still : nullptr},
                      meanwhile));
    if (outcome) last_ = std::move(outcome);
    rows += batch->lines.size();
    progress.tell("rows", rows, work_.rows);
  }
  return {};
}

// Whatever ended the run, what the source has committed is said.
Result<void> Batches::run(Progress& progress) {
  const connectors::System system = TRY(connectors::find(office_, work_.system.id));
  const auto connector = TRY(connectors::open(office_, system));
  const datamap::Executable map = TRY(datamap::executable(office_, *connector));
  TRY(same_system(*connector, map, work_.system));
  SourceLock lock(connector->connection());
  if (!TRY(lock.take()))
    return fail(Errc::conflict, "actions.running_elsewhere", {{"number", action_.number}});
  Result<void> ran = run_all(*connector, map.map, progress);
  TRY(conclude_last());
  return ran;
}

}  // namespace

Result<SystemDone> execute(accounts::Office& office, const Action& action, const Plan& plan,
                           const SystemWork& work, Progress& progress) {
  SystemDone done;
  Result<void> ran = Batches(office, action, plan, work).run(progress);
  done.complete = ran.has_value();
  if (!ran) {
    Error error = std::move(ran).error();
    error.params.emplace_back("system", work.system.name);
    done.remarks.push_back(std::move(error));
  }
  return done;
}

}  // namespace ombud::actions
