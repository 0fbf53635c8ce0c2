#pragma once
// What came in, as tasks to sort: taken in sealed, opened by somebody who may, ended as done or
// discarded with a reason. Thirty days after its end nothing of the message is kept.

#include <optional>
#include <string>
#include <vector>

#include "mail/head.h"
#include "mail/settings.h"

namespace ombud::mail {

using IncomingId = Id<struct MailIncomingTag>;

enum class TaskState : std::uint8_t { waiting, assigned, done, discarded };
std::string_view word(TaskState state);
/// Errc::invalid "mail.unknown_state" {state}.
Result<TaskState> task_state_of(std::string_view word);

struct Task {
  IncomingId id;
  std::string number;  // "I-0001"
  Instant came_at;
  std::optional<Instant> sent_at;  // As its sender says.
  std::int64_t size_bytes = 0;
  bool whole = true;       // False: too large to take in; it lies where it came.
  bool automatic = false;  // A machine's answer, or a list's.
  TaskState state = TaskState::waiting;
  std::optional<AccountId> assigned_to;
  std::optional<Instant> ended_at;
  std::string from;     // Empty once nothing of it is kept.
  std::string subject;  // Only with what is opened.
  std::string reason;   // Why it was discarded; the same.
  bool is_kept = true;
};

/// Newest first, without subjects. Leaves an entry: whoever calls tells it (`told_of_list`).
Result<std::vector<Task>> tasks(accounts::Office& office, std::optional<TaskState> state,
                                std::size_t limit);
evidence::Told told_of_list(const accounts::Office& office);

struct OpenedTask {
  Task task;
  Content content;
  std::string bytes;  // As they came; empty where it was too large.
};

/// With its entry in the log, in a transaction of its own. `reference`: why. Errc::not_found
/// "mail.unknown_task" {task}; Errc::invalid "mail.no_reference"; Errc::conflict
/// "mail.not_kept" {task}: ended so long ago that nothing of it is kept.
Result<OpenedTask> open_task(accounts::Office& office, const std::string& number,
                             const std::string& reference);
/// To somebody who may sort. Errc::not_found "mail.unknown_task"; Errc::conflict "mail.task_ended"
/// {task}; Errc::invalid "mail.may_not_sort" {name}.
Result<void> assign_task(accounts::Office& office, const std::string& number,
                         const accounts::Account& to);
/// Errc::conflict "mail.task_ended"; Errc::not_found "mail.unknown_task".
Result<void> finish_task(accounts::Office& office, const std::string& number);
/// The same; Errc::invalid "mail.no_reason".
Result<void> discard_task(accounts::Office& office, const std::string& number,
                          const std::string& reason);

/// What came, from wherever.
struct Arrived {
  std::string place;  // What it is told apart by: a file's name, a mailbox's number.
  std::string bytes;  // Of one that is too large its head only.
  std::int64_t size_bytes = 0;
  bool whole = true;
};

enum class TakenIn : std::uint8_t { as_task, as_bounce, was_there };

inline constexpr std::size_t largest_message_bytes = 10 * 1024 * 1024;
inline constexpr std::size_t largest_head_bytes = 256 * 1024;

/// In the caller's transaction.
Result<TakenIn> take_in(accounts::Office& office, store::Transaction& transaction,
                        const Arrived& arrived);
/// Head and content of tasks that ended before; how many.
Result<std::int64_t> empty_ended(accounts::Office& office, Instant before);

/// "mail.fetch" (fetch.cc).
jobs::Kind fetch_kind();

}  // namespace ombud::mail
