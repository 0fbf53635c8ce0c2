// "housekeeping.sweep": what `ombud housekeeping run` does, by a worker: scheduled daily, nobody
// has to think of it. Cut off, the next one goes on: what went before is gone and said.

#include "housekeeping/housekeeping.h"

namespace ombud::housekeeping {

namespace {

Result<jobs::Facts> run(accounts::Office& office, const jobs::Facts&, jobs::Work& work) {
  TRY(work.go_on());
  jobs::Facts gone;
  for (const Swept& one : TRY(sweep(office, false, work.progress())))
    if (one.count > 0) gone.emplace_back(one.what, std::to_string(one.count));
  return gone;
}

}  // namespace

std::vector<jobs::Kind> job_kinds() {
  jobs::Kind kind;
  kind.name = "housekeeping.sweep";
  kind.permission = "housekeeping.run";
  kind.run = run;
  return {kind};
}

}  // namespace ombud::housekeeping
