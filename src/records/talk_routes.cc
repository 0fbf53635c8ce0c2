// Comments and tasks of one record, over HTTP.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "records/commands.h"
#include "records/comments.h"
#include "records/here.h"
#include "records/tasks.h"
#include "records/waiting.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

Result<http::Answer> comments_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  ordered_json all = ordered_json::array();
  for (const Comment& comment : TRY(comments(visit.office, there.kinds, record.id)))
    all.push_back(as_json(comment, visit.office.actor.account, names));
  return http::json(json_text({{"comments", std::move(all)}}));
}

Result<http::Answer> comment_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string words = TRY(fields.text("text", 20'000));
  TRY(fields.no_more());
  const Comment made = TRY(comment(visit.office, there.kinds, record.id, words));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  return http::json(json_text(as_json(made, visit.office.actor.account, names)), 201);
}

Result<std::string> only_text(Visit& visit, std::string_view name, bool needed) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  std::string text = needed ? TRY(fields.text(name, most_reason))
                            : TRY(fields.optional_text(name, most_reason)).value_or("");
  TRY(fields.no_more());
  return text;
}

Result<http::Answer> withdraw_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(withdraw(visit.office, there.kinds, record.id, CommentId{visit.request.parameter("comment")},
               TRY(only_text(visit, "reason", true))));
  return http::done();
}

Result<http::Answer> see_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  TRY(see_mentions(visit.office, there.kinds, record.id));
  return http::done();
}

Result<http::Answer> answered(Visit& visit, const There& there, const Task& task, int status) {
  const auto all = TRY(steps(visit.office, there.kinds, task));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  return http::json(json_text(as_json(task, all, names)), status);
}

Result<http::Answer> tasks_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  ordered_json all = ordered_json::array();
  for (const Task& task : TRY(tasks(visit.office, there.kinds, record.id)))
    all.push_back(as_json(task, TRY(steps(visit.office, there.kinds, task)), names));
  return http::json(json_text({{"tasks", std::move(all)}}));
}

Result<std::optional<Day>> day_in(http::Fields& fields, std::string_view name) {
  const auto text = TRY(fields.optional_text(name, 10));
  if (!text || text->empty()) return std::optional<Day>{};
  return std::optional(TRY(parse_day(*text)));
}

Result<http::Answer> give_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  TaskWish wish;
  wish.what = TRY(fields.text("what", 2'000));
  wish.owner = AccountId{TRY(fields.optional_text("owner", 64)).value_or("")};
  wish.due_on = TRY(day_in(fields, "due_on"));
  TRY(fields.no_more());
  return answered(visit, there, TRY(give_task(visit.office, there.kinds, record.id, wish)), 201);
}

// The task that the path names, of the record that it names.
Result<Task> task_in(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  const std::string& number = visit.request.parameter("task");
  Task task = TRY(find_task(visit.office, there.kinds, number));
  if (task.record == record.id) return task;
  return fail(Errc::not_found, "records.no_such_task", {{"task", number}});
}

Result<http::Answer> change_here(Visit& visit, const There& there) {
  const Task task = TRY(task_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const AccountId owner{TRY(fields.text("owner", 64))};
  const std::optional<Day> due_on = TRY(day_in(fields, "due_on"));
  const std::string note = TRY(fields.optional_text("note", most_reason)).value_or("");
  TRY(fields.no_more());
  return answered(visit, there,
                  TRY(change_task(visit.office, there.kinds, task, owner, due_on, note)), 200);
}

Result<http::Answer> finish_here(Visit& visit, const There& there) {
  const Task task = TRY(task_in(visit, there));
  const std::string note = TRY(only_text(visit, "note", false));
  return answered(visit, there, TRY(finish_task(visit.office, there.kinds, task, note)), 200);
}

Result<http::Answer> reopen_here(Visit& visit, const There& there) {
  const Task task = TRY(task_in(visit, there));
  const std::string reason = TRY(only_text(visit, "reason", true));
  return answered(visit, there, TRY(reopen_task(visit.office, there.kinds, task, reason)), 200);
}

}  // namespace

std::vector<Place> talk_places() {
  using http::Method;
  const std::string of = "/{kind}/{number}";
  return {
      read_place(of + "/comments", comments_here),
      written_place(Method::post, of + "/comments", comment_here, "read"),
      written_place(Method::post, of + "/comments/{comment}/withdrawal", withdraw_here, "read"),
      bare_place(Method::post, of + "/seen", see_here, "read"),
      read_place(of + "/tasks", tasks_here),
      written_place(Method::post, of + "/tasks", give_here, "read"),
      written_place(Method::put, of + "/tasks/{task}", change_here, "read"),
      written_place(Method::post, of + "/tasks/{task}/completion", finish_here, "read"),
      written_place(Method::post, of + "/tasks/{task}/reopening", reopen_here, "read"),
  };
}

}  // namespace ombud::records
