#include "actions/execute.h"

#include <fmt/format.h>

#include "actions/batch.h"
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

// What an engine without transactions has done stays done: the rows before the fault are read back
// by the next run.
Result<void> run_batch(const BatchWork& work) {
  const auto earlier = TRY(batch(work.office, work.action, work.number));
  if (earlier && earlier->state == Batch::State::done) return {};
  const std::vector<LedgerLine> before =
      earlier ? TRY(ledger(work.office, work.action, work.number)) : std::vector<LedgerLine>{};
  sql::Connection& connection = work.connector.connection();
  sql::Transaction transaction = TRY(sql::Transaction::begin(connection, sql::Begin::write));
  std::vector<Judged> rows = TRY(judge(work, before));
  TRY(intend(work.office, work.action, work.number, work.system.name, lines_of(rows)));
  if (TRY(carry_out(work, rows))) TRY(amend(work.office, work.action, work.number, lines_of(rows)));
  TRY(transaction.commit());
  TRY(work.connector.keep());
  for (Judged& row : rows)
    if (row.ledger.state == LedgerLine::State::intended) row.ledger.state = LedgerLine::State::done;
  return conclude(work.office, work.action, work.number, work.system.name, summed(work.plan, rows),
                  lines_of(rows));
}

Result<std::vector<Error>> standing_holds(accounts::Office& office, const Action& action,
                                          const PlannedSystem& system) {
  std::vector<Error> errors;
  for (const holds::Hold& hold : TRY(holds::standing(office, action.person, system.id)))
    errors.push_back(
        {Errc::conflict, "actions.hold", {{"number", hold.number}, {"reason", hold.reason}}});
  return errors;
}

// What must hold before the first batch of a system is touched.
Result<void> same_system(connectors::Connector& connector, const datamap::Executable& map,
                         const PlannedSystem& planned) {
  if (map.map.version != planned.map_version)
    return fail(Errc::conflict, "actions.other_map", {{"system", planned.name}});
  if (TRY(connector.connection().identity()) != planned.identity)
    return fail(Errc::conflict, "actions.other_database", {{"system", planned.name}});
  return {};
}

Result<void> run_batches(accounts::Office& office, const Action& action, const Plan& plan,
                         const SystemWork& work, const Erasing& erasing, Progress& progress) {
  const connectors::System system = TRY(connectors::find(office, work.system.id));
  const auto connector = TRY(connectors::open(office, system));
  const datamap::Executable map = TRY(datamap::executable(office, *connector));
  TRY(same_system(*connector, map, work.system));
  SourceLock lock(connector->connection());
  if (!TRY(lock.take()))
    return fail(Errc::conflict, "actions.running_elsewhere", {{"number", action.number}});
  std::int64_t number = work.first_batch;
  const std::span<const Line> all(work.lines);
  for (std::size_t at = 0; at < all.size(); at += batch_lines, ++number) {
    const std::vector<Error> held = TRY(standing_holds(office, action, work.system));
    if (!held.empty()) return fail(held.front());
    const auto some = all.subspan(at, std::min(batch_lines, all.size() - at));
    TRY(run_batch({office, *connector, *TRY(connector->catalogue()), action, plan, work.system,
                   erasing, number, some}));
    progress.tell("rows", at + some.size(), all.size());
  }
  return {};
}

}  // namespace

Result<SystemDone> execute(accounts::Office& office, const Action& action, const Plan& plan,
                           const SystemWork& work, const Erasing& erasing, Progress& progress) {
  SystemDone done;
  Result<void> ran = run_batches(office, action, plan, work, erasing, progress);
  done.complete = ran.has_value();
  if (!ran) {
    Error error = std::move(ran).error();
    error.params.emplace_back("system", work.system.name);
    done.remarks.push_back(std::move(error));
  }
  return done;
}

}  // namespace ombud::actions
