// The queue over HTTP: the list, one job, that job as it goes on, asking it to stop, retrying it.

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/texts.h"
#include "http/page.h"
#include "jobs/commands.h"

namespace ombud::jobs {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

ordered_json as_json(const Facts& facts) {
  ordered_json object = ordered_json::object();
  for (const auto& [name, value] : facts) object[name] = value;
  return object;
}

ordered_json as_json(const Job& job, Language language) {
  ordered_json json = {{"job", job.number},
                       {"kind", job.kind},
                       {"state", word(job.state)},
                       {"parameters", as_json(job.parameters)},
                       {"made_at", format_instant(job.made_at)},
                       {"started_at", instant_json(job.started_at)},
                       {"ended_at", instant_json(job.ended_at)},
                       {"attempts", job.attempts},
                       {"cancel_asked", job.cancel_asked},
                       {"progress", nullptr},
                       {"error", nullptr},
                       {"summary", nullptr}};
  if (!job.progress_what.empty())
    json["progress"] = {
        {"what", job.progress_what}, {"done", job.progress_done}, {"all", job.progress_all}};
  if (job.error) json["error"] = {{"key", job.error->key}, {"text", say(*job.error, language)}};
  if (job.state == State::done) json["summary"] = as_json(job.summary);
  return json;
}

Result<Wanted> wanted_in(const http::Request& request) {
  Wanted wanted;
  const std::string& state = request.query("state");
  for (const State one : {State::waiting, State::running, State::done, State::failed,
                          State::refused, State::cancelled})
    if (state == word(one)) wanted.state = one;
  if (!state.empty() && !wanted.state)
    return fail(Errc::invalid, "jobs.bad_state", {{"state", state}});
  wanted.kind = request.query("kind");
  if (const auto place = TRY(http::cursor_in(request, 1))) wanted.before = place->front();
  return wanted;
}

Result<http::Answer> list_jobs(Visit& visit) {
  const std::size_t limit = TRY(http::limit_in(visit.request));
  std::vector<Job> found = TRY(jobs::list(visit.office, TRY(wanted_in(visit.request)), limit + 1));
  ordered_json next;
  if (found.size() > limit) {
    found.pop_back();
    next = http::cursor_of({found.back().number});
  }
  ordered_json all = ordered_json::array();
  for (const Job& job : found) all.push_back(as_json(job, visit.request.language));
  return http::json(json_text({{"jobs", std::move(all)}, {"next", std::move(next)}}));
}

Result<http::Answer> show_job(Visit& visit) {
  const Job job = TRY(jobs::find(visit.office, visit.request.parameter("job")));
  const Language language = visit.request.language;
  ordered_json json = as_json(job, language);
  json["account"] = TRY(name_of(visit.office, job.account));
  json["not_before"] = instant_json(job.not_before);
  json["due_at"] = instant_json(job.due_at);
  json["attempts_most"] = job.attempts_most;
  json["tries"] = ordered_json::array();
  for (const Attempt& attempt : TRY(attempts(visit.office, job))) {
    ordered_json one = {{"began_at", format_instant(attempt.started_at)},
                        {"ended_at", instant_json(attempt.ended_at)},
                        {"outcome", text_json(attempt.outcome)},
                        {"error", nullptr}};
    if (attempt.error) one["error"] = say(*attempt.error, language);
    json["tries"].push_back(std::move(one));
  }
  const std::string text = json_text(json);
  return http::with_etag(visit.request, http::json(text), text);
}

// An event whenever something has changed, the last one when the job has ended.
Result<http::Answer> watch_job(Visit& visit) {
  const Job job = TRY(jobs::find(visit.office, visit.request.parameter("job")));
  const std::string text = json_text(as_json(job, visit.request.language));
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
  return http::json(json_text(as_json(job, visit.request.language)), 202);
}

Result<http::Answer> retry_job(Visit& visit, const Kinds& kinds) {
  const std::string& number = visit.request.parameter("job");
  TRY(jobs::retry(visit.office, kinds, number));
  const Job job = TRY(jobs::find(visit.office, number));
  return http::json(json_text(as_json(job, visit.request.language)), 202);
}

// What somebody could schedule, by what he may start.
Result<http::Answer> list_kinds(Visit& visit, const Kinds& kinds) {
  ordered_json all = ordered_json::array();
  for (const Kind& kind : kinds.all())
    if (visit.office.actor.may(kind.permission)) all.push_back(kind.name);
  return http::json(json_text({{"kinds", std::move(all)}}));
}

}  // namespace

std::vector<accounts::Route> routes(Kinds all_kinds) {
  const auto kinds = std::make_shared<const Kinds>(std::move(all_kinds));
  std::vector<accounts::Route> all = schedule_routes(kinds);
  using http::Method;
  using http::Work;
  const auto add = [&](http::Declaration declared, auto run) {
    all.push_back({std::move(declared), std::move(run)});
  };
  add({.path = "/api/jobs",
       .permission = "jobs.list",
       .queries = {"limit", "state", "kind", "cursor"}},
      list_jobs);
  add({.path = "/api/jobs/{job}", .permission = "jobs.list"}, show_job);
  add({.path = "/api/jobs/{job}/events", .permission = "jobs.list", .events = true}, watch_job);
  add({.method = Method::post,
       .path = "/api/jobs/{job}/cancellation",
       .permission = "jobs.cancel",
       .work = Work::writes},
      cancel_job);
  add({.method = Method::post,
       .path = "/api/jobs/{job}/retry",
       .permission = "jobs.retry",
       .work = Work::writes},
      [kinds](Visit& visit) { return retry_job(visit, *kinds); });
  add({.path = "/api/jobs/kinds", .permission = "jobs.list"},
      [kinds](Visit& visit) { return list_kinds(visit, *kinds); });
  return all;
}

}  // namespace ombud::jobs
