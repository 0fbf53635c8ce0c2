// The queue over HTTP: the list, one job, that job as it goes on, and asking it to stop.

#include <nlohmann/json.hpp>

#include "base/texts.h"
#include "http/page.h"
#include "jobs/commands.h"

namespace ombud::jobs {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

ordered_json in_json(const Facts& facts) {
  ordered_json object = ordered_json::object();
  for (const auto& [name, value] : facts) object[name] = value;
  return object;
}

ordered_json in_json(const std::optional<Instant>& at) {
  return at ? ordered_json(format_instant(*at)) : ordered_json();
}

ordered_json in_json(const Job& job, Language language) {
  ordered_json json = {{"job", job.number},
                       {"kind", job.kind},
                       {"state", word(job.state)},
                       {"parameters", in_json(job.parameters)},
                       {"made_at", format_instant(job.made_at)},
                       {"started_at", in_json(job.started_at)},
                       {"ended_at", in_json(job.ended_at)},
                       {"attempts", job.attempts},
                       {"cancel_asked", job.cancel_asked},
                       {"progress", nullptr},
                       {"error", nullptr},
                       {"summary", nullptr}};
  if (!job.progress_what.empty())
    json["progress"] = {
        {"what", job.progress_what}, {"done", job.progress_done}, {"all", job.progress_all}};
  if (job.error) json["error"] = {{"key", job.error->key}, {"text", say(*job.error, language)}};
  if (job.state == State::done) json["summary"] = in_json(job.summary);
  return json;
}

std::string written(const ordered_json& object) {
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<http::Answer> list_jobs(Visit& visit) {
  const std::size_t limit = TRY(http::limit_in(visit.request));
  ordered_json all = ordered_json::array();
  for (const Job& job : TRY(jobs::list(visit.office, std::nullopt, limit)))
    all.push_back(in_json(job, visit.request.language));
  return http::json(written({{"jobs", std::move(all)}}));
}

Result<http::Answer> show_job(Visit& visit) {
  const Job job = TRY(jobs::find(visit.office, visit.request.parameter("job")));
  const std::string text = written(in_json(job, visit.request.language));
  return http::with_etag(visit.request, http::json(text), text);
}

// An event whenever something has changed, the last one when the job has ended.
Result<http::Answer> watch_job(Visit& visit) {
  const Job job = TRY(jobs::find(visit.office, visit.request.parameter("job")));
  const std::string text = written(in_json(job, visit.request.language));
  const std::string id = http::etag_of(text).substr(1, 16);
  http::Answer answer;
  answer.type = "text/event-stream";
  answer.last_event_id = id;
  answer.last = !is_live(job.state);
  if (id != visit.request.last_event_id) answer.body = http::event(id, "job", text);
  return answer;
}

Result<http::Answer> cancel_job(Visit& visit) {
  const std::string& number = visit.request.parameter("job");
  TRY(jobs::cancel(visit.office, number));
  const Job job = TRY(jobs::find(visit.office, number));
  return http::json(written(in_json(job, visit.request.language)), 202);
}

}  // namespace

std::vector<accounts::Route> routes() {
  using http::Method;
  using http::Work;
  return {
      {{.path = "/api/jobs", .permission = "jobs.list", .queries = {"limit"}}, list_jobs},
      {{.path = "/api/jobs/{job}", .permission = "jobs.list"}, show_job},
      {{.path = "/api/jobs/{job}/events", .permission = "jobs.list", .events = true}, watch_job},
      {{.method = Method::post,
        .path = "/api/jobs/{job}/cancellation",
        .permission = "jobs.cancel",
        .work = Work::writes},
       cancel_job}};
}

}  // namespace ombud::jobs
