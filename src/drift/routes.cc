// Paper and data over HTTP. Only a check asks sources, and that is a job.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "drift/drift.h"
#include "drift/export.h"
#include "drift/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "http/problem.h"

namespace ombud::drift {

namespace {

using accounts::Visit;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_reason = 2'000;
constexpr std::size_t most_word = 200;
constexpr std::size_t most_drafts = 5'000;

using Run = Result<http::Answer> (*)(Visit&, const records::Kinds&);

Result<http::Answer> show_summary(Visit& visit, const records::Kinds& kinds) {
  return http::json(json_text(TRY(summary_json(visit.office, kinds))));
}

Result<http::Answer> show_coverage(Visit& visit, const records::Kinds& kinds) {
  const Read read = TRY(read_all(visit.office, kinds));
  return http::json(json_text(TRY(coverage_json(visit.office, read, visit.request.language))));
}

template <class T>
Result<std::optional<T>> word_in(const std::optional<std::string>& text,
                                 std::optional<T> (*read)(std::string_view), const char* field) {
  if (!text) return std::optional<T>();
  const std::optional<T> found = read(*text);
  if (!found) return fail(Errc::invalid, "drift.bad_filter", {{"field", field}});
  return found;
}

// "state", "severity", "what", "system", "activity", all of them optional.
Result<Wanted> wanted_of(
    Visit& visit, const std::function<Result<std::optional<std::string>>(std::string_view)>& text) {
  Wanted wanted;
  if (const auto state = TRY(word_in<State>(TRY(text("state")), state_of, "state")))
    wanted.states = {*state};
  wanted.severity = TRY(word_in<Severity>(TRY(text("severity")), severity_of, "severity"));
  wanted.what = TRY(word_in<What>(TRY(text("what")), what_of, "what"));
  if (const auto system = TRY(text("system")))
    wanted.system = TRY(connectors::find(visit.office, *system)).id;
  wanted.activity = TRY(text("activity")).value_or("");
  return wanted;
}

Result<http::Answer> list_findings(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Wanted wanted = TRY(wanted_of(
      visit, [&](std::string_view name) { return fields.optional_text(name, most_word); }));
  const std::vector<std::string> after = TRY(fields.texts("after", 2));
  if (!after.empty()) wanted.after = after;
  const std::int64_t limit = TRY(fields.integer("limit"));
  TRY(fields.no_more());
  if (limit < 1 || limit > 200) return fail(Errc::invalid, "http.bad_limit", {{"most", "200"}});
  wanted.limit = static_cast<std::size_t>(limit);
  const Listed listed = TRY(drift::list(visit.office, kinds, wanted));
  const Names names = TRY(Names::of(visit.office, kinds, listed.findings));
  Json all = Json::array();
  for (const Finding& one : listed.findings)
    all.push_back(as_json(kinds, names, one, visit.request.language));
  return http::json(json_text(
      Json{{"findings", std::move(all)}, {"count", listed.count}, {"next", listed.next}}));
}

Result<http::Answer> shown(Visit& visit, const records::Kinds& kinds, const Finding& one) {
  const Names names = TRY(Names::of(visit.office, kinds, {one}));
  Json json = as_json(kinds, names, one, visit.request.language);
  json["turns"] = Json::array();
  for (const Turn& turn : TRY(turns(visit.office, one))) {
    const Result<accounts::Account> by = accounts::find(visit.office, turn.by);
    json["turns"].push_back({{"at", format_instant(turn.at)},
                             {"what", turn.what},
                             {"by", by ? Json(by->name) : Json(nullptr)},
                             {"reason", text_json(turn.reason)}});
  }
  return http::json(json_text(json));
}

Result<http::Answer> show_finding(Visit& visit, const records::Kinds& kinds) {
  return shown(visit, kinds,
               TRY(drift::find(visit.office, kinds, visit.request.parameter("finding"))));
}

Result<http::Answer> accept_finding(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", most_reason));
  const Day until = TRY(parse_day(TRY(fields.text("until", 10))));
  TRY(fields.no_more());
  return shown(visit, kinds,
               TRY(accept(visit.office, kinds, visit.request.parameter("finding"), reason, until,
                          TRY(today_of(visit.office)))));
}

Result<http::Answer> reopen_finding(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  return shown(visit, kinds,
               TRY(reopen(visit.office, kinds, visit.request.parameter("finding"), reason)));
}

// As records refuse an edit: what is wrong with each value (RFC 9457, 3.2).
http::Answer refused(const Added& added, Language language) {
  http::Answer answer = http::problem({Errc::invalid, "drift.lines_refused", {}}, language);
  Json body = Json::parse(answer.body);
  answer.status = 422;
  body["status"] = answer.status;
  body["title"] = http::phrase_of(answer.status);
  body["faults"] = Json::array();
  for (const auto& [number, fault] : added.faults)
    body["faults"].push_back(
        {{"path", fault.path}, {"key", fault.error.key}, {"text", say(fault.error, language)}});
  answer.body = json_text(body);
  return answer;
}

Result<http::Answer> add_lines_here(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Wish wish;
  wish.activity = TRY(fields.text("activity", most_word));
  wish.necessity = TRY(fields.optional_text("necessity", most_reason)).value_or("");
  wish.kept = TRY(fields.optional_text("period", most_word)).value_or("");
  wish.reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  const Finding finding = TRY(drift::find(visit.office, kinds, visit.request.parameter("finding")));
  const Added added = TRY(add_lines(visit.office, kinds, finding, wish, visit.request.language));
  if (!added.faults.empty()) return refused(added, visit.request.language);
  return http::json(
      json_text(Json{{"activity", wish.activity},
                     {"change", added.change ? Json(added.change->text) : Json(nullptr)}}));
}

Result<http::Answer> begin_check(Visit& visit, const records::Kinds&) {
  if (accounts::is_limited(visit.office.actor)) return fail(Errc::forbidden, "drift.limited");
  jobs::Wish wish;
  wish.once = "all";
  wish.priority = 3;  // Somebody waits for it.
  store::Transaction transaction = TRY(visit.office.store.begin(visit.office.organisation.id));
  const jobs::Enqueued job = TRY(jobs::enqueue(visit.office, transaction, check_kind(), wish));
  TRY(transaction.commit());
  http::Answer answer =
      http::json(json_text(Json{{"job", job.number}, {"was_there", job.was_there}}), 202);
  answer.headers.emplace_back("Location", "/api/jobs/" + job.number);
  return answer;
}

Result<http::Answer> show_links(Visit& visit, const records::Kinds& kinds) {
  return http::json(
      json_text(links_json(TRY(read_all(visit.office, kinds)), visit.request.language)));
}

Result<http::Answer> say_one_link(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string record = TRY(fields.text("record", most_word));
  const std::string name = TRY(fields.text("system", most_word));
  const bool same = TRY(fields.boolean("same"));
  const std::string reason = TRY(fields.optional_text("reason", most_reason)).value_or("");
  TRY(fields.no_more());
  const connectors::System system = TRY(connectors::find(visit.office, name));
  TRY(say_link(visit.office, TRY(read_paper(visit.office, kinds)), record, system, same, reason));
  TRY(compare_anew(visit.office, kinds));
  return http::done();
}

Result<http::Answer> unlink_one(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string record = TRY(fields.text("record", most_word));
  const std::string name = TRY(fields.text("system", most_word));
  TRY(fields.no_more());
  const connectors::System system = TRY(connectors::find(visit.office, name));
  TRY(take_back_link(visit.office, TRY(read_paper(visit.office, kinds)), record, system));
  TRY(compare_anew(visit.office, kinds));
  return http::done();
}

Result<http::Answer> show_proposals(Visit& visit, const records::Kinds& kinds) {
  const std::vector<Draft> all =
      drafts(TRY(read_all(visit.office, kinds)), kinds, visit.request.language);
  Json json = Json::array();
  for (const Draft& one : all) json.push_back(as_json(kinds, one, visit.request.language));
  const std::string tag = http::etag_of(version_of(all));
  http::Answer answer = http::json(json_text(Json{{"drafts", std::move(json)}, {"etag", tag}}));
  answer.headers.emplace_back("ETag", tag);
  return answer;
}

Result<http::Answer> take_drafts(Visit& visit, const records::Kinds& kinds) {
  TRY(http::check_version(visit.request, version_of(drafts(TRY(read_all(visit.office, kinds)),
                                                           kinds, visit.request.language))));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::vector<std::string> keys = TRY(fields.texts("drafts", most_drafts));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  if (keys.empty()) return fail(Errc::invalid, "drift.nothing_chosen");
  const Taken taken = TRY(take(visit.office, kinds, keys, reason, visit.request.language));
  Json made = Json::array();
  for (const Named& one : taken.made)
    made.push_back({{"kind", one.kind}, {"number", one.number}, {"title", one.title}});
  return http::json(json_text(Json{{"taking", taken.number}, {"made", std::move(made)}}), 201);
}

Result<http::Answer> undo_taking(Visit& visit, const records::Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  TRY(drift::undo(visit.office, kinds, visit.request.parameter("taking"), reason));
  return http::done();
}

Result<http::Answer> put_years(Visit& visit, const records::Kinds&) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::int64_t years = TRY(fields.integer("years"));
  TRY(fields.no_more());
  TRY(set_years(visit.office, years));
  return http::done();
}

Result<http::Answer> export_list(Visit& visit, const records::Kinds& kinds) {
  const auto format = documents::format_of(visit.request.query("format"));
  if (!format) return fail(Errc::invalid, "drift.bad_filter", {{"field", "format"}});
  const Wanted wanted =
      TRY(wanted_of(visit, [&](std::string_view name) -> Result<std::optional<std::string>> {
        const std::string& text = visit.request.query(name);
        return text.empty() ? std::optional<std::string>() : std::optional(text);
      }));
  http::Answer answer;
  answer.body = TRY(
      documents::write(document_of(visit.office, kinds, wanted, visit.request.language), *format));
  answer.type = documents::media_type(*format);
  answer.headers.emplace_back(
      "Content-Disposition",
      "attachment; filename=\"drift" + std::string(documents::file_ending(*format)) + "\"");
  return answer;
}

}  // namespace

