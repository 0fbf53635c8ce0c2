#include "mail/incoming_routes.h"

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "mail/commands.h"
#include "mail/inbox.h"

namespace ombud::mail {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

Result<ordered_json> as_json(accounts::Office& office, const Task& task) {
  ordered_json assigned;
  if (task.assigned_to)
    assigned = {{"id", task.assigned_to->text}, {"name", TRY(name_of(office, *task.assigned_to))}};
  return ordered_json{{"task", task.number},
                      {"state", word(task.state)},
                      {"came_at", format_instant(task.came_at)},
                      {"sent_at", instant_json(task.sent_at)},
                      {"from", task.from},
                      {"size_bytes", task.size_bytes},
                      {"whole", task.whole},
                      {"automatic", task.automatic},
                      {"kept", task.is_kept},
                      {"assigned_to", assigned},
                      {"ended_at", instant_json(task.ended_at)}};
}

Result<http::Answer> list(Visit& visit) {
  const std::size_t limit = TRY(http::limit_in(visit.request));
  std::optional<TaskState> state;
  if (!visit.request.query("state").empty())
    state = TRY(task_state_of(visit.request.query("state")));
  ordered_json all = ordered_json::array();
  for (const Task& task : TRY(tasks(visit.office, state, limit)))
    all.push_back(TRY(as_json(visit.office, task)));
  visit.tell(told_of_list(visit.office));
  return http::json(json_text({{"tasks", std::move(all)}}));
}

// Text only; whoever wants the bytes as they came has the command.
Result<http::Answer> open(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reference = TRY(fields.text("reference", 500));
  TRY(fields.no_more());
  const OpenedTask opened =
      TRY(open_task(visit.office, visit.request.parameter("task"), reference));
  ordered_json json = {{"task", TRY(as_json(visit.office, opened.task))}};
  json["subject"] = opened.task.subject;
  json["reason"] = opened.task.reason;
  json["text"] = opened.content.text;
  json["cut"] = opened.content.cut;
  json["attached"] = ordered_json::array();
  for (const Part& part : opened.content.attached)
    json["attached"].push_back({{"name", part.name}, {"type", part.type}, {"size", part.size}});
  return http::json(json_text(json));
}

Result<http::Answer> assign(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  // Nobody named: to whoever asks.
  const std::optional<std::string> given = TRY(fields.optional_text("account", 64));
  TRY(fields.no_more());
  const AccountId account = given ? AccountId{*given} : visit.office.actor.account;
  TRY(assign_task(visit.office, visit.request.parameter("task"),
                  TRY(accounts::find(visit.office, account))));
  return http::done();
}

Result<http::Answer> complete(Visit& visit) {
  TRY(finish_task(visit.office, visit.request.parameter("task")));
  return http::done();
}

Result<http::Answer> discard(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", 500));
  TRY(fields.no_more());
  TRY(discard_task(visit.office, visit.request.parameter("task"), reason));
  return http::done();
}

}  // namespace

std::vector<accounts::Route> incoming_routes() {
  using http::Body;
  using http::Method;
  using http::Work;
  const std::string permission = "mail.sort";
  return {{{.path = "/api/mail/incoming",
            .permission = permission,
            .queries = {"limit", "state"},
            .tells = true},
           list},
          {{.method = Method::post,
            .path = "/api/mail/incoming/{task}/opening",
            .permission = permission,
            .work = Work::writes,
            .body = Body::json},
           open},
          {{.method = Method::post,
            .path = "/api/mail/incoming/{task}/assignment",
            .permission = permission,
            .work = Work::writes,
            .body = Body::json},
           assign},
          {{.method = Method::post,
            .path = "/api/mail/incoming/{task}/completion",
            .permission = permission,
            .work = Work::writes},
           complete},
          {{.method = Method::post,
            .path = "/api/mail/incoming/{task}/discarding",
            .permission = permission,
            .work = Work::writes,
            .body = Body::json},
           discard}};
}

}  // namespace ombud::mail
