#include "records/tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "records/rows.h"
#include "records/sight.h"
#include "records/work.h"

namespace ombud::records {

namespace {

using sql::Statement;

constexpr std::size_t most_what = 500;
constexpr std::size_t most_note = 2'000;
constexpr std::size_t most_open = 500;

Statement select_tasks(const std::string& organisation) {
  Statement select(
      "select id, number, record_id, what, owner_id, due_on, made_at, made_by, done_at, done_by "
      "from records_task where organisation_id = ");
  select.value(organisation);
  return select;
}

Result<Task> task_in(const sql::Row& row) {
  Task task{TaskId{store::text_in(row[0])},
            fmt::format("T-{:04}", store::integer_in(row[1])),
            RecordId{store::text_in(row[2])},
            store::text_in(row[3]),
            AccountId{store::text_in(row[4])},
            {},
            TRY(store::instant_in(row[6])),
            AccountId{store::text_in(row[7])},
            {},
            {}};
  if (const auto day = store::optional_text_in(row[5])) task.due_on = TRY(parse_day(*day));
  if (!sql::is_null(row[8])) task.done_at = TRY(store::instant_in(row[8]));
  if (const auto by = store::optional_text_in(row[9])) task.done_by = AccountId{*by};
  return task;
}

Result<std::vector<Task>> tasks_in(store::Transaction& transaction, const Statement& select) {
  std::vector<Task> all;
  for (const sql::Row& row : TRY(transaction.all(select))) all.push_back(TRY(task_in(row)));
  return all;
}

// Those without a day come last; on both engines alike.
void by_day(Statement& select) {
  select.text(" order by case when due_on is null then 1 else 0 end, due_on, number");
}

Failure no_such_task(const std::string& number) {
  return fail(Errc::not_found, "records.no_such_task", {{"task", number}});
}

Result<std::string> line_of(const std::string& given, std::size_t most, std::string_view missing) {
  if (!is_utf8(given)) return fail(Errc::invalid, "records.no_utf8");
  std::string text = to_nfc(trim(given));
  if (text.empty() && !missing.empty()) return fail(Errc::invalid, std::string(missing));
  if (text.size() > most)
    return fail(Errc::invalid, "records.too_long", {{"most", std::to_string(most)}});
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    return fail(Errc::invalid, "records.one_line");
  return text;
}

// The task as it is from now on, the step that led there, and the entry in the log.
class TaskPen {
 public:
  TaskPen(accounts::Office& office, store::Transaction& transaction, const Record& record)
      : office_(office), transaction_(transaction), record_(record) {}

  // `event`: "records.task_done", of which the history keeps the last word.
  Result<void> step(const Task& task, const std::string& event, const std::string& note) {
    const std::string what = event.substr(std::string_view("records.task_").size());
    const std::string& organisation = transaction_.organisation().text;
    const auto count = TRY(transaction_.one(
        "select count(*) from records_task_step where organisation_id = ? and task_id = ?",
        {organisation, task.id.text}));
    TRY(transaction_.execute(
        "insert into records_task_step (organisation_id, task_id, step, at, by_id, what, owner_id, "
        "due_on, note) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {organisation, task.id.text, store::integer_in((*count)[0]) + 1,
         store::of_instant(office_.clock.now()), office_.actor.account.text, what, task.owner.text,
         day_or_null(task.due_on), note}));
    evidence::Told told = told_about(office_, event, record_);
    told.reference = note;
    told.details.emplace_back("task", task.number);
    told.details.emplace_back("owner", task.owner.text);
    TRY(office_.log.append(transaction_, told));
    return {};
  }

  Result<void> put(const Task& task) {
    TRY(transaction_.execute_exactly(
        1,
        "update records_task set owner_id = ?, due_on = ?, done_at = ?, done_by = ? where "
        "organisation_id = ? and id = ?",
        {task.owner.text, day_or_null(task.due_on),
         task.done_at ? sql::Value(store::of_instant(*task.done_at)) : sql::Value(sql::Null{}),
         task.done_by ? sql::Value(task.done_by->text) : sql::Value(sql::Null{}),
         transaction_.organisation().text, task.id.text}));
    return {};
  }

