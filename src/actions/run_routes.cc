// Running over HTTP: left to a worker, watched as it goes on, closed, and its receipt.

#include "actions/background.h"
#include "actions/counsel.h"
#include "actions/receipt.h"
#include "actions/routes.h"
#include "actions/sealed_extract.h"
#include "actions/view.h"
#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::actions {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

Result<Action> action_in(Visit& visit) {
  return find_action(visit.office, visit.request.parameter("action"));
}

http::Answer accepted(const jobs::Enqueued& job) {
  http::Answer answer =
      http::json(json_text({{"job", job.number}, {"was_there", job.was_there}}), 202);
  answer.headers.emplace_back("Location", "/api/jobs/" + job.number);
  return answer;
}

Result<http::Answer> make_extract(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Language language = TRY(language_of(TRY(fields.text("language", 8))));
  TRY(fields.no_more());
  return accepted(TRY(ask_for_extract(visit.office, visit.request.parameter("action"), language)));
}

// What is run is what was seen to be approved.
Result<http::Answer> run_it(Visit& visit) {
  const Action action = TRY(action_in(visit));
  TRY(http::check_version(visit.request, TRY(version_of(visit.office, action))));
  const Running running{"", visit.request.language, action.kind == Kind::access};
  return accepted(TRY(enqueue_run(visit.office, action.number, running)));
}

// States and counts, no sentences: an event whenever something has changed, the last one when the
// job has ended.
Result<http::Answer> watch(Visit& visit) {
  const Action action = TRY(action_in(visit));
  const auto job = TRY(job_of(visit.office, action));
  const auto stop = TRY(standing_stop(visit.office, action));
  ordered_json json = {{"action", action.number},
                       {"state", word(action.state)},
                       {"stopped", stop.has_value()},
                       {"job", nullptr},
                       {"progress", nullptr}};
  if (job) json["job"] = jobs::word(job->state);
  if (job && !job->progress_what.empty())
    json["progress"] = {
        {"what", job->progress_what}, {"done", job->progress_done}, {"all", job->progress_all}};
  const std::string text = json_text(json);
  http::Answer answer;
  answer.type = "text/event-stream";
  answer.last_event_id = http::etag_of(text).substr(1, 16);
  answer.last = !job || !jobs::is_live(job->state);
  if (answer.last_event_id != visit.request.last_event_id)
    answer.body = http::event(answer.last_event_id, "action", text);
  return answer;
}

Result<http::Answer> close_it(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", 2000));
  TRY(fields.no_more());
  TRY(close_action(visit.office, visit.request.parameter("action"), reason));
  return http::json(
      json_text(TRY(view_of(visit.office, TRY(action_in(visit)), visit.request.language))));
}

Result<http::Answer> show_receipt(Visit& visit) {
  const Action action = TRY(action_in(visit));
  const ordered_json receipt = TRY(receipt_view(visit.office, action, visit.request.language));
  visit.tell(told(visit.office, "actions.shown", UseKind::view, action));
  return http::json(json_text(receipt));
}

// The file with its proof: the log may have to give the entry its place first, so it is no frame's.
Result<http::Answer> receipt_as_file(Visit& visit) {
  const Action action = TRY(action_in(visit));
  http::Answer answer;
  answer.body = TRY(receipt_file(visit.office, action));
  answer.type = "application/json";
  answer.headers.emplace_back("Content-Disposition",
                              "attachment; filename=\"" + action.number + ".receipt.json\"");
  visit.tell(told(visit.office, "actions.receipt_downloaded", UseKind::export_data, action));
  return answer;
}

}  // namespace

std::vector<accounts::Route> run_routes() {
  using http::Method;
  using http::Work;
  return {
      {{.method = Method::post,
        .path = "/api/actions/{action}/extract",
        .permission = "actions.run",
        .work = Work::writes,
        .body = http::Body::json},
       make_extract},
      {{.method = Method::post,
        .path = "/api/actions/{action}/run",
        .permission = "actions.run",
        .work = Work::writes,
        .step_up = true},
       run_it},
      {{.path = "/api/actions/{action}/events", .permission = "actions.show", .events = true},
       watch},
      // It waits for a run that holds the action, and writes the log's checkpoint.
      {{.method = Method::post,
        .path = "/api/actions/{action}/closure",
        .permission = "actions.refuse",
        .work = Work::own,
        .body = http::Body::json},
       close_it},
      {{.path = "/api/actions/{action}/receipt", .permission = "actions.show", .tells = true},
       show_receipt},
      {{.path = "/api/actions/{action}/receipt/file",
        .permission = "actions.show",
        .work = Work::own,
        .tells = true,
        .step_up = true},
       receipt_as_file},
  };
}

}  // namespace ombud::actions
