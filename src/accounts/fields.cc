#include "accounts/fields.h"

#include <algorithm>

#include "accounts/accounts.h"
#include "base/words.h"

namespace ombud::accounts {

namespace {

constexpr Word<Task> task_words[] = {
    {Task::find, "find"}, {Task::choose, "choose"},   {Task::look, "look"},
    {Task::plan, "plan"}, {Task::extract, "extract"}, {Task::reveal, "reveal"},
};

constexpr Task tasks_in_order[] = {Task::find, Task::choose,  Task::look,
                                   Task::plan, Task::extract, Task::reveal};
constexpr DataClass classes_in_order[] = {DataClass::ordinary, DataClass::confidential,
                                          DataClass::special, DataClass::criminal,
                                          DataClass::national_id};

// Who sees it in clear: c coordinator, h handler, a approver, d DPO. The extract holds everything,
// since the person gets everything; whoever answers for it reads it. The approver of a plan sees
// what is nobody's secret, and more by a click that says who asked.
struct Line {
  Task task;
  std::string_view ordinary, confidential, special, criminal, national_id;
};

constexpr Line table[] = {
    //            ordinary  confidential  special  criminal  national id
    {Task::find, "ch", "", "", "", ""},
    {Task::choose, "ch", "", "", "", ""},
    {Task::look, "ch", "ch", "", "", ""},
    {Task::plan, "cha", "", "", "", ""},
    {Task::extract, "ch", "ch", "ch", "ch", "ch"},
    {Task::reveal, "chad", "chad", "ch", "ch", "cha"},
};

struct Letter {
  char letter;
  Role role;
};

constexpr Letter letters[] = {
    {'c', Role::coordinator}, {'h', Role::handler}, {'a', Role::approver}, {'d', Role::dpo}};

std::uint16_t bit(Role role) {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(role));
}

std::uint16_t bits(std::string_view written) {
  unsigned all = 0;
  for (const Letter& one : letters)
    if (written.find(one.letter) != std::string_view::npos) all |= bit(one.role);
  return static_cast<std::uint16_t>(all);
}

std::size_t at(Task task) { return static_cast<std::size_t>(task); }

std::size_t at(DataClass data_class) { return static_cast<std::size_t>(data_class); }

}  // namespace

std::string_view word(Task task) { return word_in(task_words, task); }

std::optional<Task> task_of(std::string_view word) { return value_in(task_words, word); }

std::span<const Task> all_tasks() { return tasks_in_order; }

std::span<const DataClass> all_classes() { return classes_in_order; }

FieldPolicy::FieldPolicy() {
  for (const Line& line : table)
    roles_[at(line.task)] = {bits(line.ordinary), bits(line.confidential), bits(line.special),
                             bits(line.criminal), bits(line.national_id)};
}

bool FieldPolicy::allows(Role role, DataClass data_class, Task task) const {
  return (roles_.at(at(task)).at(at(data_class)) & bit(role)) != 0;
}

void FieldPolicy::set(Role role, DataClass data_class, Task task, bool allowed) {
  must(!allowed || may_see_persons(role));
  std::uint16_t& roles = roles_.at(at(task)).at(at(data_class));
  roles = static_cast<std::uint16_t>(allowed ? roles | bit(role) : roles & ~bit(role));
}

bool may_see_persons(Role role) {
  return std::any_of(std::begin(letters), std::end(letters),
                     [&](const Letter& one) { return one.role == role; });
}

bool may_read(const Actor& actor, DataClass data_class, Task task) {
  return std::any_of(actor.roles.begin(), actor.roles.end(),
                     [&](Role role) { return actor.fields.allows(role, data_class, task); });
}

}  // namespace ombud::accounts
