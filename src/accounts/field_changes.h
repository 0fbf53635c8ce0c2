#pragma once
// The field policy changed by two together: one asks with a reason, another agrees, and one of the
// two is an administrator, the other a DPO. Neither opens persons' data alone, and neither opens it
// to a role whose work needs none.

#include <optional>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

struct FieldChange {
  std::string number;  // "F-0001"
  Task task = Task::find;
  DataClass data_class = DataClass::ordinary;
  Role role = Role::handler;
  bool allowed = false;
  std::string reason;
  std::string state;  // "asked", "agreed", "refused"
  AccountId asked_by;
  Instant asked_at;
  std::optional<AccountId> decided_by;
  std::optional<Instant> decided_at;
};

/// As people write them. Errc::invalid "accounts.unknown_task" {task}, "accounts.unknown_class"
/// {class}.
Result<Task> task_in(const std::string& text);
Result<DataClass> data_class_in(const std::string& text);

/// `change` with task, class, role, allowed and reason. Errc::invalid "accounts.no_reason",
/// "accounts.field_never" {role}: the role's work needs no person; Errc::conflict
/// "accounts.field_same": it is so already.
Result<FieldChange> ask_field_change(Office& office, FieldChange change);
/// Errc::not_found "accounts.unknown_change" {change}; Errc::conflict "accounts.change_decided"
/// {change}; Errc::forbidden "accounts.own_change", "accounts.both_sides": one of the two must be
/// an administrator and the other a DPO.
Result<FieldChange> decide_field_change(Office& office, const std::string& number, bool agreed);
/// The newest first.
Result<std::vector<FieldChange>> field_changes(Office& office);

}  // namespace ombud::accounts
