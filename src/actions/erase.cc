#include "actions/erase.h"

#include <algorithm>

#include "actions/anonymity.h"
#include "actions/execute.h"
#include "actions/many.h"
#include "actions/verify.h"
#include "actions/verify_many.h"

namespace ombud::actions {

namespace {

std::vector<Line> lines_in(const Plan& plan, const std::vector<Line>& lines,
                           const std::string& system, bool executed_only) {
  std::vector<Line> some;
  for (const Line& line : lines) {
    const Step& step = plan.steps[line.step];
    if (step.system == system && !(executed_only && step.what == Step::What::keep))
      some.push_back(line);
  }
  return some;
}

detectors::Reading reading_of(const Plan& plan) {
  return {std::chrono::floor<std::chrono::days>(plan.planned_at),
          detectors::country_of_word(plan.law).value_or(detectors::Country::se)};
}

// What a batch is erased with, and the matcher that it looks with.
struct Tools {
  Tools(accounts::Office& office, const Plan& plan,
        const std::vector<detectors::Identifier>& identifiers)
      : matcher(identifiers, {reading_of(plan), false}),
        erasing{matcher, scrubbed_word(plan.law), [&office](std::string_view text) {
                  return office.vault.derive(vault::Purpose::ledger, text);
                }} {}

  Tools(const Tools&) = delete;
  Tools& operator=(const Tools&) = delete;

  detectors::PersonMatcher matcher;
  Erasing erasing;
};

std::shared_ptr<const Erasing> erasing_of(std::shared_ptr<Tools> tools) {
  const Erasing* erasing = &tools->erasing;
  return {std::move(tools), erasing};
}

// Batches of one person's rows in one system.
SystemWork batches_of_one(const PlannedSystem& system, std::vector<Line> lines,
                          std::int64_t& number, const std::shared_ptr<const Erasing>& erasing) {
  const std::int64_t first = number;
  number += static_cast<std::int64_t>((lines.size() + batch_lines - 1) / batch_lines);
  SystemWork work{system, {}, lines.size()};
  work.next = [lines = std::move(lines), erasing, first,
               at = std::size_t{0}]() mutable -> Result<std::optional<BatchLines>> {
    if (at == lines.size()) return std::optional<BatchLines>{};
    BatchLines batch;
    batch.number = first + static_cast<std::int64_t>(at / batch_lines);
    const std::size_t end = std::min(at + batch_lines, lines.size());
    batch.lines.assign(lines.begin() + static_cast<std::ptrdiff_t>(at),
                       lines.begin() + static_cast<std::ptrdiff_t>(end));
    batch.erasing = erasing;
    at = end;
    return std::optional<BatchLines>{std::move(batch)};
  };
  return work;
}

// A chunk is a batch; who is in it and where texts are scrubbed, of whom.
Result<BatchLines> batch_of_many(accounts::Office& office, const Action& action, const Plan& plan,
                                 std::int64_t number) {
  BatchLines batch;
  batch.number = number - 1;
  bool scrubs = false;
  for (Line& line : TRY(read_lines(TRY(chunk(office, action, number))))) {
    const Step& step = plan.steps[line.step];
    if (step.what == Step::What::keep) {
      if (line.chosen) batch.kept.push_back(std::move(line));
      continue;
    }
    scrubs = scrubs || std::any_of(step.changes.begin(), step.changes.end(), [](const Change& one) {
               return one.how == datamap::Erase::scrub;
             });
    batch.lines.push_back(std::move(line));
  }
  std::vector<detectors::Identifier> identifiers;
  if (scrubs)
    identifiers = TRY(read_recheck(TRY(recheck_part(office, action, number)))).identifiers;
  batch.erasing = erasing_of(std::make_shared<Tools>(office, plan, identifiers));
  return batch;
}

SystemWork batches_of_many(accounts::Office& office, const Action& action, const Plan& plan) {
  SystemWork work{plan.systems.front(), {}, 0};
  for (const Step& step : plan.steps)
    if (step.what != Step::What::keep) work.rows += static_cast<std::uint64_t>(step.rows);
  work.next = [&office, &action, &plan,
               number = std::int64_t{1}]() mutable -> Result<std::optional<BatchLines>> {
    if (number == action.chunks) return std::optional<BatchLines>{};
    return std::optional<BatchLines>{TRY(batch_of_many(office, action, plan, number++))};
  };
  return work;
}

Result<Verified> verify_system(accounts::Office& office, const Action& action, const Plan& plan,
                               const PlannedSystem& system, Progress& progress) {
  const auto connector = TRY(connectors::open(office, TRY(connectors::find(office, system.id))));
  if (plan.many) return verify_many(office, *connector, action, plan, progress);
  return verify(office, *connector, plan,
                lines_in(plan, TRY(all_lines(office, action)), system.name, false),
                TRY(recheck_identifiers(office, action)), progress);
}

Result<void> execute_all(accounts::Office& office, const Action& action, const Plan& plan,
                         Report& report, Progress& progress) {
  const auto add = [&](const PlannedSystem& system, const SystemDone& done) {
    report.systems.push_back({system.name, done.complete, false, done.remarks});
  };
  if (plan.many) {
    const SystemWork work = batches_of_many(office, action, plan);
    add(work.system, TRY(execute(office, action, plan, work, progress)));
    return {};
  }
  const std::vector<Line> lines = TRY(all_lines(office, action));
  const auto erasing =
      erasing_of(std::make_shared<Tools>(office, plan, TRY(recheck_identifiers(office, action))));
  std::int64_t number = 0;
  for (const PlannedSystem& system : plan.systems) {
    const SystemWork work =
        batches_of_one(system, lines_in(plan, lines, system.name, true), number, erasing);
    add(system, TRY(execute(office, action, plan, work, progress)));
  }
  return {};
}

}  // namespace

Result<void> count_steps(accounts::Office& office, const Action& action, Report& report) {
  const LedgerSum sum = TRY(sum_ledgers(office, action, report.steps.size()));
  report.ledger_root = sum.root;
  for (std::size_t i = 0; i < sum.steps.size(); ++i) {
    const auto rows = [&](LedgerLine::State state) {
      return sum.steps[i][static_cast<std::size_t>(state)];
    };
    report.steps[i] = {rows(LedgerLine::State::done),   rows(LedgerLine::State::unchanged),
                       rows(LedgerLine::State::gone),   rows(LedgerLine::State::left),
                       rows(LedgerLine::State::spared), rows(LedgerLine::State::held)};
  }
  return {};
}

Result<Report> erase(accounts::Office& office, const Action& action, const Plan& plan,
                     Progress& progress) {
  Report report;
  report.steps.resize(plan.steps.size());
  TRY(execute_all(office, action, plan, report, progress));
  TRY(count_steps(office, action, report));
  for (std::size_t i = 0; i < plan.systems.size(); ++i) {
    Result<Verified> verified = verify_system(office, action, plan, plan.systems[i], progress);
    report.systems[i].verified = verified.has_value();
    if (verified)
      report.verified.push_back(*std::move(verified));
    else
      report.systems[i].remarks.push_back(verified.error());
  }
  if (plan.many && plan.many->then == Then::anonymise) {
    Result<std::vector<Error>> found = anonymity(office, action, plan, report);
    // Where it can't be asked, nothing is said to be anonymous.
    report.anonymity = found ? *std::move(found) : std::vector<Error>{found.error()};
  }
  return report;
}

}  // namespace ombud::actions
