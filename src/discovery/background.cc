// "discovery.propose": a map proposed by a worker, with its progress.

#include "discovery/background.h"

#include "base/text.h"
#include "discovery/make.h"
#include "jobs/step_progress.h"

namespace ombud::discovery {

namespace {

Result<std::int64_t> rows_in(const jobs::Facts& parameters) {
  const std::string& text = jobs::value_of(parameters, "sample_rows");
  std::int64_t rows = Options{}.sample_rows;
  if (!text.empty()) rows = std::strtoll(text.c_str(), nullptr, 10);
  if (rows < 1 || rows > most_sample_rows) return fail_rows();
  return rows;
}

Result<jobs::Facts> propose_job(accounts::Office& office, const jobs::Facts& parameters,
                                jobs::Work& work) {
  const connectors::System system =
      TRY(connectors::find(office, jobs::value_of(parameters, "system")));
  Wish wish;
  wish.sample_rows = TRY(rows_in(parameters));
  wish.anew = jobs::value_of(parameters, "anew") == "yes";
  wish.reference = "job " + work.job();
  TRY(work.go_on());
  jobs::StepProgress progress(work);
  const Made made = TRY(make(office, system, wish, progress));
  const Totals totals = totals_of(made.proposal);
  jobs::Facts facts{{"system", system.name},
                    {"stored", made.stored ? "yes" : "no"},
                    {"version", std::to_string(made.proposal.map.version)},
                    {"rows", std::to_string(totals.rows)},
                    {"sampled", std::to_string(totals.sampled)},
                    {"tables", std::to_string(totals.tables)},
                    {"fields", std::to_string(totals.fields)},
                    {"not_read", std::to_string(totals.not_read)}};
  if (made.renewed) {
    facts.emplace_back("renewed", std::to_string(*made.renewed));
    facts.emplace_back("changes", std::to_string(made.consequences.size()));
    facts.emplace_back("answers", std::to_string(made.answers));
  }
  return facts;
}

jobs::Kind propose_kind() {
  jobs::Kind kind;
  kind.name = "discovery.propose";
  kind.permission = "datamap.propose";
  kind.run = propose_job;
  kind.attempts = 3;
  return kind;
}

}  // namespace

Failure fail_rows() {
  return fail(Errc::invalid, "discovery.bad_sample_rows", {{"most", grouped(most_sample_rows)}});
}

std::vector<jobs::Kind> job_kinds() { return {propose_kind()}; }

Result<jobs::Enqueued> enqueue_proposal(accounts::Office& office, const connectors::System& system,
                                        std::int64_t sample_rows, bool anew) {
  if (system.address.kind == connectors::Kind::manual)
    return fail(Errc::conflict, "connectors.manual", {{"system", system.name}});
  if (sample_rows < 1 || sample_rows > most_sample_rows) return fail_rows();
  jobs::Wish wish;
  wish.once = system.id.text;
  wish.parameters = {{"system", system.name},
                     {"sample_rows", std::to_string(sample_rows)},
                     {"anew", anew ? "yes" : "no"}};
  wish.controllers = {{system.controller}};
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const jobs::Enqueued job = TRY(jobs::enqueue(office, transaction, propose_kind(), wish));
  TRY(transaction.commit());
  return job;
}

}  // namespace ombud::discovery
