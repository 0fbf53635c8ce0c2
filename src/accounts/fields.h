#pragma once
// Who sees which kind of field, and for what. A task that does without a national id gets none:
// the search shows that somebody was found, not his number. One table as shipped, by task, class
// and role; what an organisation has decided otherwise lies over it (rights.h).
// Law: GDPR arts. 5(1)(c), 9, 10, 25(2), 32, 87.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "accounts/roles.h"
#include "base/vocabulary.h"

namespace ombud::accounts {

/// What somebody needs a value for.
enum class Task : std::uint8_t {
  find,     // The hits of a search.
  choose,   // Uncertain matches side by side: is it the same person?
  look,     // One person's data on the screen, with a reason.
  plan,     // Sample rows of a plan, for who makes it and who approves it.
  extract,  // The extract, read before the person gets it.
  reveal,   // One value that is masked elsewhere, by a click of its own that is in the log.
};
std::string_view word(Task task);
/// Nothing where no task has that word.
std::optional<Task> task_of(std::string_view word);
std::span<const Task> all_tasks();
std::span<const DataClass> all_classes();

/// Starts as shipped.
class FieldPolicy {
 public:
  FieldPolicy();

  bool allows(Role role, DataClass data_class, Task task) const;
  void set(Role role, DataClass data_class, Task task, bool allowed);
  bool operator==(const FieldPolicy&) const = default;

 private:
  static constexpr std::size_t tasks = 6, classes = 5;
  // A bit a role.
  std::array<std::array<std::uint16_t, classes>, tasks> roles_{};
};

/// Whether the role may ever see persons' data. Administrator, editor, auditor and list user may
/// not, whatever somebody decides: their work needs none.
bool may_see_persons(Role role);

struct Actor;

/// Whether the value may be shown in clear. False: mask it, or leave it out where the task does
/// without it. It says nothing of whether the actor may do the task: that is the permission's.
bool may_read(const Actor& actor, DataClass data_class, Task task);

}  // namespace ombud::accounts
