#include "processing/starting.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "processing/asked.h"
#include "processing/checks.h"

namespace ombud::processing {

namespace {

using nlohmann::ordered_json;
using records::Fault;
using records::Kinds;
using records::Record;

constexpr std::size_t most_words = 2000;

void add_new(std::vector<Fault> more, std::vector<Fault>& to) {
  for (Fault& fault : more)
    if (std::ranges::none_of(to, [&](const Fault& one) {
          return one.path == fault.path && one.error.key == fault.error.key;
        }))
      to.push_back(std::move(fault));
}

ordered_json as_json(const records::Kind& kind, const Startable& one, Language language) {
  ordered_json why = ordered_json::array();
  for (const Fault& fault : one.why_not)
    why.push_back({{"path", fault.path},
                   {"label", records::label_of(kind, fault.path, language)},
                   {"text", say(fault.error, language)}});
  return {{"number", one.activity.number}, {"title", one.activity.title}, {"why", std::move(why)}};
}

ordered_json as_json(const records::Kind& kind, const Started& started, Language language) {
  ordered_json json = {
      {"change", started.moved.change ? ordered_json(started.moved.change->text) : nullptr},
      {"started", ordered_json::array()},
      {"left", ordered_json::array()}};
  for (const Record& one : started.moved.records)
    json["started"].push_back({{"number", one.number}, {"title", one.title}});
  for (const Startable& one : started.left) json["left"].push_back(as_json(kind, one, language));
  return json;
}

Result<http::Answer> start_here(accounts::Visit& visit, const Kinds& kinds) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string unit = TRY(fields.optional_text("unit", 64)).value_or("");
  const std::string reason = TRY(fields.text("reason", most_words));
  TRY(fields.no_more());
  const Started started =
      TRY(start_all(visit.office, kinds, TRY(scope_in(visit.office, kinds, unit, "")), reason));
  return http::json(
      json_text(as_json(*TRY(kinds.find("activity")), started, visit.request.language)));
}

void show(cli::Call& call, const records::Kind& kind, const Started& started, bool only_look) {
  const Language language = call.language();
  const auto tell = [&](const std::string& key, std::size_t count) {
    call.line(say(key, {{"count", std::to_string(count)}}, language));
  };
  if (started.moved.records.empty() && started.left.empty())
    call.line(say("processing.start_no_drafts", {}, language));
  if (!started.moved.records.empty())
    tell(only_look ? "processing.start_would" : "processing.started", started.moved.records.size());
  for (const Record& one : started.moved.records) call.line("  " + one.number + " " + one.title);
  if (!started.left.empty()) tell("processing.start_left", started.left.size());
  for (const Startable& one : started.left) {
    call.line("  " + one.activity.number + " " + one.activity.title);
    for (const Fault& fault : one.why_not) {
      const std::string label = records::label_of(kind, fault.path, language);
      call.line("    " + (label.empty() ? "" : label + ": ") + say(fault.error, language));
    }
  }
}

Result<int> start_now(accounts::Office& office, cli::Call& call, const Kinds& kinds) {
  const records::Kind& kind = *TRY(kinds.find("activity"));
  const Scope scope = TRY(scope_in(office, kinds, call.value("--unit"), ""));
  const bool only_look = call.has("--dry-run");
  Started started;
  if (only_look) {
    for (Startable& one : startable(kind, TRY(read_register(office, kinds, scope))))
      if (one.why_not.empty())
        started.moved.records.push_back(std::move(one.activity));
      else
        started.left.push_back(std::move(one));
  } else {
    started = TRY(start_all(office, kinds, scope, call.value("--reason")));
  }
  if (call.json())
    call.print_json(json_text(as_json(kind, started, call.language()), 2));
  else
    show(call, kind, started, only_look);
  return 0;
}

}  // namespace

std::vector<Startable> startable(const records::Kind& kind, const Register& all) {
  std::vector<Startable> found;
  const Find find = all.finding();
  for (const Record& activity : all.activities) {
    if (activity.state != "draft") continue;
    Startable one{activity, {}};
    records::Row row = activity.row;
    add_new(records::check(kind, records::Demand::all, row), one.why_not);
    for (Point& point : article_30(activity, find).points)
      add_new(std::move(point.missing), one.why_not);
    add_new(faults_of_law(activity), one.why_not);
    found.push_back(std::move(one));
  }
  return found;
}

Result<Started> start_all(accounts::Office& office, const Kinds& kinds, const Scope& scope,
                          const std::string& reason) {
  const records::Kind& kind = *TRY(kinds.find("activity"));
  std::vector<Startable> drafts = startable(kind, TRY(read_register(office, kinds, scope)));
  std::vector<records::RecordId> ids;
  for (const Startable& one : drafts)
    if (one.why_not.empty()) ids.push_back(one.activity.id);
  Started started{TRY(records::move_many(office, kinds, kind.name, ids, "start", reason)), {}};
  for (Startable& one : drafts) {
    const auto at = std::ranges::find(started.moved.left, one.activity.id,
                                      [](const auto& left) { return left.first; });
    if (at != started.moved.left.end()) one.why_not = std::move(at->second);
    if (!one.why_not.empty()) started.left.push_back(std::move(one));
  }
  return started;
}

std::vector<accounts::Route> start_routes(const records::KindsOf& kinds) {
  return {{{.method = http::Method::post,
            .path = "/api/processing/starts",
            .permission = "processing.decide",
            .work = http::Work::writes,
            .body = http::Body::json},
           with(kinds, start_here)}};
}

std::vector<cli::Command> start_commands(accounts::Entrance& entrance,
                                         const records::KindsOf& kinds) {
  return {{.name = "processing start",
           .summary = "processing.start_summary",
           .example = "ombud processing start --unit U-0002 --reason \"looked through with HR\"",
           .options = {{.name = "--unit", .help = "processing.unit_help", .value_name = "UNIT"},
                       {.name = "--reason",
                        .help = "processing.start_reason_help",
                        .value_name = "TEXT"},
                       {.name = "--dry-run", .help = "processing.start_dry_help", .flag = true}},
           .run = [&entrance, kinds](cli::Call& call) -> Result<int> {
             accounts::Office& office = *TRY(entrance.enter(call, "processing.decide"));
             return start_now(office, call, TRY(kinds(office)));
           }}};
}

}  // namespace ombud::processing