 private:
  accounts::Office& office_;
  store::Transaction& transaction_;
  const Record& record_;
};

// The record of the task, where the actor may go on with the task.
Result<Record> mine(accounts::Office& office, const Kinds& kinds, const Task& task) {
  Record record = TRY(find(office, kinds, task.record));
  const AccountId& actor = office.actor.account;
  if (task.owner == actor || task.made_by == actor) return record;
  const Kind& kind = *TRY(kinds.find(record.kind));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  if (TRY(Sight::of(office, kinds, transaction, "edit")).holds(kind, record)) return record;
  accounts::note_hidden(office, "task " + task.number);
  return fail(Errc::forbidden, "records.not_your_task", {{"task", task.number}});
}

Result<Task> stepped(accounts::Office& office, const Record& record, Task task,
                     const std::string& event, const std::string& note) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TaskPen pen(office, transaction, record);
  TRY(pen.put(task));
  TRY(pen.step(task, event, note));
  TRY(transaction.commit());
  return task;
}

}  // namespace

Result<std::vector<Task>> tasks(accounts::Office& office, const Kinds& kinds,
                                const RecordId& record) {
  TRY(find(office, kinds, record));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Statement select = select_tasks(transaction.organisation().text);
  select.text(" and record_id = ").value(record.text);
  by_day(select);
  std::vector<Task> all = TRY(tasks_in(transaction, select));
  std::ranges::stable_partition(all, [](const Task& task) { return !task.done_at; });
  return all;
}

Result<std::vector<std::string>> open_tasks(accounts::Office& office, const Kinds& kinds,
                                            const RecordId& record) {
  std::vector<std::string> open;
  for (const Task& task : TRY(tasks(office, kinds, record)))
    if (!task.done_at) open.push_back(task.number + " " + task.what);
  return open;
}

Result<std::vector<OwnTask>> own_tasks(accounts::Office& office, const Kinds& kinds, bool done) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Statement select = select_tasks(transaction.organisation().text);
  select.text(" and owner_id = ").value(office.actor.account.text);
  select.text(done ? sql::Literal(" and done_at is not null order by done_at desc, number")
                   : sql::Literal(" and done_at is null"));
  if (!done) by_day(select);
  select.text(" limit ").value(static_cast<std::int64_t>(most_open));
  const std::vector<Task> all = TRY(tasks_in(transaction, select));
  std::vector<std::string> ids;
  for (const Task& task : all) ids.push_back(task.record.text);
  const auto records = TRY(readable(office, kinds, transaction, ids));
  std::vector<OwnTask> own;
  for (const Task& task : all)
    if (const auto at = records.find(task.record.text); at != records.end())
      own.push_back({task, at->second});
  return own;
}

Result<Task> find_task(accounts::Office& office, const Kinds& kinds, const std::string& number) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Statement select = select_tasks(transaction.organisation().text);
  std::int64_t serial = 0;
  if (is_uuid(number)) {
    select.text(" and id = ").value(number);
  } else {
    const char* end = number.data() + number.size();
    const bool letter = number.starts_with("T-");
    const auto [stop, error] = std::from_chars(number.data() + (letter ? 2 : 0), end, serial);
    if (!letter || error != std::errc() || stop != end) return no_such_task(number);
    select.text(" and number = ").value(serial);
  }
  std::vector<Task> found = TRY(tasks_in(transaction, select));
  if (found.empty()) return no_such_task(number);
  // Of what he may not read he learns nothing.
  if (TRY(readable(office, kinds, transaction, {found.front().record.text})).empty())
    return no_such_task(number);
  return std::move(found.front());
}

