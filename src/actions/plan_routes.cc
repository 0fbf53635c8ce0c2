// Asking for a plan over HTTP, and the lists: of all actions, and of what waits for whoever asks.

#include <nlohmann/json.hpp>

#include "actions/routes.h"
#include "actions/view.h"
#include "actions/wishes.h"
#include "base/json.h"
#include "base/text.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::actions {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_open = 200;
constexpr std::size_t most_mentions = 1000;

// Three fields that come together or not at all.
Result<std::optional<Instruction>> three(http::Fields& fields, const std::string& name) {
  const auto who = TRY(fields.optional_text(name + "_by", 200));
  const auto day = TRY(fields.optional_text(name + "_on", 10));
  const auto document = TRY(fields.optional_text(name + "_document", 500));
  const auto given = [](const std::optional<std::string>& text) {
    return text && !trim(*text).empty();
  };
  if (!given(who) && !given(day) && !given(document)) return std::optional<Instruction>();
  if (!given(who) || !given(day) || !given(document) || !parse_day(*day))
    return fail(Errc::invalid, "actions.three_fields", {{"field", name}});
  return std::optional(Instruction{*who, *day, *document});
}

Result<Wish> wish_in(const http::Request& request) {
  http::Fields fields = TRY(http::Fields::of(request));
  Wish wish;
  const std::string kind = TRY(fields.text("kind", 16));
  if (kind != word(Kind::access) && kind != word(Kind::erase))
    return fail(Errc::invalid, "actions.unknown_kind", {{"kind", kind}});
  wish.kind = kind == word(Kind::access) ? Kind::access : Kind::erase;
  wish.person = TRY(fields.text("person", 32));
  wish.reference = TRY(fields.text("reference", 500));
  wish.mentions = TRY(fields.texts("mentions", most_mentions));
  wish.instruction = TRY(three(fields, "instruction"));
  if (const auto disposal = TRY(three(fields, "disposal")))
    wish.disposal = Disposal{disposal->who, disposal->given_on, disposal->document};
  TRY(fields.no_more());
  return wish;
}

// Where its job stands too: why it has not been made yet.
Result<ordered_json> as_json(accounts::Office& office, const Wished& wished, Language language) {
  ordered_json json = {{"wish", wished.id},  {"made_at", format_instant(wished.made_at)},
                       {"state", "waiting"}, {"action", nullptr},
                       {"refusal", nullptr}, {"progress", nullptr}};
  if (!wished.number.empty()) {
    json["state"] = "planned";
    json["action"] = wished.number;
    return json;
  }
  if (wished.refusal) {
    json["state"] = "refused";
    json["refusal"] = {{"key", wished.refusal->key}, {"text", say(*wished.refusal, language)}};
    return json;
  }
  const Result<jobs::Job> job = jobs::find(office, wished.job);
  if (!job) return fail(job.error());
  if (job->state == jobs::State::running) json["state"] = "running";
  if (!job->progress_what.empty())
    json["progress"] = {
        {"what", job->progress_what}, {"done", job->progress_done}, {"all", job->progress_all}};
  if (!jobs::is_live(job->state)) json["state"] = "refused";
  if (job->error)
    json["refusal"] = {{"key", job->error->key}, {"text", say(*job->error, language)}};
  return json;
}

Result<http::Answer> ask(Visit& visit) {
  const Wished wished = TRY(ask_for_plan(visit.office, TRY(wish_in(visit.request))));
  http::Answer answer =
      http::json(json_text(TRY(as_json(visit.office, wished, visit.request.language))), 202);
  answer.headers.emplace_back("Location", "/api/actions/wishes/" + wished.id);
  return answer;
}

Result<http::Answer> show_wish(Visit& visit) {
  const Wished wished = TRY(find_wish(visit.office, visit.request.parameter("wish")));
  return http::json(json_text(TRY(as_json(visit.office, wished, visit.request.language))));
}

