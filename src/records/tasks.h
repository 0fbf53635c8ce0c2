#pragma once
// What somebody is to do about a record, and until when. Whoever may read the record may give a
// task about it to whoever may read it too; each step stays.

#include <optional>
#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::records {

using TaskId = Id<struct TaskTag>;

struct Task {
  TaskId id;
  std::string number;  // "T-0001"
  RecordId record;
  std::string what;
  AccountId owner;
  std::optional<Day> due_on;
  Instant made_at;
  AccountId made_by;
  std::optional<Instant> done_at;
  std::optional<AccountId> done_by;
};

struct TaskStep {
  Instant at;
  AccountId by;
  std::string what;  // "given", "changed", "done", "reopened"
  AccountId owner;   // As it was from then on.
  std::optional<Day> due_on;
  std::string note;
};

struct TaskWish {
  std::string what;
  AccountId owner;
  std::optional<Day> due_on;
};

/// Open ones first, by the day until when. Errors of find().
Result<std::vector<Task>> tasks(accounts::Office& office, const Kinds& kinds,
                                const RecordId& record);

/// Of whoever asks, about records that he may read: open ones by the day until when, or those that
/// are done, the last first; 500 at most.
struct OwnTask {
  Task task;
  Record record;
};

Result<std::vector<OwnTask>> own_tasks(accounts::Office& office, const Kinds& kinds, bool done);
/// Errc::not_found "records.no_such_task" {task}: by "T-0001", or by its id.
Result<Task> find_task(accounts::Office& office, const Kinds& kinds, const std::string& number);
/// Oldest first.
Result<std::vector<TaskStep>> steps(accounts::Office& office, const Kinds& kinds, const Task& task);

/// Errc::invalid "records.task_empty", "records.too_long" {most}, "records.one_line",
/// "records.may_not_read" {account}; "records.too_many" beyond 500 open ones of a record.
Result<Task> give_task(accounts::Office& office, const Kinds& kinds, const RecordId& record,
                       const TaskWish& wish);
// What follows is for who owns the task, who gave it and who may edit the record; others get
// Errc::forbidden "records.not_your_task" {task}. Errc::conflict "records.task_done" {task},
// "records.task_open" {task}.

/// To somebody else, or until another day; what is the same changes nothing.
Result<Task> change_task(accounts::Office& office, const Kinds& kinds, const Task& task,
                         const AccountId& owner, std::optional<Day> due_on,
                         const std::string& note);
Result<Task> finish_task(accounts::Office& office, const Kinds& kinds, const Task& task,
                         const std::string& note);
/// Errc::invalid "records.no_reason".
Result<Task> reopen_task(accounts::Office& office, const Kinds& kinds, const Task& task,
                         const std::string& reason);

}  // namespace ombud::records