Result<std::vector<TaskStep>> steps(accounts::Office& office, const Kinds& kinds,
                                    const Task& task) {
  TRY(find(office, kinds, task.record));
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<TaskStep> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select at, by_id, what, owner_id, due_on, note from records_task_step where "
           "organisation_id = ? and task_id = ? order by step",
           {transaction.organisation().text, task.id.text}))) {
    TaskStep step{TRY(store::instant_in(row[0])),
                  AccountId{store::text_in(row[1])},
                  store::text_in(row[2]),
                  AccountId{store::text_in(row[3])},
                  {},
                  store::text_in(row[5])};
    if (const auto day = store::optional_text_in(row[4])) step.due_on = TRY(parse_day(*day));
    all.push_back(std::move(step));
  }
  return all;
}

Result<Task> give_task(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                       const TaskWish& wish) {
  const Record record = TRY(find(office, kinds, id));
  Task task;
  task.what = TRY(line_of(wish.what, most_what, "records.task_empty"));
  task.owner = wish.owner.empty() ? office.actor.account : wish.owner;
  if (task.owner != office.actor.account) TRY(may_read(office, kinds, task.owner, record));
  const std::vector<Task> before = TRY(tasks(office, kinds, id));
  if (std::ranges::count_if(before, [](const Task& one) { return !one.done_at; }) >=
      static_cast<std::ptrdiff_t>(most_open))
    return fail(Errc::invalid, "records.too_many", {{"most", std::to_string(most_open)}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t serial = TRY(next_serial(transaction, "#task"));
  task.id = new_id<TaskId>(office.clock);
  task.number = fmt::format("T-{:04}", serial);
  task.record = id;
  task.due_on = wish.due_on;
  task.made_at = office.clock.now();
  task.made_by = office.actor.account;
  TRY(transaction.execute(
      "insert into records_task (organisation_id, id, number, record_id, what, owner_id, due_on, "
      "made_at, made_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, task.id.text, serial, id.text, task.what, task.owner.text,
       day_or_null(task.due_on), store::of_instant(task.made_at), task.made_by.text}));
  TRY(TaskPen(office, transaction, record).step(task, "records.task_given", ""));
  TRY(transaction.commit());
  return task;
}

Result<Task> change_task(accounts::Office& office, const Kinds& kinds, const Task& before,
                         const AccountId& owner, std::optional<Day> due_on,
                         const std::string& note) {
  const Record record = TRY(mine(office, kinds, before));
  if (before.done_at) return fail(Errc::conflict, "records.task_done", {{"task", before.number}});
  const std::string why = TRY(line_of(note, most_note, ""));
  Task task = before;
  task.owner = owner;
  task.due_on = due_on;
  if (task.owner == before.owner && task.due_on == before.due_on) return task;
  if (task.owner != before.owner) TRY(may_read(office, kinds, task.owner, record));
  return stepped(office, record, std::move(task), "records.task_changed", why);
}

Result<Task> finish_task(accounts::Office& office, const Kinds& kinds, const Task& before,
                         const std::string& note) {
  const Record record = TRY(mine(office, kinds, before));
  if (before.done_at) return fail(Errc::conflict, "records.task_done", {{"task", before.number}});
  const std::string why = TRY(line_of(note, most_note, ""));
  Task task = before;
  task.done_at = office.clock.now();
  task.done_by = office.actor.account;
  return stepped(office, record, std::move(task), "records.task_done", why);
}

Result<Task> reopen_task(accounts::Office& office, const Kinds& kinds, const Task& before,
                         const std::string& reason) {
  const Record record = TRY(mine(office, kinds, before));
  if (!before.done_at) return fail(Errc::conflict, "records.task_open", {{"task", before.number}});
  const std::string why = TRY(line_of(reason, most_note, "records.no_reason"));
  Task task = before;
  task.done_at = std::nullopt;
  task.done_by = std::nullopt;
  return stepped(office, record, std::move(task), "records.task_reopened", why);
}

}  // namespace ombud::records
