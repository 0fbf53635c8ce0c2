#pragma once
// The progress of a job, for work that knows nothing of jobs.

#include "base/progress.h"
#include "jobs/jobs.h"

namespace ombud::jobs {

/// What the job's own Progress shows, and the end where the job is to stop.
class StepProgress final : public Progress {
 public:
  explicit StepProgress(Work& work) : work_(work) {}

  void tell(std::string_view what, std::uint64_t done, std::uint64_t all) override {
    work_.progress().tell(what, done, all);
  }

  Result<void> go_on() override { return work_.go_on(); }

 private:
  Work& work_;
};

}  // namespace ombud::jobs