Result<http::Answer> watch_wish(Visit& visit) {
  const Wished wished = TRY(find_wish(visit.office, visit.request.parameter("wish")));
  const ordered_json json = TRY(as_json(visit.office, wished, visit.request.language));
  const std::string text = json_text(json);
  http::Answer answer;
  answer.type = "text/event-stream";
  answer.last_event_id = http::etag_of(text).substr(1, 16);
  answer.last = json["state"] == "planned" || json["state"] == "refused";
  if (answer.last_event_id != visit.request.last_event_id)
    answer.body = http::event(answer.last_event_id, "wish", text);
  return answer;
}

Result<http::Answer> forget(Visit& visit) {
  TRY(forget_wish(visit.office, visit.request.parameter("wish")));
  return http::done();
}

Result<http::Answer> list_actions(Visit& visit) {
  const std::size_t limit = TRY(http::limit_in(visit.request));
  std::string before;
  if (const auto place = TRY(http::cursor_in(visit.request, 1))) before = place->front();
  std::vector<Action> actions = TRY(all_before(visit.office, before, limit + 1));
  ordered_json next;
  if (actions.size() > limit) {
    actions.resize(limit);
    next = http::cursor_of({actions.back().number});
  }
  ordered_json lines = ordered_json::array();
  for (const Action& action : actions)
    if (TRY(is_seen(visit.office, action))) lines.push_back(TRY(line_of(visit.office, action)));
  evidence::Told told;
  told.event = "actions.listed";
  told.use = UseKind::list;
  told.account = visit.office.actor.account;
  told.criterion = "all actions";
  told.reference = "actions";
  told.object = "actions";
  visit.tell(std::move(told));
  return http::json(json_text({{"actions", std::move(lines)}, {"next", std::move(next)}}));
}

// Numbers and states only: nothing in it tells of a person, so it leaves no entry.
Result<http::Answer> what_waits(Visit& visit) {
  ordered_json lines = ordered_json::array();
  for (const Action& action : TRY(all_open(visit.office, most_open))) {
    ordered_json line = TRY(line_of(visit.office, action));
    line.erase("reference");
    if (line["waits_for_me"] == true || line["state"] == "partly_done")
      lines.push_back(std::move(line));
  }
  ordered_json wishes = ordered_json::array();
  if (visit.office.actor.may("actions.plan"))
    for (const Wished& wished : TRY(open_wishes(visit.office))) {
      const Result<ordered_json> json = as_json(visit.office, wished, visit.request.language);
      if (json) wishes.push_back(*json);
    }
  return http::json(json_text({{"actions", std::move(lines)}, {"wishes", std::move(wishes)}}));
}

}  // namespace

std::vector<accounts::Route> plan_routes() {
  using http::Method;
  using http::Work;
  return {
      {{.path = "/api/actions",
        .permission = "actions.list",
        .queries = {"limit", "cursor"},
        .tells = true},
       list_actions},
      {{.path = "/api/actions/waiting", .permission = "actions.list"}, what_waits},
      {{.method = Method::post,
        .path = "/api/actions/wishes",
        .permission = "actions.plan",
        .work = Work::writes,
        .body = http::Body::json},
       ask},
      {{.path = "/api/actions/wishes/{wish}", .permission = "actions.plan"}, show_wish},
      {{.path = "/api/actions/wishes/{wish}/events", .permission = "actions.plan", .events = true},
       watch_wish},
      {{.method = Method::erase,
        .path = "/api/actions/wishes/{wish}",
        .permission = "actions.plan",
        .work = Work::writes},
       forget},
  };
}

std::vector<accounts::Route> routes() {
  std::vector<accounts::Route> all = plan_routes();
  for (std::vector<accounts::Route> some : {decision_routes(), run_routes(), shown_routes()})
    for (accounts::Route& route : some) all.push_back(std::move(route));
  return all;
}

}  // namespace ombud::actions