Result<bool> is_seen(accounts::Office& office, const records::Kinds& kinds,
                     const std::string& finding) {
  const Result<Finding> found = drift::find(office, kinds, finding);
  if (!found && found.error().code != Errc::not_found) return fail(found.error());
  return found.has_value();
}

std::vector<accounts::Route> routes(records::KindsOf kinds) {
  using http::Body;
  using http::Method;
  using http::Work;
  std::vector<accounts::Route> all;
  const auto add = [&](http::Declaration declared, Run run) {
    all.push_back({std::move(declared), [kinds, run](Visit& visit) -> Result<http::Answer> {
                     return run(visit, TRY(kinds(visit.office)));
                   }});
  };
  const auto post = [&](const char* path, const char* permission, Work work, Run run) {
    add({.method = Method::post,
         .path = path,
         .permission = permission,
         .work = work,
         .body = Body::json},
        run);
  };
  add({.path = "/api/drift", .permission = "drift.read"}, show_summary);
  add({.path = "/api/drift/document",
       .permission = "drift.read",
       .queries = {"format", "state", "severity", "what", "system", "activity"}},
      export_list);
  add({.path = "/api/drift/coverage", .permission = "drift.read"}, show_coverage);
  add({.path = "/api/drift/findings/{finding}", .permission = "drift.read"}, show_finding);
  add({.path = "/api/drift/links", .permission = "drift.read"}, show_links);
  add({.path = "/api/drift/proposals", .permission = "drift.read"}, show_proposals);
  add({.method = Method::post,
       .path = "/api/drift/lists",
       .permission = "drift.read",
       .work = Work::own,
       .body = Body::json,
       .needs_key = false},
      list_findings);
  add({.method = Method::post,
       .path = "/api/drift/checks",
       .permission = "drift.check",
       .work = Work::writes},
      begin_check);
  post("/api/drift/findings/{finding}/acceptance", "drift.accept", Work::writes, accept_finding);
  post("/api/drift/findings/{finding}/reopening", "drift.accept", Work::writes, reopen_finding);
  post("/api/drift/findings/{finding}/lines", "drift.propose", Work::own, add_lines_here);
  post("/api/drift/links", "drift.link", Work::writes, say_one_link);
  post("/api/drift/links/removal", "drift.link", Work::writes, unlink_one);
  post("/api/drift/proposals/taking", "drift.propose", Work::own, take_drafts);
  post("/api/drift/takings/{taking}/undoing", "drift.propose", Work::own, undo_taking);
  post("/api/drift/years", "drift.check", Work::writes, put_years);
  return all;
}

}  // namespace ombud::drift
